#pragma once

// Policies from the disk: the file that tyk.conf names, the folder of `policy_path`, which only 5.x reads
// (policy-semantics.md 2, 11.2), or what a dashboard exported.

#include "core/reading/policyfolder.h"
#include "core/reading/policyplaces.h"
#include "core/workspace/layout.h"

namespace gatereeve
{

// Where a gateway of that profile takes policies from: an export, a `policy_path` before a file, a file. A folder that
// it would not read counts where nothing else is named: its policies can be shown and edited.
PolicyForm policyFormOf(const Layout& layout, Profile profile);
bool namesPolicies(const Layout& layout, Profile profile);
// `policies.allow_explicit_policy_id`; an export without tyk.conf is taken with it.
bool allowsExplicitId(const Layout& layout);
// By which rule a policy of this layout gets its name, where none stands around it.
NameRule nameRuleOf(const Layout& layout, Profile profile);
// Policies in a folder that the profile's gateway does not read.
std::optional<Finding> unreadFolder(const Layout& layout, Profile profile);

// From files that are parsed already; not for PolicyForm::ById.
PolicyLoad loadPolicyFiles(const std::vector<PolicyFile>& parsed, const Layout& layout, const PolicySet& previous,
                           Profile profile);
// All policies of the workspace; nothing where it names none.
PolicyLoad loadPoliciesOf(const Layout& layout, const FileSystem& files, const PolicySet& previous, Profile profile);

// `path`: a file; under a profile that reads folders, also one of those.
PolicyLoad loadPoliciesFrom(const std::string& path, const FileSystem& files, const PolicySet& previous,
                            Profile profile);

} // namespace gatereeve
