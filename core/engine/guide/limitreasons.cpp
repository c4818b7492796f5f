#include "core/engine/guide/limitreasons.h"

#include "core/engine/reasonwords.h"
#include "core/units.h"

#include <algorithm>
#include <cassert>

namespace gatereeve::guide
{

namespace
{

std::string valueOf(Part part, const Limit& limit)
{
    return part == Part::Rate ? rateText(limit.rate, limit.per) : quotaText(limit.quotaMax, limit.quotaRenewalRate);
}

Source sourceOf(const Offer& offer)
{
    return offer.isKeys() ? Source::key() : Source::ofPolicy(std::string(offer.policy->name));
}

bool isSame(Part part, const Offer& a, const Offer& b)
{
    return a.policy == b.policy && (a.limit == b.limit || valueOf(part, *a.limit) == valueOf(part, *b.limit));
}

// Each other offer once, in words that can be told apart.
std::vector<Offer> losersOf(Part part, const Choice& choice)
{
    std::vector<Offer> losers;
    for (const Offer& offer : choice.offers) {
        const auto isKnown = [&](const Offer& other) { return isSame(part, offer, other); };
        if (!isKnown(choice.winner) && std::none_of(losers.begin(), losers.end(), isKnown))
            losers.push_back(offer);
    }
    return losers;
}

// The policies that act here and leave the part to the key.
std::vector<std::string> silentOnes(const std::vector<Acting>& acting, Part part)
{
    std::vector<std::string> names;
    for (const Acting& one : acting) {
        if (!hasSay(*one.policy, part))
            names.emplace_back(one.policy->name);
    }
    return names;
}

// %1 is the value, %2 the policy (or the policies that leave it to the key).
Message opening(Part part, const Offer& winner, const std::vector<std::string>& silent)
{
    const std::string value = saidLimit(valueOf(part, *winner.limit));
    const std::string policy = winner.isKeys() ? std::string() : std::string(winner.policy->name);
    switch (winner.from) {
    case Offer::From::Key:
    case Offer::From::KeyRight: {
        const bool ofRight = winner.from == Offer::From::KeyRight;
        if (silent.empty())
            return ofRight ? Message{"reason.limit.key-right", "the key's own right sets %1", {value, {}}}
                           : Message{"reason.limit.key", "the key itself sets %1", {value, {}}};
        return ofRight ? Message{"reason.limit.left-to-key-right",
                                 "not enforced by %2, so the limit of the key's own right stays: %1",
                                 {value, policies(silent)}}
                       : Message{"reason.limit.left-to-key",
                                 "not enforced by %2, so it stays the key's own: %1",
                                 {value, policies(silent)}};
    }
    case Offer::From::WholeKey:
        return {"reason.limit.whole-key", "policy %2 sets %1 for the whole key", {value, policy}};
    case Offer::From::Grant:
        return {"reason.limit.policy", "policy %2 sets %1", {value, policy}};
    case Offer::From::GrantedLimit:
        return {"reason.limit.right", "the right in policy %2 sets %1 for this API alone", {value, policy}};
    case Offer::From::PerApi:
        return {"reason.limit.per-api", "policy %2 limits each API by itself and sets %1", {value, policy}};
    }
    assert(false);
    return {};
}

void append(Message& message, std::string_view id, std::string_view pattern)
{
    message.id += id;
    message.pattern += pattern;
}

// How the winner stands to the others, %3.
void compareWithLosers(Message& message, Part part, const Offer& winner, const std::vector<Offer>& losers)
{
    if (losers.empty())
        return;
    std::vector<std::string> others;
    bool isTie = false;
    for (const Offer& loser : losers) {
        others.push_back(saidLimit(valueOf(part, *loser.limit)) + " of " +
                         (loser.isKeys() ? "the key" : "policy " + std::string(loser.policy->name)));
        isTie = isTie || compareGenerosity(part, *winner.limit, *loser.limit) == 0;
    }
    message.arguments.push_back(listText(others));
    if (isTie)
        append(message, ".first-of-equals", ", at least as generous as %3; of equals the name that sorts first counts");
    else
        append(message, ".most-generous", ", more generous than %3");
}

struct Subject {
    std::string api; // "access_rights.orders"; empty: the root
    const std::vector<Acting>& acting;
    const Offer& keys;
    bool isCombined = false; // rate and quota come from different policies
};

void explain(ApplyRun& run, const Subject& subject, Part part, const Choice& choice)
{
    const std::vector<Offer> losers = losersOf(part, choice);
    Reason reason;
    reason.apiLength = subject.api.size();
    reason.field = subject.api + (subject.api.empty() ? "" : ".") + (part == Part::Rate ? "rate" : "quota");
    reason.value = valueOf(part, *choice.winner.limit);
    reason.winner = sourceOf(choice.winner);
    reason.rule = choice.winner.isKeys() ? "guide 8" : "guide 9";
    const bool competed = !choice.offers.empty();
    reason.why = opening(part, choice.winner, competed ? std::vector<std::string>{} : silentOnes(subject.acting, part));
    compareWithLosers(reason.why, part, choice.winner, losers);
    if (subject.isCombined)
        append(reason.why, ".combined", NoSinglePolicy);
    for (const Offer& loser : losers)
        reason.losers.push_back({sourceOf(loser), valueOf(part, *loser.limit)});
    const bool keyLost = !choice.winner.isKeys() &&
                         std::none_of(losers.begin(), losers.end(), [](const Offer& o) { return o.isKeys(); });
    if (keyLost)
        reason.losers.push_back({Source::key(), valueOf(part, *subject.keys.limit)});
    run.why->push_back(std::move(reason));
}

bool areCombined(const Choice& rate, const Choice& quota)
{
    return !rate.winner.isKeys() && !quota.winner.isKeys() && rate.winner.policy != quota.winner.policy;
}

// What shares the counters of a limit: "policy gold", "the whole key"; empty: nothing, the API has them for itself
// (guide 13).
std::string counterText(const Offer& offer)
{
    switch (offer.from) {
    case Offer::From::Key:
    case Offer::From::WholeKey:
        return "the whole key";
    case Offer::From::Grant:
        return "policy " + std::string(offer.policy->name);
    case Offer::From::KeyRight:
    case Offer::From::GrantedLimit:
    case Offer::From::PerApi:
        break;
    }
    return {};
}

void explainScope(ApplyRun& run, const std::string& api, const Offer& rateOffer, const Offer& quotaOffer)
{
    const std::string rate = counterText(rateOffer), quota = counterText(quotaOffer);
    std::string value = "rate with " + rate + ", quota with " + quota;
    Message why{"reason.scope.mixed",
                "counted together with every API whose rate comes from %1 and whose quota comes from %2",
                {rate, quota}};
    if (rate.empty() || quota.empty()) {
        value = "by itself";
        why = {"reason.scope.api", "this API has a limit of its own, so its calls are counted by themselves", {}};
    } else if (rate == quota) {
        value = "with " + rate;
        why = {"reason.scope.shared", "counted together with every API whose limits come from %1", {rate}};
        if (rate == "the whole key")
            why = {"reason.scope.key", "counted together with every API that uses the limits of the whole key", {}};
    }
    run.why->push_back(
        {api + ".allowance_scope", std::move(value), Source::rule(), "guide 13", {}, std::move(why), api.size()});
}

} // namespace

void explainApiLimits(ApplyRun& run, const LimitedApi& api, const Choice& rate, const Choice& quota)
{
    const Subject subject{"access_rights." + api.apiId, api.acting, api.keys, areCombined(rate, quota)};
    explain(run, subject, Part::Rate, rate);
    explain(run, subject, Part::Quota, quota);
    explainScope(run, subject.api, rate.winner, quota.winner);
}

void explainRoot(ApplyRun& run, const Choice& rate, const Choice& quota, const Offer& keys)
{
    std::vector<Acting> all;
    for (const SelectedPolicy& selected : run.policies)
        all.push_back({&selected, nullptr});
    const Subject subject{{}, all, keys, areCombined(rate, quota)};
    explain(run, subject, Part::Rate, rate);
    explain(run, subject, Part::Quota, quota);
    const Message why{
        "reason.throttling", "goes with the rate, which comes from %1", {toString(sourceOf(rate.winner))}};
    run.why->push_back({"throttling",
                        throttlingText(rate.winner.limit->throttleInterval, rate.winner.limit->throttleRetryLimit),
                        sourceOf(rate.winner),
                        "guide 9",
                        {},
                        why});
}

} // namespace gatereeve::guide
