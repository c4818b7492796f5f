#include "core/json/literal.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cstdint>

namespace gatereeve::json
{

namespace
{

constexpr std::string_view replacement = "\xEF\xBF\xBD";

bool isBetween(char byte, unsigned char first, unsigned char last)
{
    const auto value = static_cast<unsigned char>(byte);
    return value >= first && value <= last;
}

bool isHighSurrogate(uint32_t unit)
{
    return unit >= 0xD800 && unit < 0xDC00;
}

bool isLowSurrogate(uint32_t unit)
{
    return unit >= 0xDC00 && unit < 0xE000;
}

void appendCodePoint(std::string& text, uint32_t point)
{
    const auto byte = [](uint32_t bits) { return static_cast<char>(bits); };
    const auto tail = [&](uint32_t shift) { return byte(0x80 | ((point >> shift) & 0x3F)); };
    if (point < 0x80)
        text += byte(point);
    else if (point < 0x800)
        text += {byte(0xC0 | (point >> 6)), tail(0)};
    else if (point < 0x10000)
        text += {byte(0xE0 | (point >> 12)), tail(6), tail(0)};
    else
        text += {byte(0xF0 | (point >> 18)), tail(12), tail(6), tail(0)};
}

uint32_t unitAt(std::string_view body, size_t digits)
{
    uint32_t unit = 0;
    std::from_chars(body.data() + digits, body.data() + digits + 4, unit, 16);
    return unit;
}

// Decodes the \uXXXX at `at` and, of a pair, the one after it; returns the position behind.
size_t appendUnicodeEscape(std::string& text, std::string_view body, size_t at)
{
    const uint32_t unit = unitAt(body, at + 2);
    at += 6;
    if (isHighSurrogate(unit) && body.substr(at, 2) == "\\u") {
        const uint32_t low = unitAt(body, at + 2);
        if (isLowSurrogate(low)) {
            appendCodePoint(text, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
            return at + 6;
        }
    }
    if (isHighSurrogate(unit) || isLowSurrogate(unit))
        text += replacement;
    else
        appendCodePoint(text, unit);
    return at;
}

size_t appendEscape(std::string& text, std::string_view body, size_t at)
{
    switch (body[at + 1]) {
    case 'u':
        return appendUnicodeEscape(text, body, at);
    case 'b':
        text += '\b';
        break;
    case 'f':
        text += '\f';
        break;
    case 'n':
        text += '\n';
        break;
    case 'r':
        text += '\r';
        break;
    case 't':
        text += '\t';
        break;
    default: // quote, backslash, slash
        text += body[at + 1];
    }
    return at + 2;
}

bool isVerbatim(std::string_view body)
{
    return std::all_of(body.begin(), body.end(), [](char c) { return isBetween(c, 0x20, 0x7F) && c != '\\'; });
}

std::string_view bodyOf(std::string_view literal)
{
    assert(literal.size() >= 2 && literal.front() == '"' && literal.back() == '"');
    return literal.substr(1, literal.size() - 2);
}

} // namespace

size_t utf8Length(std::string_view text)
{
    if (text.empty())
        return 0;
    const auto lead = static_cast<unsigned char>(text[0]);
    if (lead < 0x80)
        return 1;
    const size_t length = lead >= 0xC2 && lead <= 0xDF   ? 2
                          : lead >= 0xE0 && lead <= 0xEF ? 3
                          : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                         : 0;
    if (length == 0 || text.size() < length)
        return 0;
    // The second byte is what rules out overlong forms, surrogates and points above U+10FFFF.
    const unsigned char first = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char last = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (!isBetween(text[1], first, last))
        return 0;
    for (size_t i = 2; i < length; ++i)
        if (!isBetween(text[i], 0x80, 0xBF))
            return 0;
    return length;
}

std::string decodedLiteral(std::string_view literal)
{
    const std::string_view body = bodyOf(literal);
    if (isVerbatim(body))
        return std::string(body);
    std::string text;
    text.reserve(body.size());
    for (size_t at = 0; at < body.size();) {
        if (body[at] == '\\') {
            at = appendEscape(text, body, at);
        } else if (const size_t length = utf8Length(body.substr(at))) {
            text += body.substr(at, length);
            at += length;
        } else {
            text += replacement;
            ++at;
        }
    }
    return text;
}

bool literalEquals(std::string_view literal, std::string_view text)
{
    const std::string_view body = bodyOf(literal);
    return isVerbatim(body) ? body == text : decodedLiteral(literal) == text;
}

} // namespace gatereeve::json
