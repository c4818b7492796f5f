// What a request costs in the data plane, in this process: bench_gateway work|pace|traces [NUMBER [NUMBER]]
//
//   work [REQUESTS]          heap allocations (and from where), locks, wake-ups and Qt signals of a request on a kept
//                            connection
//   pace [RATE [SECONDS]]    latencies at a steady pace, beside a bare forwarder, in turn
//   traces [PAIRS]           CPU of a request while somebody reads the decisions, beside nobody does, in turn
//
// The service is another process. Says nothing about whether a goal was reached. Release; docs/benchmarks.md.

#include "tests/bench/bareforwarder.h"
#include "tests/bench/benchgateway.h"
#include "tests/bench/workcounter.h"
#include "tests/support/rawclient.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <ctime>
#include <deque>
#include <mutex>

using namespace gatereeve;
using namespace gatereeve::gateway;

namespace
{

std::string requestOf(int key)
{
    return "GET /api0/x HTTP/1.1\r\nHost: gateway\r\nUser-Agent: bench\r\nAccept: */*\r\nAuthorization: " +
           benchKey(key) + "\r\n\r\n";
}

int64_t nanoseconds(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return time.tv_sec * 1'000'000'000 + time.tv_nsec;
}

void ask(RawClient& client, const std::string& request)
{
    if (client.exchange(request).status != 200) {
        std::fprintf(stderr, "a request was refused\n");
        std::abort();
    }
}

double medianOf(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

// Keeps the newest, as the window does.
class Reader
{
public:
    BenchGateway::Decisions callback()
    {
        return [this](std::span<const Decision> batch, uint64_t) {
            const std::lock_guard lock(m_mutex);
            for (const Decision& decision : batch)
                m_kept[m_next++ % m_kept.size()] = decision;
        };
    }

private:
    std::mutex m_mutex;
    std::vector<Decision> m_kept = std::vector<Decision>(100'000);
    size_t m_next = 0;
};

void countWork(const char* name, uint16_t port, int requests)
{
    const std::string request = requestOf(0);
    RawClient client(port);
    for (int i = 0; i < 1000; ++i)
        ask(client, request);
    const tests::WorkCounts before = tests::workSoFar();
    for (int i = 0; i < requests; ++i)
        ask(client, request);
    const tests::WorkCounts after = tests::workSoFar();
    if (after.allocations - before.allocations > static_cast<uint64_t>(requests) / 10) {
        tests::allocationsToShow = 4;
        ask(client, request);
        ask(client, request);
        tests::allocationsToShow = 0;
    }
    const auto each = [requests](uint64_t from, uint64_t to) { return static_cast<double>(to - from) / requests; };
    std::printf("%-28s of a request: %.4f allocations, %.4f locks, %.4f wake-ups, %.4f signals\n", name,
                each(before.allocations, after.allocations), each(before.locks, after.locks),
                each(before.wakes, after.wakes), each(before.signals_, after.signals_));
}

void work(uint16_t upstream, int requests)
{
    Reader reader;
    BenchGateway alone({upstream}, 1, 1), read({upstream}, 1, 1, reader.callback());
    countWork("nobody reads decisions", alone.port(), requests);
    countWork("somebody reads decisions", read.port(), requests);
}

// Microseconds from the moment at which a request was due until its answer was there.
void pacedRound(uint16_t port, int rate, int milliseconds, std::vector<double>& latencies)
{
    const std::string request = requestOf(0);
    RawClient client(port);
    ask(client, request);
    const int64_t step = 1'000'000'000 / rate, begin = nanoseconds(CLOCK_MONOTONIC) + step;
    const int64_t count = int64_t{rate} * milliseconds / 1000;
    for (int64_t i = 0; i < count; ++i) {
        const int64_t due = begin + i * step;
        const timespec until{static_cast<time_t>(due / 1'000'000'000), static_cast<long>(due % 1'000'000'000)};
        while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr) != 0) {
        }
        ask(client, request);
        latencies.push_back(static_cast<double>(nanoseconds(CLOCK_MONOTONIC) - due) / 1000);
    }
}

void reportLatencies(const char* name, std::vector<double>& latencies)
{
    std::sort(latencies.begin(), latencies.end());
    const auto at = [&](double part) {
        return latencies[static_cast<size_t>(part * static_cast<double>(latencies.size() - 1))];
    };
    std::printf("%-16s p50 %8.1f  p90 %8.1f  p99 %8.1f  p99.9 %8.1f us of %zu requests\n", name, at(0.5), at(0.9),
                at(0.99), at(0.999), latencies.size());
}

void pace(uint16_t upstream, int rate, int seconds)
{
    BenchGateway gateway({upstream}, 1, 1);
    BareForwarder bare(upstream, {benchKey(0)});
    std::vector<double> ours, theirs, direct;
    for (int round = 0; round < seconds; ++round) {
        pacedRound(gateway.port(), rate, 1000, ours);
        pacedRound(bare.port(), rate, 1000, theirs);
        pacedRound(upstream, rate, 1000, direct);
    }
    reportLatencies("gateway", ours);
    reportLatencies("bare forwarder", theirs);
    reportLatencies("service alone", direct);
    std::printf("p99 over the bare forwarder %.1f us\n",
                ours[ours.size() * 99 / 100] - theirs[theirs.size() * 99 / 100]);
}

// CPU microseconds of a request, all threads of this process but the client's.
double cpuOf(uint16_t port, int rounds)
{
    constexpr int Connections = 32;
    std::deque<RawClient> clients;
    std::vector<std::string> requests;
    for (int i = 0; i < Connections; ++i) {
        clients.emplace_back(port);
        requests.push_back(requestOf(i));
    }
    const int64_t all = nanoseconds(CLOCK_PROCESS_CPUTIME_ID), own = nanoseconds(CLOCK_THREAD_CPUTIME_ID);
    for (int round = 0; round < rounds; ++round) {
        for (size_t i = 0; i < clients.size(); ++i)
            clients[i].send(requests[i]);
        for (RawClient& client : clients) {
            if (client.receive().status != 200)
                std::abort();
        }
    }
    const int64_t spent = nanoseconds(CLOCK_PROCESS_CPUTIME_ID) - all - (nanoseconds(CLOCK_THREAD_CPUTIME_ID) - own);
    return static_cast<double>(spent) / 1000 / rounds / Connections;
}

void traces(uint16_t upstream, int pairs)
{
    Reader reader;
    BenchGateway alone({upstream}, 1, 32), read({upstream}, 1, 32, reader.callback());
    std::vector<double> without, with, ratios;
    cpuOf(alone.port(), 200);
    cpuOf(read.port(), 200);
    for (int i = 0; i < pairs; ++i) {
        without.push_back(cpuOf(alone.port(), 1000));
        with.push_back(cpuOf(read.port(), 1000));
        ratios.push_back(with.back() / without.back());
    }
    std::printf("CPU of a request: %.2f us while nobody reads, %.2f us while somebody does; median of %d pairs %.3f\n",
                medianOf(without), medianOf(with), pairs, medianOf(ratios));
}

} // namespace

int main(int argc, char** argv)
{
    const std::string_view what = argc > 1 ? argv[1] : "";
    const auto number = [&](int at, int usual) { return argc > at ? std::atoi(argv[at]) : usual; };
    tests::isOutside = true; // the client
    ForkedUpstream upstream;
    const QCoreApplication application(argc, argv); // for the loop of the control thread
    if (what == "work")
        work(upstream.port(), number(2, 20'000));
    else if (what == "pace")
        pace(upstream.port(), number(2, 2'000), number(3, 10));
    else if (what == "traces")
        traces(upstream.port(), number(2, 15));
    else
        std::fprintf(stderr, "bench_gateway work [REQUESTS] | pace [RATE [SECONDS]] | traces [PAIRS]\n");
    return 0;
}
