#include "core/lint/checks.h"

#include "core/engine/pathpattern.h"
#include "core/json/writer.h"

#include <algorithm>

// The rules in `allowed_urls` of a right: {"url", "methods"}.

namespace gatereeve::lint
{

namespace
{

using Kind = BroadPattern::Kind;

// With these a rule for every path restricts nothing; with fewer it says which methods are allowed, which is a use.
constexpr std::string_view AllMethods[] = {"GET", "POST", "PUT", "DELETE"};

std::vector<std::string> methodsOf(const LintedUrl& rule)
{
    std::vector<std::string> methods;
    const auto& list = rule.methods;
    if (!list || !list->isArray())
        return methods;
    for (const json::Value method : *list) {
        if (method.isString())
            methods.push_back(method.string());
    }
    return methods;
}

bool coversAllMethods(const LintedUrl& rule)
{
    const std::vector<std::string> methods = methodsOf(rule);
    return std::ranges::all_of(AllMethods, [&](std::string_view one) { return std::ranges::count(methods, one) > 0; });
}

const BroadPattern* broadness(const LintedRight& right, const LintedUrl& rule, std::initializer_list<Kind> kinds,
                              Report& report)
{
    const std::string listenPath = right.api ? right.api->definition.listenPath : std::string();
    for (const BroadPattern& broad : report.expressions().broadnessOf(rule.expression, listenPath)) {
        if (std::ranges::count(kinds, broad.kind) > 0)
            return &broad;
    }
    return nullptr;
}

std::string upper(std::string text)
{
    for (char& c : text)
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return text;
}

} // namespace

void invalidPattern(const LintedRight& right, Report& report)
{
    for (const LintedUrl& rule : right.urls) {
        const auto& problem = report.expressions().problemOf(rule.expression);
        if (!problem)
            continue;
        const std::string why = withPlace(*problem, rule.expression).english();
        if (invalidExpressionUnder(report.profile()) == InvalidExpression::LetsPass)
            report.add(rule.url, "lets-pass", "the expression can't be used: %1; Tyk 2.9.5 then lets every call pass",
                       {why});
        else
            report.add(rule.url, "never", "the expression can't be used: %1; this rule allows nothing", {why});
    }
}

void ruleAllowsEverything(const LintedRight& right, Report& report)
{
    for (const LintedUrl& rule : right.urls) {
        if (!coversAllMethods(rule))
            continue;
        if (const auto* broad = broadness(right, rule, {Kind::EveryPath, Kind::WholeApi}, report))
            report.add(rule.url, {},
                       "this restricts nothing, any method and any path passes, and the rules beside it have "
                       "no effect: %1",
                       {broad->why.english()});
    }
}

void loosePattern(const LintedRight& right, Report& report)
{
    if (!right.api)
        return;
    for (const LintedUrl& rule : right.urls) {
        if (const auto* broad = broadness(right, rule, {Kind::StartsAnywhere, Kind::LooseDot}, report))
            report.add(rule.url, {}, "%1", {broad->why.english()});
    }
}

void neverReached(const LintedRight& right, Report& report)
{
    if (!right.api)
        return;
    for (const LintedUrl& rule : right.urls) {
        if (const auto* broad = broadness(right, rule, {Kind::NeverReached}, report))
            report.add(rule.url, {}, "%1", {broad->why.english()});
    }
}

// gateway-behaviour.md 10: method names are exact.
void methodCase(const LintedRight& right, Report& report)
{
    for (const LintedUrl& rule : right.urls) {
        const auto& list = rule.methods;
        if (!list || !list->isArray())
            continue;
        for (const json::Value method : *list) {
            if (!method.isString() || upper(method.string()) == method.string())
                continue;
            const std::string meant = upper(method.string());
            LintFinding& found =
                report.add(method, {}, "methods are compared letter by letter: \"%1\" never matches, \"%2\" does",
                           {method.string(), meant});
            found.fix = Fix{
                {"lint.fix.method", "write \"%1\"", {meant}}, {json::replaceValue(method, json::quoted(meant))}, false};
        }
    }
}

// policy-semantics.md 8.3: a rule with an empty method list never passes.
void emptyMethods(const LintedRight& right, Report& report)
{
    for (const LintedUrl& rule : right.urls) {
        const auto& list = rule.methods;
        if (!list || (list->isArray() && list->size() == 0))
            report.addAtMember(rule.value, "methods", {}, "a rule without methods allows nothing: name them");
    }
}

} // namespace gatereeve::lint
