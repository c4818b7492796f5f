#include "gateway/admin/apisendpoint.h"

#include "gateway/admin/adminanswers.h"
#include "gateway/admin/definitionview.h"

namespace gatereeve::gateway
{

AdminResponse answerApis(const AdminCall& call, const AdminContext& context)
{
    if (call.segments.size() > 3)
        return unknownPath();
    if (call.method != "GET")
        return methodNotSupported();
    const auto snapshot = context.snapshot();
    if (call.segments.size() == 3) {
        const CompiledApi* api = snapshot->findApi(call.segments[2]);
        return api ? jsonAnswer(completeDefinition(api->definition)) : refusal(404, "API not found");
    }
    json::Writer writer;
    writer.beginArray();
    for (const CompiledApi& api : snapshot->apis)
        writer.raw(completeDefinition(api.definition));
    writer.endArray();
    return jsonAnswer(writer.take());
}

} // namespace gatereeve::gateway
