#pragma once

// The body of a call that sends a session (admin-api.md 3, 6).

#include "core/gatewaysettings.h"
#include "core/session.h"

#include <optional>

namespace gatereeve::gateway
{

struct SessionBody {
    Session session;
    bool hasExpires = false; // null counts as absent
};

enum class TrailingText : uint8_t { Refused, Ignored }; // policy-semantics.md 1.1: /create reads one value and stops

// Nothing when it is not JSON or a member has the wrong type. Members that we do not know are dropped (admin-api.md 1).
std::optional<SessionBody> readSessionBody(const std::string& text, TrailingText trailing, Profile profile);

} // namespace gatereeve::gateway
