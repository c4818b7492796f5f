#include "core/engine/pathpattern.h"

#include <algorithm>
#include <re2/re2.h>

namespace gatereeve
{

namespace
{

// "{2}", "{1,3}" and "{2,}" repeat what stands before them; anything else between braces is a name.
bool isRepetition(std::string_view inner)
{
    return !inner.empty() && inner.front() != ',' && inner.find_first_not_of("0123456789,") == std::string_view::npos;
}

std::string withSegments(std::string_view expression)
{
    std::string result;
    size_t at = 0;
    while (at < expression.size()) {
        const size_t close = expression[at] == '{' ? expression.find('}', at) : std::string_view::npos;
        if (expression[at] == '\\' && at + 1 < expression.size()) {
            result += expression.substr(at, 2); // an escaped brace is a brace
            at += 2;
        } else if (close != std::string_view::npos && !isRepetition(expression.substr(at + 1, close - at - 1))) {
            result += "([^/]+)";
            at = close + 1;
        } else {
            result += expression[at++];
        }
    }
    return result;
}

} // namespace

PathPattern::PathPattern(std::string expression, std::unique_ptr<re2::RE2> compiled)
    : m_expression(std::move(expression)),
      m_compiled(std::move(compiled))
{
}

PathPattern::~PathPattern() = default;

Result<std::shared_ptr<const PathPattern>> PathPattern::compile(std::string_view expression, bool ignoreCase,
                                                                Braces braces)
{
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_case_sensitive(!ignoreCase);
    const std::string text = braces == Braces::Segment ? withSegments(expression) : std::string(expression);
    auto compiled = std::make_unique<re2::RE2>(text, options);
    if (!compiled->ok())
        return Error{"the expression \"" + std::string(expression) + "\" can't be used: " + compiled->error(), {}};
    return std::shared_ptr<const PathPattern>(new PathPattern(std::string(expression), std::move(compiled)));
}

bool PathPattern::foundIn(std::string_view path) const
{
    return m_compiled->Match({path.data(), path.size()}, 0, path.size(), re2::RE2::UNANCHORED, nullptr, 0);
}

std::optional<PathPattern::Found> PathPattern::find(std::string_view path) const
{
    re2::StringPiece found;
    if (!m_compiled->Match({path.data(), path.size()}, 0, path.size(), re2::RE2::UNANCHORED, &found, 1))
        return std::nullopt;
    return Found{static_cast<size_t>(found.data() - path.data()), found.size()};
}

std::shared_ptr<const PathPattern> PatternCache::get(const std::string& expression)
{
    const auto known = m_patterns.find(expression);
    if (known != m_patterns.end())
        return known->second;
    auto compiled = PathPattern::compile(expression);
    return m_patterns.emplace(expression, compiled ? *compiled : nullptr).first->second;
}

InvalidExpression invalidExpressionUnder(Profile profile)
{
    return profile == Profile::Tyk29 ? InvalidExpression::LetsPass : InvalidExpression::NeverMatches;
}

AllowedUrlMatcher::AllowedUrlMatcher(const std::vector<AllowedUrl>& rules, PatternCache& patterns,
                                     InvalidExpression invalid)
    : m_invalid(invalid),
      m_restricts(!rules.empty())
{
    m_rules.reserve(rules.size());
    for (const AllowedUrl& rule : rules)
        m_rules.push_back({patterns.get(rule.url), rule.methods});
}

int AllowedUrlMatcher::match(std::string_view method, std::string_view path) const
{
    for (size_t i = 0; i < m_rules.size(); ++i) {
        const Rule& rule = m_rules[i];
        if (!rule.pattern && m_invalid == InvalidExpression::LetsPass)
            return static_cast<int>(i);
        const bool methodFits = std::find(rule.methods.begin(), rule.methods.end(), method) != rule.methods.end();
        if (methodFits && rule.pattern && rule.pattern->foundIn(path))
            return static_cast<int>(i);
    }
    return -1;
}

} // namespace gatereeve
