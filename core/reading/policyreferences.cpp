#include "core/reading/policyreferences.h"

#include "core/json/lookup.h"
#include "core/keys/base64.h"

#include <algorithm>

namespace gatereeve
{

namespace
{

using Kind = PolicyReference::Kind;
using Scheme = PolicyReference::Scheme;
using json::childrenAt;
using json::memberAt;

class ReferenceFinder
{
public:
    std::vector<PolicyReference> take()
    {
        std::ranges::sort(m_found, {}, [](const PolicyReference& reference) { return reference.policy.offset(); });
        return std::move(m_found);
    }

    void readClassic(const json::Value& definition)
    {
        for (const json::Value& policy : childrenAt(definition, {"jwt_default_policies"}))
            add(Kind::JwtDefault, Scheme::Jwt, {}, policy);
        for (const json::Value& policy : childrenAt(definition, {"jwt_scope_to_policy_mapping"}))
            add(Kind::Scope, Scheme::Jwt, policy.name(), policy);
        // 5.x
        for (const json::Value& policy : childrenAt(definition, {"scopes", "jwt", "scope_to_policy"}))
            add(Kind::Scope, Scheme::Jwt, policy.name(), policy);
        for (const json::Value& policy : childrenAt(definition, {"scopes", "oidc", "scope_to_policy"}))
            add(Kind::Scope, Scheme::OpenId, policy.name(), policy);
        for (const json::Value& provider : childrenAt(definition, {"openid_options", "providers"})) {
            for (const json::Value& policy : childrenAt(provider, {"client_ids"}))
                add(Kind::OpenIdClient, Scheme::OpenId, fromBase64(policy.name()).value_or(policy.name()), policy);
        }
    }

    void readOpenApi(const json::Value& document)
    {
        const auto authentication = memberAt(document, {"x-tyk-api-gateway", "server", "authentication"});
        if (!authentication)
            return;
        for (const json::Value& scheme : childrenAt(*authentication, {"securitySchemes"}))
            readScheme(scheme);
        readMapping(childrenAt(*authentication, {"oidc", "scopes", "scopeToPolicyMapping"}));
        for (const json::Value& provider : childrenAt(*authentication, {"oidc", "providers"})) {
            for (const json::Value& client : childrenAt(provider, {"clientToPolicyMapping"})) {
                const auto policy = memberAt(client, {"policyId"});
                const auto id = memberAt(client, {"clientId"});
                if (policy)
                    add(Kind::OpenIdClient, Scheme::OpenApi, id && id->isString() ? id->string() : std::string(),
                        *policy);
            }
        }
    }

private:
    void readScheme(const json::Value& scheme)
    {
        for (const json::Value& policy : childrenAt(scheme, {"defaultPolicies"}))
            add(Kind::JwtDefault, Scheme::OpenApi, {}, policy);
        readMapping(childrenAt(scheme, {"scopes", "scopeToPolicyMapping"}));
    }

    void readMapping(const std::vector<json::Value>& entries)
    {
        for (const json::Value& entry : entries) {
            const auto policy = memberAt(entry, {"policyId"});
            const auto scope = memberAt(entry, {"scope"});
            if (policy)
                add(Kind::Scope, Scheme::OpenApi, scope && scope->isString() ? scope->string() : std::string(),
                    *policy);
        }
    }

    void add(Kind kind, Scheme scheme, std::string detail, const json::Value& policy)
    {
        if (policy.isString() && !policy.string().empty())
            m_found.push_back({kind, scheme, std::move(detail), policy});
    }

    std::vector<PolicyReference> m_found;
};

} // namespace

std::vector<PolicyReference> policyReferences(const json::Value& root)
{
    ReferenceFinder finder;
    if (const auto inner = memberAt(root, {"api_definition"}); inner && inner->isObject())
        finder.readClassic(*inner);
    else
        finder.readClassic(root);
    finder.readOpenApi(root);
    return finder.take();
}

} // namespace gatereeve
