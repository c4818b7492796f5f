#pragma once

// What the profiles do differently when they count requests (gateway-behaviour.md 11, 12; profiles.md, quirks, guide 13
// to 15): one row a rule. The rows are named functions; whoever counts takes them when he prepares a key and knows no
// profile afterwards.

#include "core/engine/rollingwindow.h"
#include "core/gatewaysettings.h"

namespace gatereeve
{

// All that a limiter may count the requests of one key and scope on; each uses what it needs.
struct RateCounter {
    Counter word{}; // fixed window: when it began, and what passed
    Counter size{}; // fixed window of 2.9: its length and size, once it is made
    RollingWindow rolling;
};

// Where the renewal of a quota is looked up when it is exceeded (2.9 only; the others go by the period alone).
struct QuotaRenewal {
    bool isKnown = true; // the key knows when the running period ends
    int64_t stored = 0;  // else it believes this: Unix seconds
};

using RateRuleOf = std::optional<RateRule> (*)(double rate, double per); // nothing: can't be enforced, deny
using RateStep = RateAnswer (*)(const RateRule& rule, RateCounter& counter, Nanoseconds now, Refused refused);
using QuotaStep = Counted (*)(const QuotaRule& rule, const QuotaRenewal& renewal, Counter& counter, Nanoseconds now);

struct LimitRules {
    RateRuleOf fixedRate;    // for the default limiter
    RateRuleOf recordedRate; // for those that keep a record: rolling, sentinel
    RateStep fixedWindow;
    QuotaStep quota;
    bool countsTokenAsSent;        // counters under the token's text as it was sent, else under the key's stored name
    bool updateOpensWindow;        // a fixed window for each last_updated
    bool renewalIsStored;          // the end of a period stands in the key, where a policy may overwrite it
    bool renewalIsPassedInSeconds; // a period ends with the second that is named, else at its first moment
    bool showsStoredUse; // tyk/rate-limits/ shows what was stored when the period began, else what is left now
};

const LimitRules& limitRulesFor(Profile profile);

// Which limiter tyk.conf chooses (gateway-behaviour.md 11).
enum class RateLimiter : uint8_t { Fixed, Rolling, Sentinel };
RateLimiter limiterOf(const GatewaySettings& settings);

RateRuleOf rateRuleOf(const LimitRules& rules, RateLimiter limiter);
RateStep rateStepOf(const LimitRules& rules, RateLimiter limiter);

// A fixed window whose size and length are read at each request (guide 14).
RateAnswer countWindow(const RateRule& rule, RateCounter& counter, Nanoseconds now, Refused refused);

} // namespace gatereeve
