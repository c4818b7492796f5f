#include "gateway/proxy/worker.h"

#include "gateway/gatewaylimits.h"
#include "gateway/proxy/clientconnection.h"

#include <unistd.h>

#include <csignal>

namespace gatereeve::gateway
{
namespace
{

constexpr size_t KeptExchanges = 256; // free ones of a worker; 80 kB each
constexpr SteadyMilliseconds PruneInterval = 5'000;

} // namespace

Worker::Worker(const WorkerSurroundings& surroundings, std::shared_ptr<const Snapshot> snapshot,
               std::shared_ptr<State> state, std::shared_ptr<const RouteTable> routes)
    : m_surroundings(surroundings),
      m_upstreams(m_reactor, surroundings.resolver, surroundings.trustedAuthorities, surroundings.deadlines.connect,
                  UpstreamLimits{surroundings.ceilings.upstreamRequests, surroundings.ceilings.upstreamQueue,
                                 surroundings.deadlines.queue}),
      m_enforcer(std::make_shared<Enforcer>(std::move(snapshot), std::move(state), std::move(routes))),
      m_decisions(surroundings.recordDecisions ? 4096 : 1)
{
    m_counter.begin(*m_enforcer->snapshot());
}

Worker::~Worker()
{
    assert(!m_thread.joinable() && !m_connections);
}

void Worker::start()
{
    m_reactor.every(PruneInterval, [this] { m_upstreams.prune(); });
    m_thread = std::thread([this] {
        // Signals belong to the program's main thread.
        sigset_t all;
        sigfillset(&all);
        pthread_sigmask(SIG_BLOCK, &all, nullptr);
        m_reactor.run();
    });
}

void Worker::adopt(int descriptor, Door door)
{
    m_reactor.post([this, descriptor, door] {
        if (m_connectionCount >= m_surroundings.ceilings.connections + limits::surplusConnections || isDraining()) {
            ::close(descriptor);
            return;
        }
        ClientConnection::begin(*this, descriptor, door);
    });
}

void Worker::publish(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<State> state,
                     std::shared_ptr<const RouteTable> routes, std::promise<void>* done)
{
    m_reactor.post(
        [this, snapshot = std::move(snapshot), state = std::move(state), routes = std::move(routes), done]() mutable {
            m_enforcer = std::make_shared<Enforcer>(std::move(snapshot), std::move(state), std::move(routes));
            m_counter.begin(*m_enforcer->snapshot());
            done->set_value();
        });
}

void Worker::setTls(std::shared_ptr<const ServerTls> tls)
{
    m_reactor.post([this, tls = std::move(tls)]() mutable { m_surroundings.tls = std::move(tls); });
}

void Worker::tellNumbers(std::promise<WorkerNumbers>* numbers)
{
    m_reactor.post([this, numbers] {
        numbers->set_value({m_counter.counts(), m_upstreams.numbers(), m_connectionCount});
    });
}

void Worker::setEchoTarget(std::optional<Target> echo)
{
    m_reactor.post([this, echo = std::move(echo)]() mutable {
        m_echoTarget = echo ? std::make_shared<const Target>(*std::move(echo)) : nullptr;
    });
}

void Worker::drain(std::promise<void>* done)
{
    m_reactor.post([this, done] {
        m_drained = done;
        for (ClientConnection* connection = m_connections; connection; connection = connection->next)
            connection->drain();
        if (!m_connections)
            m_drained->set_value();
    });
}

void Worker::cutConnections()
{
    m_reactor.post([this] {
        for (ClientConnection* connection = m_connections; connection; connection = connection->next)
            connection->cut();
    });
}

void Worker::stop()
{
    m_reactor.post([this] { m_upstreams.clear(); });
    m_reactor.stop();
    if (m_thread.joinable())
        m_thread.join();
}

std::unique_ptr<Exchange> Worker::takeExchange()
{
    if (m_exchanges.empty())
        return std::make_unique<Exchange>();
    auto exchange = std::move(m_exchanges.back());
    m_exchanges.pop_back();
    return exchange;
}

void Worker::giveBack(std::unique_ptr<Exchange> exchange)
{
    if (m_exchanges.size() < KeptExchanges) {
        exchange->clear();
        m_exchanges.push_back(std::move(exchange));
    }
}

void Worker::record(const Decision& decision, const Snapshot& snapshot)
{
    m_counter.add(decision, snapshot);
    m_requests.store(m_requests.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed); // one writer
    if (m_surroundings.recordDecisions)
        m_decisions.push(decision);
}

void Worker::add(ClientConnection& connection)
{
    connection.next = m_connections;
    if (m_connections)
        m_connections->previous = &connection;
    m_connections = &connection;
    ++m_connectionCount;
}

void Worker::remove(ClientConnection& connection)
{
    (connection.previous ? connection.previous->next : m_connections) = connection.next;
    if (connection.next)
        connection.next->previous = connection.previous;
    --m_connectionCount;
    if (!m_connections && m_drained)
        m_drained->set_value();
}

} // namespace gatereeve::gateway
