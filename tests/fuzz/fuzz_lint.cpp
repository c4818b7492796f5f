// Any JSON as each kind of file, and an object with the members conf, settings, policies, apis and keys as a workspace
// of those: lint stops at none, every place lies in its file, and each fix leaves JSON (docs/lint.md).

#include "core/lint/lint.h"
#include "core/lint/lintoutput.h"

#include <cstdlib>

using namespace gatereeve;

namespace
{

void require(bool holds)
{
    if (!holds)
        std::abort();
}

std::optional<json::Document> documentOf(const std::optional<json::Value>& value, const std::string& file)
{
    if (!value)
        return std::nullopt;
    auto document = json::Document::parse(std::string(value->raw()), {.file = file});
    return document ? std::optional(*std::move(document)) : std::nullopt;
}

void addAll(const std::optional<json::Value>& list, const std::string& name, std::vector<json::Document>& documents)
{
    if (!list || !list->isArray() || list->size() > 16)
        return;
    for (const json::Value element : *list)
        documents.push_back(*documentOf(element, name + std::to_string(documents.size())));
}

void requireFits(const lint::LintFinding& found, const json::Document& document)
{
    require(found.offset + found.length <= document.text().size());
    if (!found.fix)
        return;
    const std::string text = json::applied(document.text(), found.fix->edits);
    require(json::Document::parse(text, {.allowTrailingText = true}).ok());
}

void play(const lint::LintInput& input)
{
    const lint::LintResult result = lint::run(input);
    for (const lint::LintFinding& found : result.findings) {
        require(found.rule && !found.finding.message.english().empty());
        for (const auto* one : {&input.conf, &input.settings, &input.policies})
            if (*one && (*one)->file() == found.finding.place.file)
                requireFits(found, **one);
        for (const auto* many : {&input.policyFiles, &input.apis, &input.keys})
            for (const json::Document& document : *many)
                if (document.file() == found.finding.place.file)
                    requireFits(found, document);
    }
    const auto shown = [](const std::string& path) { return path; };
    require(json::Document::parse(lint::lintSarif({{input, result}}, shown)).ok());
    require(json::Document::parse(lint::lintJson({{input, result}}, shown)).ok());
}

lint::LintInput workspaceOf(const json::Value& root)
{
    lint::LintInput input;
    input.conf = documentOf(root.member("conf"), "conf");
    input.settings = documentOf(root.member("settings"), "settings");
    input.policies = documentOf(root.member("policies"), "policies");
    addAll(root.member("apis"), "api", input.apis);
    addAll(root.member("keys"), "key", input.keys);
    addAll(root.member("policyFiles"), "policy", input.policyFiles);
    return input;
}

lint::LintInput eachKindOf(const json::Value& root)
{
    lint::LintInput input;
    input.conf = documentOf(root, "conf");
    input.settings = documentOf(root, "settings");
    input.policies = documentOf(root, "policies");
    input.apis = {*documentOf(root, "api")};
    input.keys = {*documentOf(root, "key")};
    input.policyFiles = {*documentOf(root, "policy")};
    return input;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const auto document = json::Document::parse(std::string(reinterpret_cast<const char*>(data), size));
    if (!document)
        return 0;
    const json::Value root = document->root();
    lint::LintInput input = root.isObject() && root.member("policies") ? workspaceOf(root) : eachKindOf(root);
    input.knowsPolicies = input.knowsApis = true;
    for (const Profile profile : {Profile::Guide, Profile::Tyk29, Profile::Tyk5}) {
        input.profile = profile;
        play(input);
    }
    return 0;
}
