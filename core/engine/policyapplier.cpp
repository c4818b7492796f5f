#include "core/engine/policyapplier.h"

#include "core/engine/applyrun.h"

#include <unordered_set>

namespace gatereeve
{

namespace
{

// What was done before a refusal stays done under 2.9 and 5 (policy-semantics.md 6.3); the guide's rules look at
// everything before they change anything.
EffectiveSession refused(ApplyRun& run, ApplyRefusal refusal)
{
    if (run.why) {
        const Source source = refusal.policy.empty() ? Source::key() : Source::ofPolicy(refusal.policy);
        const std::string rule(rulesOf(run.context.profile).refusals);
        *run.why = {{"apply_policies", "refused", source, rule, {}, refusal.why}};
    }
    EffectiveSession result;
    result.session = rulesOf(run.context.profile).names ? std::move(run.session) : run.key;
    result.refusal = std::move(refusal);
    return result;
}

// In the key's order: the guide's run has them sorted.
std::vector<std::string> appliedOf(const ApplyRun& run)
{
    std::vector<std::string> names;
    if (rulesOf(run.context.profile).names) {
        for (const SelectedPolicy& selected : run.policies)
            names.emplace_back(selected.name);
    } else {
        names = run.key.policyNames();
    }
    std::vector<std::string> result;
    std::unordered_set<std::string_view> known;
    for (const std::string& name : names) {
        if (known.insert(name).second)
            result.push_back(name);
    }
    return result;
}

std::optional<ApplyRefusal> apply(std::span<const ApplyRule> rules, ApplyRun& run)
{
    for (const ApplyRule rule : rules) {
        if (auto refusal = rule(run))
            return refusal;
    }
    return std::nullopt;
}

std::optional<ApplyRefusal> goThroughPolicies(const ProfileRules& rules, ApplyRun& run)
{
    if (!rules.names)
        return std::nullopt;
    const std::vector<std::string> names = rules.names(run);
    run.policies.reserve(names.size());
    for (const std::string& name : names) {
        LookedUp found = rules.lookUp(run, name, names.size());
        if (found.refusal)
            return std::move(found.refusal);
        if (!found.policy) {
            run.skipped.push_back(name);
            continue;
        }
        run.policies.push_back(std::move(*found.policy));
        for (const PolicyRule rule : rules.eachPolicy) {
            if (auto refusal = rule(run, run.policies.back()))
                return refusal;
        }
    }
    return std::nullopt;
}

std::optional<ApplyRefusal> applyAll(const ProfileRules& rules, ApplyRun& run)
{
    if (auto refusal = apply(rules.first, run))
        return refusal;
    if (auto refusal = goThroughPolicies(rules, run))
        return refusal;
    return apply(rules.last, run);
}

} // namespace

SelectedPolicy::SelectedPolicy(std::string_view itsName, const Policy& itsPolicy)
    : name(itsName),
      policy(&itsPolicy),
      limit{itsPolicy.rate,
            itsPolicy.per,
            itsPolicy.throttleInterval,
            itsPolicy.throttleRetryLimit,
            itsPolicy.quotaMax,
            0,
            0,
            itsPolicy.quotaRenewalRate,
            itsPolicy.maxQueryDepth,
            itsPolicy.smoothing}
{
}

EffectiveSession applyPolicies(const Session& key, const ApplyContext& context, Provenance* why)
{
    if (why)
        why->clear();
    ApplyRun run{key, context, why, {}, key, {}, {}, {}, {}, {}, {}};
    if (auto refusal = applyAll(rulesOf(context.profile), run))
        return refused(run, std::move(*refusal));
    EffectiveSession result;
    result.applied = appliedOf(run);
    result.session = std::move(run.session);
    result.inactivePolicy = std::move(run.inactivePolicy);
    result.limitPolicies = std::move(run.limitPolicies);
    return result;
}

} // namespace gatereeve
