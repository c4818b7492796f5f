#include "gateway/http/errorresponse.h"

#include "gateway/http/bytescan.h"
#include "gateway/http/statusline.h"

#include <array>
#include <cassert>

namespace gatereeve::gateway
{

namespace
{

struct Row {
    Refusal refusal;
    RefusalText text;
};

constexpr Row rows[] = {
    {Refusal::TokenMissing, {401, "Authorization field missing"}},
    {Refusal::JwtMissing, {400, "Authorization field missing"}},
    {Refusal::AccessDisallowed, {403, "Access to this API has been disallowed"}},
    {Refusal::ResourceDisallowed, {403, "Access to this resource has been disallowed"}},
    {Refusal::KeyInactive, {403, "Key is inactive, please renew"}},
    {Refusal::KeyExpired, {401, "Key has expired, please renew"}},
    {Refusal::RateExceeded, {429, "Rate limit exceeded"}},
    {Refusal::ApiRateExceeded, {429, "API Rate limit exceeded"}},
    {Refusal::QuotaExceeded, {403, "Quota exceeded"}},
    {Refusal::VersionMissing, {403, "Version information not found"}},
    {Refusal::VersionUnknown, {403, "This API version does not seem to exist"}},
    {Refusal::VersionExpired, {403, "Api Version has expired, please check documentation or contact administrator"}},
    {Refusal::EndpointForbidden, {403, "Requested endpoint is forbidden"}},
    {Refusal::AddressDisallowed, {403, "access from this IP has been disallowed"}},
    {Refusal::OrganisationQuotaExceeded,
     {403, "This organisation quota has been exceeded, please contact your API administrator"}},
    {Refusal::OrganisationRateExceeded,
     {403, "This organisation rate limit has been exceeded, please contact your API administrator"}},
    {Refusal::OrganisationDisabled,
     {403, "this organisation access has been disabled, please contact your API administrator"}},
    {Refusal::SizeExceeded, {400, "Request is too large"}},
    {Refusal::LengthRequired, {411, "Content length is required for this request"}},
    {Refusal::SignatureInvalid, {400, "Authorization field missing, malformed or invalid"}},
    {Refusal::SessionMissing,
     {400, "Session state is missing or unset! Please make sure that auth headers are properly applied"}},
    {Refusal::UpstreamFailed, {500, "There was a problem proxying the request"}},
    {Refusal::UpstreamLookupFailed, {500, "Upstream host lookup failed"}},
    {Refusal::UpstreamTimeout, {504, "Upstream service reached hard timeout."}},
    {Refusal::ClientClosed, {499, "Client closed request"}},
    {Refusal::CircuitOpen, {503, "Service temporarily unavailable."}},
    {Refusal::Malformed, {400, "Request is malformed"}},
    {Refusal::RequestTimeout, {408, "Request took too long to arrive"}},
    {Refusal::BodyTooLarge, {413, "Request body is too large"}},
    {Refusal::TargetTooLong, {414, "Request target is too long"}},
    {Refusal::ExpectationFailed, {417, "Expectation is not supported"}},
    {Refusal::HeadTooLarge, {431, "Request header is too large"}},
    {Refusal::MethodNotImplemented, {501, "Method is not supported"}},
    {Refusal::Overloaded, {503, "Gateway is overloaded, please try again"}},
    {Refusal::VersionNotSupported, {505, "HTTP version is not supported"}},
    {Refusal::Internal, {500, "There was a problem handling the request"}},
};

constexpr bool rowsAreInOrder()
{
    for (size_t i = 0; i < std::size(rows); ++i) {
        if (static_cast<size_t>(rows[i].refusal) != i)
            return false;
    }
    return std::size(rows) == static_cast<size_t>(Refusal::Count);
}
static_assert(rowsAreInOrder(), "one row for each refusal, in the order of the enum");

struct Format {
    std::string_view contentType;
    ErrorTemplate shipped;
};

constexpr ErrorTemplate shippedXml = {"<?xml version = \"1.0\" encoding = \"UTF-8\"?>\n<error>", "</error>"};

constexpr Format formats[] = {
    {"application/json", {"{\n    \"error\": \"", "\"\n}"}},
    {"application/xml", shippedXml},
    {"text/xml", shippedXml},
};

// Only the owner of the settings can bring such bytes in (override_messages). The escapes are those that JavaScript and
// JSON share, so that the answer is JSON in any case.
void appendEscaped(std::string& out, std::string_view text)
{
    static constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out.append({'\\', c});
        } else if (isControlByte(c) || c == '\t' || c == '<' || c == '>' || c == '&') {
            const auto byte = static_cast<unsigned char>(c);
            out.append("\\u00").append({digits[byte >> 4], digits[byte & 15]});
        } else {
            out.push_back(c);
        }
    }
}

void appendLengthAndEnd(std::string& out, size_t bodyLength, bool close)
{
    appendField(out, "Content-Length", static_cast<int64_t>(bodyLength));
    if (close)
        appendField(out, "Connection", "close");
    out.append("\r\n");
}

} // namespace

RefusalText refusalText(Refusal refusal)
{
    assert(refusal < Refusal::Count);
    return rows[static_cast<size_t>(refusal)].text;
}

Refusal refusalFor(HeadFault fault)
{
    switch (fault) {
    case HeadFault::TargetTooLong:
        return Refusal::TargetTooLong;
    case HeadFault::TooManyFields:
    case HeadFault::TooLong:
        return Refusal::HeadTooLarge;
    case HeadFault::ConnectMethod:
        return Refusal::MethodNotImplemented;
    case HeadFault::UnsupportedVersion:
        return Refusal::VersionNotSupported;
    case HeadFault::Expectation:
        return Refusal::ExpectationFailed;
    default:
        return Refusal::Malformed;
    }
}

Refusal refusalFor(FramingFault)
{
    return Refusal::Malformed; // RFC 9112 6.3: 400, also for a transfer coding that is unknown here
}

Refusal refusalFor(PathFault)
{
    return Refusal::Malformed;
}

Refusal refusalFor(ChunkedDecoder::Fault fault)
{
    const bool tooLong =
        fault == ChunkedDecoder::Fault::TrailerTooLong || fault == ChunkedDecoder::Fault::ExtensionTooLong;
    return tooLong ? Refusal::HeadTooLarge : Refusal::Malformed;
}

ErrorFormat errorFormat(std::string_view requestContentType)
{
    const std::string_view type = trimBlanks(requestContentType.substr(0, requestContentType.find(';')));
    if (equalsIgnoringCase(type, "application/xml"))
        return ErrorFormat::ApplicationXml;
    if (equalsIgnoringCase(type, "text/xml"))
        return ErrorFormat::TextXml;
    return ErrorFormat::Json;
}

void appendRefusal(std::string& out, Refusal refusal, const RefusalForm& form)
{
    const RefusalText row = refusalText(refusal);
    const Format& format = formats[static_cast<size_t>(form.format)];
    const ErrorTemplate& around = form.errorTemplate ? *form.errorTemplate : format.shipped;
    const std::string_view message = form.message.empty() ? row.text : form.message;

    appendStatusLine(out, form.status != 0 ? form.status : row.status);
    appendField(out, "Content-Type", format.contentType);
    if (!form.hideGenerator)
        appendField(out, "X-Generator", "tyk.io");
    if (form.retryAfter > 0)
        appendField(out, "Retry-After", form.retryAfter);

    std::string escaped; // the texts of the table need no escapes
    if (form.format == ErrorFormat::Json && !form.message.empty())
        appendEscaped(escaped, message);
    const std::string_view text = !around.hasMessage ? std::string_view()
                                  : escaped.empty()  ? message
                                                     : std::string_view(escaped);
    appendLengthAndEnd(out, around.before.size() + text.size() + around.after.size(), form.close);
    if (!form.answersHead)
        out.append(around.before).append(text).append(around.after);
}

void appendPlainAnswer(std::string& out, int status, std::string_view text, bool answersHead, bool close)
{
    appendStatusLine(out, status);
    appendField(out, "Content-Type", "text/plain; charset=utf-8");
    appendLengthAndEnd(out, text.size(), close);
    if (!answersHead)
        out.append(text);
}

void appendNotFound(std::string& out, bool answersHead, bool close)
{
    appendPlainAnswer(out, 404, "404 page not found\n", answersHead, close);
}

void appendRedirect(std::string& out, std::string_view path, std::string_view query, bool close)
{
    appendStatusLine(out, 301);
    out.append("Location: ");
    appendCleanedTarget(out, path, query);
    out.append("\r\n");
    appendLengthAndEnd(out, 0, close);
}

} // namespace gatereeve::gateway
