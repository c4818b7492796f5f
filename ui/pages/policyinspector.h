#pragma once

// What is selected on the Policies page: form, JSON and who uses it. Several policies have the form only. While the
// file of one is broken, the form shows its last good state, read-only.
//
// The JSON tab shows one policy by itself, outdented, and takes it over when the editor is left: a fragment that is
// broken for a moment has no place in its file where it could be found again, and what is taken over is laid out as the
// file is, which would take the text out of somebody's hands while he types. The live text is one key away
// (Ctrl+Shift+J, ui/widgets/filetextview.h).

#include "core/result.h"

#include <QStringList>
#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace gatereeve::models
{
class Workspace;
}

namespace gatereeve::ui
{

class JsonView;
class LastGoodBar;
class PolicyForm;
class Prompts;
class StateLabel;
class UsedByView;

class PolicyInspector final : public QWidget
{
    Q_OBJECT

public:
    PolicyInspector(models::Workspace& workspace, Prompts& prompts, QWidget* parent = nullptr);

    void setPolicies(const QStringList& ids);
    // Brings the keyboard to the form's field, or to the JSON where the form has none.
    void showField(const QString& field);
    QTabWidget* tabs() const { return m_tabs; }

Q_SIGNALS:
    void failed(const QString& text);
    void keyActivated(const QString& name);
    void apiActivated(const QString& apiId);
    void textRequested(const gatereeve::Place& place);
    void ownTextRequested(); // of the policy

private:
    void refresh();
    void showUses();
    void showBroken();
    void takeJson(const QString& text);

    models::Workspace& m_workspace;
    QStringList m_ids;
    QStackedWidget* m_stack;
    QLabel* m_title;
    StateLabel* m_state;
    QPushButton* m_uses; // how many keys; leads to the tab
    LastGoodBar* m_broken;
    QTabWidget* m_tabs;
    PolicyForm* m_form;
    JsonView* m_json;
    UsedByView* m_usedBy;
};

} // namespace gatereeve::ui
