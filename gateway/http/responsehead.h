#pragma once

// The head of an upstream's answer (RFC 9112 4), read with the manners of requesthead.h.

#include "gateway/http/header.h"
#include "gateway/http/headstatus.h"

namespace gatereeve::gateway
{

struct ResponseHead {
    int status = 0;          // 100 to 999
    std::string_view reason; // may be empty
    HttpVersion version = HttpVersion::Http11;
    ConnectionOptions connection;
    HeaderFields fields;
    HeadProgress progress; // of parseResponseHead

    bool isInterim() const { return status < 200; }
    // RFC 9112 9.3; the caller also closes after a body that only the end of the connection ends.
    bool keepsAlive() const { return !connection.close && (version == HttpVersion::Http11 || connection.keepAlive); }
};

// As parseRequestHead.
HeadStatus parseResponseHead(std::string_view bytes, ResponseHead& out);

} // namespace gatereeve::gateway
