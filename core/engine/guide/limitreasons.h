#pragma once

// The words for what chooseLimits decided.

#include "core/engine/guide/offers.h"

namespace gatereeve::guide
{

// `keys` is what the key itself would have given.
void explainApiLimits(ApplyRun& run, const std::string& apiId, const Choice& rate, const Choice& quota,
                      const Offer& keys);
void explainRoot(ApplyRun& run, const Choice& rate, const Choice& quota, const Offer& keys);

} // namespace gatereeve::guide
