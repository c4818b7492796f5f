#include "app/desktop/snapshotpublisher.h"

#include <algorithm>

namespace gatereeve::app
{

SnapshotPublisher::SnapshotPublisher(models::Workspace& workspace, EmbeddedGateway& gateway,
                                     models::ProblemList& problems)
    : m_workspace(workspace),
      m_gateway(gateway),
      m_problems(problems)
{
    connect(&workspace, &models::Workspace::edited, this, &SnapshotPublisher::publish);
    connect(&workspace, &models::Workspace::findingsChanged, this, &SnapshotPublisher::tellFindings);
    connect(&workspace, &models::Workspace::settingsChanged, this,
            [this] { m_gateway.followEcho(m_workspace.usesEchoUpstream()); });
    tellFindings();
}

std::shared_ptr<const Snapshot> SnapshotPublisher::compile()
{
    m_newest = SnapshotCompiler::compile(m_workspace.snapshotInput(++m_generation), m_newest.get());
    m_problems.setFindings(QStringLiteral("snapshot"), m_newest->findings);
    return m_newest;
}

void SnapshotPublisher::publish()
{
    m_gateway.publish(compile());
    const auto& files = m_workspace.policyFiles();
    const auto broken =
        std::ranges::find_if(files, [](const models::JsonFile* file) { return file->error() && !file->isGone(); });
    m_gateway.setNotEnforced(broken != files.end()
                                 ? tr("%1 is broken; its last good policies stay enforced.").arg((*broken)->name())
                                 : QString());
}

void SnapshotPublisher::tellFindings()
{
    m_problems.setFindings(QStringLiteral("files"), m_workspace.findings());
}

} // namespace gatereeve::app
