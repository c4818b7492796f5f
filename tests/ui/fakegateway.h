#pragma once

// A gateway for the window's tests: no sockets, but the real engine and the real limits, so that what the window shows
// is what would be decided. Answers come from the event loop, as the interface demands.

#include "core/engine/limits.h"
#include "models/workspace.h"
#include "ui/gatewaycontrol.h"

#include <map>

namespace gatereeve::tests
{

// A base clock that stands still until it is moved.
class StillClock final : public Clock
{
public:
    Nanoseconds at = 1'795'615'500 * NanosecondsPerSecond; // Wed 25 November 2026, 14:05 UTC
    Nanoseconds now() const override { return at; }
};

class FakeGateway final : public ui::GatewayControl
{
    Q_OBJECT

public:
    explicit FakeGateway(AdjustableClock& clock);
    // Follows the workspace: each edit is a new generation at once.
    void setWorkspace(models::Workspace* workspace);
    void setState(const ui::GatewayState& state);

    int sent = 0;            // requests that arrived
    int reachedUpstream = 0; // of those, the ones that passed
    uint64_t dropped = 0;

    ui::GatewayState state() const override { return m_state; }
    void setRunning(bool on) override;
    Nanoseconds now() const override { return m_clock.now(); }
    ClockSetting clock() const override { return m_clock.setting(); }
    void setClock(const ClockSetting& setting) override;
    bool echoUpstream() const override { return m_workspace && m_workspace->usesEchoUpstream(); }
    void setEchoUpstream(bool on) override;
    void send(const ui::TryRequest& request) override;
    std::shared_ptr<const Snapshot> snapshot(uint64_t generation) const override;
    CountedSince quotaUsed(const QString& keyName, const QString& scope) const override;
    uint64_t droppedDecisions() const override { return dropped; }

private:
    struct Outcome {
        Decision decision;
        QByteArray message; // of a refusal
    };
    void publish();
    Outcome decide(const ui::TryRequest& request);
    void limit(Outcome& outcome, const StoredKey& key, const AccessRight& right);

    AdjustableClock& m_clock;
    models::Workspace* m_workspace = nullptr;
    ui::GatewayState m_state;
    std::map<uint64_t, std::shared_ptr<const Snapshot>> m_snapshots;
    std::map<std::pair<std::string, std::string>, CountedSince> m_rates, m_quotas; // by key and scope
    uint16_t m_nextPort = 40000;
};

} // namespace gatereeve::tests
