#include "core/json/writer.h"

#include "core/json/literal.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <utility>

namespace gatereeve::json
{

namespace
{

void appendEscaped(std::string& out, char control)
{
    constexpr std::string_view named = "\b\f\n\r\t\"\\";
    constexpr std::string_view letters = "bfnrt\"\\";
    constexpr std::string_view digits = "0123456789abcdef";
    out += '\\';
    if (const size_t at = named.find(control); at != std::string_view::npos) {
        out += letters[at];
        return;
    }
    const auto byte = static_cast<unsigned char>(control);
    out += "u00";
    out += digits[byte >> 4];
    out += digits[byte & 15];
}

void appendQuoted(std::string& out, std::string_view text)
{
    out += '"';
    for (size_t at = 0; at < text.size();) {
        const size_t length = utf8Length(text.substr(at));
        if (length == 0)
            out += "\uFFFD";
        else if (static_cast<unsigned char>(text[at]) < 0x20 || text[at] == '"' || text[at] == '\\')
            appendEscaped(out, text[at]);
        else
            out += text.substr(at, length);
        at += length == 0 ? 1 : length;
    }
    out += '"';
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// The end of the literal that opens at `begin`.
size_t endOfLiteral(std::string_view json, size_t begin)
{
    size_t at = begin + 1;
    while (at < json.size() && json[at] != '"')
        at += json[at] == '\\' ? 2 : 1;
    return std::min(at + 1, json.size());
}

} // namespace

Writer::Writer(Layout layout, int indent) : m_layout(layout), m_indent(indent)
{
}

Writer& Writer::beginObject()
{
    separate();
    m_text += '{';
    m_levels.push_back({.object = true});
    return *this;
}

Writer& Writer::endObject()
{
    end(true);
    return *this;
}

Writer& Writer::beginArray()
{
    separate();
    m_text += '[';
    m_levels.push_back({.object = false});
    return *this;
}

Writer& Writer::endArray()
{
    end(false);
    return *this;
}

Writer& Writer::key(std::string_view name)
{
    assert(!m_levels.empty() && m_levels.back().object && !m_afterKey);
    separate();
    appendQuoted(m_text, name);
    m_text += m_layout == Layout::Compact ? ":" : ": ";
    m_afterKey = true;
    return *this;
}

Writer& Writer::string(std::string_view text)
{
    separate();
    appendQuoted(m_text, text);
    return *this;
}

Writer& Writer::integer(int64_t number)
{
    return raw(std::to_string(number));
}

Writer& Writer::number(double number)
{
    return raw(numberText(number));
}

Writer& Writer::boolean(bool value)
{
    return raw(value ? "true" : "false");
}

Writer& Writer::null()
{
    return raw("null");
}

Writer& Writer::raw(std::string_view json)
{
    separate();
    m_text += json;
    return *this;
}

std::string Writer::take()
{
    assert(m_levels.empty() && !m_afterKey);
    return std::exchange(m_text, {});
}

// What stands between the previous token and the next name or value.
void Writer::separate()
{
    if (m_afterKey) {
        m_afterKey = false;
        return;
    }
    if (m_levels.empty()) {
        assert(m_text.empty()); // one value only
        return;
    }
    if (!std::exchange(m_levels.back().empty, false))
        m_text += ',';
    newLine();
}

void Writer::newLine()
{
    if (m_layout == Layout::Compact)
        return;
    m_text += '\n';
    m_text.append(m_levels.size() * static_cast<size_t>(m_indent), ' ');
}

void Writer::end(bool object)
{
    assert(!m_levels.empty() && m_levels.back().object == object && !m_afterKey);
    const bool empty = m_levels.back().empty;
    m_levels.pop_back();
    if (!empty)
        newLine();
    m_text += object ? '}' : ']';
}

std::string quoted(std::string_view text)
{
    std::string out;
    out.reserve(text.size() + 2);
    appendQuoted(out, text);
    return out;
}

std::string numberText(double number)
{
    if (!std::isfinite(number))
        return "null"; // JSON has no such number
    // Plain digits between these bounds: what the gateway writes (Go, encoding/json), and JavaScript too.
    const double size = std::fabs(number);
    const bool plain = size == 0 || (size >= 1e-6 && size < 1e21);
    std::array<char, 32> digits;
    const auto format = plain ? std::chars_format::fixed : std::chars_format::scientific;
    const auto [end, problem] = std::to_chars(digits.data(), digits.data() + digits.size(), number, format);
    assert(problem == std::errc());
    std::string text(digits.data(), end);
    if (const size_t zero = text.find("e-0"); zero != std::string::npos)
        text.erase(zero + 2, 1); // 1e-07
    return text;
}

std::string compacted(std::string_view validJson)
{
    std::string out;
    out.reserve(validJson.size());
    for (size_t at = 0; at < validJson.size();) {
        const size_t end = validJson[at] == '"' ? endOfLiteral(validJson, at) : at + 1;
        if (!isBlank(validJson[at]))
            out += validJson.substr(at, end - at);
        at = end;
    }
    return out;
}

std::string mended(std::string_view validJson)
{
    const std::string json = compacted(validJson);
    std::string out;
    out.reserve(json.size());
    for (size_t at = 0; at < json.size();) {
        const size_t end = json[at] == '"' ? endOfLiteral(json, at) : at + 1;
        const std::string_view piece = std::string_view(json).substr(at, end - at);
        const std::string text = json[at] == '"' ? decodedLiteral(piece) : std::string();
        if (text.find("\uFFFD") == std::string::npos)
            out += piece;
        else
            out += quoted(text);
        at = end;
    }
    return out;
}

std::string indented(std::string_view validJson, std::string_view unit, std::string_view prefix,
                     std::string_view lineEnd)
{
    const std::string json = compacted(validJson);
    std::string out;
    size_t depth = 0;
    const auto newLine = [&] {
        out += lineEnd;
        out += prefix;
        for (size_t level = 0; level < depth; ++level)
            out += unit;
    };
    for (size_t at = 0; at < json.size();) {
        const size_t end = json[at] == '"' ? endOfLiteral(json, at) : at + 1;
        const bool closes = json[at] == '}' || json[at] == ']';
        const bool opens = json[at] == '{' || json[at] == '[';
        const bool empty = at > 0 && closes && (json[at - 1] == '{' || json[at - 1] == '[');
        if (closes && depth > 0)
            --depth;
        if (closes && !empty)
            newLine();
        out.append(json, at, end - at);
        if (opens)
            ++depth;
        const bool emptyFollows = end < json.size() && (json[end] == '}' || json[end] == ']');
        if (json[at] == ',' || (opens && !emptyFollows))
            newLine();
        else if (json[at] == ':')
            out += ' ';
        at = end;
    }
    return out;
}

} // namespace gatereeve::json
