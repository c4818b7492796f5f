#pragma once

// policy-semantics.md 1.6 in that order, which is the order in which Tyk writes.

#include "core/reading/accessrightfields.h"
#include "core/session.h"

namespace gatereeve::binding
{

// RFC 3339. Tyk writes "no time" as the first second of year 1; here that is an empty text.
struct TimeText {
    static constexpr std::string_view NoTime = "0001-01-01T00:00:00Z";

    static bool read(const json::Value& value, std::string& target, Reading& reading);
    static void write(json::Writer& writer, const std::string& value, ZeroMembers);
    static bool isZero(const std::string& value) { return value.empty(); }
};

// Tags are written as [] when there are none.
struct Tags : Codec<std::vector<std::string>> {
    static void write(json::Writer& writer, const std::vector<std::string>& value, ZeroMembers);
};

template <>
struct FormOf<TimeText> : PlainForm<ValueKind::Text> {};
template <>
struct FormOf<Tags> : FormOf<Codec<std::vector<std::string>>> {};

struct BasicAuthGroup {
    static constexpr Field<Session> fields[] = {
        field<&Session::basicAuthPassword>("password"),
        field<&Session::basicAuthHashType>("hash_type"),
    };
};

struct JwtGroup {
    static constexpr Field<Session> fields[] = {field<&Session::jwtSecret>("secret")};
};

struct MonitorGroup {
    static constexpr Field<Session> fields[] = {field<&Session::monitorTriggerLimits>("trigger_limits")};
};

template <>
struct Binding<Session> {
    static constexpr Field<Session> fields[] = {
        field<&Session::lastCheck>("last_check"),
        field<&Session::allowance>("allowance"),
        field<&Session::rate>("rate"),
        field<&Session::per>("per"),
        field<&Session::throttleInterval>("throttle_interval"),
        field<&Session::throttleRetryLimit>("throttle_retry_limit"),
        field<&Session::dateCreated, TimeText>("date_created"),
        field<&Session::expires>("expires"),
        field<&Session::quotaMax>("quota_max"),
        field<&Session::quotaRenews>("quota_renews"),
        field<&Session::quotaRemaining>("quota_remaining"),
        field<&Session::quotaRenewalRate>("quota_renewal_rate"),
        field<&Session::accessRights>("access_rights"),
        field<&Session::orgId>("org_id"),
        field<&Session::oauthClientId>("oauth_client_id"),
        field<&Session::oauthKeys>("oauth_keys"),
        field<&Session::certificate>("certificate"),
        group<BasicAuthGroup>("basic_auth_data"),
        group<JwtGroup>("jwt_data"),
        field<&Session::hmacEnabled>("hmac_enabled"),
        field<&Session::httpSignatureEnabled>("enable_http_signature_validation"),
        field<&Session::hmacString>("hmac_string"),
        field<&Session::rsaCertificateId>("rsa_certificate_id"),
        field<&Session::isInactive>("is_inactive"),
        field<&Session::applyPolicyId>("apply_policy_id"),
        field<&Session::applyPolicies>("apply_policies"),
        field<&Session::dataExpires>("data_expires"),
        group<MonitorGroup>("monitor"),
        field<&Session::enableDetailRecording>("enable_detail_recording"),
        field<&Session::metaData, JsonMembers>("meta_data"),
        field<&Session::tags, Tags>("tags"),
        field<&Session::alias>("alias"),
        field<&Session::lastUpdated>("last_updated"),
        field<&Session::idExtractorDeadline>("id_extractor_deadline"),
        field<&Session::sessionLifetime>("session_lifetime"),
        newer<&Session::maxQueryDepth>("max_query_depth"),
        newer<&Session::smoothing>("smoothing"),
        newer<&Session::mtlsStaticCertificateBindings>("mtls_static_certificate_bindings"),
        newer<&Session::enableDetailedRecording>("enable_detailed_recording"),
        newer<&Session::postExpiryAction>("post_expiry_action"),
        newer<&Session::postExpiryGracePeriod>("post_expiry_grace_period"),
    };
};

} // namespace gatereeve::binding
