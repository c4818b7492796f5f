#include "ui/workspacenotices.h"

#include "models/openpolicies.h"
#include "models/text.h"
#include "models/usedby.h"
#include "models/workspace.h"
#include "ui/gatewaycontrol.h"
#include "ui/widgets/messagebar.h"

#include <algorithm>

namespace gatereeve::ui
{

using namespace Qt::StringLiterals;

WorkspaceNotices::WorkspaceNotices(models::Workspace& workspace, GatewayControl& gateway, MessageBar& bar,
                                   QObject* parent)
    : QObject(parent),
      m_workspace(workspace),
      m_gateway(gateway),
      m_bar(bar)
{
    connect(&workspace, &models::Workspace::policiesChanged, this, &WorkspaceNotices::showCutOff);
    connect(&workspace, &models::Workspace::settingsChanged, this, &WorkspaceNotices::showUnreadFolder);
    connect(&gateway, &GatewayControl::stateChanged, this, &WorkspaceNotices::showGateway);
}

void WorkspaceNotices::greet()
{
    showMapped();
    showUnreadFolder();
    showNoPolicies();
    showCutOff();
    showGateway();
}

void WorkspaceNotices::showMapped()
{
    QStringList mapped;
    for (const auto& [written, used] : m_workspace.layout().mapped)
        mapped.append(
            tr("%1 is not here; %2 is used instead").arg(models::toQString(written), models::toQString(used)));
    if (!mapped.isEmpty())
        m_bar.post({u"mapped"_s, theme::Tone::Muted, mapped.join(u'\n'), {}});
}

void WorkspaceNotices::showNoPolicies()
{
    if (!m_workspace.lacksPolicies())
        return;
    m_bar.post({u"no-policies"_s,
                theme::Tone::Warning,
                tr("tyk.conf names no policies file."),
                {{tr("Add policies/policies.json"), [this] {
                      const Result<void> added = m_workspace.addPoliciesSection();
                      if (!added)
                          Q_EMIT failed(models::toQString(added.error().describe()));
                  }}}});
}

// Policies that are shown and can be edited, and that no gateway of the chosen rules looks at.
void WorkspaceNotices::showUnreadFolder()
{
    const QString name = u"unread-folder"_s;
    if (!unreadFolder(m_workspace.layout(), m_workspace.profile()))
        return m_bar.dismiss(name);
    m_bar.post({name,
                theme::Tone::Warning,
                tr("Policies in a folder (policy_path) are read by Tyk 5 only: none of these is in force."),
                {{tr("Use the rules of Tyk 5"), [this] {
                      if (const auto set = m_workspace.setProfile(Profile::Tyk5); !set)
                          Q_EMIT failed(models::toQString(set.error().describe()));
                  }}}});
}

// Says which keys an edit has cut off, when it has; takes it back when they work again.
void WorkspaceNotices::showCutOff()
{
    const QStringList former = m_cutOff;
    m_cutOff.clear();
    const models::PolicyList& list = m_workspace.policyList();
    for (int row = 0; row < list.rowCount(); ++row) {
        if (list.at(row).state == models::PolicyItem::State::NotLoaded)
            m_cutOff.append(list.at(row).id);
    }
    for (const QString& id : former) {
        if (!m_cutOff.contains(id))
            m_bar.dismiss(u"cut-off:"_s + id);
    }
    if (std::ranges::all_of(m_cutOff, [&](const QString& id) { return former.contains(id); }))
        return; // at almost every keystroke; who uses what takes a look at all keys and APIs
    const models::UsedBy usedBy(m_workspace.keyList(), m_workspace.apiList());
    for (const QString& id : m_cutOff) {
        const int keys = usedBy.keysOf(id);
        if (former.contains(id) || keys == 0)
            continue;
        constexpr qsizetype Named = 4;
        QStringList labels;
        for (const models::PolicyUse& use : usedBy.usesOf(id)) {
            if (use.kind == models::PolicyUse::Kind::Key)
                labels.append(use.label);
        }
        if (labels.size() > Named)
            labels = labels.first(Named) << u"…"_s;
        m_bar.post({u"cut-off:"_s + id,
                    theme::Tone::Warning,
                    tr("%1 is not loaded: %n keys are refused (%2).", nullptr, keys).arg(id, labels.join(u", "_s)),
                    {}});
    }
}

void WorkspaceNotices::showGateway()
{
    const GatewayState state = m_gateway.state();
    m_bar.dismiss(u"gateway"_s);
    if (state.kind == GatewayState::Kind::Failed)
        m_bar.post({u"gateway"_s,
                    theme::Tone::Bad,
                    tr("The gateway does not run. %1").arg(state.reason),
                    {{tr("Start again"), [this] { m_gateway.setRunning(true); }}}});
    else if (!state.notEnforced.isEmpty())
        m_bar.post({u"gateway"_s,
                    theme::Tone::Warning,
                    tr("The newest edit is not enforced; generation %1 stays. %2")
                        .arg(state.generation)
                        .arg(state.notEnforced),
                    {{tr("Show the problems"), [this] { Q_EMIT problemsRequested(); }}}});
    else if (!state.reason.isEmpty())
        m_bar.post({u"gateway"_s, theme::Tone::Muted, state.reason, {}});
}

} // namespace gatereeve::ui
