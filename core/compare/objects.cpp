#include "core/compare/objects.h"

#include "core/reading/policyplaces.h"

#include <algorithm>
#include <cassert>

namespace gatereeve::compare
{

namespace
{

using json::Value;

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

} // namespace

const Shape& shapeOf(DocumentKind kind)
{
    switch (kind) {
    case DocumentKind::PolicyMap:
        return PolicyMapShape;
    case DocumentKind::PolicyList:
        return PolicyListShape;
    case DocumentKind::PolicyReply:
        return AnyShape;
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
    case DocumentKind::PolicyReply: {
        const Value list = *exportedList(root);
        for (const Value policy : list)
            objects.push_back({ObjectKind::Policy, ownIdOf(policy), policy});
        return objects;
    }
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
