#pragma once

// How a key stands, from what is known without the gateway's counters.

#include "core/engine/policyapplier.h"
#include "core/keys/keystore.h"
#include "models/workspace.h"

namespace gatereeve::models
{

struct KeyState {
    // QuotaUsed only where somebody knows the counters (ui/keyfacts.h).
    enum class Kind {
        Works,
        Suspended,
        Ended,
        PolicyDenies,
        PolicyMissing,
        PolicyUnusable,
        Unusable,
        NoRights,
        QuotaUsed
    };
    Kind kind = Kind::Works;
    QString policy; // the one behind it, if one is
    QString text;   // "works, ends in 13 days", "refused: policy gold is not loaded"
};

// From a run of the key's policies under the workspace's profile, and one for each organisation of its APIs: some
// microseconds. A key that every API refuses (core/engine/apirefusals.h) is refused.
KeyState keyState(const StoredKey& key, const Workspace& workspace, int64_t nowSeconds);
KeyState keyState(const EffectiveSession& effective, const Workspace& workspace, int64_t nowSeconds);

// For who reads one key: "suspended, so it is refused" where a table has "suspended".
QString sentenceOf(const KeyState& state);

// "in 13 days", "3 hours ago", "never" for 0.
QString relativeTime(int64_t unixSeconds, int64_t nowSeconds);
// The computer's time zone, as short as it can be: "today 14:05", "tomorrow 14:05", "Wed 9 December 14:05".
QString shortTime(int64_t unixSeconds, int64_t nowSeconds);
// In the computer's time zone with its offset to UTC: "Wed 9 December 2026, 14:05 (13:05 UTC)".
QString exactTime(int64_t unixSeconds);

} // namespace gatereeve::models
