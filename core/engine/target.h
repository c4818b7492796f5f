#pragma once

// An upstream address of a definition, taken apart once so that no request has to.

#include "core/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace gatereeve
{

struct Target {
    bool tls = false;
    std::string host; // name or address, without brackets
    uint16_t port = 80;
    std::string authority;   // Host header: host, with the port when it is written
    std::string path;        // without trailing slashes; may be empty
    std::string writtenPath; // as written (disable_strip_slash)
    std::string query;       // without '?'
    bool verified = true;    // of TLS: only a peer with a certificate for `host` from a trusted authority is spoken to
    // Which connections may carry a request to it: those with the same text. Scheme and trust are part of it.
    std::string connection;

    // ssl_insecure_skip_verify.
    void trustAnybody();
    bool operator==(const Target&) const = default;
};

// http:// and https:// only. A fragment is left out; a user name is an error, since it would not be sent.
Result<Target> parseTarget(std::string_view url);

} // namespace gatereeve
