#pragma once

// Which files of a folder are a dashboard's export, as tyk-sync writes it: an index `.tyk.json`, `policy-*.json`,
// `api-*.json`, `oas-*.json`; or just files that hold policies. Reads through the injected disk; any thread.

#include "core/workspace/filesystem.h"

#include <string_view>

namespace gatereeve
{

inline constexpr std::string_view ExportIndexName = ".tyk.json";

struct ExportFiles {
    bool hasIndex = false;
    std::vector<std::string> policies, apis; // full paths, sorted by name
};

// A folder that can't be listed has none.
ExportFiles exportFilesIn(const std::string& folder, const FileSystem& files);

} // namespace gatereeve
