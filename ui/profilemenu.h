#pragma once

// Whose rules are computed (spec/profiles.md): a button in the title area that names the profile, and its choices. The
// choice is an edit of the workspace's own settings file, so it can be undone and is enforced at once.

#include "core/gatewaysettings.h"

#include <QToolButton>

class QActionGroup;

namespace gatereeve::models
{
class Workspace;
}

namespace gatereeve::ui
{

class ProfileMenu final : public QToolButton
{
    Q_OBJECT

public:
    explicit ProfileMenu(QWidget* parent = nullptr);

    // Null: nothing to choose. The workspace must stay until the next call.
    void setWorkspace(models::Workspace* workspace);
    // Not while another workspace is being opened.
    void setUsable(bool usable);
    // The choices, for the menu bar too.
    QList<QAction*> choices() const;
    QSize sizeHint() const override; // with room for the mark of the menu

Q_SIGNALS:
    void failed(const QString& text); // the settings file can't be edited

private:
    void addChoice(Profile profile, const QString& name, const QString& text, const QString& explanation);
    void refresh();
    void choose(const QAction& choice);

    models::Workspace* m_workspace = nullptr;
    QActionGroup* m_choices;
    bool m_isUsable = true;
};

} // namespace gatereeve::ui
