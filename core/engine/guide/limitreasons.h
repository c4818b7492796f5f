#pragma once

// The words for what chooseLimits decided.

#include "core/engine/guide/offers.h"

namespace gatereeve::guide
{

struct LimitedApi {
    const std::string& apiId;
    const std::vector<Acting>& acting;
    const Offer& keys; // what the key itself would have given
};

void explainApiLimits(ApplyRun& run, const LimitedApi& api, const Choice& rate, const Choice& quota);
void explainRoot(ApplyRun& run, const Choice& rate, const Choice& quota, const Offer& keys);

} // namespace gatereeve::guide
