#pragma once

// `gatereevectl diff`: two files, folders or git revisions by meaning; `diff --git`: the same as git's external diff
// (docs/compare.md).

#include <string>
#include <vector>

namespace gatereeve::app
{

struct DiffOptions {
    std::vector<std::string> paths; // two; with `git` what git passes: 1, 7 or 9
    bool git = false;
    bool json = false;
};

int diff(const DiffOptions& options);

} // namespace gatereeve::app
