// The rights of policies under 5 (policy-semantics.md 6.4 as changed by 11.1).

#include "core/engine/refusals.h"
#include "core/engine/tyk/rules.h"
#include "core/engine/tyk5/generosity.h"
#include "core/engine/tyk5/rules.h"
#include "core/engine/tyk5/unions.h"

namespace gatereeve::tyk5
{

namespace
{

using tyk::Entry;
using tyk::How;
using tyk::LimitOrigins;
using tyk::Origin;

// Row "first grant": an empty right that the first is merged into; its labels, scope and own limit are lost.
Entry& entryOf(ApplyRun& run, const std::string& apiId)
{
    const auto [known, isNew] = run.work.entries.try_emplace(apiId);
    Entry& entry = known->second;
    if (isNew) {
        entry.right.limit.emplace();
        entry.base = run.current();
        entry.origins.setAll({How::Granted, run.current()});
    }
    return entry;
}

void takeRate(Limit& limit, LimitOrigins& origins, const Limit& from, Origin origin)
{
    limit.rate = from.rate;
    limit.per = from.per;
    limit.smoothing = from.smoothing;
    origins.rate = origins.per = origin;
}

// Row "rate comparison": the faster wins as a pair, with its smoothing; 0 in the policy is not applied, 0 so far is
// replaced. The same for the root.
void raiseRate(ApplyRun& run, Entry& entry, const SelectedPolicy& selected)
{
    const Origin origin{How::Greater, run.current()};
    const Limit& offered = selected.limit;
    if (!isNoRate(offered.rate, offered.per)) {
        Limit& limit = entry.limit();
        if (isNoRate(limit.rate, limit.per) || isFaster(offered, limit))
            takeRate(limit, entry.origins, offered, origin);
        Limit root = run.session.rootLimit();
        if (isNoRate(root.rate, root.per) || isFaster(offered, root)) {
            takeRate(root, run.work.root, offered, origin);
            run.session.setRootLimit(root);
        }
    }
}

// Row "root quota_max": what is greater in the entry is also compared with the root.
template <typename Number, typename IsGreater>
void raise(Number offered, Number& inEntry, Origin& itsOrigin, Number& inRoot, Origin& rootOrigin, Origin origin,
           IsGreater isGreaterThan)
{
    if (!isGreaterThan(offered, inEntry))
        return;
    inEntry = offered;
    itsOrigin = origin;
    if (isGreaterThan(offered, inRoot)) {
        inRoot = offered;
        rootOrigin = origin;
    }
}

template <typename Number>
bool isPlainlyGreater(Number a, Number b)
{
    return a > b;
}

void raiseThrottling(ApplyRun& run, Entry& entry, const Policy& policy)
{
    const Origin origin{How::Greater, run.current()};
    LimitOrigins& root = run.work.root;
    raise(policy.throttleInterval, entry.limit().throttleInterval, entry.origins.throttleInterval,
          run.session.throttleInterval, root.throttleInterval, origin, isPlainlyGreater<double>);
    raise(policy.throttleRetryLimit, entry.limit().throttleRetryLimit, entry.origins.throttleRetryLimit,
          run.session.throttleRetryLimit, root.throttleRetryLimit, origin, isPlainlyGreater<int64_t>);
}

void raiseQuota(ApplyRun& run, Entry& entry, const Policy& policy)
{
    const Origin origin{How::Greater, run.current()};
    LimitOrigins& root = run.work.root;
    raise(policy.quotaMax, entry.limit().quotaMax, entry.origins.quotaMax, run.session.quotaMax, root.quotaMax, origin,
          isGreater);
    raise(policy.quotaRenewalRate, entry.limit().quotaRenewalRate, entry.origins.quotaRenewalRate,
          run.session.quotaRenewalRate, root.quotaRenewalRate, origin, isPlainlyGreater<int64_t>);
}

void raiseDepth(ApplyRun& run, Entry& entry, const Policy& policy)
{
    raise(policy.maxQueryDepth, entry.limit().maxQueryDepth, entry.origins.maxQueryDepth, run.session.maxQueryDepth,
          run.work.root.maxQueryDepth, {How::Greater, run.current()}, isGreater);
}

// Row "several per_api with a common API": what stood there wins where it is faster or greater, and then keeps scope
// and owner.
void keepBetterOf(Entry& entry, const Entry& earlier)
{
    bool earlierWon = false;
    Limit& limit = entry.limit();
    const Limit& before = earlier.limit();
    const bool neverSet = isNoRate(limit.rate, limit.per);
    if (!isNoRate(before.rate, before.per) && (neverSet || isFaster(before, limit))) {
        takeRate(limit, entry.origins, before, earlier.origins.rate);
        earlierWon = true;
    }
    if (isGreater(before.quotaMax, limit.quotaMax)) {
        limit.quotaMax = before.quotaMax;
        entry.origins.quotaMax = earlier.origins.quotaMax;
        earlierWon = true;
    }
    if (before.quotaRenewalRate > limit.quotaRenewalRate) {
        limit.quotaRenewalRate = before.quotaRenewalRate;
        entry.origins.quotaRenewalRate = earlier.origins.quotaRenewalRate;
    }
    if (limit.quotaMax == -1)
        limit.quotaRenewalRate = 0;
    if (earlierWon) {
        entry.right.allowanceScope = earlier.right.allowanceScope;
        entry.owner = earlier.owner;
    }
}

Entry perApiEntry(ApplyRun& run, const SelectedPolicy& selected, const std::string& apiId, const AccessRight& right)
{
    Entry entry;
    entry.right = right;
    entry.base = run.current();
    const bool ownLimit = !tyk::isUnset(right.limit);
    if (!ownLimit)
        entry.right.limit = selected.limit;
    entry.origins.setAll({ownLimit ? How::OwnLimit : How::PerApi, run.current()});
    entry.right.allowanceScope = entry.owner = ownLimit ? apiId : selected.policy->id; // row "per_api scope"
    entry.inQuota = entry.inRate = entry.inRights = entry.inDepth = true;
    return entry;
}

} // namespace

std::optional<ApplyRefusal> grantPerApi(ApplyRun& run, const SelectedPolicy& selected)
{
    if (!selected.policy->partitions.perApi)
        return std::nullopt;
    for (const auto& [apiId, right] : selected.policy->accessRights) {
        Entry entry = perApiEntry(run, selected, apiId, right);
        const auto [known, isNew] = run.work.entries.try_emplace(apiId);
        if (!isNew) {
            AccessRight united = known->second.right;
            uniteGrants(united, entry.right);
            uniteCallRates(united, entry.right);
            entry.right.versions = std::move(united.versions);
            entry.right.allowedUrls = std::move(united.allowedUrls);
            entry.right.newer = std::move(united.newer);
            entry.base = known->second.base;
            keepBetterOf(entry, known->second);
        }
        tyk::keepRenewal(run, apiId, entry.limit());
        known->second = std::move(entry);
    }
    return std::nullopt;
}

std::optional<ApplyRefusal> collectRights(ApplyRun& run, const SelectedPolicy& selected)
{
    const Policy& policy = *selected.policy;
    if (policy.partitions.perApi)
        return std::nullopt;
    for (const auto& [apiId, right] : policy.accessRights) {
        Entry& entry = entryOf(run, apiId);
        if (selected.saysRights) {
            entry.inRights = true;
            uniteGrants(entry.right, right);
            entry.owner = policy.id;
        }
        if (selected.saysQuota) {
            entry.inQuota = true;
            raiseQuota(run, entry, policy);
        }
        if (selected.saysRate) {
            entry.inRate = true;
            raiseRate(run, entry, selected);
            raiseThrottling(run, entry, policy);
            uniteCallRates(entry.right, right);
        }
        if (selected.saysDepth) {
            entry.inDepth = true;
            raiseDepth(run, entry, policy);
        }
        tyk::keepRenewal(run, apiId, entry.limit());
    }
    return std::nullopt;
}

} // namespace gatereeve::tyk5
