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
    // All outlive it.
    SnapshotPublisher(models::Workspace& workspace, EmbeddedGateway& gateway, models::ProblemList& problems);

    std::shared_ptr<const Snapshot> compile();
    void publish();

private:
    void tellFindings(const Snapshot& snapshot);
    models::Workspace& m_workspace;
    EmbeddedGateway& m_gateway;
    models::ProblemList& m_problems;
    uint64_t m_generation = 0;
    std::shared_ptr<const Snapshot> m_newest; // null: none yet
};

} // namespace gatereeve::app
