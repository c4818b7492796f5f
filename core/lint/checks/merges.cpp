#include "core/lint/checks.h"

#include <algorithm>
#include <set>

// What becomes of one API that several policies of a key speak of (profiles.md, guide 9; policy-semantics.md 6.6, 6.7).
// Only policies that something names together are looked at: any two could be, and nobody means all of those.

namespace gatereeve::lint
{

namespace
{

struct Grant {
    const LintedPolicy* policy;
    const AccessRight* right;
};

using Grants = std::map<std::string, std::vector<Grant>>; // by API id, in the order of the policies

// Nothing unless the policies go together and there are several.
Grants grantsOf(const PolicyUse& use, const Report& report)
{
    Grants grants;
    if (!use.effective || use.effective->refusal || use.names.size() < 2)
        return grants;
    for (const std::string& name : use.names) {
        const LintedPolicy* policy = report.subjects().policy(name);
        if (!policy || !policy->policy().partitions.enforcesRights())
            continue;
        for (const auto& [id, right] : policy->policy().accessRights)
            grants[id].push_back({policy, &right});
    }
    return grants;
}

const AccessRight* effectiveRight(const PolicyUse& use, const std::string& api)
{
    const auto right = use.effective->session.accessRights.find(api);
    return right == use.effective->session.accessRights.end() ? nullptr : &right->second;
}

bool isUnrestricted(const Grant& grant)
{
    return grant.right->allowedUrls.empty();
}

} // namespace

void versionsLost(const PolicyUse& use, Report& report)
{
    for (const auto& [api, grants] : grantsOf(use, report)) {
        const LintedApi* linted = report.subjects().api(api);
        const AccessRight* right = effectiveRight(use, api);
        if (grants.size() < 2 || !right || (linted && linted->definition.notVersioned))
            continue;
        for (const Grant& grant : grants) {
            for (const std::string& version : grant.right->versions) {
                if (std::ranges::count(right->versions, version) == 0)
                    report.add(use.place, {},
                               "version \"%1\" of `%2`, which `%3` grants, is lost when these policies are merged",
                               {version, api, grant.policy->name});
            }
        }
    }
}

// policy-semantics.md 6.6: counters are told apart by the member `id`, and only from two of them on.
void sharedCounters(const PolicyUse& use, Report& report)
{
    if (report.profile() != Profile::Tyk29)
        return;
    std::set<std::string> policies, ids;
    std::vector<std::string> withoutId;
    for (const auto& [api, grants] : grantsOf(use, report)) {
        for (const Grant& grant : grants) {
            const Policy& policy = grant.policy->policy();
            if (policy.partitions.perApi || !policies.insert(grant.policy->name).second)
                continue;
            if (policy.id.empty())
                withoutId.push_back(grant.policy->name);
            else
                ids.insert(policy.id);
        }
    }
    if (policies.size() < 2 || withoutId.empty() || (ids.size() >= 2 && withoutId.size() < 2))
        return;
    std::ranges::sort(withoutId);
    report.add(
        use.place, {},
        "the APIs of these policies share one rate window and one quota, because of %1, which has no member `id`",
        {listText(withoutId)});
}

// policy-semantics.md 6.7, last quirk.
void partitionOrder(const PolicyUse& use, Report& report)
{
    if (report.profile() != Profile::Tyk29 || !use.effective || use.effective->refusal)
        return;
    std::map<std::string, std::string> grantedBy;
    for (size_t i = 0; i < use.names.size(); ++i) {
        const LintedPolicy* policy = report.subjects().policy(use.names[i]);
        if (!policy)
            continue;
        for (const auto& [api, right] : policy->policy().accessRights) {
            if (policy->policy().partitions.enforcesRights()) {
                grantedBy.try_emplace(api, policy->name);
            } else if (const auto earlier = grantedBy.find(api); earlier != grantedBy.end()) {
                report.add(
                    use.texts[i], {},
                    "`%1` comes after `%2` and names `%3` as well: Tyk 2.9.5 puts its entry in the place of the other "
                    "one, limits and URLs included; leave its access rights out",
                    {policy->name, earlier->second, api});
                break;
            }
        }
    }
}

void mergeUnrestricts(const PolicyUse& use, Report& report)
{
    for (const auto& [api, grants] : grantsOf(use, report)) {
        const AccessRight* right = effectiveRight(use, api);
        const auto narrow = std::ranges::find_if_not(grants, isUnrestricted);
        const auto wide = std::ranges::find_if(grants, isUnrestricted);
        if (right && right->allowedUrls.empty() && narrow != grants.end() && wide != grants.end())
            report.add(use.place, {},
                       "`%1` allows some URLs of `%2` only, but `%3` grants it whole: together every URL passes",
                       {narrow->policy->name, api, wide->policy->name});
    }
}

void mergeNarrows(const PolicyUse& use, Report& report)
{
    for (const auto& [api, grants] : grantsOf(use, report)) {
        const AccessRight* right = effectiveRight(use, api);
        const auto narrow = std::ranges::find_if_not(grants, isUnrestricted);
        const auto wide = std::ranges::find_if(grants, isUnrestricted);
        if (right && !right->allowedUrls.empty() && narrow != grants.end() && wide != grants.end())
            report.add(use.place, {}, "`%1` grants `%2` whole, but together with `%3` only the URLs of that one pass",
                       {wide->policy->name, api, narrow->policy->name});
    }
}

void mergedLimit(const PolicyUse& use, Report& report)
{
    for (const auto& [api, grants] : grantsOf(use, report)) {
        const auto limit = use.effective->limitPolicies.find(api);
        if (grants.size() < 2 || limit == use.effective->limitPolicies.end())
            continue;
        const auto& [rate, quota] = limit->second;
        const auto grantsIt = [&](const std::string& name) {
            return std::ranges::any_of(grants, [&](const Grant& grant) { return grant.policy->name == name; });
        };
        if (rate != quota && grantsIt(rate) && grantsIt(quota))
            report.add(use.place, {},
                       "for `%1` the rate is that of `%2` and the quota that of `%3`: no policy states this pair",
                       {api, rate, quota});
    }
}

// policy-semantics.md 6.5: -1 is not greater than 0, so it is never taken over.
void unlimitedLoses(const PolicyUse& use, Report& report)
{
    if (report.profile() != Profile::Tyk29)
        return;
    for (const auto& [api, grants] : grantsOf(use, report)) {
        const AccessRight* right = effectiveRight(use, api);
        if (grants.size() < 2 || !right || !right->limit)
            continue;
        for (const Grant& grant : grants) {
            const Policy& policy = grant.policy->policy();
            const bool losesRate = policy.partitions.enforcesRate() && policy.rate < 0 && right->limit->rate > 0;
            const bool losesQuota =
                policy.partitions.enforcesQuota() && policy.quotaMax < 0 && right->limit->quotaMax > 0;
            if (losesRate || losesQuota)
                report.add(use.place, {},
                           "`%1` says -1, no limit, but Tyk 2.9.5 takes the finite %2 of the other policies for `%3`",
                           {grant.policy->name, losesRate ? "rate" : "quota", api});
        }
    }
}

} // namespace gatereeve::lint
