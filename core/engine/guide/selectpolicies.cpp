#include "core/engine/guide/rules.h"
#include "core/engine/limits.h"
#include "core/engine/refusals.h"
#include "core/units.h"

#include <algorithm>

namespace gatereeve::guide
{

namespace
{

// Guide 14: `per` ≤ 0 with a rate above 0; of the policy, or of a limit that one of its rights has for itself.
std::optional<Message> unenforceableRate(const Policy& policy)
{
    if (!rateRule(policy.rate, policy.per))
        return Message{"apply.rate-unenforceable",
                       "a rate of %1 can't be enforced, per must be above 0",
                       {rateText(policy.rate, policy.per)}};
    for (const auto& [apiId, right] : policy.accessRights) {
        if (right.limit && !rateRule(right.limit->rate, right.limit->per))
            return Message{"apply.api-rate-unenforceable",
                           "a rate of %1 for API %2 can't be enforced, per must be above 0",
                           {rateText(right.limit->rate, right.limit->per), apiId}};
    }
    return std::nullopt;
}

std::optional<ApplyRefusal> check(const std::string& name, const PolicyEntry& entry, const ApplyContext& context)
{
    const Policy& policy = entry.policy;
    // Guide 9: an absent or empty organisation belongs to every one.
    if (context.apiOrgId && !policy.orgId.empty() && policy.orgId != *context.apiOrgId)
        return foreignOrganisation(name, policy, *context.apiOrgId);
    const Partitions& parts = policy.partitions;
    if (parts.perApi && (parts.quota || parts.rateLimit || parts.acl))
        return perApiWithPartitions(name, policy);
    if (entry.unusable)
        return policyUnusable(name, *entry.unusable);
    if (auto problem = unenforceableRate(policy))
        return policyUnusable(name, std::move(*problem));
    return std::nullopt;
}

} // namespace

std::optional<ApplyRefusal> selectPolicies(ApplyRun& run)
{
    std::vector<std::string> names = run.key.policyNames();
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    run.policies.reserve(names.size());
    for (const std::string& name : names) {
        const auto found = run.context.policies.find(name);
        if (found == run.context.policies.end())
            return policyMissing(name);
        if (auto refusal = check(name, *found->second, run.context))
            return refusal;
        const Policy& policy = found->second->policy;
        SelectedPolicy selected(found->first, policy);
        selected.saysRate = policy.partitions.enforcesRate();
        selected.saysQuota = policy.partitions.enforcesQuota();
        selected.saysRights = policy.partitions.enforcesRights();
        selected.givesRights = selected.saysRights && !policy.accessRights.empty();
        run.policies.push_back(std::move(selected));
    }
    return std::nullopt;
}

} // namespace gatereeve::guide
