#pragma once

// The enforcing gateway as a whole: start, publish a generation, stop. Owned and called by one thread (the
// application's); inside it runs a control thread (listeners, admin API, store calls) and N workers (connections).

#include "core/clock.h"
#include "core/engine/decision.h"
#include "core/engine/limits.h"
#include "core/engine/snapshot.h"
#include "core/keys/keystore.h"
#include "gateway/gatewaylimits.h"
#include "gateway/proxy/resolver.h"
#include "gateway/proxy/servertls.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>

namespace gatereeve::gateway
{

class StateStore;
class DefinitionFiles;

struct GatewayOptions {
    std::string listenAddress = "127.0.0.1";
    uint16_t port = 0;         // 0: any free port
    bool nextFreePort = false; // the desktop: when `port` is taken, try the following ones
    std::string controlAddress = "127.0.0.1";
    std::optional<uint16_t> controlPort; // absent: the admin API shares the gateway's port; 0: any free one
    int workers = 1;
    bool echoUpstream = false; // the built-in echo stands in for all targets
    bool allowClockControl = false;
    std::optional<TlsListening> tls; // both ports speak TLS
    std::string trustedAuthorities;  // PEM file of those who vouch for upstreams; empty: the system's
    Deadlines deadlines;
    Ceilings ceilings;
};

struct GatewayAddresses {
    std::string address;
    uint16_t port = 0;
    std::string controlAddress;
    uint16_t controlPort = 0;  // = port when shared
    bool portWasTaken = false; // nextFreePort had to move on
};

class Gateway final
{
public:
    // `reload` is called on the control thread by /tyk/reload; it builds a new snapshot and publishes it, and returns
    // when that is in force.
    struct Collaborators {
        std::unique_ptr<StateStore> store;
        std::shared_ptr<AdjustableClock> clock;
        std::function<void()> reload;
        DefinitionFiles* definitions = nullptr; // for POST, PUT, DELETE /tyk/apis; outlives the gateway. Null: refused
        // Called on the control thread, in batches, soon after the decisions (at most 50 ms). `dropped`: how many were
        // lost since the last call because nobody came for them in time.
        std::function<void(std::span<const Decision>, uint64_t dropped)> decisions;
        std::function<void(const std::string& event, const std::string& text)> log;
        LookUp lookUp = lookUpInSystem; // of the names of upstreams, on threads of their own, several at once
    };

    explicit Gateway(Collaborators collaborators);
    ~Gateway(); // stops
    Gateway(const Gateway&) = delete;
    Gateway& operator=(const Gateway&) = delete;

    // Starts with a first generation; requests are served when it returns. Errors (a port in use, …) name the next
    // step. After stop() it may be started again. Keys are there all the while.
    Result<GatewayAddresses> start(const GatewayOptions& options, std::shared_ptr<const Snapshot> first);
    // Any thread. Every worker has it when this returns; requests in flight keep theirs.
    void publish(std::shared_ptr<const Snapshot> snapshot);
    std::shared_ptr<const Snapshot> snapshot() const; // any thread
    // Stops accepting, lets requests in flight end (at most `seconds`), closes.
    void stop(int seconds = 10);

    // Any thread. Real store, or the overlay while time is not real.
    KeyStore& keys();
    // What a key has used: word of its quota in a scope, for display. Any thread.
    CountedSince quotaUsed(const std::string& name, const std::string& scope) const;
    // Any thread. Leaving real time puts an overlay over keys and counters; returning drops it.
    void setClock(const ClockSetting& setting);
    const AdjustableClock& clock() const;
    // Any thread. Reads the files of GatewayOptions::tls again: new connections get what is in them now, the others
    // keep what they have. False: they hold what is in use. An error (which file, why, the next step) changes nothing.
    Result<bool> reloadCertificates();
    // Any thread: the built-in echo in place of all targets, from the next request on. Nothing while it is stopped.
    void setEchoUpstream(bool on);
    uint64_t requestCount() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gatereeve::gateway
