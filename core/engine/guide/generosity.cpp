#include "core/engine/guide/generosity.h"

#include "core/engine/limits.h"

#include <cassert>

namespace gatereeve::guide
{

namespace
{

__extension__ using Wide = __int128; // products of two 64-bit numbers

template <typename T>
int sign(T a, T b)
{
    return a < b ? -1 : (a > b ? 1 : 0);
}

struct Speed {
    int64_t count = 0;  // ≤ 0: unlimited
    int64_t length = 0; // ≤ 0: never renewed, slower than all others
};

int compare(const Speed& a, const Speed& b)
{
    const bool aUnlimited = a.count <= 0, bUnlimited = b.count <= 0;
    if (aUnlimited || bUnlimited)
        return sign(aUnlimited, bUnlimited);
    const bool aRenews = a.length > 0, bRenews = b.length > 0;
    if (aRenews != bRenews)
        return sign(aRenews, bRenews);
    if (aRenews) {
        const int faster = sign(Wide(a.count) * b.length, Wide(b.count) * a.length);
        if (faster != 0)
            return faster;
    }
    return sign(a.count, b.count);
}

Speed rateSpeed(const Limit& limit)
{
    const auto rule = rateRule(limit.rate, limit.per);
    assert(rule);
    return rule ? Speed{rule->requests, rule->window} : Speed{1, 0};
}

} // namespace

void copyPart(Part part, const Limit& from, Limit& to)
{
    if (part == Part::Quota) {
        to.quotaMax = from.quotaMax;
        to.quotaRenewalRate = from.quotaRenewalRate;
        to.quotaRenews = from.quotaRenews; // of the key's own quota; a policy has none
        return;
    }
    to.rate = from.rate;
    to.per = from.per;
    to.throttleInterval = from.throttleInterval;
    to.throttleRetryLimit = from.throttleRetryLimit;
}

int compareGenerosity(Part part, const Limit& a, const Limit& b)
{
    if (part == Part::Quota)
        return compare({a.quotaMax, a.quotaRenewalRate}, {b.quotaMax, b.quotaRenewalRate});
    const int enforced = compare(rateSpeed(a), rateSpeed(b));
    if (enforced != 0 || a.rate <= 0)
        return enforced;
    return sign(a.rate, b.rate); // enforced alike: the fraction that is cut off may decide
}

} // namespace gatereeve::guide
