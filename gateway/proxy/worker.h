#pragma once

// One thread with one reactor: its connections, its upstream pool, its enforcer. Other threads reach it only through
// the functions marked so; each puts a job into its inbox.

#include "core/clock.h"
#include "gateway/admin/adminapi.h"
#include "gateway/gatewaylimits.h"
#include "gateway/io/reactor.h"
#include "gateway/proxy/callercounts.h"
#include "gateway/proxy/decisionring.h"
#include "gateway/proxy/enforcer.h"
#include "gateway/proxy/exchange.h"
#include "gateway/proxy/requestcounts.h"
#include "gateway/proxy/upstreampool.h"

#include <future>
#include <optional>
#include <thread>

namespace gatereeve::gateway
{

class ClientConnection;
class ServerTls;

// What a listener hands over.
enum class Door : uint8_t {
    Gateway, // APIs, and /hello
    Shared,  // the same, and the admin API besides them
    Control  // the admin API only
};

// What all workers share; outlives them.
struct WorkerSurroundings {
    const AdjustableClock& clock;
    Resolver& resolver;
    CallerCounts& callers;
    // Answers an admin request on the control thread; `done` may be called on any thread, once.
    std::function<void(AdminRequest, std::function<void(AdminResponse)> done)> admin;
    bool recordDecisions = false;
    std::shared_ptr<const ServerTls> tls = nullptr; // connections of clients are protected; null: plain
    std::string trustedAuthorities = {};            // GatewayOptions
    Deadlines deadlines = {};
    Ceilings ceilings = {};
};

// What a worker is at, for /gatereeve/metrics.
struct WorkerNumbers {
    RequestCounts requests;
    UpstreamPool::Numbers upstreams;
    size_t clients = 0; // connections
};

class Worker final
{
public:
    // `routes`: RouteTable::of() the snapshot, here and in publish().
    Worker(const WorkerSurroundings& surroundings, std::shared_ptr<const Snapshot> snapshot,
           std::shared_ptr<State> state, std::shared_ptr<const RouteTable> routes);
    ~Worker(); // stop() first
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    void start();

    // Any thread.
    void adopt(int descriptor, Door door);
    void publish(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<State> state,
                 std::shared_ptr<const RouteTable> routes, std::promise<void>* done);
    void setEchoTarget(std::optional<Target> echo);
    void setTls(std::shared_ptr<const ServerTls> tls); // for new connections
    void tellNumbers(std::promise<WorkerNumbers>* numbers);
    // No new requests; `done` is set when the last connection has gone.
    void drain(std::promise<void>* done);
    void cutConnections(); // whoever is still there
    void stop();           // ends the loop and joins
    DecisionRing& decisions() { return m_decisions; }
    uint64_t requestCount() const { return m_requests.load(std::memory_order_relaxed); }

    // For its connections, on its own thread.
    Reactor& reactor() { return m_reactor; }
    UpstreamPool& upstreams() { return m_upstreams; }
    // A request keeps the enforcer it began with, and with it generation and state.
    const std::shared_ptr<Enforcer>& enforcer() const { return m_enforcer; }
    const WorkerSurroundings& surroundings() const { return m_surroundings; }
    // The built-in echo in place of all targets, or null.
    const std::shared_ptr<const Target>& echoTarget() const { return m_echoTarget; }
    bool isFull() const { return m_connectionCount > m_surroundings.ceilings.connections; }
    bool isDraining() const { return m_drained != nullptr; }
    std::unique_ptr<Exchange> takeExchange();
    void giveBack(std::unique_ptr<Exchange> exchange);
    void record(const Decision& decision, const Snapshot& snapshot); // that it was made on
    void add(ClientConnection& connection);
    void remove(ClientConnection& connection);

private:
    WorkerSurroundings m_surroundings;
    Reactor m_reactor;
    UpstreamPool m_upstreams;
    std::shared_ptr<Enforcer> m_enforcer;
    std::shared_ptr<const Target> m_echoTarget;
    std::vector<std::unique_ptr<Exchange>> m_exchanges; // free ones
    ClientConnection* m_connections = nullptr;          // intrusive list
    size_t m_connectionCount = 0;
    std::promise<void>* m_drained = nullptr;
    DecisionRing m_decisions;
    RequestCounter m_counter;
    std::atomic<uint64_t> m_requests = 0;
    std::thread m_thread;
};

} // namespace gatereeve::gateway
