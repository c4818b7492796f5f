#pragma once

// The disk behind core/workspace/filesystem.h. No state; any thread. Interrupted calls are repeated; nothing else is.

#include "core/workspace/filesystem.h"

namespace gatereeve::app
{

class PosixFileSystem final : public FileSystem
{
public:
    bool isForAllThreads() const override { return true; }
    FileInfo info(const std::string& path) const override;
    Result<std::string> read(const std::string& path, size_t maximumSize) const override;
    Result<std::vector<std::string>> list(const std::string& directory) const override;
    Result<std::string> resolveLinks(const std::string& path) const override;
    Result<void> makeDirectory(const std::string& path) override;
    Result<void> writeNew(const std::string& path, const std::string& bytes, uint32_t mode) override;
    Result<void> overwrite(const std::string& path, const std::string& bytes) override;
    Result<void> rename(const std::string& from, const std::string& to) override;
    Result<void> remove(const std::string& path) override;
    Result<void> flushDirectory(const std::string& path) override;
};

} // namespace gatereeve::app
