#include "core/engine/tyk/rules.h"

#include "core/engine/refusals.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace gatereeve::tyk
{

namespace
{

std::string nameOf(const ApplyRun& run, const Origin& origin)
{
    return origin.policy == Origin::Key ? std::string() : std::string(run.policies[origin.policy].name);
}

bool hasSeveralOwners(const WorkingSet& work)
{
    const std::string* first = nullptr;
    for (const auto& [apiId, entry] : work.entries) {
        if (entry.owner.empty())
            continue;
        if (first && entry.owner != *first)
            return true;
        first = &entry.owner;
    }
    return false;
}

} // namespace

std::vector<std::string> namesOfKey(ApplyRun& run)
{
    return run.key.policyNames();
}

std::optional<ApplyRefusal> mustBeOfTheApisOrganisation(ApplyRun& run, const SelectedPolicy& selected)
{
    const std::optional<std::string>& organisation = run.context.apiOrgId;
    if (organisation && selected.policy->orgId != *organisation)
        return foreignOrganisation(selected.name, *selected.policy, *organisation);
    return std::nullopt;
}

std::optional<ApplyRefusal> perApiExcludesPartitions(ApplyRun&, const SelectedPolicy& selected)
{
    if (selected.policy->partitions.perApi && hasPartition(selected.policy->partitions))
        return perApiWithPartitions(selected.name, *selected.policy);
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

std::optional<ApplyRefusal> switchSignaturesOn(ApplyRun& run, const SelectedPolicy& selected)
{
    if (selected.policy->partitions.perApi)
        return std::nullopt;
    run.session.hmacEnabled = run.session.hmacEnabled || selected.policy->hmacEnabled;
    run.session.httpSignatureEnabled = run.session.httpSignatureEnabled || selected.policy->httpSignatureEnabled;
    return std::nullopt;
}

std::optional<ApplyRefusal> collectTags(ApplyRun& run, const SelectedPolicy& selected)
{
    const std::vector<std::string>& tags = selected.policy->tags;
    run.work.tags.insert(run.work.tags.end(), tags.begin(), tags.end());
    return std::nullopt;
}

std::optional<ApplyRefusal> copyMetaData(ApplyRun& run, const SelectedPolicy& selected)
{
    for (const auto& [name, value] : selected.policy->metaData)
        run.session.metaData.insert_or_assign(name, value);
    return std::nullopt;
}

// Compared as text: "9" is newer than "10".
std::optional<ApplyRefusal> takeLastUpdated(ApplyRun& run, const SelectedPolicy& selected)
{
    if (selected.policy->lastUpdated > run.session.lastUpdated)
        run.session.lastUpdated = selected.policy->lastUpdated;
    return std::nullopt;
}

std::optional<ApplyRefusal> uniteTags(ApplyRun& run)
{
    std::vector<std::string> tags;
    std::unordered_set<std::string_view> known;
    for (const auto* list : {&std::as_const(run.work.tags), &run.key.tags}) {
        for (const std::string& tag : *list) {
            if (known.insert(tag).second)
                tags.push_back(tag);
        }
    }
    run.session.tags = std::move(tags);
    return std::nullopt;
}

std::optional<ApplyRefusal> setScopes(ApplyRun& run)
{
    if (!hasSeveralOwners(run.work))
        return std::nullopt;
    for (auto& [apiId, entry] : run.work.entries) {
        if (entry.right.allowanceScope.empty())
            entry.right.allowanceScope = entry.owner;
    }
    return std::nullopt;
}

std::optional<ApplyRefusal> tellLimitPolicies(ApplyRun& run)
{
    for (const auto& [apiId, right] : run.session.accessRights) {
        const auto entry = run.work.entries.find(apiId);
        const bool usesRoot = entry == run.work.entries.end() || !right.limit;
        const LimitOrigins& origins = usesRoot ? run.work.root : entry->second.origins;
        const bool ownLimit = usesRoot && right.limit; // no policy had a say in rights
        run.limitPolicies[apiId] =
            ownLimit ? LimitPolicies{} : LimitPolicies{nameOf(run, origins.rate), nameOf(run, origins.quotaMax)};
    }
    return std::nullopt;
}

void keepRenewal(const ApplyRun& run, const std::string& apiId, Limit& limit)
{
    const auto own = run.key.accessRights.find(apiId);
    if (own != run.key.accessRights.end() && own->second.limit)
        limit.quotaRenews = own->second.limit->quotaRenews;
}

const Entry* theOnlyQuotaEntry(const WorkingSet& work)
{
    const Entry* only = nullptr;
    for (const auto& [apiId, entry] : work.entries) {
        if (!entry.inQuota)
            continue;
        if (only)
            return nullptr;
        only = &entry;
    }
    return only;
}

size_t countWhere(const WorkingSet& work, bool Entry::*part)
{
    return static_cast<size_t>(
        std::ranges::count_if(work.entries, [part](const auto& named) { return named.second.*part; }));
}

void inheritRate(const ApplyRun& run, Entry& entry)
{
    Limit& limit = entry.limit();
    limit.rate = run.session.rate;
    limit.per = run.session.per;
    limit.throttleInterval = run.session.throttleInterval;
    limit.throttleRetryLimit = run.session.throttleRetryLimit;
    const LimitOrigins& root = run.work.root;
    entry.origins.rate = {How::FromRoot, root.rate.policy};
    entry.origins.per = {How::FromRoot, root.per.policy};
    entry.origins.throttleInterval = {How::FromRoot, root.throttleInterval.policy};
    entry.origins.throttleRetryLimit = {How::FromRoot, root.throttleRetryLimit.policy};
}

void inheritQuota(const ApplyRun& run, Entry& entry)
{
    Limit& limit = entry.limit();
    limit.quotaMax = run.session.quotaMax;
    limit.quotaRenewalRate = run.session.quotaRenewalRate;
    limit.quotaRenews = run.session.quotaRenews;
    entry.origins.quotaMax = {How::FromRoot, run.work.root.quotaMax.policy};
    entry.origins.quotaRenewalRate = {How::FromRoot, run.work.root.quotaRenewalRate.policy};
}

void copyToRoot(ApplyRun& run, const Entry& entry)
{
    const Limit& limit = entry.limit();
    Session& root = run.session;
    root.rate = limit.rate;
    root.per = limit.per;
    root.quotaMax = limit.quotaMax;
    root.quotaRenews = limit.quotaRenews;
    root.quotaRenewalRate = limit.quotaRenewalRate;
    run.work.root.rate = {How::FromEntry, entry.origins.rate.policy};
    run.work.root.per = {How::FromEntry, entry.origins.per.policy};
    run.work.root.quotaMax = {How::FromEntry, entry.origins.quotaMax.policy};
    run.work.root.quotaRenewalRate = {How::FromEntry, entry.origins.quotaRenewalRate.policy};
}

bool hasPartition(const Partitions& partitions)
{
    return partitions.quota || partitions.rateLimit || partitions.acl || partitions.complexity;
}

bool isUnset(const std::optional<Limit>& limit)
{
    return !limit || limit->isZero();
}

} // namespace gatereeve::tyk
