#include "core/engine/expressionsample.h"

#include <algorithm>
#include <cctype>
#include <re2/re2.h>

namespace gatereeve
{

namespace
{

constexpr size_t LongestSample = 4096; // repetitions of repetitions grow

bool isWordCharacter(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

// The syntax of RE2, as far as samples need it; what is not understood stands for itself.
class Sampler
{
public:
    Sampler(std::string_view expression, const SampleWish& wish) : m_expression(expression), m_wish(wish) {}

    ExpressionSample run()
    {
        m_sample.text = alternatives();
        return std::move(m_sample);
    }

private:
    struct Atom {
        std::string text;
        bool isDot = false;
    };

    bool atEnd() const { return m_at >= m_expression.size(); }
    bool comes(std::string_view text) const { return m_expression.substr(m_at).starts_with(text); }
    bool take(std::string_view text)
    {
        if (!comes(text))
            return false;
        m_at += text.size();
        return true;
    }

    std::string alternatives()
    {
        std::vector<std::string> texts{sequence()};
        while (take("|"))
            texts.push_back(sequence());
        return texts[m_wish.choice % texts.size()];
    }

    std::string sequence()
    {
        std::string text;
        while (!atEnd() && !comes("|") && !comes(")")) {
            const size_t begin = m_at;
            const Atom atom = this->atom();
            std::string repeated = repetition(atom, begin);
            if (text.size() + repeated.size() <= LongestSample)
                text += repeated;
        }
        return text;
    }

    Atom atom()
    {
        if (take("("))
            return {group()};
        if (comes("["))
            return {memberOf(bracket())};
        if (comes("\\"))
            return {escape()};
        if (take("."))
            return {m_wish.dot, true};
        if (take("^") || take("$"))
            return {};
        return {std::string(1, m_expression[m_at++])};
    }

    std::string group()
    {
        if (comes("?")) {
            // "?:", "?P<name>", "?i:"; "?i)" is no group but a switch
            while (!atEnd() && !comes(":") && !comes(">") && !comes(")"))
                ++m_at;
            if (take(")"))
                return {};
            ++m_at;
        }
        std::string text = alternatives();
        take(")");
        return text;
    }

    std::string_view bracket()
    {
        const size_t begin = m_at++;
        take("^");
        take("]"); // the first one is a member
        while (!atEnd() && !comes("]")) {
            if (comes("[:"))
                m_at = std::min(m_expression.find(":]", m_at), m_expression.size() - 1) + 1;
            m_at += comes("\\") ? 2 : 1;
        }
        take("]");
        return m_expression.substr(begin, m_at - begin);
    }

    std::string escape()
    {
        if (take("\\Q")) {
            const size_t end = std::min(m_expression.find("\\E", m_at), m_expression.size());
            std::string text(m_expression.substr(m_at, end - m_at));
            m_at = std::min(end + 2, m_expression.size());
            return text;
        }
        const size_t begin = m_at;
        const char what = m_expression[std::min(m_at + 1, m_expression.size() - 1)];
        m_at = std::min(m_at + 2, m_expression.size());
        if (!isWordCharacter(what))
            return std::string(1, what);
        if (std::string_view("bBAzZ").find(what) != std::string_view::npos)
            return {};
        if ((what == 'p' || what == 'P' || what == 'x') && take("{"))
            m_at = std::min(m_expression.find('}', m_at), m_expression.size() - 1) + 1;
        else if (what == 'p' || what == 'P')
            ++m_at;
        else if (what == 'x')
            m_at += 2;
        m_at = std::min(m_at, m_expression.size());
        return memberOf(m_expression.substr(begin, m_at - begin));
    }

    // A character that a class holds, one that people would write if it has one.
    static std::string memberOf(std::string_view oneCharacter)
    {
        re2::RE2::Options options;
        options.set_log_errors(false);
        const re2::RE2 compiled({oneCharacter.data(), oneCharacter.size()}, options);
        for (const char candidate : std::string_view("7abfAXx-_.~ /,:@+=%")) {
            const std::string text(1, candidate);
            if (compiled.ok() && re2::RE2::FullMatch(text, compiled))
                return text;
        }
        return "x";
    }

    std::string repetition(const Atom& atom, size_t begin)
    {
        const bool once = take("+"), anyNumber = !once && take("*");
        if (once || anyNumber) {
            take("?");
            m_sample.hasAnyText = m_sample.hasAnyText || atom.isDot;
            return atom.isDot ? m_wish.anyText : atom.text;
        }
        if (take("?")) {
            take("?");
            return {};
        }
        if (const size_t fewest = counted(); fewest != 1)
            return times(atom.text, fewest);
        if (atom.isDot && isLoose(begin))
            m_sample.looseDots.push_back(begin);
        return atom.text;
    }

    // The least number of "{2}", "{2,}", "{2,5}"; 1 where there is none.
    size_t counted()
    {
        const size_t close = comes("{") ? m_expression.find('}', m_at) : std::string_view::npos;
        if (close == std::string_view::npos)
            return 1;
        const std::string_view inner = m_expression.substr(m_at + 1, close - m_at - 1);
        if (inner.empty() || inner.front() == ',' || inner.find_first_not_of("0123456789,") != std::string_view::npos ||
            inner.size() > 9)
            return 1;
        m_at = close + 1;
        take("?");
        size_t number = 0;
        for (const char c : inner.substr(0, inner.find(',')))
            number = number * 10 + static_cast<size_t>(c - '0');
        return number;
    }

    static std::string times(const std::string& text, size_t number)
    {
        std::string result;
        for (size_t i = 0; i < number && result.size() + text.size() <= LongestSample; ++i)
            result += text;
        return result;
    }

    bool isLoose(size_t dot) const
    {
        return dot > 0 && dot + 1 < m_expression.size() && isWordCharacter(m_expression[dot - 1]) &&
               isWordCharacter(m_expression[dot + 1]);
    }

    std::string_view m_expression;
    const SampleWish& m_wish;
    size_t m_at = 0;
    ExpressionSample m_sample;
};

} // namespace

ExpressionSample sampleOf(std::string_view expression, const SampleWish& wish)
{
    return Sampler(expression, wish).run();
}

} // namespace gatereeve
