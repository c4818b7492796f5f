#pragma once

// A disk in memory. Tests reach into `files`; folders exist as far as something lies in them, or when made.

#include "core/workspace/filesystem.h"

#include <map>
#include <set>

namespace gatereeve::tests
{

struct MemoryFile {
    std::string bytes;
    uint32_t mode = 0644;
    uint32_t links = 1;
    bool ownedByUs = true, writable = true, replaceable = true, readable = true;
};

class MemoryFileSystem : public FileSystem
{
public:
    std::map<std::string, MemoryFile> files;
    std::map<std::string, std::string> links; // symbolic: path → target
    std::set<std::string> folders;

    MemoryFileSystem() = default;
    MemoryFileSystem(std::initializer_list<std::pair<const std::string, std::string>> contents)
    {
        for (const auto& [path, bytes] : contents)
            files[path].bytes = bytes;
    }

    FileInfo info(const std::string& path) const override
    {
        FileInfo info;
        const auto file = files.find(target(path));
        info.isDirectory = isFolder(path);
        info.exists = info.isDirectory || file != files.end();
        if (file != files.end()) {
            info.size = file->second.bytes.size();
            info.mode = file->second.mode;
            info.links = file->second.links;
            info.ownedByUs = file->second.ownedByUs;
            info.writable = file->second.writable;
            info.replaceable = file->second.replaceable;
        }
        return info;
    }

    Result<std::string> read(const std::string& path, size_t maximumSize) const override
    {
        const auto file = files.find(target(path));
        if (file == files.end())
            return error(path, isFolder(path) ? "is a folder" : "no such file");
        if (!file->second.readable)
            return error(path, "permission denied");
        if (file->second.bytes.size() > maximumSize)
            return error(path, "is too large");
        return file->second.bytes;
    }

    Result<std::vector<std::string>> list(const std::string& directory) const override
    {
        if (!isFolder(directory))
            return error(directory, "no such folder");
        std::set<std::string> names;
        const std::string prefix = directory + "/";
        const auto add = [&](const std::string& path) {
            if (path.starts_with(prefix))
                names.insert(path.substr(prefix.size(), path.find('/', prefix.size()) - prefix.size()));
        };
        for (const auto& [path, file] : files)
            add(path);
        for (const std::string& path : folders)
            add(path);
        return std::vector<std::string>(names.begin(), names.end());
    }

    Result<std::string> resolveLinks(const std::string& path) const override { return target(path); }

    Result<void> makeDirectory(const std::string& path) override
    {
        folders.insert(path);
        return {};
    }

    Result<void> writeNew(const std::string& path, const std::string& bytes, uint32_t mode) override
    {
        if (info(path).exists)
            return error(path, "exists");
        files[path].bytes = bytes;
        files[path].mode = mode;
        return {};
    }

    Result<void> overwrite(const std::string& path, const std::string& bytes) override
    {
        const auto file = files.find(target(path));
        if (file == files.end())
            return error(path, "no such file");
        file->second.bytes = bytes;
        return {};
    }

    Result<void> rename(const std::string& from, const std::string& to) override
    {
        auto moved = files.extract(from);
        if (moved.empty())
            return error(from, "no such file");
        files[to] = std::move(moved.mapped());
        return {};
    }

    Result<void> remove(const std::string& path) override
    {
        return files.erase(path) > 0 ? Result<void>() : error(path, "no such file");
    }

    Result<void> flushDirectory(const std::string&) override { return {}; }

private:
    static Error error(const std::string& path, const std::string& text) { return {text, {path, 0, 0, {}}}; }

    std::string target(const std::string& path) const
    {
        const auto link = links.find(path);
        return link == links.end() ? path : link->second;
    }

    bool isFolder(const std::string& path) const
    {
        const std::string prefix = path + "/";
        const auto next = files.lower_bound(prefix);
        return folders.contains(path) || (next != files.end() && next->first.starts_with(prefix));
    }
};

} // namespace gatereeve::tests
