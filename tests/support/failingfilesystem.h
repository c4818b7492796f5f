#pragma once

// A disk that fails at one chosen call that would change it, and from then on at every one if it is to stay broken. A
// failing write leaves half of its bytes behind, as a full disk does.

#include "memoryfilesystem.h"

namespace gatereeve::tests
{

class FailingFileSystem : public MemoryFileSystem
{
public:
    using MemoryFileSystem::MemoryFileSystem;

    int failAt = 0; // the first changing call is 1; 0: none fails
    bool staysBroken = false;
    int calls = 0;

    Result<void> makeDirectory(const std::string& path) override
    {
        return fails() ? failure(path) : MemoryFileSystem::makeDirectory(path);
    }

    Result<void> writeNew(const std::string& path, const std::string& bytes, uint32_t mode) override
    {
        if (!fails())
            return MemoryFileSystem::writeNew(path, bytes, mode);
        (void)MemoryFileSystem::writeNew(path, half(bytes), mode);
        return failure(path);
    }

    Result<void> overwrite(const std::string& path, const std::string& bytes) override
    {
        if (!fails())
            return MemoryFileSystem::overwrite(path, bytes);
        (void)MemoryFileSystem::overwrite(path, half(bytes));
        return failure(path);
    }

    Result<void> rename(const std::string& from, const std::string& to) override
    {
        return fails() ? failure(to) : MemoryFileSystem::rename(from, to);
    }

    Result<void> remove(const std::string& path) override
    {
        return fails() ? failure(path) : MemoryFileSystem::remove(path);
    }

    Result<void> flushDirectory(const std::string& path) override
    {
        return fails() ? failure(path) : MemoryFileSystem::flushDirectory(path);
    }

private:
    bool fails()
    {
        ++calls;
        return calls == failAt || (staysBroken && failAt > 0 && calls > failAt);
    }
    static std::string half(const std::string& bytes) { return bytes.substr(0, bytes.size() / 2); }
    static Error failure(const std::string& path) { return {"No space left on device", {path, 0, 0, {}}}; }
};

} // namespace gatereeve::tests
