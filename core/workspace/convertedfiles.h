#pragma once

// Puts what a conversion made onto the disk. Any thread.

#include "core/reading/policyconversion.h"
#include "core/workspace/filesystem.h"

namespace gatereeve
{

// All are written into `folder`, which is made where it is missing, or none: nothing that is there is touched.
Result<void> writeConverted(const std::vector<ConvertedFile>& converted, const std::string& folder, FileSystem& files);

} // namespace gatereeve
