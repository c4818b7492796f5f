#pragma once

// What the versions of a file in a merge are, and which policies have another name in them than in BASE.

#include "core/compare/objects.h"

#include <map>

namespace gatereeve::compare
{

// An empty object is whatever the other one is; different kinds are merged as JSON.
DocumentKind jointKind(const json::Document& ours, const json::Document& theirs);

using Renames = std::map<std::string, std::string>; // new name → name in BASE

// Found once, before anything is put into OURS; a name that THEIRS gave may stand in OURS later.
struct FormerNames {
    Renames ours, theirs;
};

// Nothing for files that are no policies files. A new name that the other side has for something of its own is none.
FormerNames formerNames(const json::Document& base, const json::Document& ours, const json::Document& theirs);

} // namespace gatereeve::compare
