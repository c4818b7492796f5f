#pragma once

// A real gateway on free ports with a fake upstream that counts, for tests of client → gateway → upstream. The clock is
// a manual one that only moves when told.

#include "core/keys/keycreation.h"
#include "core/keys/keytext.h"
#include "gateway/gateway.h"
#include "gateway/store/stores.h"
#include "tests/support/fakeupstream.h"
#include "tests/support/rawclient.h"

namespace gatereeve::gateway
{

class ManualClock final : public Clock
{
public:
    Nanoseconds now() const override { return time.load(); }
    std::atomic<Nanoseconds> time = 1'800'000'000 * NanosecondsPerSecond;
};

class GatewayFixture
{
public:
    GatewayFixture() { policies = {}; }
    ~GatewayFixture()
    {
        if (gateway)
            gateway->stop(1);
    }

    // One API "orders" at /orders/ on the fake upstream; change `apis`, `policies`, `settings` before.
    void start(int workers = 1)
    {
        if (apis.empty())
            apis.push_back(api("orders", "/orders/"));
        settings.secret = "s3cret";
        Gateway::Collaborators collaborators;
        collaborators.store = makeMemoryStore();
        collaborators.clock = std::make_shared<AdjustableClock>(clock);
        collaborators.reload = [this] { publish(); };
        collaborators.decisions = [this](std::span<const Decision> batch, uint64_t) {
            const std::lock_guard lock(m_mutex);
            m_decisions.insert(m_decisions.end(), batch.begin(), batch.end());
            m_decided.notify_all();
        };
        collaborators.lookUp = lookUp;
        options.workers = workers;
        options.allowClockControl = true;
        gateway = std::make_unique<Gateway>(std::move(collaborators));
        const auto started = gateway->start(options, compiled());
        QVERIFY2(started.ok(), started.ok() ? "" : started.error().describe().c_str());
        port = started->port;
        controlPort = started->controlPort;
    }
    std::shared_ptr<const Snapshot> compiled()
    {
        return SnapshotCompiler::compile({++generation, profile, settings, policies, apis, {}, errorPages});
    }
    void publish() { gateway->publish(compiled()); }

    ApiDefinition api(const std::string& id, const std::string& listenPath) const
    {
        ApiDefinition definition;
        definition.fileName = "apps/" + id + ".json";
        definition.apiId = definition.name = id;
        definition.active = true;
        definition.listenPath = listenPath;
        definition.targetUrl = "http://127.0.0.1:" + std::to_string(upstream.port());
        definition.stripListenPath = true;
        definition.text = "{\"api_id\":\"" + id + "\"}";
        return definition;
    }
    void addPolicy(const std::string& name, const Policy& policy)
    {
        auto entry = std::make_shared<PolicyEntry>();
        entry->policy = policy;
        policies[name] = entry;
    }
    static Policy policy(double rate, double per, int64_t quota, const std::string& apiId = "orders")
    {
        Policy made;
        made.rate = rate;
        made.per = per;
        made.quotaMax = quota;
        made.quotaRenewalRate = 3600;
        made.active = true;
        made.accessRights[apiId] = AccessRight{};
        return made;
    }
    // Stores a key and returns its text.
    std::string addKey(Session session, const std::string& text = "org0123456789abcdefkey1")
    {
        StoredKey key{text, text, std::move(session)};
        const auto put = gateway->keys().put(key);
        return put.ok() ? text : std::string();
    }
    std::string addKeyOf(const std::string& policyName, const std::string& text = "org0123456789abcdefkey1")
    {
        Session session;
        session.applyPolicies = {policyName};
        return addKey(session, text);
    }

    RawAnswer get(const std::string& path, const std::string& token = {}, const std::string& moreHeaders = {})
    {
        RawClient client(port);
        return client.exchange("GET " + path + " HTTP/1.1\r\nHost: gateway\r\n" +
                               (token.empty() ? "" : "Authorization: " + token + "\r\n") + moreHeaders + "\r\n");
    }
    // Waits for the decision about the last request; fails the test when none comes.
    Decision lastDecision(size_t count = 1)
    {
        std::unique_lock lock(m_mutex);
        const bool there =
            m_decided.wait_for(lock, std::chrono::seconds(10), [&] { return m_decisions.size() >= count; });
        return there ? m_decisions.back() : Decision{};
    }

    ManualClock clock;
    FakeUpstream upstream;
    GatewaySettings settings;
    Profile profile = Profile::Guide;
    PolicySet policies;
    std::vector<ApiDefinition> apis;
    std::map<std::string, ErrorPage> errorPages;
    GatewayOptions options;
    LookUp lookUp = lookUpInSystem;
    std::unique_ptr<Gateway> gateway;
    uint64_t generation = 0;
    uint16_t port = 0, controlPort = 0;

private:
    std::mutex m_mutex; // guards m_decisions
    std::condition_variable m_decided;
    std::vector<Decision> m_decisions;
};

} // namespace gatereeve::gateway
