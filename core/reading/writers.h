#pragma once

// Values → JSON text. Sessions have every member in Tyk's order, zero or not (policy-semantics.md 1.1, 1.6). Empty
// lists and objects are written as Tyk writes them, mostly null. Unknown members are not written.

#include "core/json/writer.h"
#include "core/policy.h"
#include "core/session.h"

namespace gatereeve
{

void writeSession(json::Writer& writer, const Session& session);
std::string sessionText(const Session& session); // compact
// As golden/README.md writes an expected session: what policies can touch always, the rest unless it is zero.
void writeAppliedSession(json::Writer& writer, const Session& session);
void writeAccessRights(json::Writer& writer, const AccessRights& rights);
// Every member, or (as `load` prints it) without those that have their zero value.
enum class ZeroMembers : uint8_t { Write, LeaveOut };
void writePolicy(json::Writer& writer, const Policy& policy, ZeroMembers zeros);

} // namespace gatereeve
