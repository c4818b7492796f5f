#include "gateway/proxy/apirules.h"

#include "core/engine/limitrules.h"
#include "gateway/http/bytescan.h"
#include "gateway/http/statusline.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

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

// "Tue, 01 Jan 2999 10:30:00 UTC" (gateway-behaviour.md 6).
std::string dateText(int64_t unixSeconds)
{
    using namespace std::chrono;
    static constexpr std::array Days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array Months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const int64_t dayNumber = unixSeconds / 86'400, rest = unixSeconds % 86'400;
    const sys_days day{days{dayNumber}};
    const year_month_day date{day};
    std::array<char, 64> text{};
    const int length =
        std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d UTC", Days[weekday(day).c_encoding()],
                      static_cast<unsigned>(date.day()), Months[static_cast<unsigned>(date.month()) - 1],
                      static_cast<int>(date.year()), static_cast<int>(rest / 3600), static_cast<int>(rest / 60 % 60),
                      static_cast<int>(rest % 60));
    return {text.data(), static_cast<size_t>(length)};
}

} // namespace

VersionRules::VersionRules(std::string_view name, const ApiVersion& version, const GatewaySettings& settings)
    : m_name(name),
      m_version(version),
      m_hasWhiteList(!version.whiteList.empty()),
      m_expires(expiryOf(version.expires)),
      m_changes(version.globalHeadersRemove, version.globalHeaders)
{
    const bool ignoreCase = settings.ignoreEndpointCase || version.ignoreEndpointCase;
    add(version.ignored, List::Ignored, ignoreCase);
    add(version.blackList, List::Black, ignoreCase);
    add(version.whiteList, List::White, ignoreCase);
    addByPath(ignoreCase);
    writeAnswerFields(settings.versionHeader);
}

void VersionRules::addByPath(bool ignoreCase)
{
    const auto patternOf = [ignoreCase](const std::string& path) {
        auto compiled = PathPattern::compile(path, ignoreCase, PathPattern::Braces::Segment);
        return compiled ? *std::move(compiled) : nullptr; // never matches
    };
    for (const HardTimeout& entry : m_version.hardTimeouts) {
        if (auto pattern = patternOf(entry.path))
            m_hardTimeouts.push_back({entry.method, std::move(pattern), entry.timeout});
    }
    for (const HeaderTransform& entry : m_version.transformHeaders) {
        if (auto pattern = patternOf(entry.path))
            m_pathChanges.push_back({entry.method, std::move(pattern), {entry.deleteHeaders, entry.addHeaders}});
    }
    for (const SizeLimit& entry : m_version.sizeLimits) {
        if (auto pattern = patternOf(entry.path))
            m_sizeLimits.push_back({entry.method, std::move(pattern), entry.sizeLimit});
    }
    m_asksByPath = !m_hardTimeouts.empty() || !m_pathChanges.empty() || !m_sizeLimits.empty();
}

void VersionRules::writeAnswerFields(const std::string& versionHeader)
{
    if (m_expires)
        appendField(m_answerFields, "X-Tyk-Api-Expires", dateText(*m_expires));
    m_defaultedFields = m_answerFields;
    // Both come from files: what would be no header, or a second one, is not sent.
    const char* const end = m_name.data() + m_name.size();
    if (isToken(versionHeader) && findControl(m_name.data(), end) == end)
        appendField(m_defaultedFields, versionHeader, m_name);
}

bool VersionRules::isPlain() const
{
    return m_entries.empty() && m_answerFields.empty() && m_changes.isEmpty() && !m_asksByPath &&
           m_version.globalSizeLimit <= 0 && m_version.sizeLimits.empty() && m_version.overrideTarget.empty();
}

template <typename T>
const T* VersionRules::find(const ByPath<T>& entries, std::string_view method, std::string_view path)
{
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const OfPath<T>& entry) {
        return entry.method == method && entry.pattern->foundIn(path);
    });
    return found == entries.end() ? nullptr : &found->value;
}

const HeaderChanges* VersionRules::pathChanges(std::string_view method, std::string_view path) const
{
    return find(m_pathChanges, method, path);
}

int64_t VersionRules::hardTimeout(std::string_view method, std::string_view path) const
{
    const int64_t* seconds = find(m_hardTimeouts, method, path);
    return seconds ? *seconds : 0;
}

std::optional<int64_t> VersionRules::sizeLimit(std::string_view method, std::string_view path) const
{
    std::optional<int64_t> limit;
    if (m_version.globalSizeLimit > 0)
        limit = m_version.globalSizeLimit;
    if (const int64_t* ofPath = find(m_sizeLimits, method, path))
        limit = std::min(*ofPath, limit.value_or(*ofPath));
    return limit;
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

ApiRules::ApiRules(const CompiledApi& api, const Snapshot& snapshot, State& state)
{
    m_versions.reserve(api.definition.versions.size());
    for (const auto& [name, version] : api.definition.versions) {
        m_versions.emplace_back(name, version, snapshot.settings);
        m_limitsSize = m_limitsSize || !version.sizeLimits.empty();
    }
    if (!m_versions.empty() && !m_versions.front().isPlain())
        m_onlyVersion = &m_versions.front();
    if (!api.globalRate)
        return;
    m_globalRate = *api.globalRate;
    // Read at each request also under 2.9: its windows keep their size by key (gateway-behaviour.md 11).
    const RateLimiter limiter = limiterOf(snapshot.settings);
    m_globalStep = limiter == RateLimiter::Fixed ? countWindow : rateStepOf(limitRulesFor(snapshot.profile), limiter);
    // No key has an empty name (keys are looked up by at least one character).
    m_globalCounters = state.counters.get({}, api.definition.apiId);
}

const VersionRules* ApiRules::version(std::string_view name) const
{
    const auto found =
        std::find_if(m_versions.begin(), m_versions.end(), [name](const VersionRules& v) { return v.name() == name; });
    return found == m_versions.end() ? nullptr : &*found;
}

} // namespace gatereeve::gateway
