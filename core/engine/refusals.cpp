#include "core/engine/refusals.h"

namespace gatereeve
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

} // namespace

ApplyRefusal policyMissing(std::string_view name)
{
    return {Kind::PolicyMissing,
            std::string(name),
            "policy not found: \"" + escaped(name) + '"',
            {"apply.policy-missing", "the key names policy %1, which is not loaded", {std::string(name)}}};
}

ApplyRefusal policyUnusable(std::string_view name, const Message& reason)
{
    std::string text = reason.english();
    Message why{"apply.policy-unusable", "policy %1 can't be used: %2", {std::string(name), text}};
    return {Kind::PolicyUnusable, std::string(name), std::move(text), std::move(why)};
}

ApplyRefusal foreignOrganisation(std::string_view name, const Policy& policy, const std::string& apiOrgId)
{
    return {Kind::ForeignOrganisation,
            std::string(name),
            "attempting to apply policy from different organisation to key, skipping",
            {"apply.foreign-organisation",
             "policy %1 belongs to organisation \"%2\", the API to \"%3\"",
             {std::string(name), policy.orgId, apiOrgId}}};
}

ApplyRefusal perApiWithPartitions(std::string_view name, const Policy& policy)
{
    return {Kind::PolicyUnusable,
            std::string(name),
            "cannot apply policy " + policy.id + " which has per_api and any of partitions set",
            {"apply.per-api-and-partitions",
             "policy %1 can't be used: per_api excludes the partitions quota, rate_limit and acl",
             {std::string(name)}}};
}

ApplyRefusal perApiMixed(std::string_view name)
{
    return {Kind::PolicyUnusable,
            std::string(name),
            "cannot apply multiple policies when some have per_api set and some are partitioned",
            {"apply.per-api-mixed",
             "policy %1 can't be combined with the policies before it: per_api excludes others for the same API",
             {std::string(name)}}};
}

ApplyRefusal noValidPolicies()
{
    return {Kind::PolicyUnusable,
            {},
            "key has no valid policies to be applied",
            {"apply.no-valid-policies", "the policies of the key grant no API, and Tyk 5 refuses such a key", {}}};
}

} // namespace gatereeve
