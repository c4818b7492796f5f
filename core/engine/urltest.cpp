#include "core/engine/urltest.h"

#include <algorithm>

namespace gatereeve
{

namespace
{

UrlRuleTest look(const AllowedUrl& rule, std::string_view method, std::string_view path, PatternCache& patterns)
{
    UrlRuleTest result;
    result.methodFits = std::ranges::find(rule.methods, method) != rule.methods.end();
    if (const auto pattern = patterns.get(rule.url))
        result.found = pattern->find(path);
    else
        result.problem = expressionProblem(rule.url);
    return result;
}

UrlVerdict verdictOf(const std::vector<AllowedUrl>& rules, const UrlTest& test, int rule)
{
    if (rules.empty())
        return {UrlVerdict::By::NoRules, -1};
    if (rule < 0)
        return {};
    const bool invalid = test.rules[static_cast<size_t>(rule)].problem.has_value();
    return {invalid ? UrlVerdict::By::InvalidRule : UrlVerdict::By::Rule, rule};
}

std::string numberOf(size_t index)
{
    return std::to_string(index + 1);
}

// Why nothing lets it pass: the first rule that fits but for its method says most.
Message refusalWords(const UrlTest& test, const std::vector<AllowedUrl>& rules, std::string_view method)
{
    for (size_t i = 0; i < rules.size(); ++i) {
        if (!test.rules[i].found)
            continue;
        if (rules[i].methods.empty())
            return {"url.no-methods", "rule %1 matches the path, but it has no methods", {numberOf(i)}};
        std::string methods;
        for (const std::string& one : rules[i].methods)
            methods += (methods.empty() ? "" : ", ") + one;
        return {"url.other-method",
                "rule %1 matches the path, but it is for %2, not for %3",
                {numberOf(i), methods, std::string(method)}};
    }
    for (size_t i = 0; i < rules.size(); ++i) {
        if (test.rules[i].problem)
            return {"url.invalid-never-matches", "rule %1 can't be used, so it never matches", {numberOf(i)}};
    }
    return rules.size() == 1
               ? Message{"url.one-not-found", "the only rule is not found in the path", {}}
               : Message{"url.not-found", "none of the %1 rules is found in the path", {std::to_string(rules.size())}};
}

} // namespace

UrlTest testUrl(const std::vector<AllowedUrl>& rules, std::string_view method, std::string_view path)
{
    UrlTest test;
    PatternCache patterns;
    for (const AllowedUrl& rule : rules)
        test.rules.push_back(look(rule, method, path, patterns));
    for (const Profile profile : AllProfiles) {
        const AllowedUrlMatcher matcher(rules, patterns, invalidExpressionUnder(profile));
        test.verdicts[static_cast<size_t>(profile)] = verdictOf(rules, test, matcher.match(method, path));
    }
    return test;
}

Message verdictWords(const UrlTest& test, const UrlVerdict& verdict, const std::vector<AllowedUrl>& rules,
                     std::string_view method, std::string_view path)
{
    const auto rule = static_cast<size_t>(verdict.rule);
    switch (verdict.by) {
    case UrlVerdict::By::NoRules:
        return {"url.no-rules", "there are no allowed URLs, so every path and method passes", {}};
    case UrlVerdict::By::InvalidRule:
        return {"url.invalid-lets-pass",
                "rule %1 can't be used, and such a rule lets every request pass that reaches it",
                {numberOf(rule)}};
    case UrlVerdict::By::Nothing:
        return refusalWords(test, rules, method);
    case UrlVerdict::By::Rule:
        break;
    }
    const PathPattern::Found found = *test.rules[rule].found;
    const std::string part(path.substr(found.offset, found.length));
    if (part.empty())
        return {"url.matches-nothing", "rule %1 matches without looking at any character", {numberOf(rule)}};
    const size_t first = characterAt(path, found.offset);
    const size_t last = characterAt(path, found.offset + found.length) - 1;
    if (first == last)
        return {
            "url.matches-one", "rule %1 matches character %2, \"%3\"", {numberOf(rule), std::to_string(first), part}};
    return {"url.matches",
            "rule %1 matches characters %2–%3, \"%4\"",
            {numberOf(rule), std::to_string(first), std::to_string(last), part}};
}

} // namespace gatereeve
