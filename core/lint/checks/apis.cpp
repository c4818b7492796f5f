#include "core/lint/checks.h"

#include <algorithm>
#include <set>

namespace gatereeve::lint
{

namespace
{

constexpr std::string_view MetaMark = "$tyk_meta.", ContextMark = "$tyk_context.";

std::string nameAfter(std::string_view text, size_t at)
{
    size_t end = at;
    while (end < text.size() &&
           (std::isalnum(static_cast<unsigned char>(text[end])) || text[end] == '_' || text[end] == '-'))
        ++end;
    return std::string(text.substr(at, end - at));
}

// Every text in the definition that puts what the mark stands for somewhere (gateway-behaviour.md 8).
template <typename Visit>
void forEachVariable(const json::Value& root, std::string_view mark, const Visit& visit)
{
    const json::Document& document = root.document();
    const std::string& text = document.text();
    for (size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
        const json::Value value = document.innermostAt(at);
        const std::string name = nameAfter(text, at + mark.size());
        if (value.isString() && !name.empty())
            visit(value, name);
    }
}

bool isSetBySomebody(const std::string& name, const Subjects& subjects)
{
    const auto sets = [&](const auto& metaData) { return metaData.contains(name); };
    return std::ranges::any_of(subjects.policies, [&](const LintedPolicy& p) { return sets(p.policy().metaData); }) ||
           std::ranges::any_of(subjects.keys, [&](const LintedKey& key) { return sets(key.session.metaData); });
}

std::string textOf(const json::Value& root, std::string_view name)
{
    const auto value = memberOf(root, name);
    return value && value->isString() ? value->string() : std::string();
}

bool hasEntries(const json::Value& root, std::string_view name)
{
    const auto value = memberOf(root, name);
    return value && (value->isObject() || value->isArray()) && value->size() > 0;
}

bool isTrue(const std::optional<json::Value>& value)
{
    return value && value->isBool() && value->boolean();
}

} // namespace

void danglingMetadata(const LintedApi& api, Report& report)
{
    const Subjects& subjects = report.subjects();
    if (!subjects.input.knowsPolicies)
        return;
    std::set<std::string> told;
    forEachVariable(api.value, MetaMark, [&](const json::Value& value, const std::string& name) {
        const bool isByJwt = name == "TykJWTSessionID" && api.definition.enableJwt;
        if (!isByJwt && told.insert(name).second && !isSetBySomebody(name, subjects))
            report.add(value, {}, "no policy sets the meta data `%1`: it is empty unless a key brings it along",
                       {name});
    });
}

// Without enable_context_vars Tyk sends the text as it stands, too.
void contextNotFilledIn(const LintedApi& api, Report& report)
{
    if (!isTrue(memberOf(api.value, "enable_context_vars")))
        return;
    std::set<std::string> told;
    forEachVariable(api.value, ContextMark, [&](const json::Value& value, const std::string& name) {
        if (told.insert(name).second)
            report.add(
                value, {},
                "the gateway here does not fill in `$tyk_context.%1`: an upstream tried with it gets the text as "
                "it stands",
                {name});
    });
}

// gateway-behaviour.md 17, with jwt_source, 3
void jwtWithoutPolicy(const LintedApi& api, Report& report)
{
    if (!api.definition.enableJwt || api.definition.isOas || textOf(api.value, "jwt_source").empty())
        return;
    const bool hasSome = !textOf(api.value, "jwt_policy_field_name").empty() ||
                         !textOf(api.value, "jwt_client_base_field").empty() ||
                         hasEntries(api.value, "jwt_default_policies") ||
                         hasEntries(api.value, "jwt_scope_to_policy_mapping") || memberOf(api.value, "scopes");
    if (!hasSome)
        report.addAtMember(api.value, "enable_jwt", {},
                           "neither a claim nor jwt_default_policies says which policy a token gets, so every token is "
                           "refused");
}

void oasNotRead(const LintedApi& api, Report& report)
{
    if (api.definition.isOas && report.profile() == Profile::Tyk29)
        report.add(api.value, {}, "Tyk 2.9.5 does not know OpenAPI definitions and does not serve this one");
}

void certificateUnchecked(Report& report)
{
    const auto tell = [&](const std::optional<json::Value>& flag, const char* whose) {
        if (isTrue(flag))
            report.add(*flag, {},
                       "the certificate of %1 is not checked: whoever stands between can read and change the calls",
                       {whose});
    };
    const LintInput& input = report.subjects().input;
    if (input.conf) {
        tell(memberOf(input.conf->root(), "proxy_ssl_insecure_skip_verify"), "every upstream");
        tell(memberOf(input.conf->root(), "jwt_ssl_insecure_skip_verify"), "the server with the JWT keys");
    }
    for (const LintedApi& api : report.subjects().apis)
        tell(memberOf(api.value, {"proxy", "transport", "ssl_insecure_skip_verify"}), "the upstream");
}

} // namespace gatereeve::lint
