#include "core/engine/guide/limitreasons.h"
#include "core/engine/guide/rules.h"
#include "core/engine/limits.h"
#include "core/units.h"

#include <algorithm>

namespace gatereeve::guide
{

namespace
{

// In doubt deny: a rate of the key's own that would be in effect and can't be enforced (guide 14, of policies).
std::optional<ApplyRefusal> unenforceable(const Offer& rate)
{
    if (!rate.isKeys() || rateRule(rate.limit->rate, rate.limit->per))
        return std::nullopt;
    Message why{"apply.key-rate-unenforceable",
                "the key's rate of %1 can't be enforced, per must be above 0",
                {rateText(rate.limit->rate, rate.limit->per)}};
    std::string text = why.english();
    return ApplyRefusal{ApplyRefusal::Kind::KeyUnusable, {}, std::move(text), std::move(why)};
}

std::string policyOf(const Offer& offer)
{
    return offer.isKeys() ? std::string() : std::string(offer.policy->name);
}

Choice choose(const std::vector<Acting>& acting, Part part, const Offer& keys)
{
    std::vector<Offer> offers = policyOffers(acting, part);
    if (offers.empty())
        return {keys, {}};
    const Offer winner = mostGenerous(part, offers);
    return {winner, std::move(offers)};
}

// What counts beyond single APIs: policies on the whole key.
std::vector<Offer> wholeKeyOffers(const ApplyRun& run, Part part)
{
    std::vector<Offer> offers;
    for (const SelectedPolicy& selected : run.policies) {
        if (!selected.givesRights && hasSay(selected, part))
            offers.push_back({Offer::From::WholeKey, &selected, &selected.limit});
    }
    return offers;
}

// The root shows the most generous of all that is in effect; it stays the key's where no policy has a say.
Choice chooseRoot(Part part, const std::vector<Offer>& inEffect, const Offer& keys)
{
    if (std::all_of(inEffect.begin(), inEffect.end(), [](const Offer& offer) { return offer.isKeys(); }))
        return {keys, {}};
    return {mostGenerous(part, inEffect), inEffect};
}

} // namespace

std::optional<ApplyRefusal> chooseLimits(ApplyRun& run)
{
    const Limit keyRoot = run.key.rootLimit();
    const Offer rootOffer{Offer::From::Key, nullptr, &keyRoot};
    std::vector<Offer> rates = wholeKeyOffers(run, Part::Rate), quotas = wholeKeyOffers(run, Part::Quota);
    ActingPolicies policies(run);
    for (auto& [apiId, right] : run.session.accessRights) {
        const std::vector<Acting>& acting = policies.on(apiId);
        const Offer keys = keyOffer(run, apiId, keyRoot);
        const Choice rate = choose(acting, Part::Rate, keys);
        const Choice quota = choose(acting, Part::Quota, keys);
        if (auto refusal = unenforceable(rate.winner))
            return refusal;
        right.limit = *keys.limit;
        copyPart(Part::Rate, *rate.winner.limit, *right.limit);
        copyPart(Part::Quota, *quota.winner.limit, *right.limit);
        right.allowanceScope = scopeOf(rate.winner, quota.winner, apiId);
        run.limitPolicies[apiId] = {policyOf(rate.winner), policyOf(quota.winner)};
        if (run.why)
            explainApiLimits(run, {apiId, acting, keys}, rate, quota);
        rates.push_back(rate.winner);
        quotas.push_back(quota.winner);
    }
    if (rates.empty()) { // no rights at all: the root itself is in effect (guide 12, allow_master_keys)
        if (auto refusal = unenforceable(rootOffer))
            return refusal;
    }
    const Choice rate = chooseRoot(Part::Rate, rates, rootOffer), quota = chooseRoot(Part::Quota, quotas, rootOffer);
    Limit root = keyRoot;
    copyPart(Part::Rate, *rate.winner.limit, root);
    copyPart(Part::Quota, *quota.winner.limit, root);
    run.session.setRootLimit(root);
    if (run.why)
        explainRoot(run, rate, quota, rootOffer);
    return std::nullopt;
}

} // namespace gatereeve::guide
