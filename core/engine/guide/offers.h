#pragma once

// Who offers a rate or a quota for an API, and which offer is taken (guide 8, 9, 13).

#include "core/engine/guide/actingpolicies.h"
#include "core/engine/guide/generosity.h"

namespace gatereeve::guide
{

struct Offer {
    enum class From : uint8_t {
        Key,          // the root of the key
        KeyRight,     // a limit that the key's own right has for itself
        WholeKey,     // a policy without a say in rights
        Grant,        // a policy that grants the API
        GrantedLimit, // a limit that the policy's right has for itself
        PerApi        // a policy with per_api
    };
    From from = From::Key;
    const SelectedPolicy* policy = nullptr; // null: the key's
    const Limit* limit = nullptr;           // lives as long as the run

    bool isKeys() const { return policy == nullptr; }
};

// The offer that is taken, and all that stood beside it (the winner included; empty: nobody else was asked).
struct Choice {
    Offer winner;
    std::vector<Offer> offers;
};

bool hasSay(const SelectedPolicy& selected, Part part);

// Not null and some member not 0 (guide 13). What is used up or when it renews is no limit: it does not count here.
bool isOwnLimit(const std::optional<Limit>& limit);

// What the policies offer for one of the API's parts, sorted by their names; empty: the key's own holds.
std::vector<Offer> policyOffers(const std::vector<Acting>& acting, Part part);
Offer keyOffer(const ApplyRun& run, const std::string& apiId, const Limit& root);

// At equal generosity the policy whose name sorts first, and a policy before the key. Asserts on an empty list.
Offer mostGenerous(Part part, const std::vector<Offer>& offers);

// APIs with equal scopes share one window and one quota (guide 13).
std::string scopeOf(const Offer& rate, const Offer& quota, const std::string& apiId);

} // namespace gatereeve::guide
