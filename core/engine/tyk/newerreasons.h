#pragma once

// The words for what only 5 knows (policy-semantics.md 11.1): of a right the GraphQL, JSON-RPC and MCP lists and the
// limits of single calls, of a key what happens after its end. Nothing under 2.9, which reads none of it.

#include "core/engine/applyrun.h"

namespace gatereeve::tyk
{

// Who has what in the right for one API.
struct Giver {
    std::string name;
    const NewerRights& given;
};

struct NewerRight {
    const std::string& api; // "access_rights.orders"
    const NewerRights& result;
    bool isKeys = false;         // no policy has a say in rights
    std::vector<Giver> granting; // their lists are united
    std::vector<Giver> limiting; // of their limits for a call the fastest holds
    std::vector<Giver> silent;   // have limits for calls and no say in rates
};

void explainNewer(ApplyRun& run, const NewerRight& right);
void explainPostExpiry(ApplyRun& run);

} // namespace gatereeve::tyk
