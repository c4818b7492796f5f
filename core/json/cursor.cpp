#include "core/json/cursor.h"

#include "core/json/document.h"

#include <algorithm>
#include <array>

namespace gatereeve::json
{

namespace
{

// What numbers, words and unquoted names are made of.
constexpr std::array<bool, 256> WordBytes = [] {
    std::array<bool, 256> bytes{};
    for (const char c : std::string_view("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-+.$"))
        bytes[static_cast<unsigned char>(c)] = true;
    return bytes;
}();

bool isWordByte(char c)
{
    return WordBytes[static_cast<unsigned char>(c)];
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool isClosed(std::string_view raw)
{
    return raw.size() >= 2 && raw.front() == '"' && raw.back() == '"';
}

// A text that may lack its closing quote, or both; with a broken escape it stands for itself.
std::string decoded(std::string_view raw)
{
    if (!raw.starts_with('"'))
        return std::string(raw);
    if (raw.find('\\') != std::string_view::npos) {
        const auto parsed = Document::parse(std::string(raw) + (isClosed(raw) ? "" : "\""));
        if (parsed && parsed->root().isString())
            return parsed->root().string();
    }
    return std::string(raw.substr(1, raw.size() - (isClosed(raw) ? 2 : 1)));
}

class Scanner
{
public:
    Scanner(std::string_view text, size_t offset) : m_text(text), m_offset(offset) {}

    CursorContext run()
    {
        while (m_at < m_offset && m_at < m_text.size())
            step();
        CursorContext context = m_met ? std::move(m_context) : contextBetween();
        if (context.at == CursorContext::At::Name)
            collectOthers(context);
        return context;
    }

private:
    struct Level {
        char open;
        size_t begin;          // behind the bracket
        std::string_view name; // of the member that it is the value of, raw
        // What comes next in an object; a list has values only.
        enum class Next { Name, Colon, Value } next = Next::Name;
    };
    using Next = Level::Next;

    void step()
    {
        const char c = m_text[m_at];
        if (isBlank(c))
            ++m_at;
        else if (c == '"')
            takeToken(endOfText(m_at));
        else if (isWordByte(c))
            takeToken(endOfWord(m_at));
        else
            takeSign(m_text[m_at++]);
    }

    void takeToken(size_t end)
    {
        const size_t begin = m_at;
        m_at = end;
        // At its end a word may go on, but a closed text is finished.
        const bool atEnd = m_offset == end && !isClosed(m_text.substr(begin, end - begin));
        if (m_offset > begin && (m_offset < end || atEnd)) {
            m_context = contextIn(begin, end);
            m_met = true;
        } else if (!m_levels.empty() && expectsName()) {
            m_pending = m_text.substr(begin, end - begin);
            m_levels.back().next = Next::Colon;
        } else if (!m_levels.empty()) {
            m_levels.back().next = Next::Name; // a missing comma does not matter
        }
    }

    // Also where a colon is missing: two names in a row.
    bool expectsName() const { return m_levels.back().open == '{' && m_levels.back().next != Next::Value; }

    void takeSign(char c)
    {
        if (c == '{' || c == '[') {
            m_levels.push_back({c, m_at, m_pending, Next::Name});
            m_pending = {};
        } else if (c == '}' || c == ']') {
            close(c == '}' ? '{' : '[');
        } else if (!m_levels.empty() && c == ':') {
            m_levels.back().next = Next::Value;
        } else if (!m_levels.empty() && c == ',') {
            m_levels.back().next = Next::Name;
            m_pending = {};
        }
    }

    // What was opened later and never closed ends here as well.
    void close(char open)
    {
        const auto found = std::ranges::find(m_levels.rbegin(), m_levels.rend(), open, &Level::open);
        if (found == m_levels.rend())
            return;
        m_levels.resize(static_cast<size_t>(m_levels.rend() - found) - 1);
        m_pending = {};
        if (!m_levels.empty())
            m_levels.back().next = Next::Name;
    }

    // Behind the closing quote, or where the line ends without one.
    size_t endOfText(size_t begin) const
    {
        for (size_t at = begin + 1; at < m_text.size(); ++at) {
            const char c = m_text[at];
            if (c == '"')
                return at + 1;
            if (c == '\n' || c == '\r')
                return at;
            if (c == '\\')
                ++at;
        }
        return m_text.size();
    }

    size_t endOfWord(size_t at) const
    {
        while (at < m_text.size() && isWordByte(m_text[at]))
            ++at;
        return at;
    }

    // Between two tokens.
    CursorContext contextBetween() const
    {
        CursorContext context = contextIn(m_offset, m_offset);
        if (!m_levels.empty() && m_levels.back().open == '{' && m_levels.back().next == Next::Colon)
            context.at = CursorContext::At::Nowhere;
        return context;
    }

    CursorContext contextIn(size_t begin, size_t end) const
    {
        CursorContext context;
        context.begin = context.end = m_offset;
        if (m_levels.empty())
            return context;
        for (size_t i = 1; i < m_levels.size(); ++i) {
            const bool isElement = m_levels[i - 1].open == '[';
            context.path.push_back({isElement, isElement ? std::string() : decoded(m_levels[i].name)});
        }
        context.at = expectsName() ? CursorContext::At::Name : CursorContext::At::Value;
        if (expectsName())
            takeName(context, begin, end);
        return context;
    }

    // An opening quote without its fellow takes the next one of the line for it, as in "key"rate": 5 or "key,
    // "rate": 5. Only what looks like a name counts then.
    void takeName(CursorContext& context, size_t begin, size_t end) const
    {
        context.begin = begin;
        const size_t wordEnd = endOfWord(std::max(m_offset, begin + (end > begin ? 1 : 0)));
        const bool isText = begin < end && m_text[begin] == '"';
        const bool goesOn = end < m_text.size() && isWordByte(m_text[end]);
        const std::string_view rest = m_text.substr(wordEnd, std::max(end, wordEnd) - wordEnd);
        const bool swallows = isText && (goesOn || rest.find_first_of(",:{}[]") != std::string_view::npos);
        context.end = isText && !swallows ? end : (begin < end ? wordEnd : end);
        context.name = decoded(m_text.substr(begin, context.end - begin));
        context.typed = decoded(m_text.substr(begin, m_offset - begin));
        size_t next = context.end;
        while (next < m_text.size() && isBlank(m_text[next]))
            ++next;
        context.hasColon = next < m_text.size() && m_text[next] == ':';
    }

    // Goes through the object around the cursor once more, past what stands at the cursor.
    void collectOthers(CursorContext& context)
    {
        const size_t depth = m_levels.size();
        m_offset = std::string_view::npos;
        m_at = m_levels.back().begin;
        m_levels.back().next = Next::Name;
        while (m_at < m_text.size() && m_levels.size() >= depth) {
            if (m_at == context.begin && context.begin < context.end) {
                m_at = context.end;
                m_levels.back().next = Next::Colon;
                continue;
            }
            const bool isName = m_levels.size() == depth && expectsName();
            const size_t begin = m_at;
            step();
            const std::string_view token = m_text.substr(begin, m_at - begin);
            if (isName && (token.front() == '"' || isWordByte(token.front())))
                context.others.push_back(decoded(token));
        }
    }

    std::string_view m_text;
    size_t m_offset, m_at = 0;
    std::vector<Level> m_levels;
    std::string_view m_pending; // the name whose value is to come, raw
    CursorContext m_context;
    bool m_met = false; // the cursor stands in a token
};

} // namespace

CursorContext contextAt(std::string_view text, size_t offset)
{
    return Scanner(text, std::min(offset, text.size())).run();
}

} // namespace gatereeve::json
