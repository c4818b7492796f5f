#include "gateway/proxy/enforcer.h"

#include "gateway/proxy/prefetch.h"

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

// gateway-behaviour.md 2, 18; the address is the client's by its section 3.
bool checkAddress(const CompiledApi& api, std::string_view address, Decision& decision)
{
    if (api.allowedAddresses && !api.allowedAddresses->contains(address))
        return stop(decision, Check::IpList, Cause::AddressNotAllowed);
    if (api.forbiddenAddresses && api.forbiddenAddresses->contains(address))
        return stop(decision, Check::IpList, Cause::AddressNotAllowed);
    return true;
}

// Where the profile wants it, the first time-out of the API holds for all of it (gateway-behaviour.md 4, Quirk). 0: the
// setting of the gateway.
int64_t timeoutOf(const CompiledApi& api, const VersionRules* version, const RequestFacts& request)
{
    constexpr int64_t Longest = 86'400, NoneOfItsOwn = -1;
    const int64_t seconds = version && version->asksByPath() ? version->hardTimeout(request.method, request.rest) : 0;
    const int64_t own = std::clamp<int64_t>(seconds, 0, Longest) * 1000;
    if (!api.firstTimeout)
        return own;
    int64_t first = 0;
    if (api.firstTimeout->compare_exchange_strong(first, own > 0 ? own : NoneOfItsOwn))
        return own;
    return std::max<int64_t>(first, 0);
}

// Of a path that can be walked in two ways: forbidden in one is forbidden, what a list answers in one goes to no
// upstream, and ignored (no key asked for) is only what is ignored in both.
PathListAnswer stricterOf(const PathListAnswer& matched, const PathListAnswer& walked)
{
    using Kind = PathListAnswer::Kind;
    const bool second = walked.kind == Kind::Forbidden || walked.kind == Kind::Reply || matched.kind == Kind::Ignored;
    const bool first = matched.kind == Kind::Forbidden || matched.kind == Kind::Reply;
    return second && (!first || walked.kind == Kind::Forbidden) ? walked : matched;
}

void note(Decision& decision, const RateAnswer& answer)
{
    decision.rateCount = answer.count;
    decision.rateMaximum = answer.rule.requests;
    decision.rateWindow = answer.rule.window;
    decision.rateEnds = answer.ends;
}

} // namespace

Enforcer::Enforcer(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<State> state)
    : Enforcer(snapshot, std::move(state), RouteTable::of(*snapshot))
{
}

Enforcer::Enforcer(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<State> state,
                   std::shared_ptr<const RouteTable> routes)
    : m_snapshot(std::move(snapshot)),
      m_state(std::move(state)),
      m_routes(std::move(routes)),
      m_router(m_snapshot),
      m_rules(m_snapshot->apis.size()),
      m_nextTarget(m_snapshot->apis.size())
{
}

Route Enforcer::route(std::string_view path) const
{
    if (!m_routes)
        return m_router.route(path);
    const CompiledApi* api = m_routes->find(path);
    if (!api)
        return {};
    const auto* const rules = &m_rules[static_cast<size_t>(api - m_snapshot->apis.data())];
    prefetch(rules, rules + 1);
    return {api, api->definition.listenPath.size()};
}

Outcome Enforcer::decide(const CompiledApi& api, const RequestFacts& request, Nanoseconds now, Decision& decision)
{
    Outcome outcome;
    Passage passage{api, request, now, decision, outcome, {}, {}};
    if (!api.targets.empty())
        prefetch(&api.targets.front(), &api.targets.front() + 1);
    if (!chooseVersion(passage) || !askPathLists(passage))
        return outcome;
    if (passage.lists.kind == PathListAnswer::Kind::Reply) {
        outcome.passed = true;
        outcome.reply = passage.lists.reply;
        return outcome;
    }
    if (!checkAddress(api, request.address, decision) || !checkSize(passage))
        return outcome;
    // A keyless API has no steps for keys, but a client's certificate is asked for before them.
    if (api.definition.useKeyless && api.definition.useMutualTls) {
        stop(decision, Check::Token, Cause::AuthenticationKindNotSupported);
        return outcome;
    }
    if (passage.lists.kind == PathListAnswer::Kind::Passed && !api.definition.useKeyless) {
        KeyPlan* plan = findKey(passage);
        if (!plan || !checkKey(*plan, passage) || !checkUrls(*plan, passage) || !count(*plan, passage))
            return outcome;
        outcome.meta = &plan->meta;
    }
    if (!countForAll(passage))
        return outcome;
    // Keyless APIs and ignored paths show zeros (gateway-behaviour.md 13).
    outcome.limitsShown = true;
    outcome.target = targetOf(api, outcome.version);
    if (!outcome.target) {
        stop(decision, Check::Upstream, Cause::ResolveFailed);
        return outcome;
    }
    outcome.hardTimeout = timeoutOf(api, outcome.version, request);
    outcome.passed = true;
    return outcome;
}

const KeyPlan* Enforcer::admit(const CompiledApi& api, const RequestFacts& request, Nanoseconds now, Decision& decision)
{
    Outcome outcome;
    Passage passage{api, request, now, decision, outcome, {}, {}};
    if (!checkAddress(api, request.address, decision) || !chooseVersion(passage) || !askPathLists(passage))
        return nullptr;
    const KeyPlan* plan = findKey(passage);
    return plan && checkKey(*plan, passage) ? plan : nullptr;
}

bool Enforcer::chooseVersion(Passage& passage)
{
    const ApiDefinition& definition = passage.api.definition;
    const ApiRules& rules = rulesOf(passage.api);
    if (definition.notVersioned) {
        passage.outcome.version = rules.onlyVersion();
        return true;
    }
    std::string_view name = passage.request.version;
    if (name.empty()) {
        name = definition.defaultVersion;
        passage.outcome.versionDefaulted = true;
    }
    if (name.empty())
        return stop(passage.decision, Check::Version, Cause::NoVersion);
    passage.version = name;
    passage.decision.version.set(name);
    const VersionRules* version = passage.outcome.version = rules.version(name);
    if (!version)
        return stop(passage.decision, Check::Version, Cause::UnknownVersion);
    if (const auto expires = version->expires(); expires && *expires < toSeconds(passage.now))
        return stop(passage.decision, Check::Version, Cause::VersionExpired);
    return true;
}

bool Enforcer::askPathLists(Passage& passage) const
{
    const RequestFacts& request = passage.request;
    if (const VersionRules* version = passage.outcome.version) {
        passage.lists = version->ask(request.method, request.path);
        if (!request.walked.empty())
            passage.lists = stricterOf(passage.lists, version->ask(request.method, request.walked));
    }
    return passage.lists.kind != PathListAnswer::Kind::Forbidden ||
           stop(passage.decision, Check::PathList, Cause::PathForbidden);
}

bool Enforcer::checkSize(const Passage& passage)
{
    if (!passage.outcome.version || !rulesOf(passage.api).limitsSize())
        return true;
    const RequestFacts& request = passage.request;
    const auto limit = passage.outcome.version->sizeLimit(request.method, request.rest);
    if (!limit)
        return true;
    if (!request.length)
        return stop(passage.decision, Check::Size, Cause::LengthMissing);
    return *request.length <= static_cast<uint64_t>(std::max<int64_t>(*limit, 0)) ||
           stop(passage.decision, Check::Size, Cause::TooLarge);
}

KeyPlan* Enforcer::findKey(const Passage& passage)
{
    const std::string_view token = passage.request.token;
    const auto refuse = [&passage](Check check, Cause cause) -> KeyPlan* {
        stop(passage.decision, check, cause);
        return nullptr;
    };
    // Another kind of authentication is asked for and not offered yet: deny, do not wave through.
    if (!passage.api.definition.usesToken())
        return refuse(Check::Token, Cause::AuthenticationKindNotSupported);
    if (token.empty())
        return refuse(Check::Token, Cause::NoToken);
    if (KeyPlan* plan = planOf(token, passage.api))
        return plan;
    const bool tooShort = token.size() <= m_snapshot->settings.shortestToken();
    return refuse(Check::Session, tooShort ? Cause::TokenTooShort : Cause::UnknownKey);
}

bool Enforcer::checkKey(const KeyPlan& plan, const Passage& passage) const
{
    Decision& decision = passage.decision;
    decision.key = plan.keyName;
    decision.expires = plan.expires;
    if (plan.policies != Cause::None || plan.inactive != Cause::None)
        decision.policy.set(plan.refusingPolicy);
    if (plan.policies != Cause::None)
        return stop(decision, Check::Policies, plan.policies);
    if (plan.inactive != Cause::None)
        return stop(decision, Check::Inactive, plan.inactive);
    // Refused as soon as the clock is past `expires` (guide 4).
    // In seconds, because an expiry may lie beyond what nanoseconds hold.
    if (plan.expires >= 1 && toSeconds(passage.now - 1) >= plan.expires)
        return stop(decision, Check::Expiry, Cause::KeyExpired);
    if (plan.rights != Cause::None)
        return stop(decision, Check::Rights, plan.rights);
    if (!plan.anyVersion &&
        std::find(plan.versions.begin(), plan.versions.end(), passage.version) == plan.versions.end())
        return stop(decision, Check::Rights, Cause::VersionNotGranted);
    return true;
}

bool Enforcer::checkUrls(const KeyPlan& plan, const Passage& passage) const
{
    if (!plan.urls || !plan.urls->restricts())
        return true;
    const RequestFacts& request = passage.request;
    const int rule = plan.urls->match(request.method, request.path);
    if (rule < 0 || (!request.walked.empty() && plan.urls->match(request.method, request.walked) < 0))
        return stop(passage.decision, Check::Urls, Cause::UrlNotAllowed);
    passage.decision.urlRule = static_cast<int16_t>(std::min(rule, int{INT16_MAX}));
    return true;
}

bool Enforcer::count(KeyPlan& plan, const Passage& passage)
{
    Outcome& outcome = passage.outcome;
    outcome.quotaMaximum = plan.quotaMaximumShown;
    outcome.quotaRenews = plan.quotaRenewsShown;
    if (plan.rate.limited()) {
        const Refused refused = passage.request.askedAgain ? Refused::Forgotten : Refused::Recorded;
        const RateAnswer answer = plan.rateStep(plan.rate, plan.rateCounters->rate, passage.now, refused);
        note(passage.decision, answer);
        if (!answer.passed) {
            passage.decision.policy.set(plan.ratePolicy);
            outcome.throttleInterval = plan.throttleInterval;
            outcome.throttleRetries = plan.throttleRetries;
            return stop(passage.decision, Check::Rate, Cause::RateExceeded);
        }
    }
    return !plan.quota.limited() || countQuota(plan, passage);
}

bool Enforcer::countQuota(KeyPlan& plan, const Passage& passage)
{
    KeyCounters& counters = *plan.quotaCounters;
    const bool known = plan.renewalKept && (counters.renewed.load(std::memory_order_relaxed) & plan.renewalBit);
    const Counted counted = plan.quotaStep(plan.quota, {known, plan.quotaRenewsShown}, counters.quota, passage.now);
    passage.decision.quotaCount = counted.after.count;
    passage.decision.quotaMaximum = plan.quota.maximum;
    passage.decision.quotaEnds = counted.ends;
    if (counted.passed || counted.after.count > plan.quota.maximum)
        m_state->counters.noteChanged(counters);
    if (!counted.passed) {
        passage.decision.policy.set(plan.quotaPolicy);
        return stop(passage.decision, Check::Quota, Cause::QuotaExceeded);
    }
    if (counted.after.count == 1) // this request began the period
        counters.renewed.store(plan.renewalBits, std::memory_order_relaxed);
    passage.outcome.quotaRemaining = std::max<int64_t>(0, plan.quota.maximum - counted.after.count);
    passage.outcome.quotaRenews = toSeconds(counted.ends);
    return true;
}

bool Enforcer::countForAll(const Passage& passage)
{
    const ApiRules& rules = rulesOf(passage.api);
    if (!rules.isLimitedForAll())
        return true;
    const RateAnswer answer = rules.countForAll(passage.now);
    if (answer.passed)
        return true;
    note(passage.decision, answer);
    return stop(passage.decision, Check::ApiRate, Cause::ApiRateExceeded);
}

KeyPlan* Enforcer::planOf(std::string_view token, const CompiledApi& api)
{
    if (KeyPlan* plan = m_plans.find(token, api.index)) {
        if (!plan->isOutdated())
            return plan;
        m_plans.erase(*plan);
    }
    auto made = makeKeyPlan(token, api, {*m_snapshot, *m_state, m_patterns});
    return made ? m_plans.insert(std::move(made)) : nullptr;
}

const ApiRules& Enforcer::rulesOf(const CompiledApi& api)
{
    auto& rules = m_rules[api.index];
    if (!rules)
        rules = std::make_unique<ApiRules>(api, *m_snapshot, *m_state);
    return *rules;
}

const Target* Enforcer::targetOf(const CompiledApi& api, const VersionRules* version)
{
    if (version && !version->version().overrideTarget.empty()) {
        const auto own = api.versionTargets.find(version->name());
        return own == api.versionTargets.end() ? nullptr : &own->second;
    }
    if (api.targets.empty())
        return nullptr;
    if (api.targets.size() == 1)
        return &api.targets.front();
    return &api.targets[m_nextTarget[api.index]++ % api.targets.size()];
}

} // namespace gatereeve::gateway
