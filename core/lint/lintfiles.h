#pragma once

// From paths to what is linted: a workspace by its layout, or single files by what they hold. Reads through the
// injected disk and changes nothing.

#include "core/lint/lintinput.h"
#include "core/workspace/filesystem.h"

#include <string>
#include <vector>

namespace gatereeve::lint
{

// One run of lint.
struct LintedFiles {
    LintInput input;
    std::string journalFolder; // for saving fixes (core/workspace/safesave.h)
};

// A folder, a tyk.conf or a policies file is a workspace of its own. Other files (a policy, an API definition, a key, a
// folder of them) join the workspace if there is exactly one, and else make one together. An error where a path leads
// nowhere; a file that is no JSON is a finding. `profile`: beats that of the workspace's settings.
Result<std::vector<LintedFiles>> readLintFiles(const std::vector<std::string>& paths, const FileSystem& files,
                                               std::optional<Profile> profile);

} // namespace gatereeve::lint
