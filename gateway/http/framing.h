#pragma once

// The only place that decides where the body of a message ends (RFC 9112 6). Whatever two readers could frame
// differently is refused: that is how requests are smuggled.

#include "gateway/http/requesthead.h"
#include "gateway/http/responsehead.h"

namespace gatereeve::gateway
{

enum class FramingFault : uint8_t {
    None,
    ContentLength,            // not only digits, or beyond 63 bits
    ContentLengthRepeated,    // also when both say the same
    TransferEncoding,         // anything but one single "chunked"
    TransferEncodingInHttp10, // a peer of that age does not know it
    BothLengths               // Content-Length beside Transfer-Encoding
};

std::string_view nameOf(FramingFault fault); // a few English words for the log

struct BodyLength {
    enum class Kind : uint8_t {
        Bad,
        None,  // no body, and no field that announces one
        Fixed, // `bytes`, may be 0
        Chunked,
        UntilClose // answers only
    };
    Kind kind = Kind::None;
    FramingFault fault = FramingFault::None; // Bad
    uint64_t bytes = 0;                      // Fixed

    bool isBad() const { return kind == Kind::Bad; }
    // Nothing follows the head.
    bool isEmpty() const { return kind == Kind::None || (kind == Kind::Fixed && bytes == 0); }
    bool operator==(const BodyLength&) const = default;
};

BodyLength bodyLengthOf(const RequestHead& request);
// `answersHead`: the request that is answered was a HEAD.
BodyLength bodyLengthOf(const ResponseHead& response, bool answersHead);

} // namespace gatereeve::gateway
