#include "core/engine/reasonwords.h"

#include "core/units.h"

namespace gatereeve
{

std::string policies(const std::vector<std::string>& names)
{
    return (names.size() == 1 ? "policy " : "policies ") + listText(names);
}

std::string urlsText(const std::vector<AllowedUrl>& rules)
{
    if (rules.empty())
        return "everything";
    std::vector<std::string> texts;
    for (const AllowedUrl& rule : rules)
        texts.push_back(listText(rule.methods) + ' ' + rule.url);
    return listText(texts);
}

std::string depthText(int64_t depth)
{
    return depth <= 0 ? "any depth" : groupedNumber(depth) + (depth == 1 ? " level" : " levels");
}

std::string countText(size_t entries)
{
    if (entries == 0)
        return "none";
    return groupedNumber(static_cast<int64_t>(entries)) + (entries == 1 ? " entry" : " entries");
}

std::string countText(size_t allowed, size_t blocked)
{
    return "allowed: " + countText(allowed) + ", blocked: " + countText(blocked);
}

std::string saidLimit(const std::string& value)
{
    return value == "unlimited" || value == "any depth" ? "no limit" : value;
}

std::string smoothingText(const std::optional<Smoothing>& smoothing)
{
    if (!smoothing || !smoothing->enabled)
        return "none";
    return "steps of " + groupedNumber(smoothing->step) + " from " + groupedNumber(smoothing->threshold) + ", every " +
           durationText(smoothing->delay);
}

std::string gracePeriodText(int64_t seconds)
{
    return seconds < 0 ? "for ever" : durationText(seconds);
}

} // namespace gatereeve
