#include "core/engine/guide/rules.h"
#include "core/engine/limits.h"
#include "core/units.h"

#include <algorithm>

namespace gatereeve::guide
{

namespace
{

using Kind = ApplyRefusal::Kind;

// policy-semantics.md 6.3: quotes, backslashes and control characters are escaped with a backslash.
std::string escaped(std::string_view name)
{
    constexpr std::string_view Named = "\a\b\f\n\r\t\v\"\\", Letters = "abfnrtv\"\\", Digits = "0123456789abcdef";
    std::string result;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (const size_t named = Named.find(c); named != std::string_view::npos) {
            result += '\\';
            result += Letters[named];
        } else if (byte < 0x20 || byte == 0x7f) {
            result += "\\x";
            result += Digits[byte >> 4];
            result += Digits[byte & 15];
        } else {
            result += c;
        }
    }
    return result;
}

ApplyRefusal unusable(const std::string& name, Message reason)
{
    std::string text = reason.english();
    return {Kind::PolicyUnusable,
            name,
            text,
            {"apply.policy-unusable", "policy %1 can't be used: %2", {name, std::move(text)}}};
}

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
        return ApplyRefusal{Kind::ForeignOrganisation,
                            name,
                            "attempting to apply policy from different organisation to key, skipping",
                            {"apply.foreign-organisation",
                             "policy %1 belongs to organisation \"%2\", the API to \"%3\"",
                             {name, policy.orgId, *context.apiOrgId}}};
    const Partitions& parts = policy.partitions;
    if (parts.perApi && (parts.quota || parts.rateLimit || parts.acl))
        return ApplyRefusal{Kind::PolicyUnusable,
                            name,
                            "cannot apply policy " + policy.id + " which has per_api and any of partitions set",
                            {"apply.per-api-and-partitions",
                             "policy %1 can't be used: per_api excludes the partitions quota, rate_limit and acl",
                             {name}}};
    if (entry.unusable)
        return unusable(name, *entry.unusable);
    if (auto problem = unenforceableRate(policy))
        return unusable(name, std::move(*problem));
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
            return ApplyRefusal{Kind::PolicyMissing,
                                name,
                                "policy not found: \"" + escaped(name) + '"',
                                {"apply.policy-missing", "the key names policy %1, which is not loaded", {name}}};
        if (auto refusal = check(name, *found->second, run.context))
            return refusal;
        const Policy& policy = found->second->policy;
        const Limit limit{policy.rate, policy.per, policy.throttleInterval, policy.throttleRetryLimit, policy.quotaMax,
                          0,           0,          policy.quotaRenewalRate};
        const bool givesRights = policy.partitions.enforcesRights() && !policy.accessRights.empty();
        run.policies.push_back({found->first, &policy, limit, givesRights});
    }
    return std::nullopt;
}

} // namespace gatereeve::guide
