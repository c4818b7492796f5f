#pragma once

// What a worker has prepared about one token on one API in one generation, so that a request costs a look-up and two
// atomic words. Belongs to its worker.

#include "core/engine/decision.h"
#include "core/engine/limitrules.h"
#include "core/engine/pathpattern.h"
#include "core/engine/snapshot.h"
#include "gateway/http/headerchanges.h"
#include "gateway/store/state.h"

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace gatereeve::gateway
{

// What each request looks at stands first: with many keys it is the cache misses that cost.
struct alignas(64) KeyPlan {
    std::shared_ptr<const KeyRecord> record;
    // What is counted on: the same, or apart where a profile wants it so. Null where nothing is limited.
    std::shared_ptr<KeyCounters> rateCounters, quotaCounters;

    // What was found out when the plan was made. Applied in the order of the checks, so an inactive key with an unknown
    // policy is refused for the policy.
    Cause policies = Cause::None; // PolicyMissing, PolicyUnusable, ForeignOrganisation, KeyUnusable
    Cause inactive = Cause::None; // KeyInactive, PolicyInactive
    Cause rights = Cause::None;   // NoRights, ApiNotGranted
    bool anyVersion = true;       // the API is not versioned, or the key opens everything
    bool renewalKept = true;      // a renewal that is noted in the key comes back with its next request
    int64_t expires = 0;          // Unix seconds; below 1: never

    RateRule rate;
    QuotaRule quota;
    RateStep rateStep = nullptr; // how the profile and tyk.conf want it counted
    QuotaStep quotaStep = nullptr;
    uint64_t renewalBit = ~uint64_t{0};  // of this limit, in KeyCounters::renewed
    uint64_t renewalBits = ~uint64_t{0}; // of all limits of the key that a new period is noted in
    int64_t quotaMaximumShown = 0;       // as the session says it: -1 stays -1
    int64_t quotaRenewsShown = 0;        // Unix seconds, while nothing is counted
    decltype(Decision::key) keyName;     // stored name, as decisions tell it
    std::optional<AllowedUrlMatcher> urls;

    std::string token; // what the plan was made for
    size_t api = 0;
    std::string refusingPolicy; // behind `policies` or `inactive`
    std::vector<std::string> versions;
    std::string ratePolicy, quotaPolicy; // whose limits these are; empty: the key's own
    double throttleInterval = 0;         // seconds
    int64_t throttleRetries = 0;
    MetaTexts meta; // of the session, where the API sets headers with it

    // The key was changed or its counters were forgotten since: make the plan anew.
    bool isOutdated() const
    {
        return record->replaced.load(std::memory_order_acquire) ||
               (rateCounters && rateCounters->dropped.load(std::memory_order_acquire)) ||
               (quotaCounters && quotaCounters->dropped.load(std::memory_order_acquire));
    }
};

struct PlanInputs {
    const Snapshot& snapshot;
    State& state;
    PatternCache& patterns;
};

// Null: no such key (unknown, or its text is too short to be looked up). Looks into the state under a lock; made once
// for each key, API and generation.
std::unique_ptr<KeyPlan> makeKeyPlan(std::string_view token, const CompiledApi& api, const PlanInputs& inputs);

// Plans by token and API. Bounded: when it is full it starts afresh, so that strangers can't make it grow. A table with
// open addressing: beside the plan itself a request looks at one line of it.
class KeyPlanCache
{
public:
    KeyPlan* find(std::string_view token, size_t api) const;
    KeyPlan* insert(std::unique_ptr<KeyPlan> plan); // there is none for its token and API
    void erase(const KeyPlan& plan);                // which it holds
    size_t size() const { return m_size; }

private:
    static constexpr size_t Capacity = 65'536;
    struct Slot {
        size_t hash = 0;
        std::unique_ptr<KeyPlan> plan; // null: free, and what is looked for is not behind it
    };
    static size_t hashOf(std::string_view token, size_t api)
    {
        return NameHash{}(token) ^ (api * 0x9E3779B97F4A7C15ull);
    }
    size_t wrapped(size_t place) const { return place & (m_slots.size() - 1); }
    Slot& place(Slot slot);
    void grow();

    std::vector<Slot> m_slots; // a power of two, or none; at least half of them are free
    size_t m_size = 0;
};

} // namespace gatereeve::gateway
