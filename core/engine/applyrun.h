#pragma once

// A run of the applier while it is under way, and what a rule of a profile is: one step on it. Internal to core/engine.

#include "core/engine/policyapplier.h"

namespace gatereeve
{

// A policy of the key that passed its checks.
struct SelectedPolicy {
    std::string_view name;
    const Policy* policy = nullptr;
    Limit limit;              // rate, throttling and quota of the policy itself
    bool givesRights = false; // has a say in rights and some to give; otherwise it acts on the whole key
};

struct ApplyRun {
    const Session& key;
    const ApplyContext& context;
    Provenance* why = nullptr; // null: nobody asks, and no reason may be made

    std::vector<SelectedPolicy> policies; // sorted by name, each once, so that no result depends on the key's order
    Session session;                      // the key's at first
    std::optional<std::string> inactivePolicy;
    std::map<std::string, LimitPolicies> limitPolicies;
};

using ApplyRule = std::optional<ApplyRefusal> (*)(ApplyRun& run);

} // namespace gatereeve
