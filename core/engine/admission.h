#pragma once

// The checks of one request by one key that need no counter, from policies to allowed URLs and rates that
// let nothing pass, in the order of profiles.md: what the gateway asks (gateway/proxy/enforcer.h, which prepares it
// ahead and is held against this by tests/core/tst_nearestchanges.cpp), for those who want to know what would be if.
// Pure; any thread.

#include "core/engine/decision.h"
#include "core/engine/policyapplier.h"
#include "core/engine/snapshot.h"

namespace gatereeve
{

// Why a run was refused, as decisions say it.
Cause causeOf(const ApplyRefusal& refusal);

// A request that has found its API.
struct AskedRequest {
    const CompiledApi& api;
    std::string method;
    std::string path;    // decoded, with the listen path, without query
    std::string version; // of an API that has versions
};

struct Admission {
    Check stoppedAt = Check::None;
    Cause cause = Cause::None;
    std::string policy; // behind the cause, where one is
    EffectiveSession effective;
    Limit limit;       // in effect for the API; only when it passed
    std::string scope; // whose counters are counted on

    bool passed() const { return stoppedAt == Check::None; }
};

// `snapshot` gives profile and settings; `policies` those of the key, which need not be its own.
Admission admit(const Session& key, const PolicySet& policies, const Snapshot& snapshot, const AskedRequest& request,
                Nanoseconds now);

} // namespace gatereeve
