#include "core/workspace/exportfiles.h"

#include "core/reading/documentkind.h"
#include "core/workspace/layout.h"

#include <set>

namespace gatereeve
{

namespace
{

std::optional<json::Document> parsed(const std::string& path, const FileSystem& files)
{
    Result<std::string> text = files.read(path, LargestFile);
    if (!text)
        return std::nullopt;
    auto document = json::Document::parse(
        *std::move(text),
        {.file = path, .maximumSize = LargestFile, .allowTrailingText = true, .allowByteOrderMark = true});
    return document ? std::optional(*std::move(document)) : std::nullopt;
}

// {"files": [{"file": "api-1.json"}], "policies": [{"file": "policy-1.json"}]}
std::set<std::string> indexed(const json::Value& index, std::string_view list)
{
    std::set<std::string> names;
    const auto entries = index.isObject() ? index.member(list) : std::nullopt;
    if (!entries || !entries->isArray())
        return names;
    for (const json::Value entry : *entries) {
        const auto file = entry.isObject() ? entry.member("file") : std::nullopt;
        // A name with a slash would lead out of the folder.
        if (file && file->isString() && file->string().find('/') == std::string::npos)
            names.insert(file->string());
    }
    return names;
}

bool holdsPolicies(const std::string& path, const FileSystem& files)
{
    const auto document = parsed(path, files);
    if (!document)
        return false;
    const DocumentKind kind = kindOf(*document);
    return kind == DocumentKind::Policy || kind == DocumentKind::PolicyList || kind == DocumentKind::PolicyReply;
}

} // namespace

ExportFiles exportFilesIn(const std::string& folder, const FileSystem& files)
{
    ExportFiles found;
    const Result<std::vector<std::string>> names = files.list(folder);
    if (!names)
        return found;
    std::set<std::string> policies, apis;
    const std::string prefix = folder + '/';
    if (files.info(prefix + std::string(ExportIndexName)).exists) {
        found.hasIndex = true;
        if (const auto index = parsed(prefix + std::string(ExportIndexName), files)) {
            policies = indexed(index->root(), "policies");
            apis = indexed(index->root(), "files");
        }
    }
    for (const std::string& name : *names) {
        if (!name.ends_with(".json") || name == ExportIndexName)
            continue;
        if (policies.contains(name) || name.starts_with("policy-"))
            found.policies.push_back(prefix + name);
        else if (apis.contains(name) || name.starts_with("api-") || name.starts_with("oas-"))
            found.apis.push_back(prefix + name);
        else if (holdsPolicies(prefix + name, files))
            found.policies.push_back(prefix + name);
    }
    return found;
}

} // namespace gatereeve
