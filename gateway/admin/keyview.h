#pragma once

// A key as GET shows it (policy-semantics.md 7.5): policies applied, and what is left of its quotas by the live
// counters.

#include "core/engine/snapshot.h"
#include "gateway/store/state.h"

#include <optional>

namespace gatereeve::gateway
{

// `apiOrgId`: organisation of the API the caller named, if any. Policies that can't be applied are left out of what is
// shown; the stored key is not changed.
Session shownSession(const StoredKey& key, const Snapshot& snapshot, const std::optional<std::string>& apiOrgId,
                     const CounterTable& counters, Nanoseconds now);

} // namespace gatereeve::gateway
