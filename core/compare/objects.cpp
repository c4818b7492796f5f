#include "core/compare/objects.h"

#include <algorithm>
#include <cassert>

namespace gatereeve::compare
{

namespace
{

using json::Value;

bool hasAny(const Value& object, std::initializer_list<std::string_view> names)
{
    return object.isObject() && std::any_of(names.begin(), names.end(), [&](std::string_view name) {
               return object.memberIgnoringCase(name).has_value();
           });
}

bool looksLikePolicy(const Value& value)
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

std::string textOf(const Value& object, std::string_view name)
{
    const MaybeValue member = object.isObject() ? object.memberIgnoringCase(name) : std::nullopt;
    return member && member->isString() ? member->string() : std::string();
}

std::string idOfApi(const Value& value)
{
    MaybeValue at = value.isObject() ? value.member("x-tyk-api-gateway") : std::nullopt;
    if (at && at->isObject())
        at = at->member("info");
    if (at)
        return textOf(*at, "id");
    return textOf(value, "api_id");
}

// The values of a policies file are policies, and there is no other member that says what the file is.
bool isPolicyMap(const Value& root)
{
    bool any = isNamedPolicies(root.document().file());
    for (const Value member : root) {
        if (!member.isObject())
            return false;
        any = any || looksLikePolicy(member);
    }
    return any;
}

} // namespace

DocumentKind kindOf(const json::Document& document)
{
    const Value root = document.root();
    if (root.isArray()) {
        const MaybeValue first = root.firstChild();
        return first && looksLikePolicy(*first) ? DocumentKind::PolicyList : DocumentKind::Other;
    }
    if (!root.isObject())
        return DocumentKind::Other;
    if (isPolicyMap(root))
        return DocumentKind::PolicyMap;
    if (hasAny(root, {"api_id", "proxy", "openapi", "x-tyk-api-gateway"})) // a newer one has a listen_port as well
        return DocumentKind::Api;
    if (hasAny(root, {"listen_port", "app_path", "policies"}) && !hasAny(root, {"files"}))
        return DocumentKind::Settings;
    if (hasAny(root, {"apply_policies", "apply_policy_id", "expires", "quota_remaining", "quota_renews", "alias"}) &&
        !hasAny(root, {"key_expires_in", "partitions"}))
        return DocumentKind::Key;
    if (looksLikePolicy(root))
        return DocumentKind::Policy;
    return DocumentKind::Other;
}

const Shape& shapeOf(DocumentKind kind)
{
    switch (kind) {
    case DocumentKind::PolicyMap:
        return PolicyMapShape;
    case DocumentKind::PolicyList:
        return PolicyListShape;
    case DocumentKind::Policy:
        return PolicyShape;
    case DocumentKind::Api:
        return ApiShape;
    case DocumentKind::Settings:
        return SettingsShape;
    case DocumentKind::Key:
        return SessionShape;
    case DocumentKind::Other:
        return AnyShape;
    }
    assert(false);
    return AnyShape;
}

std::string ownIdOf(const Value& policy)
{
    const std::string id = textOf(policy, "id");
    return id.empty() ? textOf(policy, "_id") : id;
}

std::vector<Object> objectsOf(const json::Document& document)
{
    const Value root = document.root();
    std::vector<Object> objects;
    switch (kindOf(document)) {
    case DocumentKind::PolicyMap:
        for (const auto& [name, policy] : entriesOf(root, PolicyMapShape))
            objects.push_back({ObjectKind::Policy, name, policy});
        return objects;
    case DocumentKind::PolicyList:
        for (const Value policy : root)
            objects.push_back({ObjectKind::Policy, ownIdOf(policy), policy});
        return objects;
    case DocumentKind::Policy:
        return {{ObjectKind::Policy, ownIdOf(root), root}};
    case DocumentKind::Api:
        return {{ObjectKind::Api, idOfApi(root), root}};
    case DocumentKind::Settings:
        return {{ObjectKind::Settings, {}, root}};
    case DocumentKind::Key:
        return {{ObjectKind::Key, {}, root}};
    case DocumentKind::Other:
        return {{ObjectKind::Other, {}, root}};
    }
    return objects;
}

} // namespace gatereeve::compare
