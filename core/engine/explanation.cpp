#include "core/engine/explanation.h"

#include <algorithm>

namespace gatereeve
{

namespace
{

const Reason* reasonOf(const Provenance& why, const std::string& field)
{
    const auto found =
        std::find_if(why.begin(), why.end(), [&](const Reason& reason) { return reason.field == field; });
    return found == why.end() ? nullptr : &*found;
}

// The nearest reason that speaks of the field. That the whole right is granted says nothing about a part of it that is
// not.
const Reason* reasonFor(const Provenance& why, const Difference& difference)
{
    const Reason* reason = reasonOf(why, difference.field);
    for (const std::string& field : difference.broader) {
        const Reason* const broader = reason ? nullptr : reasonOf(why, field);
        if (broader && !(broader->value == "granted" && difference.there == "not granted"))
            reason = broader;
    }
    return reason;
}

ProfileDifference explained(Difference difference, const Provenance& why)
{
    if (const Reason* reason = reasonFor(why, difference))
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

OtherProfile compared(const ProfileInput& input, const EffectiveSession& here, const ExplainRules& rules)
{
    Provenance why;
    OtherProfile other{input.context.profile, applyPolicies(input.key, input.context, &why), {}, {}};
    other.verdict = verdictOn(other.effective, input, rules);
    for (Difference& difference : differencesOf(here, other.effective))
        other.differences.push_back(explained(std::move(difference), why));
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
    result.effective = applyPolicies(input.key, input.context, &result.why);
    result.verdict = verdictOn(result.effective, input, rules);
    for (const ProfileInput& other : others)
        result.others.push_back(compared(other, result.effective, rules));
    return result;
}

} // namespace gatereeve
