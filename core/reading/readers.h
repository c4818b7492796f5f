#pragma once

// JSON → values, by the rules of policy-semantics.md 1.1: letter case of known member names is ignored, the wrong type
// is an error of that member only (it keeps its zero value; reading goes on), the last of repeated members wins,
// repeated objects unite, null is zero. A kind of "wrong-type" finding is added for each such member, the first in file
// order first. Unknown members are kept as text. An access right's labels are read in both spellings, api_id and apiid
// (profiles.md, guide 1). Pure; any thread.

#include "core/apidefinition.h"
#include "core/gatewaysettings.h"
#include "core/json/document.h"
#include "core/policy.h"
#include "core/reading/finding.h"
#include "core/session.h"

namespace gatereeve
{

// What becomes of a value of the wrong type; only the sentences of the findings differ.
enum class WrongType : uint8_t {
    ZeroUsed,   // its member keeps the zero value
    FormerKept, // the whole policy is left out for its former version (guide 5)
    Unusable,   // the whole policy is refused (guide 5)
    NotServed,  // the whole API is left out
};

// Anything but an object (or null) is a finding and gives the zero value.
// A malformed _id is a finding of kind "bad-object-id" (policy-semantics.md 1.2, 3.2).
Policy readPolicy(const json::Value& value, Findings& findings, WrongType consequence = WrongType::ZeroUsed);
Session readSession(const json::Value& value, Findings& findings);
// A classic definition, or an OpenAPI document with x-tyk-api-gateway. A wrong type makes it unusable: the zero value
// of a path list, an expiry or a limit would let requests pass.
ApiDefinition readApiDefinition(const json::Value& value, Findings& findings);
GatewaySettings readGatewaySettings(const json::Value& value, Findings& findings);
AccessRights readAccessRights(const json::Value& value, Findings& findings);

} // namespace gatereeve
