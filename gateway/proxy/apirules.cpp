#include "gateway/proxy/apirules.h"

#include "core/units.h"

#include <algorithm>

namespace gatereeve::gateway
{
namespace
{

std::optional<int64_t> expiryOf(const std::string& text)
{
    if (text.empty() || text == "-1")
        return std::nullopt;
    // "YYYY-MM-DD HH:MM", UTC.
    if (text.size() != 16 || text[10] != ' ')
        return 0;
    std::string time = text + ":00Z";
    time[10] = 'T';
    const auto parsed = parseRfc3339(time);
    return parsed ? toSeconds(*parsed) : 0;
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
