#pragma once

// Where a request carries its token and names its version, by the definition of the API (gateway-behaviour.md 6 and 9).

#include "core/engine/snapshot.h"
#include "gateway/http/requesthead.h"

#include <string>
#include <string_view>

namespace gatereeve::gateway
{

// Header (`ofHeader`: its value), then query, then cookie: a non-empty later one replaces the earlier. Without
// "Bearer ". Empty: none. A view into the head or into `scratch`.
std::string_view findToken(const RequestHead& head, const CompiledApi& api, std::string_view ofHeader,
                           std::string& scratch);

// Who calls, for address lists (gateway-behaviour.md 3): X-Real-IP, else the first of X-Forwarded-For, else the peer.
std::string_view clientAddress(const RequestHead& head, std::string_view peer);

// `restOfPath`: the once-decoded path behind the listen path. Empty: not named.
std::string_view findVersion(const RequestHead& head, const CompiledApi& api, std::string_view restOfPath,
                             std::string& scratch);

} // namespace gatereeve::gateway
