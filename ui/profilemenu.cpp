#include "ui/profilemenu.h"

#include "models/text.h"
#include "models/workspace.h"
#include "ui/theme.h"
#include "ui/widgets/lastgoodbar.h"

#include <QActionGroup>
#include <QMenu>

namespace gatereeve::ui
{

using namespace Qt::StringLiterals;

ProfileMenu::ProfileMenu(QWidget* parent) : QToolButton(parent), m_choices(new QActionGroup(this))
{
    setObjectName(u"profileButton"_s);
    setPopupMode(QToolButton::InstantPopup);
    setToolButtonStyle(Qt::ToolButtonTextOnly);
    setFocusPolicy(Qt::TabFocus);
    auto* menu = new QMenu(this);
    menu->setToolTipsVisible(true);
    setMenu(menu);
    addChoice(Profile::Guide, u"actionProfileGuide"_s, tr("&guide: what the documentation promises"),
              tr("The guide page \"Token Policies\"; where it is silent, the safe reading."));
    addChoice(Profile::Tyk29, u"actionProfile29"_s, tr("Tyk &2.9.5: that release to the letter"),
              tr("With its defects: for instance, an invalid expression in the allowed URLs lets requests pass."));
    addChoice(Profile::Tyk5, u"actionProfile5"_s, tr("Tyk &5: current releases"),
              tr("For instance, the faster rate wins and unknown policies are skipped."));
    connect(m_choices, &QActionGroup::triggered, this, [this](const QAction* choice) { choose(*choice); });
    refresh();
}

void ProfileMenu::addChoice(Profile profile, const QString& name, const QString& text, const QString& explanation)
{
    QAction* choice = menu()->addAction(text);
    choice->setObjectName(name);
    choice->setCheckable(true);
    choice->setData(int(profile));
    choice->setToolTip(explanation);
    m_choices->addAction(choice);
}

QList<QAction*> ProfileMenu::choices() const
{
    return m_choices->actions();
}

QSize ProfileMenu::sizeHint() const
{
    return QToolButton::sizeHint() + QSize(theme::Gap, 0);
}

void ProfileMenu::setWorkspace(models::Workspace* workspace)
{
    if (m_workspace)
        disconnect(m_workspace, nullptr, this, nullptr);
    m_workspace = workspace;
    if (workspace)
        connect(workspace, &models::Workspace::settingsChanged, this, &ProfileMenu::refresh);
    refresh();
}

void ProfileMenu::setUsable(bool usable)
{
    m_isUsable = usable;
    refresh();
}

void ProfileMenu::refresh()
{
    const Profile profile = m_workspace ? m_workspace->profile() : Profile::Guide;
    const bool can = m_workspace && m_workspace->canSetOptions();
    setEnabled(m_workspace && m_isUsable);
    setText(tr("Rules: %1").arg(models::toQString(titleOf(profile))));
    setToolTip(m_workspace && !can
                   ? tr("The rules can't be changed: %1").arg(cannotBeRead(m_workspace->settingsFile()))
                   : tr("Whose rules are computed and enforced; kept in gatereeve.json beside tyk.conf"));
    for (QAction* choice : m_choices->actions()) {
        choice->setEnabled(can);
        choice->setChecked(choice->data().toInt() == int(profile));
    }
}

void ProfileMenu::choose(const QAction& choice)
{
    if (!m_workspace)
        return;
    const auto done = m_workspace->setProfile(Profile(choice.data().toInt()));
    if (done)
        return;
    refresh(); // the mark goes back to what holds
    Q_EMIT failed(tr("The rules can't be changed: %1").arg(models::toQString(done.error().describe())));
}

} // namespace gatereeve::ui
