#include "gateway/admin/sessionbody.h"

#include "core/json/document.h"
#include "core/reading/readers.h"

namespace gatereeve::gateway
{

std::optional<SessionBody> readSessionBody(const std::string& text, TrailingText trailing, Profile profile)
{
    const auto document = json::Document::parse(text, {.allowTrailingText = trailing == TrailingText::Ignored});
    if (!document)
        return std::nullopt;
    Findings findings;
    const json::Value root = document->root();
    SessionBody body{readSession(root, findings, dialectOf(profile)), false};
    if (!findings.empty())
        return std::nullopt;
    body.session.unknown.clear();
    const auto expires = root.isObject() ? root.memberIgnoringCase("expires") : std::nullopt;
    body.hasExpires = expires && !expires->isNull();
    return body;
}

} // namespace gatereeve::gateway
