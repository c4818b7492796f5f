#pragma once

// A run of the applier while it is under way, and what a rule of a profile is: one step on it. Internal to core/engine.

#include "core/engine/policyapplier.h"
#include "core/engine/tyk/workingset.h"

#include <span>

namespace gatereeve
{

// A policy of the key that was found. It has a say in the parts that its partitions leave on.
struct SelectedPolicy {
    std::string_view name;
    const Policy* policy = nullptr;
    Limit limit;              // rate, throttling and quota of the policy itself
    bool givesRights = false; // has a say in rights and some to give; otherwise it acts on the whole key
    bool saysRate = true, saysQuota = true, saysRights = true, saysDepth = true;

    // Without its says; `policy` must outlive it.
    SelectedPolicy(std::string_view itsName, const Policy& itsPolicy);
};

struct ApplyRun {
    const Session& key;
    const ApplyContext& context;
    Provenance* why = nullptr; // null: nobody asks, and no reason may be made

    // guide: all that were selected, sorted by name, each once, so that no result depends on the key's order.
    // 2.9, 5: those gone through so far, in the key's order, as often as it names them.
    std::vector<SelectedPolicy> policies;
    Session session;       // the key's at first
    tyk::WorkingSet work;  // 2.9 and 5
    PolicySet ownPolicies; // 5: those that the key carries in its meta data, and their order there
    std::vector<std::string> ownPolicyNames;
    std::optional<std::string> inactivePolicy;
    std::map<std::string, LimitPolicies> limitPolicies;

    std::vector<std::string> skipped; // 5: names without a policy

    uint32_t current() const { return static_cast<uint32_t>(policies.size() - 1); } // index of the last in `policies`
};

// A step of the whole run.
using ApplyRule = std::optional<ApplyRefusal> (*)(ApplyRun& run);
// A step for each policy, which is run.policies.back().
using PolicyRule = std::optional<ApplyRefusal> (*)(ApplyRun& run, const SelectedPolicy& selected);

// The names to go through, in order.
using NamesRule = std::vector<std::string> (*)(ApplyRun& run);

struct LookedUp {
    std::optional<SelectedPolicy> policy; // nothing, and no refusal: the name is skipped
    std::optional<ApplyRefusal> refusal;
};
using LookUpRule = LookedUp (*)(const ApplyRun& run, const std::string& name, size_t ofHowMany);

// A profile: what is done to the run, in this order.
struct ProfileRules {
    std::span<const ApplyRule> first;
    NamesRule names = nullptr; // null: policies are not gone through one by one
    LookUpRule lookUp = nullptr;
    std::span<const PolicyRule> eachPolicy;
    std::span<const ApplyRule> last;
    std::string_view refusals; // where its refusals are written
    std::string_view changes;  // the section that changes those of 2.9; empty: none
};

const ProfileRules& rulesOf(Profile profile);

} // namespace gatereeve
