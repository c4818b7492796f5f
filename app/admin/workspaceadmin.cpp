#include "app/admin/workspaceadmin.h"

#include "app/admin/remoteadmin.h"
#include "core/keys/keycreation.h"
#include "gateway/store/stores.h"

#include <chrono>
#include <thread>

namespace gatereeve::app
{

namespace
{

constexpr int Attempts = 50;
constexpr auto Pause = std::chrono::milliseconds(100);

// Who may open the store needs no secret; without one in tyk.conf the API would let nobody in.
constexpr const char* OwnSecret = "workspace";

std::shared_ptr<const Snapshot> withSecret(const std::shared_ptr<const Snapshot>& snapshot)
{
    SnapshotInput input{snapshot->generation, snapshot->profile, snapshot->settings, snapshot->policies, {}};
    input.settings.secret = OwnSecret;
    for (const CompiledApi& api : snapshot->apis)
        input.apis.push_back(api.definition);
    return SnapshotCompiler::compile(std::move(input));
}

} // namespace

WorkspaceAdmin::WorkspaceAdmin(std::shared_ptr<const Snapshot> snapshot, std::unique_ptr<gateway::StateStore> store)
    : m_snapshot(withSecret(snapshot)),
      m_store(std::move(store)),
      m_api(context())
{
}

gateway::AdminContext WorkspaceAdmin::context()
{
    gateway::AdminContext context;
    context.snapshot = [this] { return m_snapshot; };
    context.store = [this]() -> gateway::StateStore& { return *m_store; };
    context.reload = [](bool) {};
    context.clock = &m_clock;
    context.randomId = randomKeyId;
    return context;
}

Result<AdminAnswer> WorkspaceAdmin::call(const std::string& method, const std::string& target, const std::string& body)
{
    const size_t mark = target.find('?');
    const std::string query = mark == std::string::npos ? std::string() : target.substr(mark + 1);
    const auto answer = m_api.handle({method, target.substr(0, mark), query, OwnSecret, body});
    return AdminAnswer{answer.status, answer.body};
}

Result<std::unique_ptr<AdminChannel>> openWorkspaceAdmin(const WorkspaceLoader& loader,
                                                         std::shared_ptr<const Snapshot> snapshot)
{
    const std::string file = loader.layout().stateFolder + '/' + std::string(gateway::WorkspaceStoreName);
    const auto report = [](const std::string& problem) { std::fprintf(stderr, "gatereevectl: %s\n", problem.c_str()); };
    bool wasFree = false;
    for (int attempt = 1;; ++attempt) {
        auto store = gateway::openSqliteStore(file, report);
        if (store)
            return std::unique_ptr<AdminChannel>(new WorkspaceAdmin(std::move(snapshot), std::move(*store)));
        const auto owner = gateway::sqliteStoreOwner(file);
        // Its certificate is for the names of clients; that it is the owner is known from the lock of the store.
        const bool hasScheme = owner && owner->find("://") != std::string::npos; // older ones say host and port alone
        if (owner && !owner->empty())
            return RemoteAdmin::connect(hasScheme ? *owner : "http://" + *owner, loader.layout().settings.secret,
                                        Peer::Known);
        // Nobody owns it: another reason than the lock, unless its owner ended just now.
        if (attempt == Attempts || (!owner && wasFree))
            return store.error();
        wasFree = !owner;
        if (owner)
            std::this_thread::sleep_for(Pause);
    }
}

} // namespace gatereeve::app
