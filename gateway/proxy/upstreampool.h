#pragma once

// Connections of one worker to the protected services: idle ones by target, new ones on demand. One thread.

#include "core/engine/snapshot.h"
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
    UpstreamConnection(Reactor& reactor, int descriptor, std::string key)
        : target(std::move(key)),
          socket(reactor, descriptor, false)
    {
    }
    ~UpstreamConnection()
    {
        if (socket.tls())
            socket.endSending(); // or the service may take its session for spoilt
    }
    UpstreamConnection(const UpstreamConnection&) = delete;
    UpstreamConnection& operator=(const UpstreamConnection&) = delete;
    std::string target; // Target::connection
    Socket socket;
    SteadyMilliseconds idleSince = 0;
    bool reused = false; // has carried a request before: it may turn out to be stale
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
    UpstreamPool(Reactor& reactor, Resolver& resolver, std::string authorities, SteadyMilliseconds connectWithin)
        : m_reactor(reactor),
          m_resolver(resolver),
          m_connectWithin(connectWithin),
          m_tls(std::move(authorities)),
          m_mailbox(std::make_shared<Mailbox>(&reactor))
    {
    }
    ~UpstreamPool();
    UpstreamPool(const UpstreamPool&) = delete;
    UpstreamPool& operator=(const UpstreamPool&) = delete;

    // An idle connection that is still alive as far as is known, or null. `look` asks the system once more, for a
    // request that can't be repeated.
    std::unique_ptr<UpstreamConnection> takeIdle(const Target& target, bool look);
    // `client`: for whom; without it nobody needs the connection any more.
    Async<ConnectResult> connect(const Target& target, Socket& client);
    // Takes a connection back whose last answer was read to its end.
    void giveBack(std::unique_ptr<UpstreamConnection> connection);
    // Closes what has been idle for too long; called now and then.
    void prune();
    void clear() { m_idle.clear(); }

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
    UpstreamTls m_tls;
    const std::shared_ptr<Mailbox> m_mailbox;
    std::unordered_map<std::string, std::vector<std::unique_ptr<UpstreamConnection>>, Hash, std::equal_to<>> m_idle;
};

} // namespace gatereeve::gateway
