#pragma once

// What is selected on the Policies page: form, JSON and who uses it. Several policies have the form only.

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

private:
    void refresh();
    void showUses();
    void takeJson(const QString& text);

    models::Workspace& m_workspace;
    QStringList m_ids;
    QStackedWidget* m_stack;
    QLabel* m_title;
    StateLabel* m_state;
    QPushButton* m_uses; // how many keys; leads to the tab
    QTabWidget* m_tabs;
    PolicyForm* m_form;
    JsonView* m_json;
    UsedByView* m_usedBy;
};

} // namespace gatereeve::ui
