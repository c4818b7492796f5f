#pragma once

// Whether the reasons of a run say what its result is. For property tests and the fuzz target.

#include "core/engine/policyapplier.h"
#include "core/engine/reasonwords.h"
#include "core/units.h"

#include <algorithm>
#include <set>

namespace gatereeve::testing
{

namespace reasons
{

inline std::string differs(const Provenance& why, const std::string& field, const std::string& value)
{
    const auto found = std::ranges::find(why, field, &Reason::field);
    if (found == why.end())
        return field + ": no reason";
    return found->value == value ? std::string() : field + ": \"" + found->value + "\", not \"" + value + '"';
}

inline std::string differs(const Provenance& why, const std::string& prefix, const Limit& limit)
{
    std::string problem = differs(why, prefix + "rate", rateText(limit.rate, limit.per));
    if (problem.empty())
        problem = differs(why, prefix + "quota", quotaText(limit.quotaMax, limit.quotaRenewalRate));
    return problem;
}

inline bool has(const Provenance& why, const std::string& field)
{
    return std::ranges::find(why, field, &Reason::field) != why.end();
}

inline std::string differs(const Provenance& why, const std::string& api, const AccessRight& right, const Limit& root)
{
    const std::string field = "access_rights." + api;
    std::string problem = differs(why, field, "granted");
    if (problem.empty())
        problem = differs(why, field + ".allowed_urls", urlsText(right.allowedUrls));
    if (problem.empty())
        problem = differs(why, field + '.', right.limit.value_or(root));
    if (problem.empty() && !has(why, field + ".allowance_scope")) // in words, so only that it is told
        problem = field + ".allowance_scope: no reason";
    if (problem.empty() && !right.newer.endpoints.empty())
        problem = differs(why, field + ".endpoints", countText(right.newer.endpoints.size()));
    if (problem.empty() && !right.newer.rpcMethods.empty())
        problem = differs(why, field + ".json_rpc_methods", countText(right.newer.rpcMethods.size()));
    for (const std::string& version : right.versions) {
        if (problem.empty())
            problem = differs(why, field + ".versions." + version, version);
    }
    return problem;
}

inline bool isGrantedElsewhere(const Session& session, const Reason& reason)
{
    constexpr std::string_view Rights = "access_rights.";
    // A version may be called "granted" too: only the line of the API itself says so of the API.
    if (reason.apiLength == 0 || reason.field.size() != reason.apiLength || reason.value != "granted")
        return false;
    return !session.accessRights.contains(reason.field.substr(Rights.size()));
}

} // namespace reasons

// Empty when they agree, else the first field that does not.
inline std::string disagreement(const EffectiveSession& effective, const Provenance& why)
{
    if (!effective.ok())
        return why.size() == 1 ? reasons::differs(why, "apply_policies", "refused") : "a refusal has one reason";
    const Session& session = effective.session;
    std::string problem = reasons::differs(why, "", session.rootLimit());
    for (const auto& [api, right] : session.accessRights) {
        if (problem.empty())
            problem = reasons::differs(why, api, right, session.rootLimit());
    }
    if (problem.empty() && session.isInactive)
        problem = reasons::differs(why, "is_inactive", "true");
    if (problem.empty() && session.hmacEnabled)
        problem = reasons::differs(why, "hmac_enabled", "true");
    for (const auto& [name, value] : session.metaData) {
        if (problem.empty())
            problem = reasons::differs(why, "meta_data." + name, value);
    }
    std::set<std::string_view> fields;
    for (const Reason& reason : why) {
        if (problem.empty() && reasons::isGrantedElsewhere(session, reason))
            problem = reason.field + " is said to be granted";
        if (problem.empty() && !fields.insert(reason.field).second)
            problem = reason.field + " has two reasons";
        if (problem.empty() && (reason.why.english().empty() || reason.rule.empty()))
            problem = reason.field + " has no sentence or no rule";
    }
    return problem;
}

} // namespace gatereeve::testing
