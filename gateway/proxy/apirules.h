#pragma once

// What a worker has prepared about one API of a generation: its versions with their path lists compiled. Made when the
// first request for the API comes, since compiled expressions belong to one thread.

#include "core/engine/decision.h"
#include "core/engine/pathpattern.h"
#include "core/engine/snapshot.h"

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace gatereeve::gateway
{

// What the path lists say about a request (gateway-behaviour.md 7).
struct PathListAnswer {
    enum class Kind : uint8_t { Passed, Ignored, Forbidden, Reply };
    Kind kind = Kind::Passed;
    const MethodAction* reply = nullptr; // Reply; lives as long as the snapshot
};

class VersionRules
{
public:
    VersionRules(const ApiVersion& version, bool ignoreCaseEverywhere);
    const ApiVersion& version() const { return m_version; }
    PathListAnswer ask(std::string_view method, std::string_view path) const;
    // Unix seconds; nothing when it never expires. An unreadable date counts as long past (gateway-behaviour.md 6).
    std::optional<int64_t> expires() const { return m_expires; }

private:
    enum class List : uint8_t { Ignored, Black, White };
    struct Entry {
        List list;
        std::shared_ptr<const PathPattern> pattern; // null: invalid, see ask()
        const PathListEntry* source;
    };
    void add(const std::vector<PathListEntry>& entries, List list, bool ignoreCase);

    const ApiVersion& m_version;
    std::vector<Entry> m_entries; // in the order ignored, black list, white list, each in file order
    bool m_hasWhiteList = false;
    std::optional<int64_t> m_expires;
};

class ApiRules
{
public:
    ApiRules(const CompiledApi& api, bool ignoreCaseEverywhere);

    // Null: no such version.
    const VersionRules* version(std::string_view name) const;
    // Of an API that is not versioned: the first of its versions, or null when it has none.
    const VersionRules* onlyVersion() const { return m_versions.empty() ? nullptr : &m_versions.front(); }

private:
    std::vector<VersionRules> m_versions; // sorted by name
};

} // namespace gatereeve::gateway
