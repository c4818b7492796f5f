#include "core/lint/lintworkspace.h"

#include "core/lint/subjects.h"
#include "core/workspace/policyfiles.h"

#include <algorithm>
#include <iterator>

namespace gatereeve::lint
{

namespace
{

class WorkspaceReader
{
public:
    explicit WorkspaceReader(const WorkspaceFiles& files) : m_files(files), m_layout(files.layout)
    {
        m_input.profile = files.profile;
    }

    LintInput read()
    {
        m_input.conf = take(m_layout.confFile).document;
        m_input.settings = take(m_layout.settingsFile).document;
        // Of a file that is no JSON its holder says the same.
        std::ranges::copy_if(m_layout.findings, std::back_inserter(m_input.findings),
                             [](const Finding& finding) { return finding.kind != "malformed"; });
        readPolicies();
        readApis();
        return std::move(m_input);
    }

private:
    // With its problem among the findings.
    HeldFile take(const std::string& path)
    {
        const auto found = m_files.held.find(path);
        if (found == m_files.held.end())
            return {};
        if (found->second.problem)
            m_input.findings.push_back(*found->second.problem);
        return found->second;
    }

    void readPolicies()
    {
        switch (policyFormOf(m_layout, m_input.profile)) {
        case PolicyForm::ById:
            return readPoliciesFile();
        case PolicyForm::Folder:
            return readPolicyFolder();
        case PolicyForm::Export:
            m_input.isExport = true;
            m_input.allowsExplicitId = allowsExplicitId(m_layout);
            return readPolicyFiles();
        }
    }

    void readPoliciesFile()
    {
        const std::string& path = m_layout.policiesFile;
        if (path.empty())
            return;
        if (!m_files.held.contains(path)) {
            Finding missing = policiesFileMissing(path, "there is no " + path, {}).problems.front();
            if (!m_layout.confFile.empty())
                missing.place = {m_layout.confFile, 0, 0, "policies.policy_record_name"};
            m_input.findings.push_back(std::move(missing));
            return;
        }
        const HeldFile file = take(path);
        m_input.policies = file.document;
        m_input.knowsPolicies = !file.problem && file.document && file.document->root().isObject();
    }

    void readPolicyFolder()
    {
        if (!m_files.hasPolicyFolder) {
            m_input.findings.push_back(
                {"missing-folder",
                 Severity::Error,
                 {"lint.policy-folder-missing", "there is no folder %1", {m_layout.policyFolder}},
                 {m_layout.confFile, 0, 0, "policies.policy_path"}});
            return;
        }
        if (auto unread = unreadFolder(m_layout, m_input.profile))
            m_input.findings.push_back(*std::move(unread));
        readPolicyFiles();
    }

    void readPolicyFiles()
    {
        m_input.knowsPolicies = true;
        for (const std::string& path : m_layout.policyFiles) {
            HeldFile file = take(path);
            if (file.document)
                m_input.policyFiles.push_back(*std::move(file.document));
            m_input.knowsPolicies = m_input.knowsPolicies && !file.problem;
        }
    }

    // As a gateway reads its app_path: what is no definition is told, and not an API.
    void readApis()
    {
        // With use_db_app_configs a gateway takes its APIs from elsewhere, and the folder is anybody's.
        const auto elsewhere = m_input.conf ? memberOf(m_input.conf->root(), "use_db_app_configs") : std::nullopt;
        const bool readsFolder = !(elsewhere && elsewhere->isBool() && elsewhere->boolean());
        m_input.knowsApis = !m_layout.apiFiles.empty() && readsFolder;
        for (const std::string& path : m_layout.apiFiles) {
            HeldFile file = take(path);
            m_input.knowsApis = m_input.knowsApis && !file.problem;
            if (file.document)
                readApi(*std::move(file.document), readsFolder);
        }
    }

    void readApi(json::Document document, bool readsFolder)
    {
        Findings found; // those of reading come with the run
        if (loadApiDefinition(document.text(), document.file(), found, hasExportedApis(m_layout)))
            m_input.apis.push_back(std::move(document));
        for (Finding& finding : found) {
            if ((finding.kind == "not-a-definition" && readsFolder) || finding.kind == "trailing-text")
                m_input.findings.push_back(std::move(finding));
        }
    }

    const WorkspaceFiles& m_files;
    const Layout& m_layout;
    LintInput m_input;
};

} // namespace

LintInput inputOf(const WorkspaceFiles& files)
{
    return WorkspaceReader(files).read();
}

LintResult run(const WorkspaceFiles& files, std::vector<json::Document> keys)
{
    LintInput input = inputOf(files);
    input.keys = std::move(keys);
    LintResult result = run(input);
    std::erase_if(result.findings, [&](const LintFinding& found) {
        const auto file = files.held.find(found.finding.place.file);
        const bool isBroken = file != files.held.end() && file->second.problem;
        return isBroken && found.finding.message != file->second.problem->message;
    });
    return result;
}

} // namespace gatereeve::lint
