#pragma once

// What the runs of 2.9 and 5 collect while they go through the policies of a key (policy-semantics.md 6.2), and where
// each limit in it came from. Internal to core/engine.

#include "core/accessright.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace gatereeve::tyk
{

// How a value came to where it stands.
enum class How : uint8_t {
    Own,       // the key's, not touched
    Emptied,   // 5: zero, because a policy of the key enforces it and none filled it
    Granted,   // the policy that began the entry says nothing greater
    OwnLimit,  // the limit inside the right of that policy
    Greater,   // a policy's value beat what stood there
    WholeKey,  // a policy without rights wrote it to the root
    PerApi,    // a policy with per_api
    FromRoot,  // the entry had none, so the root's counts
    FromEntry, // the root's, copied from the only entry
};

struct Origin {
    static constexpr uint32_t Key = UINT32_MAX;

    How how = How::Own;
    uint32_t policy = Key; // index in ApplyRun::policies
};

// Of the members that are chosen one by one.
struct LimitOrigins {
    Origin rate, per, throttleInterval, throttleRetryLimit, quotaMax, quotaRenewalRate, maxQueryDepth;

    void setRate(Origin origin) { rate = per = throttleInterval = throttleRetryLimit = origin; }
    void setQuota(Origin origin) { quotaMax = quotaRenewalRate = origin; }
    void setAll(Origin origin)
    {
        setRate(origin);
        setQuota(origin);
        maxQueryDepth = origin;
    }
};

// One API. `right` always has a limit.
struct Entry {
    AccessRight right;
    LimitOrigins origins;
    std::string owner;                // whose `id` its counters may take for their scope; empty: nobody's
    uint32_t base = Origin::Key;      // the policy whose right it began with
    uint32_t displaced = Origin::Key; // 2.9: the policy that granted the API before a later one replaced the entry
    // Which parts some policy had a say in, for this API.
    bool inQuota = false, inRate = false, inRights = false, inDepth = false;

    Limit& limit() { return *right.limit; }
    const Limit& limit() const { return *right.limit; }
};

struct WorkingSet {
    std::map<std::string, Entry> entries; // by API id
    LimitOrigins root;
    std::vector<std::string> tags; // of the policies, each once
    // 5, for the check of per_api beside partitions (policy-semantics.md 11.1).
    bool hadPerApi = false, hadPartitioned = false;
    bool anyInactive = false;
};

} // namespace gatereeve::tyk
