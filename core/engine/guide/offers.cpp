#include "core/engine/guide/offers.h"

#include <algorithm>
#include <cassert>

namespace gatereeve::guide
{

namespace
{

std::optional<Offer> offerOf(const Acting& acting, Part part)
{
    const SelectedPolicy& selected = *acting.policy;
    if (!hasSay(selected, part))
        return std::nullopt;
    const bool perApi = selected.policy->partitions.perApi;
    if (!acting.right)
        return Offer{perApi ? Offer::From::PerApi : Offer::From::WholeKey, &selected, &selected.limit};
    if (isOwnLimit(acting.right->limit))
        return Offer{Offer::From::GrantedLimit, &selected, &*acting.right->limit};
    return Offer{perApi ? Offer::From::PerApi : Offer::From::Grant, &selected, &selected.limit};
}

std::string counterOf(const Offer& offer, const std::string& apiId)
{
    switch (offer.from) {
    case Offer::From::Key:
    case Offer::From::WholeKey:
        return {};
    case Offer::From::Grant:
        return std::string(offer.policy->name);
    case Offer::From::KeyRight:
    case Offer::From::GrantedLimit:
    case Offer::From::PerApi:
        return "api:" + apiId;
    }
    assert(false);
    return "api:" + apiId;
}

bool isBetter(Part part, const Offer& a, const Offer& b)
{
    const int compared = compareGenerosity(part, *a.limit, *b.limit);
    if (compared != 0)
        return compared > 0;
    if (a.isKeys() || b.isKeys())
        return !a.isKeys() && b.isKeys();
    return a.policy->name < b.policy->name;
}

} // namespace

bool hasSay(const SelectedPolicy& selected, Part part)
{
    return part == Part::Rate ? selected.saysRate : selected.saysQuota;
}

bool isOwnLimit(const std::optional<Limit>& limit)
{
    if (!limit)
        return false;
    Limit withoutState = *limit;
    withoutState.quotaRenews = withoutState.quotaRemaining = 0;
    return !withoutState.isZero();
}

std::vector<Offer> policyOffers(const std::vector<Acting>& acting, Part part)
{
    std::vector<Offer> offers;
    offers.reserve(acting.size());
    for (const Acting& one : acting) {
        if (const auto offer = offerOf(one, part))
            offers.push_back(*offer);
    }
    return offers;
}

Offer keyOffer(const ApplyRun& run, const std::string& apiId, const Limit& root)
{
    const auto own = run.key.accessRights.find(apiId);
    if (own != run.key.accessRights.end() && isOwnLimit(own->second.limit))
        return {Offer::From::KeyRight, nullptr, &*own->second.limit};
    return {Offer::From::Key, nullptr, &root};
}

Offer mostGenerous(Part part, const std::vector<Offer>& offers)
{
    assert(!offers.empty());
    return *std::min_element(offers.begin(), offers.end(),
                             [part](const Offer& a, const Offer& b) { return isBetter(part, a, b); });
}

std::string scopeOf(const Offer& rate, const Offer& quota, const std::string& apiId)
{
    std::string rateCounter = counterOf(rate, apiId), quotaCounter = counterOf(quota, apiId);
    if (rateCounter == quotaCounter)
        return rateCounter;
    return "rate:" + rateCounter + ";quota:" + quotaCounter;
}

} // namespace gatereeve::guide
