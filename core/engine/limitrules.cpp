#include "core/engine/limitrules.h"

#include "core/engine/tyk29/limits.h"

#include <cassert>

namespace gatereeve
{

namespace
{

// Guide 15: a refused request is not counted, and the period says itself when it ends.
Counted countPeriod(const QuotaRule& rule, const QuotaRenewal&, Counter& counter, Nanoseconds now)
{
    return countQuota(rule, counter, now);
}

RateAnswer askRolling(const RateRule& rule, RateCounter& counter, Nanoseconds now, Refused refused)
{
    return counter.rolling.askRolling(rule, now, refused);
}

RateAnswer askSentinel(const RateRule& rule, RateCounter& counter, Nanoseconds now, Refused refused)
{
    return counter.rolling.askSentinel(rule, now, refused);
}

constexpr LimitRules Guide{
    .fixedRate = rateRule,
    .recordedRate = rateRule,
    .fixedWindow = countWindow,
    .quota = countPeriod,
    .countsTokenAsSent = false,
    .updateOpensWindow = false,
    .renewalIsStored = false,
    .renewalIsPassedInSeconds = false,
    .showsStoredUse = false,
};

constexpr LimitRules Tyk29{
    .fixedRate = tyk29::fixedRate,
    .recordedRate = tyk29::recordedRate,
    .fixedWindow = tyk29::countKeptWindow,
    .quota = tyk29::countQuota,
    .countsTokenAsSent = true,
    .updateOpensWindow = true,
    .renewalIsStored = true,
    .renewalIsPassedInSeconds = true,
    .showsStoredUse = true,
};

// Its windows and names are the guide's, since those of 2.9 are quirks (profiles.md); its quota counts refused requests
// as 2.9 does (policy-semantics.md 9.3).
constexpr LimitRules Tyk5{
    .fixedRate = rateRule,
    .recordedRate = rateRule,
    .fixedWindow = countWindow,
    .quota = tyk29::countQuota,
    .countsTokenAsSent = false,
    .updateOpensWindow = false,
    .renewalIsStored = false,
    .renewalIsPassedInSeconds = true,
    .showsStoredUse = false,
};

} // namespace

const LimitRules& limitRulesFor(Profile profile)
{
    switch (profile) {
    case Profile::Guide:
        return Guide;
    case Profile::Tyk29:
        return Tyk29;
    case Profile::Tyk5:
        return Tyk5;
    }
    assert(false);
    return Guide;
}

RateLimiter limiterOf(const GatewaySettings& settings)
{
    if (settings.enableSentinelLimiter)
        return RateLimiter::Sentinel;
    return settings.enableRollingLimiter ? RateLimiter::Rolling : RateLimiter::Fixed;
}

RateRuleOf rateRuleOf(const LimitRules& rules, RateLimiter limiter)
{
    return limiter == RateLimiter::Fixed ? rules.fixedRate : rules.recordedRate;
}

RateStep rateStepOf(const LimitRules& rules, RateLimiter limiter)
{
    switch (limiter) {
    case RateLimiter::Fixed:
        return rules.fixedWindow;
    case RateLimiter::Rolling:
        return askRolling;
    case RateLimiter::Sentinel:
        return askSentinel;
    }
    assert(false);
    return rules.fixedWindow;
}

RateAnswer countWindow(const RateRule& rule, RateCounter& counter, Nanoseconds now, Refused)
{
    const Counted counted = countRate(rule, counter.word, now);
    return {counted.passed, counted.after.count, rule, counted.ends};
}

} // namespace gatereeve
