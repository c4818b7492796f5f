#pragma once

// What the dialog for new keys asks for, as a value; what would come of it; and the issuing itself, which is not
// undoable (contracts.md, Keys in the window).

#include "core/engine/policyapplier.h"
#include "core/keys/keycreation.h"
#include "models/workspace.h"

namespace gatereeve::models
{

struct KeyOrder {
    QStringList policies; // in order
    QString alias;        // with count > 1 numbered: "acme 1", "acme 2"
    QStringList tags;
    // Unix seconds; 0: never. A policy with key_expires_in beats it.
    int64_t expires = 0;
    bool writeOwnValues = false; // the policies' limits and rights become the key's own as well
    int count = 1;

    bool operator==(const KeyOrder&) const = default;
};

struct KeyPreview {
    EffectiveSession effective;
    Provenance why;
    int64_t expires = 0;  // Unix seconds; 0: never
    bool isTrial = false; // expires comes from a policy
};

// The session that is sent to the store for this order.
Session sessionOf(const KeyOrder& order, const Workspace& workspace);

KeyPreview previewOf(const KeyOrder& order, const Workspace& workspace);

// Why it can't be issued as it stands (no policy, unknown policy, nothing granted); empty when it can.
QString whyNot(const KeyOrder& order, const Workspace& workspace);

// What a key is created by in this workspace, now.
KeyRules keyRules(const Workspace& workspace, const std::function<std::string()>& randomId);

// Issues one after the other; at the first error it stops, what was issued before stands and is in `issued`.
// The keys come with their texts, which the store does not keep where hash_keys is on.
struct IssuedKeys {
    std::vector<StoredKey> issued;
    std::optional<Error> error;
};
IssuedKeys issueKeys(const KeyOrder& order, Workspace& workspace,
                     const std::function<std::string()>& randomId = randomKeyId);

} // namespace gatereeve::models
