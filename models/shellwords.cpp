#include "models/shellwords.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdint>

namespace gatereeve::models
{

namespace
{

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

int digitOf(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : 99;
}

void appendUtf8(std::string& text, uint32_t code)
{
    const auto byte = [&](uint32_t value) { text.push_back(static_cast<char>(value)); };
    if (code < 0x80) {
        byte(code);
    } else if (code < 0x800) {
        byte(0xC0 | code >> 6);
        byte(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        byte(0xE0 | code >> 12);
        byte(0x80 | (code >> 6 & 0x3F));
        byte(0x80 | (code & 0x3F));
    } else {
        byte(0xF0 | (code >> 18 & 7));
        byte(0x80 | (code >> 12 & 0x3F));
        byte(0x80 | (code >> 6 & 0x3F));
        byte(0x80 | (code & 0x3F));
    }
}

class Splitter
{
public:
    explicit Splitter(std::string_view line) : m_line(line) {}

    Result<ShellWords> all()
    {
        while (!atEnd() && m_found.rest.empty() && !m_openQuote)
            next();
        if (m_openQuote)
            return Error{QCoreApplication::translate("CurlText", "A quote (%1) is never closed.")
                             .arg(QLatin1Char(m_openQuote))
                             .toStdString(),
                         {}};
        endWord();
        return std::move(m_found);
    }

private:
    bool atEnd() const { return m_at >= m_line.size(); }
    char peek(size_t ahead = 0) const { return m_at + ahead < m_line.size() ? m_line[m_at + ahead] : '\0'; }

    void next()
    {
        const char c = m_line[m_at];
        if (isBlank(c)) {
            endWord();
            ++m_at;
        } else if (c == '\\') {
            escaped();
        } else if (c == '\'') {
            singleQuoted();
        } else if (c == '"') {
            doubleQuoted();
        } else if (c == '$') {
            dollar();
        } else if (c == '`') {
            backtick();
        } else if (c == '#' && !m_inWord) {
            m_at = std::min(m_line.find('\n', m_at), m_line.size());
        } else if (std::string_view("\n|;&<>()").find(c) != std::string_view::npos) {
            endCommand();
        } else {
            add(c);
            ++m_at;
        }
    }

    void add(char c)
    {
        m_word.push_back(c);
        m_inWord = true;
    }
    void endWord()
    {
        if (m_inWord)
            m_found.words.push_back(m_word);
        m_word.clear();
        m_inWord = false;
    }

    // Blank lines before and after the command are nothing; a redirection may have a number before it: "2>/dev/null".
    void endCommand()
    {
        const bool isNumber = (peek() == '<' || peek() == '>') && m_inWord &&
                              std::ranges::all_of(m_word, [](char c) { return c >= '0' && c <= '9'; });
        const size_t begin = isNumber ? m_at - m_word.size() : m_at;
        if (isNumber) {
            m_word.clear();
            m_inWord = false;
        }
        endWord();
        std::string_view rest = m_line.substr(begin);
        rest.remove_prefix(std::min(rest.find_first_not_of(" \t\n;"), rest.size()));
        if (m_found.words.empty() && m_line[m_at] == '\n') {
            ++m_at;
            return;
        }
        rest = rest.substr(0, rest.find_last_not_of(" \t\n") + 1);
        m_found.rest = rest;
        m_at = m_line.size();
    }

    void escaped()
    {
        ++m_at;
        if (atEnd())
            return add('\\');
        if (peek() != '\n') // that one goes with its backslash
            add(peek());
        ++m_at;
    }

    void singleQuoted()
    {
        const size_t end = m_line.find('\'', m_at + 1);
        if (end == std::string_view::npos) {
            m_openQuote = '\'';
            return;
        }
        m_word += m_line.substr(m_at + 1, end - m_at - 1);
        m_inWord = true;
        m_at = end + 1;
    }

    void doubleQuoted()
    {
        m_inWord = true;
        for (++m_at; !atEnd() && peek() != '"';) {
            if (peek() == '\\' && std::string_view("$`\"\\\n").find(peek(1)) != std::string_view::npos && peek(1)) {
                if (peek(1) != '\n')
                    add(peek(1));
                m_at += 2;
            } else if (peek() == '$') {
                expansion();
            } else if (peek() == '`') {
                backtick();
            } else {
                add(peek());
                ++m_at;
            }
        }
        if (atEnd())
            m_openQuote = '"';
        ++m_at;
    }

    void dollar()
    {
        if (peek(1) == '\'') {
            ansiQuoted();
        } else if (peek(1) == '"') {
            ++m_at; // translated texts; there is nothing to translate here
            doubleQuoted();
        } else {
            expansion();
        }
    }

    // "$NAME", "${NAME}", "$(…)", "$1", "$#"; a lone $ is itself.
    void expansion()
    {
        const size_t begin = m_at++;
        if (peek() == '{' || peek() == '(') {
            const size_t end = m_line.find(peek() == '{' ? '}' : ')', m_at);
            m_at = end == std::string_view::npos ? m_line.size() : end + 1;
        } else if (std::string_view("@*#?$!-0123456789").find(peek()) != std::string_view::npos && !atEnd()) {
            ++m_at;
        } else {
            while (isNameCharacter(peek()))
                ++m_at;
        }
        keepExpansion(begin, m_at - begin > 1);
    }
    void backtick()
    {
        const size_t begin = m_at;
        const size_t end = m_line.find('`', m_at + 1);
        m_at = end == std::string_view::npos ? m_line.size() : end + 1;
        keepExpansion(begin, true);
    }
    void keepExpansion(size_t begin, bool isOne)
    {
        const std::string written(m_line.substr(begin, m_at - begin));
        m_word += written;
        m_inWord = true;
        if (isOne)
            m_found.expansions.push_back(written);
    }

    // Behind a NUL nothing of the quoted text counts (bash).
    void ansiQuoted()
    {
        m_inWord = true;
        std::string text;
        for (m_at += 2; !atEnd() && peek() != '\'';) {
            if (peek() == '\\')
                ansiEscape(text);
            else
                text.push_back(m_line[m_at++]);
        }
        if (atEnd())
            m_openQuote = '\'';
        ++m_at;
        m_word += text.substr(0, text.find('\0'));
    }

    void ansiEscape(std::string& text)
    {
        ++m_at;
        const char c = peek();
        constexpr std::string_view Letters = "abeEfnrtv\\'\"?", Meant = "\a\b\x1b\x1b\f\n\r\t\v\\'\"?";
        if (const size_t place = Letters.find(c); place != std::string_view::npos && !atEnd()) {
            text.push_back(Meant[place]);
            ++m_at;
        } else if (digitOf(c) < 8) {
            text.push_back(static_cast<char>(number(8, 3)));
        } else if (c == 'c' && peek(1)) {
            text.push_back(static_cast<char>(peek(1) & 0x1F));
            m_at += 2;
        } else if (c == 'x' && digitOf(peek(1)) < 16) {
            ++m_at;
            text.push_back(static_cast<char>(number(16, 2)));
        } else if ((c == 'u' || c == 'U') && digitOf(peek(1)) < 16) {
            ++m_at;
            appendUtf8(text, number(16, c == 'u' ? 4 : 8));
        } else {
            text.push_back('\\'); // no escape: both stay
        }
    }
    uint32_t number(int base, int most)
    {
        uint32_t value = 0;
        for (int i = 0; i < most && digitOf(peek()) < base; ++i, ++m_at)
            value = value * static_cast<uint32_t>(base) + static_cast<uint32_t>(digitOf(peek()));
        return value;
    }

    std::string_view m_line;
    size_t m_at = 0;
    std::string m_word;
    bool m_inWord = false;
    char m_openQuote = 0;
    ShellWords m_found;
};

bool isPlain(char c)
{
    return isNameCharacter(c) || std::string_view("-./:=@%+,").find(c) != std::string_view::npos;
}

bool isControl(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n') || byte == 0x7F;
}

// With escapes for what a terminal would act upon.
std::string ansiText(std::string_view word)
{
    std::string text = "$'";
    for (const char c : word) {
        if (isControl(c)) {
            constexpr std::string_view Digits = "01234567";
            const auto byte = static_cast<unsigned char>(c);
            text += {'\\', Digits[byte >> 6], Digits[byte >> 3 & 7], Digits[byte & 7]};
            continue;
        }
        if (c == '\'' || c == '\\')
            text += '\\';
        text += c;
    }
    return text + '\'';
}

} // namespace

Result<ShellWords> splitShell(std::string_view line)
{
    return Splitter(line).all();
}

std::string shellQuoted(std::string_view word)
{
    if (!word.empty() && std::ranges::all_of(word, isPlain))
        return std::string(word);
    if (std::ranges::any_of(word, isControl))
        return ansiText(word);
    std::string text = "'";
    for (const char c : word)
        text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return text + '\'';
}

} // namespace gatereeve::models
