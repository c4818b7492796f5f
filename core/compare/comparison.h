#pragma once

// Two sets of files by meaning: what became different, each with its sentence. Policies are known by the name that keys
// use, APIs by api_id, in whichever file and layout they stand; renamed ones are recognised by content. Pure; any
// thread. Costs about what reading both sets costs.

#include "core/compare/change.h"
#include "core/json/document.h"

namespace gatereeve::compare
{

// One file of a set. What is no JSON is compared as bytes.
struct SourceFile {
    std::string name; // from the folder that is compared; files of the same name belong together
    std::string text; // empty where the document has it
    Result<json::Document> document;
};
using SourceFiles = std::vector<SourceFile>;

// Takes what follows the value and a byte order mark, as the desktop does.
SourceFile sourceFile(std::string name, std::string text, const std::string& shownAs);

// Sorted by file, then as they stand there. Empty: no difference.
std::vector<ChangedObject> compare(const SourceFiles& before, const SourceFiles& after);

// Of one object, without a look at its name.
std::vector<Change> changesOf(ObjectKind kind, const json::Value& before, const json::Value& after);

} // namespace gatereeve::compare
