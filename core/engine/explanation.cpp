#include "core/engine/explanation.h"

#include <string_view>
#include <unordered_map>

namespace gatereeve
{

namespace
{

// By field; of several the first.
using Reasons = std::unordered_map<std::string_view, const Reason*>;

Reasons byField(const Provenance& why)
{
    Reasons reasons;
    reasons.reserve(why.size());
    for (const Reason& reason : why)
        reasons.emplace(reason.field, &reason);
    return reasons;
}

const Reason* reasonOf(const Reasons& reasons, const std::string& field)
{
    const auto found = reasons.find(field);
    return found == reasons.end() ? nullptr : found->second;
}

// The nearest reason that speaks of the field. That the whole right is granted says nothing about a part of it that is
// not.
const Reason* reasonFor(const Reasons& reasons, const Difference& difference)
{
    const Reason* reason = reasonOf(reasons, difference.field);
    for (const std::string& field : difference.broader) {
        const Reason* const broader = reason ? nullptr : reasonOf(reasons, field);
        if (broader && !(broader->value == "granted" && difference.there == "not granted"))
            reason = broader;
    }
    return reason;
}

ProfileDifference explained(Difference difference, const Reasons& reasons)
{
    if (const Reason* reason = reasonFor(reasons, difference))
        return {std::move(difference), reason->winner, reason->rule, reason->why};
    Message none{"explain.not-given", "these rules don't give it", {}};
    if (difference.field == "apply_policies")
        none = {"explain.no-objection", "these rules accept the policies of this key", {}};
    return {std::move(difference), Source::rule(), {}, std::move(none)};
}

Verdict verdictOn(const EffectiveSession& effective, const ProfileInput& input, const ExplainRules& rules)
{
    return verdictOf(effective, {input.context.profile, rules.nowSeconds, rules.allowMasterKeys});
}

EffectiveSession applied(const ProfileInput& input, Provenance& why)
{
    return input.apis ? applyForApis(input.key, input.context, input.apis, &why)
                      : applyPolicies(input.key, input.context, &why);
}

OtherProfile compared(const ProfileInput& input, const EffectiveSession& here, const ExplainRules& rules)
{
    Provenance why;
    OtherProfile other{input.context.profile, applied(input, why), {}, {}};
    other.verdict = verdictOn(other.effective, input, rules);
    std::vector<Difference> differences = differencesOf(here, other.effective);
    const Reasons reasons = differences.empty() ? Reasons{} : byField(why);
    for (Difference& difference : differences)
        other.differences.push_back(explained(std::move(difference), reasons));
    return other;
}

} // namespace

bool isCombined(const Reason& reason)
{
    return reason.why.id.find(".combined") != std::string::npos;
}

bool isLeftToKey(const Reason& reason)
{
    return reason.why.id.find(".left-to-key") != std::string::npos;
}

Explanation explain(const ProfileInput& input, const ExplainRules& rules, const std::vector<ProfileInput>& others)
{
    Explanation result;
    result.profile = input.context.profile;
    result.effective = applied(input, result.why);
    result.verdict = verdictOn(result.effective, input, rules);
    for (const ProfileInput& other : others)
        result.others.push_back(compared(other, result.effective, rules));
    return result;
}

} // namespace gatereeve
