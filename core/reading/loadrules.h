#pragma once

// What the profiles do differently when policies are loaded: one row a rule (policy-semantics.md 3, 4, 11.2;
// profiles.md, guide 2 and 5). The rows that read alike in all profiles are not here but in the loaders.

#include "core/reading/policynotes.h"
#include "core/reading/readers.h"

namespace gatereeve
{

// What a member of the wrong type, or a malformed _id, does to the policies.
enum class Faults : uint8_t {
    FormerKept,   // the policy's former version stays in force; without one it is unusable (guide 5)
    ZeroLoaded,   // the member is zero; a malformed _id ends the reading, and its policy is dropped (3.2)
    AsFarAsRead,  // the member is zero; a malformed _id ends the reading, and its policy is used (11.2, policy_path)
    NothingTaken, // one fault anywhere, and the policies in force stay (4.4, 11.2)
};

struct LoadRules {
    Dialect file, service; // which members are known
    Faults inFile, inReply;
    bool looksAtActive;          // active: false is left out (guide 2)
    bool idIsTheName;            // in a file the `id` member becomes the policy's name (11.2)
    bool emptySetTakesEffect;    // else the policies in force stay (3.3)
    bool wantsStatus200;         // of a service; else only 403 is looked at (4.4)
    bool idNeedsLeave;           // a service's `id` beats `_id` only with allow_explicit_policy_id (4.3)
    bool takesPoliciesWithoutId; // of a service; under an empty name (4.3)
    bool readsFolder;            // `policy_path`, a folder with one policy a file (11.2)
    // Why a policy whose members all have the right type is left in force as unusable; null: applying decides.
    std::optional<Message> (*whyUnusable)(const Policy&);
    Findings (*notes)(const NamedPolicy&);
    Findings (*idNotes)(const NamedPolicy&); // of a file; null: the profile has no use for the member
};

const LoadRules& loadRulesFor(Profile profile);

} // namespace gatereeve
