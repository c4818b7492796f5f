#include "app/workspaceloader.h"

#include "core/workspace/policyfiles.h"

namespace gatereeve::app
{

Result<WorkspaceLoader> WorkspaceLoader::open(const std::string& path, const FileSystem& files,
                                              std::optional<Profile> profile)
{
    Result<Layout> layout = findLayout(path, files);
    if (!layout)
        return layout.error();
    const Profile used = profile.value_or(layout->workspaceSettings.profile.value_or(Profile::Guide));
    return WorkspaceLoader(*std::move(layout), files, used);
}

WorkspaceLoader::WorkspaceLoader(Layout layout, const FileSystem& files, Profile profile)
    : m_layout(std::move(layout)),
      m_files(&files),
      m_profile(profile)
{
}

std::shared_ptr<const Snapshot> WorkspaceLoader::load()
{
    m_findings = m_layout.findings;
    SnapshotInput input;
    input.generation = ++m_generation;
    input.profile = m_profile;
    input.settings = m_layout.settings;
    loadPolicies();
    input.policies = m_policies;
    input.apis = loadApis();
    auto snapshot = SnapshotCompiler::compile(std::move(input));
    m_findings.insert(m_findings.end(), snapshot->findings.begin(), snapshot->findings.end());
    return snapshot;
}

void WorkspaceLoader::loadPolicies()
{
    PolicyLoad load = loadPoliciesOf(m_layout, *m_files, m_policies, m_profile);
    m_policies = std::move(load.policies);
    m_findings.insert(m_findings.end(), load.problems.begin(), load.problems.end());
    m_findings.insert(m_findings.end(), load.notes.begin(), load.notes.end());
}

std::vector<ApiDefinition> WorkspaceLoader::loadApis()
{
    std::vector<ApiDefinition> apis;
    if (!m_layout.appFolder.empty() && !m_files->info(m_layout.appFolder).isDirectory)
        m_findings.push_back({"missing-folder",
                              Severity::Error,
                              {"apis.folder", "there is no such folder any more; no API is served", {}},
                              {m_layout.appFolder}});
    for (const std::string& path : apiFilesNow(m_layout, *m_files)) {
        const Result<std::string> text = m_files->read(path, LargestFile);
        if (!text) {
            m_findings.push_back({"missing-file", Severity::Error, {"apis.file", "%1", {text.error().text}}, {path}});
            continue;
        }
        if (auto api = loadApiDefinition(*text, path, m_findings, hasExportedApis(m_layout)))
            apis.push_back(*std::move(api));
    }
    return apis;
}

} // namespace gatereeve::app
