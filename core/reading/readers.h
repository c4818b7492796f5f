#pragma once

// JSON → values, by the rules of policy-semantics.md 1.1: letter case of known member names is ignored, the wrong type
// is an error of that member only (it keeps its zero value; reading goes on), the last of repeated members wins, repeated
// objects unite, null is zero. A kind of "wrong-type" finding is added for each such member, the first in file order first.
// Unknown members are kept as text. Pure; any thread.

#include "core/apidefinition.h"
#include "core/gatewaysettings.h"
#include "core/json/document.h"
#include "core/policy.h"
#include "core/reading/finding.h"
#include "core/session.h"

namespace gatereeve
{

// Anything but an object is a finding and gives the zero value.
Policy readPolicy(const json::Value& value, Findings& findings);
Session readSession(const json::Value& value, Findings& findings);
ApiDefinition readApiDefinition(const json::Value& value, Findings& findings);
GatewaySettings readGatewaySettings(const json::Value& value, Findings& findings);
AccessRights readAccessRights(const json::Value& value, Findings& findings);

} // namespace gatereeve
