#include "ui/statusline.h"

#include "models/text.h"
#include "models/workspace.h"
#include "ui/gatewaycontrol.h"

#include <QCoreApplication>
#include <QStringList>

namespace gatereeve::ui
{

namespace
{

class StatusLine
{
    Q_DECLARE_TR_FUNCTIONS(StatusLine)

public:
    static QString enforced(const GatewayState& state, const models::Workspace* workspace)
    {
        switch (state.kind) {
        case GatewayState::Kind::Stopped:
            return tr("Gateway stopped");
        case GatewayState::Kind::Starting:
            return tr("Gateway starting…");
        case GatewayState::Kind::Failed:
            return tr("Gateway does not run");
        case GatewayState::Kind::Running:
            break;
        }
        const QString running = tr("Gateway %1 · generation %2").arg(state.address).arg(state.generation);
        if (!state.notEnforced.isEmpty())
            return tr("%1 · newest edit not enforced").arg(running);
        if (workspace && workspace->isModified())
            return tr("%1 · unsaved edits enforced").arg(running);
        return running;
    }

    static QString line(const models::Workspace& workspace, const GatewayState& state, const QString& savedAt)
    {
        QStringList parts{tr("rules: %1").arg(models::toQString(titleOf(workspace.profile()))),
                          tr("%n policies", nullptr, workspace.policyList().rowCount()),
                          tr("%n keys", nullptr, workspace.keyList().rowCount()),
                          workspace.keyList().storeDescription()};
        if (!savedAt.isEmpty())
            parts.append(tr("saved %1").arg(savedAt));
        QString enforced = state.kind == GatewayState::Kind::Running && state.generation > 0
                               ? tr("enforced: generation %1").arg(state.generation)
                               : tr("nothing enforced");
        const int edits = workspace.unsavedEdits();
        if (workspace.isModified())
            enforced = tr("%1 (%2)").arg(enforced,
                                         edits > 0 ? tr("%n edits not saved", nullptr, edits) : tr("edits not saved"));
        parts.append(enforced);
        return parts.join(QStringLiteral(" · "));
    }
};

} // namespace

QString enforcedText(const GatewayState& state, const models::Workspace* workspace)
{
    return StatusLine::enforced(state, workspace);
}

QString statusText(const models::Workspace& workspace, const GatewayState& state, const QString& savedAt)
{
    return StatusLine::line(workspace, state, savedAt);
}

} // namespace gatereeve::ui
