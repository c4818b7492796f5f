#include "core/engine/tyk5/unions.h"

#include "core/engine/tyk5/generosity.h"

#include <algorithm>

namespace gatereeve::tyk5
{

namespace
{

using Texts = std::vector<std::string>;

void addMissing(Texts& list, const Texts& more)
{
    for (const std::string& text : more) {
        if (std::ranges::find(list, text) == list.end())
            list.push_back(text);
    }
}

void uniteUrls(std::vector<AllowedUrl>& rules, const std::vector<AllowedUrl>& more)
{
    for (const AllowedUrl& rule : more) {
        auto known = std::ranges::find(rules, rule.url, &AllowedUrl::url);
        if (known == rules.end())
            known = rules.insert(rules.end(), AllowedUrl{rule.url, {}});
        addMissing(known->methods, rule.methods);
    }
}

void uniteTypes(std::vector<GraphQlType>& types, const std::vector<GraphQlType>& more)
{
    for (const GraphQlType& type : more) {
        auto known = std::ranges::find(types, type.name, &GraphQlType::name);
        if (known == types.end())
            known = types.insert(types.end(), GraphQlType{type.name, {}});
        addMissing(known->fields, type.fields);
    }
}

void uniteFields(std::vector<GraphQlField>& fields, const std::vector<GraphQlField>& more)
{
    for (const GraphQlField& field : more) {
        const auto known = std::ranges::find_if(fields, [&](const GraphQlField& one) {
            return one.typeName == field.typeName && one.fieldName == field.fieldName;
        });
        if (known == fields.end())
            fields.push_back(field);
        else if (isGreater(field.maxQueryDepth, known->maxQueryDepth))
            known->maxQueryDepth = field.maxQueryDepth;
    }
}

void uniteLists(CallLists& lists, const CallLists& more)
{
    addMissing(lists.allowed, more.allowed);
    addMissing(lists.blocked, more.blocked);
}

bool beats(const CallRate& a, const CallRate& b)
{
    if (isFaster(a.rate, a.per, b.rate, b.per))
        return true;
    return !isFaster(b.rate, b.per, a.rate, a.per) && a.rate > b.rate;
}

void uniteRates(std::vector<CallRate>& rates, const std::vector<CallRate>& more)
{
    for (const CallRate& rate : more) {
        const auto known = std::ranges::find_if(
            rates, [&](const CallRate& one) { return one.type == rate.type && one.name == rate.name; });
        if (known == rates.end())
            rates.push_back(rate);
        else if (beats(rate, *known))
            *known = rate;
    }
}

void uniteEndpoints(std::vector<Endpoint>& endpoints, const std::vector<Endpoint>& more)
{
    for (const Endpoint& endpoint : more) {
        auto known = std::ranges::find(endpoints, endpoint.path, &Endpoint::path);
        if (known == endpoints.end())
            known = endpoints.insert(endpoints.end(), Endpoint{endpoint.path, {}});
        uniteRates(known->methods, endpoint.methods);
    }
}

} // namespace

void uniteGrants(AccessRight& right, const AccessRight& more)
{
    addMissing(right.versions, more.versions);
    uniteUrls(right.allowedUrls, more.allowedUrls);
    NewerRights& newer = right.newer;
    uniteTypes(newer.restrictedTypes, more.newer.restrictedTypes);
    uniteTypes(newer.allowedTypes, more.newer.allowedTypes);
    uniteFields(newer.fieldRights, more.newer.fieldRights);
    newer.disableIntrospection = newer.disableIntrospection || more.newer.disableIntrospection;
    uniteLists(newer.rpcLists, more.newer.rpcLists);
    uniteLists(newer.mcpTools, more.newer.mcpTools);
    uniteLists(newer.mcpResources, more.newer.mcpResources);
    uniteLists(newer.mcpPrompts, more.newer.mcpPrompts);
}

void uniteCallRates(AccessRight& right, const AccessRight& more)
{
    uniteEndpoints(right.newer.endpoints, more.newer.endpoints);
    uniteRates(right.newer.rpcMethods, more.newer.rpcMethods);
    uniteRates(right.newer.mcpPrimitives, more.newer.mcpPrimitives);
}

void dropCallRates(AccessRight& right)
{
    right.newer.endpoints.clear();
    right.newer.rpcMethods.clear();
    right.newer.mcpPrimitives.clear();
}

} // namespace gatereeve::tyk5
