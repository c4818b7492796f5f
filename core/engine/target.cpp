#include "core/engine/target.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace gatereeve
{

namespace
{

bool startsWithIgnoringCase(std::string_view text, std::string_view lowerCasePrefix)
{
    const auto same = [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + ('a' - 'A')) : a) == b;
    };
    return text.size() >= lowerCasePrefix.size() &&
           std::equal(lowerCasePrefix.begin(), lowerCasePrefix.end(), text.begin(),
                      [&](char a, char b) { return same(b, a); });
}

bool isUnprintable(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte == 0x7f;
}

bool isHostCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_';
}

bool isAddressCharacter(char c) // IPv6, RFC 3986 3.2.2
{
    return (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || (c >= '0' && c <= '9') || c == ':' || c == '.';
}

std::optional<uint16_t> parsePort(std::string_view text)
{
    uint16_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc() || end != text.data() + text.size() || port == 0)
        return std::nullopt;
    return port;
}

Error problem(std::string text)
{
    return Error{std::move(text), {}};
}

// "host", "host:port", "[address]", "[address]:port"
Result<void> parseAuthority(std::string_view authority, Target& target)
{
    if (authority.find('@') != std::string_view::npos)
        return problem("a user name before the host is not supported");
    std::string_view host, rest;
    bool isClean = false;
    if (authority.starts_with('[')) {
        const size_t close = authority.find(']');
        if (close == std::string_view::npos)
            return problem("the bracket before the address is not closed");
        host = authority.substr(1, close - 1);
        rest = authority.substr(close + 1);
        isClean = std::all_of(host.begin(), host.end(), isAddressCharacter);
    } else {
        host = authority.substr(0, authority.find(':'));
        rest = authority.substr(host.size());
        isClean = std::all_of(host.begin(), host.end(), isHostCharacter);
    }
    if (host.empty())
        return problem("there is no host in it");
    if (!isClean)
        return problem("\"" + std::string(host) + "\" is not a host name or address");
    target.host = host;
    target.authority = authority.substr(0, authority.size() - rest.size());
    if (rest.empty() || rest == ":")
        return {};
    const std::optional<uint16_t> port = rest.front() == ':' ? parsePort(rest.substr(1)) : std::nullopt;
    if (!port)
        return problem("after the host should stand a port from 1 to 65535, not \"" + std::string(rest) + "\"");
    target.port = *port;
    target.authority = authority;
    return {};
}

} // namespace

void Target::trustAnybody()
{
    if (!std::exchange(verified, false) || !tls)
        return;
    connection.insert(0, "unverified ");
}

Result<Target> parseTarget(std::string_view url)
{
    Target target;
    std::string_view rest;
    if (startsWithIgnoringCase(url, "http://")) {
        rest = url.substr(7);
    } else if (startsWithIgnoringCase(url, "https://")) {
        rest = url.substr(8);
        target.tls = true;
        target.port = 443;
    } else {
        return problem("it should start with http:// or https://");
    }
    if (std::any_of(rest.begin(), rest.end(), isUnprintable))
        return problem("it contains a blank or a control character");

    rest = rest.substr(0, rest.find('#'));
    const size_t authorityEnd = std::min(rest.find_first_of("/?"), rest.size());
    if (const auto parsed = parseAuthority(rest.substr(0, authorityEnd), target); !parsed)
        return parsed.error();
    target.connection = (target.tls ? "https://" : "http://") + target.authority;
    rest.remove_prefix(authorityEnd);

    const size_t question = std::min(rest.find('?'), rest.size());
    target.writtenPath = rest.substr(0, question);
    target.path = target.writtenPath;
    target.path.erase(target.path.find_last_not_of('/') + 1);
    if (question < rest.size())
        target.query = rest.substr(question + 1);
    return target;
}

} // namespace gatereeve
