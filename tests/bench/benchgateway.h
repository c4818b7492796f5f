#pragma once

// What the benchmarks of the data plane share: a service in a process of its own, so that neither its time nor its
// memory is counted, and a gateway with one API, one policy (rate and quota far away) and some keys.

#include "gateway/gateway.h"
#include "gateway/store/stores.h"
#include "tests/support/recordingupstream.h"

#include <csignal>
#include <cstdio>
#include <map>
#include <memory>
#include <sys/wait.h>

namespace gatereeve::gateway
{

inline std::string benchKey(int number)
{
    return "org0123456789abcdefkey" + std::to_string(number);
}

// Begin it before the first thread.
class ForkedUpstream
{
public:
    ForkedUpstream()
    {
        int ends[2] = {-1, -1};
        if (::pipe(ends) != 0)
            std::abort();
        m_child = ::fork();
        if (m_child == 0) {
            RecordingUpstream upstream;
            upstream.keepNothing();
            upstream.answerWith("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 21\r\n\r\n"
                                "{\"hello\":\"the world\"}");
            const uint16_t port = upstream.port();
            if (::write(ends[1], &port, sizeof port) != sizeof port)
                std::abort();
            for (;;)
                ::pause();
        }
        if (::read(ends[0], &m_port, sizeof m_port) != sizeof m_port)
            std::abort();
        ::close(ends[0]);
        ::close(ends[1]);
    }
    ~ForkedUpstream()
    {
        ::kill(m_child, SIGKILL);
        ::waitpid(m_child, nullptr, 0);
    }
    ForkedUpstream(const ForkedUpstream&) = delete;
    ForkedUpstream& operator=(const ForkedUpstream&) = delete;
    uint16_t port() const { return m_port; }

private:
    pid_t m_child = -1;
    uint16_t m_port = 0;
};

class BenchGateway
{
public:
    using Decisions = std::function<void(std::span<const Decision>, uint64_t)>;

    // `upstream`: its port; 0 for one where nobody listens.
    BenchGateway(const std::vector<uint16_t>& upstreams, int workers, int keys, Decisions decisions = {})
    {
        for (const uint16_t upstream : upstreams)
            m_apis.push_back(api("api" + std::to_string(m_apis.size()), upstream));
        publishedPolicy();
        Gateway::Collaborators collaborators;
        collaborators.store = makeMemoryStore();
        collaborators.clock = std::make_shared<AdjustableClock>(m_clock);
        collaborators.decisions = std::move(decisions);
        m_gateway = std::make_unique<Gateway>(std::move(collaborators));
        GatewayOptions options;
        options.workers = workers;
        options.controlPort = 0;
        const auto started = m_gateway->start(options, compiled());
        if (!started) {
            std::fprintf(stderr, "%s\n", started.error().describe().c_str());
            std::abort();
        }
        m_port = started->port;
        for (int i = 0; i < keys; ++i) {
            Session session;
            session.applyPolicies = {"gold"};
            if (!m_gateway->keys().put(StoredKey{benchKey(i), benchKey(i), session}).ok())
                std::abort();
        }
    }
    ~BenchGateway() { m_gateway->stop(5); }
    BenchGateway(const BenchGateway&) = delete;
    BenchGateway& operator=(const BenchGateway&) = delete;

    uint16_t port() const { return m_port; }
    Gateway& gateway() { return *m_gateway; }
    // A new generation with another rate. One thread.
    void publish()
    {
        publishedPolicy();
        m_gateway->publish(compiled());
    }

private:
    static ApiDefinition api(const std::string& id, uint16_t upstream)
    {
        ApiDefinition definition;
        definition.fileName = "apps/" + id + ".json";
        definition.apiId = definition.name = id;
        definition.active = true;
        definition.listenPath = "/" + id + "/";
        definition.targetUrl = "http://127.0.0.1:" + std::to_string(upstream == 0 ? 1 : upstream);
        definition.stripListenPath = true;
        return definition;
    }
    void publishedPolicy()
    {
        Policy gold;
        gold.rate = 1e6 + static_cast<double>(m_generation % 2);
        gold.per = 1;
        gold.quotaMax = 1'000'000'000;
        gold.quotaRenewalRate = 3600;
        gold.active = true;
        for (const ApiDefinition& one : m_apis)
            gold.accessRights[one.apiId] = AccessRight{};
        auto entry = std::make_shared<PolicyEntry>();
        entry->policy = gold;
        m_policies["gold"] = entry;
    }
    std::shared_ptr<const Snapshot> compiled()
    {
        GatewaySettings settings;
        settings.secret = "s3cret";
        return SnapshotCompiler::compile({++m_generation, Profile::Guide, settings, m_policies, m_apis, {}, {}});
    }

    SystemClock m_clock;
    std::vector<ApiDefinition> m_apis;
    PolicySet m_policies;
    uint64_t m_generation = 0;
    std::unique_ptr<Gateway> m_gateway;
    uint16_t m_port = 0;
};

} // namespace gatereeve::gateway
