#pragma once

// What a policy enforces, and what 0 and -1 mean in it, in sentences for the profile whose rules hold
// (profiles.md, guide 6, 8, 9, 13; policy-semantics.md 1.3, 6.3 to 6.5, 11.1).

#include "core/gatewaysettings.h"
#include "core/policy.h"

#include <QString>

namespace gatereeve::ui
{

// "Only its quota is enforced, for the whole key; rate and access rights are left to the key and its other policies."
QString enforcesSentence(const Policy& policy, Profile profile);

// Only where a value is there that does not say by itself what it means; otherwise empty.
QString rateNote(const Policy& policy, Profile profile);
QString quotaNote(const Policy& policy, Profile profile);

} // namespace gatereeve::ui
