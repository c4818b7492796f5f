#include "core/engine/tyk5/rules.h"

#include "core/engine/refusals.h"
#include "core/engine/tyk/rules.h"
#include "core/engine/tyk5/unions.h"
#include "core/reading/readers.h"

#include <algorithm>

namespace gatereeve::tyk5
{

using tyk::Entry;
using tyk::How;
using tyk::Origin;

namespace
{

SelectedPolicy selectedOf(std::string_view name, const Policy& policy)
{
    const Partitions& parts = policy.partitions;
    const bool whole = !tyk::hasPartition(parts);
    SelectedPolicy selected(name, policy);
    selected.saysQuota = whole || parts.quota;
    selected.saysRate = whole || parts.rateLimit;
    selected.saysRights = whole || parts.acl;
    selected.saysDepth = whole || parts.complexity;
    selected.givesRights = selected.saysRights && !policy.accessRights.empty();
    return selected;
}

// By name and by organisation: the key's, else the API's, else any.
const PolicySet::value_type* find(const ApplyRun& run, const PolicySet& policies, const std::string& name)
{
    const auto found = policies.find(name);
    if (found == policies.end())
        return nullptr;
    const std::string& owner = found->second->policy.orgId;
    const bool isForeign = !run.key.orgId.empty()             ? owner != run.key.orgId
                           : run.context.apiOrgId.has_value() ? owner != *run.context.apiOrgId
                                                              : false;
    return isForeign ? nullptr : &*found;
}

} // namespace

std::optional<ApplyRefusal> readOwnPolicies(ApplyRun& run)
{
    const auto carried = run.key.metaData.find("policies");
    if (carried == run.key.metaData.end())
        return std::nullopt;
    const auto document = json::Document::parse(carried->second);
    if (!document || !document->root().isArray())
        return std::nullopt;
    Findings wrong;
    PolicySet own;
    std::vector<std::string> names;
    for (const json::Value value : document->root()) {
        PolicyEntry entry;
        entry.policy = readPolicy(value, wrong, Dialect::Tyk5);
        const std::string id = entry.policy.id;
        if (own.insert_or_assign(id, std::make_shared<const PolicyEntry>(std::move(entry))).second)
            names.push_back(id);
    }
    if (wrong.empty()) {
        run.ownPolicies = std::move(own);
        run.ownPolicyNames = std::move(names);
    }
    return std::nullopt;
}

std::vector<std::string> names(ApplyRun& run)
{
    return run.ownPolicyNames.empty() ? run.key.policyNames() : run.ownPolicyNames;
}

// "for each known policy …; per_api counts as complete. The first unknown policy ends this step."
std::optional<ApplyRefusal> emptyRoot(ApplyRun& run)
{
    const Origin origin{How::Emptied, Origin::Key};
    for (const std::string& name : run.key.policyNames()) {
        const auto* found = find(run, run.context.policies, name);
        if (!found)
            break;
        const SelectedPolicy selected = selectedOf(found->first, found->second->policy);
        Session& session = run.session;
        if (selected.saysQuota) {
            session.quotaMax = session.quotaRemaining = 0;
            run.work.root.quotaMax = origin;
        }
        if (selected.saysRate) {
            session.rate = session.per = session.throttleInterval = 0;
            session.throttleRetryLimit = 0;
            session.smoothing.reset();
            run.work.root.setRate(origin);
        }
        if (selected.saysDepth) {
            session.maxQueryDepth = 0;
            run.work.root.maxQueryDepth = origin;
        }
    }
    return std::nullopt;
}

LookedUp lookUp(const ApplyRun& run, const std::string& name, size_t ofHowMany)
{
    const auto own = run.ownPolicies.find(name);
    const auto* found = run.ownPolicies.empty()        ? find(run, run.context.policies, name)
                        : own != run.ownPolicies.end() ? &*own
                                                       : nullptr;
    if (found && found->second->unusable)
        return {std::nullopt, policyUnusable(name, *found->second->unusable)};
    if (found)
        return {selectedOf(found->first, found->second->policy), std::nullopt};
    if (ofHowMany > 1)
        return {};
    return {std::nullopt, policyMissing(name)};
}

// A complete policy between them takes the partitioned ones before it out of account; nothing does so for per_api.
std::optional<ApplyRefusal> perApiMustNotMeetPartitioned(ApplyRun& run, const SelectedPolicy& selected)
{
    const Policy& policy = *selected.policy;
    if (policy.partitions.perApi) {
        if (run.work.hadPartitioned)
            return perApiMixed(selected.name);
        run.work.hadPerApi = run.work.hadPerApi || !policy.accessRights.empty();
        return std::nullopt;
    }
    const bool partitioned = tyk::hasPartition(policy.partitions);
    if (partitioned && run.work.hadPerApi)
        return perApiMixed(selected.name);
    run.work.hadPartitioned = partitioned;
    return std::nullopt;
}

std::optional<ApplyRefusal> limitDepthOfWholeKey(ApplyRun& run, const SelectedPolicy& selected)
{
    const Policy& policy = *selected.policy;
    if (policy.partitions.perApi || !policy.accessRights.empty())
        return std::nullopt;
    if (selected.saysRate)
        run.session.smoothing = policy.smoothing;
    if (selected.saysDepth) {
        run.session.maxQueryDepth = policy.maxQueryDepth;
        run.work.root.maxQueryDepth = {How::WholeKey, run.current()};
    }
    return std::nullopt;
}

std::optional<ApplyRefusal> collectInactive(ApplyRun& run, const SelectedPolicy& selected)
{
    if (!selected.policy->isInactive)
        return std::nullopt;
    run.work.anyInactive = true;
    if (!run.inactivePolicy || selected.name < *run.inactivePolicy)
        run.inactivePolicy = std::string(selected.name);
    return std::nullopt;
}

std::optional<ApplyRefusal> takePostExpiry(ApplyRun& run, const SelectedPolicy& selected)
{
    if (!selected.policy->postExpiryAction.empty())
        run.session.postExpiryAction = selected.policy->postExpiryAction;
    if (selected.policy->postExpiryGracePeriod != 0)
        run.session.postExpiryGracePeriod = selected.policy->postExpiryGracePeriod;
    return std::nullopt;
}

std::optional<ApplyRefusal> overruleInactive(ApplyRun& run)
{
    if (!run.policies.empty())
        run.session.isInactive = run.work.anyInactive;
    return std::nullopt;
}

std::optional<ApplyRefusal> scopeOwnLimits(ApplyRun& run)
{
    if (!run.ownPolicyNames.empty() || !run.key.policyNames().empty())
        return std::nullopt;
    for (auto& [apiId, right] : run.session.accessRights) {
        if (right.limit && !right.limit->isZero())
            right.allowanceScope = apiId;
    }
    return std::nullopt;
}

std::optional<ApplyRefusal> inheritFromRoot(ApplyRun& run)
{
    for (auto& [apiId, entry] : run.work.entries) {
        if (!entry.inRate) {
            tyk::inheritRate(run, entry);
            entry.limit().smoothing = run.session.smoothing;
            dropCallRates(entry.right);
        }
        if (!entry.inQuota)
            tyk::inheritQuota(run, entry);
        if (!entry.inDepth) {
            entry.limit().maxQueryDepth = run.session.maxQueryDepth;
            entry.origins.maxQueryDepth = {How::FromRoot, run.work.root.maxQueryDepth.policy};
        }
    }
    return std::nullopt;
}

std::optional<ApplyRefusal> copyToRoot(ApplyRun& run)
{
    const Entry* entry = tyk::theOnlyQuotaEntry(run.work);
    const bool oneEach = entry && entry->inRights && tyk::countWhere(run.work, &Entry::inRate) == 1 &&
                         tyk::countWhere(run.work, &Entry::inDepth) == 1;
    if (!oneEach)
        return std::nullopt;
    tyk::copyToRoot(run, *entry);
    run.session.smoothing = entry->limit().smoothing;
    run.session.maxQueryDepth = entry->limit().maxQueryDepth;
    run.work.root.maxQueryDepth = {How::FromEntry, entry->origins.maxQueryDepth.policy};
    return std::nullopt;
}

// Row "quota or rate policy naming an API nobody grants": its entry is left out.
std::optional<ApplyRefusal> replaceRights(ApplyRun& run)
{
    if (tyk::countWhere(run.work, &Entry::inRights) == 0)
        return std::nullopt;
    run.session.accessRights.clear();
    for (auto& [apiId, entry] : run.work.entries) {
        if (entry.inRights)
            run.session.accessRights.emplace_hint(run.session.accessRights.end(), apiId, std::move(entry.right));
    }
    return std::nullopt;
}

std::optional<ApplyRefusal> mustGrantSomething(ApplyRun& run)
{
    const bool hasPolicies = !run.ownPolicyNames.empty() || !run.key.policyNames().empty();
    if (hasPolicies && tyk::countWhere(run.work, &Entry::inRights) == 0)
        return noValidPolicies();
    return std::nullopt;
}

} // namespace gatereeve::tyk5
