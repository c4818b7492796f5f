#pragma once

// The rules of profile 2.9, Tyk Gateway 2.9.5 with its quirks (policy-semantics.md 6; what depends on chance or on
// shared memory there takes the sensible rule of 13). In the order of 6.4.

#include "core/engine/applyrun.h"

namespace gatereeve::tyk29
{

LookedUp lookUp(const ApplyRun& run, const std::string& name, size_t ofHowMany); // 6.3: by name

// 6.3: none of the APIs of a per_api policy has been dealt with by an earlier policy in any way.
std::optional<ApplyRefusal> perApiMustComeFirst(ApplyRun& run, const SelectedPolicy& selected);

std::optional<ApplyRefusal> grantPerApi(ApplyRun& run, const SelectedPolicy& selected);   // 6.4, 6.5
std::optional<ApplyRefusal> collectRights(ApplyRun& run, const SelectedPolicy& selected); // 6.4, 6.7
std::optional<ApplyRefusal> joinInactive(ApplyRun& run, const SelectedPolicy& selected);

std::optional<ApplyRefusal> inheritFromRoot(ApplyRun& run); // 6.4: what no policy said for an API
// 6.4: with one API in quotas and one in rates the root shows its limits. 6.9: the one in the quota set.
std::optional<ApplyRefusal> copyToRoot(ApplyRun& run);
std::optional<ApplyRefusal> replaceRights(ApplyRun& run); // 6.4: if a policy had a say in rights

} // namespace gatereeve::tyk29
