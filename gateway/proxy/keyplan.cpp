#include "gateway/proxy/keyplan.h"

#include "core/engine/admission.h"
#include "core/engine/policyapplier.h"
#include "core/json/document.h"
#include "core/keys/keytext.h"
#include "gateway/proxy/prefetch.h"

#include <algorithm>

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

// Separates a scope from the time of an update; no scope has it.
constexpr char ScopeEnd = '\x1f';

// Where a limit of the key notes its renewal: bit 0 for the root, one of the others for the limit of an API.
uint64_t renewalBit(std::string_view apiId)
{
    return apiId.empty() ? 1 : uint64_t{2} << (NameHash{}(apiId) % 63);
}

// A new period is noted in every limit that draws on the same counter, and stored with the key. Its policies are
// applied to that again, and some combinations lose it (gateway-behaviour.md 10, 12): the run is made to see.
void planRenewal(KeyPlan& plan, const Session& effective, const AccessRight* right, bool storedUnderItsName,
                 const CompiledApi& api, const PlanInputs& inputs)
{
    constexpr int64_t Mark = int64_t{1} << 40;
    const std::string scope = right ? right->allowanceScope : std::string();
    Session noted = effective;
    plan.renewalBits = scope.empty() ? renewalBit({}) : 0;
    if (scope.empty())
        noted.quotaRenews = Mark;
    for (auto& [apiId, other] : noted.accessRights) {
        if (!other.limit || other.allowanceScope != scope)
            continue;
        other.limit->quotaRenews = Mark;
        plan.renewalBits |= renewalBit(apiId);
    }
    plan.renewalBit = renewalBit(right && right->limit ? std::string_view(api.definition.apiId) : std::string_view());

    const Session again =
        applyPolicies(noted, {inputs.snapshot.policies, api.definition.orgId, inputs.snapshot.profile}).session;
    const auto found = again.accessRights.find(api.definition.apiId);
    const bool ofRight = found != again.accessRights.end() && found->second.limit;
    const int64_t renews = ofRight ? found->second.limit->quotaRenews : again.quotaRenews;
    plan.renewalKept = storedUnderItsName && renews == Mark;
}

void planCounters(KeyPlan& plan, std::string_view token, const Session& effective, const AccessRight* right,
                  const CompiledApi& api, const PlanInputs& inputs)
{
    const LimitRules& rules = limitRulesFor(inputs.snapshot.profile);
    const RateLimiter limiter = limiterOf(inputs.snapshot.settings);
    const std::string& keyName = plan.record->name;
    const std::string name =
        rules.countsTokenAsSent ? storedName(token, inputs.snapshot.settings, inputs.snapshot.profile) : keyName;
    std::string scope = right ? right->allowanceScope : std::string();
    if (plan.quota.limited()) {
        plan.quotaCounters = inputs.state.counters.get(name, scope);
        plan.quotaStep = rules.quota;
        if (rules.renewalIsStored)
            planRenewal(plan, effective, right, name == keyName, api, inputs);
    }
    if (plan.rate.limited()) {
        if (rules.updateOpensWindow && limiter == RateLimiter::Fixed)
            scope += ScopeEnd + effective.lastUpdated;
        plan.rateCounters = inputs.state.counters.get(name, scope);
        plan.rateStep = rateStepOf(rules, limiter);
    }
}

void planLimits(KeyPlan& plan, const Limit& limit, const CompiledApi& api, const PlanInputs& inputs)
{
    plan.quotaMaximumShown = limit.quotaMax;
    plan.quotaRenewsShown = limit.quotaRenews;
    plan.throttleInterval = limit.throttleInterval;
    plan.throttleRetries = limit.throttleRetryLimit;
    if (!api.definition.disableRateLimit) {
        const RateRuleOf ruleOf =
            rateRuleOf(limitRulesFor(inputs.snapshot.profile), limiterOf(inputs.snapshot.settings));
        if (const auto rule = ruleOf(limit.rate, limit.per))
            plan.rate = *rule;
        else
            plan.policies = Cause::KeyUnusable; // a limit that can't be enforced: deny
    }
    if (!api.definition.disableQuota)
        plan.quota = quotaRule(limit.quotaMax, limit.quotaRenewalRate);
}

void planRights(KeyPlan& plan, std::string_view token, const Session& session, const CompiledApi& api,
                const PlanInputs& inputs)
{
    if (session.accessRights.empty()) {
        // guide 12: no rights, no access, unless master keys are allowed.
        if (inputs.snapshot.settings.allowMasterKeys || emptyRightsMeanEveryApi(inputs.snapshot.profile)) {
            planLimits(plan, session.rootLimit(), api, inputs);
            planCounters(plan, token, session, nullptr, api, inputs);
        } else {
            plan.rights = Cause::NoRights;
        }
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
    planLimits(plan, right.limit ? *right.limit : session.rootLimit(), api, inputs);
    planCounters(plan, token, session, &right, api, inputs);
}

// As a member of the meta data goes into a header; what is no text, number or list of them is nothing.
std::string headerText(const json::Value& value)
{
    if (value.isString())
        return value.string();
    if (value.isNumber() || value.isBool())
        return std::string(value.raw());
    std::string text;
    if (value.isArray()) {
        for (const json::Value element : value)
            text += (element.indexInParent() > 0 ? "," : "") + headerText(element);
    }
    return text;
}

MetaTexts metaTexts(const Session& session)
{
    MetaTexts texts;
    for (const auto& [name, json] : session.metaData) {
        if (const auto document = json::Document::parse(json))
            texts.emplace(name, headerText(document->root()));
    }
    return texts;
}

} // namespace

std::unique_ptr<KeyPlan> makeKeyPlan(std::string_view token, const CompiledApi& api, const PlanInputs& inputs)
{
    auto record = findRecord(token, api, inputs);
    if (!record)
        return nullptr;
    auto plan = std::make_unique<KeyPlan>();
    plan->token = token;
    plan->api = api.index;
    plan->keyName.set(record->name);
    plan->record = std::move(record);
    const Session stored = plan->record->session();
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
    planRights(*plan, token, effective.session, api, inputs);
    if (api.namesMetaData)
        plan->meta = metaTexts(effective.session);
    if (const auto limits = effective.limitPolicies.find(api.definition.apiId);
        limits != effective.limitPolicies.end()) {
        plan->ratePolicy = limits->second.rate;
        plan->quotaPolicy = limits->second.quota;
    }
    return plan;
}

KeyPlan* KeyPlanCache::find(std::string_view token, size_t api) const
{
    if (m_slots.empty())
        return nullptr;
    const size_t hash = hashOf(token, api);
    for (size_t i = wrapped(hash); m_slots[i].plan; i = wrapped(i + 1)) {
        KeyPlan* const plan = m_slots[i].plan.get();
        if (m_slots[i].hash != hash)
            continue;
        prefetch(plan, &plan->refusingPolicy);
        if (plan->api == api && plan->token == token)
            return plan;
    }
    return nullptr;
}

KeyPlan* KeyPlanCache::insert(std::unique_ptr<KeyPlan> plan)
{
    if (m_size >= Capacity) {
        m_slots.clear();
        m_size = 0;
    }
    if (2 * (m_size + 1) > m_slots.size())
        grow();
    ++m_size;
    const size_t hash = hashOf(plan->token, plan->api);
    return place({hash, std::move(plan)}).plan.get();
}

KeyPlanCache::Slot& KeyPlanCache::place(Slot slot)
{
    size_t i = wrapped(slot.hash);
    while (m_slots[i].plan)
        i = wrapped(i + 1);
    return m_slots[i] = std::move(slot);
}

void KeyPlanCache::grow()
{
    constexpr size_t First = 16;
    std::vector<Slot> former(std::max(First, 2 * m_slots.size()));
    former.swap(m_slots);
    for (Slot& slot : former) {
        if (slot.plan)
            place(std::move(slot));
    }
}

void KeyPlanCache::erase(const KeyPlan& plan)
{
    size_t free = wrapped(hashOf(plan.token, plan.api));
    while (m_slots[free].plan.get() != &plan)
        free = wrapped(free + 1);
    m_slots[free].plan.reset();
    --m_size;
    // What stands behind it moves up where it would no longer be found.
    for (size_t i = wrapped(free + 1); m_slots[i].plan; i = wrapped(i + 1)) {
        const size_t wanted = wrapped(m_slots[i].hash);
        if (wrapped(i - wanted) < wrapped(i - free))
            continue; // stands between the two
        m_slots[free] = std::move(m_slots[i]);
        free = i;
    }
}

} // namespace gatereeve::gateway
