#include "app/commands/sessionsummary.h"

#include "core/units.h"

namespace gatereeve::app
{

namespace
{

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

std::string endText(const Session& session, int64_t now)
{
    if (session.expires < 1)
        return "never";
    return utcText(session.expires) + (session.expires < now ? " UTC, has ended" : " UTC");
}

// The admin API shows 0 remaining for a root that was never counted on: too little to tell.
enum class Remaining : uint8_t { Known, KnownAboveZero };

std::string quotaLine(const Limit& limit, Remaining remaining)
{
    std::string text = quotaText(limit.quotaMax, limit.quotaRenewalRate);
    if (limit.quotaMax <= 0 || (remaining == Remaining::KnownAboveZero && limit.quotaRemaining <= 0))
        return text;
    text += ", " + groupedNumber(limit.quotaRemaining) + " left";
    if (limit.quotaRenews > 0)
        text += ", renewed at " + utcText(limit.quotaRenews) + " UTC";
    return text;
}

std::string rightLine(const std::string& apiId, const AccessRight& right)
{
    std::string text = apiId;
    if (!right.versions.empty())
        text += ", versions " + joined(right.versions);
    if (!right.allowedUrls.empty())
        text += ", " + std::to_string(right.allowedUrls.size()) + " allowed URLs";
    if (right.limit)
        text += "; " + rateText(right.limit->rate, right.limit->per) + "; " + quotaLine(*right.limit, Remaining::Known);
    return text;
}

} // namespace

std::string sessionSummary(const Session& session, int64_t nowSeconds)
{
    std::string text;
    const auto line = [&text](const std::string& label, const std::string& value) {
        if (!value.empty())
            text += label + std::string(label.size() < 10 ? 10 - label.size() : 1, ' ') + value + '\n';
    };
    line("alias", session.alias);
    line("policies", joined(session.policyNames()));
    line("state", session.isInactive ? "inactive" : "active");
    line("ends", endText(session, nowSeconds));
    line("rate", rateText(session.rate, session.per));
    line("quota", quotaLine(session.rootLimit(), Remaining::KnownAboveZero));
    for (const auto& [apiId, right] : session.accessRights)
        line("right", rightLine(apiId, right));
    line("tags", joined(session.tags));
    return text;
}

} // namespace gatereeve::app
