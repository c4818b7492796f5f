#pragma once

// Cause of a decision → the refusal that the client sees, the name it has in override_messages, and the settings' say.

#include "core/engine/decision.h"
#include "core/engine/snapshot.h"
#include "gateway/http/errorresponse.h"

#include <map>
#include <optional>

namespace gatereeve::gateway
{

Refusal refusalFor(Cause cause);

// The entry of override_messages that applies to a refusal, or null (gateway-behaviour.md 5).
const OverrideMessage* overrideFor(Cause cause, const GatewaySettings& settings);

// The page of template_path for a status: error_<status>, else error, by the ending of the format (gateway-behaviour.md
// 5); nothing when there is none. Lives as long as the pages.
std::optional<ErrorTemplate> errorTemplate(const std::map<std::string, ErrorPage>& pages, int status,
                                           ErrorFormat format);

} // namespace gatereeve::gateway
