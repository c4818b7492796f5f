#pragma once

// An admin request taken apart: the segments of its path and its query, both percent-decoded. Keys and ids may hold any
// byte, an encoded slash included.

#include "gateway/admin/adminapi.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatereeve::gateway
{

struct AdminCall {
    std::string method;
    std::vector<std::string> segments; // "/tyk/keys/abc/" → tyk, keys, abc; trailing slashes are ignored
    std::vector<std::pair<std::string, std::string>> parameters;
    std::string body;

    // The first of that name; nothing when there is none. An empty one counts as there.
    std::optional<std::string> parameter(std::string_view name) const;
    bool parameterIs(std::string_view name, std::string_view value) const { return parameter(name) == value; }
};

// Nothing when an escape in path or query is broken.
std::optional<AdminCall> parseAdminCall(const AdminRequest& request);

} // namespace gatereeve::gateway
