#pragma once

// Rate windows and quotas: the arithmetic, pure and clocked from outside, and the two atomic words it runs on. Any
// number of threads may count on the same word: N allowed means N. Nothing here takes a lock.

#include "core/accessright.h"
#include "core/clock.h"

#include <atomic>
#include <cstdint>
#include <optional>

namespace gatereeve
{

// When a window or period began and how many passed in it. One 16-byte word, so that both change together.
struct alignas(16) CountedSince {
    Nanoseconds start = 0; // 0: nothing counted yet
    int64_t count = 0;

    bool operator==(const CountedSince&) const = default;
};

using Counter = std::atomic<CountedSince>;
static_assert(Counter::is_always_lock_free, "x86-64 needs -mcx16 (cmake/ProjectOptions.cmake)");

// Spans too long for 64 bits of nanoseconds (292 years) are cut to that.

// profiles.md, guide 14: a rate below 1 stretches the window (0.5 per 1 s is 1 per 2 s); other fractions are cut off.
struct RateRule {
    int64_t requests = 0;
    Nanoseconds window = 0;

    // {0, 0} alone means no limit. {n, 0} refuses nothing but is counted, {0, w} refuses everything: both are 2.9's.
    bool limited() const { return requests > 0 || window > 0; }
    bool operator==(const RateRule&) const = default;
};

// Nothing for a rate above 0 with `per` ≤ 0: such a limit is unusable, and the caller denies.
std::optional<RateRule> rateRule(double rate, double per);

struct QuotaRule {
    int64_t maximum = 0;    // ≤ 0: no quota
    Nanoseconds period = 0; // ≤ 0: never renewed

    bool limited() const { return maximum > 0; }
    bool operator==(const QuotaRule&) const = default;
};

QuotaRule quotaRule(int64_t quotaMax, int64_t quotaRenewalRate);

struct Counted {
    bool passed = true;
    CountedSince after;   // the word as it is now (refused: unchanged)
    Nanoseconds ends = 0; // when the window or period ends; 0: never, or nothing is limited
};

// Pure steps: the word before → pass or refuse and the word after. A refused request is not counted. A window that
// begins in the future (the clock was set back) is new.
Counted countRate(const RateRule& rule, CountedSince before, Nanoseconds now);
Counted countQuota(const QuotaRule& rule, CountedSince before, Nanoseconds now);

// The same on a shared word: retried until no other thread came between.
Counted countRate(const RateRule& rule, Counter& counter, Nanoseconds now);
Counted countQuota(const QuotaRule& rule, Counter& counter, Nanoseconds now);

// What is left without counting anything (0 or more); quota only.
int64_t quotaRemaining(const QuotaRule& rule, CountedSince word, Nanoseconds now);

} // namespace gatereeve
