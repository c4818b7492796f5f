#pragma once

// The gateway inside the desktop, as the window sees it. Its store outlives starting and stopping, so that keys can be
// edited while nothing listens. Main thread; what comes from the gateway's threads is queued to it.

#include "app/desktop/tryclient.h"
#include "gateway/gateway.h"
#include "ui/gatewaycontrol.h"

#include <deque>

namespace gatereeve::app
{

// A store that can't be opened is replaced by one in memory; `store` is what it said.
struct PreparedGateway {
    std::unique_ptr<gateway::Gateway> gateway; // never null
    Result<void> store;
};

class EmbeddedGateway final : public ui::GatewayControl
{
    Q_OBJECT
public:
    explicit EmbeddedGateway(const Clock& systemClock, QObject* parent = nullptr);
    ~EmbeddedGateway() override;

    // For a workspace that is being opened: a gateway of its own that does not run yet. Any thread.
    PreparedGateway prepare(const std::string& storeFile);
    void take(std::unique_ptr<gateway::Gateway> prepared); // that one from now on
    std::shared_ptr<AdjustableClock> sharedClock() const { return m_clock; }
    void discard(); // stops and forgets it

    void startWith(std::shared_ptr<const Snapshot> snapshot, bool echo);
    // From the next request on; while nothing runs it waits for the start.
    void publish(std::shared_ptr<const Snapshot> snapshot);
    // What is enforced is not what the text says, and why; empty: it is.
    void setNotEnforced(const QString& why);
    void followEcho(bool on);
    // Asked for by POST …/reload and the switch in the window: set by the composition root.
    std::function<void()> onReload;
    std::function<void(bool on)> onEchoWanted;

    ui::GatewayState state() const override { return m_state; }
    void setRunning(bool on) override;
    Nanoseconds now() const override { return m_clock->now(); }
    ClockSetting clock() const override { return m_clock->setting(); }
    void setClock(const ClockSetting& setting) override;
    bool echoUpstream() const override { return m_echo; }
    void setEchoUpstream(bool on) override;
    void send(const ui::TryRequest& request) override;
    std::shared_ptr<const Snapshot> snapshot(uint64_t generation) const override;
    CountedSince quotaUsed(const QString& keyName, const QString& scope) const override;
    uint64_t droppedDecisions() const override { return m_dropped; }

Q_SIGNALS:
    // A row of the store that can't be read, a counter that could not be written: nobody waits for these.
    void storeProblem(const QString& text);

private:
    static constexpr size_t KeptSnapshots = 64;

    void start();
    void keep(const std::shared_ptr<const Snapshot>& snapshot);
    void setState(const ui::GatewayState& state);

    std::shared_ptr<AdjustableClock> m_clock;
    std::unique_ptr<gateway::Gateway> m_gateway;
    ui::GatewayState m_state;
    std::shared_ptr<const Snapshot> m_newest;
    std::deque<std::shared_ptr<const Snapshot>> m_kept; // newest last
    TryClient m_client;
    bool m_echo = false;
    uint64_t m_dropped = 0;
};

} // namespace gatereeve::app
