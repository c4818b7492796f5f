#include "core/lint/lintfiles.h"

#include "core/lint/lintworkspace.h"
#include "core/reading/documentkind.h"
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

HeldFile heldFile(const std::string& path, const FileSystem& files)
{
    Result<std::string> text = files.read(path, LargestFile);
    if (!text)
        return {std::nullopt, unreadable(text.error())};
    auto document = json::Document::parse(*std::move(text), {.file = path, .allowTrailingText = true});
    if (!document)
        return {std::nullopt, malformed(document.error())};
    return {*std::move(document), std::nullopt};
}

// A part of a workspace, not one by itself.
bool isLoose(DocumentKind kind)
{
    return kind == DocumentKind::Policy || kind == DocumentKind::Api || kind == DocumentKind::Key;
}

// Puts files into an input, and what is wrong with them into its findings.
class Collector
{
public:
    Collector(LintInput& input, const FileSystem& files) : m_input(input), m_files(files) {}

    // Nothing, with a finding, where it can't be read or is no JSON.
    std::optional<json::Document> parse(const std::string& path)
    {
        HeldFile file = heldFile(path, m_files);
        if (file.problem)
            m_input.findings.push_back(*std::move(file.problem));
        return std::move(file.document);
    }

    // By what it holds.
    bool addByKind(const std::string& path)
    {
        auto document = parse(path);
        if (!document)
            return false;
        switch (kindOf(*document)) {
        case DocumentKind::Settings:
            m_input.conf = *std::move(document);
            break;
        case DocumentKind::Policy:
            m_input.policyFiles.push_back(*std::move(document));
            break;
        case DocumentKind::Api:
            m_input.apis.push_back(*std::move(document));
            break;
        case DocumentKind::Key:
            m_input.keys.push_back(*std::move(document));
            break;
        case DocumentKind::PolicyMap:
        case DocumentKind::PolicyList:
        case DocumentKind::PolicyReply:
        case DocumentKind::Other: // reading it as policies says what is wrong
            m_input.policies = *std::move(document);
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

// A workspace as it lies on the disk.
class DiskReader
{
public:
    DiskReader(const Layout& layout, const FileSystem& files, std::optional<Profile> profile) : m_disk(files)
    {
        m_files.layout = layout;
        m_files.profile = profile.value_or(layout.workspaceSettings.profile.value_or(Profile::Guide));
        m_files.layout.policyFiles = policyFilesNow(layout, files);
        m_files.hasPolicyFolder = !layout.policyFolder.empty() && files.info(layout.policyFolder).isDirectory;
    }

    LintInput read()
    {
        const Layout& layout = m_files.layout;
        hold(layout.confFile);
        for (const std::string* one : {&layout.settingsFile, &layout.policiesFile}) {
            if (!one->empty() && m_disk.info(*one).exists)
                hold(*one);
        }
        for (const auto* many : {&layout.policyFiles, &layout.apiFiles}) {
            for (const std::string& path : *many)
                hold(path);
        }
        return inputOf(m_files);
    }

private:
    void hold(const std::string& path)
    {
        if (!path.empty())
            m_files.held.try_emplace(path, heldFile(path, m_disk));
    }

    const FileSystem& m_disk;
    WorkspaceFiles m_files;
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
            if (!document || isLoose(kindOf(*document))) {
                addLoose(path);
                return {};
            }
        }
        const Result<Layout> layout = findLayout(path, m_files, BrokenConf::Opened);
        return layout ? addLayout(*layout) : layout.error();
    }

    Result<void> addLayout(const Layout& layout)
    {
        m_workspaces.push_back({DiskReader(layout, m_files, m_profile).read(), layout.stateFolder + "/journal"});
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
