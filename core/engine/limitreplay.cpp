#include "core/engine/limitreplay.h"

#include <algorithm>

namespace gatereeve
{

namespace
{

// A rolling window is filled request by request.
constexpr int64_t MostReplayed = 100'000;

} // namespace

LimitReplay::LimitReplay(const Decision& decision, const Snapshot& snapshot, const Admission& before)
    : m_decision(decision),
      m_before(before),
      m_rules(limitRulesFor(snapshot.profile)),
      m_limiter(limiterOf(snapshot.settings))
{
}

bool LimitReplay::passes(const Admission& after, Nanoseconds at) const
{
    if (!after.passed() || after.scope != m_before.scope)
        return false; // of other counters nobody knows how full they are
    switch (m_decision.cause) {
    case Cause::RateExceeded:
        return ratePasses(after, at);
    case Cause::QuotaExceeded:
        return quotaPasses(after, at);
    default:
        return true;
    }
}

std::optional<Nanoseconds> LimitReplay::passesAt() const
{
    const bool rate = m_decision.cause == Cause::RateExceeded;
    const Nanoseconds ends = rate ? m_decision.rateEnds : m_decision.quotaEnds;
    if (ends == 0 || ends > INT64_MAX - 2 * NanosecondsPerSecond)
        return std::nullopt; // never
    const Nanoseconds at = ends + (!rate && m_rules.renewalIsPassedInSeconds ? NanosecondsPerSecond : 0);
    return at > m_decision.time ? std::optional(at) : std::nullopt;
}

// What is refused stands on record in a rolling window, so it counts when it is asked again; the sentinel's flag stays
// up whatever the rate.
void LimitReplay::fill(RateCounter& counter) const
{
    const Decision& d = m_decision;
    const Nanoseconds start = std::max<Nanoseconds>(1, d.rateEnds - d.rateWindow);
    switch (m_limiter) {
    case RateLimiter::Fixed:
        counter.word = {start, d.rateCount};
        counter.size = {d.rateWindow, d.rateMaximum};
        break;
    case RateLimiter::Rolling: {
        const RateRule all{INT64_MAX, d.rateWindow};
        const int64_t staying = std::max<int64_t>(0, d.rateMaximum - 1), seen = d.rateCount + 1;
        for (int64_t i = 0; i < seen; ++i)
            counter.rolling.askRolling(all, i < seen - staying ? start : d.time);
        break;
    }
    case RateLimiter::Sentinel:
        counter.rolling.askSentinel({1, d.rateWindow}, start);
        break;
    }
}

bool LimitReplay::ratePasses(const Admission& after, Nanoseconds at) const
{
    const auto rule = rateRuleOf(m_rules, m_limiter)(after.limit.rate, after.limit.per);
    if (!rule)
        return false;
    if (!rule->limited())
        return true;
    if (m_limiter == RateLimiter::Rolling && m_decision.rateCount > MostReplayed)
        return false;
    RateCounter counter;
    const bool isNew = m_rules.updateOpensWindow && m_limiter == RateLimiter::Fixed &&
                       after.effective.session.lastUpdated != m_before.effective.session.lastUpdated;
    if (!isNew)
        fill(counter);
    return rateStepOf(m_rules, m_limiter)(*rule, counter, at, Refused::Recorded).passed;
}

bool LimitReplay::quotaPasses(const Admission& after, Nanoseconds at) const
{
    const QuotaRule rule = quotaRule(after.limit.quotaMax, after.limit.quotaRenewalRate);
    if (!rule.limited())
        return true;
    const QuotaRule former = quotaRule(m_before.limit.quotaMax, m_before.limit.quotaRenewalRate);
    const bool ends = m_decision.quotaEnds > 0 && former.period > 0;
    const Nanoseconds start = ends ? m_decision.quotaEnds - former.period : m_decision.time;
    Counter counter = CountedSince{std::max<Nanoseconds>(1, start), m_decision.quotaCount};
    const QuotaRenewal renewal{false, toSeconds(m_decision.quotaEnds)};
    return m_rules.quota(rule, renewal, counter, at).passed;
}

} // namespace gatereeve
