#pragma once

// The head that goes to the upstream: one clean, unambiguous message made of what the client sent (gateway-behaviour.md
// 3). Called for each request: it only appends to a string that is reused.

#include "gateway/http/framing.h"
#include "gateway/http/headerchanges.h"
#include "gateway/http/requesthead.h"

#include <string>
#include <string_view>

namespace gatereeve::gateway
{

// What belongs to the API and the target, and what the checks found out. Views live until the call returns.
struct ForwardRules {
    std::string_view targetPath;  // as written in target_url
    std::string_view targetQuery; // without '?'
    std::string_view authority;   // Host of the target
    bool preserveHost = false;
    bool keepTargetSlash = false; // disable_strip_slash
    size_t listenPathBytes = 0;   // of the path as sent, to be cut off (sentLength); 0: it stays
    std::string_view clientAddress;
    // strip_auth_data: what the upstream must not see; empty: nothing.
    std::string_view strippedField, strippedParameter, strippedCookie;
    bool strippedQueryIsSorted = false; // written anew, in the order of its names (2.9)
    // Of the version, then of the path: the later one wins. Null: none; without the first there is no second.
    const HeaderChanges* changes = nullptr;
    const HeaderChanges* pathChanges = nullptr;
    const MetaTexts* meta = nullptr; // of the session; null: none
    bool closeUpstream = false;      // asks the upstream to close after its answer
    bool upgrade = false;            // the request asks for a WebSocket and may (asksForWebSocket)
};

// Joins target and remaining path, and the queries (gateway-behaviour.md 3, "Path and query"). The result begins with
// '/'.
void appendForwardTarget(std::string& out, std::string_view remainingPath, std::string_view query,
                         const ForwardRules& rules);

// Request line, fields, empty line. `body` is bodyLengthOf(request), not bad. Expect is not passed on: the gateway
// itself says 100 when the checks are passed. An upgrade is passed on only where the rules say so.
void appendForwardHead(std::string& out, const RequestHead& request, const BodyLength& body, const ForwardRules& rules);

// RFC 6455 4.1: a GET of HTTP/1.1 without a body that asks for one upgrade, to "websocket". Any other upgrade is none.
bool asksForWebSocket(const RequestHead& request, const BodyLength& body);

} // namespace gatereeve::gateway
