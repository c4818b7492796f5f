#include "gateway/http/framing.h"

#include "gateway/http/bytescan.h"

#include <charconv>

namespace gatereeve::gateway
{

namespace
{

using Kind = BodyLength::Kind;

BodyLength bad(FramingFault fault)
{
    return {.kind = Kind::Bad, .fault = fault};
}

// RFC 9110 8.6: 1*DIGIT. Signs, blanks, lists ("5, 5") and what would overflow are refused. RFC 9112 6.3 rule 5 allows
// to mend a repeated equal length; we don't.
BodyLength fixedLength(const HeaderFields& fields)
{
    if (fields.count(KnownField::ContentLength) > 1)
        return bad(FramingFault::ContentLengthRepeated);
    const std::string_view text = *fields.find(KnownField::ContentLength);
    int64_t bytes = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bytes);
    if (error != std::errc() || end != text.data() + text.size() || !isDigit(text.front()))
        return bad(FramingFault::ContentLength);
    return {.kind = Kind::Fixed, .bytes = static_cast<uint64_t>(bytes)};
}

// What the fields announce; None when they announce nothing.
BodyLength announcedLength(const HeaderFields& fields, HttpVersion version)
{
    if (fields.has(KnownField::TransferEncoding)) {
        // RFC 9112 6.1: a message of HTTP/1.0 with Transfer-Encoding is faulty framing.
        if (version == HttpVersion::Http10)
            return bad(FramingFault::TransferEncodingInHttp10);
        // RFC 9112 6.3 rule 3: Transfer-Encoding would override Content-Length, and ought to be handled as an error.
        if (fields.has(KnownField::ContentLength))
            return bad(FramingFault::BothLengths);
        // RFC 9112 6.1 and 7: chunked once and last. No other coding is offered by us (TE goes no further than this
        // hop), so none may come.
        if (fields.count(KnownField::TransferEncoding) > 1 ||
            !equalsIgnoringCase(*fields.find(KnownField::TransferEncoding), "chunked"))
            return bad(FramingFault::TransferEncoding);
        return {.kind = Kind::Chunked};
    }
    if (fields.has(KnownField::ContentLength))
        return fixedLength(fields);
    return {.kind = Kind::None};
}

} // namespace

std::string_view nameOf(FramingFault fault)
{
    switch (fault) {
    case FramingFault::None:
        return "no fault";
    case FramingFault::ContentLength:
        return "bad Content-Length";
    case FramingFault::ContentLengthRepeated:
        return "more than one Content-Length";
    case FramingFault::TransferEncoding:
        return "Transfer-Encoding is not chunked alone";
    case FramingFault::TransferEncodingInHttp10:
        return "Transfer-Encoding with HTTP/1.0";
    case FramingFault::BothLengths:
        return "Content-Length beside Transfer-Encoding";
    }
    return "unknown fault";
}

// RFC 9112 6.3 rule 7: a request that announces no body has none, whatever its method.
BodyLength bodyLengthOf(const RequestHead& request)
{
    return announcedLength(request.fields, request.version);
}

BodyLength bodyLengthOf(const ResponseHead& response, bool answersHead)
{
    const BodyLength announced = announcedLength(response.fields, response.version);
    if (announced.isBad())
        return announced;
    // RFC 9112 6.3 rule 1: these never have a body, whatever the fields say.
    if (answersHead || response.isInterim() || response.status == 204 || response.status == 304)
        return {.kind = Kind::None};
    // RFC 9112 6.3 rule 8.
    if (announced.kind == Kind::None)
        return {.kind = Kind::UntilClose};
    return announced;
}

} // namespace gatereeve::gateway
