#pragma once

// Connections of one worker to the protected services: idle ones by target, new ones on demand. One thread.

#include "core/engine/snapshot.h"
#include "gateway/gatewaylimits.h"
#include "gateway/io/reactor.h"
#include "gateway/proxy/resolver.h"
#include "gateway/proxy/upstreamtls.h"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gatereeve::gateway
{

struct UpstreamConnection {
    // `open`: counts it while it lives.
    UpstreamConnection(Reactor& reactor, int descriptor, std::string key, size_t& open)
        : target(std::move(key)),
          socket(reactor, descriptor, false),
          m_open(open)
    {
        ++m_open;
    }
    ~UpstreamConnection()
    {
        --m_open;
        if (socket.tls())
            socket.endSending(); // or the service may take its session for spoilt
    }
    UpstreamConnection(const UpstreamConnection&) = delete;
    UpstreamConnection& operator=(const UpstreamConnection&) = delete;
    std::string target; // Target::connection
    Socket socket;
    SteadyMilliseconds idleSince = 0;
    bool reused = false; // has carried a request before: it may turn out to be stale

private:
    size_t& m_open;
};

// A request that waits for its turn, on the stack of its coroutine.
struct WaitingForTurn {
    explicit WaitingForTurn(Reactor& reactor) : granted(reactor) {}
    Signal granted;
    WaitingForTurn* previous = nullptr;
    WaitingForTurn* next = nullptr;
};

// All that a worker has to do with one target.
struct UpstreamService {
    std::vector<std::unique_ptr<UpstreamConnection>> idle;
    size_t underWay = 0, waiting = 0; // requests (upstreamturn.h)
    WaitingForTurn* firstWaiting = nullptr;
    WaitingForTurn* lastWaiting = nullptr;

    bool isUnused() const { return idle.empty() && underWay == 0 && waiting == 0; }
    void append(WaitingForTurn& one);
    void remove(WaitingForTurn& one);
};

// How much of one target a worker takes.
struct UpstreamLimits {
    size_t requests = limits::upstreamRequests;
    size_t queue = limits::upstreamQueue;
    SteadyMilliseconds patience = limits::queueTimeout;
};

enum class ConnectFailure : uint8_t { None, NotResolved, Refused, TimedOut, ClientLost, Handshake };

struct ConnectResult {
    std::unique_ptr<UpstreamConnection> connection; // null on failure
    ConnectFailure failure = ConnectFailure::None;
    TlsFailure tls = TlsFailure::None; // Handshake
};

class UpstreamPool
{
public:
    // `authorities`: see UpstreamTls. A connection is there, handshake included, within `connectWithin` or not at all.
    UpstreamPool(Reactor& reactor, Resolver& resolver, std::string authorities, SteadyMilliseconds connectWithin,
                 const UpstreamLimits& limits)
        : m_reactor(reactor),
          m_resolver(resolver),
          m_connectWithin(connectWithin),
          m_limits(limits),
          m_tls(std::move(authorities)),
          m_mailbox(std::make_shared<Mailbox>(&reactor))
    {
    }
    ~UpstreamPool();
    UpstreamPool(const UpstreamPool&) = delete;
    UpstreamPool& operator=(const UpstreamPool&) = delete;

    Reactor& reactor() { return m_reactor; }
    const UpstreamLimits& limits() const { return m_limits; }
    // Lives as long as it is used: while a request is under way to it, or waits.
    UpstreamService& serviceFor(const Target& target);
    // An idle connection that is still alive as far as is known, or null. `look` asks the system once more, for a
    // request that can't be repeated.
    static std::unique_ptr<UpstreamConnection> takeIdle(UpstreamService& service, bool look);
    // `client`: for whom; without it nobody needs the connection any more.
    Async<ConnectResult> connect(const Target& target, Socket& client);
    // Takes a connection back whose last answer was read to its end.
    void giveBack(UpstreamService& service, std::unique_ptr<UpstreamConnection> connection) const;
    // Closes what has been idle for too long; called now and then.
    void prune();
    void clear();

    struct Numbers {
        size_t idle = 0, inUse = 0; // connections
        size_t waiting = 0;         // requests
    };
    Numbers numbers() const;

private:
    struct Hash {
        using is_transparent = void;
        size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    Async<ConnectResult> connectTo(Address address, const Target& target, SteadyMilliseconds deadline, Socket& client);
    Async<ConnectResult> protect(std::unique_ptr<UpstreamConnection> connection, const Target& target,
                                 SteadyMilliseconds deadline, Socket& client);
    // Its addresses, or why there are none.
    Async<ConnectFailure> findAddresses(const Target& target, SteadyMilliseconds deadline, Socket& client,
                                        std::vector<Address>& addresses);
    // A look-up that nobody may wait for any more when its answer comes.
    struct Lookup {
        explicit Lookup(Reactor& reactor) : answered(reactor) {}
        Signal answered;
        std::vector<Address> addresses;
    };
    // How the resolver's thread reaches the loop, as long as there is one.
    struct Mailbox {
        explicit Mailbox(Reactor* open) : reactor(open) {}
        std::mutex mutex; // guards reactor
        Reactor* reactor;
    };

    Reactor& m_reactor;
    Resolver& m_resolver;
    const SteadyMilliseconds m_connectWithin;
    const UpstreamLimits m_limits;
    size_t m_open = 0; // connections; outlives them
    UpstreamTls m_tls;
    const std::shared_ptr<Mailbox> m_mailbox;
    using Services = std::unordered_map<std::string, UpstreamService, Hash, std::equal_to<>>;
    Services m_services;                      // by Target::connection
    Services::value_type* m_latest = nullptr; // where most requests go, the next one goes too; null: none yet
};

} // namespace gatereeve::gateway
