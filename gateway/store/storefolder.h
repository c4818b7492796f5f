#pragma once

// The place of a store on disk: its folder, its file with the right mode, and the lock that says which process owns it.

#include "core/result.h"

#include <optional>
#include <string>

namespace gatereeve::gateway
{

// Makes what is missing: the folder (0700, ignored by git) and the file (0600; SQLite gives its -wal and -shm the same
// mode). What is there stays as it is. Errors name the path, the system's reason and the next step.
Result<void> prepareStorePlace(const std::string& file);

// Held by the process that owns a store, from opening to closing; the system lets go of it when the process dies. Other
// processes read the owner's control address in the lock file.
class StoreLock
{
public:
    static Result<StoreLock> take(const std::string& storeFile);
    // As sqliteStoreOwner in stores.h.
    static std::optional<std::string> ownerOf(const std::string& storeFile);

    StoreLock(StoreLock&& other) noexcept;
    StoreLock& operator=(StoreLock&&) = delete;
    ~StoreLock();
    Result<void> writeAddress(const std::string& address);

private:
    StoreLock(int descriptor, std::string path) : m_descriptor(descriptor), m_path(std::move(path)) {}
    int m_descriptor;
    std::string m_path;
};

} // namespace gatereeve::gateway
