#pragma once

// What a key really gets and why, and what it would get by the rules of other profiles. The words are made by
// explanationtext.h and explanationjson.h. Pure; any thread.

#include "core/engine/apirefusals.h"
#include "core/engine/sessiondifference.h"
#include "core/engine/verdict.h"

namespace gatereeve
{

// A field that comes out otherwise under another profile. `from`, `rule` and `why` are that profile's: its own reason
// for the field, or its refusal.
struct ProfileDifference {
    Difference difference; // here: the profile explained; there: the other one
    Source from;
    std::string rule; // empty where no rule gives the field at all
    Message why;

    bool operator==(const ProfileDifference&) const = default;
};

struct OtherProfile {
    Profile profile = Profile::Guide;
    EffectiveSession effective;
    Verdict verdict; // may differ where no field does (keys without rights)
    std::vector<ProfileDifference> differences;
};

struct Explanation {
    Profile profile = Profile::Guide;
    EffectiveSession effective;
    Provenance why;
    Verdict verdict;
    std::vector<OtherProfile> others; // as asked for, in that order
};

// What the sentence of a reason says, for those who do not read it: no single policy states this result; the policies
// leave the field to the key.
bool isCombined(const Reason& reason);
bool isLeftToKey(const Reason& reason);

struct ExplainRules {
    int64_t nowSeconds = 0;
    bool allowMasterKeys = false; // of tyk.conf
};

// The same files as one profile reads them: profiles disagree about members (those of 5.x), about values of the wrong
// type and about policies that are not active.
struct ProfileInput {
    Session key;
    ApplyContext context;
    FindApi apis = {}; // empty: none is known, and none refuses
};

// `others` empty: nothing is compared.
Explanation explain(const ProfileInput& input, const ExplainRules& rules, const std::vector<ProfileInput>& others = {});

} // namespace gatereeve
