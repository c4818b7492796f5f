#pragma once

// An explanation as JSON, in the form of docs/explain.schema.json.

#include "core/engine/explanation.h"
#include "core/json/writer.h"

namespace gatereeve
{

// What was explained; all but `sentence` may be empty.
struct ExplanationSubject {
    std::string sentence; // begins the first sentence: "A new key of policy gold"
    std::vector<std::string> policies;
    std::string key; // its name in the store
};

void writeExplanation(json::Writer& writer, const Explanation& explanation, const ExplanationSubject& subject);

} // namespace gatereeve
