#include "core/engine/broadpattern.h"

#include "core/engine/expressionsample.h"

#include <re2/re2.h>

namespace gatereeve
{

namespace
{

using Kind = BroadPattern::Kind;

// Ends and beginnings that nobody means to allow.
constexpr std::string_view Elsewhere = "other", Deeper = "/delete", Tail = "0", ManyLevels = "a/b/c";
constexpr size_t Alternatives = 4; // of "a|b|c": as many are looked at

class BroadSearch
{
public:
    BroadSearch(std::string_view expression, std::string_view listenPath, const PathPattern& pattern)
        : m_expression(expression),
          m_listenPath(listenPath.empty() ? "/" : listenPath),
          m_pattern(pattern)
    {
        for (size_t choice = 0; choice < Alternatives; ++choice)
            m_samples.push_back(sampleOf(expression, {.choice = choice}));
    }

    std::vector<BroadPattern> run(bool knowsListenPath)
    {
        if (findEveryPath() || (knowsListenPath && findWholeApi()))
            return std::move(m_found);
        if (knowsListenPath && findNeverReached())
            return std::move(m_found);
        findStartsAnywhere();
        findGoesOn();
        findLooseDot();
        findAnyDepth();
        return std::move(m_found);
    }

private:
    std::string below(std::string_view path) const
    {
        std::string text(m_listenPath);
        if (!text.ends_with('/'))
            text += '/';
        return text + std::string(path.substr(path.starts_with('/') ? 1 : 0));
    }

    bool isOfTheApi(std::string_view path) const { return path.starts_with(m_listenPath); }

    bool add(Kind kind, const std::string& example, Message why)
    {
        const auto found = m_pattern.find(example);
        if (!found || !isOfTheApi(example))
            return false;
        why.arguments.insert(why.arguments.begin(), example);
        m_found.push_back({kind, example, *found, std::move(why)});
        return true;
    }

    bool findEveryPath()
    {
        for (const std::string_view probe : {"/", "/x", "/7", "/other/Path-1.json"}) {
            if (!m_pattern.foundIn(probe))
                return false;
        }
        const std::string example = below("any/other/path");
        return m_expression.empty()
                   ? add(Kind::EveryPath, example, {"broad.empty", "an empty expression allows every path, as %1", {}})
                   : add(Kind::EveryPath, example, {"broad.every-path", "it allows every path, as %1", {}});
    }

    // Found within the listen path whatever comes after: nothing that looks ahead has seen the rest.
    bool findWholeApi()
    {
        for (const std::string_view rest : {"", "x", "/x", "7", "-"}) {
            const auto found = m_pattern.find(m_listenPath + std::string(rest));
            const bool within = found && found->offset + found->length <= m_listenPath.size();
            const bool allOfIt = found && found->offset == 0 && m_samples.front().hasAnyText &&
                                 found->length == m_listenPath.size() + rest.size();
            if (!within && !allOfIt)
                return false;
        }
        return add(Kind::WholeApi, below("any/other/path"),
                   {"broad.whole-api", "it allows every path of the API, as %1", {}});
    }

    bool findNeverReached()
    {
        re2::RE2::Options options;
        options.set_log_errors(false);
        const re2::RE2 compiled({m_expression.data(), m_expression.size()}, options);
        std::string least, most;
        constexpr int Longest = 64;
        // The range holds where all of the expression is anchored. What matches before the listen path has ended is
        // looked for apart.
        const bool anchored = m_expression.starts_with('^') && m_expression.find('|') == std::string_view::npos;
        if (!anchored || m_pattern.foundIn(m_listenPath) || m_pattern.foundIn(m_listenPath + 'x') ||
            !compiled.PossibleMatchRange(&least, &most, Longest))
            return false;
        if (most >= m_listenPath && least <= m_listenPath + '\xff')
            return false;
        m_found.push_back({Kind::NeverReached,
                           {},
                           {},
                           {"broad.never-reached",
                            "it never matches: it is looked for in the whole path, and the paths of this API begin "
                            "with %1",
                            {m_listenPath}}});
        return true;
    }

    void findStartsAnywhere()
    {
        for (const ExpressionSample& sample : m_samples) {
            const std::string example =
                below(std::string(Elsewhere) + (sample.text.starts_with('/') ? "" : "/") + sample.text);
            const auto found = m_pattern.find(example);
            if (found && found->offset > 0 &&
                add(Kind::StartsAnywhere, example,
                    {"broad.starts-anywhere",
                     "without ^ at its beginning it is found in the middle too: %1 passes",
                     {}}))
                return;
        }
    }

    void findGoesOn()
    {
        for (const ExpressionSample& sample : m_samples) {
            for (const std::string_view more : {Deeper, Tail}) {
                for (const std::string& path : {sample.text, below(sample.text)}) {
                    const std::string example = path + std::string(more);
                    const auto found = m_pattern.find(example);
                    const bool goesOn = found && found->offset + found->length < example.size();
                    if (goesOn && add(Kind::GoesOn, example,
                                      {"broad.goes-on",
                                       "without $ at its end it does not matter what comes after: "
                                       "%1 passes",
                                       {}}))
                        return;
                }
            }
        }
    }

    void findLooseDot()
    {
        if (m_samples.front().looseDots.empty())
            return;
        const size_t dot = m_samples.front().looseDots.front();
        const std::string around(m_expression.substr(dot - 1, 3));
        const ExpressionSample sample = sampleOf(m_expression, {.dot = "-"});
        for (const std::string& example : {sample.text, below(sample.text)}) {
            if (add(Kind::LooseDot, example,
                    {"broad.loose-dot",
                     "the dot in \"%2\" stands for any character: %1 passes; \"\\.\" is a dot alone",
                     {around}}))
                return;
        }
    }

    void findAnyDepth()
    {
        for (size_t choice = 0; choice < Alternatives; ++choice) {
            const ExpressionSample sample =
                sampleOf(m_expression, {.anyText = std::string(ManyLevels), .choice = choice});
            if (!sample.hasAnyText)
                return;
            for (const std::string& example : {sample.text, below(sample.text)}) {
                const auto found = m_pattern.find(example);
                if (found && found->length >= sample.text.size() &&
                    add(Kind::AnyDepth, example,
                        {"broad.any-depth", "\".*\" takes slashes too: %1 passes; one level is [^/]+", {}}))
                    return;
            }
        }
    }

    std::string_view m_expression;
    std::string m_listenPath;
    const PathPattern& m_pattern;
    std::vector<ExpressionSample> m_samples;
    std::vector<BroadPattern> m_found;
};

} // namespace

std::vector<BroadPattern> broadPatterns(std::string_view expression, std::string_view listenPath)
{
    const auto pattern = PathPattern::compile(expression);
    if (!pattern)
        return {};
    return BroadSearch(expression, listenPath, **pattern).run(!listenPath.empty());
}

} // namespace gatereeve
