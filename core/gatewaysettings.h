#pragma once

// What we use of tyk.conf (storage-and-config.md part 2), and of the workspace's own settings file.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gatereeve
{

enum class Profile : uint8_t { Guide, Tyk29, Tyk5 }; // spec/profiles.md

std::string_view nameOf(Profile profile);  // guide, 2.9, 5: in files and options
std::string_view titleOf(Profile profile); // guide, Tyk 2.9.5, Tyk 5: in sentences; never translated

struct OverrideMessage {
    std::string message;
    int64_t code = 0;

    bool operator==(const OverrideMessage&) const = default;
};

// One of http_server_options.certificates: a chain and its key (PEM), for one host name.
struct CertificateFiles {
    std::string domainName; // may begin with "*."
    std::string certFile, keyFile;

    bool operator==(const CertificateFiles&) const = default;
};

struct GatewaySettings {
    std::string listenAddress; // empty in the file; who binds decides (we: 127.0.0.1)
    int64_t listenPort = 0;
    int64_t controlApiPort = 0; // 0: the gateway's own port
    std::string secret, nodeSecret;
    std::string templatePath, appPath;
    std::string policySource, policyRecordName, policyPath;
    bool allowExplicitPolicyId = false; // a service's policies may be named by `id`
    bool hasPolicies = false;           // the section is there
    bool useDbAppConfigs = false;       // API definitions come from a dashboard, not from appPath
    std::string storageType;
    bool hashKeys = false;
    std::string hashKeyFunction;
    std::vector<std::string> hashKeyFunctionFallback;
    bool enableHashedKeysListing = false;
    int64_t minTokenLength = 0; // 0: 3
    bool allowMasterKeys = false;
    int64_t globalSessionLifetime = 0;
    bool forceGlobalSessionLifetime = false;
    bool enableRollingLimiter = false, enableSentinelLimiter = false;
    bool closeConnections = false, proxyCloseConnections = false;
    double proxyDefaultTimeout = 0; // seconds; 0: none
    bool hideGeneratorHeader = false;
    std::string healthCheckEndpointName; // empty: hello
    std::string versionHeader;
    bool ignoreEndpointCase = false;
    bool skipUrlCleaning = false;
    bool enableWebsockets = false;
    bool useSsl = false;
    bool enableHealthChecks = false;            // health_check.enable_health_checks
    std::vector<CertificateFiles> certificates; // paths as written
    int64_t minTlsVersion = 0;                  // as TLS numbers them: 771 is 1.2, 772 is 1.3; 0: ours
    bool proxySslInsecureSkipVerify = false;
    std::map<std::string, OverrideMessage> overrideMessages;

    bool operator==(const GatewaySettings&) const = default;
    size_t shortestToken() const { return static_cast<size_t>(minTokenLength > 0 ? minTokenLength : 3); }
};

} // namespace gatereeve
