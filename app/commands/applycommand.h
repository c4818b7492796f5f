#pragma once

// `gatereevectl apply`: a key on stdin and a policies file → the session in effect, in the shape of golden/README.md.

#include "core/gatewaysettings.h"

#include <optional>
#include <string>

namespace gatereeve::app
{

struct ApplyOptions {
    std::string policies;              // file
    std::optional<std::string> apiOrg; // absent: no API is involved; empty: an organisation like any other
    Profile profile = Profile::Guide;
};

int apply(const ApplyOptions& options);

} // namespace gatereeve::app
