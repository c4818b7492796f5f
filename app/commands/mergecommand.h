#pragma once

// `gatereevectl merge`: a merge driver of git (docs/compare.md).

#include <string>

namespace gatereeve::app
{

struct MergeOptions {
    std::string base, ours, theirs; // files; the result is written into `ours`
    std::string path;               // how the file is called in the repository, for messages; empty: as `ours`
};

// Good: clean, Problems: conflicts.
int mergeFiles(const MergeOptions& options);

} // namespace gatereeve::app
