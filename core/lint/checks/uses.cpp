#include "core/lint/checks.h"

#include "core/units.h"

#include <algorithm>
#include <set>

// Policies where they are used: by keys, and by APIs that make keys of tokens (JWT, OpenID).

namespace gatereeve::lint
{

namespace
{

const LintedPolicy* policyOf(const std::string& name, const Report& report)
{
    return report.subjects().policy(name);
}

std::string whoUses(const PolicyUse& use)
{
    if (use.by == PolicyUse::By::Key)
        return "this key";
    return "every token of `" +
           (use.api->definition.name.empty() ? use.api->definition.apiId : use.api->definition.name) + "`";
}

// 11.1: 5 lets a key without policies keep its rights; the others too.
bool isEmptyHanded(const PolicyUse& use)
{
    return use.effective && (use.effective->refusal ? use.effective->refusal->why.id == "apply.no-valid-policies"
                                                    : use.effective->session.accessRights.empty());
}

bool everyApiIsOpen(const Report& report)
{
    return emptyRightsMeanEveryApi(report.profile()) || report.subjects().settings.allowMasterKeys;
}

// Keys and tokens that end up without any right, and where to say so.
template <typename Tell>
void forEachEmptyHanded(const Report& report, const Tell& tell)
{
    std::set<const LintedKey*> withPolicies;
    for (const PolicyUse& use : report.subjects().uses) {
        withPolicies.insert(use.key);
        if (isEmptyHanded(use))
            tell(use.place, use.effective->refusal.has_value(), whoUses(use));
    }
    for (const LintedKey& key : report.subjects().keys) {
        if (!withPolicies.contains(&key) && key.value.isObject() && key.session.accessRights.empty())
            tell(memberOf(key.value, "access_rights").value_or(key.value), false, std::string("this key"));
    }
}

} // namespace

void danglingPolicy(const PolicyUse& use, Report& report)
{
    for (size_t i = 0; i < use.names.size(); ++i) {
        const std::string& name = use.names[i];
        const LintedPolicy* policy = policyOf(name, report);
        if (policy && !policy->isLoaded)
            report.add(use.texts[i], "not-loaded", "the policy `%1` has active: false and is not loaded: %2 is refused",
                       {name, whoUses(use)});
        else if (!policy && report.subjects().input.knowsPolicies)
            report.add(use.texts[i], "missing", "there is no policy `%1`: %2 is refused", {name, whoUses(use)});
    }
}

void mixedPolicies(const PolicyUse& use, Report& report)
{
    if (use.effective && use.effective->refusal && use.effective->refusal->why.id == "apply.per-api-mixed")
        report.add(use.place, {}, "%1 is refused: %2", {whoUses(use), use.effective->refusal->why.english()});
}

void inactivePolicyInUse(const PolicyUse& use, Report& report)
{
    for (size_t i = 0; i < use.names.size(); ++i) {
        const LintedPolicy* policy = policyOf(use.names[i], report);
        if (policy && policy->isLoaded && policy->policy().isInactive)
            report.add(use.texts[i], {}, "the policy `%1` has is_inactive: true, which refuses %2",
                       {use.names[i], whoUses(use)});
    }
}

// 11.1: under 5 the policies decide, and the key's own flag is overruled.
void inactiveOverruled(const PolicyUse& use, Report& report)
{
    const bool isOverruled = use.key && use.key->session.isInactive && use.effective && use.effective->ok() &&
                             !use.effective->session.isInactive;
    if (isOverruled)
        report.addAtMember(use.key->value, "is_inactive", {},
                           "%1 overrules is_inactive of a key by its policies: this key is let through",
                           {report.gateway()});
}

// policy-semantics.md 6.1
void policyIdIgnored(const PolicyUse& use, Report& report)
{
    if (!use.key || use.key->session.applyPolicies.empty() || use.key->session.applyPolicyId.empty())
        return;
    const std::string& id = use.key->session.applyPolicyId;
    if (std::ranges::count(use.names, id) == 0)
        report.addAtMember(use.key->value, "apply_policy_id", {},
                           "apply_policies is not empty, so the policy `%1` here is not applied", {id});
}

// 7.6, guide 4: of several policies the last listed with a period counts.
void trialOrder(const PolicyUse& use, Report& report)
{
    std::set<int64_t> periods;
    const LintedPolicy* last = nullptr;
    for (const std::string& name : use.names) {
        const LintedPolicy* policy = policyOf(name, report);
        if (!policy || policy->policy().keyExpiresIn <= 0)
            continue;
        periods.insert(policy->policy().keyExpiresIn);
        last = policy;
    }
    if (periods.size() > 1)
        report.add(use.place, {}, "several of these policies have a trial period; the last one counts, %1 of `%2`",
                   {durationText(last->policy().keyExpiresIn), last->name});
}

void refusedElsewhere(const PolicyUse& use, Report& report)
{
    if (!use.effective || use.effective->refusal)
        return;
    for (const Profile other : {Profile::Guide, Profile::Tyk29, Profile::Tyk5}) {
        if (other == report.profile())
            continue;
        const EffectiveSession there = report.subjects().apply(use, other);
        if (there.refusal)
            report.add(use.place, nameOf(other), "%1 would refuse %2: %3",
                       {other == Profile::Guide ? "the gateway of the guide" : std::string(titleOf(other)),
                        whoUses(use), there.refusal->why.english()});
    }
}

void noRights(Report& report)
{
    const bool isOpen = everyApiIsOpen(report);
    forEachEmptyHanded(report, [&](const json::Value& place, bool isRefused, const std::string& who) {
        if (isRefused || !isOpen)
            report.add(place, {}, "nothing grants %1 any API, so it is refused everywhere", {who});
    });
}

void opensEveryApi(Report& report)
{
    if (!everyApiIsOpen(report))
        return;
    forEachEmptyHanded(report, [&](const json::Value& place, bool isRefused, const std::string& who) {
        if (!isRefused)
            report.add(place, {}, "nothing grants %1 any API, and a key without access rights is let into every one",
                       {who});
    });
}

// guide 10
void partitionedForTokens(Report& report)
{
    const std::string words =
        "`%1` is partitioned, and partitioned policies are not meant for %2: the parts that it does not "
        "enforce stay as they were when the token was first seen";
    for (const PolicyUse& use : report.subjects().uses) {
        for (size_t i = 0; i < use.names.size() && use.api; ++i) {
            const LintedPolicy* policy = policyOf(use.names[i], report);
            if (policy && policy->policy().partitions.isPartitioned())
                report.add(use.texts[i], "named", words, {policy->name, whoUses(use)});
        }
    }
    // Which policy an OAuth client has stands in no file; that it can be this one follows from the API.
    for (const LintedPolicy& policy : report.subjects().policies) {
        const Partitions& parts = policy.policy().partitions;
        if (!parts.isPartitioned() || !parts.enforcesRights())
            continue;
        for (const auto& [id, right] : policy.policy().accessRights) {
            const LintedApi* api = report.subjects().api(id);
            if (api && api->definition.useOauth2)
                report.addAtMember(policy.value, "partitions", "granted", words,
                                   {policy.name, "OAuth, which `" + id + "` uses"});
        }
    }
}

} // namespace gatereeve::lint
