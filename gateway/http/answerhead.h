#pragma once

// The head that goes back to the client, made of what the upstream answered (gateway-behaviour.md 4 and 13). Appends to
// a string that is reused.

#include "gateway/http/framing.h"
#include "gateway/http/responsehead.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace gatereeve::gateway
{

struct RateFields {
    int64_t limit = 0, remaining = 0, reset = 0; // X-RateLimit-*
};

struct AnswerRules {
    enum class Connection : uint8_t {
        Silent, // what the client's version implies
        Close,
        KeepAlive, // must be said to a client of HTTP/1.0
        Upgrade    // 101 to "websocket"
    };
    const RateFields* rate = nullptr; // null: none are set, and what the upstream sent stays
    std::string_view ownFields;       // of ours, each with its line end
    Connection connection = Connection::Silent;
    // Chunked is written only to clients that know it; to one of HTTP/1.0 the body goes unwrapped, until close.
    HttpVersion clientVersion = HttpVersion::Http11;
};

// Status line, fields, empty line. `body` is bodyLengthOf(response), not bad. Where it is None the announced length of
// what is not sent stays (HEAD, 304; RFC 9110 8.6), except with 1xx and 204, which never announce one.
void appendAnswerHead(std::string& out, const ResponseHead& response, const BodyLength& body, const AnswerRules& rules);

} // namespace gatereeve::gateway
