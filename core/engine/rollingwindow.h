#pragma once

// A window that rolls: the times of the last requests, refused ones included (gateway-behaviour.md 11, Rolling and
// Sentinel). Any number of threads; each window has a spin bit of its own, so keys don't wait for each other. Memory
// grows with the requests that really came within a window, never with what is configured.

#include "core/engine/limits.h"

#include <vector>

namespace gatereeve
{

// What a limiter said about one request.
struct RateAnswer {
    bool passed = true;
    int64_t count = 0;    // in the window, this one included where it was counted
    RateRule rule;        // the one that held
    Nanoseconds ends = 0; // when a request would pass again; 0: nothing is limited
};

// Whether a refused request goes on record: one that is throttled only looks whether there is room by now
// (policy-semantics.md 9.1).
enum class Refused : uint8_t { Recorded, Forgotten };

class RollingWindow
{
public:
    RollingWindow() = default;
    RollingWindow(const RollingWindow&) = delete;
    RollingWindow& operator=(const RollingWindow&) = delete;

    // Refuses while at least rule.requests were recorded in the last rule.window.
    RateAnswer askRolling(const RateRule& rule, Nanoseconds now, Refused refused = Refused::Recorded);
    // Refuses while the flag is up: each request with which the window is full, refused or not, puts it up for
    // rule.window.
    RateAnswer askSentinel(const RateRule& rule, Nanoseconds now, Refused refused = Refused::Recorded);

    void copyFrom(const RollingWindow& other);

private:
    class Lock;
    Nanoseconds& at(size_t place) { return m_times[(m_first + place) & (m_times.size() - 1)]; }
    size_t firstAfter(Nanoseconds time);
    Nanoseconds begin(Nanoseconds now);
    void record(const RateRule& rule, Nanoseconds now);
    void makePlace(const RateRule& rule, Nanoseconds now);
    Nanoseconds roomAt(const RateRule& rule, Nanoseconds now);

    mutable std::atomic<bool> m_taken = false; // guards all below
    std::vector<Nanoseconds> m_times;          // a ring; its size is a power of two
    size_t m_first = 0, m_count = 0;           // oldest first
    Nanoseconds m_blockedUntil = 0;            // the sentinel's flag
};

} // namespace gatereeve
