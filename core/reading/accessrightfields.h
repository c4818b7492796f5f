#pragma once

// policy-semantics.md 1.4, 1.5 in Tyk's order.

#include "core/accessright.h"
#include "core/reading/binding.h"

namespace gatereeve::binding
{

template <>
struct Binding<Smoothing> {
    static constexpr Field<Smoothing> fields[] = {
        field<&Smoothing::enabled>("enabled"), field<&Smoothing::threshold>("threshold"),
        field<&Smoothing::trigger>("trigger"), field<&Smoothing::step>("step"),
        field<&Smoothing::delay>("delay"),
    };
};

template <>
struct Binding<Limit> {
    static constexpr Field<Limit> fields[] = {
        field<&Limit::rate>("rate"),
        field<&Limit::per>("per"),
        field<&Limit::throttleInterval>("throttle_interval"),
        field<&Limit::throttleRetryLimit>("throttle_retry_limit"),
        field<&Limit::quotaMax>("quota_max"),
        field<&Limit::quotaRenews>("quota_renews"),
        field<&Limit::quotaRemaining>("quota_remaining"),
        field<&Limit::quotaRenewalRate>("quota_renewal_rate"),
        newer<&Limit::maxQueryDepth>("max_query_depth"),
        newer<&Limit::smoothing>("smoothing"),
    };
};

template <>
struct Binding<AllowedUrl> {
    static constexpr Field<AllowedUrl> fields[] = {
        field<&AllowedUrl::url>("url"),
        field<&AllowedUrl::methods>("methods"),
    };
};

template <>
struct Binding<GraphQlType> {
    static constexpr Field<GraphQlType> fields[] = {
        field<&GraphQlType::name>("name"),
        field<&GraphQlType::fields>("fields"),
    };
};

struct FieldLimitsGroup {
    static constexpr Field<GraphQlField> fields[] = {field<&GraphQlField::maxQueryDepth>("max_query_depth")};
};

template <>
struct Binding<GraphQlField> {
    static constexpr Field<GraphQlField> fields[] = {
        field<&GraphQlField::typeName>("type_name"),
        field<&GraphQlField::fieldName>("field_name"),
        group<FieldLimitsGroup>("limits"),
    };
};

struct CallLimitGroup {
    static constexpr Field<CallRate> fields[] = {
        field<&CallRate::rate>("rate"),
        field<&CallRate::per>("per"),
    };
};

template <>
struct Binding<CallRate> {
    static constexpr Field<CallRate> fields[] = {
        newer<&CallRate::type>("type"),
        field<&CallRate::name>("name"),
        group<CallLimitGroup>("limit"),
    };
};

template <>
struct Binding<Endpoint> {
    static constexpr Field<Endpoint> fields[] = {
        field<&Endpoint::path>("path"),
        field<&Endpoint::methods>("methods"),
    };
};

template <>
struct Binding<CallLists> {
    static constexpr Field<CallLists> fields[] = {
        field<&CallLists::allowed>("allowed"),
        field<&CallLists::blocked>("blocked"),
    };
};

struct McpRightsGroup {
    static constexpr Field<NewerRights> fields[] = {
        field<&NewerRights::mcpTools>("tools"),
        field<&NewerRights::mcpResources>("resources"),
        field<&NewerRights::mcpPrompts>("prompts"),
    };
};

// A member of a right's NewerRights, which lie flat in JSON.
template <auto Member>
struct NewerMember {
    std::string_view name;

    constexpr operator Field<AccessRight>() const
    {
        using Code = CodecOf<Member>;
        Field<AccessRight> result{{name, KnownBy::Newer,
                                   [](const json::Value& value, AccessRight& owner, Reading& reading) {
                                       Code::read(value, owner.newer.*Member, reading);
                                   },
                                   &FormOf<Code>::get}};
        result.write = [](json::Writer& writer, const AccessRight& owner, ZeroMembers zeros) {
            Code::write(writer, owner.newer.*Member, zeros);
        };
        result.isZero = [](const AccessRight& owner) { return Code::isZero(owner.newer.*Member); };
        return result;
    }
};

struct NewerMcpRights {
    std::string_view name;

    constexpr operator Field<AccessRight>() const
    {
        Field<AccessRight> result{{name, KnownBy::Newer,
                                   [](const json::Value& value, AccessRight& owner, Reading& reading) {
                                       if (value.isObject())
                                           readMembers(value, owner.newer, McpRightsGroup::fields, nullptr, reading);
                                       else if (!value.isNull())
                                           reading.wrongType(value, Expected::Object);
                                   },
                                   &formOfTable<McpRightsGroup>}};
        result.write = [](json::Writer& writer, const AccessRight& owner, ZeroMembers zeros) {
            writer.beginObject();
            writeMembers(writer, owner.newer, McpRightsGroup::fields, zeros);
            writer.endObject();
        };
        result.isZero = [](const AccessRight& owner) {
            const NewerRights& newer = owner.newer;
            return newer.mcpTools == CallLists{} && newer.mcpResources == CallLists{} &&
                   newer.mcpPrompts == CallLists{};
        };
        return result;
    }
};

template <>
struct Binding<AccessRight> {
    static constexpr Field<AccessRight> fields[] = {
        field<&AccessRight::apiName>("api_name", KnownBy::FileSpelling),
        spelling<&AccessRight::apiName>("apiname", KnownBy::ServiceSpelling),
        field<&AccessRight::apiId>("api_id", KnownBy::FileSpelling),
        spelling<&AccessRight::apiId>("apiid", KnownBy::ServiceSpelling),
        field<&AccessRight::versions>("versions"),
        field<&AccessRight::allowedUrls>("allowed_urls"),
        field<&AccessRight::limit>("limit"),
        field<&AccessRight::allowanceScope>("allowance_scope", KnownBy::FileSpelling),
        NewerMember<&NewerRights::restrictedTypes>{"restricted_types"},
        NewerMember<&NewerRights::allowedTypes>{"allowed_types"},
        NewerMember<&NewerRights::disableIntrospection>{"disable_introspection"},
        NewerMember<&NewerRights::fieldRights>{"field_access_rights"},
        NewerMember<&NewerRights::endpoints>{"endpoints"},
        NewerMember<&NewerRights::rpcMethods>{"json_rpc_methods"},
        NewerMember<&NewerRights::rpcLists>{"json_rpc_methods_access_rights"},
        NewerMember<&NewerRights::mcpPrimitives>{"mcp_primitives"},
        NewerMcpRights{"mcp_access_rights"},
    };
};

} // namespace gatereeve::binding
