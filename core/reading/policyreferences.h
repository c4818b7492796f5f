#pragma once

// Where an API definition names policies: for JWT, OAuth scopes and OpenID clients, in classic definitions and in
// OpenAPI documents (x-tyk-api-gateway). Pure; any thread.

#include "core/json/document.h"

#include <cstdint>
#include <string>
#include <vector>

namespace gatereeve
{

struct PolicyReference {
    enum class Kind : uint8_t { JwtDefault, Scope, OpenIdClient };
    // Whose settings name it. Those of a classic definition count only where that way of authentication is switched on.
    enum class Scheme : uint8_t { Jwt, OpenId, OpenApi };
    Kind kind = Kind::JwtDefault;
    Scheme scheme = Scheme::Jwt;
    std::string detail; // the scope; the client as its provider knows it; empty otherwise
    json::Value policy; // the text that is the policy's name
};

// In file order. What is no text is left out. `root`: the definition itself, or an export around it.
std::vector<PolicyReference> policyReferences(const json::Value& root);

} // namespace gatereeve
