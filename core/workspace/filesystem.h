#pragma once

// The disk as core sees it: an interface, so that layouts, saving and journals are tested on one that fails on demand.
// The real one is app/disk/posixfilesystem.h. Errors carry the path and the system's reason, in words with the next
// step.

#include "core/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace gatereeve
{

struct FileInfo {
    bool exists = false;
    bool isDirectory = false;
    uint64_t size = 0; // bytes
    uint32_t mode = 0; // permission bits
    uint32_t links = 1;
    bool ownedByUs = true;   // user and group are those that a new file of ours gets
    bool writable = true;    // its bytes may be changed in place
    bool replaceable = true; // its folder lets us put another file in its place, as far as can be told beforehand
};

class FileSystem
{
public:
    virtual ~FileSystem() = default;
    // Several threads may call it at the same time.
    virtual bool isForAllThreads() const { return false; }
    virtual FileInfo info(const std::string& path) const = 0; // follows links
    // A directory, an unreadable file, or one above `maximumSize` is an error.
    virtual Result<std::string> read(const std::string& path, size_t maximumSize) const = 0;
    virtual Result<std::vector<std::string>> list(const std::string& directory) const = 0; // names, sorted
    virtual Result<std::string> resolveLinks(const std::string& path) const = 0;
    virtual Result<void> makeDirectory(const std::string& path) = 0; // with parents
    // Writes and flushes (fsync) a new file; `mode` its permissions. An existing one is an error. After an error a part
    // of the file may be there.
    virtual Result<void> writeNew(const std::string& path, const std::string& bytes, uint32_t mode) = 0;
    // Overwrites an existing file in place and flushes. After an error the file may hold a mixture.
    virtual Result<void> overwrite(const std::string& path, const std::string& bytes) = 0;
    virtual Result<void> rename(const std::string& from, const std::string& to) = 0; // replaces
    virtual Result<void> remove(const std::string& path) = 0;
    virtual Result<void> flushDirectory(const std::string& path) = 0;
};

} // namespace gatereeve
