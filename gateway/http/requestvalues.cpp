#include "gateway/http/requestvalues.h"

#include "gateway/http/bytescan.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace gatereeve::gateway
{

namespace
{

// Takes the text up to the separator off `rest`.
std::string_view takeUntil(std::string_view& rest, char separator)
{
    const size_t at = rest.find(separator);
    const std::string_view part = rest.substr(0, at);
    rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + 1);
    return part;
}

// application/x-www-form-urlencoded. Nothing when an escape is broken.
std::optional<std::string_view> decodeForm(std::string_view text, std::string& scratch)
{
    if (text.find_first_of("%+") == std::string_view::npos)
        return text;
    scratch.clear();
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            scratch.push_back(text[i] == '+' ? ' ' : text[i]);
            continue;
        }
        if (i + 2 >= text.size() || hexValue(text[i + 1]) < 0 || hexValue(text[i + 2]) < 0)
            return std::nullopt;
        scratch.push_back(static_cast<char>(hexValue(text[i + 1]) << 4 | hexValue(text[i + 2])));
        i += 2;
    }
    return scratch;
}

// Is the pair named so? With escapes in the name, decoded; broken ones name nothing.
bool isNamed(std::string_view encodedName, std::string_view name, std::string& scratch)
{
    const std::optional<std::string_view> decoded = decodeForm(encodedName, scratch);
    return decoded && *decoded == name;
}

std::string_view cookieName(std::string_view pair)
{
    return trimBlanks(pair.substr(0, pair.find('=')));
}

// application/x-www-form-urlencoded, as the real gateway writes it.
void appendForm(std::string& out, std::string_view text)
{
    static constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (isLetter(c) || isDigit(c) || c == '-' || c == '_' || c == '.' || c == '~')
            out.push_back(c);
        else if (c == ' ')
            out.push_back('+');
        else
            out.append({'%', digits[byte >> 4], digits[byte & 15]});
    }
}

} // namespace

std::optional<std::string_view> queryParameter(std::string_view query, std::string_view name, std::string& scratch)
{
    while (!query.empty()) {
        std::string_view value = takeUntil(query, '&');
        const std::string_view encodedName = takeUntil(value, '=');
        if (!isNamed(encodedName, name, scratch))
            continue;
        if (const std::optional<std::string_view> decoded = decodeForm(value, scratch))
            return decoded;
    }
    return std::nullopt;
}

std::optional<std::string_view> cookieValue(const HeaderFields& fields, std::string_view name)
{
    if (!fields.has(KnownField::Cookie))
        return std::nullopt;
    for (const HeaderField& field : fields) {
        if (field.known != KnownField::Cookie)
            continue;
        for (std::string_view rest = field.value; !rest.empty();) {
            const std::string_view pair = takeUntil(rest, ';');
            const size_t equals = pair.find('=');
            if (equals == std::string_view::npos || cookieName(pair) != name)
                continue;
            std::string_view value = trimBlanks(pair.substr(equals + 1));
            if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
                value = value.substr(1, value.size() - 2);
            return value;
        }
    }
    return std::nullopt;
}

std::string_view withoutBearer(std::string_view token)
{
    static constexpr std::string_view scheme = "bearer ";
    if (token.size() >= scheme.size() && equalsIgnoringCase(token.substr(0, scheme.size()), scheme))
        token.remove_prefix(scheme.size());
    return token;
}

void appendQueryWithout(std::string& out, std::string_view query, std::string_view name)
{
    std::string scratch;
    const size_t begin = out.size();
    while (!query.empty()) {
        const std::string_view pair = takeUntil(query, '&');
        if (isNamed(pair.substr(0, pair.find('=')), name, scratch))
            continue;
        out.append(out.size() == begin ? "" : "&").append(pair);
    }
}

void appendSortedQueryWithout(std::string& out, std::string_view query, std::string_view name)
{
    std::vector<std::pair<std::string, std::string>> pairs;
    std::string nameScratch, valueScratch;
    while (!query.empty()) {
        std::string_view value = takeUntil(query, '&');
        const auto itsName = decodeForm(takeUntil(value, '='), nameScratch);
        const auto itsValue = decodeForm(value, valueScratch);
        if (itsName && itsValue && *itsName != name && !(itsName->empty() && itsValue->empty()))
            pairs.emplace_back(*itsName, *itsValue);
    }
    std::stable_sort(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    const size_t begin = out.size();
    for (const auto& [itsName, value] : pairs) {
        out.append(out.size() == begin ? "" : "&");
        appendForm(out, itsName);
        out.push_back('=');
        appendForm(out, value);
    }
}

void appendCookiesWithout(std::string& out, std::string_view cookies, std::string_view name)
{
    const size_t begin = out.size();
    while (!cookies.empty()) {
        const std::string_view pair = trimBlanks(takeUntil(cookies, ';'));
        if (pair.empty() || cookieName(pair) == name)
            continue;
        out.append(out.size() == begin ? "" : "; ").append(pair);
    }
}

} // namespace gatereeve::gateway
