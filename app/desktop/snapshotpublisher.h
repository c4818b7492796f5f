#pragma once

// Open document → snapshot → every worker, at each edit and without saving (DESIGN, The path of the data). Main thread.

#include "app/desktop/embeddedgateway.h"
#include "models/problemlist.h"
#include "models/workspace.h"

namespace gatereeve::app
{

class SnapshotPublisher final : public QObject
{
    Q_OBJECT
public:
    // All outlive it. `first`: what the workspace says now, compiled already.
    SnapshotPublisher(models::Workspace& workspace, EmbeddedGateway& gateway, models::ProblemList& problems,
                      std::shared_ptr<const Snapshot> first);

    void publish();

private:
    void tellFindings(const Snapshot& snapshot);
    models::Workspace& m_workspace;
    EmbeddedGateway& m_gateway;
    models::ProblemList& m_problems;
    std::shared_ptr<const Snapshot> m_newest;
};

} // namespace gatereeve::app
