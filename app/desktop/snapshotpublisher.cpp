#include "app/desktop/snapshotpublisher.h"

#include "core/lint/adopted.h"

#include <algorithm>
#include <iterator>

namespace gatereeve::app
{

SnapshotPublisher::SnapshotPublisher(models::Workspace& workspace, EmbeddedGateway& gateway,
                                     models::ProblemList& problems, std::shared_ptr<const Snapshot> first)
    : m_workspace(workspace),
      m_gateway(gateway),
      m_problems(problems),
      m_newest(std::move(first))
{
    connect(&workspace, &models::Workspace::edited, this, &SnapshotPublisher::publish);
    connect(&workspace, &models::Workspace::settingsChanged, this,
            [this] { m_gateway.followEcho(m_workspace.usesEchoUpstream()); });
    tellFindings(*m_newest);
}

void SnapshotPublisher::publish()
{
    m_newest = SnapshotCompiler::compile(m_workspace.snapshotInput(m_newest->generation + 1), m_newest.get());
    tellFindings(*m_newest);
    m_gateway.publish(m_newest);
    const auto& files = m_workspace.policyFiles();
    const auto broken =
        std::ranges::find_if(files, [](const models::JsonFile* file) { return file->error() && !file->isGone(); });
    m_gateway.setNotEnforced(broken != files.end()
                                 ? tr("%1 is broken; its last good policies stay enforced.").arg((*broken)->name())
                                 : QString());
}

// What is wrong with the files themselves lint tells.
void SnapshotPublisher::tellFindings(const Snapshot& snapshot)
{
    Findings findings;
    for (const Findings* found :
         {&snapshot.findings, &m_workspace.policyLoad().problems, &m_workspace.policyLoad().notes})
        std::ranges::copy_if(*found, std::back_inserter(findings), lint::isOfGateway);
    m_problems.setOfGateway(findings);
}

} // namespace gatereeve::app
