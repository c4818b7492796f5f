#include "core/json/parser.h"

#include "core/json/literal.h"
#include "core/json/path.h"
#include "core/json/syntaxhint.h"

#include <algorithm>
#include <array>
#include <limits>

namespace gatereeve::json
{

namespace
{

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
constexpr size_t bytesPerNode = 16; // of usual policy files; only a first guess of the memory needed

constexpr auto plainBytes = [] { // that stand for themselves in a text; UTF-8 is looked at when it is decoded
    std::array<bool, 256> plain{};
    for (size_t byte = 0x20; byte < plain.size(); ++byte)
        plain[byte] = byte != '"' && byte != '\\';
    return plain;
}();

bool isPlain(char c)
{
    return plainBytes[static_cast<unsigned char>(c)];
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

} // namespace

Document::Parser::Parser(State& state, const ParseOptions& options)
    : m_state(state),
      m_options(options),
      m_text(state.text)
{
}

bool Document::Parser::run()
{
    const size_t limit = std::min<size_t>(m_options.maximumSize, std::numeric_limits<uint32_t>::max());
    if (m_text.size() > limit) {
        m_error = {"the text has " + std::to_string(m_text.size()) + " bytes, and no more than " +
                       std::to_string(limit) + " are read",
                   {.file = m_state.file}};
        return false;
    }
    m_state.nodes.reserve(m_text.size() / bytesPerNode + 1);
    bool good = skipByteOrderMark() && readRoot();
    while (good && m_depth > 0)
        good = m_state.nodes[m_open].kind == Kind::Object ? readMember() : readElement();
    return good && checkTrailingText();
}

bool Document::Parser::skipByteOrderMark()
{
    if (!m_text.starts_with(byteOrderMark))
        return true;
    if (!m_options.allowByteOrderMark)
        return fail(0,
                    "the text begins with a byte order mark, which the gateway refuses: save it as UTF-8 without one");
    m_at = byteOrderMark.size();
    return true;
}

void Document::Parser::skipBlanks()
{
    while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t')
        ++m_at;
}

bool Document::Parser::readRoot()
{
    skipBlanks();
    if (atEnd())
        return fail(m_at, "the text is empty where a JSON value was expected");
    return readValue();
}

// One member with the separator in front of it, or the end of the object.
bool Document::Parser::readMember()
{
    skipBlanks();
    if (take('}')) {
        close();
        return true;
    }
    if (m_state.nodes[m_open].children == 0) {
        if (peek() != '"')
            return failUnexpected("a name in double quotes or '}'");
    } else {
        if (!take(','))
            return failSeparator("',' or '}'");
        const size_t comma = m_at - 1;
        skipBlanks();
        if (peek() == '}')
            return fail(comma, "a ',' stands after the last member: JSON allows it only between members");
        if (peek() != '"')
            return failUnexpected("a name in double quotes");
    }
    if (!readName())
        return false;
    m_inValue = true;
    skipBlanks();
    if (!take(':'))
        return failUnexpected("':' after the name");
    skipBlanks();
    return readValue();
}

// One element with the separator in front of it, or the end of the list.
bool Document::Parser::readElement()
{
    skipBlanks();
    if (take(']')) {
        close();
        return true;
    }
    if (m_state.nodes[m_open].children > 0) {
        if (!take(','))
            return failSeparator("',' or ']'");
        const size_t comma = m_at - 1;
        skipBlanks();
        if (peek() == ']')
            return fail(comma, "a ',' stands after the last element: JSON allows it only between elements");
    }
    m_inValue = true;
    return readValue();
}

bool Document::Parser::readName()
{
    const size_t begin = m_at;
    if (!readText())
        return false;
    m_nameOffset = static_cast<uint32_t>(begin);
    m_nameLength = static_cast<uint32_t>(m_at - begin);
    return true;
}

bool Document::Parser::readValue()
{
    const size_t begin = m_at;
    Kind kind = Kind::Null;
    switch (peek()) {
    case '{':
        return open(Kind::Object);
    case '[':
        return open(Kind::Array);
    case '"':
        kind = Kind::String;
        if (!readText())
            return false;
        break;
    case 't':
    case 'f':
        kind = Kind::Bool;
        if (!readWord(peek() == 't' ? "true" : "false"))
            return false;
        break;
    case 'n':
        if (!readWord("null"))
            return false;
        break;
    default:
        if (peek() != '-' && !isDigit(peek()))
            return failUnexpected("a value");
        kind = Kind::Number;
        if (!readNumber())
            return false;
    }
    m_state.nodes[append(kind, begin)].length = static_cast<uint32_t>(m_at - begin);
    return true;
}

bool Document::Parser::open(Kind kind)
{
    if (m_depth >= m_options.maximumDepth)
        return fail(m_at,
                    "lists and objects are nested deeper than " + std::to_string(m_options.maximumDepth) + " levels");
    m_open = append(kind, m_at);
    ++m_at;
    ++m_depth;
    return true;
}

void Document::Parser::close()
{
    Node& node = m_state.nodes[m_open];
    node.length = static_cast<uint32_t>(m_at - node.offset);
    m_open = node.parent;
    --m_depth;
}

uint32_t Document::Parser::append(Kind kind, size_t offset)
{
    const auto index = static_cast<uint32_t>(m_state.nodes.size());
    m_state.nodes.push_back({.offset = static_cast<uint32_t>(offset),
                             .nameOffset = m_nameOffset,
                             .nameLength = m_nameLength,
                             .parent = m_open,
                             .kind = kind});
    if (m_depth > 0) {
        Node& parent = m_state.nodes[m_open];
        if (parent.children++ == 0)
            parent.firstChild = index;
        else
            m_state.nodes[parent.lastChild].next = index;
        parent.lastChild = index;
    }
    m_nameOffset = m_nameLength = 0;
    m_inValue = false;
    return index;
}

bool Document::Parser::checkTrailingText()
{
    if (m_options.allowTrailingText)
        return true;
    skipBlanks();
    return atEnd() || failUnexpected("nothing more after the value");
}

bool Document::Parser::readText()
{
    const size_t begin = m_at++;
    for (;;) {
        while (isPlain(peek()))
            ++m_at;
        if (take('"'))
            return true;
        if (peek() == '\\') {
            if (!readEscape())
                return false;
        } else if (atEnd()) {
            return fail(m_at, "the file ends inside the quotes that open in line " + std::to_string(lineOf(begin)) +
                                  ": a closing quote is missing, or the file is cut short");
        } else if (peek() == '\n' || peek() == '\r') {
            return fail(m_at, "found a line end inside quotes: a closing quote is missing, or write \\n");
        } else {
            return fail(m_at, "found " + foundAt(m_text, m_at) + " inside quotes, where it must be escaped" +
                                  (peek() == '\t' ? ": write \\t" : ""));
        }
    }
}

// Stops at the end of the text, too; readText() says what is wrong with that.
bool Document::Parser::readEscape()
{
    constexpr std::string_view simple = "\"\\/bfnrt";
    const size_t begin = m_at++;
    if (atEnd())
        return true;
    if (simple.find(peek()) != std::string_view::npos) {
        ++m_at;
        return true;
    }
    if (!take('u'))
        return fail(begin, "found a backslash before " + foundAt(m_text, m_at) +
                               ", which is no escape: for a backslash itself write \\\\");
    for (int digit = 0; digit < 4 && !atEnd(); ++digit, ++m_at)
        if (!isHexDigit(peek()))
            return fail(m_at, "found " + foundAt(m_text, m_at) + " where \\u needs four hexadecimal digits");
    return true;
}

bool Document::Parser::readNumber()
{
    take('-');
    if (peek() == '0' && isDigit(m_text.data()[m_at + 1]))
        return fail(m_at, "a number must not begin with 0");
    if (!readDigits("a number"))
        return false;
    if (take('.') && !readDigits("the fraction of a number"))
        return false;
    if (peek() == 'e' || peek() == 'E') {
        ++m_at;
        if (peek() == '+' || peek() == '-')
            ++m_at;
        return readDigits("the exponent of a number");
    }
    return true;
}

bool Document::Parser::readDigits(const char* where)
{
    if (!isDigit(peek()))
        return fail(m_at,
                    "found " + foundAt(m_text, m_at) + " where " + where + " needs a digit" + hintAt(m_text, m_at));
    while (isDigit(peek()))
        ++m_at;
    return true;
}

bool Document::Parser::readWord(std::string_view word)
{
    const std::string_view rest = std::string_view(m_text).substr(m_at);
    if (rest.starts_with(word)) {
        m_at += word.size();
        return true;
    }
    if (word.starts_with(rest))
        m_at = m_text.size();
    return failUnexpected("a value");
}

bool Document::Parser::take(char c)
{
    if (peek() != c)
        return false;
    ++m_at;
    return true;
}

int Document::Parser::lineOf(size_t offset) const
{
    const auto begin = m_text.begin();
    return 1 + static_cast<int>(std::count(begin, begin + static_cast<std::ptrdiff_t>(offset), '\n'));
}

std::string Document::Parser::pathHere() const
{
    if (m_depth == 0)
        return {};
    std::string path = m_state.pathOf(m_open);
    if (m_inValue && m_state.nodes[m_open].kind == Kind::Array)
        appendIndexStep(path, m_state.nodes[m_open].children);
    else if (m_inValue)
        appendNameStep(path, decodedLiteral(std::string_view(m_text).substr(m_nameOffset, m_nameLength)));
    return path;
}

bool Document::Parser::fail(size_t offset, std::string text)
{
    const size_t lineEnd = offset == 0 ? std::string::npos : m_text.rfind('\n', offset - 1);
    const size_t lineStart = lineEnd == std::string::npos ? 0 : lineEnd + 1;
    m_error = {std::move(text), {m_state.file, lineOf(offset), static_cast<int>(offset - lineStart) + 1, pathHere()}};
    return false;
}

bool Document::Parser::failUnexpected(std::string_view expected)
{
    return fail(m_at, "expected " + std::string(expected) + ", found " + foundAt(m_text, m_at) + hintAt(m_text, m_at) +
                          stillOpen());
}

bool Document::Parser::failSeparator(std::string_view expected)
{
    constexpr std::string_view valueStarts = "\"{[-0123456789";
    if (!atEnd() && valueStarts.find(peek()) != std::string_view::npos)
        return fail(m_at, "expected " + std::string(expected) + ", found " + foundAt(m_text, m_at) +
                              ": a ',' seems to be missing before it");
    return failUnexpected(expected);
}

// For a text cut short and for a wrong bracket: what is left to be closed.
std::string Document::Parser::stillOpen() const
{
    const bool closing = peek() == '}' || peek() == ']';
    if (m_depth == 0 || !(atEnd() || closing))
        return {};
    const Node& node = m_state.nodes[m_open];
    return "; the " + std::string(nameOf(node.kind)) + " from line " + std::to_string(lineOf(node.offset)) +
           " is still open";
}

} // namespace gatereeve::json
