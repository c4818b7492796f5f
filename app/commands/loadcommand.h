#pragma once

// `gatereevectl load`: what a gateway would load of a policies file, of a folder of them (profile 5), or of a service's
// reply, and what it would say about it. Always prints its JSON.

#include "core/gatewaysettings.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gatereeve::app
{

struct LoadOptions {
    std::string source = "file";         // or "service"
    std::optional<std::string> policies; // file or folder; absent: none is configured
    std::optional<std::string> reply;    // file with the body of the service's reply
    bool unreachable = false;            // there is no reply
    int64_t status = 200;                // HTTP, of that reply
    bool allowExplicitId = false;        // of a service
    std::vector<std::string> previous;   // ids in force before
    std::string nonce;                   // held before the call of the service
    Profile profile = Profile::Guide;
};

int load(const LoadOptions& options);

} // namespace gatereeve::app
