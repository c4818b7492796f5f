#pragma once

// What the profiles do differently when keys are made and changed (profiles.md, guide 4, 6, 11;
// policy-semantics.md 6.8, 7.2 to 7.4): one row a rule.

#include "core/gatewaysettings.h"

namespace gatereeve
{

struct KeyMakingRules {
    bool storesApplied;         // a key is stored with what its policies gave it, and keeps it; else as it was sent
    bool absentExpiryKeeps;     // an update that says no `expires` keeps the stored one; else it takes it away
    bool policyMakesHmacSecret; // also where only a policy switches HMAC on
    bool quotaOfApiMaySkip;     // dont_set_quota_on_create: a custom key is not stored for such an API
    bool addCreates;            // POST /tyk/keys/add makes a key of its own name
};

const KeyMakingRules& keyMakingRulesFor(Profile profile);

} // namespace gatereeve
