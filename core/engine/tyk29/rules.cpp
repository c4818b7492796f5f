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

std::optional<ApplyRefusal> perApiMustComeFirst(ApplyRun& run, const SelectedPolicy& selected)
{
    if (!selected.policy->partitions.perApi)
        return std::nullopt;
    const auto isTaken = [&](const auto& granted) { return run.work.entries.contains(granted.first); };
    if (std::ranges::any_of(selected.policy->accessRights, isTaken))
        return perApiMixed(selected.name);
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
        if (!entry.inRate)
            tyk::inheritRate(run, entry);
        if (!entry.inQuota)
            tyk::inheritQuota(run, entry);
    }
    return std::nullopt;
}

std::optional<ApplyRefusal> copyToRoot(ApplyRun& run)
{
    const Entry* entry = tyk::theOnlyQuotaEntry(run.work);
    if (!entry || tyk::countWhere(run.work, &Entry::inRate) != 1)
        return std::nullopt;
    tyk::copyToRoot(run, *entry);
    return std::nullopt;
}

std::optional<ApplyRefusal> replaceRights(ApplyRun& run)
{
    if (tyk::countWhere(run.work, &Entry::inRights) == 0)
        return std::nullopt;
    run.session.accessRights.clear();
    for (auto& [apiId, entry] : run.work.entries)
        run.session.accessRights.emplace_hint(run.session.accessRights.end(), apiId, std::move(entry.right));
    return std::nullopt;
}

} // namespace gatereeve::tyk29
