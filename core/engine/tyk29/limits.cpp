#include "core/engine/tyk29/limits.h"

#include <algorithm>

namespace gatereeve::tyk29
{

namespace
{

constexpr Nanoseconds UnusedFor = 600 * NanosecondsPerSecond;

// Whole seconds of a file, as nanoseconds; not a number is nothing.
Nanoseconds wholeSeconds(double seconds)
{
    constexpr double Beyond = 9'223'372'036.0; // 2^63 ns
    if (!(seconds >= 1))
        return 0;
    return static_cast<int64_t>(std::min(seconds, Beyond)) * NanosecondsPerSecond;
}

int64_t wholeRequests(double rate)
{
    constexpr double Beyond = 9'223'372'036'854'774'784.0; // below 2^63
    return static_cast<int64_t>(std::min(rate, Beyond));
}

bool isUnused(CountedSince word, Nanoseconds length, Nanoseconds now)
{
    return word.start > 0 && now > word.start && now - word.start >= UnusedFor &&
           now - word.start - UnusedFor >= length;
}

// The size stands in the same kind of word as what is counted: {length, requests}.
RateRule madeWith(CountedSince size)
{
    return {size.count, size.start};
}

RateRule keptRule(const RateRule& wanted, RateCounter& counter, Nanoseconds now)
{
    CountedSince size = counter.size.load(std::memory_order_relaxed);
    const CountedSince word = counter.word.load(std::memory_order_relaxed);
    while (size == CountedSince{} || isUnused(word, size.start, now)) {
        const CountedSince fresh{wanted.window, wanted.requests};
        if (counter.size.compare_exchange_weak(size, fresh, std::memory_order_relaxed, std::memory_order_relaxed))
            return wanted;
        if (size == fresh)
            break; // another thread made it
    }
    return madeWith(size);
}

// Unix seconds at which the period ends that began then.
int64_t renewalOf(const QuotaRule& rule, Nanoseconds start)
{
    int64_t sum = 0;
    const bool beyond = __builtin_add_overflow(toSeconds(start), toSeconds(rule.period), &sum);
    return beyond ? INT64_MAX : sum;
}

Nanoseconds inNanoseconds(int64_t seconds)
{
    constexpr int64_t Last = INT64_MAX / NanosecondsPerSecond;
    return std::clamp<int64_t>(seconds, 0, Last) * NanosecondsPerSecond;
}

Counted step(const QuotaRule& rule, const QuotaRenewal& renewal, CountedSince before, Nanoseconds now)
{
    now = std::max<Nanoseconds>(now, 1); // start 0 means that nothing was counted
    const bool isOver =
        before.start <= 0 || before.start > now || (rule.period > 0 && now - before.start >= rule.period);
    const int64_t renews = renewal.isKnown ? renewalOf(rule, before.start) : renewal.stored;
    const bool exceeds = !isOver && before.count >= rule.maximum;
    if (isOver || (exceeds && toSeconds(now) > renews))
        return {true, {now, 1}, inNanoseconds(renewalOf(rule, now))};
    return {!exceeds, {before.start, before.count + 1}, inNanoseconds(renews)};
}

} // namespace

std::optional<RateRule> fixedRate(double rate, double per)
{
    if (!(rate > 0))
        return RateRule{};
    return RateRule{std::max<int64_t>(1, wholeRequests(rate)), wholeSeconds(per)};
}

std::optional<RateRule> recordedRate(double rate, double per)
{
    if (!(rate > 0))
        return RateRule{};
    const RateRule rule{wholeRequests(rate), wholeSeconds(per)};
    // Nothing passes, whatever the length of the window.
    return rule.limited() ? rule : RateRule{0, INT64_MAX};
}

RateAnswer countKeptWindow(const RateRule& rule, RateCounter& counter, Nanoseconds now, Refused)
{
    const RateRule kept = keptRule(rule, counter, now);
    if (kept.window <= 0)
        return {.rule = kept};
    const Counted counted = countRate(kept, counter.word, now);
    return {counted.passed, counted.after.count, kept, counted.ends};
}

Counted countQuota(const QuotaRule& rule, const QuotaRenewal& renewal, Counter& counter, Nanoseconds now)
{
    CountedSince before = counter.load(std::memory_order_relaxed);
    for (;;) {
        const Counted result = step(rule, renewal, before, now);
        if (counter.compare_exchange_weak(before, result.after, std::memory_order_relaxed, std::memory_order_relaxed))
            return result;
    }
}

} // namespace gatereeve::tyk29
