#include "core/engine/verdict.h"

#include <cassert>

namespace gatereeve
{

Verdict verdictOf(const EffectiveSession& effective, const VerdictRules& rules)
{
    using Kind = Verdict::Kind;
    const Session& session = effective.session;
    const int64_t ends = session.expires > 0 ? session.expires : 0;
    const auto sourceOf = [](const std::string& policy) {
        return policy.empty() ? Source::key() : Source::ofPolicy(policy);
    };
    if (effective.refusal)
        return {Kind::PoliciesRefused, sourceOf(effective.refusal->policy), ends};
    if (session.isInactive)
        return {Kind::Inactive, sourceOf(effective.inactivePolicy.value_or(std::string())), ends};
    if (ends > 0 && rules.nowSeconds > ends)
        return {Kind::Ended, Source::key(), ends};
    if (!session.accessRights.empty())
        return {Kind::Works, Source::key(), ends};
    const bool everyApi = rules.allowMasterKeys || emptyRightsMeanEveryApi(rules.profile);
    return everyApi ? Verdict{Kind::EveryApi, Source::rule(), ends} : Verdict{Kind::NoRights, Source::rule(), ends};
}

std::string_view nameOf(Verdict::Kind kind)
{
    switch (kind) {
    case Verdict::Kind::Works:
    case Verdict::Kind::EveryApi:
        return "works";
    case Verdict::Kind::PoliciesRefused:
        return "policies refused";
    case Verdict::Kind::Inactive:
        return "inactive";
    case Verdict::Kind::Ended:
        return "ended";
    case Verdict::Kind::NoRights:
        return "no rights";
    }
    assert(false);
    return {};
}

} // namespace gatereeve
