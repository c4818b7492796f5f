#include "gateway/http/answerhead.h"

#include "gateway/http/fieldcopier.h"
#include "gateway/http/headwriter.h"

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

void writePassedFields(HeadWriter& head, const ResponseHead& response, bool ratesAreSet)
{
    FieldCopier copier(head);
    for (const HeaderField& field : response.fields) {
        if (isWithheld(field.known, ratesAreSet))
            continue;
        if (response.connection.namesFields && namedByConnection(response.fields, field.name))
            continue;
        copier.add(field);
    }
}

void writeFraming(HeadWriter& head, const ResponseHead& response, const BodyLength& body, HttpVersion clientVersion)
{
    switch (body.kind) {
    case BodyLength::Kind::Fixed:
        head.field("Content-Length", static_cast<int64_t>(body.bytes));
        break;
    case BodyLength::Kind::Chunked:
        if (clientVersion == HttpVersion::Http11)
            head.field("Transfer-Encoding", "chunked");
        break;
    case BodyLength::Kind::None:
        if (response.isInterim() || response.status == 204)
            break;
        if (const auto length = response.fields.find(KnownField::ContentLength))
            head.field("Content-Length", *length);
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
    HeadWriter head(out);
    head.text("HTTP/1.1 ").number(response.status).text(" ");
    head.text(response.reason.empty() ? reasonPhrase(response.status) : response.reason).text("\r\n");
    writePassedFields(head, response, rules.rate != nullptr);
    if (rules.rate) {
        head.field("X-RateLimit-Limit", rules.rate->limit);
        head.field("X-RateLimit-Remaining", rules.rate->remaining);
        head.field("X-RateLimit-Reset", rules.rate->reset);
    }
    head.text(rules.ownFields);
    writeFraming(head, response, body, rules.clientVersion);
    if (rules.connection == AnswerRules::Connection::Close)
        head.field("Connection", "close");
    else if (rules.connection == AnswerRules::Connection::KeepAlive)
        head.field("Connection", "keep-alive");
    else if (rules.connection == AnswerRules::Connection::Upgrade)
        head.text("Connection: Upgrade\r\nUpgrade: websocket\r\n");
    head.text("\r\n");
}

} // namespace gatereeve::gateway
