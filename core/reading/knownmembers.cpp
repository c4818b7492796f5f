#include "core/reading/knownmembers.h"

#include "core/reading/readers.h"

#include <algorithm>
#include <deque>

namespace gatereeve
{

namespace
{

using Kind = ValueKind;

// A member that gateways read and our readers pass over. Sources: storage-and-config.md 2.2 to 2.6,
// gateway-behaviour.md, policy-semantics.md 10.
struct PassedOver {
    std::string_view holder; // empty: the root; else a member of it that is an object
    std::string_view name;
    Kind kind;
};

constexpr PassedOver OfSettings[] = {
    {"", "hostname", Kind::Text},
    {"", "control_api_hostname", Kind::Text},
    {"", "middleware_path", Kind::Text},
    {"", "pid_file_location", Kind::Text},
    {"", "log_level", Kind::Text},
    {"", "enable_key_logging", Kind::Flag},
    {"", "suppress_default_org_store", Kind::Flag},
    {"", "enable_non_transactional_rate_limiter", Kind::Flag},
    {"", "drl_notification_frequency", Kind::WholeNumber},
    {"", "drl_threshold", Kind::Number},
    {"", "drl_enable_sentinel_rate_limiter", Kind::Flag},
    {"", "enforce_org_quotas", Kind::Flag},
    {"", "enforce_org_data_age", Kind::Flag},
    {"", "enforce_org_data_detail_logging", Kind::Flag},
    {"", "max_idle_connections", Kind::WholeNumber},
    {"", "max_idle_connections_per_host", Kind::WholeNumber},
    {"", "max_conn_time", Kind::WholeNumber},
    {"", "enable_custom_domains", Kind::Flag},
    {"", "disable_ports_whitelist", Kind::Flag},
    {"", "suppress_redis_signal_reload", Kind::Flag},
    {"", "allow_insecure_configs", Kind::Flag},
    {"", "public_key_path", Kind::Text},
    {"", "enable_analytics", Kind::Flag},
    {"", "analytics_config", Kind::Object},
    {"", "local_session_cache", Kind::Object},
    {"", "uptime_tests", Kind::Object},
    {"analytics_config", "enable_detailed_recording", Kind::Flag},
    {"analytics_config", "ignored_ips", Kind::List},
    {"analytics_config", "storage_expiration_time", Kind::WholeNumber},
    {"analytics_config", "pool_size", Kind::WholeNumber},
    {"analytics_config", "records_buffer_size", Kind::WholeNumber},
    {"health_check", "health_check_value_timeouts", Kind::WholeNumber},
    {"http_server_options", "skip_target_path_escaping", Kind::Flag},
    {"http_server_options", "read_timeout", Kind::WholeNumber},
    {"http_server_options", "write_timeout", Kind::WholeNumber},
    {"http_server_options", "flush_interval", Kind::WholeNumber},
    {"local_session_cache", "disable_cached_session_state", Kind::Flag},
    {"policies", "policy_connection_string", Kind::Text},
    {"storage", "host", Kind::Text},
    {"storage", "port", Kind::WholeNumber},
    {"storage", "addrs", Kind::List},
    {"storage", "hosts", Kind::Object},
    {"storage", "master_name", Kind::Text},
    {"storage", "username", Kind::Text},
    {"storage", "password", Kind::Text},
    {"storage", "database", Kind::WholeNumber},
    {"storage", "enable_cluster", Kind::Flag},
    {"storage", "optimisation_max_active", Kind::WholeNumber},
    {"storage", "timeout", Kind::WholeNumber},
    {"uptime_tests", "disable", Kind::Flag},
};

constexpr PassedOver OfApi[] = {
    {"", "domain", Kind::Text},
    {"", "listen_port", Kind::WholeNumber},
    {"", "base_identity_provided_by", Kind::Text},
    {"", "do_not_track", Kind::Flag},
    {"", "jwt_signing_method", Kind::Text},
    {"", "jwt_source", Kind::Text},
    {"", "jwt_identity_base_field", Kind::Text},
    {"", "jwt_client_base_field", Kind::Text},
    {"", "jwt_policy_field_name", Kind::Text},
    {"", "jwt_default_policies", Kind::List},
    {"", "jwt_scope_claim_name", Kind::Text},
    {"", "jwt_scope_to_policy_mapping", Kind::Object},
    {"", "openid_options", Kind::Object},
    {"openid_options", "providers", Kind::List},
};

const ValueForm& plain(Kind kind)
{
    static const ValueForm Forms[] = {{.kind = Kind::Any},         {.kind = Kind::Text}, {.kind = Kind::Number},
                                      {.kind = Kind::WholeNumber}, {.kind = Kind::Flag}, {.kind = Kind::List},
                                      {.kind = Kind::Object}};
    return Forms[static_cast<size_t>(kind)];
}

// Forms that are put together here stay as long as the program.
ValueForm& kept(ValueForm form)
{
    static std::deque<ValueForm> all;
    return all.emplace_back(std::move(form));
}

template <size_t N>
const ValueForm& withMore(const ValueForm& read, std::string_view name, const PassedOver (&more)[N])
{
    ValueForm& root = kept(read);
    root.name = name;
    const auto holderOf = [&](std::string_view member) -> ValueForm& {
        const auto found = std::ranges::find(root.members, member, &KnownMember::name);
        ValueForm& own = kept(*found->form);
        found->form = &own;
        return own;
    };
    std::string_view open;
    ValueForm* holder = &root;
    for (const PassedOver& member : more) {
        if (member.holder != open) {
            open = member.holder;
            holder = &holderOf(open);
        }
        holder->members.push_back({member.name, &plain(member.kind)});
    }
    return root;
}

ValueForm named(const ValueForm& form, std::string_view name)
{
    ValueForm copy = form;
    copy.name = name;
    return copy;
}

const ValueForm& classicApi()
{
    static const ValueForm& form = withMore(readFormOfApi(), "api", OfApi);
    return form;
}

bool isName(std::string_view known, std::string_view name)
{
    return json::isSameName(known, name);
}

} // namespace

const ValueForm& formOfPolicy()
{
    static const ValueForm form = named(readFormOfPolicy(), "policy");
    return form;
}

const ValueForm& formOfPolicies(PolicyForm form)
{
    static const ValueForm byId{.kind = Kind::Object, .entries = &formOfPolicy()};
    static const ValueForm list{.kind = Kind::List, .elements = &formOfPolicy()};
    // One policy, a list of them, or a service's or dashboard's reply.
    static const ValueForm delivered = [] {
        ValueForm either = formOfPolicy();
        either.elements = &formOfPolicy();
        for (const std::string_view reply : {"Message", "Data"})
            either.members.push_back({reply, &list, false, true});
        return either;
    }();
    switch (form) {
    case PolicyForm::ById:
        return byId;
    case PolicyForm::Folder:
        return formOfPolicy();
    case PolicyForm::Export:
        break;
    }
    return delivered;
}

const ValueForm& formOfApi()
{
    static const ValueForm form = [] {
        ValueForm either = classicApi();
        either.members.push_back({"api_definition", &classicApi(), false, true});
        for (KnownMember member : readFormOfOpenApi().members) {
            member.form = &kept(named(*member.form, "openapi"));
            either.members.push_back(member);
        }
        return either;
    }();
    return form;
}

const ValueForm& formOfSettings()
{
    static const ValueForm& form = withMore(readFormOfSettings(), "settings", OfSettings);
    return form;
}

// By hand, as its readers are (core/workspace/layout.cpp, core/lint/silence.cpp).
const ValueForm& formOfWorkspaceSettings()
{
    static const ValueForm texts{.kind = Kind::Object, .entries = &plain(Kind::Text)};
    static const ValueForm silence{
        .kind = Kind::Object,
        .members = {{"rule", &plain(Kind::Text)}, {"path", &plain(Kind::Text)}, {"reason", &plain(Kind::Text)}}};
    static const ValueForm silences{.kind = Kind::List, .elements = &silence};
    static const ValueForm form{.kind = Kind::Object,
                                .name = "workspace",
                                .members = {{"profile", &plain(Kind::Text)},
                                            {"upstream", &plain(Kind::Text)},
                                            {"silence", &silences},
                                            {"paths", &texts}}};
    return form;
}

std::optional<KnownObject> objectAt(const ValueForm& root, const std::vector<json::CursorStep>& path)
{
    KnownObject object{&root, std::string(root.name)};
    for (const json::CursorStep& step : path) {
        const ValueForm& form = *object.form;
        const ValueForm* next = step.isElement ? form.elements : form.entries;
        if (!step.isElement) {
            for (const KnownMember& member : form.members) {
                if (isName(member.name, step.name)) {
                    next = member.form;
                    object.holder = member.name;
                }
            }
        }
        if (!next)
            return std::nullopt;
        object.form = next;
        if (!next->name.empty())
            object.holder = next->name;
    }
    if (object.form->kind != Kind::Object)
        return std::nullopt;
    return object;
}

} // namespace gatereeve
