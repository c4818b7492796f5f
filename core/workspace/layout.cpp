#include "core/workspace/layout.h"

#include "core/reading/documentkind.h"
#include "core/reading/readers.h"
#include "core/workspace/exportfiles.h"
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

bool isConf(const json::Value& root)
{
    const std::optional<json::Value> port = root.isObject() ? root.member("listen_port") : std::nullopt;
    return port && port->isNumber();
}

bool looksLikeConf(const std::string& path, const FileSystem& files)
{
    const Result<json::Document> document = parseFile(path, files);
    return document && isConf(document->root());
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

std::vector<std::string> jsonFilesIn(const std::string& folder, const FileSystem& files)
{
    std::vector<std::string> paths;
    const Result<std::vector<std::string>> names = files.list(folder);
    if (!names)
        return paths;
    for (const std::string& name : *names) {
        if (name.ends_with(".json"))
            paths.push_back(join(folder, name));
    }
    return paths;
}

// What a dashboard would deliver, where it was exported to the side of tyk.conf.
void findExportedPolicies(Layout& layout, const FileSystem& files)
{
    for (const std::string& folder : {join(layout.folder, UsualPolicies), layout.folder}) {
        ExportFiles found = exportFilesIn(folder, files);
        if (found.policies.empty())
            continue;
        layout.isExport = true;
        layout.policyFolder = folder;
        layout.policyFiles = std::move(found.policies);
        return;
    }
}

void findPolicies(Layout& layout, const PathMapping& mapping, const FileSystem& files)
{
    const GatewaySettings& settings = layout.settings;
    const Place conf{layout.confFile, 0, 0, "policies"};
    if (!settings.policyPath.empty()) {
        layout.policyFolder = mapping.folder(settings.policyPath, {UsualPolicies}, layout.mapped);
        layout.policyFiles = jsonFilesIn(layout.policyFolder, files);
    }
    if (!settings.hasPolicies) {
        report(layout.findings, "no-policies", Severity::Warning,
               {"layout.noPolicies",
                "there is no section \"policies\", so the gateway knows no policy; it can be added",
                {}},
               {layout.confFile, 0, 0, {}});
    } else if (settings.policySource == "service" || settings.policySource == "rpc") {
        findExportedPolicies(layout, files);
        report(layout.findings, "policies-elsewhere", Severity::Note,
               layout.isExport ? Message{"layout.policiesExported",
                                         "policies come from a source of kind \"%1\"; what lies in %2 stands in for it",
                                         {settings.policySource, layout.policyFolder}}
                               : Message{"layout.policiesElsewhere",
                                         "policies come from a source of kind \"%1\", not from a file",
                                         {settings.policySource}},
               conf);
    } else if (!settings.policyRecordName.empty()) {
        layout.policiesFile = mapping.file(settings.policyRecordName, {FolderPolicies, BarePolicies}, layout.mapped);
    } else if (settings.policyPath.empty()) {
        report(layout.findings, "no-policies", Severity::Warning,
               {"layout.noRecordName", "\"policy_record_name\" names no file, so the gateway knows no policy", {}},
               conf);
    }
}

void listApis(Layout& layout, const FileSystem& files)
{
    if (layout.appFolder.empty())
        return;
    if (const auto names = files.list(layout.appFolder); !names)
        report(layout.findings, "unreadable", Severity::Error,
               {"layout.appFolderUnreadable", "%1", {names.error().text}}, names.error().place);
    layout.apiFiles = jsonFilesIn(layout.appFolder, files);
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

void findCertificates(Layout& layout, const PathMapping& mapping)
{
    const auto find = [&](const std::string& written) {
        return written.empty() ? written : mapping.file(written, {}, layout.mapped);
    };
    for (const CertificateFiles& named : layout.settings.certificates)
        layout.certificates.push_back({named.domainName, find(named.certFile), find(named.keyFile)});
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

void findNamed(Layout& layout, const FileSystem& files)
{
    const PathMapping mapping(layout.folder, layout.workspaceSettings.paths, files);
    findPolicies(layout, mapping, files);
    findApis(layout, mapping, files);
    findCertificates(layout, mapping);
}

// APIs beside policies that no tyk.conf names.
void findApisBeside(Layout& layout, const FileSystem& files)
{
    if (files.info(join(layout.folder, UsualApps)).isDirectory)
        layout.appFolder = join(layout.folder, UsualApps);
    listApis(layout, files);
}

// Without a word from tyk.conf: where they usually are.
Layout fromBrokenConf(const std::string& confFile, const Error& error, const FileSystem& files)
{
    Layout layout;
    layout.folder = folderOf(confFile);
    layout.confFile = confFile;
    report(layout.findings, "malformed", Severity::Error, {"layout.brokenConf", "%1", {error.text}}, error.place);
    readOwnSettings(layout, files);
    for (const std::string& name : {FolderPolicies, BarePolicies}) {
        if (layout.policiesFile.empty() && isFile(files, join(layout.folder, name)))
            layout.policiesFile = join(layout.folder, name);
    }
    findApisBeside(layout, files);
    return layout;
}

Result<Layout> fromConf(const std::string& confFile, const FileSystem& files, BrokenConf brokenConf)
{
    const Result<json::Document> document = parseFile(confFile, files);
    if (!document && brokenConf == BrokenConf::Opened)
        return fromBrokenConf(confFile, document.error(), files);
    if (!document)
        return document.error();
    Layout layout;
    layout.folder = folderOf(confFile);
    layout.confFile = confFile;
    reportTrailingText(*document, layout.findings);
    layout.settings = readGatewaySettings(document->root(), layout.findings);
    readOwnSettings(layout, files);
    findNamed(layout, files);
    return layout;
}

// `folder`/policies.json or `folder`/policies/policies.json, with the APIs beside it if there are any.
Layout fromPolicies(const std::string& folder, const std::string& policiesFile, const FileSystem& files)
{
    Layout layout;
    layout.folder = folder;
    layout.policiesFile = policiesFile;
    readOwnSettings(layout, files);
    findApisBeside(layout, files);
    return layout;
}

Layout fromExportedFile(const std::string& path, const FileSystem& files)
{
    Layout layout;
    layout.folder = folderOf(path);
    layout.isExport = true;
    layout.policyFiles = {path};
    readOwnSettings(layout, files);
    findApisBeside(layout, files);
    return layout;
}

// Policies in the folder, or below it in `policies`; nothing: there are none and no index either.
std::optional<Layout> fromExport(const std::string& folder, const FileSystem& files)
{
    Layout layout;
    layout.folder = folder;
    layout.isExport = true;
    const ExportFiles here = exportFilesIn(folder, files);
    const bool isBelow = !here.hasIndex && here.policies.empty();
    layout.policyFolder = isBelow ? join(folder, UsualPolicies) : folder;
    layout.policyFiles = isBelow ? exportFilesIn(layout.policyFolder, files).policies : here.policies;
    if (!here.hasIndex && layout.policyFiles.empty())
        return std::nullopt;
    readOwnSettings(layout, files);
    findApisBeside(layout, files);
    if (layout.appFolder.empty())
        layout.apiFiles = here.apis;
    return layout;
}

// So that a bare file means the same workspace whether it or its folder is opened.
Layout fromBareFile(const std::string& path, const FileSystem& files)
{
    const bool inItsFolder = path.ends_with("/" + FolderPolicies) || path == FolderPolicies;
    return fromPolicies(inItsFolder ? folderOf(folderOf(path)) : folderOf(path), path, files);
}

// A file that was named and is no tyk.conf. A broken one is a policies file: its place and reason are found when it is
// read.
Result<Layout> fromFile(const std::string& path, const FileSystem& files)
{
    if (std::filesystem::path(path).filename() == ExportIndexName)
        return *fromExport(folderOf(path), files);
    const Result<json::Document> document = parseFile(path, files);
    switch (document ? kindOf(*document) : DocumentKind::PolicyMap) {
    case DocumentKind::Policy:
    case DocumentKind::PolicyList:
    case DocumentKind::PolicyReply:
        return fromExportedFile(path, files);
    case DocumentKind::Api:
        return Error{"is an API definition; open the tyk.conf or the folder that it belongs to", {path, 0, 0, {}}};
    case DocumentKind::Key:
        return Error{"is a key, not policies; open the tyk.conf or the folder that it belongs to", {path, 0, 0, {}}};
    case DocumentKind::PolicyMap:
    case DocumentKind::Settings: // without a port: no gateway would start from it
    case DocumentKind::Other:
        break;
    }
    return fromBareFile(path, files);
}

// A policies file that stands where it usually does; whatever it holds, the folder opens.
Layout fromUsualFile(const std::string& path, const FileSystem& files)
{
    auto layout = fromFile(path, files);
    return layout ? *std::move(layout) : fromBareFile(path, files);
}

Result<Layout> layoutOf(const std::string& path, const FileSystem& files, BrokenConf brokenConf)
{
    const FileInfo info = files.info(path);
    if (!info.exists)
        return Error{"no such file or folder; open a tyk.conf, a policies file or a folder that has one",
                     {path, 0, 0, {}}};
    if (!info.isDirectory) {
        if (path.ends_with(".conf") || looksLikeConf(path, files))
            return fromConf(path, files, brokenConf);
        return fromFile(path, files);
    }
    if (const std::string conf = confIn(path, files); !conf.empty())
        return fromConf(conf, files, brokenConf);
    for (const std::string& name : {FolderPolicies, BarePolicies}) {
        if (isFile(files, join(path, name)))
            return fromUsualFile(join(path, name), files);
    }
    if (auto exported = fromExport(path, files))
        return *std::move(exported);
    return Error{"has no tyk.conf, no policies.json and no exported policies; open the file itself, or another folder",
                 {path, 0, 0, {}}};
}

} // namespace

Result<Layout> findLayout(const std::string& opened, const FileSystem& files, BrokenConf brokenConf)
{
    std::string path = std::filesystem::path(opened).lexically_normal().string();
    if (path.size() > 1 && path.ends_with('/'))
        path.pop_back();
    Result<Layout> layout = layoutOf(path, files, brokenConf);
    if (layout)
        layout->opened = std::move(path);
    return layout;
}

void locate(Layout& layout, const FileSystem& files)
{
    if (layout.confFile.empty())
        return;
    layout.policiesFile.clear();
    layout.policyFolder.clear();
    layout.policyFiles.clear();
    layout.isExport = false;
    layout.appFolder.clear();
    layout.apiFiles.clear();
    layout.certificates.clear();
    layout.mapped.clear();
    layout.findings.clear();
    findNamed(layout, files);
}

std::vector<std::string> policyFilesNow(const Layout& layout, const FileSystem& files)
{
    if (layout.policyFolder.empty())
        return layout.policyFiles;
    return layout.isExport ? exportFilesIn(layout.policyFolder, files).policies
                           : jsonFilesIn(layout.policyFolder, files);
}

std::vector<std::string> apiFilesNow(const Layout& layout, const FileSystem& files)
{
    if (!layout.appFolder.empty())
        return jsonFilesIn(layout.appFolder, files);
    return layout.confFile.empty() && !layout.policyFolder.empty() ? exportFilesIn(layout.folder, files).apis
                                                                   : layout.apiFiles;
}

bool hasExportedApis(const Layout& layout)
{
    return layout.isExport || layout.settings.useDbAppConfigs;
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

std::optional<ApiDefinition> loadApiDefinition(const std::string& text, const std::string& fileName, Findings& findings,
                                               bool isExported)
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
    json::Value root = document->root();
    if (isExported && root.isObject()) {
        if (const auto inner = root.member("api_definition"); inner && inner->isObject())
            root = *inner;
    }
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
