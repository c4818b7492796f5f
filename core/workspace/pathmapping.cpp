#include "core/workspace/pathmapping.h"

#include <filesystem>

namespace gatereeve
{
namespace
{

// In the folder unless absolute; without a slash at the end.
std::string placed(const std::string& folder, const std::filesystem::path& written)
{
    const std::filesystem::path path = (folder / written).lexically_normal();
    return path.has_filename() ? path.string() : path.parent_path().string();
}

// "opt/tyk/apps", "tyk/apps", "apps". Steps upwards are left out: a tail stays below the folder.
std::vector<std::filesystem::path> tailsOf(const std::filesystem::path& written)
{
    std::vector<std::filesystem::path> tails;
    for (const std::filesystem::path& part : written.relative_path()) {
        if (part.empty() || part == "." || part == "..")
            continue;
        for (std::filesystem::path& tail : tails)
            tail /= part;
        tails.push_back(part);
    }
    return tails;
}

} // namespace

PathMapping::PathMapping(const std::string& folder, const std::map<std::string, std::string>& chosen,
                         const FileSystem& files)
    : m_folder(folder),
      m_chosen(chosen),
      m_files(files)
{
}

std::string PathMapping::file(const std::string& written, const std::vector<std::string>& usual,
                              std::map<std::string, std::string>& mapped) const
{
    return find(written, usual, false, mapped);
}

std::string PathMapping::folder(const std::string& written, const std::vector<std::string>& usual,
                                std::map<std::string, std::string>& mapped) const
{
    return find(written, usual, true, mapped);
}

std::string PathMapping::find(const std::string& written, const std::vector<std::string>& usual, bool isFolder,
                              std::map<std::string, std::string>& mapped) const
{
    const auto isThere = [&](const std::string& path) {
        const FileInfo info = m_files.info(path);
        return info.exists && info.isDirectory == isFolder;
    };
    const std::string literal = placed(m_folder, written);
    if (isThere(literal))
        return literal;
    std::vector<std::filesystem::path> candidates;
    if (const auto chosen = m_chosen.find(written); chosen != m_chosen.end())
        candidates.emplace_back(chosen->second);
    for (std::filesystem::path& tail : tailsOf(written))
        candidates.push_back(std::move(tail));
    candidates.insert(candidates.end(), usual.begin(), usual.end());
    for (const std::filesystem::path& candidate : candidates) {
        const std::string path = placed(m_folder, candidate);
        if (isThere(path)) {
            mapped[written] = path;
            return path;
        }
    }
    return literal;
}

} // namespace gatereeve
