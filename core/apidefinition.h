#pragma once

// An API definition as far as routing, rights and limits need it (gateway-behaviour.md 1–9). The whole definition stays
// in `text`: it is what GET /tyk/apis answers.

#include "core/accessright.h"
#include "core/message.h"

namespace gatereeve
{

struct AuthSettings {
    std::string headerName; // empty: Authorization
    bool useParam = false;
    std::string paramName;
    bool useCookie = false;
    std::string cookieName;

    bool operator==(const AuthSettings&) const = default;
};

// One answer of a path list entry; "no_action" lets the list decide, "reply" answers by itself.
struct MethodAction {
    std::string action, data;
    int64_t code = 200;
    std::map<std::string, std::string> headers;

    bool operator==(const MethodAction&) const = default;
};

struct PathListEntry {
    std::string path; // RE2 expression, "{x}" is one segment
    bool ignoreCase = false;
    std::map<std::string, MethodAction> methodActions; // empty: all methods

    bool operator==(const PathListEntry&) const = default;
};

// Entries of extended_paths that hold for one method and the paths in which their expression is found, the listen path
// taken off (gateway-behaviour.md 4, 8, 18).
struct HardTimeout {
    std::string path, method;
    int64_t timeout = 0; // seconds

    bool operator==(const HardTimeout&) const = default;
};

struct HeaderTransform {
    std::string path, method;
    std::vector<std::string> deleteHeaders;
    std::map<std::string, std::string> addHeaders; // sets

    bool operator==(const HeaderTransform&) const = default;
};

struct SizeLimit {
    std::string path, method;
    int64_t sizeLimit = 0; // bytes

    bool operator==(const SizeLimit&) const = default;
};

struct ApiVersion {
    std::string name;
    std::string expires; // "YYYY-MM-DD HH:MM", UTC; empty or -1: never
    bool useExtendedPaths = false;
    bool ignoreEndpointCase = false;
    std::vector<PathListEntry> ignored, blackList,
        whiteList; // from extended_paths or, without, the plain lists of paths
    std::map<std::string, std::string> globalHeaders;
    std::vector<std::string> globalHeadersRemove;
    std::string overrideTarget;
    std::vector<HardTimeout> hardTimeouts; // empty without use_extended_paths, like the two below
    std::vector<HeaderTransform> transformHeaders;
    std::vector<SizeLimit> sizeLimits;
    int64_t globalSizeLimit = 0; // bytes; works only where some size limit exists (gateway-behaviour.md 18)

    bool operator==(const ApiVersion&) const = default;
};

struct ApiDefinition {
    std::string fileName; // where it was read from, for messages and the order of equal listen paths
    std::string apiId, name, slug, orgId;
    std::optional<bool> active;
    bool internal = false;
    bool useKeyless = false;
    bool useOauth2 = false, useOpenId = false, useBasicAuth = false, enableJwt = false, enableSignatureChecking = false;
    bool useStandardAuth = false;
    bool useMutualTls = false, useCoprocessAuth = false, useGoPluginAuth = false;
    AuthSettings auth;
    bool stripAuthData = false;
    std::string listenPath, targetUrl;
    bool stripListenPath = false, preserveHostHeader = false, disableStripSlash = false;
    bool enableLoadBalancing = false;
    std::vector<std::string> targetList;
    bool sslInsecureSkipVerify = false;
    bool notVersioned = true;
    std::string defaultVersion;
    std::map<std::string, ApiVersion> versions;
    std::string versionLocation, versionKey; // definition.location (header, url-param, url), definition.key
    bool versionStripPath = false;
    bool disableRateLimit = false, disableQuota = false;
    double globalRate = 0, globalPer = 0; // global_rate_limit
    bool enableIpWhitelisting = false, enableIpBlacklisting = false;
    std::vector<std::string> allowedIps, blacklistedIps; // addresses or CIDR
    bool dontSetQuotaOnCreate = false;
    int64_t sessionLifetime = 0; // seconds
    bool isOas = false;          // an OpenAPI document with x-tyk-api-gateway instead of a classic definition
    std::string text;            // compact JSON
    // A member of it has the wrong type. What it was meant to forbid is unknown then, so the API is not served.
    std::optional<Message> unusable;

    bool operator==(const ApiDefinition&) const = default;
    // Besides a token. Every kind that is switched on must succeed (gateway-behaviour.md 2), so that a token is not
    // enough there, even where use_standard_auth asks for it too.
    bool asksForAnotherKind() const
    {
        return useOauth2 || useOpenId || useBasicAuth || enableJwt || enableSignatureChecking || useMutualTls ||
               useCoprocessAuth || useGoPluginAuth;
    }
    bool usesToken() const { return !useKeyless && !asksForAnotherKind(); }
};

} // namespace gatereeve
