#pragma once

// The files of a git revision behind core/workspace/filesystem.h, so that a commit opens like a folder. Read only: what
// writes is an error. Paths count from the top of the repository; "." is the top. Symbolic links and submodules are
// not there.

#include "core/workspace/filesystem.h"

#include <map>
#include <memory>

namespace gatereeve::app
{

class GitRevision final : public FileSystem
{
public:
    // Of the repository that holds the working directory. An error in git's words: no repository, no such revision.
    static Result<std::unique_ptr<GitRevision>> open(const std::string& revision);

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

private:
    struct Blob {
        std::string object;
        uint64_t size = 0; // bytes
    };
    bool isFolder(const std::string& path) const;

    std::map<std::string, Blob> m_blobs; // by path
};

// "HEAD~2:policies.json" → revision and path from the top of the repository; a path that begins with "./" or "../"
// counts from the working directory, as git has it. Nothing: it has no colon.
struct RevisionPath {
    std::string revision, path;
};
Result<RevisionPath> revisionPath(const std::string& text);

} // namespace gatereeve::app
