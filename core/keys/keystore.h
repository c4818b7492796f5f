#pragma once

// Where keys live. The gateway implements it (memory, SQLite, later Redis); models and commands use it. All functions
// may be called by any thread, block until the change is safe (a written key survives kill -9 and power loss where the
// store is a file), and never lose a key: an error means that nothing changed.

#include "core/result.h"
#include "core/session.h"

#include <functional>
#include <memory>
#include <optional>

namespace gatereeve
{

struct StoredKey {
    std::string name; // stored name: the text, or its hash with hash_keys
    std::string text; // the key's text if it is known here (kept so that Try can send it); empty otherwise
    Session session;  // as it was sent, plus what creation fixed (guide 6)

    bool operator==(const StoredKey&) const = default;
};

class KeyStore
{
public:
    virtual ~KeyStore() = default;

    virtual Result<std::vector<StoredKey>> list() const = 0; // sorted by name
    virtual Result<std::optional<StoredKey>> find(const std::string& name) const = 0;
    // Creates or replaces. Every worker sees the change from its next request on once this has returned.
    virtual Result<void> put(const StoredKey& key) = 0;
    // False when there was none.
    virtual Result<bool> remove(const std::string& name) = 0;
    // Forgets rate windows and quotas of a key, all scopes.
    virtual Result<void> resetCounters(const std::string& name) = 0;
    // How it is called in the status line and the log: "memory", "sqlite".
    virtual std::string description() const = 0;
};

} // namespace gatereeve
