#pragma once

// Values → JSON text. Sessions have every member in Tyk's order, zero or not (policy-semantics.md 1.1, 1.6).

#include "core/json/writer.h"
#include "core/policy.h"
#include "core/session.h"

namespace gatereeve
{

void writeSession(json::Writer& writer, const Session& session);
std::string sessionText(const Session& session); // compact
void writeAccessRights(json::Writer& writer, const AccessRights& rights);
// Every member, or (as `load` prints it) without those that have their zero value.
enum class ZeroMembers { Write, LeaveOut };
void writePolicy(json::Writer& writer, const Policy& policy, ZeroMembers zeros);

} // namespace gatereeve
