#include "gateway/gateway.h"

#include "core/keys/keycreation.h"
#include "gateway/admin/metricstext.h"
#include "gateway/io/handover.h"
#include "gateway/proxy/echoupstream.h"
#include "gateway/proxy/listener.h"
#include "gateway/proxy/worker.h"
#include "gateway/store/currentstore.h"

#include <QThread>
#include <QTimer>

#include <algorithm>
#include <cassert>
#include <future>

namespace gatereeve::gateway
{
namespace
{

constexpr int DecisionsEvery = 25; // milliseconds
constexpr int PortsTried = 100;

} // namespace

// Lives in three places: the application's thread calls Gateway's functions, the control thread runs m_control's
// events, workers are reached through their inboxes.
class Gateway::Impl
{
public:
    explicit Impl(Collaborators collaborators)
        : m_collaborators(std::move(collaborators)),
          m_store(std::move(m_collaborators.store)),
          m_resolver(m_collaborators.lookUp),
          m_surroundings{*m_collaborators.clock, m_resolver, m_callers,
                         [this](AdminRequest request, std::function<void(AdminResponse)> done) {
                             onControl([this, request = std::move(request), done = std::move(done)] {
                                 done(m_admin->handle(request));
                             });
                         },
                         static_cast<bool>(m_collaborators.decisions)}
    {
        m_control.setObjectName(QStringLiteral("gateway-control"));
    }

    ~Impl() { stop(2); }

    Result<GatewayAddresses> start(const GatewayOptions& options, std::shared_ptr<const Snapshot> first)
    {
        const std::lock_guard order(m_changing);
        assert(!m_started);
        m_options = options;
        if (m_options.tls) {
            auto tls = ServerTls::load(*m_options.tls);
            if (!tls)
                return tls.error();
            m_tls = *std::move(tls);
        }
        if (m_options.echoUpstream) {
            if (auto made = makeEcho(); !made)
                return made.error();
        }
        m_admin = std::make_unique<AdminApi>(adminContext());
        {
            const std::lock_guard lock(m_mutex);
            m_snapshot = first;
        }
        WorkerSurroundings surroundings = m_surroundings;
        surroundings.tls = m_tls;
        surroundings.trustedAuthorities = m_options.trustedAuthorities;
        surroundings.deadlines = m_options.deadlines;
        surroundings.ceilings = m_options.ceilings;
        const auto routes = RouteTable::of(*first);
        for (int i = 0; i < std::max(1, m_options.workers); ++i) {
            m_workers.push_back(std::make_unique<Worker>(surroundings, first, m_store.state(), routes));
            if (m_options.echoUpstream)
                m_workers.back()->setEchoTarget(m_echo->target());
        }
        m_context = new QObject;
        m_context->moveToThread(&m_control);
        m_control.start();
        Result<GatewayAddresses> addresses = Error{};
        onControlAndWait([&] { addresses = listen(); });
        if (!addresses) {
            endControl();
            m_workers.clear();
            m_echo.reset();
            m_tls.reset();
            return addresses;
        }
        for (auto& worker : m_workers)
            worker->start();
        m_started = true;
        announce(*addresses);
        return addresses;
    }

    void publish(std::shared_ptr<const Snapshot> snapshot)
    {
        const std::lock_guard order(m_changing);
        {
            const std::lock_guard lock(m_mutex);
            m_snapshot = snapshot;
        }
        hand(snapshot, m_store.state());
    }

    std::shared_ptr<const Snapshot> snapshot() const
    {
        const std::lock_guard lock(m_mutex);
        return m_snapshot;
    }

    void stop(int seconds)
    {
        if (!m_started)
            return;
        onControlAndWait([this] { m_listeners.clear(); });
        drainWorkers(std::chrono::seconds(seconds));
        {
            // Until here requests were under way, so changes still had to reach the workers.
            const std::lock_guard order(m_changing);
            m_started = false;
        }
        onControlAndWait([this] { deliverDecisions(); });
        for (auto& worker : m_workers)
            worker->stop();
        endControl();
        m_workers.clear();
        m_echo.reset();
        m_tls.reset();
        if (const auto flushed = m_store.flush(); !flushed)
            log("store", flushed.error().describe());
    }

    CurrentStore& store() { return m_store; }

    void setClock(const ClockSetting& setting)
    {
        // A time that is not real may only ever be counted on the overlay: it comes before the clock leaves real time,
        // and goes after the clock has returned.
        const std::lock_guard order(m_changing);
        const bool real = setting.mode == ClockSetting::Mode::Real;
        if (!real) {
            m_store.beginOverlay();
            hand(snapshot(), m_store.state());
        }
        m_collaborators.clock->set(setting);
        if (real) {
            m_store.dropOverlay();
            hand(snapshot(), m_store.state());
        }
    }

    Result<bool> reloadCertificates()
    {
        const std::lock_guard order(m_changing);
        if (!m_started || !m_tls)
            return false;
        auto fresh = ServerTls::load(*m_options.tls);
        if (!fresh)
            return fresh.error();
        if ((*fresh)->fingerprint() == m_tls->fingerprint())
            return false; // sessions that are to be resumed would not be
        m_tls = *std::move(fresh);
        for (auto& worker : m_workers)
            worker->setTls(m_tls);
        return true;
    }

    Result<void> switchEcho(bool on)
    {
        const std::lock_guard order(m_changing);
        if (!m_started)
            return {}; // start() is told
        if (on) {
            if (auto made = makeEcho(); !made)
                return made.error();
        }
        for (auto& worker : m_workers)
            worker->setEchoTarget(on ? std::optional(m_echo->target()) : std::nullopt);
        return {};
    }

    void log(const std::string& event, const std::string& text) const
    {
        if (m_collaborators.log)
            m_collaborators.log(event, text);
    }

    uint64_t requestCount() const
    {
        uint64_t count = 0;
        for (const auto& worker : m_workers)
            count += worker->requestCount();
        return count;
    }

    const Collaborators& collaborators() const { return m_collaborators; }

private:
    Result<void> makeEcho()
    {
        if (m_echo)
            return {};
        auto echo = EchoUpstream::start();
        if (!echo)
            return echo.error();
        m_echo = *std::move(echo);
        return {};
    }

    AdminContext adminContext()
    {
        AdminContext context;
        context.snapshot = [this] { return snapshot(); };
        context.store = [this]() -> StateStore& { return m_store; };
        context.reload = [this](bool) {
            if (m_collaborators.reload)
                m_collaborators.reload();
        };
        context.clock = m_collaborators.clock.get();
        context.adjustableClock = m_collaborators.clock.get();
        if (m_options.allowClockControl) {
            context.setClock = [this](const ClockSetting& setting) {
                setClock(setting);
                return true;
            };
        }
        context.randomId = randomKeyId;
        context.definitions = m_collaborators.definitions;
        context.metrics = [this] { return metricsText(metrics()); };
        return context;
    }

    // Control thread. The workers are asked while they run for sure.
    Metrics metrics()
    {
        const std::lock_guard order(m_changing);
        Metrics result;
        const auto current = snapshot();
        result.generation = current->generation;
        result.policies = current->policies.size();
        result.apis = current->apis.size();
        result.keys = m_store.state()->keys.size();
        result.droppedTraces = m_dropped;
        if (!m_started)
            return result;
        std::vector<std::promise<WorkerNumbers>> told(m_workers.size());
        for (size_t i = 0; i < m_workers.size(); ++i)
            m_workers[i]->tellNumbers(&told[i]);
        for (auto& one : told) {
            const WorkerNumbers numbers = one.get_future().get();
            result.requests.add(numbers.requests);
            result.clientConnections += numbers.clients;
            result.upstreamsIdle += numbers.upstreams.idle;
            result.upstreamsInUse += numbers.upstreams.inUse;
            result.upstreamsWaiting += numbers.upstreams.waiting;
        }
        return result;
    }

    // Who wants this store is told where to ask instead.
    void announce(const GatewayAddresses& addresses)
    {
        const std::string& host = addresses.controlAddress;
        const bool bracketed = host.find(':') != std::string::npos; // RFC 3986 3.2.2
        const auto announced =
            m_store.announceOwner(std::string(m_tls ? "https://" : "http://") + (bracketed ? '[' + host + ']' : host) +
                                  ':' + std::to_string(addresses.controlPort));
        if (!announced)
            log("store", announced.error().describe());
    }

    // Control thread.
    Result<GatewayAddresses> listen()
    {
        GatewayAddresses addresses;
        const bool shared = !m_options.controlPort.has_value();
        auto gate = std::make_unique<Listener>(m_workers, shared ? Door::Shared : Door::Gateway);
        auto opened = gate->open(m_options.listenAddress, m_options.port);
        for (int next = 1; !opened && m_options.nextFreePort && next < PortsTried; ++next) {
            addresses.portWasTaken = true;
            opened = gate->open(m_options.listenAddress, static_cast<uint16_t>(m_options.port + next));
        }
        if (!opened)
            return opened.error();
        addresses.address = addresses.controlAddress = m_options.listenAddress;
        addresses.port = addresses.controlPort = gate->serverPort();
        m_listeners.push_back(std::move(gate));
        if (!shared) {
            auto control = std::make_unique<Listener>(m_workers, Door::Control);
            auto controlOpened = control->open(m_options.controlAddress, *m_options.controlPort);
            if (!controlOpened && m_options.nextFreePort)
                controlOpened = control->open(m_options.controlAddress, 0);
            if (!controlOpened) {
                m_listeners.clear();
                return controlOpened.error();
            }
            addresses.controlAddress = m_options.controlAddress;
            addresses.controlPort = control->serverPort();
            m_listeners.push_back(std::move(control));
        }
        if (m_collaborators.decisions) {
            auto* timer = new QTimer(m_context);
            QObject::connect(timer, &QTimer::timeout, m_context, [this] { deliverDecisions(); });
            timer->start(DecisionsEvery);
        }
        return addresses;
    }

    // Control thread.
    void deliverDecisions()
    {
        if (!m_collaborators.decisions)
            return;
        m_batch.clear();
        uint64_t dropped = 0;
        for (auto& worker : m_workers)
            dropped += worker->decisions().drainInto(m_batch);
        m_dropped += dropped;
        if (!m_batch.empty() || dropped > 0)
            m_collaborators.decisions(m_batch, dropped);
        m_fromControl.give();
    }

    void onControl(std::function<void()> job)
    {
        const auto given = std::make_shared<std::function<void()>>(std::move(job)); // Qt copies no more than this
        m_toControl.give();
        const auto taken = [this, given] {
            m_toControl.take();
            (*given)();
        };
        QMetaObject::invokeMethod(m_context, taken, Qt::QueuedConnection);
    }

    void onControlAndWait(const std::function<void()>& job)
    {
        m_toControl.give();
        const auto taken = [this, &job] {
            m_toControl.take();
            job();
            m_fromControl.give();
        };
        QMetaObject::invokeMethod(m_context, taken, Qt::BlockingQueuedConnection);
        m_fromControl.take();
    }

    void endControl()
    {
        onControlAndWait([this] { m_listeners.clear(); });
        m_context->deleteLater();
        m_control.quit();
        m_control.wait();
        m_fromControl.take();
        m_context = nullptr;
    }

    void hand(const std::shared_ptr<const Snapshot>& snapshot, const std::shared_ptr<State>& state)
    {
        if (!m_started)
            return;
        const auto routes = RouteTable::of(*snapshot);
        std::vector<std::promise<void>> done(m_workers.size());
        for (size_t i = 0; i < m_workers.size(); ++i)
            m_workers[i]->publish(snapshot, state, routes, &done[i]);
        for (auto& one : done)
            one.get_future().wait();
    }

    void drainWorkers(std::chrono::seconds patience)
    {
        std::vector<std::promise<void>> done(m_workers.size());
        std::vector<std::future<void>> drained;
        for (size_t i = 0; i < m_workers.size(); ++i) {
            drained.push_back(done[i].get_future());
            m_workers[i]->drain(&done[i]);
        }
        const auto deadline = std::chrono::steady_clock::now() + patience;
        for (size_t i = 0; i < m_workers.size(); ++i) {
            if (drained[i].wait_until(deadline) == std::future_status::timeout) {
                m_workers[i]->cutConnections();
                drained[i].wait();
            }
        }
    }

    GatewayOptions m_options;
    Collaborators m_collaborators; // without the store
    CurrentStore m_store;
    Resolver m_resolver;
    CallerCounts m_callers;
    const WorkerSurroundings m_surroundings;
    std::unique_ptr<AdminApi> m_admin; // control thread
    std::unique_ptr<EchoUpstream> m_echo;
    std::shared_ptr<const ServerTls> m_tls; // null: plain
    std::vector<std::unique_ptr<Worker>> m_workers;
    QThread m_control;
    HandOver m_toControl, m_fromControl;
    QObject* m_context = nullptr;                       // lives in the control thread: the receiver of its jobs
    std::vector<std::unique_ptr<Listener>> m_listeners; // control thread
    std::vector<Decision> m_batch;                      // control thread
    uint64_t m_dropped = 0;                             // control thread; decisions that nobody came for
    bool m_started = false; // workers run; written by the application's thread, under m_changing

    mutable std::mutex m_mutex; // guards m_snapshot
    std::shared_ptr<const Snapshot> m_snapshot;
    std::mutex m_changing; // one change of generation, state, echo or running at a time
};

Gateway::Gateway(Collaborators collaborators) : m_impl(std::make_unique<Impl>(std::move(collaborators)))
{
}

Gateway::~Gateway() = default;

Result<GatewayAddresses> Gateway::start(const GatewayOptions& options, std::shared_ptr<const Snapshot> first)
{
    return m_impl->start(options, std::move(first));
}

void Gateway::publish(std::shared_ptr<const Snapshot> snapshot)
{
    m_impl->publish(std::move(snapshot));
}

std::shared_ptr<const Snapshot> Gateway::snapshot() const
{
    return m_impl->snapshot();
}

void Gateway::stop(int seconds)
{
    m_impl->stop(seconds);
}

KeyStore& Gateway::keys()
{
    return m_impl->store();
}

CountedSince Gateway::quotaUsed(const std::string& name, const std::string& scope) const
{
    const auto counters = m_impl->store().state()->counters.find(name, scope);
    return counters ? counters->quota.load() : CountedSince{};
}

void Gateway::setClock(const ClockSetting& setting)
{
    m_impl->setClock(setting);
}

const AdjustableClock& Gateway::clock() const
{
    return *m_impl->collaborators().clock;
}

Result<bool> Gateway::reloadCertificates()
{
    return m_impl->reloadCertificates();
}

void Gateway::setEchoUpstream(bool on)
{
    if (const auto switched = m_impl->switchEcho(on); !switched)
        m_impl->log("echo", switched.error().describe());
}

uint64_t Gateway::requestCount() const
{
    return m_impl->requestCount();
}

} // namespace gatereeve::gateway
