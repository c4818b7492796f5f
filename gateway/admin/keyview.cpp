#include "gateway/admin/keyview.h"

#include "core/engine/policyapplier.h"

#include <algorithm>

namespace gatereeve::gateway
{

namespace
{

// What was counted in a scope, unless nothing was: a period that begins in the future is new (contracts.md, Clock).
std::optional<CountedSince> counted(const CounterTable& counters, const std::string& name, const std::string& scope,
                                    Nanoseconds now)
{
    const auto entry = counters.find(name, scope);
    const CountedSince word = entry ? entry->quota.load() : CountedSince{};
    return word.start == 0 || word.start > now ? std::nullopt : std::optional(word);
}

int64_t renewal(const QuotaRule& rule, const CountedSince& word)
{
    return rule.period > 0 ? toSeconds(word.start + rule.period) : 0;
}

void showUse(Limit& limit, const std::optional<CountedSince>& word, Nanoseconds now)
{
    const QuotaRule rule = quotaRule(limit.quotaMax, limit.quotaRenewalRate);
    if (!rule.limited())
        return;
    limit.quotaRemaining = word ? quotaRemaining(rule, *word, now) : limit.quotaMax;
    if (word)
        limit.quotaRenews = renewal(rule, *word);
}

// The root draws on the key's own counter, or on the one that all its rights share.
std::string rootScope(const AccessRights& rights)
{
    if (rights.empty())
        return {};
    const std::string& first = rights.begin()->second.allowanceScope;
    const bool shared =
        std::ranges::all_of(rights, [&](const auto& entry) { return entry.second.allowanceScope == first; });
    return shared ? first : std::string();
}

} // namespace

Session shownSession(const StoredKey& key, const Snapshot& snapshot, const std::optional<std::string>& apiOrgId,
                     const CounterTable& counters, Nanoseconds now)
{
    const Session effective = applyPolicies(key.session, {snapshot.policies, apiOrgId, snapshot.profile}).session;
    Session shown = effective;
    if (key.session.policyNames().empty())
        shown.accessRights = key.session.accessRights; // a limit that is null means the root's, and stays to be seen
    for (auto& [apiId, right] : shown.accessRights) {
        const auto applied = effective.accessRights.find(apiId);
        if (right.limit && applied != effective.accessRights.end())
            showUse(*right.limit, counted(counters, key.name, applied->second.allowanceScope, now), now);
    }
    // Without a counter the root shows what is stored (7.5).
    if (const auto word = counted(counters, key.name, rootScope(effective.accessRights), now)) {
        Limit root = shown.rootLimit();
        showUse(root, word, now);
        shown.setRootLimit(root);
    }
    return shown;
}

} // namespace gatereeve::gateway
