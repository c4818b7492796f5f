#pragma once

// How a key stands, in one sentence: works or refused and by what, until when, and what limits it. English; made on
// demand.

#include "core/engine/verdict.h"

namespace gatereeve
{

// "the guide", "Tyk 2.9.5", "Tyk 5".
std::string spokenName(Profile profile);

// `subject` begins the sentence: "The key", "A new key of policy gold". Ends with a full stop.
std::string sentenceOf(const Verdict& verdict, const EffectiveSession& effective, Profile profile,
                       const std::string& subject);

// An API by its label if it has one, else by its id.
const std::string& labelOf(const std::string& apiId, const AccessRight& right);

} // namespace gatereeve
