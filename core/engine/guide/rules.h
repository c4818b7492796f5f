#pragma once

// The rules of profile guide (profiles.md), in the order in which they are applied. Each does one thing to the run;
// what it decides it explains in the same step when run.why is set.

#include "core/engine/applyrun.h"

namespace gatereeve::guide
{

// Statements 2, 5, 9, 13, 14: every policy of the key is there, usable and of the API's organisation, or the key is
// refused.
std::optional<ApplyRefusal> selectPolicies(ApplyRun& run);

// Statements 6, 8, 9: rights are united; without any from a policy the key's own stay.
std::optional<ApplyRefusal> uniteRights(ApplyRun& run);

// Statements 8, 9, 13, 14: for each API and for the root the most generous rate and quota, and the scope they count in.
std::optional<ApplyRefusal> chooseLimits(ApplyRun& run);

// Statement 9.
std::optional<ApplyRefusal> uniteTags(ApplyRun& run);
std::optional<ApplyRefusal> uniteMetaData(ApplyRun& run);

// Statements 3 and 9: is_inactive, hmac_enabled, enable_http_signature_validation hold if one of them has it.
std::optional<ApplyRefusal> joinFlags(ApplyRun& run);

} // namespace gatereeve::guide
