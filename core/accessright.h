#pragma once

// What a policy or a key grants: APIs with their versions, URLs and limits (policy-semantics.md 1.4, 1.5). Plain
// values.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gatereeve
{

// Members of an object that we do not know: name → JSON text as it stood.
using UnknownMembers = std::map<std::string, std::string>;

// 5.x: the allowed rate moves with the traffic. The gateway here keeps and merges it, and enforces the plain rate.
struct Smoothing {
    bool enabled = false;
    int64_t threshold = 0;
    double trigger = 0;
    int64_t step = 0;
    int64_t delay = 0; // seconds

    bool operator==(const Smoothing&) const = default;
};

// rate requests per `per` seconds; quotaMax requests per quotaRenewalRate seconds. 0 and -1 mean no limit.
struct Limit {
    double rate = 0;
    double per = 0;              // seconds
    double throttleInterval = 0; // seconds
    int64_t throttleRetryLimit = 0;
    int64_t quotaMax = 0;
    int64_t quotaRenews = 0; // Unix seconds
    int64_t quotaRemaining = 0;
    int64_t quotaRenewalRate = 0; // seconds
    int64_t maxQueryDepth = 0;    // 5.x, GraphQL; -1: any depth
    std::optional<Smoothing> smoothing;

    bool operator==(const Limit&) const = default;
    bool isZero() const { return *this == Limit{}; }
};

struct AllowedUrl {
    std::string url; // a RE2 expression, searched anywhere in the path with the listen path
    std::vector<std::string> methods;

    bool operator==(const AllowedUrl&) const = default;
};

// 5.x: what may be asked of a GraphQL API. policy-semantics.md 1.4 names the members; their insides are as the
// documentation of that line has them.
struct GraphQlType {
    std::string name;
    std::vector<std::string> fields;

    bool operator==(const GraphQlType&) const = default;
};

struct GraphQlField {
    std::string typeName, fieldName;
    int64_t maxQueryDepth = 0; // "limits"; -1: any depth

    bool operator==(const GraphQlField&) const = default;
};

// 5.x: a rate for one endpoint's method, for a JSON-RPC method (type empty), or for an MCP primitive.
struct CallRate {
    std::string type, name;
    double rate = 0;
    double per = 0; // seconds

    bool operator==(const CallRate&) const = default;
};

struct Endpoint {
    std::string path;
    std::vector<CallRate> methods;

    bool operator==(const Endpoint&) const = default;
};

struct CallLists {
    std::vector<std::string> allowed, blocked;

    bool operator==(const CallLists&) const = default;
};

// The members of a right that only 5.x knows; empty under the other profiles.
struct NewerRights {
    std::vector<GraphQlType> restrictedTypes, allowedTypes;
    std::vector<GraphQlField> fieldRights;
    bool disableIntrospection = false;
    std::vector<Endpoint> endpoints;
    std::vector<CallRate> rpcMethods, mcpPrimitives;
    CallLists rpcLists, mcpTools, mcpResources, mcpPrompts;

    bool operator==(const NewerRights&) const = default;
};

struct AccessRight {
    std::string apiName; // label
    std::string apiId;   // label; the name of the member in access_rights is what counts
    std::vector<std::string> versions;
    std::vector<AllowedUrl> allowedUrls; // empty: everything
    std::optional<Limit> limit;
    std::string allowanceScope;
    NewerRights newer;
    UnknownMembers unknown;

    bool operator==(const AccessRight&) const = default;
};

// API id → right.
using AccessRights = std::map<std::string, AccessRight>;

} // namespace gatereeve
