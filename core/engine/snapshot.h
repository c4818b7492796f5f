#pragma once

// One generation of everything that is enforced: policies, API definitions, settings. Immutable and numbered; handed to
// every worker, and kept by each request that began with it. Counters and keys live outside (they outlive generations).

#include "core/apidefinition.h"
#include "core/gatewaysettings.h"
#include "core/reading/policyset.h"

#include <cstdint>
#include <memory>
#include <string_view>
#include <unordered_map>

namespace gatereeve
{

// An upstream of an API, taken apart once.
struct Target {
    bool tls = false;
    std::string host;      // name or address, without brackets
    uint16_t port = 80;
    std::string authority; // Host header: host, with the port when it is written
    std::string path;      // without trailing slashes; may be empty
    std::string writtenPath; // as written (disable_strip_slash)
    std::string query;     // without '?'

    bool operator==(const Target&) const = default;
};

// http:// and https:// only.
Result<Target> parseTarget(std::string_view url);

struct CompiledApi {
    ApiDefinition definition;
    size_t index = 0; // in Snapshot::apis
    std::vector<Target> targets;                   // at least one when served
    std::map<std::string, Target> versionTargets;  // override_target by version
    std::string tokenHeader;                       // lower case
    std::string tokenParam, tokenCookie;           // empty: not looked at
    bool served = true;
    Message whyNotServed;
};

class Snapshot
{
public:
    uint64_t generation = 0;
    Profile profile = Profile::Guide;
    GatewaySettings settings;
    PolicySet policies;
    std::vector<CompiledApi> apis; // sorted by file name
    Findings findings;             // of compiling: listen paths twice, bad targets, unusable patterns

    // The API with the longest listen path that is a prefix of the path, or null. `index` lookup; no allocation.
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
};

class SnapshotCompiler
{
public:
    // Never fails as a whole: what can't be served is left out, with a finding.
    static std::shared_ptr<const Snapshot> compile(SnapshotInput input);
};

} // namespace gatereeve
