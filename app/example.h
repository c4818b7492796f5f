#pragma once

// The example workspace, carried inside both programs.

#include "core/workspace/filesystem.h"

namespace gatereeve::app
{

// Copies it into `folder`, which is made; a file that is there already stays as it is.
Result<void> copyExample(const std::string& folder, FileSystem& files);

} // namespace gatereeve::app
