#pragma once

// Files with secrets in them (keys handed over): readable by their owner only, from the first byte on.

#include "core/workspace/filesystem.h"

namespace gatereeve
{

// Written aside with mode 0600 and renamed over what is there; a former file with wider permissions does not lend them.
// After an error what was there stays. Any thread; one writer per file at a time.
Result<void> writePrivately(FileSystem& files, const std::string& path, const std::string& bytes);

} // namespace gatereeve
