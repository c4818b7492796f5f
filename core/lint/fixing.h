#pragma once

// Does the safe fixes of a workspace and saves them (core/workspace/safesave.h). A file that somebody changed meanwhile
// is left alone.

#include "core/lint/lint.h"
#include "core/lint/lintfiles.h"

namespace gatereeve::lint
{

struct Fixed {
    LintFindings done; // places as they were before their round
    std::vector<Error> errors;
};

// Afterwards `workspace` holds the documents as they are on the disk.
Fixed fixSafely(LintedFiles& workspace, FileSystem& files);

} // namespace gatereeve::lint
