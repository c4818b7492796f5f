#pragma once

// A key as it is stored and sent: Tyk calls it a session (policy-semantics.md 1.6). A plain value.

#include "core/accessright.h"

namespace gatereeve
{

struct Session {
    int64_t lastCheck = 0;
    double allowance = 0;
    double rate = 0; // requests per `per`; 0 and -1: no limit
    double per = 0;  // seconds
    double throttleInterval = 0;
    int64_t throttleRetryLimit = 0;
    std::string dateCreated; // RFC 3339
    int64_t expires = 0;     // Unix seconds; below 1: never
    int64_t quotaMax = 0;
    int64_t quotaRenews = 0; // Unix seconds
    int64_t quotaRemaining = 0;
    int64_t quotaRenewalRate = 0; // seconds
    AccessRights accessRights;
    std::string orgId;
    std::string oauthClientId;
    std::map<std::string, std::string> oauthKeys;
    std::string certificate;
    std::string basicAuthPassword, basicAuthHashType; // "basic_auth_data"
    std::string jwtSecret;                            // "jwt_data"
    bool hmacEnabled = false;
    bool httpSignatureEnabled = false;
    std::string hmacString;
    std::string rsaCertificateId;
    bool isInactive = false;
    std::string applyPolicyId;
    std::vector<std::string> applyPolicies;
    int64_t dataExpires = 0;
    std::vector<double> monitorTriggerLimits; // "monitor"
    bool enableDetailRecording = false;
    std::map<std::string, std::string> metaData; // name → JSON text
    std::vector<std::string> tags;
    std::string alias;
    std::string lastUpdated; // decimal Unix time
    int64_t idExtractorDeadline = 0;
    int64_t sessionLifetime = 0; // seconds
    // 5.x; not read under the other profiles.
    int64_t maxQueryDepth = 0; // -1: any depth
    std::optional<Smoothing> smoothing;
    std::vector<std::string> mtlsStaticCertificateBindings;
    bool enableDetailedRecording = false;
    std::string postExpiryAction;
    int64_t postExpiryGracePeriod = 0; // seconds, -1: for ever
    UnknownMembers unknown;

    bool operator==(const Session&) const = default;

    // The root limits as one value (quotaRenews and quotaRemaining included).
    Limit rootLimit() const
    {
        return {rate,          per,         throttleInterval, throttleRetryLimit,
                quotaMax,      quotaRenews, quotaRemaining,   quotaRenewalRate,
                maxQueryDepth, smoothing};
    }
    void setRootLimit(const Limit& limit)
    {
        rate = limit.rate;
        per = limit.per;
        throttleInterval = limit.throttleInterval;
        throttleRetryLimit = limit.throttleRetryLimit;
        quotaMax = limit.quotaMax;
        quotaRenews = limit.quotaRenews;
        quotaRemaining = limit.quotaRemaining;
        quotaRenewalRate = limit.quotaRenewalRate;
        maxQueryDepth = limit.maxQueryDepth;
        smoothing = limit.smoothing;
    }
    // apply_policies if not empty, else apply_policy_id if not empty; never combined (policy-semantics.md 6.1).
    std::vector<std::string> policyNames() const
    {
        if (!applyPolicies.empty())
            return applyPolicies;
        return applyPolicyId.empty() ? std::vector<std::string>{} : std::vector<std::string>{applyPolicyId};
    }
};

} // namespace gatereeve
