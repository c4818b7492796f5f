#include "gateway/admin/organisationkeysendpoint.h"

#include "core/reading/writers.h"
#include "gateway/admin/adminanswers.h"
#include "gateway/admin/sessionbody.h"

namespace gatereeve::gateway
{

namespace
{

AdminResponse failed(const Error& error)
{
    return refusal(500, error.describe());
}

AdminResponse list(const AdminCall& call, const AdminContext& context)
{
    if (context.snapshot()->apis.empty())
        return refusal(404, "ORG not found");
    const std::string filter = call.parameter("filter").value_or("");
    json::Writer writer;
    writer.beginObject();
    writer.key("keys").beginArray();
    for (const auto& key : context.store().state()->organisations.all()) {
        const std::string_view organisation = organisationNamed(key->name);
        if (organisation.starts_with(filter))
            writer.string(organisation);
    }
    writer.endArray();
    writer.endObject();
    return jsonAnswer(writer.take());
}

AdminResponse show(const std::string& organisation, const AdminContext& context)
{
    const auto record = context.store().state()->organisations.find(nameOfOrganisation(organisation));
    if (!record || context.snapshot()->apis.empty())
        return refusal(404, "Org not found");
    return jsonAnswer(sessionText(record->session()));
}

AdminResponse put(const AdminCall& call, const std::string& organisation, const AdminContext& context,
                  std::string_view action)
{
    auto body = readSessionBody(call.body, TrailingText::Refused, context.snapshot()->profile);
    if (!body)
        return refusal(400, "Request malformed");
    StateStore& store = context.store();
    const std::string name = nameOfOrganisation(organisation);
    if (const auto stored = store.put({name, {}, std::move(body->session)}); !stored)
        return failed(stored.error());
    if (call.parameterIs("reset_quota", "1")) {
        if (const auto reset = store.resetCounters(name); !reset)
            return failed(reset.error());
    }
    return changed(organisation, action);
}

AdminResponse remove(const std::string& organisation, const AdminContext& context)
{
    if (context.snapshot()->apis.empty())
        return refusal(404, "Org not found");
    const auto removed = context.store().remove(nameOfOrganisation(organisation));
    if (!removed)
        return failed(removed.error());
    return *removed ? changed(organisation, "deleted") : refusal(400, "Failed to remove the key");
}

} // namespace

AdminResponse answerOrganisationKeys(const AdminCall& call, const AdminContext& context)
{
    const auto& segments = call.segments;
    if (segments.size() < 3 || segments.size() > 4 || segments[2] != "keys")
        return unknownPath();
    if (segments.size() == 3)
        return call.method == "GET" ? list(call, context) : methodNotSupported();
    const std::string& organisation = segments[3];
    if (call.method == "GET")
        return show(organisation, context);
    if (call.method == "POST")
        return put(call, organisation, context, "added");
    if (call.method == "PUT")
        return put(call, organisation, context, "modified");
    return call.method == "DELETE" ? remove(organisation, context) : methodNotSupported();
}

} // namespace gatereeve::gateway
