// The part of a client's connection that tells what a request is about and what a key has left, and throttles.

#include "core/engine/policyapplier.h"
#include "core/json/writer.h"
#include "gateway/http/requestpath.h"
#include "gateway/http/statusline.h"
#include "gateway/proxy/clientconnection.h"
#include "gateway/proxy/clientpace.h"
#include "gateway/proxy/credentials.h"

#include <algorithm>

namespace gatereeve::gateway
{
namespace
{

// Values of the root, as they are stored (policy-semantics.md 9.4): before the first request nothing remains.
std::string limitsText(const KeyPlan& plan, const CompiledApi& api, const Enforcer& enforcer, Nanoseconds now)
{
    const Snapshot& snapshot = *enforcer.snapshot();
    const LimitRules& rules = limitRulesFor(snapshot.profile);
    Limit root = applyPolicies(plan.record->session(), {snapshot.policies, api.definition.orgId, snapshot.profile})
                     .session.rootLimit();
    const QuotaRule quota = quotaRule(root.quotaMax, root.quotaRenewalRate);
    const std::string& name = plan.quotaCounters ? plan.quotaCounters->name : plan.record->name;
    const auto counters = enforcer.state()->counters.find(name, {});
    if (const CountedSince word = counters ? counters->quota.load() : CountedSince{};
        quota.limited() && word.start > 0 && word.start <= now) {
        root.quotaRemaining = rules.showsStoredUse ? quota.maximum - 1 : quotaRemaining(quota, word, now);
        root.quotaRenews = toSeconds(word.start) + toSeconds(quota.period);
    }
    json::Writer writer;
    writer.beginObject();
    writer.key("quota").beginObject();
    writer.key("quota_max").integer(root.quotaMax);
    writer.key("quota_remaining").integer(root.quotaRemaining);
    writer.key("quota_renews").integer(root.quotaRenews);
    writer.endObject();
    writer.key("rate_limit").beginObject();
    writer.key("requests").number(root.rate);
    writer.key("per_unit").number(root.per);
    writer.endObject();
    writer.endObject();
    return writer.take() + '\n';
}

// Behind the listen path and always with a slash in front, since expressions for it begin with one
// (gateway-behaviour.md 8): that of the listen path's end, that of the rest, or one of its own.
std::string_view restOf(std::string_view path, size_t listenPathLength, std::string& scratch)
{
    if (listenPathLength > 0 && path[listenPathLength - 1] == '/')
        return path.substr(listenPathLength - 1);
    const std::string_view rest = path.substr(listenPathLength);
    if (rest.starts_with('/'))
        return rest;
    scratch.assign(1, '/').append(rest);
    return scratch;
}

// Throttling follows the clock (contracts.md, Clock), which may be set meanwhile: it is looked at so often. While it
// stands still or crawls, real time passes instead, or the client would wait for ever.
constexpr SteadyMilliseconds ClockStep = 20;

bool isDueLater(const AdjustableClock& clock, Nanoseconds begun, Nanoseconds due, SteadyMilliseconds realLeft)
{
    const ClockSetting setting = clock.setting();
    const Nanoseconds now = clock.now();
    const bool isLater = now >= begun && now < due; // set back, it would be later for years
    switch (setting.mode) {
    case ClockSetting::Mode::Real:
        return false;
    case ClockSetting::Mode::Paused:
        return isLater && realLeft > 0;
    case ClockSetting::Mode::Scaled:
        return isLater && (setting.factor >= 1 || realLeft > 0);
    case ClockSetting::Mode::At:
        break;
    }
    return isLater;
}

} // namespace

RequestFacts ClientConnection::factsOf(const Current& current, const Route& route, std::string_view path,
                                       std::string_view tokenHeader) const
{
    Exchange& x = *m_exchange;
    const CompiledApi& api = *route.api;
    RequestFacts facts;
    facts.method = x.request.method;
    facts.path = path;
    if (path.data() != x.request.path.data()) // it was no plain one
        facts.walked = walkedPath(path, x.walkedScratch);
    facts.token = findToken(x.request, api, tokenHeader, x.tokenScratch);
    facts.version = findVersion(x.request, api, path.substr(route.length), x.versionScratch);
    facts.rest = restOf(path, route.length, x.restScratch);
    if (api.allowedAddresses || api.forbiddenAddresses)
        facts.address = clientAddress(x.request, m_address);
    if (x.request.fields.has(KnownField::ContentLength))
        facts.length = current.bodyLength.bytes;
    return facts;
}

// Throttling (policy-semantics.md 9.1): a rate-limited request waits and is asked about again. False: not this one, or
// not any more.
Async<bool> ClientConnection::untilAskedAgain(Current& current, const Outcome& outcome, const Enforcer& enforcer)
{
    if (current.decision.cause != Cause::RateExceeded || m_worker.isDraining())
        co_return false;
    const AdjustableClock& clock = m_worker.surroundings().clock;
    const SteadyMilliseconds interval = milliseconds(outcome.throttleInterval);
    constexpr Nanoseconds Last = INT64_MAX - 2 * 86'400 * NanosecondsPerSecond; // no interval is longer than a day
    const Nanoseconds begun = std::min(clock.now(), Last);
    const Nanoseconds due = begun + interval * (NanosecondsPerSecond / 1000);
    for (SteadyMilliseconds waited = 0; waited == 0 || isDueLater(clock, begun, due, interval - waited);) {
        Reactor& reactor = m_worker.reactor();
        const SteadyMilliseconds step = clock.isReal() ? interval : std::min(interval, ClockStep);
        if (co_await reactor.wait(reactor.now() + step, m_socket, Gone) == Woken::Ready) {
            current.decision.cause = Cause::ClientGone; // still stopped at the rate
            co_return false;
        }
        // The clock has left real time or returned to it: the counters that the request began with are of another time.
        if (m_worker.enforcer()->state() != enforcer.state() || m_worker.isDraining())
            co_return false;
        waited += std::max<SteadyMilliseconds>(step, 1);
    }
    current.decision.stoppedAt = Check::None;
    current.decision.cause = Cause::None;
    co_return true;
}

Async<ClientConnection::Ended> ClientConnection::answerLimits(Current& current, const CompiledApi& api,
                                                              const RequestFacts& facts)
{
    Enforcer& enforcer = *current.enforcer;
    const KeyPlan* plan = enforcer.admit(api, facts, current.decision.time, current.decision);
    if (!plan)
        co_return co_await refuse(current, enforcer.snapshot()->settings);
    AdminResponse response;
    response.body = limitsText(*plan, api, enforcer, current.decision.time);
    co_return co_await sendAdmin(current, std::move(response));
}

} // namespace gatereeve::gateway
