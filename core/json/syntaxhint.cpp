#include "core/json/syntaxhint.h"

#include "core/json/literal.h"

#include <algorithm>
#include <cctype>
#include <cstdio>

namespace gatereeve::json
{

namespace
{

constexpr size_t longestQuote = 24; // bytes of the user's text repeated in a message

bool isWordByte(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$';
}

std::string_view wordAt(std::string_view text, size_t offset)
{
    size_t end = offset;
    while (end < text.size() && end - offset < longestQuote && isWordByte(text[end]))
        ++end;
    return text.substr(offset, end - offset);
}

std::string inHexadecimal(char byte)
{
    char digits[5];
    std::snprintf(digits, sizeof digits, "0x%02X", static_cast<unsigned>(static_cast<unsigned char>(byte)));
    return digits;
}

std::string lowerCase(std::string_view word)
{
    std::string lower(word);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return lower;
}

std::string hintForWord(std::string_view word)
{
    const std::string lower = lowerCase(word);
    if (lower == "true" || lower == "false" || lower == "null")
        return ": in JSON this is written " + lower;
    if (lower == "none" || lower == "nil" || lower == "undefined")
        return ": in JSON this is written null";
    if (lower == "nan" || lower == "infinity" || lower == "inf")
        return ": JSON has no such number";
    return ": names and texts stand in double quotes";
}

} // namespace

std::string foundAt(std::string_view text, size_t offset)
{
    if (offset >= text.size())
        return "the end of the text";
    const char byte = text[offset];
    if (byte == '\0')
        return "a NUL byte";
    if (byte == '\n' || byte == '\r')
        return "a line end";
    if (byte == '\t')
        return "a tab";
    if (static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F)
        return "the control character " + inHexadecimal(byte);
    if (const std::string_view word = wordAt(text, offset); !word.empty())
        return "'" + std::string(word) + "'";
    if (const size_t length = utf8Length(text.substr(offset)))
        return "'" + std::string(text.substr(offset, length)) + "'";
    return "the byte " + inHexadecimal(byte) + ", which is not UTF-8";
}

std::string hintAt(std::string_view text, size_t offset)
{
    const std::string_view rest = text.substr(std::min(offset, text.size()));
    if (rest.empty())
        return ": the file seems to be cut short";
    if (rest.starts_with("//") || rest.starts_with("/*") || rest.starts_with('#'))
        return ": JSON has no comments";
    if (rest.starts_with('\'') || rest.starts_with('`'))
        return ": names and texts stand in double quotes, not in single ones";
    for (const std::string_view quote : {"\u201C", "\u201D", "\u201E", "\u2018", "\u2019", "\u00AB", "\u00BB"})
        if (rest.starts_with(quote))
            return ": names and texts stand in straight double quotes (\"), not in typographic ones";
    if (rest.starts_with("\uFEFF"))
        return ": this is a byte order mark";
    if (rest.starts_with("\u00A0"))
        return ": this is a no-break space; JSON knows only blanks, tabs and line ends";
    if (rest.starts_with("\xFF\xFE") || rest.starts_with("\xFE\xFF"))
        return ": the file seems to be UTF-16; save it as UTF-8";
    if (rest.starts_with('\0'))
        return ": the file seems to be binary, or UTF-16";
    if (rest.starts_with('+') || rest.starts_with('.'))
        return ": a number begins with a digit or '-'";
    if (std::isalpha(static_cast<unsigned char>(rest[0])) != 0)
        return hintForWord(wordAt(text, offset));
    return {};
}

} // namespace gatereeve::json
