#include "core/engine/tyk29/rules.h"

#include "core/engine/refusals.h"
#include "core/engine/tyk/rules.h"

#include <algorithm>

namespace gatereeve::tyk29
{

using tyk::Entry;
using tyk::How;
using tyk::Origin;

LookedUp lookUp(const ApplyRun& run, const std::string& name, size_t)
{
    const auto found = run.context.policies.find(name);
    if (found == run.context.policies.end())
        return {std::nullopt, policyMissing(name)};
    if (found->second->unusable)
        return {std::nullopt, policyUnusable(name, *found->second->unusable)};
    const Policy& policy = found->second->policy;
    const Partitions& parts = policy.partitions;
    SelectedPolicy selected(found->first, policy);
    selected.saysRate = parts.enforcesRate();
    selected.saysQuota = parts.enforcesQuota();
    selected.saysRights = parts.enforcesRights();
    selected.saysDepth = false;
    selected.givesRights = selected.saysRights && !policy.accessRights.empty();
    return {std::move(selected), std::nullopt};
}

std::optional<ApplyRefusal> perApiExcludesPartitions(ApplyRun&, const SelectedPolicy& selected)
{
    const Partitions& parts = selected.policy->partitions;
    if (parts.perApi && (parts.quota || parts.rateLimit || parts.acl))
        return perApiWithPartitions(selected.name, *selected.policy);
    return std::nullopt;
}

std::optional<ApplyRefusal> perApiMustComeFirst(ApplyRun& run, const SelectedPolicy& selected)
{
    if (!selected.policy->partitions.perApi)
        return std::nullopt;
    const auto isTaken = [&](const auto& granted) { return run.work.entries.contains(granted.first); };
    if (std::ranges::any_of(selected.policy->accessRights, isTaken))
        return perApiMixed(selected.name);
    return std::nullopt;
}

std::optional<ApplyRefusal> limitWholeKey(ApplyRun& run, const SelectedPolicy& selected)
{
    const Policy& policy = *selected.policy;
    if (policy.partitions.perApi || !policy.accessRights.empty())
        return std::nullopt;
    const Origin origin{How::WholeKey, run.current()};
    if (selected.saysRate) {
        run.session.rate = policy.rate;
        run.session.per = policy.per;
        run.session.throttleInterval = policy.throttleInterval;
        run.session.throttleRetryLimit = policy.throttleRetryLimit;
        run.work.root.setRate(origin);
    }
    if (selected.saysQuota) {
        run.session.quotaMax = policy.quotaMax;
        run.session.quotaRenewalRate = policy.quotaRenewalRate;
        run.work.root.setQuota(origin);
    }
    return std::nullopt;
}

std::optional<ApplyRefusal> joinInactive(ApplyRun& run, const SelectedPolicy& selected)
{
    if (!selected.policy->isInactive)
        return std::nullopt;
    run.session.isInactive = true;
    if (!run.key.isInactive && (!run.inactivePolicy || selected.name < *run.inactivePolicy))
        run.inactivePolicy = std::string(selected.name);
    return std::nullopt;
}

std::optional<ApplyRefusal> inheritFromRoot(ApplyRun& run)
{
    for (auto& [apiId, entry] : run.work.entries) {
        Limit& limit = entry.limit();
        const Origin origin{How::FromRoot, Origin::Key};
        if (!entry.inRate) {
            limit.rate = run.session.rate;
            limit.per = run.session.per;
            limit.throttleInterval = run.session.throttleInterval;
            limit.throttleRetryLimit = run.session.throttleRetryLimit;
            entry.origins.setRate({origin.how, run.work.root.rate.policy});
        }
        if (!entry.inQuota) {
            limit.quotaMax = run.session.quotaMax;
            limit.quotaRenewalRate = run.session.quotaRenewalRate;
            limit.quotaRenews = run.session.quotaRenews;
            entry.origins.setQuota({origin.how, run.work.root.quotaMax.policy});
        }
    }
    return std::nullopt;
}

std::optional<ApplyRefusal> setScopes(ApplyRun& run)
{
    if (!tyk::hasSeveralOwners(run.work))
        return std::nullopt;
    for (auto& [apiId, entry] : run.work.entries) {
        if (entry.right.allowanceScope.empty())
            entry.right.allowanceScope = entry.owner;
    }
    return std::nullopt;
}

std::optional<ApplyRefusal> copyToRoot(ApplyRun& run)
{
    const Entry* entry = tyk::theOnlyQuotaEntry(run.work);
    if (!entry || tyk::countWhere(run.work, &Entry::inRate) != 1)
        return std::nullopt;
    const Limit& limit = entry->limit();
    run.session.rate = limit.rate;
    run.session.per = limit.per;
    run.session.quotaMax = limit.quotaMax;
    run.session.quotaRenews = limit.quotaRenews;
    run.session.quotaRenewalRate = limit.quotaRenewalRate;
    run.work.root.rate = {How::FromEntry, entry->origins.rate.policy};
    run.work.root.per = {How::FromEntry, entry->origins.per.policy};
    run.work.root.quotaMax = {How::FromEntry, entry->origins.quotaMax.policy};
    run.work.root.quotaRenewalRate = {How::FromEntry, entry->origins.quotaRenewalRate.policy};
    return std::nullopt;
}

std::optional<ApplyRefusal> replaceRights(ApplyRun& run)
{
    if (tyk::countWhere(run.work, &Entry::inRights) == 0)
        return std::nullopt;
    run.session.accessRights.clear();
    for (const auto& [apiId, entry] : run.work.entries)
        run.session.accessRights.emplace_hint(run.session.accessRights.end(), apiId, entry.right);
    return std::nullopt;
}

} // namespace gatereeve::tyk29
