#pragma once

// What a key gives right now: its effective session, how it stands, what is left of its quota and until when, and when
// it ends. One computation for the inspector, the gauges and the clock menu.

#include "core/clock.h"
#include "core/engine/policyapplier.h"
#include "core/keys/keystore.h"
#include "models/keystate.h"

#include <QString>

namespace gatereeve::models
{
class Workspace;
}

namespace gatereeve::ui
{

class GatewayControl;

struct KeyFacts {
    // The scarcest quota of the scopes that the key counts in; maximum 0: none is limited.
    int64_t quotaMaximum = 0, quotaLeft = 0;
    Nanoseconds quotaEnds = 0; // when the running period renews; 0: it has not begun, or is never renewed
    QStringList quotaApis;     // those it is for; empty: all of the key
    int64_t ends = 0;          // Unix seconds; 0: never

    models::KeyState state;
    // One sentence: "works; ends in 13 days; 37 of 50 calls left until tomorrow 14:05".
    QString sentence;
};

KeyFacts factsOf(const StoredKey& key, const models::Workspace& workspace, const GatewayControl& gateway);
// The same from a run of its policies that has been made already; for where only time and counters have moved.
KeyFacts factsOf(const StoredKey& key, const EffectiveSession& effective, const models::Workspace& workspace,
                 const GatewayControl& gateway);

} // namespace gatereeve::ui
