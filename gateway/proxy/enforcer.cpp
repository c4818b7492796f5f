#include "gateway/proxy/enforcer.h"

#include <algorithm>

namespace gatereeve::gateway
{
namespace
{

bool stop(Decision& decision, Check check, Cause cause)
{
    decision.stoppedAt = check;
    decision.cause = cause;
    return false;
}

} // namespace

Enforcer::Enforcer(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<State> state)
    : m_snapshot(std::move(snapshot)),
      m_state(std::move(state)),
      m_router(m_snapshot),
      m_rules(m_snapshot->apis.size()),
      m_nextTarget(m_snapshot->apis.size())
{
}

Outcome Enforcer::decide(const CompiledApi& api, const RequestFacts& request, Nanoseconds now, Decision& decision)
{
    Outcome outcome;
    const VersionRules* version = nullptr;
    if (!chooseVersion(api, request, now, decision, outcome, version))
        return outcome;

    PathListAnswer lists;
    if (version)
        lists = version->ask(request.method, request.path);
    if (lists.kind == PathListAnswer::Kind::Forbidden) {
        stop(decision, Check::PathList, Cause::PathForbidden);
        return outcome;
    }
    if (lists.kind == PathListAnswer::Kind::Reply) {
        outcome.passed = true;
        outcome.reply = lists.reply;
        return outcome;
    }

    if (lists.kind == PathListAnswer::Kind::Passed && !api.definition.useKeyless) {
        // Another kind of authentication is asked for and not offered yet: deny, do not wave through.
        if (!api.definition.usesToken()) {
            stop(decision, Check::Token, Cause::AuthenticationKindNotSupported);
            return outcome;
        }
        if (request.token.empty()) {
            stop(decision, Check::Token, Cause::NoToken);
            return outcome;
        }
        KeyPlan* plan = planOf(request.token, api);
        if (!plan) {
            const bool tooShort = request.token.size() <= m_snapshot->settings.shortestToken();
            stop(decision, Check::Session, tooShort ? Cause::TokenTooShort : Cause::UnknownKey);
            return outcome;
        }
        if (!checkKey(*plan, request, now, decision) || !count(*plan, now, decision, outcome))
            return outcome;
    }
    // Keyless APIs and ignored paths show zeros (gateway-behaviour.md 13).
    outcome.limitsShown = true;
    outcome.target = targetOf(api, version);
    if (!outcome.target) {
        stop(decision, Check::Upstream, Cause::ResolveFailed);
        return outcome;
    }
    outcome.passed = true;
    return outcome;
}

bool Enforcer::chooseVersion(const CompiledApi& api, const RequestFacts& request, Nanoseconds now, Decision& decision,
                             Outcome& outcome, const VersionRules*& version)
{
    const ApiRules& rules = rulesOf(api);
    if (api.definition.notVersioned) {
        version = rules.onlyVersion();
        return true;
    }
    std::string_view name = request.version;
    if (name.empty()) {
        name = api.definition.defaultVersion;
        outcome.defaultedVersion = name;
    }
    if (name.empty())
        return stop(decision, Check::Version, Cause::NoVersion);
    decision.version.set(name);
    version = rules.version(name);
    if (!version)
        return stop(decision, Check::Version, Cause::UnknownVersion);
    if (const auto expires = version->expires(); expires && *expires < toSeconds(now))
        return stop(decision, Check::Version, Cause::VersionExpired);
    return true;
}

bool Enforcer::checkKey(const KeyPlan& plan, const RequestFacts& request, Nanoseconds now, Decision& decision) const
{
    const StoredKey& key = *plan.record->key;
    decision.key.set(key.name);
    decision.expires = plan.expires;
    if (!plan.refusingPolicy.empty())
        decision.policy.set(plan.refusingPolicy);
    if (plan.policies != Cause::None)
        return stop(decision, Check::Policies, plan.policies);
    if (plan.inactive != Cause::None)
        return stop(decision, Check::Inactive, plan.inactive);
    // Refused as soon as the clock is past `expires` (guide 4).
    // In seconds, because an expiry may lie beyond what nanoseconds hold.
    if (plan.expires >= 1 && toSeconds(now - 1) >= plan.expires)
        return stop(decision, Check::Expiry, Cause::KeyExpired);
    if (plan.rights != Cause::None)
        return stop(decision, Check::Rights, plan.rights);
    if (!plan.anyVersion &&
        std::find(plan.versions.begin(), plan.versions.end(), decision.version.view()) == plan.versions.end())
        return stop(decision, Check::Rights, Cause::VersionNotGranted);
    if (plan.urls && plan.urls->restricts()) {
        const int rule = plan.urls->match(request.method, request.path);
        if (rule < 0)
            return stop(decision, Check::Urls, Cause::UrlNotAllowed);
        decision.urlRule = static_cast<int16_t>(std::min(rule, int{INT16_MAX}));
    }
    return true;
}

bool Enforcer::count(KeyPlan& plan, Nanoseconds now, Decision& decision, Outcome& outcome)
{
    outcome.quotaMaximum = plan.quotaMaximumShown;
    outcome.quotaRenews = plan.quotaRenewsShown;
    if (plan.rate.limited()) {
        const Counted counted = countRate(plan.rate, plan.counters->rate, now);
        decision.rateCount = counted.after.count;
        decision.rateMaximum = plan.rate.requests;
        decision.rateWindow = plan.rate.window;
        decision.rateEnds = counted.ends;
        if (!counted.passed) {
            decision.policy.set(plan.ratePolicy);
            outcome.throttleInterval = plan.throttleInterval;
            outcome.throttleRetries = plan.throttleRetries;
            return stop(decision, Check::Rate, Cause::RateExceeded);
        }
    }
    if (plan.quota.limited()) {
        const Counted counted = countQuota(plan.quota, plan.counters->quota, now);
        decision.quotaCount = counted.after.count;
        decision.quotaMaximum = plan.quota.maximum;
        decision.quotaEnds = counted.ends;
        if (!counted.passed) {
            decision.policy.set(plan.quotaPolicy);
            return stop(decision, Check::Quota, Cause::QuotaExceeded);
        }
        m_state->counters.noteChanged(*plan.counters);
        outcome.quotaRemaining = std::max<int64_t>(0, plan.quota.maximum - counted.after.count);
        outcome.quotaRenews = toSeconds(counted.ends);
    }
    return true;
}

KeyPlan* Enforcer::planOf(std::string_view token, const CompiledApi& api)
{
    if (KeyPlan* plan = m_plans.find(token, api.index)) {
        if (!plan->isOutdated())
            return plan;
        m_plans.erase(token, api.index);
    }
    auto made = makeKeyPlan(token, api, {*m_snapshot, *m_state, m_patterns});
    return made ? m_plans.insert(token, api.index, std::move(made)) : nullptr;
}

const ApiRules& Enforcer::rulesOf(const CompiledApi& api)
{
    auto& rules = m_rules[api.index];
    if (!rules)
        rules = std::make_unique<ApiRules>(api, m_snapshot->settings.ignoreEndpointCase);
    return *rules;
}

const Target* Enforcer::targetOf(const CompiledApi& api, const VersionRules* version)
{
    if (version && !version->version().overrideTarget.empty()) {
        const auto own = api.versionTargets.find(version->version().name);
        return own == api.versionTargets.end() ? nullptr : &own->second;
    }
    if (api.targets.empty())
        return nullptr;
    return &api.targets[m_nextTarget[api.index]++ % api.targets.size()];
}

} // namespace gatereeve::gateway
