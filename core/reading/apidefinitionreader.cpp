#include "core/reading/binding.h"
#include "core/reading/readers.h"

namespace gatereeve
{

namespace
{

// What a version says in a definition before it is settled which of its path lists count.
struct WrittenVersion : ApiVersion {
    std::vector<std::string> plainIgnored, plainBlackList, plainWhiteList;
};

struct WrittenDefinition : ApiDefinition {
    std::map<std::string, AuthSettings> authConfigs;
};

std::vector<PathListEntry> forAllMethods(const std::vector<std::string>& paths)
{
    std::vector<PathListEntry> entries;
    for (const std::string& path : paths)
        entries.push_back({path, false, {}});
    return entries;
}

} // namespace

namespace binding
{

template <>
struct Binding<AuthSettings> {
    static constexpr ReadField<AuthSettings> fields[] = {
        field<&AuthSettings::headerName>("auth_header_name"), field<&AuthSettings::useParam>("use_param"),
        field<&AuthSettings::paramName>("param_name"),        field<&AuthSettings::useCookie>("use_cookie"),
        field<&AuthSettings::cookieName>("cookie_name"),
    };
};

template <>
struct Binding<MethodAction> {
    static constexpr ReadField<MethodAction> fields[] = {
        field<&MethodAction::action>("action"),
        field<&MethodAction::data>("data"),
        field<&MethodAction::code>("code"),
        field<&MethodAction::headers>("headers"),
    };
};

template <>
struct Binding<PathListEntry> {
    static constexpr ReadField<PathListEntry> fields[] = {
        field<&PathListEntry::path>("path"),
        field<&PathListEntry::ignoreCase>("ignore_case"),
        field<&PathListEntry::methodActions>("method_actions"),
    };
};

template <>
struct Binding<HardTimeout> {
    static constexpr ReadField<HardTimeout> fields[] = {
        field<&HardTimeout::path>("path"),
        field<&HardTimeout::method>("method"),
        field<&HardTimeout::timeout>("timeout"),
    };
};

template <>
struct Binding<HeaderTransform> {
    static constexpr ReadField<HeaderTransform> fields[] = {
        field<&HeaderTransform::path>("path"),
        field<&HeaderTransform::method>("method"),
        field<&HeaderTransform::deleteHeaders>("delete_headers"),
        field<&HeaderTransform::addHeaders>("add_headers"),
    };
};

template <>
struct Binding<SizeLimit> {
    static constexpr ReadField<SizeLimit> fields[] = {
        field<&SizeLimit::path>("path"),
        field<&SizeLimit::method>("method"),
        field<&SizeLimit::sizeLimit>("size_limit"),
    };
};

struct ExtendedPathsGroup {
    static constexpr ReadField<WrittenVersion> fields[] = {
        field<&WrittenVersion::ignored>("ignored"),
        field<&WrittenVersion::blackList>("black_list"),
        field<&WrittenVersion::whiteList>("white_list"),
        field<&WrittenVersion::hardTimeouts>("hard_timeouts"),
        field<&WrittenVersion::transformHeaders>("transform_headers"),
        field<&WrittenVersion::sizeLimits>("size_limits"),
    };
};

struct PlainPathsGroup {
    static constexpr ReadField<WrittenVersion> fields[] = {
        field<&WrittenVersion::plainIgnored>("ignored"),
        field<&WrittenVersion::plainBlackList>("black_list"),
        field<&WrittenVersion::plainWhiteList>("white_list"),
    };
};

template <>
struct Binding<WrittenVersion> {
    static constexpr ReadField<WrittenVersion> fields[] = {
        field<&WrittenVersion::name>("name"),
        field<&WrittenVersion::expires>("expires"),
        field<&WrittenVersion::useExtendedPaths>("use_extended_paths"),
        field<&WrittenVersion::ignoreEndpointCase>("ignore_endpoint_case"),
        group<ExtendedPathsGroup>("extended_paths"),
        group<PlainPathsGroup>("paths"),
        field<&WrittenVersion::globalHeaders>("global_headers"),
        field<&WrittenVersion::globalHeadersRemove>("global_headers_remove"),
        field<&WrittenVersion::overrideTarget>("override_target"),
        field<&WrittenVersion::globalSizeLimit>("global_size_limit"),
    };
};

// Without use_extended_paths the plain lists count, for all methods (gateway-behaviour.md 7).
template <>
struct Codec<ApiVersion> {
    static bool read(const json::Value& value, ApiVersion& target, Reading& reading)
    {
        WrittenVersion written;
        if (!Codec<WrittenVersion>::read(value, written, reading))
            return false;
        if (!written.useExtendedPaths) {
            written.ignored = forAllMethods(written.plainIgnored);
            written.blackList = forAllMethods(written.plainBlackList);
            written.whiteList = forAllMethods(written.plainWhiteList);
            written.hardTimeouts.clear();
            written.transformHeaders.clear();
            written.sizeLimits.clear();
        }
        target = std::move(written);
        return true;
    }
};

template <>
struct FormOf<Codec<ApiVersion>> : FormOf<Codec<WrittenVersion>> {
};

struct TransportGroup {
    static constexpr ReadField<WrittenDefinition> fields[] = {
        field<&WrittenDefinition::sslInsecureSkipVerify>("ssl_insecure_skip_verify"),
    };
};

struct ProxyGroup {
    static constexpr ReadField<WrittenDefinition> fields[] = {
        field<&WrittenDefinition::listenPath>("listen_path"),
        field<&WrittenDefinition::targetUrl>("target_url"),
        field<&WrittenDefinition::stripListenPath>("strip_listen_path"),
        field<&WrittenDefinition::preserveHostHeader>("preserve_host_header"),
        field<&WrittenDefinition::disableStripSlash>("disable_strip_slash"),
        field<&WrittenDefinition::enableLoadBalancing>("enable_load_balancing"),
        field<&WrittenDefinition::targetList>("target_list"),
        group<TransportGroup>("transport"),
    };
};

struct VersionDataGroup {
    static constexpr ReadField<WrittenDefinition> fields[] = {
        field<&WrittenDefinition::notVersioned>("not_versioned"),
        field<&WrittenDefinition::defaultVersion>("default_version"),
        field<&WrittenDefinition::versions>("versions"),
    };
};

struct VersionPlaceGroup {
    static constexpr ReadField<WrittenDefinition> fields[] = {
        field<&WrittenDefinition::versionLocation>("location"),
        field<&WrittenDefinition::versionKey>("key"),
        field<&WrittenDefinition::versionStripPath>("strip_path"),
    };
};

struct GlobalRateGroup {
    static constexpr ReadField<WrittenDefinition> fields[] = {
        field<&WrittenDefinition::globalRate>("rate"),
        field<&WrittenDefinition::globalPer>("per"),
    };
};

template <>
struct Binding<WrittenDefinition> {
    static constexpr ReadField<WrittenDefinition> fields[] = {
        field<&WrittenDefinition::name>("name"),
        field<&WrittenDefinition::slug>("slug"),
        field<&WrittenDefinition::apiId>("api_id"),
        field<&WrittenDefinition::orgId>("org_id"),
        field<&WrittenDefinition::active>("active"),
        field<&WrittenDefinition::internal>("internal"),
        field<&WrittenDefinition::useKeyless>("use_keyless"),
        field<&WrittenDefinition::useOauth2>("use_oauth2"),
        field<&WrittenDefinition::useOpenId>("use_openid"),
        field<&WrittenDefinition::useBasicAuth>("use_basic_auth"),
        field<&WrittenDefinition::enableJwt>("enable_jwt"),
        field<&WrittenDefinition::enableSignatureChecking>("enable_signature_checking"),
        field<&WrittenDefinition::useStandardAuth>("use_standard_auth"),
        field<&WrittenDefinition::useMutualTls>("use_mutual_tls_auth"),
        field<&WrittenDefinition::useCoprocessAuth>("enable_coprocess_auth"),
        field<&WrittenDefinition::useGoPluginAuth>("use_go_plugin_auth"),
        field<&WrittenDefinition::auth>("auth"),
        field<&WrittenDefinition::authConfigs>("auth_configs"),
        field<&WrittenDefinition::stripAuthData>("strip_auth_data"),
        group<ProxyGroup>("proxy"),
        group<VersionDataGroup>("version_data"),
        group<VersionPlaceGroup>("definition"),
        field<&WrittenDefinition::disableRateLimit>("disable_rate_limit"),
        field<&WrittenDefinition::disableQuota>("disable_quota"),
        group<GlobalRateGroup>("global_rate_limit"),
        field<&WrittenDefinition::enableIpWhitelisting>("enable_ip_whitelisting"),
        field<&WrittenDefinition::allowedIps>("allowed_ips"),
        field<&WrittenDefinition::enableIpBlacklisting>("enable_ip_blacklisting"),
        field<&WrittenDefinition::blacklistedIps>("blacklisted_ips"),
        field<&WrittenDefinition::dontSetQuotaOnCreate>("dont_set_quota_on_create"),
        field<&WrittenDefinition::sessionLifetime>("session_lifetime"),
    };
};

// x-tyk-api-gateway of an OpenAPI document, as far as it is used.
struct OasStateGroup {
    static constexpr ReadField<ApiDefinition> fields[] = {field<&ApiDefinition::active>("active")};
};

struct OasInfoGroup {
    static constexpr ReadField<ApiDefinition> fields[] = {
        field<&ApiDefinition::apiId>("id"),
        field<&ApiDefinition::name>("name"),
        field<&ApiDefinition::orgId>("orgId"),
        group<OasStateGroup>("state"),
    };
};

struct OasListenPathGroup {
    static constexpr ReadField<ApiDefinition> fields[] = {
        field<&ApiDefinition::listenPath>("value"),
        field<&ApiDefinition::stripListenPath>("strip"),
    };
};

struct OasServerGroup {
    static constexpr ReadField<ApiDefinition> fields[] = {group<OasListenPathGroup>("listenPath")};
};

struct OasUpstreamGroup {
    static constexpr ReadField<ApiDefinition> fields[] = {field<&ApiDefinition::targetUrl>("url")};
};

struct OasGroup {
    static constexpr ReadField<ApiDefinition> fields[] = {
        group<OasInfoGroup>("info"),
        group<OasServerGroup>("server"),
        group<OasUpstreamGroup>("upstream"),
    };
};

struct OasDocumentGroup {
    static constexpr ReadField<ApiDefinition> fields[] = {group<OasGroup>("x-tyk-api-gateway")};
};

} // namespace binding

const ValueForm& readFormOfApi()
{
    return binding::FormOf<binding::Codec<WrittenDefinition>>::get();
}

const ValueForm& readFormOfOpenApi()
{
    return binding::formOfTable<binding::OasDocumentGroup>();
}

namespace
{

ApiDefinition readClassic(const json::Value& value, Reading& reading)
{
    WrittenDefinition written;
    written.notVersioned = false; // absent is false (policy-semantics.md 1.1)
    binding::Codec<WrittenDefinition>::read(value, written, reading);
    // gateway-behaviour.md 9: replaces `auth` if present.
    if (const auto token = written.authConfigs.find("authToken"); token != written.authConfigs.end())
        written.auth = token->second;
    return written;
}

ApiDefinition readOas(const json::Value& value, Reading& reading)
{
    ApiDefinition definition;
    definition.isOas = true;
    binding::readMembers(value, definition, binding::OasDocumentGroup::fields, nullptr, reading);
    return definition;
}

} // namespace

ApiDefinition readApiDefinition(const json::Value& value, Findings& findings)
{
    const size_t before = findings.size();
    Reading reading(findings, Dialect::Guide, WrongType::NotServed); // alike in all
    const bool isOas = value.isObject() && value.member("openapi") && value.member("x-tyk-api-gateway");
    ApiDefinition definition = isOas ? readOas(value, reading) : readClassic(value, reading);
    definition.text = json::compacted(value.raw());
    if (findings.size() > before)
        definition.unusable = findings[before].message;
    return definition;
}

} // namespace gatereeve
