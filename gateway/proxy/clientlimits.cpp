// The part of a client's connection that tells what a request is about, and what a key has left.

#include "core/engine/policyapplier.h"
#include "core/json/writer.h"
#include "gateway/http/requestpath.h"
#include "gateway/http/statusline.h"
#include "gateway/proxy/clientconnection.h"
#include "gateway/proxy/credentials.h"

namespace gatereeve::gateway
{
namespace
{

// Values of the root, as they are stored (policy-semantics.md 9.4): before the first request nothing remains.
std::string limitsText(const KeyPlan& plan, const CompiledApi& api, const Enforcer& enforcer, Nanoseconds now)
{
    const Snapshot& snapshot = *enforcer.snapshot();
    const LimitRules& rules = limitRulesFor(snapshot.profile);
    const StoredKey& key = *plan.record->key;
    Limit root =
        applyPolicies(key.session, {snapshot.policies, api.definition.orgId, snapshot.profile}).session.rootLimit();
    const QuotaRule quota = quotaRule(root.quotaMax, root.quotaRenewalRate);
    const std::string& name = plan.quotaCounters ? plan.quotaCounters->name : key.name;
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

} // namespace

RequestFacts ClientConnection::factsOf(const Current& current, const Route& route, std::string_view path) const
{
    Exchange& x = *m_exchange;
    const CompiledApi& api = *route.api;
    RequestFacts facts;
    facts.method = x.request.method;
    facts.path = path;
    if (path.data() != x.request.path.data()) // it was no plain one
        facts.walked = walkedPath(path, x.walkedScratch);
    facts.token = findToken(x.request, api, x.tokenScratch);
    facts.version = findVersion(x.request, api, path.substr(route.length), x.versionScratch);
    // With the slash that a listen path ends with, since expressions for the rest begin with one.
    const bool slashTaken = route.length > 0 && path[route.length - 1] == '/';
    facts.rest = path.substr(route.length - (slashTaken ? 1 : 0));
    if (api.allowedAddresses || api.forbiddenAddresses)
        facts.address = clientAddress(x.request, m_address);
    if (x.request.fields.has(KnownField::ContentLength))
        facts.length = current.bodyLength.bytes;
    return facts;
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
