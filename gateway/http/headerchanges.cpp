#include "gateway/http/headerchanges.h"

#include "gateway/http/bytescan.h"
#include "gateway/http/header.h"

#include <algorithm>

namespace gatereeve::gateway
{

namespace
{

constexpr std::string_view MetaPrefix = "$tyk_meta.";

// Removing X-Forwarded-For is allowed, setting it is not: the client's address stands behind it in any case.
bool mayBeRemoved(std::string_view name)
{
    switch (knownField(name)) {
    case KnownField::Connection:
    case KnownField::ContentLength:
    case KnownField::Expect:
    case KnownField::Host:
    case KnownField::KeepAlive:
    case KnownField::ProxyConnection:
    case KnownField::Te:
    case KnownField::Trailer:
    case KnownField::TransferEncoding:
    case KnownField::Upgrade:
        return false;
    default:
        return isToken(name);
    }
}

bool mayBeSet(std::string_view name)
{
    return mayBeRemoved(name) && knownField(name) != KnownField::XForwardedFor;
}

bool isNameByte(char c)
{
    return isLetter(c) || isDigit(c) || c == '_' || c == '-' || c == '.';
}

// A line end in a value would be a second header: control bytes become blanks.
void appendClean(std::string& out, std::string_view text)
{
    for (const char c : text)
        out.push_back(isControlByte(c) ? ' ' : c);
}

} // namespace

HeaderChanges::HeaderChanges(const std::vector<std::string>& removed, const std::map<std::string, std::string>& set)
{
    for (const std::string& name : removed) {
        if (mayBeRemoved(name))
            m_removed.push_back(name);
    }
    for (const auto& [name, value] : set) {
        if (mayBeSet(name))
            m_set.push_back({name, partsOf(value)});
    }
}

std::vector<HeaderChanges::Part> HeaderChanges::partsOf(std::string_view value)
{
    std::vector<Part> parts;
    while (!value.empty()) {
        const size_t variable = value.find(MetaPrefix);
        if (variable > 0) {
            Part literal;
            appendClean(literal.text, value.substr(0, variable));
            parts.push_back(std::move(literal));
        }
        if (variable == std::string_view::npos)
            break;
        value.remove_prefix(variable + MetaPrefix.size());
        const auto end = std::find_if_not(value.begin(), value.end(), isNameByte);
        const auto length = static_cast<size_t>(end - value.begin());
        parts.push_back({std::string(value.substr(0, length)), true});
        value.remove_prefix(length);
    }
    return parts;
}

bool HeaderChanges::removes(std::string_view name) const
{
    return std::any_of(m_removed.begin(), m_removed.end(),
                       [name](const std::string& removed) { return equalsIgnoringCase(removed, name); });
}

bool HeaderChanges::sets(std::string_view name) const
{
    return std::any_of(m_set.begin(), m_set.end(),
                       [name](const Field& field) { return equalsIgnoringCase(field.name, name); });
}

void HeaderChanges::appendSet(std::string& out, const MetaTexts* meta, const HeaderChanges* later) const
{
    for (const Field& field : m_set) {
        if (later && later->touches(field.name))
            continue;
        out.append(field.name).append(": ");
        for (const Part& part : field.parts) {
            if (!part.isVariable) {
                out.append(part.text);
            } else if (meta) {
                if (const auto found = meta->find(part.text); found != meta->end())
                    appendClean(out, found->second);
            }
        }
        out.append("\r\n");
    }
}

} // namespace gatereeve::gateway
