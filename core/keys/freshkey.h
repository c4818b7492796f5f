#pragma once

// A key as it would be if it were issued now with nothing but its policies: what a policy is explained by. Pure.

#include "core/reading/policyset.h"
#include "core/session.h"

namespace gatereeve
{

// Its organisation is that of the first policy that has one; its end that of the trial period (guide 4), if any.
Session freshKey(const std::vector<std::string>& policyNames, const PolicySet& policies, int64_t nowSeconds);

} // namespace gatereeve
