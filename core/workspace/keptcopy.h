#pragma once

// What somebody else wrote into a file is kept before it is overwritten on purpose. One writer at a time; any thread.

#include "core/workspace/filesystem.h"

namespace gatereeve
{

// The path of the copy, `folder`/NAME.1 or the next free number; the folder is made when it is needed, and both are for
// the user alone: the file may hold secrets. An error: there is no copy.
Result<std::string> keepCopy(FileSystem& files, const std::string& path, const std::string& bytes,
                             const std::string& folder);

} // namespace gatereeve
