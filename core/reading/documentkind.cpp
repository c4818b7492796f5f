#include "core/reading/documentkind.h"

#include "core/reading/policyplaces.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace gatereeve
{

namespace
{

bool hasAny(const json::Value& object, std::initializer_list<std::string_view> names)
{
    return object.isObject() && std::any_of(names.begin(), names.end(), [&](std::string_view name) {
               return object.memberIgnoringCase(name).has_value();
           });
}

bool looksLikePolicy(const json::Value& value)
{
    return hasAny(value, {"access_rights", "rate", "per", "quota_max", "quota_renewal_rate", "partitions",
                          "key_expires_in", "is_inactive", "hmac_enabled", "throttle_retry_limit"});
}

// For files that say too little themselves.
bool isNamedPolicies(const std::string& file)
{
    const std::string_view name = std::string_view(file).substr(file.rfind('/') + 1);
    return name.starts_with("policies");
}

// The values of a policies file are policies, and there is no other member that says what the file is.
bool isPolicyMap(const json::Value& root)
{
    bool any = isNamedPolicies(root.document().file());
    for (const json::Value member : root) {
        if (!member.isObject())
            return false;
        any = any || looksLikePolicy(member);
    }
    return any;
}

bool isKey(const json::Value& root)
{
    return hasAny(root, {"apply_policies", "apply_policy_id", "expires", "allowance", "quota_remaining", "quota_renews",
                         "alias", "hmac_string", "oauth_client_id"}) &&
           !hasAny(root, {"key_expires_in", "partitions"});
}

// A list of policies, or one without any.
bool isPolicyList(const json::Value& list)
{
    const auto first = list.firstChild();
    return !first || looksLikePolicy(*first);
}

DocumentKind kindOfObject(const json::Value& root)
{
    if (isPolicyMap(root))
        return DocumentKind::PolicyMap;
    // A newer one has a listen_port as well.
    if (hasAny(root, {"api_id", "proxy", "openapi", "x-tyk-api-gateway", "api_definition"}))
        return DocumentKind::Api;
    if (hasAny(root, {"listen_port", "app_path", "policies"}) && !hasAny(root, {"files"}))
        return DocumentKind::Settings;
    if (const auto list = exportedList(root); list && isPolicyList(*list))
        return DocumentKind::PolicyReply;
    if (isKey(root))
        return DocumentKind::Key;
    return looksLikePolicy(root) ? DocumentKind::Policy : DocumentKind::Other;
}

} // namespace

DocumentKind kindOf(const json::Document& document)
{
    const json::Value root = document.root();
    if (root.isArray())
        return isPolicyList(root) ? DocumentKind::PolicyList : DocumentKind::Other;
    return root.isObject() ? kindOfObject(root) : DocumentKind::Other;
}

} // namespace gatereeve
