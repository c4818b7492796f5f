#include "gateway/proxy/keyplan.h"

#include "core/engine/policyapplier.h"
#include "core/keys/keytext.h"

namespace gatereeve::gateway
{
namespace
{

std::shared_ptr<const KeyRecord> findRecord(std::string_view token, const CompiledApi& api, const PlanInputs& inputs)
{
    const GatewaySettings& settings = inputs.snapshot.settings;
    // Texts of that many characters or fewer are never looked up (policy-semantics.md 7.7).
    if (token.size() <= settings.shortestToken())
        return nullptr;
    for (const std::string& name : lookupNames(token, api.definition.orgId, settings, inputs.snapshot.profile)) {
        if (auto record = inputs.state.keys.find(name))
            return record;
    }
    return nullptr;
}

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

void planLimits(KeyPlan& plan, const Limit& limit, std::string_view scope, const CompiledApi& api,
                const PlanInputs& inputs)
{
    plan.quotaMaximumShown = limit.quotaMax;
    plan.quotaRenewsShown = limit.quotaRenews;
    plan.throttleInterval = limit.throttleInterval;
    plan.throttleRetries = limit.throttleRetryLimit;
    if (!api.definition.disableRateLimit) {
        if (const auto rule = rateRule(limit.rate, limit.per))
            plan.rate = *rule;
        else
            plan.policies = Cause::KeyUnusable; // a limit that can't be enforced: deny
    }
    if (!api.definition.disableQuota)
        plan.quota = quotaRule(limit.quotaMax, limit.quotaRenewalRate);
    if (plan.rate.limited() || plan.quota.limited())
        plan.counters = inputs.state.counters.get(plan.record->key->name, scope);
}

void planRights(KeyPlan& plan, const Session& session, const CompiledApi& api, const PlanInputs& inputs)
{
    if (session.accessRights.empty()) {
        // guide 12: no rights, no access, unless master keys are allowed.
        if (inputs.snapshot.settings.allowMasterKeys || emptyRightsMeanEveryApi(inputs.snapshot.profile))
            planLimits(plan, session.rootLimit(), "", api, inputs);
        else
            plan.rights = Cause::NoRights;
        return;
    }
    const auto found = session.accessRights.find(api.definition.apiId);
    if (found == session.accessRights.end()) {
        plan.rights = Cause::ApiNotGranted;
        return;
    }
    const AccessRight& right = found->second;
    plan.anyVersion = api.definition.notVersioned;
    plan.versions = right.versions;
    plan.urls.emplace(right.allowedUrls, inputs.patterns, invalidExpressionUnder(inputs.snapshot.profile));
    planLimits(plan, right.limit ? *right.limit : session.rootLimit(), right.allowanceScope, api, inputs);
}

} // namespace

std::unique_ptr<KeyPlan> makeKeyPlan(std::string_view token, const CompiledApi& api, const PlanInputs& inputs)
{
    auto record = findRecord(token, api, inputs);
    if (!record)
        return nullptr;
    auto plan = std::make_unique<KeyPlan>();
    plan->record = std::move(record);
    const Session& stored = plan->record->key->session;
    plan->expires = stored.expires;

    const EffectiveSession effective =
        applyPolicies(stored, {inputs.snapshot.policies, api.definition.orgId, inputs.snapshot.profile});
    if (!effective.ok()) {
        plan->policies = causeOf(*effective.refusal);
        plan->refusingPolicy = effective.refusal->policy;
        return plan;
    }
    if (effective.session.isInactive) {
        plan->inactive = effective.inactivePolicy ? Cause::PolicyInactive : Cause::KeyInactive;
        plan->refusingPolicy = effective.inactivePolicy.value_or("");
    }
    planRights(*plan, effective.session, api, inputs);
    if (const auto limits = effective.limitPolicies.find(api.definition.apiId);
        limits != effective.limitPolicies.end()) {
        plan->ratePolicy = limits->second.rate;
        plan->quotaPolicy = limits->second.quota;
    }
    return plan;
}

KeyPlan* KeyPlanCache::find(std::string_view token, size_t api)
{
    const auto found = m_plans.find(View{token, api});
    return found == m_plans.end() ? nullptr : found->second.get();
}

KeyPlan* KeyPlanCache::insert(std::string_view token, size_t api, std::unique_ptr<KeyPlan> plan)
{
    if (m_plans.size() >= Capacity)
        m_plans.clear();
    KeyPlan* inserted = plan.get();
    m_plans[Key{std::string(token), api}] = std::move(plan);
    return inserted;
}

void KeyPlanCache::erase(std::string_view token, size_t api)
{
    if (const auto found = m_plans.find(View{token, api}); found != m_plans.end())
        m_plans.erase(found);
}

} // namespace gatereeve::gateway
