// The rights of policies under 2.9 (policy-semantics.md 6.4, 6.5, 6.7).

#include "core/engine/tyk/rules.h"
#include "core/engine/tyk29/rules.h"

#include <algorithm>

namespace gatereeve::tyk29
{

namespace
{

using tyk::Entry;
using tyk::How;
using tyk::Origin;

// 6.7, quirk: an inverted test. A version is appended if every one that is there equals it, so mostly not at all.
void appendVersions(std::vector<std::string>& versions, const std::vector<std::string>& later)
{
    for (const std::string& version : later) {
        if (std::ranges::all_of(versions, [&](const std::string& known) { return known == version; }))
            versions.push_back(version);
    }
}

// 6.7, quirk: a URL that is not there brings the whole later list with it, and the rest then find themselves.
void appendUrls(std::vector<AllowedUrl>& rules, const std::vector<AllowedUrl>& later)
{
    for (const AllowedUrl& rule : later) {
        bool found = false;
        for (AllowedUrl& known : rules) {
            if (known.url != rule.url)
                continue;
            known.methods.insert(known.methods.end(), rule.methods.begin(), rule.methods.end());
            found = true;
        }
        if (!found)
            rules.insert(rules.end(), later.begin(), later.end());
    }
}

Entry copied(const AccessRight& right, uint32_t policy)
{
    Entry entry;
    entry.right = right; // with its own limit, if it has one
    entry.base = policy;
    const bool ownLimit = !tyk::isUnset(right.limit);
    if (!entry.right.limit)
        entry.right.limit.emplace();
    entry.origins.setAll({ownLimit ? How::OwnLimit : How::Granted, policy});
    return entry;
}

// 6.4: quota_max unless the right itself says -1; -1 of a policy is never greater.
void raiseQuota(ApplyRun& run, Entry& entry, const Policy& policy)
{
    const Origin origin{How::Greater, run.current()};
    Limit& limit = entry.limit();
    if (limit.quotaMax != -1 && policy.quotaMax > limit.quotaMax) {
        limit.quotaMax = policy.quotaMax;
        entry.origins.quotaMax = origin;
    }
    if (policy.quotaRenewalRate > limit.quotaRenewalRate) {
        limit.quotaRenewalRate = run.session.quotaRenewalRate = policy.quotaRenewalRate;
        entry.origins.quotaRenewalRate = run.work.root.quotaRenewalRate = origin;
    }
}

// 6.4: member by member, so that rate and per may come from different policies.
void raiseRate(ApplyRun& run, Entry& entry, const Policy& policy)
{
    const Origin origin{How::Greater, run.current()};
    Limit& limit = entry.limit();
    if (limit.rate != -1 && policy.rate > limit.rate) {
        limit.rate = run.session.rate = policy.rate;
        entry.origins.rate = run.work.root.rate = origin;
    }
    if (policy.per > limit.per) {
        limit.per = run.session.per = policy.per;
        entry.origins.per = run.work.root.per = origin;
    }
    if (policy.throttleInterval > limit.throttleInterval) {
        limit.throttleInterval = policy.throttleInterval;
        entry.origins.throttleInterval = origin;
    }
    if (policy.throttleRetryLimit > limit.throttleRetryLimit) {
        limit.throttleRetryLimit = policy.throttleRetryLimit;
        entry.origins.throttleRetryLimit = origin;
    }
}

// With a say in rights the right joins what is there; without, it replaces it (quirk, 6.7) and nobody owns it.
Entry& begin(ApplyRun& run, const SelectedPolicy& selected, const std::string& apiId, const AccessRight& right)
{
    const auto known = run.work.entries.find(apiId);
    if (known == run.work.entries.end()) {
        Entry& entry = run.work.entries.emplace(apiId, copied(right, run.current())).first->second;
        entry.inRights = selected.saysRights;
        entry.owner = selected.saysRights ? selected.policy->id : std::string();
        return entry;
    }
    Entry& entry = known->second;
    if (selected.saysRights) {
        appendVersions(entry.right.versions, right.versions);
        appendUrls(entry.right.allowedUrls, right.allowedUrls);
        entry.inRights = true;
        entry.owner = selected.policy->id;
        return entry;
    }
    Entry fresh = copied(right, run.current());
    fresh.inQuota = entry.inQuota;
    fresh.inRate = entry.inRate;
    fresh.inRights = entry.inRights;
    fresh.displaced = entry.inRights && entry.displaced == Origin::Key ? entry.base : entry.displaced;
    entry = std::move(fresh);
    return entry;
}

} // namespace

std::optional<ApplyRefusal> grantPerApi(ApplyRun& run, const SelectedPolicy& selected)
{
    if (!selected.policy->partitions.perApi)
        return std::nullopt;
    for (const auto& [apiId, right] : selected.policy->accessRights) {
        Entry& entry = run.work.entries.emplace(apiId, copied(right, run.current())).first->second;
        if (tyk::isUnset(right.limit)) {
            entry.right.limit = selected.limit;
            entry.origins.setAll({How::PerApi, run.current()});
        }
        tyk::keepRenewal(run, apiId, entry.limit());
        entry.right.allowanceScope = entry.owner = apiId;
        entry.inQuota = entry.inRate = entry.inRights = true;
    }
    return std::nullopt;
}

std::optional<ApplyRefusal> collectRights(ApplyRun& run, const SelectedPolicy& selected)
{
    if (selected.policy->partitions.perApi)
        return std::nullopt;
    for (const auto& [apiId, right] : selected.policy->accessRights) {
        Entry& entry = begin(run, selected, apiId, right);
        if (selected.saysQuota) {
            entry.inQuota = true;
            raiseQuota(run, entry, *selected.policy);
        }
        if (selected.saysRate) {
            entry.inRate = true;
            raiseRate(run, entry, *selected.policy);
        }
        tyk::keepRenewal(run, apiId, entry.limit());
    }
    return std::nullopt;
}

} // namespace gatereeve::tyk29
