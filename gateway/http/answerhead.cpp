#include "gateway/http/answerhead.h"

#include "gateway/http/statusline.h"

#include <cassert>

namespace gatereeve::gateway
{

namespace
{

// Hop-by-hop fields, and those that are written anew.
bool isWithheld(KnownField field, bool ratesAreSet)
{
    switch (field) {
    case KnownField::Connection:
    case KnownField::ContentLength:
    case KnownField::KeepAlive:
    case KnownField::ProxyAuthenticate:
    case KnownField::ProxyAuthorization:
    case KnownField::ProxyConnection:
    case KnownField::Te:
    case KnownField::Trailer:
    case KnownField::TransferEncoding:
    case KnownField::Upgrade:
        return true;
    case KnownField::RateLimitLimit:
    case KnownField::RateLimitRemaining:
    case KnownField::RateLimitReset:
        return ratesAreSet;
    default:
        return false;
    }
}

void appendPassedFields(std::string& out, const ResponseHead& response, bool ratesAreSet)
{
    for (const HeaderField& field : response.fields) {
        if (isWithheld(field.known, ratesAreSet))
            continue;
        if (response.connection.namesFields && namedByConnection(response.fields, field.name))
            continue;
        appendField(out, field.name, field.value);
    }
}

void appendFraming(std::string& out, const ResponseHead& response, const BodyLength& body, HttpVersion clientVersion)
{
    switch (body.kind) {
    case BodyLength::Kind::Fixed:
        appendField(out, "Content-Length", static_cast<int64_t>(body.bytes));
        break;
    case BodyLength::Kind::Chunked:
        if (clientVersion == HttpVersion::Http11)
            appendField(out, "Transfer-Encoding", "chunked");
        break;
    case BodyLength::Kind::None:
        if (response.isInterim() || response.status == 204)
            break;
        if (const auto length = response.fields.find(KnownField::ContentLength))
            appendField(out, "Content-Length", *length);
        break;
    case BodyLength::Kind::UntilClose:
    case BodyLength::Kind::Bad:
        break;
    }
}

} // namespace

void appendAnswerHead(std::string& out, const ResponseHead& response, const BodyLength& body, const AnswerRules& rules)
{
    assert(!body.isBad());
    appendStatusLine(out, response.status, response.reason);
    appendPassedFields(out, response, rules.rate != nullptr);
    if (rules.rate) {
        appendField(out, "X-RateLimit-Limit", rules.rate->limit);
        appendField(out, "X-RateLimit-Remaining", rules.rate->remaining);
        appendField(out, "X-RateLimit-Reset", rules.rate->reset);
    }
    out.append(rules.ownFields);
    appendFraming(out, response, body, rules.clientVersion);
    if (rules.connection == AnswerRules::Connection::Close)
        appendField(out, "Connection", "close");
    else if (rules.connection == AnswerRules::Connection::KeepAlive)
        appendField(out, "Connection", "keep-alive");
    else if (rules.connection == AnswerRules::Connection::Upgrade)
        out.append("Connection: Upgrade\r\nUpgrade: websocket\r\n");
    out.append("\r\n");
}

} // namespace gatereeve::gateway
