#pragma once

// The rules of profile 5, current releases: those of 2.9 changed row by row by policy-semantics.md 11.1. Rows that are
// silent there, and what is done then:
//   - the key's own is_inactive is overruled only by a run that succeeds: a refused key stays as it is (in doubt,
//   deny);
//   - a key without organisation, used without an API: policies are looked up by name alone, as in 2.9;
//   - meta_data.policies is a list of policy objects, each found by its `id`, in the order of the list; one that can't
//     be read to the last member counts as absent, so that the stored policies are used;
//   - limits of JSON-RPC methods and MCP primitives go with the rate, their lists with the rights.

#include "core/engine/applyrun.h"

namespace gatereeve::tyk5
{

std::optional<ApplyRefusal> readOwnPolicies(ApplyRun& run); // row "policies in meta_data.policies of the key"
std::vector<std::string> names(ApplyRun& run);              // the same row, else 6.1
std::optional<ApplyRefusal> emptyRoot(ApplyRun& run);       // row "key values before the run"
LookedUp lookUp(const ApplyRun& run, const std::string& name, size_t ofHowMany); // rows "unknown policy", "look-up"

// Row "per_api mixed with partitioned policies".
std::optional<ApplyRefusal> perApiMustNotMeetPartitioned(ApplyRun& run, const SelectedPolicy& selected);
std::optional<ApplyRefusal> grantPerApi(ApplyRun& run, const SelectedPolicy& selected); // rows of per_api
// Rows "-1", "rate comparison", "first grant", "versions", "allowed_urls", "root quota_max", "quota or rate policy
// after one granting the API", complexity, smoothing, endpoint limits, GraphQL, JSON-RPC, MCP.
std::optional<ApplyRefusal> collectRights(ApplyRun& run, const SelectedPolicy& selected);
// 6.5 for depth and smoothing, beside the rule that all profiles have.
std::optional<ApplyRefusal> limitDepthOfWholeKey(ApplyRun& run, const SelectedPolicy& selected);
std::optional<ApplyRefusal> collectInactive(ApplyRun& run, const SelectedPolicy& selected);
std::optional<ApplyRefusal> takePostExpiry(ApplyRun& run, const SelectedPolicy& selected); // row "post_expiry_action"

std::optional<ApplyRefusal> overruleInactive(ApplyRun& run);   // row "is_inactive"
std::optional<ApplyRefusal> scopeOwnLimits(ApplyRun& run);     // row "key without policies"
std::optional<ApplyRefusal> inheritFromRoot(ApplyRun& run);    // 6.4, with depth and smoothing
std::optional<ApplyRefusal> copyToRoot(ApplyRun& run);         // row "copying to the root"
std::optional<ApplyRefusal> replaceRights(ApplyRun& run);      // 6.4, without what nobody grants
std::optional<ApplyRefusal> mustGrantSomething(ApplyRun& run); // row "no entry results"

} // namespace gatereeve::tyk5
