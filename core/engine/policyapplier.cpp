#include "core/engine/policyapplier.h"

#include "core/engine/guide/rules.h"

#include <algorithm>
#include <span>

namespace gatereeve
{

namespace
{

constexpr ApplyRule GuideRules[] = {guide::selectPolicies, guide::uniteRights,   guide::chooseLimits,
                                    guide::uniteTags,      guide::uniteMetaData, guide::joinFlags};

// One row for each profile; empty where it is not there yet.
std::span<const ApplyRule> rulesFor(Profile profile)
{
    switch (profile) {
    case Profile::Guide:
        return GuideRules;
    case Profile::Tyk29:
    case Profile::Tyk5:
        break;
    }
    return {};
}

EffectiveSession refused(const ApplyRun& run, ApplyRefusal refusal)
{
    if (run.why) {
        const Source source = refusal.policy.empty() ? Source::key() : Source::ofPolicy(refusal.policy);
        *run.why = {{"apply_policies", "refused", source, "guide 9", {}, refusal.why}};
    }
    EffectiveSession result;
    result.session = run.key;
    result.refusal = std::move(refusal);
    return result;
}

std::vector<std::string> eachOnce(const std::vector<std::string>& names)
{
    std::vector<std::string> result;
    for (const std::string& name : names) {
        if (std::find(result.begin(), result.end(), name) == result.end())
            result.push_back(name);
    }
    return result;
}

} // namespace

EffectiveSession applyPolicies(const Session& key, const ApplyContext& context, Provenance* why)
{
    if (why)
        why->clear();
    ApplyRun run{key, context, why, {}, key, {}, {}};
    const std::span<const ApplyRule> rules = rulesFor(context.profile);
    if (rules.empty()) { // without rules nothing may pass
        const Message reason{"apply.no-profile", "the rules of this profile are not there yet", {}};
        return refused(run, {ApplyRefusal::Kind::KeyUnusable, {}, reason.english(), reason});
    }
    for (const ApplyRule rule : rules) {
        if (auto refusal = rule(run))
            return refused(run, std::move(*refusal));
    }
    EffectiveSession result;
    result.session = std::move(run.session);
    result.applied = eachOnce(key.policyNames());
    result.inactivePolicy = std::move(run.inactivePolicy);
    result.limitPolicies = std::move(run.limitPolicies);
    return result;
}

} // namespace gatereeve
