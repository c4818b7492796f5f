#pragma once

// The admin API over the store of a workspace that no process owns: the gateway's own code, without the gateway.

#include "app/admin/adminchannel.h"
#include "app/workspaceloader.h"
#include "gateway/admin/adminapi.h"

namespace gatereeve::app
{

class WorkspaceAdmin final : public AdminChannel
{
public:
    WorkspaceAdmin(std::shared_ptr<const Snapshot> snapshot, std::unique_ptr<gateway::StateStore> store);
    Result<AdminAnswer> call(const std::string& method, const std::string& target, const std::string& body) override;

private:
    gateway::AdminContext context();

    const std::shared_ptr<const Snapshot> m_snapshot;
    const std::unique_ptr<gateway::StateStore> m_store;
    const SystemClock m_clock;
    gateway::AdminApi m_api;
};

// To the keys of a workspace: directly, or through the process that owns its store. One that is just starting, or about
// to end, is waited for.
Result<std::unique_ptr<AdminChannel>> openWorkspaceAdmin(const WorkspaceLoader& loader,
                                                         std::shared_ptr<const Snapshot> snapshot);

} // namespace gatereeve::app
