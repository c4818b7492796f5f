#pragma once

// An explanation as text, made to be read aloud (docs/explain.md): how the key stands in one sentence, then field by
// field "value — from — why". English; the command line prints it.

#include "core/engine/explanation.h"

namespace gatereeve
{

// `subject` begins the first sentence: "The key", "A new key of policy gold". Ends with a line break.
std::string explanationText(const Explanation& explanation, const std::string& subject);

} // namespace gatereeve
