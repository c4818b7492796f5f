#pragma once

// What a path means to a comparison: a file by itself; a folder that is a workspace with the files that its gateway
// reads; any other folder with all its JSON files, those in folders below included. Reads through the injected disk.

#include "core/compare/comparison.h"
#include "core/workspace/filesystem.h"

namespace gatereeve::compare
{

// An error: the path is not there, or a file of it can't be read from the disk. What is no JSON is no error here.
// `prefix` stands before the paths that are shown ("HEAD:").
Result<SourceFiles> openSource(const std::string& path, const FileSystem& files, const std::string& prefix = {});

} // namespace gatereeve::compare
