#include "gateway/admin/healthendpoint.h"

#include "gateway/admin/adminanswers.h"

namespace gatereeve::gateway
{

AdminResponse answerHealth(const AdminCall& call, const AdminContext& context)
{
    if (call.segments.size() != 2)
        return unknownPath();
    if (call.method != "GET")
        return methodNotSupported();
    const auto snapshot = context.snapshot();
    if (!snapshot->settings.enableHealthChecks)
        return refusal(400, "Health checks are not enabled for this node");
    const std::string apiId = call.parameter("api_id").value_or("");
    if (apiId.empty())
        return refusal(400, "missing api_id parameter");
    if (!snapshot->findApi(apiId))
        return refusal(404, "API ID not found");
    json::Writer writer;
    writer.beginObject();
    for (const char* const measure :
         {"throttle_reqests_per_second", "quota_violations_per_second", "key_failures_per_second",
          "average_upstream_latency", "average_requests_per_second"}) // the first name is spelt so (admin-api.md 7)
        writer.key(measure).integer(0);
    writer.endObject();
    return jsonAnswer(writer.take());
}

AdminResponse answerCache(const AdminCall& call)
{
    if (call.segments.size() != 3)
        return unknownPath();
    return call.method == "DELETE" ? okAnswer("cache invalidated") : methodNotSupported();
}

} // namespace gatereeve::gateway
