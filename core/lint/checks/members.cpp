#include "core/lint/members.h"
#include "core/lint/checks.h"

#include "core/reading/policyfields.h"

#include <algorithm>
#include <array>
#include <unordered_set>

// Names of members that no gateway reads. A misspelt limit is no limit, and no reader complains.

namespace gatereeve::lint
{

namespace
{

// What a dashboard writes into the policies that it exports; gateways pass it over, and nobody wrote it by hand.
constexpr std::string_view DashboardMembers[] = {
    "access_rights_array", "auth_type", "auth_types",    "date_created",  "graphql_access_rights",
    "graphql_enabled",     "state",     "tags_metadata", "last_modified", "mid",
    "set_by_policy",
};

// Names as they are usually written are found at once; there are a million of them in a large file.
class KnownNames
{
public:
    template <typename T>
    static KnownNames of()
    {
        KnownNames known;
        for (const auto& field : binding::Binding<T>::fields)
            known.m_names.push_back(field.name);
        known.m_exact.insert(known.m_names.begin(), known.m_names.end());
        return known;
    }
    bool contains(std::string_view name) const
    {
        return m_exact.contains(name) ||
               std::ranges::any_of(m_names, [&](std::string_view known) { return json::isSameName(known, name); });
    }
    const std::vector<std::string_view>& names() const { return m_names; }

private:
    std::vector<std::string_view> m_names;
    std::unordered_set<std::string_view> m_exact;
};

struct Level {
    json::Value object;
    const KnownNames* known;
};

// Inserted, left out, replaced or swapped letters between the two; more than `most` is not told apart.
size_t distance(std::string_view a, std::string_view b, size_t most)
{
    constexpr size_t Longest = 48;
    const size_t difference = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
    if (difference > most || a.size() > Longest || b.size() > Longest)
        return most + 1;
    std::array<std::array<size_t, Longest + 1>, 3> rows{};
    for (size_t j = 0; j <= b.size(); ++j)
        rows[0][j] = j;
    for (size_t i = 1; i <= a.size(); ++i) {
        auto &row = rows[i % 3], &above = rows[(i + 2) % 3], &twoAbove = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], twoAbove[j - 2] + 1);
        }
    }
    return rows[a.size() % 3][b.size()];
}

std::string squeezed(std::string_view name)
{
    std::string text;
    for (const char c : name) {
        if (c != '_' && c != '-' && c != ' ')
            text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return text;
}

// The known name that was meant; empty: none is near enough. Short names are near to anything.
std::string_view meantBy(std::string_view name, const std::vector<std::string_view>& known)
{
    const std::string written = squeezed(name);
    for (const std::string_view candidate : known) {
        const std::string other = squeezed(candidate);
        const size_t most = other.size() >= 10 ? 2 : (other.size() >= 5 ? 1 : 0);
        if (distance(written, other, most) <= most)
            return candidate;
    }
    return {};
}

const KnownNames& membersOfPolicies()
{
    static const auto names = KnownNames::of<Policy>();
    return names;
}

std::vector<Level> levelsOf(const json::Value& policy)
{
    static const auto OfPartitions = KnownNames::of<Partitions>();
    static const auto OfRight = KnownNames::of<AccessRight>();
    static const auto OfLimit = KnownNames::of<Limit>();
    static const auto OfUrl = KnownNames::of<AllowedUrl>();
    std::vector<Level> levels{{policy, &membersOfPolicies()}};
    const auto add = [&](const std::optional<json::Value>& object, const KnownNames& known) {
        if (object && object->isObject())
            levels.push_back({*object, &known});
    };
    add(memberOf(policy, "partitions"), OfPartitions);
    const auto rights = memberOf(policy, "access_rights");
    if (!rights || !rights->isObject())
        return levels;
    for (const json::Value right : *rights) {
        add(right, OfRight);
        add(memberOf(right, "limit"), OfLimit);
        if (const auto urls = memberOf(right, "allowed_urls"); urls && urls->isArray()) {
            for (const json::Value url : *urls)
                add(url, OfUrl);
        }
    }
    return levels;
}

template <typename Tell>
void forEachUnknown(const json::Value& policy, const Tell& tell)
{
    for (const Level& level : levelsOf(policy)) {
        for (const json::Value member : level.object) {
            const std::string name = member.name();
            if (!level.known->contains(name) && std::ranges::find(DashboardMembers, name) == std::end(DashboardMembers))
                tell(member, name, level);
        }
    }
}

// An object that holds the members of policies is a wrapper around them.
bool holdsAPolicy(const json::Value& value)
{
    return memberOf(value, "access_rights") && (memberOf(value, "rate") || memberOf(value, "active"));
}

} // namespace

bool saysAnything(const json::Value& policy)
{
    for (const json::Value member : policy) {
        if (policy.isObject() && membersOfPolicies().contains(member.name()))
            return true;
    }
    return false;
}

void misspeltMember(const LintedPolicy& linted, Report& report)
{
    forEachUnknown(linted.value, [&](const json::Value& member, const std::string& name, const Level& level) {
        const std::string_view meant = meantBy(name, level.known->names());
        if (meant.empty() || memberOf(level.object, meant))
            return;
        LintFinding& found = report.add(member, {}, "`%1` is ignored: no gateway knows it; \"%2\" was probably meant",
                                        {name, std::string(meant)});
        found.fix = Fix{
            {"lint.fix.rename", "call it \"%1\"", {std::string(meant)}}, {json::renameMember(member, meant)}, false};
    });
}

void unknownMember(const LintedPolicy& linted, Report& report)
{
    forEachUnknown(linted.value, [&](const json::Value& member, const std::string& name, const Level& level) {
        const std::string_view meant = meantBy(name, level.known->names());
        if (!meant.empty() && !memberOf(level.object, meant))
            return; // misspelt-member
        if (holdsAPolicy(member))
            report.add(
                member, "wrapped",
                "`%1` looks like a policy, but lies inside `%2`, where no gateway looks: policies stand at the top "
                "of the file",
                {name, linted.name});
        else
            report.add(member, {}, "`%1` is ignored: no gateway reads it in a policy", {name});
    });
}

} // namespace gatereeve::lint
