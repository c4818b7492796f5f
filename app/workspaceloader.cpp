#include "app/workspaceloader.h"

#include "core/engine/servingrules.h"
#include "core/workspace/policyfiles.h"

namespace gatereeve::app
{
namespace
{

constexpr size_t LargestErrorPage = 64u << 10; // bytes

// gateway-behaviour.md 1, Quirk: a file that is no definition is listed as one with nothing in it.
ApiDefinition emptyApi(const std::string& path)
{
    ApiDefinition definition;
    definition.fileName = path;
    definition.notVersioned = false;
    definition.text = "{}";
    return definition;
}

} // namespace

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
    loadErrorPages();
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
    input.errorPages = m_errorPages;
    auto snapshot = SnapshotCompiler::compile(std::move(input), m_former.get());
    m_former = snapshot;
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
        else if (servingRulesFor(m_profile).brokenFileIsEmptyApi)
            apis.push_back(emptyApi(path));
    }
    return apis;
}

// error.json, error_429.xml, … of template_path (gateway-behaviour.md 5).
void WorkspaceLoader::loadErrorPages()
{
    const std::string& written = m_layout.settings.templatePath;
    if (written.empty())
        return;
    const std::string folder = written.starts_with('/') ? written : m_layout.folder + '/' + written;
    const auto names = m_files->list(folder);
    if (!names) // none there: the shipped form
        return;
    for (const std::string& name : *names) {
        if (!name.starts_with("error") || !(name.ends_with(".json") || name.ends_with(".xml")))
            continue;
        if (const auto text = m_files->read(folder + '/' + name, LargestErrorPage))
            m_errorPages[name] = errorPage(*text);
    }
}

} // namespace gatereeve::app
