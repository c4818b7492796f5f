#pragma once

// One generation of everything that is enforced: policies, API definitions, settings. Immutable and numbered; handed to
// every worker, and kept by each request that began with it. Counters and keys live outside (they outlive generations).

#include "core/apidefinition.h"
#include "core/engine/addresslist.h"
#include "core/engine/limits.h"
#include "core/engine/target.h"
#include "core/gatewaysettings.h"
#include "core/reading/policyset.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string_view>
#include <unordered_map>

namespace gatereeve
{

struct CompiledApi {
    ApiDefinition definition;
    size_t index = 0;            // in Snapshot::apis
    std::vector<Target> targets; // at least one when served
    // override_target by version. A version that has one in its definition and none here is unusable: its requests are
    // refused, never sent to the API's own target.
    std::map<std::string, Target, std::less<>> versionTargets;
    std::string tokenHeader;                                         // lower case
    std::string tokenParam, tokenCookie;                             // empty: not looked at
    std::optional<AddressList> allowedAddresses, forbiddenAddresses; // nothing: not looked at
    bool namesMetaData = false;         // a header it sets takes its value from the meta data of the session
    std::optional<RateRule> globalRate; // nothing: not limited
    // Of a profile under which the first hard time-out stays (servingrules.h): milliseconds, 0 while there was none.
    // All that changes in a snapshot; null under the others, and where the API has none.
    std::shared_ptr<std::atomic<int64_t>> firstTimeout;
    bool served = true;
    Message whyNotServed;
};

// A listen path with "{name}" or "{name:regex}" in it, as an expression (listenpath.h). Not compiled, because a
// compiled one belongs to one thread: each worker's Router does that.
struct ListenPattern {
    std::string expression;
    size_t writtenLength = 0; // of the listen path as it stands in the definition
    size_t api = 0;           // in Snapshot::apis

    bool operator==(const ListenPattern&) const = default;
};

// A template of error answers, cut at its {{.Message}} (gateway-behaviour.md 5).
struct ErrorPage {
    std::string before, after;
    bool hasMessage = true; // else all of it is `before`

    bool operator==(const ErrorPage&) const = default;
};
ErrorPage errorPage(std::string_view text);

class Snapshot
{
public:
    Snapshot() = default;
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

    uint64_t generation = 0;
    Profile profile = Profile::Guide;
    GatewaySettings settings;
    PolicySet policies;
    std::vector<CompiledApi> apis; // sorted by file name
    Findings findings;             // of compiling: listen paths twice, bad targets, unusable patterns
    std::set<std::string, std::less<>> policiesWithBadPatterns; // names

    std::vector<ListenPattern> listenPatterns;   // longest as written first
    std::map<std::string, ErrorPage> errorPages; // of template_path, by file name: error.json, error_429.xml

    // The API with the longest plain listen path that is a prefix of the path, or null. One look-up for each distinct
    // length, no allocation. Router (router.h) asks this and the patterns.
    const CompiledApi* route(std::string_view path) const;
    const CompiledApi* findApi(std::string_view apiId) const;

private:
    friend class SnapshotCompiler;
    std::unordered_map<std::string_view, size_t> m_byListenPath; // views into apis
    std::unordered_map<std::string_view, size_t> m_byApiId;
    std::vector<size_t> m_listenPathLengths; // distinct, longest first
};

struct SnapshotInput {
    uint64_t generation = 0;
    Profile profile = Profile::Guide;
    GatewaySettings settings;
    PolicySet policies;
    std::vector<ApiDefinition> apis;
    // Where the name of a policy stands by now; without it, where it stood when it was read.
    std::function<Place(const std::string& name)> placeOfPolicy = {};
    std::map<std::string, ErrorPage> errorPages = {};
};

class SnapshotCompiler
{
public:
    // Never fails as a whole: what can't be served stays in `apis` with served = false, and a finding where that is not
    // what its file asks for. Kinds: bad-listen-path, duplicate-listen-path, duplicate-id, bad-target, invalid-pattern,
    // bad-address, unsupported-authentication. What `former`, a snapshot of another generation, has the same is not
    // looked at again.
    static std::shared_ptr<const Snapshot> compile(SnapshotInput input, const Snapshot* former = nullptr);

private:
    static void index(Snapshot& snapshot);
};

} // namespace gatereeve
