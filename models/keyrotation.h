#pragma once

// Rotating a key: a new text with the same values and policies, while the old one goes on for an overlap in which its
// users change over. Not undoable (contracts.md, Keys in the window).

#include "core/keys/keycreation.h"
#include "models/workspace.h"

namespace gatereeve::models
{

struct Rotated {
    StoredKey key;       // the new one, with its text
    int64_t oldEnds = 0; // Unix seconds after which the old one is refused
};

// Why the key can't be rotated (unknown, ended, named after a certificate, refused by its policies); empty when it can.
QString whyNotRotated(const Workspace& workspace, const QString& name);

// `overlap` in seconds; 0: the old key is refused at once. The end of the old key is never put off, and the new one
// ends when the old one would have: a rotation does not prolong a trial. Counters of the new key start anew. An error
// means that nothing happened.
Result<Rotated> rotateKey(Workspace& workspace, const QString& name, int64_t overlap,
                          const std::function<std::string()>& randomId = randomKeyId);

} // namespace gatereeve::models
