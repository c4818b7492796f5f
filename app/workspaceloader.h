#pragma once

// The files of a workspace → what a snapshot is compiled from. tyk.conf is read once, policies and API definitions at
// each load; what the
// policies in force become is the profile's matter (core/reading/policyset.h). One thread.

#include "core/engine/snapshot.h"
#include "core/workspace/layout.h"

namespace gatereeve::app
{

class WorkspaceLoader final
{
public:
    // `files` outlives it. `profile`: beats that of the workspace's settings.
    static Result<WorkspaceLoader> open(const std::string& path, const FileSystem& files,
                                        std::optional<Profile> profile = {});

    const Layout& layout() const { return m_layout; }
    Profile profile() const { return m_profile; }
    // Reads the files anew; the generation grows by one each time.
    std::shared_ptr<const Snapshot> load();
    // Of the last load: of the files and of compiling.
    const Findings& findings() const { return m_findings; }

private:
    WorkspaceLoader(Layout layout, const FileSystem& files, Profile profile);
    void loadPolicies();
    std::vector<ApiDefinition> loadApis();
    void loadErrorPages();

    Layout m_layout;
    const FileSystem* m_files;
    Profile m_profile;
    uint64_t m_generation = 0;
    PolicySet m_policies;
    std::map<std::string, ErrorPage> m_errorPages; // read once, as the real gateway does
    std::shared_ptr<const Snapshot> m_former;      // of the last load
    Findings m_findings;
};

} // namespace gatereeve::app
