#include "gateway/http/requesthead.h"

#include "gateway/http/bytescan.h"
#include "gateway/http/headreader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <iterator>

namespace gatereeve::gateway
{

namespace
{

std::string_view between(const char* begin, const char* end)
{
    return {begin, static_cast<size_t>(end - begin)};
}

bool startsWithScheme(std::string_view target, std::string_view scheme)
{
    return target.size() >= scheme.size() && equalsIgnoringCase(target.substr(0, scheme.size()), scheme);
}

// "get", "Post": another method by RFC 9110 9.1, but to some servers the same. Rules for one method would not hold for
// it.
bool isDisguisedMethod(std::string_view method)
{
    const auto isLower = [](char c) { return c >= 'a' && c <= 'z'; };
    if (std::none_of(method.begin(), method.end(), isLower))
        return false;
    static constexpr std::string_view registered[] = {"GET",   "HEAD",    "POST",  "PUT",    "DELETE",
                                                      "PATCH", "OPTIONS", "TRACE", "CONNECT"};
    return std::any_of(std::begin(registered), std::end(registered),
                       [method](std::string_view known) { return equalsIgnoringCase(method, known); });
}

void splitPathAndQuery(std::string_view text, RequestHead& out)
{
    const size_t mark = text.find('?');
    out.path = text.substr(0, mark);
    out.query = mark == std::string_view::npos ? std::string_view() : text.substr(mark + 1);
}

// The four forms of RFC 9112 3.2. `authority` is that of an absolute form, else empty.
HeadFault readTarget(RequestHead& out, std::string_view& authority)
{
    const std::string_view target = out.target;
    if (out.method == "CONNECT")
        return HeadFault::ConnectMethod;
    if (isDisguisedMethod(out.method))
        return HeadFault::Method;
    if (target.front() == '/') {
        splitPathAndQuery(target, out);
        return HeadFault::None;
    }
    if (target == "*") {
        if (out.method != "OPTIONS")
            return HeadFault::Target;
        out.path = target;
        out.query = {};
        return HeadFault::None;
    }
    size_t schemeLength = 0;
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (startsWithScheme(target, scheme))
            schemeLength = scheme.size();
    }
    if (schemeLength == 0)
        return HeadFault::Target;
    const std::string_view rest = target.substr(schemeLength);
    const size_t authorityLength = std::min(rest.find_first_of("/?"), rest.size());
    authority = rest.substr(0, authorityLength);
    // User information in it is refused as well: '@' stands in no host.
    if (!isHostAndPort(authority))
        return HeadFault::HostInvalid;
    splitPathAndQuery(rest.substr(authorityLength), out);
    if (out.path.empty())
        out.path = "/";
    return HeadFault::None;
}

HeadStatus readRequestLine(HeadReader& reader, RequestHead& out)
{
    const char* p = reader.begin();
    const char* const end = reader.end();
    const char* const method = p;
    while (p < end && isTokenByte(*p))
        ++p;
    if (static_cast<size_t>(p - method) > limits::methodBytes)
        return reader.bad(HeadFault::Method);
    if (p == end)
        return reader.incomplete();
    if (*p != ' ' || p == method)
        return reader.bad(isControlByte(*p) ? HeadFault::ControlByte : HeadFault::Method);
    out.method = between(method, p);

    const char* const target = ++p;
    p = findNotVisible(p, end);
    if (static_cast<size_t>(p - target) > limits::targetBytes)
        return reader.bad(HeadFault::TargetTooLong);
    if (p == end)
        return reader.incomplete();
    if (*p != ' ' || p == target)
        return reader.bad(HeadFault::Target);
    out.target = between(target, p);
    if (std::memchr(target, '#', out.target.size()))
        return reader.bad(HeadFault::Fragment);

    const HeadStatus version = readVersion(++p, end, out.version);
    if (version.isBad())
        return reader.bad(version.fault);
    return version.isComplete() ? reader.endStartLine(p) : reader.incomplete();
}

// RFC 9112 3.2: exactly one Host with 1.1; more than one or a bad one never. A URL as target must name the same: the
// RFC lets it win, but whoever else reads the message may have decided by Host.
HeadFault readHost(RequestHead& out, std::string_view authority)
{
    if (out.fields.count(KnownField::Host) > 1)
        return HeadFault::HostRepeated;
    const std::optional<std::string_view> host = out.fields.find(KnownField::Host);
    if (!host) {
        out.host = authority;
        return out.version == HttpVersion::Http11 ? HeadFault::HostMissing : HeadFault::None;
    }
    if (!isHostAndPort(*host))
        return HeadFault::HostInvalid;
    out.host = *host;
    return authority.empty() || equalsIgnoringCase(authority, *host) ? HeadFault::None : HeadFault::HostDisagrees;
}

HeadFault readExpectation(RequestHead& out)
{
    out.expectsContinue = false;
    if (!out.fields.has(KnownField::Expect))
        return HeadFault::None;
    if (out.fields.count(KnownField::Expect) > 1 ||
        !equalsIgnoringCase(*out.fields.find(KnownField::Expect), "100-continue"))
        return HeadFault::Expectation;
    out.expectsContinue = out.version == HttpVersion::Http11;
    return HeadFault::None;
}

// What can only be said when all fields are there.
HeadFault readWhole(RequestHead& out)
{
    std::string_view authority;
    HeadFault fault = readTarget(out, authority);
    if (fault == HeadFault::None)
        fault = readHost(out, authority);
    if (fault != HeadFault::None)
        return fault;
    if (out.fields.hasDisguised())
        return HeadFault::FieldName;
    const std::optional<ConnectionOptions> connection = connectionOptions(out.fields);
    if (!connection)
        return HeadFault::Connection;
    out.connection = *connection;
    return readExpectation(out);
}

bool isPort(std::string_view text)
{
    unsigned port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    return error == std::errc() && end == text.data() + text.size() && port <= 65535 && text.size() <= 5;
}

bool isAddressLiteral(std::string_view text)
{
    for (const char c : text) {
        if (hexValue(c) < 0 && c != ':' && c != '.')
            return false;
    }
    return text.find(':') != std::string_view::npos;
}

constexpr auto hostBytes = [] {
    std::array<bool, 256> table{};
    for (int c = 0; c < 128; ++c)
        table[static_cast<size_t>(c)] = isDigit(static_cast<char>(c)) || isLetter(static_cast<char>(c));
    for (const char c : std::string_view("-._~"))
        table[static_cast<unsigned char>(c)] = true;
    return table;
}();

bool isHostName(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) { return hostBytes[static_cast<unsigned char>(c)]; });
}

} // namespace

HeadStatus parseRequestHead(std::string_view bytes, RequestHead& out)
{
    HeadReader reader(bytes, out.progress, out.fields);
    if (reader.nothingNew())
        return reader.incomplete();
    if (!reader.startLineRead()) {
        // RFC 9112 2.2: an empty line before the request line is passed over; one, not any number.
        if (reader.begin() == bytes.data() && !bytes.empty() && bytes.front() == '\r') {
            const HeadStatus status = reader.endLine(reader.begin());
            if (!status.isComplete())
                return status;
        }
        const HeadStatus status = readRequestLine(reader, out);
        if (!status.isComplete())
            return status;
    }
    const HeadStatus status = reader.readFields();
    if (!status.isComplete())
        return status;
    const HeadFault fault = readWhole(out);
    return fault == HeadFault::None ? status : HeadStatus::bad(fault);
}

bool isHostAndPort(std::string_view text)
{
    if (!text.empty() && text.front() == '[') {
        const size_t close = text.find(']');
        if (close == std::string_view::npos || !isAddressLiteral(text.substr(1, close - 1)))
            return false;
        const std::string_view rest = text.substr(close + 1);
        return rest.empty() || (rest.front() == ':' && isPort(rest.substr(1)));
    }
    const size_t colon = text.find(':');
    return isHostName(text.substr(0, colon)) && (colon == std::string_view::npos || isPort(text.substr(colon + 1)));
}

} // namespace gatereeve::gateway
