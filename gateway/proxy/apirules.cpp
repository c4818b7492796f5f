#include "gateway/proxy/apirules.h"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace gatereeve::gateway
{
namespace
{

// "YYYY-MM-DD HH:MM", UTC. Unreadable: long past. In seconds, because people write the year 2999 for "never".
std::optional<int64_t> expiryOf(const std::string& text)
{
    if (text.empty() || text == "-1")
        return std::nullopt;
    const auto numberAt = [&text](size_t begin, size_t length) {
        int number = -1;
        const char* end = text.data() + begin + length;
        const auto [stopped, error] = std::from_chars(text.data() + begin, end, number);
        return error == std::errc() && stopped == end ? number : -1;
    };
    constexpr std::string_view Form = "....-..-.. ..:..";
    bool formed = text.size() == Form.size();
    for (size_t i = 0; formed && i < Form.size(); ++i)
        formed = Form[i] == '.' ? text[i] >= '0' && text[i] <= '9' : text[i] == Form[i];
    if (!formed)
        return 0;
    using namespace std::chrono;
    const year_month_day date{year(numberAt(0, 4)), month(static_cast<unsigned>(numberAt(5, 2))),
                              day(static_cast<unsigned>(numberAt(8, 2)))};
    const int hour = numberAt(11, 2), minute = numberAt(14, 2);
    if (!date.ok() || hour > 23 || minute > 59)
        return 0;
    return duration_cast<seconds>(sys_days(date).time_since_epoch()).count() + hour * 3600 + minute * 60;
}

} // namespace

VersionRules::VersionRules(const ApiVersion& version, bool ignoreCaseEverywhere)
    : m_version(version),
      m_hasWhiteList(!version.whiteList.empty()),
      m_expires(expiryOf(version.expires))
{
    const bool ignoreCase = ignoreCaseEverywhere || version.ignoreEndpointCase;
    add(version.ignored, List::Ignored, ignoreCase);
    add(version.blackList, List::Black, ignoreCase);
    add(version.whiteList, List::White, ignoreCase);
}

void VersionRules::add(const std::vector<PathListEntry>& entries, List list, bool ignoreCase)
{
    for (const PathListEntry& entry : entries) {
        auto pattern = PathPattern::compile(entry.path, ignoreCase || entry.ignoreCase, PathPattern::Braces::Segment);
        m_entries.push_back({list, pattern ? *std::move(pattern) : nullptr, &entry});
    }
}

PathListAnswer VersionRules::ask(std::string_view method, std::string_view path) const
{
    for (const Entry& entry : m_entries) {
        // An expression that can't be compiled grants nothing and forbids everything.
        const bool hit = entry.pattern ? entry.pattern->foundIn(path) : entry.list == List::Black;
        if (!hit)
            continue;
        const auto& actions = entry.source->methodActions;
        if (!actions.empty()) {
            const auto action = actions.find(std::string(method));
            if (action == actions.end())
                continue;
            if (action->second.action == "reply")
                return {PathListAnswer::Kind::Reply, &action->second};
        }
        switch (entry.list) {
        case List::Ignored:
            return {PathListAnswer::Kind::Ignored};
        case List::Black:
            return {PathListAnswer::Kind::Forbidden};
        case List::White:
            return {PathListAnswer::Kind::Passed};
        }
    }
    return {m_hasWhiteList ? PathListAnswer::Kind::Forbidden : PathListAnswer::Kind::Passed};
}

ApiRules::ApiRules(const CompiledApi& api, bool ignoreCaseEverywhere)
{
    m_versions.reserve(api.definition.versions.size());
    for (const auto& [name, version] : api.definition.versions)
        m_versions.emplace_back(version, ignoreCaseEverywhere);
}

const VersionRules* ApiRules::version(std::string_view name) const
{
    const auto found = std::find_if(m_versions.begin(), m_versions.end(),
                                    [name](const VersionRules& v) { return v.version().name == name; });
    return found == m_versions.end() ? nullptr : &*found;
}

} // namespace gatereeve::gateway
