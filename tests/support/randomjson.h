#pragma once

// Valid JSON documents of any shape from a seed: layouts from compact to chaotic, CRLF and tabs, repeated names,
// escapes, odd spellings of numbers, broken UTF-8. For property tests.

#include <array>
#include <cstdint>
#include <random>
#include <string>

namespace gatereeve
{

class RandomJson
{
public:
    enum class Unicode { Valid, Broken };
    explicit RandomJson(uint32_t seed, Unicode unicode = Unicode::Broken) : m_random(seed), m_unicode(unicode)
    {
        m_lineEnd = chance(3) ? "\r\n" : "\n";
        m_unit = pick(std::array<std::string, 4>{"  ", "    ", "\t", ""});
        m_layout = static_cast<Layout>(below(4));
    }

    std::string document() { return blanks() + value(0) + (chance(2) ? m_lineEnd : "") + blanks(); }
    // A value as if it stood `depth` levels deep.
    std::string value(int depth)
    {
        if (depth < 5 && !chance(depth + 2))
            return container(depth, chance(2));
        return chance(2) ? text() : scalar();
    }
    std::string text() // a literal
    {
        std::string literal = "\"";
        for (unsigned left = below(6); left > 0; --left)
            literal += pick(std::array<std::string, 16>{"a", "B", "rate", " ", ".", "[", "{", "}", ",", ":", "\\n",
                                                        "\\\"", "\\u00e4", "\\ud83d\\ude00", "\u00e4",
                                                        m_unicode == Unicode::Broken ? "\xC3" : "z"});
        return literal + '"';
    }
    unsigned below(unsigned limit) { return static_cast<unsigned>(m_random() % limit); }
    bool chance(int oneIn) { return below(static_cast<unsigned>(oneIn)) == 0; }

private:
    enum class Layout { Compact, OneLine, Indented, Chaos };

    template <size_t N>
    std::string pick(const std::array<std::string, N>& choices)
    {
        return choices[below(N)];
    }

    std::string scalar()
    {
        return pick(std::array<std::string, 12>{"null", "true", "false", "0", "-0", "1.0", "1e3", "2E-7", "60", "-1",
                                                "9223372036854775807", "18446744073709551616"});
    }
    std::string blanks()
    {
        std::string gap;
        if (m_layout == Layout::Chaos)
            for (unsigned left = below(4); left > 0; --left)
                gap += pick(std::array<std::string, 4>{" ", "\t", m_lineEnd, m_lineEnd + m_unit});
        return gap;
    }
    std::string lineBreak(int depth)
    {
        if (m_layout != Layout::Indented)
            return blanks();
        std::string gap = m_lineEnd;
        for (int level = 0; level < depth; ++level)
            gap += m_unit;
        return gap;
    }
    std::string container(int depth, bool object)
    {
        const unsigned children = below(5);
        const Layout outer = m_layout;
        if (m_layout == Layout::Indented && chance(4))
            m_layout = Layout::OneLine;
        std::string json(1, object ? '{' : '[');
        for (unsigned child = 0; child < children; ++child) {
            if (child > 0)
                json += blanks() + ',' + (m_layout == Layout::OneLine ? " " : "");
            json += lineBreak(depth + 1);
            if (object)
                json += text() + blanks() + ':' + (m_layout == Layout::Compact ? "" : " ") + blanks();
            json += value(depth + 1);
        }
        json += children > 0 ? lineBreak(depth) : blanks();
        m_layout = outer;
        return json + (object ? '}' : ']');
    }

    std::mt19937 m_random;
    Unicode m_unicode;
    std::string m_lineEnd, m_unit;
    Layout m_layout;
};

} // namespace gatereeve
