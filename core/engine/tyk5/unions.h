#pragma once

// Rights of one API from several policies under 5: unions (policy-semantics.md 11.1, rows "versions", "allowed_urls",
// "endpoint limits", "GraphQL", "JSON-RPC, MCP").

#include "core/accessright.h"

namespace gatereeve::tyk5
{

// What the rights grant: versions, URLs, GraphQL types and fields, lists of JSON-RPC and MCP.
void uniteGrants(AccessRight& right, const AccessRight& more);
// Rates of endpoints, JSON-RPC methods and MCP primitives: per name (and type) the faster, at equal speed the greater.
void uniteCallRates(AccessRight& right, const AccessRight& more);
void dropCallRates(AccessRight& right);

} // namespace gatereeve::tyk5
