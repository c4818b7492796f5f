#include "gateway/http/forwardhead.h"

#include "gateway/http/bytescan.h"
#include "gateway/http/fieldcopier.h"
#include "gateway/http/headwriter.h"
#include "gateway/http/requestvalues.h"

#include <algorithm>
#include <cassert>

namespace gatereeve::gateway
{

namespace
{

std::string_view withoutTrailingSlashes(std::string_view path)
{
    while (!path.empty() && path.back() == '/')
        path.remove_suffix(1);
    return path;
}

std::string_view withoutLeadingSlashes(std::string_view path)
{
    path.remove_prefix(std::min(path.find_first_not_of('/'), path.size()));
    return path;
}

// Appends `query` behind '?' or, where something stands already, '&'.
class QueryJoiner
{
public:
    explicit QueryJoiner(std::string& out) : m_out(out) {}
    std::string& begin()
    {
        m_out.push_back(m_begun ? '&' : '?');
        m_begun = true;
        return m_out;
    }

private:
    std::string& m_out;
    bool m_begun = false;
};

void appendRequestQuery(std::string& out, QueryJoiner& joiner, std::string_view query, const ForwardRules& rules)
{
    const std::string_view stripped = rules.strippedParameter;
    if (query.empty())
        return;
    joiner.begin();
    if (stripped.empty()) {
        out.append(query);
        return;
    }
    const size_t begin = out.size();
    if (rules.strippedQueryIsSorted)
        appendSortedQueryWithout(out, query, stripped);
    else
        appendQueryWithout(out, query, stripped);
    if (out.size() == begin)
        out.pop_back(); // the separator
}

// Does the field stay on this side? Hop-by-hop fields, and those that are written anew.
bool isWithheld(KnownField field)
{
    switch (field) {
    case KnownField::Connection:
    case KnownField::ContentLength:
    case KnownField::Expect:
    case KnownField::Host:
    case KnownField::KeepAlive:
    case KnownField::ProxyAuthenticate:
    case KnownField::ProxyAuthorization:
    case KnownField::ProxyConnection:
    case KnownField::Te: // put back when it is exactly "trailers"
    case KnownField::Trailer:
    case KnownField::TransferEncoding:
    case KnownField::Upgrade:
    case KnownField::XForwardedFor: // joined into one
        return true;
    default:
        return false;
    }
}

bool isChanged(std::string_view name, const ForwardRules& rules)
{
    return rules.changes && (rules.changes->touches(name) || (rules.pathChanges && rules.pathChanges->touches(name)));
}

bool isSet(std::string_view name, const ForwardRules& rules)
{
    if (rules.pathChanges && rules.pathChanges->touches(name))
        return rules.pathChanges->sets(name);
    return rules.changes && rules.changes->sets(name);
}

void appendChanges(std::string& out, const ForwardRules& rules)
{
    rules.changes->appendSet(out, rules.meta, rules.pathChanges);
    if (rules.pathChanges)
        rules.pathChanges->appendSet(out, rules.meta, nullptr);
}

void appendCookieField(std::string& out, const HeaderField& field, std::string_view stripped)
{
    const size_t begin = out.size();
    out.append(field.name).append(": ");
    const size_t value = out.size();
    appendCookiesWithout(out, field.value, stripped);
    if (out.size() == value)
        out.resize(begin);
    else
        out.append("\r\n");
}

void writePassedFields(HeadWriter& head, const RequestHead& request, const ForwardRules& rules)
{
    FieldCopier copier(head);
    for (const HeaderField& field : request.fields) {
        if (isWithheld(field.known))
            continue;
        if (request.connection.namesFields && namedByConnection(request.fields, field.name))
            continue;
        if (!rules.strippedField.empty() && equalsIgnoringCase(field.name, rules.strippedField))
            continue;
        if (rules.changes && isChanged(field.name, rules))
            continue;
        if (field.known == KnownField::Cookie && !rules.strippedCookie.empty()) {
            copier.flush();
            appendCookieField(head.string(), field, rules.strippedCookie);
        } else {
            copier.add(field);
        }
    }
}

// The client's address behind what came, in one field (gateway-behaviour.md 3).
void writeForwardedFor(HeadWriter& head, const RequestHead& request, std::string_view clientAddress)
{
    head.text("X-Forwarded-For: ");
    const bool dropped = request.connection.namesFields && namedByConnection(request.fields, "X-Forwarded-For");
    if (request.fields.has(KnownField::XForwardedFor) && !dropped) {
        for (const HeaderField& field : request.fields) {
            if (field.known == KnownField::XForwardedFor && !field.value.empty())
                head.text(field.value).text(", ");
        }
    }
    head.text(clientAddress).text("\r\n");
}

void writeFraming(HeadWriter& head, const BodyLength& body)
{
    if (body.kind == BodyLength::Kind::Fixed)
        head.field("Content-Length", static_cast<int64_t>(body.bytes));
    else if (body.kind == BodyLength::Kind::Chunked)
        head.field("Transfer-Encoding", "chunked");
}

} // namespace

void appendForwardTarget(std::string& out, std::string_view remainingPath, std::string_view query,
                         const ForwardRules& rules)
{
    const std::string_view rest = withoutLeadingSlashes(remainingPath);
    const std::string_view target = withoutTrailingSlashes(rules.targetPath);
    if (!rest.empty())
        out.append(target).append("/").append(rest);
    else if (rules.keepTargetSlash && !rules.targetPath.empty())
        out.append(rules.targetPath);
    else
        out.append(target.empty() ? "/" : target);

    QueryJoiner joiner(out);
    if (!rules.targetQuery.empty())
        joiner.begin().append(rules.targetQuery);
    appendRequestQuery(out, joiner, query, rules);
}

void appendForwardHead(std::string& out, const RequestHead& request, const BodyLength& body, const ForwardRules& rules)
{
    assert(!body.isBad() && rules.listenPathBytes <= request.path.size());
    out.append(request.method).append(" ");
    appendForwardTarget(out, request.path.substr(rules.listenPathBytes), request.query, rules);
    HeadWriter head(out);
    head.text(" HTTP/1.1\r\n");
    const bool preserveHost = rules.preserveHost && !request.host.empty();
    head.field("Host", preserveHost ? request.host : rules.authority);

    writePassedFields(head, request, rules);
    const bool agentChanged = rules.changes && isChanged("User-Agent", rules);
    if (agentChanged ? !isSet("User-Agent", rules) : !request.fields.has(KnownField::UserAgent))
        head.text("User-Agent: Gatereeve/" GATEREEVE_VERSION "\r\n");
    if (rules.changes)
        appendChanges(head.string(), rules);
    // gateway-behaviour.md 3: a definition may ask that it is not told.
    if (!rules.changes || !isChanged("X-Forwarded-For", rules))
        writeForwardedFor(head, request, rules.clientAddress);
    if (request.fields.count(KnownField::Te) == 1 && *request.fields.find(KnownField::Te) == "trailers")
        head.field("Te", "trailers");
    writeFraming(head, body);
    if (rules.upgrade)
        head.text("Connection: Upgrade\r\nUpgrade: websocket\r\n");
    else if (rules.closeUpstream)
        head.field("Connection", "close");
    head.text("\r\n");
}

bool asksForWebSocket(const RequestHead& request, const BodyLength& body)
{
    return request.connection.upgrade && request.version == HttpVersion::Http11 && request.method == "GET" &&
           body.kind == BodyLength::Kind::None && request.fields.count(KnownField::Upgrade) == 1 &&
           equalsIgnoringCase(*request.fields.find(KnownField::Upgrade), "websocket");
}

} // namespace gatereeve::gateway
