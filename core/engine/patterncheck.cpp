#include "core/engine/patterncheck.h"

#include "core/engine/expressionproblem.h"

namespace gatereeve
{

namespace
{

std::string indexed(std::string_view list, size_t index)
{
    return std::string(list) + '[' + std::to_string(index) + ']';
}

} // namespace

const std::string& PatternCheck::problemOf(const std::string& expression, PathPattern::Braces braces)
{
    auto& known = braces == PathPattern::Braces::Segment ? m_segments : m_literal;
    const auto [entry, isNew] = known.try_emplace(expression);
    if (isNew) {
        if (braces == PathPattern::Braces::Literal) {
            if (const auto problem = expressionProblem(expression))
                entry->second = withPlace(*problem, expression).english();
        } else if (const auto compiled = PathPattern::compile(expression, false, braces); !compiled) {
            entry->second = compiled.error().text;
        }
    }
    return entry->second;
}

void PatternCheck::report(Message message, Place place, std::string path)
{
    place.path = std::move(path);
    m_findings.push_back({"invalid-pattern", Severity::Error, std::move(message), std::move(place)});
}

Message PatternCheck::ruleWords(const std::string& expression, const std::string& problem) const
{
    if (invalidExpressionUnder(m_profile) == InvalidExpression::LetsPass)
        return {"snapshot.invalid-rule-lets-pass",
                "the expression \"%1\" can't be used: %2; under these rules it lets every request pass that reaches it",
                {expression, problem}};
    return {
        "snapshot.invalid-rule", "the expression \"%1\" can't be used: %2; it never matches", {expression, problem}};
}

void PatternCheck::checkPolicies(Snapshot& snapshot, const Snapshot* former,
                                 const std::function<Place(const std::string& name)>& placeOf)
{
    static const PolicySet none;
    const PolicySet& known = former ? former->policies : none;
    auto next = known.begin(); // both are sorted
    for (const auto& [name, entry] : snapshot.policies) {
        while (next != known.end() && next->first < name)
            ++next;
        const bool isKnown = next != known.end() && next->second == entry && next->first == name;
        if (isKnown && !former->policiesWithBadPatterns.contains(name))
            continue;
        if (!checkPolicy(name, *entry, placeOf))
            snapshot.policiesWithBadPatterns.insert(name);
    }
}

bool PatternCheck::checkPolicy(const std::string& name, const PolicyEntry& entry,
                               const std::function<Place(const std::string& name)>& placeOf)
{
    bool isGood = true;
    for (const auto& [apiId, right] : entry.policy.accessRights) {
        for (size_t i = 0; i < right.allowedUrls.size(); ++i) {
            const std::string& url = right.allowedUrls[i].url;
            const std::string& problem = problemOf(url, PathPattern::Braces::Literal);
            if (problem.empty())
                continue;
            isGood = false;
            report(ruleWords(url, problem), placeOf ? placeOf(name) : entry.place,
                   name + ".access_rights." + apiId + indexed(".allowed_urls", i) + ".url");
        }
    }
    return isGood;
}

void PatternCheck::checkPathLists(const ApiDefinition& api)
{
    const auto checkList = [&](const ApiVersion& version, std::string_view listName,
                               const std::vector<PathListEntry>& list) {
        for (size_t i = 0; i < list.size(); ++i) {
            const std::string& problem = problemOf(list[i].path, PathPattern::Braces::Segment);
            if (problem.empty())
                continue;
            const std::string section = version.useExtendedPaths ? ".extended_paths." : ".paths.";
            report({"snapshot.invalid-pattern", "%1; it never matches, correct \"%2\"", {problem, list[i].path}},
                   Place{api.fileName, 0, 0, {}},
                   "version_data.versions." + version.name + section + indexed(listName, i));
        }
    };
    for (const auto& [name, version] : api.versions) {
        checkList(version, "ignored", version.ignored);
        checkList(version, "black_list", version.blackList);
        checkList(version, "white_list", version.whiteList);
    }
}

} // namespace gatereeve
