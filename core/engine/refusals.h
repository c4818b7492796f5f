#pragma once

// The ways in which a policy is refused under every profile, with Tyk's texts to the letter (policy-semantics.md 6.3,
// 11.1). Pure.

#include "core/engine/policyapplier.h"

namespace gatereeve
{

ApplyRefusal policyMissing(std::string_view name);
ApplyRefusal policyUnusable(std::string_view name, const Message& reason);
ApplyRefusal foreignOrganisation(std::string_view name, const Policy& policy, const std::string& apiOrgId);
ApplyRefusal perApiWithPartitions(std::string_view name, const Policy& policy);
ApplyRefusal perApiMixed(std::string_view name); // with policies that are partitioned, or that grant the same API
ApplyRefusal noValidPolicies();                  // 5: nothing is granted

} // namespace gatereeve
