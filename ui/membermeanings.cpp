#include "ui/membermeanings.h"

#include <QCoreApplication>
#include <QHash>

namespace gatereeve::ui
{

using namespace Qt::StringLiterals;

namespace
{

using Meanings = QHash<QString, QString>;

// By name, or by holder and name where the same name means different things.
class MemberMeanings
{
    Q_DECLARE_TR_FUNCTIONS(MemberMeanings)

public:
    static Meanings ofPolicies();
    static Meanings ofApis();
    static Meanings ofSettings();
    static Meanings all()
    {
        Meanings meanings = ofPolicies();
        meanings.insert(ofApis());
        meanings.insert(ofSettings());
        return meanings;
    }
    static QString kind(ValueKind kind);
    //: kind of value of a member that older gateways do not read
    static QString newer(const QString& kind) { return tr("%1, Tyk 5").arg(kind); }
};

Meanings MemberMeanings::ofPolicies()
{
    return {
        {u"_id"_s, tr("Identity in the database behind a service: 24 hexadecimal digits.")},
        {u"policy.id"_s,
         tr("A second id; gateways name counters by it. In a policies file keys go by the name before the braces.")},
        {u"policy.name"_s, tr("A label for people; no gateway looks at it.")},
        {u"org_id"_s, tr("The organisation that owns it; a policy is for APIs of the same one.")},
        {u"rate"_s, tr("Requests in each period of `per` seconds; 0 or less: no limit.")},
        {u"per"_s, tr("Seconds of the rate's period; whole ones count.")},
        {u"throttle_interval"_s, tr("Seconds to wait before a call over the rate is tried again.")},
        {u"throttle_retry_limit"_s, tr("How often a call over the rate is tried again; 0: not at all.")},
        {u"quota_max"_s, tr("Requests in each quota period; 0 and -1: no quota.")},
        {u"quota_renewal_rate"_s, tr("Seconds of the quota period, which begins with its first request.")},
        {u"quota_renews"_s, tr("When the quota period ends, in Unix seconds; gateways write it.")},
        {u"quota_remaining"_s, tr("Requests left in the quota period; gateways write it.")},
        {u"access_rights"_s, tr("Which APIs may be called: API id and what is allowed there.")},
        {u"hmac_enabled"_s, tr("Switches HMAC signatures on for the key.")},
        {u"enable_http_signature_validation"_s, tr("Switches HTTP signatures on for the key.")},
        {u"policy.active"_s, tr("Whether the policy is loaded; Tyk 2.9.5 reads it and loads the policy all the same.")},
        {u"is_inactive"_s, tr("Every key that has the policy is refused.")},
        {u"tags"_s, tr("Added to the tags of its keys.")},
        {u"key_expires_in"_s, tr("Seconds from its creation after which a new key ends; 0: never.")},
        {u"partitions"_s,
         tr("Which parts of the policy are enforced; none or all of the first three: the whole policy.")},
        {u"partitions.quota"_s, tr("Enforces quota_max and quota_renewal_rate.")},
        {u"partitions.rate_limit"_s, tr("Enforces rate, per and throttling.")},
        {u"partitions.acl"_s, tr("Enforces access_rights.")},
        {u"partitions.per_api"_s, tr("Every API has limits of its own; excludes quota, rate_limit and acl.")},
        {u"partitions.complexity"_s, tr("Enforces max_query_depth.")},
        {u"last_updated"_s, tr("When it was changed, in Unix seconds written as a text.")},
        {u"meta_data"_s, tr("Free values that are copied into its keys.")},
        {u"max_query_depth"_s, tr("How deep a GraphQL query may be; -1: any depth.")},
        {u"smoothing"_s, tr("Lets the allowed rate move with the traffic.")},
        {u"enabled"_s, tr("Switches it on.")},
        {u"threshold"_s, tr("The rate from which on it acts.")},
        {u"trigger"_s, tr("The fraction of the rate at which a step is taken.")},
        {u"step"_s, tr("By how much the rate moves.")},
        {u"delay"_s, tr("Seconds between two steps.")},
        {u"post_expiry_action"_s, tr("What becomes of a key that has ended: retain or delete.")},
        {u"post_expiry_grace_period"_s, tr("Seconds that a key is kept after its end; -1: for ever.")},
        {u"api_name"_s, tr("A label; the API id in front of the braces is what counts.")},
        {u"access_rights.api_id"_s, tr("A label; the API id in front of the braces is what counts.")},
        {u"apiname"_s, tr("A label, as a dashboard spells it.")},
        {u"apiid"_s, tr("A label, as a dashboard spells it.")},
        {u"access_rights.versions"_s, tr("Versions of the API that may be used; \"Default\" for an API without any.")},
        {u"allowed_urls"_s, tr("Only these paths and methods; empty: everything.")},
        {u"allowed_urls.url"_s, tr("A regular expression, searched anywhere in the path.")},
        {u"allowed_urls.methods"_s, tr("HTTP methods in capitals; empty: none.")},
        {u"access_rights.limit"_s, tr("Limits of this API alone; null: those of the whole key.")},
        {u"allowance_scope"_s, tr("Name of the counters that the API uses; gateways write it.")},
        {u"restricted_types"_s, tr("GraphQL types with the fields that may not be asked for.")},
        {u"allowed_types"_s, tr("GraphQL types with the only fields that may be asked for.")},
        {u"restricted_types.name"_s, tr("Name of the GraphQL type.")},
        {u"restricted_types.fields"_s, tr("Names of its fields.")},
        {u"allowed_types.name"_s, tr("Name of the GraphQL type.")},
        {u"allowed_types.fields"_s, tr("Names of its fields.")},
        {u"disable_introspection"_s, tr("Refuses questions about the GraphQL schema itself.")},
        {u"field_access_rights"_s, tr("Limits of single GraphQL fields.")},
        {u"type_name"_s, tr("Name of the GraphQL type.")},
        {u"field_name"_s, tr("Name of the field.")},
        {u"limits"_s, tr("Limits of this field.")},
        {u"endpoints"_s, tr("Rates of single endpoints.")},
        {u"endpoints.path"_s, tr("Path of the endpoint.")},
        {u"endpoints.methods"_s, tr("Its methods with their rates.")},
        {u"methods.name"_s, tr("The method.")},
        {u"limit"_s, tr("Its rate.")},
        {u"json_rpc_methods"_s, tr("Rates of single JSON-RPC methods.")},
        {u"json_rpc_methods.name"_s, tr("Name of the JSON-RPC method.")},
        {u"json_rpc_methods_access_rights"_s, tr("JSON-RPC methods that may or may not be called.")},
        {u"mcp_primitives"_s, tr("Rates of single MCP tools, resources and prompts.")},
        {u"mcp_primitives.name"_s, tr("Its name.")},
        {u"type"_s, tr("Which kind it is: tool, resource or prompt.")},
        {u"mcp_access_rights"_s, tr("MCP tools, resources and prompts that may or may not be used.")},
        {u"tools"_s, tr("MCP tools by name.")},
        {u"resources"_s, tr("MCP resources by name.")},
        {u"prompts"_s, tr("MCP prompts by name.")},
        {u"allowed"_s, tr("Only these.")},
        {u"blocked"_s, tr("All but these.")},
        {u"Message"_s, tr("The policies, as a service delivers them.")},
        {u"Data"_s, tr("The policies, as a dashboard delivers them.")},
    };
}

Meanings MemberMeanings::ofApis()
{
    return {
        {u"api.name"_s, tr("Name of the API for people.")},
        {u"slug"_s, tr("Name of the API in addresses of a dashboard.")},
        {u"api_id"_s, tr("What access rights know the API by.")},
        {u"api.active"_s, tr("Whether it is served; Tyk 2.9.5 serves it from files all the same.")},
        {u"internal"_s, tr("Loaded, but not reachable from outside.")},
        {u"use_keyless"_s, tr("Open to everybody: no key, no limits, no rights.")},
        {u"use_oauth2"_s, tr("Asks for an OAuth 2 token.")},
        {u"use_openid"_s, tr("Asks for an OpenID Connect token.")},
        {u"use_basic_auth"_s, tr("Asks for a user name and a password.")},
        {u"enable_jwt"_s, tr("Asks for a JSON Web Token.")},
        {u"enable_signature_checking"_s, tr("Asks for an HMAC signature.")},
        {u"use_standard_auth"_s, tr("Asks for a key, also beside another kind of authentication.")},
        {u"use_mutual_tls_auth"_s, tr("Asks for a certificate of the client.")},
        {u"enable_coprocess_auth"_s, tr("Lets a plugin in another process decide who is let in.")},
        {u"use_go_plugin_auth"_s, tr("Lets a Go plugin decide who is let in.")},
        {u"auth"_s, tr("Where the key stands in a request.")},
        {u"auth_configs"_s, tr("The same for each kind of authentication; authToken replaces auth.")},
        {u"auth_header_name"_s, tr("Header with the key; empty: Authorization.")},
        {u"use_param"_s, tr("Takes the key from a query parameter as well.")},
        {u"param_name"_s, tr("Name of that query parameter; empty: that of the header.")},
        {u"use_cookie"_s, tr("Takes the key from a cookie as well.")},
        {u"cookie_name"_s, tr("Name of that cookie; empty: that of the header.")},
        {u"strip_auth_data"_s, tr("Takes the key out of the request before it goes on.")},
        {u"proxy"_s, tr("Where the API listens and where requests go.")},
        {u"listen_path"_s, tr("Beginning of the paths that belong to the API.")},
        {u"target_url"_s, tr("Where requests go.")},
        {u"strip_listen_path"_s, tr("Takes the listen path off before a request goes on.")},
        {u"preserve_host_header"_s, tr("Sends the Host that the client sent.")},
        {u"disable_strip_slash"_s, tr("Leaves the slash at the end of the target.")},
        {u"enable_load_balancing"_s, tr("Takes the targets of target_list in turn.")},
        {u"target_list"_s, tr("Targets that are taken in turn.")},
        {u"transport"_s, tr("How the upstream is spoken to.")},
        {u"ssl_insecure_skip_verify"_s, tr("Does not check the upstream's certificate.")},
        {u"version_data"_s, tr("The versions of the API.")},
        {u"not_versioned"_s, tr("The API has no versions: the first entry counts.")},
        {u"default_version"_s, tr("The version of a request that names none.")},
        {u"version_data.versions"_s, tr("Name of a version and what holds in it.")},
        {u"versions.name"_s, tr("Name of the version.")},
        {u"expires"_s, tr("When the version ends: YYYY-MM-DD HH:MM in UTC; empty or -1: never.")},
        {u"use_extended_paths"_s, tr("Takes the lists of extended_paths instead of those of paths.")},
        {u"ignore_endpoint_case"_s, tr("Compares paths of the lists without letter case.")},
        {u"extended_paths"_s, tr("Lists of paths with methods.")},
        {u"paths"_s, tr("Lists of paths for all methods; without use_extended_paths.")},
        {u"ignored"_s, tr("Paths that pass without a key.")},
        {u"black_list"_s, tr("Paths that are refused.")},
        {u"white_list"_s, tr("If there is any, only these paths are let in.")},
        {u"path"_s, tr("A regular expression, searched anywhere in the whole path; {x} is one segment.")},
        {u"ignore_case"_s, tr("Compares the path without letter case.")},
        {u"method_actions"_s, tr("Methods that the entry is for; empty: all.")},
        {u"hard_timeouts"_s, tr("Paths whose upstream must answer within a time of their own.")},
        {u"hard_timeouts.path"_s, tr("A regular expression, searched in the path behind the listen path.")},
        {u"hard_timeouts.timeout"_s, tr("Seconds to wait for the answer; after them it is 504.")},
        {u"transform_headers"_s, tr("Paths whose requests get other headers on their way to the upstream.")},
        {u"transform_headers.path"_s, tr("A regular expression, searched in the path behind the listen path.")},
        {u"delete_headers"_s, tr("Headers that are taken out of the request.")},
        {u"add_headers"_s, tr("Headers that are set in the request; $tyk_meta.NAME is taken from the key.")},
        {u"size_limits"_s, tr("Paths whose requests may be only so large.")},
        {u"size_limits.path"_s, tr("A regular expression, searched in the path behind the listen path.")},
        {u"size_limit"_s, tr("Bytes of the request at most.")},
        {u"global_size_limit"_s, tr("Bytes of every request at most; only where some size_limits stand too.")},
        {u"method"_s, tr("The method that the entry is for.")},
        {u"action"_s, tr("no_action: the list decides; reply: an answer is given at once.")},
        {u"data"_s, tr("Body of the answer.")},
        {u"method_actions.code"_s, tr("Status of the answer.")},
        {u"headers"_s, tr("Headers of the answer.")},
        {u"global_headers"_s, tr("Headers that are set in every request.")},
        {u"global_headers_remove"_s, tr("Headers that are taken out of every request.")},
        {u"override_target"_s, tr("Where requests of this version go instead.")},
        {u"definition"_s, tr("Where a request says which version it wants.")},
        {u"location"_s, tr("header, url-param or url.")},
        {u"key"_s, tr("Name of that header or parameter.")},
        {u"strip_path"_s, tr("Takes the version out of the path.")},
        {u"disable_rate_limit"_s, tr("No rate limits for this API.")},
        {u"disable_quota"_s, tr("No quotas for this API.")},
        {u"global_rate_limit"_s, tr("Rate of the API as a whole, over all keys.")},
        {u"enable_ip_whitelisting"_s, tr("Only the addresses of allowed_ips are let in; an empty list lets all in.")},
        {u"allowed_ips"_s, tr("Addresses and networks (10.0.0.0/8) of clients that are let in.")},
        {u"enable_ip_blacklisting"_s, tr("Refuses the addresses of blacklisted_ips.")},
        {u"blacklisted_ips"_s, tr("Addresses and networks (10.0.0.0/8) of clients that are refused.")},
        {u"dont_set_quota_on_create"_s, tr("A new key does not begin a quota period.")},
        {u"session_lifetime"_s, tr("Seconds for which a key is stored; 0: for ever.")},
        {u"domain"_s, tr("Host that the API answers to; with enable_custom_domains.")},
        {u"api.listen_port"_s, tr("A port of its own.")},
        {u"base_identity_provided_by"_s, tr("Whose session counts where several kinds of authentication are on.")},
        {u"do_not_track"_s, tr("Keeps its requests out of analytics.")},
        {u"jwt_signing_method"_s, tr("hmac, rsa or ecdsa.")},
        {u"jwt_source"_s, tr("The secret or public key that tokens are checked with, or where it is.")},
        {u"jwt_identity_base_field"_s, tr("Claim that names the user; empty: sub.")},
        {u"jwt_client_base_field"_s, tr("Claim that names the client.")},
        {u"jwt_policy_field_name"_s, tr("Claim that names the policy.")},
        {u"jwt_default_policies"_s, tr("Policies of a token that names none.")},
        {u"jwt_scope_claim_name"_s, tr("Claim with the scopes; empty: scope.")},
        {u"jwt_scope_to_policy_mapping"_s, tr("Scope and the policy that it stands for.")},
        {u"openid_options"_s, tr("Who may issue OpenID Connect tokens.")},
        {u"providers"_s, tr("Issuers, each with its clients and their policies.")},
        {u"api_definition"_s, tr("The definition, as a dashboard exports it.")},
        {u"x-tyk-api-gateway"_s, tr("What a gateway needs beyond OpenAPI.")},
        {u"info"_s, tr("Who the API is.")},
        {u"info.id"_s, tr("What access rights know the API by.")},
        {u"info.name"_s, tr("Name of the API for people.")},
        {u"orgId"_s, tr("The organisation that owns it.")},
        {u"state"_s, tr("Whether it is served.")},
        {u"state.active"_s, tr("Whether it is served.")},
        {u"server"_s, tr("Where the API listens.")},
        {u"listenPath"_s, tr("Beginning of the paths that belong to the API.")},
        {u"value"_s, tr("The path.")},
        {u"strip"_s, tr("Takes the listen path off before a request goes on.")},
        {u"upstream"_s, tr("Where requests go.")},
        {u"upstream.url"_s, tr("Address of the upstream.")},
    };
}

Meanings MemberMeanings::ofSettings()
{
    return {
        {u"listen_address"_s, tr("Address that the gateway listens on; empty: all, here this machine alone.")},
        {u"settings.listen_port"_s, tr("Port of the APIs.")},
        {u"control_api_port"_s, tr("Port of the control API; 0: that of the APIs.")},
        {u"secret"_s, tr("What calls of the control API show; empty: it refuses all.")},
        {u"node_secret"_s, tr("What a gateway shows to the service of its policies.")},
        {u"template_path"_s, tr("Folder of the error templates.")},
        {u"app_path"_s, tr("Folder of the API definitions.")},
        {u"use_db_app_configs"_s, tr("API definitions come from a dashboard, not from app_path.")},
        {u"policies"_s, tr("Where policies come from.")},
        {u"policy_source"_s, tr("file, service or rpc; everything else means file.")},
        {u"policy_record_name"_s, tr("The policies file.")},
        {u"policy_path"_s, tr("Folder with one policy a file; only Tyk 5 reads it.")},
        {u"policy_connection_string"_s, tr("Address of the service that delivers policies.")},
        {u"allow_explicit_policy_id"_s, tr("Policies of a service go by their id where they have one.")},
        {u"storage"_s, tr("The Redis that a gateway keeps its keys in; not used by the desktop.")},
        {u"storage.type"_s, tr("redis.")},
        {u"host"_s, tr("Host of the Redis.")},
        {u"port"_s, tr("Port of the Redis.")},
        {u"addrs"_s, tr("Several Redis servers, host:port each.")},
        {u"hosts"_s, tr("Several Redis servers: host and port; older form of addrs.")},
        {u"master_name"_s, tr("Name of the master, with Redis Sentinel.")},
        {u"username"_s, tr("User name at the Redis.")},
        {u"password"_s, tr("Password of the Redis.")},
        {u"database"_s, tr("Number of the Redis database.")},
        {u"enable_cluster"_s, tr("The servers are a Redis cluster.")},
        {u"optimisation_max_active"_s, tr("Most connections to the Redis; 0: 500.")},
        {u"timeout"_s, tr("Seconds to wait for the Redis; 0: 5.")},
        {u"hash_keys"_s, tr("Stores hashes instead of key texts.")},
        {u"hash_key_function"_s, tr("murmur32, murmur64, murmur128 or sha256; empty: murmur32.")},
        {u"hash_key_function_fallback"_s, tr("Functions that older keys were hashed with.")},
        {u"enable_hashed_keys_listing"_s, tr("The control API lists hashes.")},
        {u"min_token_length"_s, tr("Shorter keys are unknown; 0: 3.")},
        {u"allow_master_keys"_s, tr("Keys without access rights are let into every API.")},
        {u"global_session_lifetime"_s, tr("Seconds for which every key is stored, if forced.")},
        {u"force_global_session_lifetime"_s, tr("global_session_lifetime counts instead of that of APIs and keys.")},
        {u"enable_redis_rolling_limiter"_s, tr("Counts rates in a rolling window in Redis.")},
        {u"enable_sentinel_rate_limiter"_s, tr("Counts rates beside the request; beats the rolling window.")},
        {u"enable_non_transactional_rate_limiter"_s, tr("Counts without a transaction.")},
        {u"drl_notification_frequency"_s, tr("Seconds between announcements of gateways to each other; 0: 2.")},
        {u"drl_threshold"_s, tr("Requests per second and gateway from which on each counts for itself; 0: 5.")},
        {u"drl_enable_sentinel_rate_limiter"_s, tr("The rolling window refuses for the rest of the period.")},
        {u"enforce_org_quotas"_s, tr("Limits of organisations count as well.")},
        {u"enforce_org_data_age"_s, tr("Analytics end as their organisation says.")},
        {u"enforce_org_data_detail_logging"_s, tr("Whole requests are recorded as their organisation says.")},
        {u"max_idle_connections"_s, tr("Most idle connections to all upstreams.")},
        {u"max_idle_connections_per_host"_s, tr("Most idle connections to one upstream.")},
        {u"max_conn_time"_s, tr("Age at which connections to upstreams are made anew.")},
        {u"close_connections"_s, tr("Closes the connection to the client after each answer.")},
        {u"proxy_close_connections"_s, tr("Closes the connection to the upstream after each request.")},
        {u"proxy_default_timeout"_s, tr("Seconds to wait for an upstream's answer; 0: without end.")},
        {u"hide_generator_header"_s, tr("Leaves X-Generator out of errors.")},
        {u"health_check_endpoint_name"_s, tr("Name of the health check; empty: hello.")},
        {u"version_header"_s, tr("Header of answers that names the version where a request named none.")},
        {u"settings.ignore_endpoint_case"_s, tr("Compares paths of all lists without letter case.")},
        {u"override_messages"_s, tr("Other texts and codes of errors about keys.")},
        {u"message"_s, tr("Text of the error.")},
        {u"code"_s, tr("Status of the error.")},
        {u"http_server_options"_s, tr("How the gateway speaks HTTP.")},
        {u"skip_url_cleaning"_s, tr("Does not redirect paths with // and ..")},
        {u"skip_target_path_escaping"_s, tr("Does not escape paths of requests to upstreams.")},
        {u"read_timeout"_s, tr("Seconds to read a request; 0: 120.")},
        {u"write_timeout"_s, tr("Seconds to write an answer; 0: 120.")},
        {u"flush_interval"_s, tr("Milliseconds between flushes of a streamed answer.")},
        {u"enable_websockets"_s, tr("Lets connections be upgraded.")},
        {u"use_ssl"_s, tr("Speaks TLS.")},
        {u"certificates"_s, tr("Certificates of the gateway, chosen by the name that a client asks for.")},
        {u"domain_name"_s, tr("Host name that the certificate is shown for; may begin with *.")},
        {u"cert_file"_s, tr("File with the certificate and those behind it (PEM).")},
        {u"key_file"_s, tr("File with the key of the certificate (PEM).")},
        {u"min_version"_s, tr("Oldest version of TLS: 771 is 1.2, 772 is 1.3; 0: 1.2.")},
        {u"proxy_ssl_insecure_skip_verify"_s, tr("Does not check the certificate of any upstream.")},
        {u"hostname"_s, tr("Host that the gateway answers to.")},
        {u"control_api_hostname"_s, tr("Host that the control API answers to.")},
        {u"middleware_path"_s, tr("Folder of plug-ins.")},
        {u"pid_file_location"_s, tr("File with the number of the process.")},
        {u"log_level"_s, tr("error, warn, info or debug.")},
        {u"enable_key_logging"_s, tr("Writes whole keys into the log.")},
        {u"suppress_default_org_store"_s, tr("Keys of an organisation only for those with a loaded API.")},
        {u"enable_custom_domains"_s, tr("Looks at the domain of API definitions.")},
        {u"disable_ports_whitelist"_s, tr("API definitions may name any port.")},
        {u"suppress_redis_signal_reload"_s, tr("Does not listen to other gateways.")},
        {u"allow_insecure_configs"_s, tr("Takes unsigned notifications.")},
        {u"public_key_path"_s, tr("Key that notifications are checked with.")},
        {u"enable_analytics"_s, tr("Records requests.")},
        {u"analytics_config"_s, tr("How requests are recorded.")},
        {u"enable_detailed_recording"_s, tr("Records whole requests and answers.")},
        {u"ignored_ips"_s, tr("Addresses whose requests are not recorded.")},
        {u"storage_expiration_time"_s, tr("Seconds that records are kept; 0: 60.")},
        {u"pool_size"_s, tr("How many write records; 0: 50.")},
        {u"records_buffer_size"_s, tr("How many records wait; 0: 1000.")},
        {u"health_check"_s, tr("Figures for /tyk/health.")},
        {u"enable_health_checks"_s, tr("Keeps figures for /tyk/health.")},
        {u"health_check_value_timeouts"_s, tr("Seconds that those figures are kept.")},
        {u"local_session_cache"_s, tr("Keys in the gateway's memory.")},
        {u"disable_cached_session_state"_s, tr("Asks the store for every request.")},
        {u"uptime_tests"_s, tr("Tests whether upstreams are there.")},
        {u"disable"_s, tr("Switches it off.")},
        {u"workspace.profile"_s, tr("Whose rules are computed: guide, 2.9 or 5.")},
        {u"workspace.upstream"_s, tr("echo: a built-in upstream answers instead of the targets.")},
        {u"workspace.paths"_s, tr("A path as tyk.conf has it, and the one that is used here.")},
        {u"workspace.silence"_s, tr("Findings that are not to be told, each with a reason.")},
        {u"rule"_s, tr("Name of the rule.")},
        {u"silence.path"_s, tr("Where: a file, a JSON path, or file#path; empty: everywhere.")},
        {u"reason"_s, tr("Why; without one it does not count.")},
    };
}

QString MemberMeanings::kind(ValueKind kind)
{
    switch (kind) {
    case ValueKind::Any:
        break;
    case ValueKind::Text:
        return tr("text");
    case ValueKind::Number:
        return tr("number");
    case ValueKind::WholeNumber:
        return tr("whole number");
    case ValueKind::Flag:
        return tr("true or false");
    case ValueKind::List:
        return tr("list");
    case ValueKind::Object:
        return tr("object");
    }
    return tr("any value");
}

} // namespace

QString memberMeaning(const std::string& holder, const KnownMember& member)
{
    static const Meanings meanings = MemberMeanings::all(); // the language is chosen at the start
    const QString name = QString::fromUtf8(member.name.data(), qsizetype(member.name.size()));
    const QString own = meanings.value(QString::fromStdString(holder) + u'.' + name);
    return own.isEmpty() ? meanings.value(name) : own;
}

QString kindWords(const KnownMember& member)
{
    const QString kind = MemberMeanings::kind(member.form->kind);
    return member.isNewer ? MemberMeanings::newer(kind) : kind;
}

} // namespace gatereeve::ui
