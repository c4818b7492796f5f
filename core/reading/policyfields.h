#pragma once

// policy-semantics.md 1.2, 1.3 in that order.

#include "core/policy.h"
#include "core/reading/accessrightfields.h"

namespace gatereeve::binding
{

template <>
struct Binding<Partitions> {
    static constexpr Field<Partitions> fields[] = {
        field<&Partitions::quota>("quota"),
        field<&Partitions::rateLimit>("rate_limit"),
        field<&Partitions::acl>("acl"),
        field<&Partitions::perApi>("per_api"),
        newer<&Partitions::complexity>("complexity"),
    };
};

// 24 hexadecimal digits, kept in lower case, or nothing.
struct ObjectId : Codec<std::string> {
    static bool read(const json::Value& value, std::string& target, Reading& reading);
};

template <>
struct Binding<Policy> {
    static constexpr Field<Policy> fields[] = {
        field<&Policy::objectId, ObjectId>("_id"),
        field<&Policy::id>("id"),
        field<&Policy::name>("name"),
        field<&Policy::orgId>("org_id"),
        field<&Policy::rate>("rate"),
        field<&Policy::per>("per"),
        field<&Policy::quotaMax>("quota_max"),
        field<&Policy::quotaRenewalRate>("quota_renewal_rate"),
        field<&Policy::throttleInterval>("throttle_interval"),
        field<&Policy::throttleRetryLimit>("throttle_retry_limit"),
        field<&Policy::accessRights>("access_rights"),
        field<&Policy::hmacEnabled>("hmac_enabled"),
        field<&Policy::httpSignatureEnabled>("enable_http_signature_validation"),
        field<&Policy::active>("active"),
        field<&Policy::isInactive>("is_inactive"),
        field<&Policy::tags>("tags"),
        field<&Policy::keyExpiresIn>("key_expires_in"),
        field<&Policy::partitions>("partitions"),
        field<&Policy::lastUpdated>("last_updated"),
        field<&Policy::metaData, JsonMembers>("meta_data"),
        newer<&Policy::maxQueryDepth>("max_query_depth"),
        newer<&Policy::smoothing>("smoothing"),
        newer<&Policy::postExpiryAction>("post_expiry_action"),
        newer<&Policy::postExpiryGracePeriod>("post_expiry_grace_period"),
    };
};

} // namespace gatereeve::binding
