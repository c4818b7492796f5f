#include "core/engine/limits.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gatereeve
{

namespace
{

constexpr int64_t Maximum = std::numeric_limits<int64_t>::max();

// Doubles from 2^63 on don't fit; the cast itself would be undefined.
int64_t saturated(double number)
{
    constexpr double Beyond = 9223372036854775808.0;
    return number >= Beyond ? Maximum : static_cast<int64_t>(number);
}

Nanoseconds nanoseconds(double seconds)
{
    // A window of no length would never refuse, so the shortest one is a nanosecond.
    return std::max<Nanoseconds>(1, saturated(std::round(seconds * static_cast<double>(NanosecondsPerSecond))));
}

Nanoseconds endOf(Nanoseconds start, Nanoseconds length)
{
    return start > Maximum - length ? Maximum : start + length;
}

// Whether the word belongs to a window that is over, has not begun, or begins in the future because the clock was set
// back. A length of 0 or less never ends.
bool isOver(CountedSince word, Nanoseconds length, Nanoseconds now)
{
    if (word.start <= 0 || word.start > now)
        return true;
    return length > 0 && now - word.start >= length;
}

Counted count(int64_t allowed, Nanoseconds length, CountedSince before, Nanoseconds now)
{
    if (allowed <= 0)
        return {false, before, 0};
    now = std::max<Nanoseconds>(now, 1); // start 0 means "nothing counted yet", also for a clock set to 1970
    const bool isNew = isOver(before, length, now);
    Counted result;
    result.passed = isNew || before.count < allowed;
    if (isNew)
        result.after = {now, 1};
    else
        result.after = {before.start, before.count + (result.passed ? 1 : 0)};
    result.ends = length > 0 ? endOf(result.after.start, length) : 0;
    return result;
}

template <typename Rule>
Counted countShared(const Rule& rule, Counter& counter, Nanoseconds now,
                    Counted (*step)(const Rule&, CountedSince, Nanoseconds))
{
    // Relaxed: the word is all there is to agree on; nothing else is published with it.
    CountedSince before = counter.load(std::memory_order_relaxed);
    while (true) {
        const Counted result = step(rule, before, now);
        if (result.after == before ||
            counter.compare_exchange_weak(before, result.after, std::memory_order_relaxed, std::memory_order_relaxed))
            return result;
    }
}

} // namespace

std::optional<RateRule> rateRule(double rate, double per)
{
    if (rate <= 0)
        return RateRule{};
    if (!(rate > 0) || !(per > 0)) // not a number is neither
        return std::nullopt;
    if (rate < 1)
        return RateRule{1, nanoseconds(per / rate)};
    return RateRule{saturated(rate), nanoseconds(per)};
}

QuotaRule quotaRule(int64_t quotaMax, int64_t quotaRenewalRate)
{
    if (quotaMax <= 0)
        return {};
    if (quotaRenewalRate <= 0)
        return {quotaMax, 0};
    const bool fits = quotaRenewalRate <= Maximum / NanosecondsPerSecond;
    return {quotaMax, fits ? quotaRenewalRate * NanosecondsPerSecond : Maximum};
}

Counted countRate(const RateRule& rule, CountedSince before, Nanoseconds now)
{
    if (!rule.limited())
        return {true, before, 0};
    return count(rule.requests, rule.window, before, now);
}

Counted countQuota(const QuotaRule& rule, CountedSince before, Nanoseconds now)
{
    if (!rule.limited())
        return {true, before, 0};
    return count(rule.maximum, rule.period, before, now);
}

Counted countRate(const RateRule& rule, Counter& counter, Nanoseconds now)
{
    return countShared<RateRule>(rule, counter, now, &countRate);
}

Counted countQuota(const QuotaRule& rule, Counter& counter, Nanoseconds now)
{
    return countShared<QuotaRule>(rule, counter, now, &countQuota);
}

int64_t quotaRemaining(const QuotaRule& rule, CountedSince word, Nanoseconds now)
{
    if (!rule.limited())
        return 0;
    const int64_t used = isOver(word, rule.period, std::max<Nanoseconds>(now, 1)) ? 0 : word.count;
    return std::clamp<int64_t>(rule.maximum - used, 0, rule.maximum);
}

} // namespace gatereeve
