#include "gateway/proxy/upstreampool.h"

#include "gateway/gatewaylimits.h"
#include "gateway/io/tlshandshake.h"

#include <netinet/tcp.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace gatereeve::gateway
{

UpstreamPool::~UpstreamPool()
{
    const std::lock_guard lock(m_mailbox->mutex);
    m_mailbox->reactor = nullptr;
}

void UpstreamService::append(WaitingForTurn& one)
{
    one.previous = lastWaiting;
    (lastWaiting ? lastWaiting->next : firstWaiting) = &one;
    lastWaiting = &one;
    ++waiting;
}

void UpstreamService::remove(WaitingForTurn& one)
{
    (one.previous ? one.previous->next : firstWaiting) = one.next;
    (one.next ? one.next->previous : lastWaiting) = one.previous;
    --waiting;
}

UpstreamService& UpstreamPool::serviceFor(const Target& target)
{
    if (m_latest && m_latest->first == target.connection)
        return m_latest->second;
    auto found = m_services.find(std::string_view(target.connection));
    if (found == m_services.end())
        found = m_services.try_emplace(target.connection).first;
    m_latest = &*found;
    return found->second;
}

std::unique_ptr<UpstreamConnection> UpstreamPool::takeIdle(UpstreamService& service, bool look)
{
    while (!service.idle.empty()) {
        // The one used last is the warmest, and lets the others grow old.
        std::unique_ptr<UpstreamConnection> connection = std::move(service.idle.back());
        service.idle.pop_back();
        // Readable while idle: the service has closed it, or has sent what nobody asked for.
        if (connection->socket.seemsQuiet() && (!look || connection->socket.isQuiet()))
            return connection;
    }
    return nullptr;
}

void UpstreamPool::giveBack(UpstreamService& service, std::unique_ptr<UpstreamConnection> connection) const
{
    if (!connection->socket.seemsQuiet() || service.idle.size() >= limits::pooledUpstreams)
        return;
    connection->reused = true;
    connection->idleSince = m_reactor.now();
    service.idle.push_back(std::move(connection));
}

void UpstreamPool::prune()
{
    const SteadyMilliseconds oldest = m_reactor.now() - limits::pooledTimeout;
    for (auto& [key, service] : m_services) {
        std::erase_if(service.idle, [oldest](const auto& connection) {
            return connection->idleSince < oldest || connection->socket.hasEnded();
        });
    }
    m_latest = nullptr;
    std::erase_if(m_services, [](const auto& entry) { return entry.second.isUnused(); });
}

void UpstreamPool::clear()
{
    for (auto& [key, service] : m_services)
        service.idle.clear();
}

UpstreamPool::Numbers UpstreamPool::numbers() const
{
    Numbers result;
    for (const auto& [key, service] : m_services) {
        result.idle += service.idle.size();
        result.waiting += service.waiting;
    }
    result.inUse = m_open - result.idle;
    return result;
}

Async<ConnectResult> UpstreamPool::connect(const Target& target, Socket& client)
{
    const SteadyMilliseconds deadline = m_reactor.now() + m_connectWithin;
    std::vector<Address> addresses;
    ConnectResult result{nullptr, co_await findAddresses(target, deadline, client, addresses)};
    for (const Address& address : addresses) {
        result = co_await connectTo(address, target, deadline, client);
        if (result.failure != ConnectFailure::Refused)
            break;
    }
    co_return result;
}

Async<ConnectFailure> UpstreamPool::findAddresses(const Target& target, SteadyMilliseconds deadline, Socket& client,
                                                  std::vector<Address>& addresses)
{
    if (const auto address = parseAddress(target.host, target.port)) {
        addresses.push_back(*address);
        co_return ConnectFailure::None;
    }
    auto lookup = std::make_shared<Lookup>(m_reactor);
    m_resolver.resolve(target.host, target.port, [lookup, mailbox = m_mailbox](std::vector<Address> found) {
        const std::lock_guard lock(mailbox->mutex);
        if (!mailbox->reactor)
            return;
        mailbox->reactor->post([lookup, found = std::move(found)]() mutable {
            lookup->addresses = std::move(found);
            lookup->answered.set();
        });
    });
    if (co_await m_reactor.wait(deadline, lookup->answered, client, Gone) == Woken::TimedOut)
        co_return ConnectFailure::TimedOut;
    if (!lookup->answered.isSet())
        co_return ConnectFailure::ClientLost;
    addresses = std::move(lookup->addresses);
    co_return addresses.empty() ? ConnectFailure::NotResolved : ConnectFailure::None;
}

Async<ConnectResult> UpstreamPool::connectTo(Address address, const Target& target, SteadyMilliseconds deadline,
                                             Socket& client)
{
    const int descriptor = ::socket(address.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        co_return ConnectResult{nullptr, ConnectFailure::Refused};
    const int on = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const int begun = ::connect(descriptor, reinterpret_cast<const sockaddr*>(&address.storage), address.size);
    if (begun != 0 && errno != EINPROGRESS) {
        ::close(descriptor);
        co_return ConnectResult{nullptr, ConnectFailure::Refused};
    }
    auto connection = std::make_unique<UpstreamConnection>(m_reactor, descriptor, target.connection, m_open);
    const Woken woken = co_await m_reactor.wait(deadline, connection->socket, Writable, client, Gone);
    if (client.is(Gone))
        co_return ConnectResult{nullptr, ConnectFailure::ClientLost};
    if (woken == Woken::TimedOut)
        co_return ConnectResult{nullptr, ConnectFailure::TimedOut};
    if (connection->socket.connectError() != 0)
        co_return ConnectResult{nullptr, ConnectFailure::Refused};
    if (target.tls)
        co_return co_await protect(std::move(connection), target, deadline, client);
    co_return ConnectResult{std::move(connection)};
}

Async<ConnectResult> UpstreamPool::protect(std::unique_ptr<UpstreamConnection> connection, const Target& target,
                                           SteadyMilliseconds deadline, Socket& client)
{
    auto stream = m_tls.open(target, connection->target, connection->socket.descriptor());
    if (!stream)
        co_return ConnectResult{nullptr, ConnectFailure::Handshake, TlsFailure::Untrusted};
    connection->socket.protect(std::move(stream));
    switch (co_await shakeHands(m_reactor, connection->socket, deadline, &client)) {
    case Handshake::Done:
        break;
    case Handshake::TimedOut:
        co_return ConnectResult{nullptr, ConnectFailure::TimedOut};
    case Handshake::Cancelled:
        co_return ConnectResult{nullptr, ConnectFailure::ClientLost};
    case Handshake::Failed:
        co_return ConnectResult{nullptr, ConnectFailure::Handshake, connection->socket.tls()->failure()};
    }
    co_return ConnectResult{std::move(connection)};
}

} // namespace gatereeve::gateway
