#pragma once

// What the requests of one worker came to, for /gatereeve/metrics. Plain numbers of the worker's thread: no lock, and
// no allocation but for the first request to an API that was never asked for. Others ask through the worker's inbox.

#include "core/engine/decision.h"
#include "core/engine/snapshot.h"

#include <array>
#include <bit>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace gatereeve::gateway
{

// How long requests took, in steps that double: 64 µs, 128 µs, … 67 s, longer.
struct Durations {
    static constexpr int FirstPower = 6, Steps = 21;
    static constexpr double secondsOf(int step) { return double(uint64_t{1} << (FirstPower + step)) / 1e6; }

    std::array<uint64_t, Steps + 1> counts{}; // of each step alone; the last: longer
    uint64_t microseconds = 0;                // of all together

    void add(uint32_t one)
    {
        const int power = std::bit_width(one > 0 ? one - 1 : 0); // of the least 2^power that is no shorter
        const int step = power <= FirstPower ? 0 : power - FirstPower;
        ++counts[static_cast<size_t>(step < Steps ? step : Steps)];
        microseconds += one;
    }
    void add(const Durations& other);
};

struct RequestCounts {
    using ByCheck = std::array<uint64_t, static_cast<size_t>(Check::None) + 1>; // where they were stopped; None: passed

    std::map<std::string, ByCheck> byApi; // by API id; empty: none was found
    Durations passed, refused;

    void add(const RequestCounts& other);
};

// Finds the numbers of an API by its index in the snapshot.
class RequestCounter
{
public:
    RequestCounter() { m_rows.emplace_back(); }

    // The worker's generation from now on.
    void begin(const Snapshot& snapshot);
    // `snapshot`: the one that the decision was made on.
    void add(const Decision& decision, const Snapshot& snapshot)
    {
        if (decision.passed() && decision.apiIndex == UINT32_MAX)
            return; // answered by the gateway itself: admin calls, /hello, cleaned paths
        const bool known = snapshot.generation == m_generation && decision.apiIndex < m_rowOfApi.size();
        size_t row = known ? m_rowOfApi[decision.apiIndex] : 0;
        if (row == 0 && decision.apiIndex < snapshot.apis.size()) [[unlikely]]
            row = findRow(decision, snapshot);
        ++m_rows[row][static_cast<size_t>(decision.stoppedAt)];
        (decision.passed() ? m_passed : m_refused).add(decision.durationMicroseconds);
    }
    RequestCounts counts() const;

private:
    size_t findRow(const Decision& decision, const Snapshot& snapshot);

    std::vector<RequestCounts::ByCheck> m_rows; // the first: no API
    std::unordered_map<std::string, size_t> m_rowOfId;
    std::vector<uint32_t> m_rowOfApi; // by index in the snapshot of m_generation; 0: not looked for yet
    uint64_t m_generation = 0;
    Durations m_passed, m_refused;
};

} // namespace gatereeve::gateway
