#pragma once

// "Write the policy's values into the key as its own" of the issue dialog. Pure.

#include "core/reading/policyset.h"
#include "core/session.h"

namespace gatereeve
{

// The session with what its policies would give it now (limits of the root, rights without their limits and scopes) as
// values of its own; they hold where a policy leaves a part to the key. Unchanged when the policies can't be applied.
Session withOwnValues(const Session& session, const PolicySet& policies, Profile profile);

} // namespace gatereeve
