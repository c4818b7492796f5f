#include "core/reading/writers.h"

#include "core/reading/policyfields.h"
#include "core/reading/sessionfields.h"

#include <algorithm>

namespace gatereeve
{

namespace binding
{

void TimeText::write(json::Writer& writer, const std::string& value, ZeroMembers)
{
    writer.string(value.empty() ? NoTime : value);
}

void Tags::write(json::Writer& writer, const std::vector<std::string>& value, ZeroMembers)
{
    writer.beginArray();
    for (const std::string& tag : value)
        writer.string(tag);
    writer.endArray();
}

} // namespace binding

namespace
{

// What golden/README.md means by "members that policies can touch"; they are always written there.
constexpr std::string_view AppliedMembers[] = {"allowance",
                                               "rate",
                                               "per",
                                               "throttle_interval",
                                               "throttle_retry_limit",
                                               "expires",
                                               "quota_max",
                                               "quota_renews",
                                               "quota_remaining",
                                               "quota_renewal_rate",
                                               "access_rights",
                                               "org_id",
                                               "hmac_enabled",
                                               "enable_http_signature_validation",
                                               "is_inactive",
                                               "apply_policy_id",
                                               "apply_policies",
                                               "meta_data",
                                               "tags",
                                               "last_updated"};

bool isApplied(std::string_view name)
{
    return std::find(std::begin(AppliedMembers), std::end(AppliedMembers), name) != std::end(AppliedMembers);
}

} // namespace

void writeSession(json::Writer& writer, const Session& session)
{
    binding::Codec<Session>::write(writer, session, ZeroMembers::Write);
}

std::string sessionText(const Session& session)
{
    json::Writer writer;
    writeSession(writer, session);
    return writer.take();
}

void writeAppliedSession(json::Writer& writer, const Session& session)
{
    writer.beginObject();
    for (const auto& field : binding::Binding<Session>::fields) {
        const bool applied = isApplied(field.name);
        if (!applied && field.isZero(session))
            continue;
        writer.key(field.name);
        field.write(writer, session, applied ? ZeroMembers::Write : ZeroMembers::LeaveOut);
    }
    writer.endObject();
}

void writeAccessRights(json::Writer& writer, const AccessRights& rights)
{
    binding::Codec<AccessRights>::write(writer, rights, ZeroMembers::Write);
}

void writePolicy(json::Writer& writer, const Policy& policy, ZeroMembers zeros)
{
    binding::Codec<Policy>::write(writer, policy, zeros);
}

} // namespace gatereeve
