#include "gateway/admin/apisendpoint.h"

#include "core/json/document.h"
#include "core/reading/readers.h"
#include "gateway/admin/adminanswers.h"
#include "gateway/admin/definitionview.h"

namespace gatereeve::gateway
{

namespace
{

AdminResponse show(const Snapshot& snapshot, const std::string& id)
{
    if (!id.empty()) {
        const CompiledApi* api = snapshot.findApi(id);
        return api ? jsonAnswer(completeDefinition(api->definition)) : refusal(404, "API not found");
    }
    json::Writer writer;
    writer.beginArray();
    for (const CompiledApi& api : snapshot.apis)
        writer.raw(completeDefinition(api.definition));
    writer.endArray();
    return jsonAnswer(writer.take());
}

// Nothing when the body is no object or a member has the wrong type. What is in it is not judged (admin-api.md 4).
std::optional<ApiDefinition> readBody(const std::string& text)
{
    const auto document = json::Document::parse(text, {.allowTrailingText = true});
    if (!document || !document->root().isObject())
        return std::nullopt;
    Findings findings;
    ApiDefinition definition = readApiDefinition(document->root(), findings);
    return definition.unusable ? std::nullopt : std::optional(std::move(definition));
}

AdminResponse write(const AdminCall& call, const std::string& id, DefinitionFiles& files, std::string_view action)
{
    const auto definition = readBody(call.body);
    if (!definition)
        return refusal(400, "Request malformed");
    if (!id.empty() && definition->apiId != id)
        return refusal(400, "Request APIID does not match that in Definition! For Updtae operations these must match.");
    const std::string text = json::indented(completeDefinition(*definition), "  ");
    if (const auto written = files.write(definition->apiId, text); !written)
        return refusal(500, "File object creation failed, write error");
    return changed(definition->apiId, action);
}

AdminResponse change(const AdminCall& call, const std::string& id, const AdminContext& context)
{
    if (context.snapshot()->settings.useDbAppConfigs)
        return refusal(500, "Due to enabled use_db_app_configs, please use the Dashboard API");
    if (!context.definitions)
        return refusal(500, "Definitions are not written through this gateway; edit their files");
    DefinitionFiles& files = *context.definitions;
    if (call.method == "POST")
        return write(call, id, files, "added");
    if (call.method == "PUT")
        return id.empty() ? refusal(400, "Must specify an apiID to update") : write(call, id, files, "modified");
    if (id.empty())
        return refusal(400, "Must specify an apiID to delete");
    return files.remove(id) ? changed(id, "deleted") : refusal(500, "Delete failed");
}

} // namespace

AdminResponse answerApis(const AdminCall& call, const AdminContext& context)
{
    if (call.segments.size() > 3)
        return unknownPath();
    const std::string id = call.segments.size() == 3 ? call.segments[2] : std::string();
    if (call.method == "GET")
        return show(*context.snapshot(), id);
    if (call.method == "POST" || call.method == "PUT" || call.method == "DELETE")
        return change(call, id, context);
    return methodNotSupported();
}

} // namespace gatereeve::gateway
