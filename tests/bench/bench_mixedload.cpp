// Everything at once against a real gateway in this process: bench_mixedload [SECONDS [CLIENTS [WORKERS]]], 60, 6, 2.
//
// Clients that behave, pipeline, upload, speak garbage, and vanish: within a head, within a body, before the answer, in
// the middle of it. Meanwhile a generation is published every 20 ms, keys change, and the service cuts all its
// connections. At the end: did a request hang, get another one's answer, or a status that nothing explains; is a
// descriptor left; how much memory. 1 if so. Made to be run with the sanitizers as well: docs/benchmarks.md.

#include "tests/bench/benchgateway.h"
#include "tests/support/rawclient.h"

#include <QCoreApplication>

#include <malloc.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <random>

using namespace gatereeve;
using namespace gatereeve::gateway;

namespace
{

using SteadyClock = std::chrono::steady_clock;
constexpr int Keys = 64;
constexpr size_t BigAnswer = 1'000'000;

struct Totals {
    std::atomic<uint64_t> requests = 0, passed = 0, refused = 0, failed = 0, vanished = 0;
    std::atomic<uint64_t> hung = 0, mixedUp = 0, unexplained = 0;
};

size_t openDescriptors()
{
    const std::filesystem::directory_iterator all("/proc/self/fd");
    return static_cast<size_t>(std::distance(begin(all), end(all)));
}

size_t heapBytes()
{
    ::malloc_trim(0);
    return ::mallinfo2().uordblks;
}

class LoadClient
{
public:
    LoadClient(uint16_t port, unsigned seed, Totals& totals, const std::atomic<bool>& stopping)
        : m_port(port),
          m_random(seed),
          m_totals(totals),
          m_stopping(stopping)
    {
    }
    void run()
    {
        using Kind = void (LoadClient::*)();
        static constexpr std::array<Kind, 12> kinds{
            &LoadClient::behave,       &LoadClient::behave,         &LoadClient::behave,
            &LoadClient::pipeline,     &LoadClient::upload,         &LoadClient::beRefused,
            &LoadClient::speakGarbage, &LoadClient::meetNobody,     &LoadClient::leaveEarly,
            &LoadClient::leaveTheHead, &LoadClient::leaveTheUpload, &LoadClient::leaveTheAnswer,
        };
        while (!m_stopping)
            (this->*kinds[m_random() % kinds.size()])();
    }

private:
    std::string head(const char* method, const std::string& path, const std::string& fields = {})
    {
        return method + (" " + path) +
               " HTTP/1.1\r\nHost: gateway\r\nAuthorization: " + benchKey(static_cast<int>(m_random() % Keys)) +
               "\r\n" + fields + "\r\n";
    }
    // An answer for a whole request that was sent.
    void expect(RawClient& client, std::initializer_list<int> statuses, std::string_view body = "ok")
    {
        ++m_totals.requests;
        const auto begun = SteadyClock::now();
        const RawAnswer answer = client.receive();
        const bool hung = SteadyClock::now() - begun > std::chrono::seconds(14);
        m_totals.hung += hung ? 1 : 0;
        if (answer.status == 200 && !body.empty() && answer.body != body)
            ++m_totals.mixedUp;
        else if (answer.status == 200)
            ++m_totals.passed;
        else if (answer.status == 500)
            ++m_totals.failed; // the service cut the connection
        else
            ++m_totals.refused;
        if (std::find(statuses.begin(), statuses.end(), answer.status) == statuses.end() && !hung &&
            ++m_totals.unexplained <= 5)
            std::fprintf(stderr, "unexplained: %d %s\n", answer.status, answer.body.substr(0, 80).c_str());
    }
    void behave()
    {
        RawClient client(m_port);
        for (size_t i = m_random() % 40; i > 0; --i) {
            client.send(head("GET", "/api0/x"));
            expect(client, {200, 500});
        }
    }
    void pipeline()
    {
        RawClient client(m_port);
        std::string all;
        for (int i = 0; i < 8; ++i)
            all += head("GET", "/api0/x");
        client.send(all);
        for (int i = 0; i < 8; ++i)
            expect(client, {200, 500});
    }
    void upload()
    {
        RawClient client(m_port);
        const std::string chunk = "4000\r\n" + std::string(0x4000, 'u') + "\r\n";
        client.send(head("POST", "/api0/x", "Transfer-Encoding: chunked\r\n"));
        for (int i = 0; i < 4; ++i)
            client.send(chunk);
        client.send("0\r\n\r\n");
        expect(client, {200, 500});
    }
    void beRefused()
    {
        RawClient client(m_port);
        client.send("GET /api0/x HTTP/1.1\r\nHost: a\r\nAuthorization: nobody-knows-this\r\n\r\n");
        expect(client, {403});
        client.send("GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n");
        expect(client, {404});
    }
    void speakGarbage()
    {
        RawClient client(m_port);
        client.send(head("POST", "/api0/x", "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"));
        expect(client, {400});
    }
    void meetNobody()
    {
        RawClient client(m_port);
        client.send(head("GET", "/api2/x"));
        expect(client, {500});
    }
    void vanish(const std::string& sent)
    {
        RawClient client(m_port);
        client.send(sent);
        ++m_totals.vanished;
    }
    void leaveEarly() { vanish(head("GET", "/api0/x")); }
    void leaveTheHead() { vanish("GET /api0/x HTTP/1.1\r\nHost: a\r\nAuthor"); }
    void leaveTheUpload() { vanish(head("POST", "/api0/x", "Content-Length: 100000\r\n") + std::string(5'000, 'u')); }
    void leaveTheAnswer()
    {
        RawClient client(m_port);
        client.send(head("GET", "/api1/big"));
        client.receiveBytes(m_random() % BigAnswer);
        ++m_totals.vanished;
    }

    const uint16_t m_port;
    std::mt19937 m_random;
    Totals& m_totals;
    const std::atomic<bool>& m_stopping;
};

// All that happens beside the requests, every so many milliseconds.
void disturb(BenchGateway& gateway, RecordingUpstream& small, RecordingUpstream& big, const std::atomic<bool>& stopping)
{
    for (unsigned i = 0; !stopping; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20)); // the pace of what disturbs; nothing is awaited
        gateway.publish();
        if (i % 25 == 0)
            small.closeConnections();
        if (i % 40 == 0)
            big.closeConnections();
        Session session;
        session.applyPolicies = {"gold"};
        const std::string key = benchKey(static_cast<int>(i % Keys));
        if (!gateway.gateway().keys().put(StoredKey{key, key, session}).ok())
            std::abort();
    }
}

void load(int seconds, int clients, int workers, Totals& totals)
{
    RecordingUpstream small, big;
    small.keepNothing();
    big.keepNothing();
    small.answerWith("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    big.answerWith("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(BigAnswer) + "\r\n\r\n" +
                   std::string(BigAnswer, 'b'));
    std::atomic<uint64_t> decided = 0;
    BenchGateway gateway(
        {small.port(), big.port(), 0}, workers, Keys,
        [&decided](std::span<const Decision> batch, uint64_t dropped) { decided += batch.size() + dropped; });
    std::atomic<bool> stopping = false;
    std::vector<std::thread> threads;
    for (int i = 0; i < clients; ++i)
        threads.emplace_back([&, i] { LoadClient(gateway.port(), static_cast<unsigned>(i), totals, stopping).run(); });
    threads.emplace_back([&] { disturb(gateway, small, big, stopping); });
    std::this_thread::sleep_for(std::chrono::seconds(seconds)); // how long the load lasts, as asked for
    stopping = true;
    for (std::thread& thread : threads)
        thread.join();
    std::printf("%llu decisions, generation %llu\n", static_cast<unsigned long long>(decided.load()),
                static_cast<unsigned long long>(gateway.gateway().snapshot()->generation));
}

} // namespace

int main(int argc, char** argv)
{
    const auto number = [&](int at, int usual) { return argc > at ? std::atoi(argv[at]) : usual; };
    const int seconds = number(1, 60), clients = number(2, 6), workers = number(3, 2);
    const QCoreApplication application(argc, argv); // for the loop of the control thread
    Totals warming;
    load(1, clients, workers, warming); // what is opened and kept once for the process
    const size_t descriptors = openDescriptors(), heap = heapBytes();
    Totals totals;
    load(seconds, clients, workers, totals);
    const size_t left = openDescriptors(), kept = heapBytes();
    const auto count = [](const std::atomic<uint64_t>& value) { return static_cast<unsigned long long>(value.load()); };
    std::printf("%llu requests: %llu passed, %llu refused, %llu of a cut service; %llu clients vanished\n",
                count(totals.requests), count(totals.passed), count(totals.refused), count(totals.failed),
                count(totals.vanished));
    std::printf("hung %llu, mixed up %llu, unexplained %llu; descriptors %zu before, %zu after; heap %zu, %zu bytes\n",
                count(totals.hung), count(totals.mixedUp), count(totals.unexplained), descriptors, left, heap, kept);
    return totals.hung + totals.mixedUp + totals.unexplained > 0 || left != descriptors ? 1 : 0;
}
