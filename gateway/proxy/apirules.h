#pragma once

// What a worker has prepared about one API of a generation: its versions with their path lists compiled. Made when the
// first request for the API comes, since compiled expressions belong to one thread.

#include "core/engine/decision.h"
#include "core/engine/pathpattern.h"
#include "core/engine/snapshot.h"
#include "gateway/http/headerchanges.h"
#include "gateway/store/state.h"

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

// `path` of the questions below ask(): without the listen path, with a slash in front (gateway-behaviour.md 8).
class VersionRules
{
public:
    // `name`: the one it has in the definition's `versions`. Both outlive it.
    VersionRules(std::string_view name, const ApiVersion& version, const GatewaySettings& settings);
    std::string_view name() const { return m_name; }
    const ApiVersion& version() const { return m_version; }
    PathListAnswer ask(std::string_view method, std::string_view path) const;
    // Unix seconds; nothing when it never expires. An unreadable date counts as long past (gateway-behaviour.md 6).
    std::optional<int64_t> expires() const { return m_expires; }
    // Fields for the client: when the version ends, and its name where the default had to be used
    // (gateway-behaviour.md 4, 6). Live as long as this.
    std::string_view answerFields(bool defaulted) const { return defaulted ? m_defaultedFields : m_answerFields; }

    bool isPlain() const;                            // leaves every request and answer as they are
    bool asksByPath() const { return m_asksByPath; } // one of the three below says something
    const HeaderChanges* changes() const { return m_changes.isEmpty() && m_pathChanges.empty() ? nullptr : &m_changes; }
    const HeaderChanges* pathChanges(std::string_view method, std::string_view path) const; // null: none
    int64_t hardTimeout(std::string_view method, std::string_view path) const;              // seconds; 0: none
    std::optional<int64_t> sizeLimit(std::string_view method, std::string_view path) const; // bytes

private:
    enum class List : uint8_t { Ignored, Black, White };
    struct Entry {
        List list;
        std::shared_ptr<const PathPattern> pattern; // null: invalid, see ask()
        const PathListEntry* source;
    };
    template <typename T>
    struct OfPath {
        std::string method;
        std::shared_ptr<const PathPattern> pattern; // never null
        T value;
    };
    template <typename T>
    using ByPath = std::vector<OfPath<T>>;
    void add(const std::vector<PathListEntry>& entries, List list, bool ignoreCase);
    void addByPath(bool ignoreCase);
    void writeAnswerFields(const std::string& versionHeader);
    template <typename T>
    static const T* find(const ByPath<T>& entries, std::string_view method, std::string_view path);

    const std::string_view m_name;
    const ApiVersion& m_version;
    std::vector<Entry> m_entries; // in the order ignored, black list, white list, each in file order
    bool m_hasWhiteList = false;
    std::optional<int64_t> m_expires;
    std::string m_answerFields, m_defaultedFields;
    HeaderChanges m_changes;
    ByPath<HeaderChanges> m_pathChanges;
    ByPath<int64_t> m_hardTimeouts, m_sizeLimits;
    bool m_asksByPath = false;
};

class ApiRules
{
public:
    ApiRules(const CompiledApi& api, const Snapshot& snapshot, State& state);
    ApiRules(const ApiRules&) = delete;
    ApiRules& operator=(const ApiRules&) = delete;

    // Null: no such version.
    const VersionRules* version(std::string_view name) const;
    // Of an API that is not versioned: the first of its versions. Null when it has none, or that is plain.
    const VersionRules* onlyVersion() const { return m_onlyVersion; }
    // global_size_limit works only where some version has a size limit (gateway-behaviour.md 18).
    bool limitsSize() const { return m_limitsSize; }

    // The window of the whole API (gateway-behaviour.md 11); only where it is limited.
    RateAnswer countForAll(Nanoseconds now) const
    {
        return m_globalStep(m_globalRate, m_globalCounters->rate, now, Refused::Recorded);
    }
    bool isLimitedForAll() const { return m_globalCounters != nullptr; }

private:
    const VersionRules* m_onlyVersion = nullptr;
    bool m_limitsSize = false;
    RateRule m_globalRate;
    RateStep m_globalStep = nullptr;
    std::shared_ptr<KeyCounters> m_globalCounters; // null: not limited
    std::vector<VersionRules> m_versions;          // sorted by name
};

} // namespace gatereeve::gateway
