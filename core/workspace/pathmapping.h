#pragma once

// Where a path that tyk.conf names is on this machine (contracts.md, Files of a workspace): there; or where the
// workspace's settings say; or below the folder of tyk.conf by its longest existing tail; or at the usual place.

#include "core/workspace/filesystem.h"

#include <map>

namespace gatereeve
{

class PathMapping final
{
public:
    // `chosen`: written path → path used, from gatereeve.json. All three must outlive this.
    PathMapping(const std::string& folder, const std::map<std::string, std::string>& chosen, const FileSystem& files);

    // The path to use. One that was found elsewhere than written is noted in `mapped`; one that is nowhere comes back
    // as it was written, made absolute.
    std::string file(const std::string& written, const std::vector<std::string>& usual,
                     std::map<std::string, std::string>& mapped) const;
    std::string folder(const std::string& written, const std::vector<std::string>& usual,
                       std::map<std::string, std::string>& mapped) const;

private:
    std::string find(const std::string& written, const std::vector<std::string>& usual, bool isFolder,
                     std::map<std::string, std::string>& mapped) const;

    const std::string& m_folder;
    const std::map<std::string, std::string>& m_chosen;
    const FileSystem& m_files;
};

} // namespace gatereeve
