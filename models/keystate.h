#pragma once

// How a key stands, from what is known without the gateway's counters.

#include "core/keys/keystore.h"
#include "models/workspace.h"

namespace gatereeve::models
{

struct KeyState {
    enum class Kind { Works, Suspended, Ended, PolicyDenies, PolicyMissing, PolicyUnusable };
    Kind kind = Kind::Works;
    QString policy; // the one behind it, if one is
    QString text;   // "works, ends in 13 days", "refused: policy gold is not loaded"
};

KeyState keyState(const StoredKey& key, const Workspace& workspace, int64_t nowSeconds);

// "in 13 days", "3 hours ago", "never" for 0.
QString relativeTime(int64_t unixSeconds, int64_t nowSeconds);
// In the computer's time zone with its offset to UTC: "Wed 9 December 2026, 14:05 (13:05 UTC)".
QString exactTime(int64_t unixSeconds);

} // namespace gatereeve::models
