#pragma once

// Decides requests: the checks from version to quota in the order of profiles.md, on one worker and one generation.
// Knows no socket and no bytes of HTTP. In any doubt it denies.

#include "core/engine/router.h"
#include "gateway/proxy/apirules.h"
#include "gateway/proxy/keyplan.h"
#include "gateway/proxy/routetable.h"

namespace gatereeve::gateway
{

// What the checks look at. Views live as long as the request head.
struct RequestFacts {
    std::string_view method;
    std::string_view path;          // once decoded, with the listen path, without query
    std::string_view walked;        // walkedPath of it; empty: the same
    std::string_view token;         // empty: none was sent
    std::string_view version;       // as the request names it; empty: not named
    std::string_view rest;          // the path behind the listen path
    std::string_view address;       // of the client; only looked at by APIs with address lists
    std::optional<uint64_t> length; // of the body; nothing: not said
    bool askedAgain = false;        // throttled: was refused by the rate before
};

struct Outcome {
    // Passed: to be forwarded to `target`, or answered with `reply`. Not passed: decision.cause says why.
    bool passed = false;
    const Target* target = nullptr;      // lives as long as the snapshot
    const MethodAction* reply = nullptr; // a path list answers by itself
    bool limitsShown = false;            // the three numbers below go into X-RateLimit-*
    int64_t quotaMaximum = 0, quotaRemaining = 0, quotaRenews = 0;
    const VersionRules* version = nullptr; // null: the API has none, or it says nothing. Lives as long as the enforcer
    bool versionDefaulted = false;         // the API's default had to be used (version_header)
    const MetaTexts* meta = nullptr;       // of the session; until the next request is decided
    int64_t hardTimeout = 0;               // milliseconds; 0: the setting of the gateway
    // RateExceeded only: ask again after so many seconds, so many times (throttling).
    double throttleInterval = 0;
    int64_t throttleRetries = 0;
};

class Enforcer
{
public:
    Enforcer(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<State> state);
    // `routes`: RouteTable::of() that snapshot.
    Enforcer(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<State> state,
             std::shared_ptr<const RouteTable> routes);

    const std::shared_ptr<const Snapshot>& snapshot() const { return m_snapshot; }
    const std::shared_ptr<State>& state() const { return m_state; }
    Route route(std::string_view path) const;

    // Fills the decision. Counts on rate and quota when it comes to them.
    Outcome decide(const CompiledApi& api, const RequestFacts& request, Nanoseconds now, Decision& decision);
    // <listen path>tyk/rate-limits/ (gateway-behaviour.md 12; policy-semantics.md 9.4): the checks that it passes, and
    // nothing is counted. The plan, until the next request is decided; null when it is refused.
    const KeyPlan* admit(const CompiledApi& api, const RequestFacts& request, Nanoseconds now, Decision& decision);

private:
    // A request on its way through the checks.
    struct Passage {
        const CompiledApi& api;
        const RequestFacts& request;
        Nanoseconds now;
        Decision& decision;
        Outcome& outcome;
        PathListAnswer lists;
        std::string_view version; // in full: the decision's is cut; empty: the API has none
    };
    const ApiRules& rulesOf(const CompiledApi& api);
    KeyPlan* planOf(std::string_view token, const CompiledApi& api);
    bool chooseVersion(Passage& passage);
    bool askPathLists(Passage& passage) const;
    bool checkSize(const Passage& passage);
    KeyPlan* findKey(const Passage& passage);
    bool checkKey(const KeyPlan& plan, const Passage& passage) const;
    bool checkUrls(const KeyPlan& plan, const Passage& passage) const;
    bool count(KeyPlan& plan, const Passage& passage);
    bool countQuota(KeyPlan& plan, const Passage& passage);
    bool countForAll(const Passage& passage);
    const Target* targetOf(const CompiledApi& api, const VersionRules* version);

    std::shared_ptr<const Snapshot> m_snapshot;
    std::shared_ptr<State> m_state;
    std::shared_ptr<const RouteTable> m_routes; // null: listen paths are patterns, and the next one is asked
    Router m_router;
    PatternCache m_patterns;
    KeyPlanCache m_plans;
    std::vector<std::unique_ptr<ApiRules>> m_rules; // by index of the API; null: not asked for yet
    std::vector<size_t> m_nextTarget;               // load balancing in turn
};

} // namespace gatereeve::gateway
