#pragma once

// Key stores. Each keeps its State in step: a key is in the State (and the former record marked) when put() returns.

#include "core/clock.h"
#include "gateway/store/state.h"

#include <functional>
#include <optional>
#include <string>

namespace gatereeve::gateway
{

class StateStore : public KeyStore
{
public:
    // The state that workers use. Never null; one object for the life of the store.
    virtual std::shared_ptr<State> state() const = 0;
    // Writes what is still to be written (quota counters). Errors are reported, nothing is lost in memory.
    virtual Result<void> flush() = 0;
    // Tells other processes that want this store where its owner is reached ("127.0.0.1:9696"); called when the admin
    // API listens. A store that no other process can open has nobody to tell.
    virtual Result<void> announceOwner(const std::string& /*controlAddress*/) { return {}; }
};

// Keys and counters end with the process.
std::unique_ptr<StateStore> makeMemoryStore();

// Overlay over `base`: starts as a copy of its state; nothing reaches the base. Dropped to return to it.
std::unique_ptr<StateStore> makeOverlayStore(const StateStore& base);

// What goes wrong where no caller waits for it: a broken key found at opening (skipped, its row never deleted), a
// failed write of counters. Called on the opening thread or the store's own.
using StoreReport = std::function<void(const std::string& problem)>;

// SQLite through Qt Sql, in a thread of its own that owns the connection. WAL, synchronous=FULL: a put that returned
// survives kill -9 and power loss; waiting puts are committed together. Quota counters are written behind: a crash
// loses at most those of the last 100 ms. The file is made with mode 0600, its folder with a .gitignore of everything.
// Errors say what to do: a folder that can't be written, a file that is no database, one that another process owns
// (contracts.md: one process owns .gatereeve/; lock file with its control address).
Result<std::unique_ptr<StateStore>> openSqliteStore(const std::string& file, StoreReport report = {});

// Its name in the state folder of a workspace (core/workspace/layout.h).
inline constexpr std::string_view WorkspaceStoreName = "keys.sqlite";

// The process that owns the SQLite store of that file now, by its control address (a URL; empty: it has none yet);
// nothing when no process does.
std::optional<std::string> sqliteStoreOwner(const std::string& file);

} // namespace gatereeve::gateway
