#pragma once

// What is greater under 5 (policy-semantics.md 11.1, rows "-1" and "rate comparison").

#include "core/accessright.h"

namespace gatereeve::tyk5
{

// -1 is the greatest. Quotas and depths.
bool isGreater(int64_t a, int64_t b);

// A rate or a period of 0: there is none.
bool isNoRate(double rate, double per);

// By time per request; a rate or period below 0 has time 0 and is the fastest.
bool isFaster(double rateA, double perA, double rateB, double perB);
inline bool isFaster(const Limit& a, const Limit& b)
{
    return isFaster(a.rate, a.per, b.rate, b.per);
}

} // namespace gatereeve::tyk5
