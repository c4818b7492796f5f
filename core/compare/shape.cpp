#include "core/compare/shape.h"

#include <cassert>

namespace gatereeve::compare
{

const Shape AnyShape{};

namespace
{

constexpr Shape Whole{.form = Form::Whole};
constexpr Shape Set{.form = Form::Set, .inner = &AnyShape};
constexpr Shape Sequence{.form = Form::Sequence, .inner = &AnyShape};
constexpr Shape AnyMap{.form = Form::Map, .inner = &AnyShape};

constexpr MemberShape any(std::string_view name)
{
    return {name, &AnyShape};
}

constexpr MemberShape whole(std::string_view name)
{
    return {name, &Whole};
}

constexpr MemberShape set(std::string_view name)
{
    return {name, &Set};
}

constexpr Shape structOf(std::span<const MemberShape> members)
{
    return {.form = Form::Struct, .members = members};
}

// Of a classic API definition, members unknown to us included.
constexpr Shape WrittenOut{.isWrittenOut = true};
constexpr Shape definitionOf(std::span<const MemberShape> members)
{
    return {.form = Form::Struct, .members = members, .others = &WrittenOut, .othersAbsent = Absent::Zero};
}

constexpr MemberShape strict(std::string_view name)
{
    return {name, &AnyShape, Absent::Itself};
}

constexpr MemberShape RateMember{"rate", &AnyShape, Absent::Zero, Unit::Rate};
constexpr MemberShape PerMember{"per", &AnyShape, Absent::Zero, Unit::Rate};
constexpr MemberShape QuotaMember{"quota_max", &Whole, Absent::Zero, Unit::Quota};
constexpr MemberShape RenewalMember{"quota_renewal_rate", &Whole, Absent::Zero, Unit::Quota};
constexpr MemberShape IntervalMember{"throttle_interval", &AnyShape, Absent::Zero, Unit::Throttling};
constexpr MemberShape RetriesMember{"throttle_retry_limit", &Whole, Absent::Zero, Unit::Throttling};

constexpr MemberShape SmoothingMembers[] = {any("enabled"), whole("threshold"), any("trigger"), whole("step"),
                                            whole("delay")};

constexpr MemberShape LimitMembers[] = {
    RateMember,
    PerMember,
    QuotaMember,
    RenewalMember,
    IntervalMember,
    RetriesMember,
    whole("quota_renews"),
    whole("quota_remaining"),
    whole("max_query_depth"),
    {"smoothing", &SmoothingShape},
};

constexpr MemberShape UrlMembers[] = {any("url"), set("methods")};
constexpr Shape UrlShape = structOf(UrlMembers);
constexpr Shape Urls{.form = Form::Keyed, .inner = &UrlShape, .key = "url", .emptyIsAll = true};

constexpr MemberShape TypeMembers[] = {any("name"), set("fields")};
constexpr Shape TypeShape = structOf(TypeMembers);
constexpr Shape Types{.form = Form::Keyed, .inner = &TypeShape, .key = "name"};

constexpr MemberShape RateMembers[] = {RateMember, PerMember};
constexpr Shape RateShape = structOf(RateMembers);
constexpr MemberShape CallMembers[] = {any("type"), any("name"), {"limit", &RateShape}};
constexpr Shape CallShape = structOf(CallMembers);
constexpr Shape Calls{.form = Form::Keyed, .inner = &CallShape, .key = "name"};
constexpr MemberShape EndpointMembers[] = {any("path"), {"methods", &Calls}};
constexpr Shape EndpointShape = structOf(EndpointMembers);
constexpr Shape Endpoints{.form = Form::Keyed, .inner = &EndpointShape, .key = "path"};

constexpr MemberShape ListsMembers[] = {set("allowed"), set("blocked")};
constexpr Shape ListsShape = structOf(ListsMembers);
constexpr MemberShape McpMembers[] = {{"tools", &ListsShape}, {"resources", &ListsShape}, {"prompts", &ListsShape}};
constexpr Shape McpShape = structOf(McpMembers);

constexpr MemberShape RightMembers[] = {
    any("api_name"),
    any("apiname"),
    any("api_id"),
    any("apiid"),
    set("versions"),
    {"allowed_urls", &Urls},
    {"limit", &LimitShape, Absent::Null},
    any("allowance_scope"),
    {"restricted_types", &Types},
    {"allowed_types", &Types},
    any("disable_introspection"),
    {"field_access_rights", &Sequence},
    {"endpoints", &Endpoints},
    {"json_rpc_methods", &Calls},
    {"json_rpc_methods_access_rights", &ListsShape},
    {"mcp_primitives", &Sequence},
    {"mcp_access_rights", &McpShape},
};
constexpr Shape Rights{.form = Form::Map, .inner = &RightShape, .emptyIsAll = true};

constexpr MemberShape PartitionMembers[] = {any("quota"), any("rate_limit"), any("acl"), any("per_api"),
                                            any("complexity")};
constexpr Shape PartitionsShape = structOf(PartitionMembers);

constexpr MemberShape PolicyMembers[] = {
    any("_id"),
    any("id"),
    any("name"),
    any("org_id"),
    RateMember,
    PerMember,
    QuotaMember,
    RenewalMember,
    IntervalMember,
    RetriesMember,
    whole("key_expires_in"),
    {"active", &AnyShape, Absent::True},
    any("is_inactive"),
    {"partitions", &PartitionsShape},
    {"access_rights", &Rights},
    set("tags"),
    any("hmac_enabled"),
    any("enable_http_signature_validation"),
    {"meta_data", &AnyMap},
    any("last_updated"),
    whole("max_query_depth"),
    any("graphql_access_rights"),
    {"smoothing", &SmoothingShape},
    any("post_expiry_action"),
    whole("post_expiry_grace_period"),
};

constexpr MemberShape SessionMembers[] = {
    any("alias"),
    any("org_id"),
    RateMember,
    PerMember,
    QuotaMember,
    RenewalMember,
    IntervalMember,
    RetriesMember,
    whole("expires"),
    any("is_inactive"),
    any("apply_policy_id"),
    {"apply_policies", &Sequence},
    {"access_rights", &Rights},
    set("tags"),
    any("hmac_enabled"),
    any("hmac_string"),
    any("enable_http_signature_validation"),
    {"meta_data", &AnyMap},
    any("last_updated"),
    whole("last_check"),
    any("allowance"),
    any("date_created"),
    whole("quota_renews"),
    whole("quota_remaining"),
    any("oauth_client_id"),
    {"oauth_keys", &AnyMap},
    any("certificate"),
    any("basic_auth_data"),
    any("jwt_data"),
    any("rsa_certificate_id"),
    whole("data_expires"),
    any("monitor"),
    any("enable_detail_recording"),
    any("enable_detailed_recording"),
    whole("id_extractor_deadline"),
    whole("session_lifetime"),
    whole("max_query_depth"),
    {"smoothing", &SmoothingShape},
    {"mtls_static_certificate_bindings", &Sequence},
    any("post_expiry_action"),
    whole("post_expiry_grace_period"),
    any("Mutex"),
};

constexpr MemberShape ActionMembers[] = {
    any("action"), any("data"), {"code", &Whole, Absent::Itself}, {"headers", &AnyMap}};
constexpr Shape ActionShape = definitionOf(ActionMembers);
constexpr Shape Actions{.form = Form::Map, .inner = &ActionShape};
constexpr MemberShape EntryMembers[] = {any("path"), any("ignore_case"), {"method_actions", &Actions}};
constexpr Shape EntryShape = definitionOf(EntryMembers);
constexpr Shape Entries{.form = Form::OrderedKeyed, .inner = &EntryShape, .key = "path"};

constexpr MemberShape ExtendedMembers[] = {{"ignored", &Entries}, {"black_list", &Entries}, {"white_list", &Entries}};
constexpr Shape ExtendedShape = definitionOf(ExtendedMembers);
constexpr MemberShape PlainMembers[] = {{"ignored", &Sequence}, {"black_list", &Sequence}, {"white_list", &Sequence}};
constexpr Shape PlainShape = definitionOf(PlainMembers);

constexpr MemberShape VersionMembers[] = {
    any("name"),
    any("expires"),
    any("use_extended_paths"),
    any("ignore_endpoint_case"),
    {"extended_paths", &ExtendedShape},
    {"paths", &PlainShape},
    {"global_headers", &AnyMap},
    set("global_headers_remove"),
    any("override_target"),
};
constexpr Shape VersionShape = definitionOf(VersionMembers);
constexpr Shape Versions{.form = Form::Map, .inner = &VersionShape};

constexpr MemberShape TransportMembers[] = {any("ssl_insecure_skip_verify")};
constexpr Shape TransportShape = definitionOf(TransportMembers);
constexpr MemberShape ProxyMembers[] = {
    any("listen_path"),         any("target_url"),
    any("strip_listen_path"),   any("preserve_host_header"),
    any("disable_strip_slash"), any("enable_load_balancing"),
    {"target_list", &Sequence}, {"transport", &TransportShape},
};
constexpr Shape ProxyShape = definitionOf(ProxyMembers);
constexpr MemberShape VersionDataMembers[] = {any("not_versioned"), any("default_version"), {"versions", &Versions}};
constexpr Shape VersionDataShape = definitionOf(VersionDataMembers);
constexpr MemberShape DefinitionMembers[] = {any("location"), any("key"), any("strip_path")};
constexpr Shape DefinitionShape = definitionOf(DefinitionMembers);
constexpr MemberShape AuthMembers[] = {any("auth_header_name"), any("use_param"), any("param_name"), any("use_cookie"),
                                       any("cookie_name")};
constexpr Shape AuthShape = definitionOf(AuthMembers);
constexpr Shape AuthConfigs{.form = Form::Map, .inner = &AuthShape};

constexpr MemberShape ApiMembers[] = {
    any("name"),
    any("slug"),
    any("api_id"),
    any("org_id"),
    {"active", &AnyShape, Absent::True},
    any("internal"),
    any("use_keyless"),
    any("use_oauth2"),
    any("use_openid"),
    any("use_basic_auth"),
    any("enable_jwt"),
    any("enable_signature_checking"),
    any("use_standard_auth"),
    {"auth", &AuthShape},
    {"auth_configs", &AuthConfigs},
    any("strip_auth_data"),
    {"proxy", &ProxyShape},
    {"version_data", &VersionDataShape},
    {"definition", &DefinitionShape},
    any("disable_rate_limit"),
    any("disable_quota"),
    {"global_rate_limit", &RateShape},
    any("dont_set_quota_on_create"),
    whole("session_lifetime"),
    // Of an OpenAPI document, where a part that is there means something.
    strict("openapi"),
    strict("info"),
    strict("servers"),
    strict("paths"),
    strict("components"),
    strict("security"),
    strict("x-tyk-api-gateway"),
};

constexpr MemberShape SourceMembers[] = {any("policy_source"), any("policy_record_name"),
                                         any("policy_connection_string"), any("allow_explicit_policy_id"),
                                         any("policy_path")};
constexpr Shape SourceShape = structOf(SourceMembers);
constexpr MemberShape ServerMembers[] = {any("skip_url_cleaning"),
                                         any("enable_websockets"),
                                         any("use_ssl"),
                                         {"certificates", &Sequence},
                                         whole("min_version")};
constexpr Shape ServerShape = structOf(ServerMembers);

// Only what is zero by default; of the others a gateway has defaults of its own.
constexpr MemberShape SettingsMembers[] = {
    whole("control_api_port"),
    any("node_secret"),
    {"policies", &SourceShape},
    any("hash_keys"),
    any("hash_key_function"),
    {"hash_key_function_fallback", &Sequence},
    any("enable_hashed_keys_listing"),
    whole("min_token_length"),
    any("allow_master_keys"),
    whole("global_session_lifetime"),
    any("force_global_session_lifetime"),
    any("enable_redis_rolling_limiter"),
    any("enable_sentinel_rate_limiter"),
    any("close_connections"),
    any("proxy_close_connections"),
    any("proxy_ssl_insecure_skip_verify"),
    any("proxy_default_timeout"),
    any("hide_generator_header"),
    any("health_check_endpoint_name"),
    any("version_header"),
    any("ignore_endpoint_case"),
    {"http_server_options", &ServerShape},
    {"override_messages", &AnyMap},
};

} // namespace

const Shape SmoothingShape = structOf(SmoothingMembers);
const Shape LimitShape = structOf(LimitMembers);
const Shape RightShape = structOf(RightMembers);
const Shape PolicyShape = structOf(PolicyMembers);
const Shape SessionShape = structOf(SessionMembers);
const Shape ApiShape = definitionOf(ApiMembers);
const Shape SettingsShape = structOf(SettingsMembers);
const Shape PolicyMapShape{.form = Form::Map, .inner = &PolicyShape};
const Shape PolicyListShape{.form = Form::Keyed, .inner = &PolicyShape, .key = "_id"};

std::string_view nameOf(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Policy:
        return "policy";
    case ObjectKind::Api:
        return "api";
    case ObjectKind::Settings:
        return "settings";
    case ObjectKind::Key:
        return "key";
    case ObjectKind::Other:
        return "file";
    }
    assert(false);
    return {};
}

const Shape& shapeOf(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Policy:
        return PolicyShape;
    case ObjectKind::Api:
        return ApiShape;
    case ObjectKind::Settings:
        return SettingsShape;
    case ObjectKind::Key:
        return SessionShape;
    case ObjectKind::Other:
        return AnyShape;
    }
    assert(false);
    return AnyShape;
}

} // namespace gatereeve::compare
