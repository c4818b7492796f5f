#pragma once

// JSON → values, by the rules of policy-semantics.md 1.1: letter case of known member names is ignored, the wrong type
// is an error of that member only (it keeps its zero value; reading goes on), the last of repeated members wins,
// repeated objects unite, null is zero. A kind of "wrong-type" finding is added for each such member, the first in file
// order first. Unknown members are kept as text. Pure; any thread.

#include "core/apidefinition.h"
#include "core/gatewaysettings.h"
#include "core/json/document.h"
#include "core/policy.h"
#include "core/reading/finding.h"
#include "core/reading/valueform.h"
#include "core/session.h"

namespace gatereeve
{

// Which members are known: guide reads an access right's labels in both spellings (profiles.md, guide 1), 2.9 each only
// at its place, and 5 one of them and what came later (policy-semantics.md 1.4, 11.2).
enum class Dialect : uint8_t { Guide, Tyk29, Tyk29Service, Tyk5 };

Dialect dialectOf(Profile profile);              // for files and keys
std::string_view gatewayNameOf(Dialect dialect); // in sentences: Tyk 2.9.5

// What becomes of a value of the wrong type; only the sentences of the findings differ.
enum class WrongType : uint8_t {
    ZeroUsed,     // its member keeps the zero value
    FormerKept,   // the whole policy is left out for its former version (guide 5)
    Unusable,     // the whole policy is refused (guide 5)
    Untold,       // a part of a sentence that tells it
    NotServed,    // the whole API is left out
    ZeroLoaded,   // a gateway loads zero; a malformed _id ends the reading (policy-semantics.md 3.2)
    NothingTaken, // a gateway takes over nothing of all that it reads (4.4, 11.2); a malformed _id ends the reading
};

// Anything but an object (or null) is a finding and gives the zero value.
// A malformed _id is a finding of kind "bad-object-id" (policy-semantics.md 1.2, 3.2).
// `notes`: told what is passed over, when not null. Kinds: unknown-member, newer-member, label-ignored,
// repeated-member.
Policy readPolicy(const json::Value& value, Findings& findings, Dialect dialect,
                  WrongType consequence = WrongType::ZeroUsed, Findings* notes = nullptr);
Session readSession(const json::Value& value, Findings& findings, Dialect dialect);
// A classic definition, or an OpenAPI document with x-tyk-api-gateway. A wrong type makes it unusable: the zero value
// of a path list, an expiry or a limit would let requests pass.
ApiDefinition readApiDefinition(const json::Value& value, Findings& findings);
GatewaySettings readGatewaySettings(const json::Value& value, Findings& findings);
AccessRights readAccessRights(const json::Value& value, Findings& findings, Dialect dialect);

// What these read. Gateways know more members of definitions and settings: core/reading/knownmembers.h.
const ValueForm& readFormOfPolicy();
const ValueForm& readFormOfApi();
const ValueForm& readFormOfOpenApi();
const ValueForm& readFormOfSettings();

} // namespace gatereeve
