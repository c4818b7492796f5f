#include "core/reading/binding.h"

namespace gatereeve
{

namespace binding
{

template <>
struct Binding<OverrideMessage> {
    static constexpr ReadField<OverrideMessage> fields[] = {
        field<&OverrideMessage::message>("message"),
        field<&OverrideMessage::code>("code"),
    };
};

template <>
struct Binding<CertificateFiles> {
    static constexpr ReadField<CertificateFiles> fields[] = {
        field<&CertificateFiles::domainName>("domain_name"),
        field<&CertificateFiles::certFile>("cert_file"),
        field<&CertificateFiles::keyFile>("key_file"),
    };
};

struct PoliciesGroup {
    static constexpr ReadField<GatewaySettings> fields[] = {
        field<&GatewaySettings::policySource>("policy_source"),
        field<&GatewaySettings::policyRecordName>("policy_record_name"),
        field<&GatewaySettings::policyPath>("policy_path"),
        field<&GatewaySettings::allowExplicitPolicyId>("allow_explicit_policy_id"),
    };
};

struct StorageGroup {
    static constexpr ReadField<GatewaySettings> fields[] = {field<&GatewaySettings::storageType>("type")};
};

struct HealthCheckGroup {
    static constexpr ReadField<GatewaySettings> fields[] = {
        field<&GatewaySettings::enableHealthChecks>("enable_health_checks"),
    };
};

struct HttpServerGroup {
    static constexpr ReadField<GatewaySettings> fields[] = {
        field<&GatewaySettings::skipUrlCleaning>("skip_url_cleaning"),
        field<&GatewaySettings::enableWebsockets>("enable_websockets"),
        field<&GatewaySettings::useSsl>("use_ssl"),
        field<&GatewaySettings::certificates>("certificates"),
        field<&GatewaySettings::minTlsVersion>("min_version"),
    };
};

template <>
struct Binding<GatewaySettings> {
    static constexpr ReadField<GatewaySettings> fields[] = {
        field<&GatewaySettings::listenAddress>("listen_address"),
        field<&GatewaySettings::listenPort>("listen_port"),
        field<&GatewaySettings::controlApiPort>("control_api_port"),
        field<&GatewaySettings::secret>("secret"),
        field<&GatewaySettings::nodeSecret>("node_secret"),
        field<&GatewaySettings::templatePath>("template_path"),
        field<&GatewaySettings::appPath>("app_path"),
        field<&GatewaySettings::useDbAppConfigs>("use_db_app_configs"),
        group<PoliciesGroup>("policies"),
        group<StorageGroup>("storage"),
        field<&GatewaySettings::hashKeys>("hash_keys"),
        field<&GatewaySettings::hashKeyFunction>("hash_key_function"),
        field<&GatewaySettings::hashKeyFunctionFallback>("hash_key_function_fallback"),
        field<&GatewaySettings::enableHashedKeysListing>("enable_hashed_keys_listing"),
        field<&GatewaySettings::minTokenLength>("min_token_length"),
        field<&GatewaySettings::allowMasterKeys>("allow_master_keys"),
        field<&GatewaySettings::globalSessionLifetime>("global_session_lifetime"),
        field<&GatewaySettings::forceGlobalSessionLifetime>("force_global_session_lifetime"),
        field<&GatewaySettings::enableRollingLimiter>("enable_redis_rolling_limiter"),
        field<&GatewaySettings::enableSentinelLimiter>("enable_sentinel_rate_limiter"),
        field<&GatewaySettings::closeConnections>("close_connections"),
        field<&GatewaySettings::proxyCloseConnections>("proxy_close_connections"),
        field<&GatewaySettings::proxySslInsecureSkipVerify>("proxy_ssl_insecure_skip_verify"),
        field<&GatewaySettings::proxyDefaultTimeout>("proxy_default_timeout"),
        field<&GatewaySettings::hideGeneratorHeader>("hide_generator_header"),
        field<&GatewaySettings::healthCheckEndpointName>("health_check_endpoint_name"),
        field<&GatewaySettings::versionHeader>("version_header"),
        field<&GatewaySettings::ignoreEndpointCase>("ignore_endpoint_case"),
        group<HttpServerGroup>("http_server_options"),
        group<HealthCheckGroup>("health_check"),
        field<&GatewaySettings::overrideMessages>("override_messages"),
    };
};

} // namespace binding

const ValueForm& readFormOfSettings()
{
    return binding::FormOf<binding::Codec<GatewaySettings>>::get();
}

GatewaySettings readGatewaySettings(const json::Value& value, Findings& findings)
{
    Reading reading(findings, Dialect::Guide); // alike in all
    auto settings = binding::readBound<GatewaySettings>(value, reading);
    const std::optional<json::Value> policies =
        value.isObject() ? value.memberIgnoringCase("policies") : std::optional<json::Value>();
    settings.hasPolicies = policies && policies->isObject();
    return settings;
}

} // namespace gatereeve
