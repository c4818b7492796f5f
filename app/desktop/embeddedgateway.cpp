#include "app/desktop/embeddedgateway.h"

#include "gateway/store/stores.h"
#include "models/besidetheloop.h"

#include <algorithm>
#include <utility>

namespace gatereeve::app
{

EmbeddedGateway::EmbeddedGateway(const Clock& systemClock, QObject* parent)
    : GatewayControl(parent),
      m_clock(std::make_shared<AdjustableClock>(systemClock))
{
    connect(&m_client, &TryClient::answered, this, &GatewayControl::answered);
}

EmbeddedGateway::~EmbeddedGateway()
{
    m_gateway.reset();
}

PreparedGateway EmbeddedGateway::prepare(const std::string& storeFile)
{
    auto opened = gateway::openSqliteStore(storeFile, [this](const std::string& problem) {
        QMetaObject::invokeMethod(
            this, [this, text = QString::fromStdString(problem)] { Q_EMIT storeProblem(text); }, Qt::QueuedConnection);
    });
    PreparedGateway prepared;
    gateway::Gateway::Collaborators collaborators;
    if (opened) {
        collaborators.store = *std::move(opened);
    } else {
        prepared.store = opened.error();
        collaborators.store = gateway::makeMemoryStore();
    }
    collaborators.clock = m_clock;
    // The control thread waits for the main one: what is reloaded is the open document.
    collaborators.reload = [this] {
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (onReload)
                    onReload();
            },
            Qt::QueuedConnection);
    };
    collaborators.decisions = [this](std::span<const Decision> batch, uint64_t dropped) {
        QMetaObject::invokeMethod(
            this,
            [this, decisions = QList<Decision>(batch.begin(), batch.end()), dropped] {
                m_dropped += dropped;
                if (!decisions.isEmpty())
                    Q_EMIT decided(decisions);
            },
            Qt::QueuedConnection);
    };
    prepared.gateway = std::make_unique<gateway::Gateway>(std::move(collaborators));
    return prepared;
}

void EmbeddedGateway::take(std::unique_ptr<gateway::Gateway> prepared)
{
    discard();
    m_gateway = std::move(prepared);
}

void EmbeddedGateway::discard()
{
    m_gateway.reset();
    m_newest.reset();
    // Half a million blocks of memory: the window does not wait until they are free.
    models::endBesideTheLoop(std::make_shared<decltype(m_kept)>(std::exchange(m_kept, {})));
    m_dropped = 0;
    if (!m_clock->isReal()) {
        m_clock->set({});
        Q_EMIT clockChanged();
    }
    setState({});
}

void EmbeddedGateway::startWith(std::shared_ptr<const Snapshot> snapshot, bool echo)
{
    keep(snapshot);
    m_echo = echo;
    Q_EMIT echoUpstreamChanged();
    start();
}

void EmbeddedGateway::start()
{
    const GatewaySettings& settings = m_newest->settings;
    gateway::GatewayOptions options;
    // At a desk nothing listens to the outside, whatever tyk.conf says.
    options.port = static_cast<uint16_t>(settings.listenPort > 0 ? settings.listenPort : 8080);
    options.nextFreePort = true;
    if (settings.controlApiPort > 0 && settings.controlApiPort != settings.listenPort)
        options.controlPort = static_cast<uint16_t>(settings.controlApiPort);
    options.echoUpstream = m_echo;
    options.allowClockControl = true;
    const auto started = m_gateway->start(options, m_newest);
    ui::GatewayState state = m_state;
    state.reason.clear();
    if (!started) {
        state.kind = ui::GatewayState::Kind::Failed;
        state.reason = QString::fromStdString(started.error().text);
        state.address.clear();
        state.generation = 0;
        setState(state);
        return;
    }
    state.kind = ui::GatewayState::Kind::Running;
    state.address = QString::fromStdString(started->address) + u':' + QString::number(started->port);
    state.generation = m_newest->generation;
    if (started->portWasTaken)
        state.reason = tr("Port %1 was taken by another program, so the gateway listens on %2.")
                           .arg(options.port)
                           .arg(started->port);
    m_client.setAddress(QString::fromStdString(started->address), started->port);
    setState(state);
}

void EmbeddedGateway::publish(std::shared_ptr<const Snapshot> snapshot)
{
    keep(snapshot);
    if (m_state.kind != ui::GatewayState::Kind::Running)
        return;
    m_gateway->publish(snapshot);
    ui::GatewayState state = m_state;
    state.generation = snapshot->generation;
    setState(state);
}

void EmbeddedGateway::setNotEnforced(const QString& why)
{
    ui::GatewayState state = m_state;
    state.notEnforced = why;
    setState(state);
}

void EmbeddedGateway::setRunning(bool on)
{
    if (!m_gateway || !m_newest || on == (m_state.kind == ui::GatewayState::Kind::Running))
        return;
    if (on) {
        start();
        return;
    }
    m_gateway->stop(2);
    if (!m_clock->isReal())
        setClock({}); // a restart is in real time (contracts.md, Clock)
    setState({});
}

void EmbeddedGateway::setClock(const ClockSetting& setting)
{
    if (m_gateway)
        m_gateway->setClock(setting);
    Q_EMIT clockChanged();
}

void EmbeddedGateway::setEchoUpstream(bool on)
{
    if (onEchoWanted)
        onEchoWanted(on);
}

void EmbeddedGateway::followEcho(bool on)
{
    if (m_echo == on)
        return;
    m_echo = on;
    if (m_gateway)
        m_gateway->setEchoUpstream(on);
    Q_EMIT echoUpstreamChanged();
}

void EmbeddedGateway::send(const ui::TryRequest& request)
{
    m_client.send(request);
}

std::shared_ptr<const Snapshot> EmbeddedGateway::snapshot(uint64_t generation) const
{
    const auto found = std::ranges::find(m_kept, generation, [](const auto& one) { return one->generation; });
    return found == m_kept.end() ? nullptr : *found;
}

CountedSince EmbeddedGateway::quotaUsed(const QString& keyName, const QString& scope) const
{
    return m_gateway ? m_gateway->quotaUsed(keyName.toStdString(), scope.toStdString()) : CountedSince{};
}

void EmbeddedGateway::keep(const std::shared_ptr<const Snapshot>& snapshot)
{
    m_newest = snapshot;
    m_kept.push_back(snapshot);
    if (m_kept.size() > KeptSnapshots)
        m_kept.pop_front();
}

void EmbeddedGateway::setState(const ui::GatewayState& state)
{
    if (state == m_state)
        return;
    m_state = state;
    Q_EMIT stateChanged();
}

} // namespace gatereeve::app
