#pragma once

// How 2.9 counts requests (gateway-behaviour.md 11, 12; policy-semantics.md 9), its quirks included. Any number of
// threads may count on the same counter: N allowed means N.

#include "core/engine/limitrules.h"

namespace gatereeve::tyk29
{

// 9.1: at least one request where there is a rate; `per` in whole seconds, and a window of no length refuses nothing.
std::optional<RateRule> fixedRate(double rate, double per);
// 9.1, Rolling: int(rate), so that a rate below 1 lets nothing pass.
std::optional<RateRule> recordedRate(double rate, double per);

// 11, Quirk: size and length are those of the request that made the window, until it was unused for ten minutes.
RateAnswer countKeptWindow(const RateRule& rule, RateCounter& counter, Nanoseconds now, Refused refused);

// 12: refused requests count as well; once the maximum is exceeded, a renewal that lies in the past begins a new
// period.
Counted countQuota(const QuotaRule& rule, const QuotaRenewal& renewal, Counter& counter, Nanoseconds now);

} // namespace gatereeve::tyk29
