#pragma once

// The head of a request (RFC 9112 2 and 3, RFC 9110 7.2), strict: what can be read in two ways is refused, never
// mended. Pure: bytes in, views into them out. No allocation; the views live as long as the bytes stand still.

#include "gateway/http/header.h"
#include "gateway/http/headstatus.h"

namespace gatereeve::gateway
{

struct RequestHead {
    std::string_view method;
    std::string_view target; // as sent
    std::string_view path;   // as sent, begins with '/'; "*" for OPTIONS *
    std::string_view query;  // as sent, without '?'
    std::string_view host;   // of the Host field or of a URL as target; empty only with HTTP/1.0
    HttpVersion version = HttpVersion::Http11;
    bool expectsContinue = false; // Expect: 100-continue, never with HTTP/1.0 (RFC 9110 10.1.1)
    ConnectionOptions connection;
    HeaderFields fields;
    HeadProgress progress; // of parseRequestHead

    bool isHead() const { return method == "HEAD"; }
    // RFC 9112 9.3: may another request follow on this connection?
    bool keepsAlive() const { return !connection.close && (version == HttpVersion::Http11 || connection.keepAlive); }
};

// Reads the head at the beginning of `bytes`. `out` belongs to one connection and is reused for its requests; while the
// head is incomplete call again with the same bytes and more behind them (in the same buffer that is cheap; a buffer
// that moved is read from its start). Whoever gives an unfinished head up says `out.progress = {}` before other bytes
// come to the same place, or they would go on with its fields. Unless Complete, nothing but the progress in `out` means
// anything. A head above limits::headBytes is bad.
HeadStatus parseRequestHead(std::string_view bytes, RequestHead& out);

// uri-host [":" port] (RFC 9110 7.2), narrower than the grammar: letters, digits, - . _ ~ and IP literals. Percent
// escapes and sub-delimiters would be allowed in a name, but no name that resolves has them.
bool isHostAndPort(std::string_view text);

} // namespace gatereeve::gateway
