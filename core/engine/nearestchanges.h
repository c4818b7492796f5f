#pragma once

// The nearest changes under which a refused request would have passed. Each is found by running the engine again with
// it, on a copy: "in 0.42 s", "with rate ≥ 6 in gold", "with GET /orders added to acl-only", "with the key extended".
// What the run does not confirm is not offered. Pure, some microseconds for each that is tried; any thread.

#include "core/engine/decision.h"
#include "core/engine/snapshot.h"
#include "core/message.h"
#include "core/policy.h"
#include "core/session.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gatereeve
{

struct NearestChange {
    std::vector<Message> words; // several where one change alone would not do: all of them together
    // Where the value stands that changes first: a member of a policy. An empty file: in no file, but in `key`, if that
    // is there.
    Place place;
    // All of what changes, ready to be put in place.
    Nanoseconds wait = 0;
    std::map<std::string, Policy> policies; // by name, as they would be
    std::optional<Session> key;             // as it would be

    bool operator==(const NearestChange&) const = default;
    std::string english() const;
};

// The nearest first. `snapshot` is that of the decision's generation, `key` the session as it is stored; without one of
// them only what the decision itself tells is offered: the time to wait. Asked again with the change in place, the
// request passes all checks but the counters that it had not come to yet, since nobody looked how full they are.
// Nothing for what no policy and no key can change (framing, routes, lists of the API, the upstream).
std::vector<NearestChange> nearestChanges(const Decision& decision, const Snapshot* snapshot, const Session* key);

} // namespace gatereeve
