#include "core/compare/opening.h"

#include "core/workspace/layout.h"

#include <algorithm>
#include <filesystem>

namespace gatereeve::compare
{

namespace
{

constexpr int DeepestFolder = 32;

bool isCompared(const std::string& name)
{
    return name.ends_with(".json") || name.ends_with(".conf");
}

Result<void> listJson(const std::string& folder, const FileSystem& files, int depth, std::vector<std::string>& paths)
{
    const Result<std::vector<std::string>> names = files.list(folder);
    if (!names)
        return names.error();
    for (const std::string& name : *names) {
        const std::string path = folder == "." ? name : folder + '/' + name;
        if (files.info(path).isDirectory) {
            if (name.starts_with('.') || depth == DeepestFolder) // .git, .gatereeve
                continue;
            if (Result<void> listed = listJson(path, files, depth + 1, paths); !listed)
                return listed;
        } else if (isCompared(name)) {
            paths.push_back(path);
        }
    }
    return {};
}

void addIfThere(const std::string& path, const FileSystem& files, std::vector<std::string>& paths)
{
    const FileInfo info = files.info(path);
    if (!path.empty() && info.exists && !info.isDirectory)
        paths.push_back(path);
}

// What a gateway reads of a workspace, and what its people commit with it.
Result<std::vector<std::string>> filesOf(const Layout& layout, const FileSystem& files)
{
    std::vector<std::string> paths;
    addIfThere(layout.confFile, files, paths);
    addIfThere(layout.settingsFile, files, paths);
    addIfThere(layout.policiesFile, files, paths);
    if (!layout.policyFolder.empty() && files.info(layout.policyFolder).isDirectory) {
        if (Result<void> listed = listJson(layout.policyFolder, files, DeepestFolder, paths); !listed)
            return listed.error();
    }
    paths.insert(paths.end(), layout.apiFiles.begin(), layout.apiFiles.end());
    std::sort(paths.begin(), paths.end());
    paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
    return paths;
}

Result<std::vector<std::string>> filesIn(const std::string& folder, const FileSystem& files)
{
    // An export is whatever lies in its folder.
    if (const Result<Layout> layout = findLayout(folder, files);
        layout && !(layout->isExport && layout->confFile.empty()))
        return filesOf(*layout, files);
    std::vector<std::string> paths;
    if (Result<void> listed = listJson(folder, files, 0, paths); !listed)
        return listed.error();
    if (paths.empty())
        return Error{"holds no JSON file that could be compared", {folder, 0, 0, {}}};
    return paths;
}

} // namespace

Result<SourceFiles> openSource(const std::string& path, const FileSystem& files, const std::string& prefix)
{
    std::string opened = std::filesystem::path(path.empty() ? "." : path).lexically_normal().string();
    if (opened.size() > 1 && opened.ends_with('/'))
        opened.pop_back();
    const FileInfo info = files.info(opened);
    if (!info.exists)
        return Error{"no such file or folder", {prefix + path, 0, 0, {}}};
    Result<std::vector<std::string>> paths = std::vector<std::string>{opened};
    if (info.isDirectory)
        paths = filesIn(opened, files);
    if (!paths)
        return paths.error();
    SourceFiles sources;
    for (const std::string& one : *paths) {
        Result<std::string> text = files.read(one, LargestFile);
        if (!text)
            return text.error();
        std::string name = info.isDirectory ? std::filesystem::path(one).lexically_relative(opened).string() : one;
        sources.push_back(sourceFile(std::move(name), *std::move(text), prefix + one));
    }
    return sources;
}

} // namespace gatereeve::compare
