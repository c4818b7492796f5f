#pragma once

// Policies that a dashboard exported: files with one policy each, or with a list of them (policyplaces.h). A gateway of
// the profile would get them from its policy service, so that service's rules hold
// (policy-semantics.md 4.3, 4.4, 11.2). Pure: the files are read elsewhere.

#include "core/reading/policyfolder.h"

namespace gatereeve
{

// A file that can't be read is left out.
PolicyLoad loadPolicyExport(const std::vector<PolicyFile>& files, const PolicySet& previous, Profile profile,
                            bool allowExplicitId);

} // namespace gatereeve
