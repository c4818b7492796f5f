#pragma once

// `gatereevectl load`: what a gateway would load of a policies file, and what it would say about it. Always prints its
// JSON.

#include "core/gatewaysettings.h"

#include <optional>
#include <string>
#include <vector>

namespace gatereeve::app
{

struct LoadOptions {
    std::string source = "file";
    std::optional<std::string> policies; // file; absent: no file is configured
    std::vector<std::string> previous;   // ids in force before
    std::string nonce;
    Profile profile = Profile::Guide;
};

int load(const LoadOptions& options);

} // namespace gatereeve::app
