#pragma once

// The files of a workspace → what a snapshot is compiled from. tyk.conf is read once, policies and API definitions at
// each load; a policies file that can't be read keeps the policies in force (profiles.md, guide 5). One thread.

#include "core/engine/snapshot.h"
#include "core/workspace/layout.h"

namespace gatereeve::app
{

class WorkspaceLoader final
{
public:
    // `files` outlives it.
    static Result<WorkspaceLoader> open(const std::string& path, const FileSystem& files, Profile profile);

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

    Layout m_layout;
    const FileSystem* m_files;
    Profile m_profile;
    uint64_t m_generation = 0;
    PolicySet m_policies;
    Findings m_findings;
};

} // namespace gatereeve::app
