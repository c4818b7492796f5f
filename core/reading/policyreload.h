#pragma once

// What an edit of a policies file changes in what was read of it. Pure; any thread.

#include "core/reading/policyset.h"

namespace gatereeve
{

struct PolicyReload {
    bool done = false;             // false: `load` is as it was; the file must be looked at as a whole
    bool otherNames = false;       // policies came, went, changed places or got another name
    std::vector<std::string> read; // the policies that were read again
};
// Brings `load`, which loadPolicies() made of the file before an edit, to what it makes of the file now, by reading
// only the policies that the edit touched. `document` is the one after the edit.
PolicyReload reloadPolicies(PolicyLoad& load, const json::Document& document, const json::Reread& edit,
                            Profile profile);

} // namespace gatereeve
