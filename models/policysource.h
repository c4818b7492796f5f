#pragma once

// What the open files say about policies, in whichever form their source has (core/reading/policyplaces.h). A file
// whose text is broken counts with its last good content. Main thread.

#include "core/workspace/policyfiles.h"
#include "models/jsonfile.h"

namespace gatereeve::models
{

// `files`: of the source that `layout` names for `profile`; of PolicyForm::ById one, or none.
PolicyLoad loadedFrom(const std::vector<JsonFile*>& files, const Layout& layout, const PolicySet& previous,
                      Profile profile);

// Where the policies stand that count, in the order of the files; those without a name are left out.
std::vector<PolicyPlace> placesIn(const std::vector<JsonFile*>& files, const Layout& layout, Profile profile);

} // namespace gatereeve::models
