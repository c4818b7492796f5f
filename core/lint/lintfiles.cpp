#include "core/lint/lintfiles.h"

#include "core/lint/subjects.h"
#include "core/workspace/policyfiles.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace gatereeve::lint
{

namespace
{

std::string join(const std::string& folder, const std::string& name)
{
    return (std::filesystem::path(folder) / name).lexically_normal().string();
}

std::string folderOf(const std::string& path)
{
    const std::string folder = std::filesystem::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

std::string normal(const std::string& path)
{
    std::string text = std::filesystem::path(path).lexically_normal().string();
    if (text.size() > 1 && text.ends_with('/'))
        text.pop_back();
    return text;
}

Finding malformed(const Error& error)
{
    return {"malformed", Severity::Error, {"lint.malformed", "%1", {error.text}}, error.place};
}

bool isMalformed(const Finding& finding)
{
    return finding.kind == "malformed";
}

Finding unreadable(const Error& error)
{
    return {"unreadable", Severity::Error, {"lint.unreadable", "%1", {error.text}}, error.place};
}

bool hasAny(const json::Value& root, std::initializer_list<const char*> names)
{
    return std::ranges::any_of(names, [&](const char* name) { return memberOf(root, name).has_value(); });
}

// Puts files into an input, and what is wrong with them into its findings.
class Collector
{
public:
    Collector(LintInput& input, const FileSystem& files) : m_input(input), m_files(files) {}

    // Nothing, with a finding, where it can't be read or is no JSON.
    std::optional<json::Document> parse(const std::string& path)
    {
        Result<std::string> text = m_files.read(path, LargestFile);
        if (!text) {
            m_input.findings.push_back(unreadable(text.error()));
            return std::nullopt;
        }
        auto document = json::Document::parse(*std::move(text), {.file = path, .allowTrailingText = true});
        if (!document) {
            m_input.findings.push_back(malformed(document.error()));
            return std::nullopt;
        }
        return *std::move(document);
    }

    bool addTo(std::vector<json::Document>& documents, const std::string& path)
    {
        auto document = parse(path);
        if (document)
            documents.push_back(*std::move(document));
        return document.has_value();
    }

    // By what it holds.
    bool addByKind(const std::string& path)
    {
        auto document = parse(path);
        if (!document)
            return false;
        switch (kindOf(document->root(), path)) {
        case FileKind::Conf:
            m_input.conf = *std::move(document);
            break;
        case FileKind::Policies:
            m_input.policies = *std::move(document);
            break;
        case FileKind::Policy:
            m_input.policyFiles.push_back(*std::move(document));
            break;
        case FileKind::Api:
            m_input.apis.push_back(*std::move(document));
            break;
        case FileKind::Key:
            m_input.keys.push_back(*std::move(document));
            break;
        }
        return true;
    }

    std::vector<std::string> jsonFilesIn(const std::string& folder)
    {
        std::vector<std::string> paths;
        const Result<std::vector<std::string>> names = m_files.list(folder);
        if (!names)
            m_input.findings.push_back(unreadable(names.error()));
        for (const std::string& name : names ? *names : std::vector<std::string>())
            if (name.ends_with(".json") && !name.starts_with('.'))
                paths.push_back(join(folder, name));
        return paths;
    }

private:
    LintInput& m_input;
    const FileSystem& m_files;
};

class WorkspaceReader
{
public:
    WorkspaceReader(const Layout& layout, const FileSystem& files, std::optional<Profile> profile)
        : m_layout(layout),
          m_files(files),
          m_collector(m_input, files)
    {
        m_input.profile = profile.value_or(layout.workspaceSettings.profile.value_or(Profile::Guide));
    }

    LintInput read()
    {
        if (!m_layout.confFile.empty())
            m_input.conf = m_collector.parse(m_layout.confFile);
        if (m_files.info(m_layout.settingsFile).exists)
            m_input.settings = m_collector.parse(m_layout.settingsFile);
        // Of a file that is no JSON the collector says the same.
        std::ranges::copy_if(m_layout.findings, std::back_inserter(m_input.findings),
                             [](const Finding& finding) { return !isMalformed(finding); });
        readPolicies();
        readApis();
        return std::move(m_input);
    }

private:
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
        if (m_layout.policiesFile.empty())
            return;
        if (!m_files.info(m_layout.policiesFile).exists) {
            Finding missing =
                policiesFileMissing(m_layout.policiesFile, "there is no " + m_layout.policiesFile, {}).problems.front();
            if (!m_layout.confFile.empty())
                missing.place = {m_layout.confFile, 0, 0, "policies.policy_record_name"};
            m_input.findings.push_back(std::move(missing));
            return;
        }
        m_input.policies = m_collector.parse(m_layout.policiesFile);
        m_input.knowsPolicies = m_input.policies && m_input.policies->root().isObject();
    }

    void readPolicyFolder()
    {
        if (!m_files.info(m_layout.policyFolder).isDirectory) {
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
        for (const std::string& path : policyFilesNow(m_layout, m_files))
            m_input.knowsPolicies = m_collector.addTo(m_input.policyFiles, path) && m_input.knowsPolicies;
    }

    // As a gateway reads its app_path: what is no definition is told, and not an API.
    void readApis()
    {
        // With use_db_app_configs a gateway takes its APIs from elsewhere, and the folder is anybody's.
        const auto elsewhere = m_input.conf ? memberOf(m_input.conf->root(), "use_db_app_configs") : std::nullopt;
        const bool readsFolder = !(elsewhere && elsewhere->isBool() && elsewhere->boolean());
        m_input.knowsApis = !m_layout.apiFiles.empty() && readsFolder;
        for (const std::string& path : m_layout.apiFiles) {
            auto document = m_collector.parse(path);
            if (!document) {
                m_input.knowsApis = false;
                continue;
            }
            Findings found; // those of reading come with the run
            if (loadApiDefinition(document->text(), path, found, hasExportedApis(m_layout)))
                m_input.apis.push_back(*std::move(document));
            for (Finding& finding : found) {
                if ((finding.kind == "not-a-definition" && readsFolder) || finding.kind == "trailing-text")
                    m_input.findings.push_back(std::move(finding));
            }
        }
    }

    const Layout& m_layout;
    const FileSystem& m_files;
    LintInput m_input;
    Collector m_collector;
};

class PathReader
{
public:
    PathReader(const FileSystem& files, std::optional<Profile> profile)
        : m_files(files),
          m_profile(profile),
          m_collector(m_loose, files)
    {
    }

    Result<void> add(const std::string& written)
    {
        const std::string path = normal(written);
        const FileInfo info = m_files.info(path);
        if (!info.exists)
            return Error{"no such file or folder", {path, 0, 0, {}}};
        return info.isDirectory ? addFolder(path) : addFile(path);
    }

    std::vector<LintedFiles> finish()
    {
        if (m_hasLoose && m_workspaces.size() == 1)
            join(m_workspaces.front().input);
        else if (m_hasLoose)
            m_workspaces.push_back(loose());
        return std::move(m_workspaces);
    }

private:
    Result<void> addFolder(const std::string& path)
    {
        const Result<Layout> layout = findLayout(path, m_files, BrokenConf::Opened);
        if (layout)
            (void)addLayout(*layout);
        // Beside a broken tyk.conf whatever lies there is looked at.
        const bool saysNothing = layout && layout->policiesFile.empty() && layout->apiFiles.empty() &&
                                 std::ranges::any_of(layout->findings, isMalformed);
        if (layout && !saysNothing)
            return {};
        const std::vector<std::string> names = m_collector.jsonFilesIn(path);
        if (names.empty() && !layout)
            return layout.error();
        for (const std::string& name : names)
            addLoose(name);
        return {};
    }

    Result<void> addFile(const std::string& path)
    {
        const bool isConf = path.ends_with(".conf");
        if (!isConf) {
            const Result<std::string> text = m_files.read(path, LargestFile);
            if (!text)
                return text.error();
            const auto document = json::Document::parse(*text, {.file = path, .allowTrailingText = true});
            const FileKind kind = document ? kindOf(document->root(), path) : FileKind::Policy;
            if (kind != FileKind::Conf && kind != FileKind::Policies) {
                addLoose(path);
                return {};
            }
        }
        const Result<Layout> layout = findLayout(path, m_files, BrokenConf::Opened);
        return layout ? addLayout(*layout) : layout.error();
    }

    Result<void> addLayout(const Layout& layout)
    {
        m_workspaces.push_back({WorkspaceReader(layout, m_files, m_profile).read(), layout.stateFolder + "/journal"});
        return {};
    }

    void addLoose(const std::string& path)
    {
        m_hasLoose = true;
        if (m_looseFolder.empty())
            m_looseFolder = folderOf(path);
        m_allLooseParsed = m_collector.addByKind(path) && m_allLooseParsed;
    }

    LintedFiles loose()
    {
        m_loose.profile = m_profile.value_or(Profile::Guide);
        // Whoever gives several kinds at once, as an export does, means all of them.
        m_loose.knowsPolicies = m_allLooseParsed && (m_loose.policies || !m_loose.policyFiles.empty());
        m_loose.knowsApis = m_allLooseParsed && !m_loose.apis.empty();
        return {std::move(m_loose), m_looseFolder + "/.gatereeve/journal"};
    }

    void join(LintInput& input)
    {
        const auto move = [](auto& from, auto& to) { std::ranges::move(from, std::back_inserter(to)); };
        std::set<std::string> known; // a file may be named besides its workspace
        for (const auto* documents : {&input.policyFiles, &input.apis, &input.keys})
            for (const json::Document& document : *documents)
                known.insert(document.file());
        const auto isKnown = [&](const json::Document& document) { return known.contains(document.file()); };
        std::erase_if(m_loose.policyFiles, isKnown);
        std::erase_if(m_loose.apis, isKnown);
        move(m_loose.policyFiles, input.policyFiles);
        move(m_loose.apis, input.apis);
        move(m_loose.keys, input.keys);
        move(m_loose.findings, input.findings);
    }

    const FileSystem& m_files;
    const std::optional<Profile> m_profile;
    std::vector<LintedFiles> m_workspaces;
    LintInput m_loose; // files that are no workspace by themselves
    Collector m_collector;
    std::string m_looseFolder;
    bool m_hasLoose = false, m_allLooseParsed = true;
};

} // namespace

FileKind kindOf(const json::Value& root, const std::string& path)
{
    const auto port = memberOf(root, "listen_port");
    if (port && port->isNumber() && !hasAny(root, {"proxy", "version_data"}))
        return FileKind::Conf;
    if (path.ends_with("policies.json"))
        return FileKind::Policies;
    if (hasAny(root, {"proxy", "api_id", "openapi", "x-tyk-api-gateway", "api_definition"}))
        return FileKind::Api;
    if (hasAny(root,
               {"apply_policies", "apply_policy_id", "allowance", "quota_remaining", "quota_renews", "hmac_string"}) &&
        hasAny(root, {"access_rights", "apply_policies", "apply_policy_id"}))
        return FileKind::Key;
    const auto rights = memberOf(root, "access_rights");
    const auto rate = memberOf(root, "rate");
    return (rights && rights->isObject()) || (rate && rate->isNumber()) ? FileKind::Policy : FileKind::Policies;
}

Result<std::vector<LintedFiles>> readLintFiles(const std::vector<std::string>& paths, const FileSystem& files,
                                               std::optional<Profile> profile)
{
    PathReader reader(files, profile);
    for (const std::string& path : paths) {
        if (const Result<void> added = reader.add(path); !added)
            return added.error();
    }
    return reader.finish();
}

} // namespace gatereeve::lint
