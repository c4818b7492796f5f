#include "core/lint/checks.h"
#include "core/lint/members.h"

#include "core/json/writer.h"
#include "core/units.h"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace gatereeve::lint
{

namespace
{

constexpr int64_t ShortestTrial = 60;                       // seconds; below it was meant in another unit
constexpr int64_t LongestTrial = int64_t{10} * 365 * 86400; // beyond it, too

// Absent, null or 0: nobody wrote "no limit" there, as -1 does.
bool isUnsaid(const json::Value& policy, std::string_view member)
{
    const auto value = memberOf(policy, member);
    return !value || value->isNull() || (value->isNumber() && value->real() == 0.0);
}

bool isPresent(const json::Value& object, std::string_view member)
{
    const auto value = memberOf(object, member);
    return value && !value->isNull();
}

bool isFraction(double value)
{
    return std::floor(value) != value;
}

std::string lower(std::string text)
{
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

// As a word of its own: "trial-14d", "Gold Trial", not "industrial".
bool isCalledTrial(const std::string& name)
{
    const std::string text = lower(name);
    const auto isLetter = [&](size_t at) {
        return at < text.size() && std::isalpha(static_cast<unsigned char>(text[at]));
    };
    for (size_t at = text.find("trial"); at != std::string::npos; at = text.find("trial", at + 1)) {
        const size_t end = text.compare(at, 6, "trials") == 0 ? at + 6 : at + 5;
        if ((at == 0 || !isLetter(at - 1)) && !isLetter(end))
            return true;
    }
    return false;
}

} // namespace

void unlimitedRate(const LintedPolicy& linted, Report& report)
{
    if (!linted.policy().partitions.enforcesRate() || !isUnsaid(linted.value, "rate") || !saysAnything(linted.value))
        return;
    if (isPresent(linted.value, "rate"))
        report.addAtMember(linted.value, "rate", "zero",
                           "`%1` has rate: 0, which is no limit at all; write -1 if that is meant", {linted.name});
    else
        report.add(linted.value, "absent",
                   "`%1` says no rate, so its keys may call as often as they like; write -1 if "
                   "that is meant",
                   {linted.name});
}

void unlimitedQuota(const LintedPolicy& linted, Report& report)
{
    if (!linted.policy().partitions.enforcesQuota() || !isUnsaid(linted.value, "quota_max") ||
        !saysAnything(linted.value))
        return;
    if (isPresent(linted.value, "quota_max"))
        report.addAtMember(linted.value, "quota_max", "zero",
                           "`%1` has quota_max: 0, which is no quota at all; write -1 if that is meant", {linted.name});
    else
        report.add(linted.value, "absent",
                   "`%1` says no quota_max, so its keys have no quota; write -1 if that is meant", {linted.name});
}

void quotaNeverRenews(const LintedPolicy& linted, Report& report)
{
    const Policy& policy = linted.policy();
    if (!policy.partitions.enforcesQuota() || policy.quotaMax <= 0 || policy.quotaRenewalRate > 0)
        return;
    const std::string quota = groupedNumber(policy.quotaMax);
    if (report.profile() == Profile::Guide)
        report.addAtMember(linted.value, "quota_renewal_rate", "never",
                           "the quota of %1 calls is never renewed: quota_renewal_rate is not above 0", {quota});
    else
        report.addAtMember(linted.value, "quota_renewal_rate", "practically-none",
                           "the quota of %1 calls has no period, and %2 then practically has none: quota_renewal_rate "
                           "is not above 0",
                           {quota, report.gateway()});
}

void rateWithoutPeriod(const LintedPolicy& linted, Report& report)
{
    const bool refuses = report.profile() == Profile::Guide;
    const auto tell = [&](const json::Value& owner) {
        if (refuses)
            report.addAtMember(owner, "per", "unusable",
                               "there is a rate, but `per` is not above 0: every key that names `%1` is refused",
                               {linted.name});
        else
            report.addAtMember(owner, "per", "unlimited",
                               "there is a rate, but `per` is not above 0: %1 then limits nothing", {report.gateway()});
    };
    const Policy& policy = linted.policy();
    if (policy.rate > 0 && !(policy.per > 0) && (refuses || policy.partitions.enforcesRate()))
        tell(linted.value);
    const auto rights = memberOf(linted.value, "access_rights");
    for (const auto& [api, right] : policy.accessRights) {
        if (!right.limit || right.limit->rate <= 0 || right.limit->per > 0)
            continue;
        const auto value = rights && rights->isObject() ? rights->member(api) : std::nullopt;
        tell(memberOf(value, "limit").value_or(linted.value));
    }
}

// policy-semantics.md 9.1: only whole seconds count, and a window of no length limits nothing.
void fractionCut(const LintedPolicy& linted, Report& report)
{
    const Policy& policy = linted.policy();
    if (report.profile() != Profile::Tyk29 || !policy.partitions.enforcesRate() || policy.rate <= 0)
        return;
    if (policy.per > 0 && policy.per < 1)
        report.addAtMember(
            linted.value, "per", "none",
            "Tyk 2.9.5 counts whole seconds: a `per` below 1 is a window of no length, and nothing is limited");
    else if (isFraction(policy.per))
        report.addAtMember(linted.value, "per", "cut", "Tyk 2.9.5 counts whole seconds: `per` is cut to %1",
                           {json::numberText(std::floor(policy.per))});
    else if (policy.rate < 1)
        report.addAtMember(linted.value, "rate", "one",
                           "Tyk 2.9.5 lets at least one call pass in each `per`: a rate below "
                           "1 is 1");
}

void perApiWithPartitions(const LintedPolicy& linted, Report& report)
{
    const Partitions& parts = linted.policy().partitions;
    if (parts.perApi && (parts.quota || parts.rateLimit || parts.acl))
        report.addAtMember(linted.value, "partitions", {},
                           "per_api excludes quota, rate_limit and acl: every key that names `%1` is refused",
                           {linted.name});
}

// policy-semantics.md 6.5: of such a policy the root of the key takes quota_renewal_rate, but not quota_max.
void quotaNotEnforced(const LintedPolicy& linted, Report& report)
{
    const Policy& policy = linted.policy();
    const Partitions& parts = policy.partitions;
    const bool isLost = parts.quota && !parts.acl && (!parts.rateLimit || policy.accessRights.size() > 1);
    if (report.profile() != Profile::Tyk29 || !isLost || policy.accessRights.empty() || policy.quotaMax <= 0)
        return;
    report.addAtMember(
        linted.value, "access_rights", {},
        "a quota partition with access rights: Tyk 2.9.5 does not enforce the quota of %1 calls; leave the "
        "rights out",
        {groupedNumber(policy.quotaMax)});
}

// policy-semantics.md 6.3; guide 9 lets a policy without organisation belong to every one. 5 looks policies up by the
// organisation of the key, which no file tells.
void foreignOrganisation(const LintedPolicy& linted, Report& report)
{
    const Policy& policy = linted.policy();
    const bool isCompared =
        report.profile() == Profile::Tyk29 || (report.profile() == Profile::Guide && !policy.orgId.empty());
    if (!isCompared)
        return;
    for (const auto& [id, right] : policy.accessRights) {
        const LintedApi* api = report.subjects().api(id);
        if (!api || api->definition.isOas || api->definition.orgId == policy.orgId)
            continue;
        if (policy.orgId.empty())
            report.addAtMember(
                linted.value, "org_id", "none",
                "`%1` has no org_id, and the API `%2` belongs to \"%3\": keys with this policy are refused there",
                {linted.name, id, api->definition.orgId});
        else
            report.addAtMember(
                linted.value, "org_id", {},
                "`%1` belongs to organisation \"%2\" and the API `%3` to \"%4\": keys with this policy are "
                "refused there",
                {linted.name, policy.orgId, id, api->definition.orgId});
        return;
    }
}

void organisationAbsent(const LintedPolicy& linted, Report& report)
{
    const Policy& policy = linted.policy();
    if (report.profile() != Profile::Guide || !policy.orgId.empty())
        return;
    for (const auto& [id, right] : policy.accessRights) {
        const LintedApi* api = report.subjects().api(id);
        if (!api || api->definition.isOas || api->definition.orgId.empty())
            continue;
        report.addAtMember(
            linted.value, "org_id", {},
            "`%1` has no org_id and belongs to every organisation here, but Tyk 2.9.5 refuses its keys for "
            "the API `%2` of organisation \"%3\"",
            {linted.name, id, api->definition.orgId});
        return;
    }
}

void trialWithoutEnd(const LintedPolicy& linted, Report& report)
{
    const Policy& policy = linted.policy();
    if (policy.keyExpiresIn != 0 || !(isCalledTrial(linted.name) || isCalledTrial(policy.name)))
        return;
    report.addAtMember(linted.value, "key_expires_in", {},
                       "`%1` is called a trial, but without key_expires_in its keys never end", {linted.name});
}

void trialPeriod(const LintedPolicy& linted, Report& report)
{
    const int64_t period = linted.policy().keyExpiresIn;
    if (period < 0)
        report.addAtMember(linted.value, "key_expires_in", "negative",
                           "key_expires_in is below 0, so the keys of `%1` never end", {linted.name});
    else if (period > 0 && period < ShortestTrial)
        report.addAtMember(linted.value, "key_expires_in", "short",
                           "keys of `%1` end %2 seconds after they are made; key_expires_in counts seconds",
                           {linted.name, std::to_string(period)});
    else if (period > LongestTrial)
        report.addAtMember(linted.value, "key_expires_in", "long",
                           "keys of `%1` end after %2; key_expires_in counts seconds, not milliseconds",
                           {linted.name, durationText(period)});
}

} // namespace gatereeve::lint
