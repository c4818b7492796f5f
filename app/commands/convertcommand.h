#pragma once

// `gatereevectl convert`: the policies of a workspace, file or folder written in another layout, and what is lost on
// the way. Never overwrites anything.

#include <string>

namespace gatereeve::app
{

struct ConvertOptions {
    std::string source; // what findLayout opens
    std::string target; // a folder, made if it is missing
    std::string to;     // file, folder or export
};

int convert(const ConvertOptions& options);

} // namespace gatereeve::app
