#include "models/lintedworkspace.h"

#include "core/reading/writers.h"
#include "models/workspace.h"

#include <cassert>

namespace gatereeve::models
{

namespace
{

constexpr std::string_view KeyPrefix = "key:"; // no path of ours begins so: they are absolute, or lie below a folder

void hold(lint::WorkspaceFiles& files, const JsonFile& file)
{
    files.held.try_emplace(
        file.path(), lint::HeldFile{file.lastGood(), file.error() ? std::optional(unusableFile(file)) : std::nullopt});
}

bool isThere(const JsonFile& file)
{
    return file.exists() || !file.text().empty();
}

} // namespace

lint::WorkspaceFiles filesToLint(const Workspace& workspace)
{
    lint::WorkspaceFiles files;
    files.layout = workspace.layout();
    files.layout.findings = workspace.findings();
    files.layout.policyFiles.clear();
    files.profile = workspace.profile();
    files.hasPolicyFolder =
        !files.layout.policyFolder.empty() && workspace.disk().info(files.layout.policyFolder).isDirectory;
    for (const JsonFile* file : workspace.policyFiles()) {
        if (file->isGone() || !isThere(*file))
            continue;
        hold(files, *file);
        if (workspace.policyForm() != PolicyForm::ById)
            files.layout.policyFiles.push_back(file->path());
    }
    if (workspace.confFile())
        hold(files, *workspace.confFile());
    if (isThere(workspace.settingsFile()))
        hold(files, workspace.settingsFile());
    for (const JsonFile* file : workspace.apiFiles())
        hold(files, *file);
    return files;
}

json::Document documentOf(const StoredKey& key)
{
    auto document = json::Document::parse(sessionText(key.session), {.file = std::string(KeyPrefix) + key.name});
    assert(document.ok()); // written by ourselves
    return *std::move(document);
}

bool isInKey(const Place& place)
{
    return place.file.starts_with(KeyPrefix);
}

std::string keyNameAt(const Place& place)
{
    return isInKey(place) ? place.file.substr(KeyPrefix.size()) : std::string();
}

lint::LintResult linted(const lint::WorkspaceFiles& files, const std::vector<json::Document>& keys)
{
    lint::LintResult result = lint::run(files, keys);
    std::erase_if(result.findings, [](const lint::LintFinding& found) {
        return found.rule->id == "secret-in-file" && isInKey(found.finding.place);
    });
    return result;
}

} // namespace gatereeve::models
