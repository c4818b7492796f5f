#include "core/reading/policynotes.h"

namespace gatereeve
{

namespace
{

// A rate above 0 within no time at all can't be enforced (guide 14).
bool isBoundless(double rate, double per)
{
    return rate > 0 && !(per > 0);
}

} // namespace

std::optional<Message> whyUnusable(const Policy& policy)
{
    const Partitions& partitions = policy.partitions;
    // Guide 13, with the text of policy-semantics.md 6.3 (its "id" is the member of that name).
    if (partitions.perApi && (partitions.quota || partitions.rateLimit || partitions.acl))
        return Message{"policy.per-api-and-partitions",
                       "cannot apply policy %1 which has per_api and any of partitions set",
                       {policy.id}};
    if (isBoundless(policy.rate, policy.per)) // enforced or not, as guide 14 says it
        return Message{"policy.rate-without-period", "the policy has a rate, but `per` is not above 0", {}};
    for (const auto& [api, right] : policy.accessRights) {
        if (right.limit && isBoundless(right.limit->rate, right.limit->per))
            return Message{
                "policy.api-rate-without-period", "the limit of `%1` has a rate, but its `per` is not above 0", {api}};
    }
    return std::nullopt;
}

Findings policyNotes(const std::string& name, const Policy& policy, const Place& place)
{
    Findings notes;
    const auto note = [&](std::string kind, std::string pattern, std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), name);
        Message message{"policies." + kind, std::move(pattern), std::move(arguments)};
        notes.push_back({std::move(kind), Severity::Note, std::move(message), place});
    };

    if (!policy.active)
        note("active-absent", "`%1` doesn't say active; it is loaded, but the guide wants active: true", {});
    const bool full = !policy.partitions.isPartitioned();
    if (full && policy.rate <= 0)
        note("unlimited", "`%1` is a whole policy without a %2: its keys have no limit there", {"rate"});
    if (full && policy.quotaMax <= 0)
        note("unlimited", "`%1` is a whole policy without a %2: its keys have no limit there", {"quota_max"});
    if (full && policy.accessRights.empty())
        note("no-rights", "`%1` grants no API: the rights of its keys stay their own", {});
    if (!policy.partitions.enforcesRights() && !policy.accessRights.empty())
        note("rights-ignored", "`%1` lists access rights, but doesn't enforce acl: they are not granted", {});
    return notes;
}

} // namespace gatereeve
