#pragma once

// Policies from the disk: the file that tyk.conf names, or the folder of `policy_path`, which only 5.x reads
// (policy-semantics.md 2, 11.2).

#include "core/reading/policyset.h"
#include "core/workspace/layout.h"

namespace gatereeve
{

// Where a gateway of that profile takes policies from; empty: nowhere. A `policy_path` goes before the file.
const std::string& policiesPath(const Layout& layout, Profile profile);

// `path`: a file; under a profile that reads folders, also one of those.
PolicyLoad loadPoliciesFrom(const std::string& path, const FileSystem& files, const PolicySet& previous,
                            Profile profile);

} // namespace gatereeve
