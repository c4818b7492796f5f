#pragma once

// Cause of a decision → the refusal that the client sees, the name it has in override_messages, and the settings' say.

#include "core/engine/decision.h"
#include "core/gatewaysettings.h"
#include "gateway/http/errorresponse.h"

namespace gatereeve::gateway
{

Refusal refusalFor(Cause cause);

// The entry of override_messages that applies to a refusal, or null (gateway-behaviour.md 5).
const OverrideMessage* overrideFor(Cause cause, const GatewaySettings& settings);

} // namespace gatereeve::gateway
