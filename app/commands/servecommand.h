#pragma once

// `gatereevectl serve`: the gateway without a window; runs until SIGTERM, drains, ends with 0.

#include "app/log.h"
#include "core/gatewaysettings.h"

#include <optional>
#include <string>

namespace gatereeve::app
{

struct ServeOptions {
    std::string conf;
    std::string store; // memory, sqlite:FILE, redis; empty: what tyk.conf says
    int workers = 1;
    std::optional<Profile> profile; // beats gatereeve.json
    std::string upstream;           // echo, or empty
    std::string listen;             // address; empty: the file's, or 127.0.0.1
    std::string controlListen = "127.0.0.1";
    std::optional<bool> watch; // empty: as the profile has it (guide: on)
    bool allowClockControl = false;
    std::optional<LogFormat> log;
};

int serve(const ServeOptions& options);

} // namespace gatereeve::app
