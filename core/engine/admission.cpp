#include "core/engine/admission.h"

#include "core/engine/limitrules.h"
#include "core/engine/pathpattern.h"

#include <algorithm>

namespace gatereeve
{

namespace
{

void stop(Admission& admission, Check check, Cause cause, std::string policy = {})
{
    if (!admission.passed())
        return; // an earlier check has spoken
    admission.stoppedAt = check;
    admission.cause = cause;
    admission.policy = std::move(policy);
}

// The right to the API, null where the session opens every API; nothing where there is none, and why.
struct Granted {
    const AccessRight* right = nullptr;
    Cause refusal = Cause::None;
};

Granted grantedBy(const Session& session, const Snapshot& snapshot, const std::string& apiId)
{
    if (session.accessRights.empty()) {
        const bool everyApi = snapshot.settings.allowMasterKeys || emptyRightsMeanEveryApi(snapshot.profile);
        return {nullptr, everyApi ? Cause::None : Cause::NoRights};
    }
    const auto found = session.accessRights.find(apiId);
    if (found == session.accessRights.end())
        return {nullptr, Cause::ApiNotGranted};
    return {&found->second, Cause::None};
}

// Nothing: such a limit can't be enforced.
std::optional<RateRule> ruleFor(const Limit& limit, const Snapshot& snapshot, const ApiDefinition& api)
{
    if (api.disableRateLimit)
        return RateRule{};
    return rateRuleOf(limitRulesFor(snapshot.profile), limiterOf(snapshot.settings))(limit.rate, limit.per);
}

void checkRight(Admission& admission, const AccessRight& right, const Snapshot& snapshot, const AskedRequest& request)
{
    if (!request.api.definition.notVersioned &&
        std::ranges::find(right.versions, request.version) == right.versions.end())
        stop(admission, Check::Rights, Cause::VersionNotGranted);
    PatternCache patterns;
    const AllowedUrlMatcher urls(right.allowedUrls, patterns, invalidExpressionUnder(snapshot.profile));
    if (urls.restricts() && urls.match(request.method, request.path) < 0)
        stop(admission, Check::Urls, Cause::UrlNotAllowed);
}

} // namespace

Cause causeOf(const ApplyRefusal& refusal)
{
    switch (refusal.kind) {
    case ApplyRefusal::Kind::PolicyMissing:
        return Cause::PolicyMissing;
    case ApplyRefusal::Kind::PolicyUnusable:
        return Cause::PolicyUnusable;
    case ApplyRefusal::Kind::ForeignOrganisation:
        return Cause::ForeignOrganisation;
    case ApplyRefusal::Kind::KeyUnusable:
        break;
    }
    return Cause::KeyUnusable;
}

Admission admit(const Session& key, const PolicySet& policies, const Snapshot& snapshot, const AskedRequest& request,
                Nanoseconds now)
{
    const ApiDefinition& api = request.api.definition;
    Admission admission;
    admission.effective = applyPolicies(key, {policies, api.orgId, snapshot.profile});
    const EffectiveSession& effective = admission.effective;
    if (effective.refusal) {
        stop(admission, Check::Policies, causeOf(*effective.refusal), effective.refusal->policy);
        return admission;
    }
    const Granted granted = grantedBy(effective.session, snapshot, api.apiId);
    admission.limit = granted.right && granted.right->limit ? *granted.right->limit : effective.session.rootLimit();
    admission.scope = granted.right ? granted.right->allowanceScope : std::string();
    const auto rate = ruleFor(admission.limit, snapshot, api);
    if (granted.refusal == Cause::None && !rate)
        stop(admission, Check::Policies, Cause::KeyUnusable); // a limit that can't be enforced: deny
    if (effective.session.isInactive)
        stop(admission, Check::Inactive, effective.inactivePolicy ? Cause::PolicyInactive : Cause::KeyInactive,
             effective.inactivePolicy.value_or(std::string()));
    // Refused as soon as the clock is past `expires` (guide 4); it is the key's own, in seconds.
    if (key.expires >= 1 && toSeconds(now - 1) >= key.expires)
        stop(admission, Check::Expiry, Cause::KeyExpired);
    if (granted.refusal != Cause::None)
        stop(admission, Check::Rights, granted.refusal);
    if (granted.right)
        checkRight(admission, *granted.right, snapshot, request);
    if (rate && rate->limited() && rate->requests == 0)
        stop(admission, Check::Rate, Cause::RateExceeded); // 2.9: lets nothing pass, whatever was counted
    return admission;
}

} // namespace gatereeve
