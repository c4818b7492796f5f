#include "core/lint/checks.h"

#include "core/units.h"

#include <algorithm>

namespace gatereeve::lint
{

namespace
{

std::string called(const LintedRight& right)
{
    return right.api && !right.api->definition.name.empty() ? right.api->definition.name : right.apiId;
}

// A version is compared only where the API has any (gateway-behaviour.md 6).
bool isVersioned(const LintedApi& api)
{
    const ApiDefinition& definition = api.definition;
    return !definition.isOas && !definition.useKeyless && !definition.notVersioned && !definition.versions.empty();
}

std::string versionsOf(const LintedApi& api)
{
    std::vector<std::string> names;
    for (const auto& [name, version] : api.definition.versions)
        names.push_back(name);
    return listText(names);
}

bool isSmaller(double limit, double other)
{
    return limit > 0 && other > 0 && limit < other;
}

} // namespace

void danglingApi(const LintedRight& right, Report& report)
{
    if (!right.api && report.subjects().input.knowsApis)
        report.add(right.value, {}, "there is no API `%1` here: this right grants nothing", {right.apiId});
}

void danglingVersion(const LintedRight& right, Report& report)
{
    const auto list = memberOf(right.value, "versions");
    if (!right.api || !isVersioned(*right.api) || !list || !list->isArray())
        return;
    for (const json::Value version : *list) {
        if (version.isString() && !right.api->definition.versions.contains(version.string()))
            report.add(version, {}, "`%1` has no version \"%2\"; it has %3",
                       {called(right), version.string(), versionsOf(*right.api)});
    }
}

// policy-semantics.md 8.2: an empty list allows nothing.
void noVersions(const LintedRight& right, Report& report)
{
    if (right.api && isVersioned(*right.api) && right.right.versions.empty())
        report.addAtMember(right.value, "versions", {},
                           "`%1` is versioned and no version is granted, so every call to it is refused; it has %2",
                           {called(right), versionsOf(*right.api)});
}

void labelDiffers(const LintedRight& right, Report& report)
{
    const std::string& label = right.right.apiId;
    if (label.empty() || label == right.apiId)
        return;
    const bool isService = !memberOf(right.value, "api_id").has_value();
    report.addAtMember(
        right.value, isService ? "apiid" : "api_id", {},
        "this right is for `%1`, the name that it stands under; the \"%2\" inside is a label that no gateway "
        "looks at",
        {right.apiId, label});
}

void keylessApi(const LintedRight& right, Report& report)
{
    if (right.api && right.api->definition.useKeyless)
        report.add(right.value, {},
                   "`%1` asks for no key (use_keyless), so neither this right nor any limit is enforced there",
                   {called(right)});
}

void inactiveApi(const LintedRight& right, Report& report)
{
    if (right.api && right.api->definition.active == false && report.profile() != Profile::Tyk29)
        report.add(right.value, {}, "`%1` has active: false and is not served, so this right grants nothing",
                   {called(right)});
}

// policy-semantics.md 6.4: under 2.9 the greater of both counts, member by member; 11.1, first grant: 5 loses it.
void apiLimitIgnored(const LintedRight& right, Report& report)
{
    const bool mayApply = right.policy && right.right.limit && !right.policy->policy().partitions.perApi &&
                          right.policy->policy().partitions.enforcesRights();
    if (!mayApply || report.profile() == Profile::Guide)
        return;
    const Policy& policy = right.policy->policy();
    const Limit& own = *right.right.limit;
    const bool lowersRate = policy.partitions.enforcesRate() && isSmaller(own.rate, policy.rate);
    const bool lowersQuota = policy.partitions.enforcesQuota() &&
                             isSmaller(static_cast<double>(own.quotaMax), static_cast<double>(policy.quotaMax));
    const bool raises = report.profile() == Profile::Tyk5 &&
                        ((policy.partitions.enforcesRate() && isSmaller(policy.rate, own.rate)) ||
                         (policy.partitions.enforcesQuota() &&
                          isSmaller(static_cast<double>(policy.quotaMax), static_cast<double>(own.quotaMax))));
    if (!lowersRate && !lowersQuota && !raises)
        return;
    if (report.profile() == Profile::Tyk29)
        report.addAtMember(
            right.value, "limit", "greater",
            "Tyk 2.9.5 takes the greater of each number here and in the policy, one by one, so this limit is "
            "not what is enforced; with partitions.per_api it would be");
    else
        report.addAtMember(
            right.value, "limit", {},
            "%1 enforces the %2 of the policy here, not this limit; with partitions.per_api it would count",
            {report.gateway(), lowersQuota && !lowersRate ? "quota" : "rate"});
}

} // namespace gatereeve::lint
