#pragma once

// What tables, filters and exports call the parts of a decision. A key is its alias and its last four characters, never
// more of it.

#include "core/engine/decision.h"

#include <QStringList>

namespace gatereeve
{
struct StoredKey;
}

namespace gatereeve::models
{

class KeyList;

// `keys` may be null: then there are no aliases.
const StoredKey* keyOf(const Decision& decision, const KeyList* keys); // null: none, or not one of ours
QString aliasOf(const Decision& decision, const KeyList* keys);        // empty: none, or not one of ours
QString maskedKeyOf(const Decision& decision);                         // "…c41f"; empty: no token was looked at, or a very short one
QString keyLabelOf(const Decision& decision, const KeyList* keys);     // "acme trial …c41f"
// The policy behind the refusal, else those that the key names by now.
QStringList policiesOf(const Decision& decision, const KeyList* keys);
QString durationText(Nanoseconds duration); // "0.4 ms", "12 ms": fractions of a millisecond matter here
QString pathOf(const Decision& decision);   // with "…" where it was cut
QString checkOf(const Decision& decision);  // that stopped it; empty: passed

} // namespace gatereeve::models
