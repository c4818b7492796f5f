#include "core/workspace/layout.h"

#include "core/reading/loadrules.h"
#include "core/workspace/pathmapping.h"

#include <algorithm>
#include <filesystem>

namespace gatereeve
{
namespace
{

const std::string FolderPolicies = "policies/policies.json";
const std::string BarePolicies = "policies.json";
const std::string UsualApps = "apps";
const std::string UsualPolicies = "policies";

std::string join(const std::string& folder, const std::string& name)
{
    return (std::filesystem::path(folder) / name).lexically_normal().string();
}

std::string folderOf(const std::string& path)
{
    const std::string folder = std::filesystem::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

bool isFile(const FileSystem& files, const std::string& path)
{
    const FileInfo info = files.info(path);
    return info.exists && !info.isDirectory;
}

Result<json::Document> parseFile(const std::string& path, const FileSystem& files)
{
    Result<std::string> text = files.read(path, LargestFile);
    if (!text)
        return text.error();
    json::ParseOptions options;
    options.file = path;
    options.allowTrailingText = true; // as the gateway reads its files
    return json::Document::parse(*std::move(text), options);
}

void report(Findings& findings, const char* kind, Severity severity, Message message, const Place& place)
{
    findings.push_back({kind, severity, std::move(message), place});
}

void reportTrailingText(const json::Document& document, Findings& findings)
{
    if (document.hasTrailingText())
        report(findings, "trailing-text", Severity::Note,
               {"file.trailingText", "the text after the end of the JSON value is ignored", {}},
               document.placeAt(document.endOfRoot()));
}

bool looksLikeConf(const std::string& path, const FileSystem& files)
{
    const Result<json::Document> document = parseFile(path, files);
    if (!document || !document->root().isObject())
        return false;
    const std::optional<json::Value> port = document->root().member("listen_port");
    return port && port->isNumber();
}

// tyk.conf, tyk.standalone.conf, or the first *.conf with a port; empty: none.
std::string confIn(const std::string& folder, const FileSystem& files)
{
    for (const char* name : {"tyk.conf", "tyk.standalone.conf"}) {
        if (isFile(files, join(folder, name)))
            return join(folder, name);
    }
    const Result<std::vector<std::string>> names = files.list(folder);
    if (!names)
        return {};
    for (const std::string& name : *names) {
        if (name.ends_with(".conf") && isFile(files, join(folder, name)) && looksLikeConf(join(folder, name), files))
            return join(folder, name);
    }
    return {};
}

void findPolicies(Layout& layout, const PathMapping& mapping)
{
    const GatewaySettings& settings = layout.settings;
    const Place conf{layout.confFile, 0, 0, "policies"};
    if (!settings.policyPath.empty())
        layout.policyFolder = mapping.folder(settings.policyPath, {UsualPolicies}, layout.mapped);
    if (!settings.hasPolicies) {
        report(layout.findings, "no-policies", Severity::Warning,
               {"layout.noPolicies",
                "there is no section \"policies\", so the gateway knows no policy; it can be added",
                {}},
               {layout.confFile, 0, 0, {}});
    } else if (settings.policySource == "service" || settings.policySource == "rpc") {
        report(layout.findings, "policies-elsewhere", Severity::Note,
               {"layout.policiesElsewhere",
                "policies come from a source of kind \"%1\", not from a file",
                {settings.policySource}},
               conf);
    } else if (!settings.policyRecordName.empty()) {
        layout.policiesFile = mapping.file(settings.policyRecordName, {FolderPolicies, BarePolicies}, layout.mapped);
    } else if (!settings.policyPath.empty()) {
        const bool isRead = loadRulesFor(layout.workspaceSettings.profile.value_or(Profile::Guide)).readsFolder;
        if (isRead)
            report(
                layout.findings, "policy-folder", Severity::Note,
                {"layout.policyFolderRead",
                 "policies come from a folder, one a file (\"policy_path\"); only a single policies file can be edited "
                 "here",
                 {}},
                conf);
        else
            report(layout.findings, "policy-folder", Severity::Warning,
                   {"layout.policyFolder",
                    "\"policy_path\" (a folder with one policy a file) is read by Tyk 5 only; name one file in "
                    "\"policy_record_name\"",
                    {}},
                   conf);
    } else {
        report(layout.findings, "no-policies", Severity::Warning,
               {"layout.noRecordName", "\"policy_record_name\" names no file, so the gateway knows no policy", {}},
               conf);
    }
}

void listApis(Layout& layout, const FileSystem& files)
{
    if (layout.appFolder.empty())
        return;
    const Result<std::vector<std::string>> names = files.list(layout.appFolder);
    if (!names) {
        report(layout.findings, "unreadable", Severity::Error,
               {"layout.appFolderUnreadable", "%1", {names.error().text}}, names.error().place);
        return;
    }
    for (const std::string& name : *names) {
        if (name.ends_with(".json"))
            layout.apiFiles.push_back(join(layout.appFolder, name));
    }
}

void findApis(Layout& layout, const PathMapping& mapping, const FileSystem& files)
{
    const std::string& written = layout.settings.appPath;
    if (written.empty()) {
        report(layout.findings, "no-apis", Severity::Warning,
               {"layout.noApps", "\"app_path\" names no folder, so the gateway serves no API", {}},
               {layout.confFile, 0, 0, {}});
        return;
    }
    const std::string folder = mapping.folder(written, {UsualApps}, layout.mapped);
    if (files.info(folder).isDirectory)
        layout.appFolder = folder;
    else
        report(layout.findings, "missing-folder", Severity::Warning,
               {"layout.appFolderMissing",
                "\"app_path\" is %1, which is not here, so the gateway serves no API",
                {written}},
               {layout.confFile, 0, 0, "app_path"});
    listApis(layout, files);
}

void readOwnSettings(Layout& layout, const FileSystem& files)
{
    layout.settingsFile = join(layout.folder, "gatereeve.json");
    layout.stateFolder = join(layout.folder, ".gatereeve");
    if (!files.info(layout.settingsFile).exists)
        return;
    const Result<json::Document> document = parseFile(layout.settingsFile, files);
    if (document)
        layout.workspaceSettings = readWorkspaceSettings(document->root(), layout.findings);
    else
        report(layout.findings, "malformed", Severity::Error,
               {"layout.settingsUnreadable", "%1; the defaults are used", {document.error().text}},
               document.error().place);
}

Result<Layout> fromConf(const std::string& confFile, const FileSystem& files)
{
    const Result<json::Document> document = parseFile(confFile, files);
    if (!document)
        return document.error();
    Layout layout;
    layout.folder = folderOf(confFile);
    layout.confFile = confFile;
    reportTrailingText(*document, layout.findings);
    layout.settings = readGatewaySettings(document->root(), layout.findings);
    readOwnSettings(layout, files);
    const PathMapping mapping(layout.folder, layout.workspaceSettings.paths, files);
    findPolicies(layout, mapping);
    findApis(layout, mapping, files);
    return layout;
}

// `folder`/policies.json or `folder`/policies/policies.json, with the APIs beside it if there are any.
Layout fromPolicies(const std::string& folder, const std::string& policiesFile, const FileSystem& files)
{
    Layout layout;
    layout.folder = folder;
    layout.policiesFile = policiesFile;
    if (files.info(join(folder, UsualApps)).isDirectory)
        layout.appFolder = join(folder, UsualApps);
    readOwnSettings(layout, files);
    listApis(layout, files);
    return layout;
}

} // namespace

Result<Layout> findLayout(const std::string& opened, const FileSystem& files)
{
    std::string path = std::filesystem::path(opened).lexically_normal().string();
    if (path.size() > 1 && path.ends_with('/'))
        path.pop_back();
    const FileInfo info = files.info(path);
    if (!info.exists)
        return Error{"no such file or folder; open a tyk.conf, a policies file or a folder that has one",
                     {path, 0, 0, {}}};
    if (!info.isDirectory) {
        if (path.ends_with(".conf") || looksLikeConf(path, files))
            return fromConf(path, files);
        // So that a bare file means the same workspace whether it or its folder is opened.
        const bool inItsFolder = path.ends_with("/" + FolderPolicies) || path == FolderPolicies;
        return fromPolicies(inItsFolder ? folderOf(folderOf(path)) : folderOf(path), path, files);
    }
    if (const std::string conf = confIn(path, files); !conf.empty())
        return fromConf(conf, files);
    for (const std::string& name : {FolderPolicies, BarePolicies}) {
        if (isFile(files, join(path, name)))
            return fromPolicies(folderOf(join(path, BarePolicies)), join(path, name), files);
    }
    return Error{"has no tyk.conf and no policies.json; open the file itself, or another folder", {path, 0, 0, {}}};
}

WorkspaceSettings readWorkspaceSettings(const json::Value& value, Findings& findings)
{
    WorkspaceSettings settings;
    const auto wrong = [&](const json::Value& member, const char* expected) {
        report(findings, "wrong-type", Severity::Error,
               {"settings.wrong", "%1 must be %2; it is ignored", {member.path(), expected}}, member.place());
    };
    if (!value.isObject()) {
        report(findings, "wrong-type", Severity::Error,
               {"settings.noObject", "the settings must be an object; the defaults are used", {}}, value.place());
        return settings;
    }
    if (const std::optional<json::Value> profile = value.member("profile")) {
        for (const Profile known : {Profile::Guide, Profile::Tyk29, Profile::Tyk5}) {
            if (profile->isString() && profile->string() == nameOf(known))
                settings.profile = known;
        }
        if (!settings.profile)
            wrong(*profile, "\"guide\", \"2.9\" or \"5\"");
    }
    if (const std::optional<json::Value> upstream = value.member("upstream")) {
        if (upstream->isString() && (upstream->string() == "echo" || upstream->string().empty()))
            settings.upstream = upstream->string();
        else
            wrong(*upstream, "\"echo\" or \"\"");
    }
    if (const std::optional<json::Value> paths = value.member("paths")) {
        if (!paths->isObject())
            wrong(*paths, "an object of texts");
        for (const json::Value path : *paths) {
            if (path.hasName() && path.isString())
                settings.paths[path.name()] = path.string();
            else if (path.hasName())
                wrong(path, "a text");
        }
    }
    return settings;
}

std::optional<ApiDefinition> loadApiDefinition(const std::string& text, const std::string& fileName, Findings& findings)
{
    json::ParseOptions options;
    options.file = fileName;
    options.allowTrailingText = true;
    const Result<json::Document> document = json::Document::parse(text, options);
    if (!document) {
        report(findings, "malformed", Severity::Error,
               {"api.malformed", "%1; the API is not served", {document.error().text}}, document.error().place);
        return std::nullopt;
    }
    const json::Value root = document->root();
    const auto has = [&](const char* name) { return root.isObject() && root.member(name).has_value(); };
    const bool isOas = has("x-tyk-api-gateway") || has("openapi");
    if (!isOas && !has("api_id") && !has("proxy")) {
        report(findings, "not-a-definition", Severity::Error,
               has("api_definition") ? Message{"api.exported",
                                               "the definition lies inside \"api_definition\", where the gateway does "
                                               "not look; no API is served from here",
                                               {}}
                                     : Message{"api.none",
                                               "there is neither \"api_id\" nor \"proxy\", so this is no API "
                                               "definition; no API is served from here",
                                               {}},
               root.place());
        return std::nullopt;
    }
    reportTrailingText(*document, findings);
    ApiDefinition definition = readApiDefinition(root, findings);
    definition.fileName = fileName;
    return definition;
}

} // namespace gatereeve
