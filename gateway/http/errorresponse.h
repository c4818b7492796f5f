#pragma once

// The one table of what the gateway refuses with, and the writing of those answers (gateway-behaviour.md 4 and 5).

#include "gateway/http/chunkeddecoder.h"
#include "gateway/http/framing.h"
#include "gateway/http/headstatus.h"
#include "gateway/http/requestpath.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace gatereeve::gateway
{

enum class Refusal : uint8_t {
    // gateway-behaviour.md 5
    TokenMissing,
    JwtMissing,
    AccessDisallowed,
    ResourceDisallowed,
    KeyInactive,
    KeyExpired,
    RateExceeded,
    ApiRateExceeded,
    QuotaExceeded,
    VersionMissing,
    VersionUnknown,
    VersionExpired,
    EndpointForbidden,
    AddressDisallowed,
    OrganisationQuotaExceeded,
    OrganisationRateExceeded,
    OrganisationDisabled,
    SizeExceeded,
    LengthRequired,
    SignatureInvalid,
    SessionMissing,
    // gateway-behaviour.md 4
    UpstreamFailed,
    UpstreamLookupFailed,
    UpstreamTimeout,
    ClientClosed,
    CircuitOpen,
    // Our own: what never becomes a request, and what is too much
    Malformed,
    RequestTimeout,
    BodyTooLarge,
    TargetTooLong,
    ExpectationFailed,
    HeadTooLarge,
    MethodNotImplemented,
    Overloaded,
    VersionNotSupported,
    Internal,
    Count
};

struct RefusalText {
    int status = 0;
    std::string_view text;
};

RefusalText refusalText(Refusal refusal);

// What a client is told about bytes that are no request.
Refusal refusalFor(HeadFault fault);
Refusal refusalFor(FramingFault fault);
Refusal refusalFor(PathFault fault);
Refusal refusalFor(ChunkedDecoder::Fault fault);

enum class ErrorFormat : uint8_t { Json, ApplicationXml, TextXml };
// By the Content-Type of the request, its parameters ignored.
ErrorFormat errorFormat(std::string_view requestContentType);

// A template of template_path, cut at its {{.Message}}.
struct ErrorTemplate {
    std::string_view before, after;
    bool hasMessage = true; // else `before` is all of it
};

// How a refusal is to be written; views live until the call returns.
struct RefusalForm {
    ErrorFormat format = ErrorFormat::Json;
    const ErrorTemplate* errorTemplate = nullptr; // null: the shipped one of the format
    std::string_view message;                     // override_messages; empty: the text of the table
    int status = 0;                               // override_messages; 0: the status of the table
    int retryAfter = 0;                           // seconds; 0: no Retry-After
    bool answersHead = false;
    bool close = false;
    bool hideGenerator = false;
};

// The whole answer.
void appendRefusal(std::string& out, Refusal refusal, const RefusalForm& form);

// An answer of ours with a text of its own: /hello, 404. `close` and `answersHead` as above.
void appendPlainAnswer(std::string& out, int status, std::string_view text, bool answersHead, bool close);
// No API: "404 page not found" and a newline, never the JSON form (gateway-behaviour.md 1).
void appendNotFound(std::string& out, bool answersHead, bool close);
// 301 to the cleaned path (gateway-behaviour.md 1).
void appendRedirect(std::string& out, std::string_view path, std::string_view query, bool close);

} // namespace gatereeve::gateway
