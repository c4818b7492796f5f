#pragma once

// A token policy: a template of limits and rights (policy-semantics.md 1.2). A plain value; what it does to a key is
// core/engine/policyapplier.h.

#include "core/accessright.h"

namespace gatereeve
{

// Which parts a policy enforces. None of the first three, or all of them: the whole policy (1.3).
struct Partitions {
    bool quota = false;
    bool rateLimit = false;
    bool acl = false;
    bool perApi = false;
    bool complexity = false; // 5.x

    bool operator==(const Partitions&) const = default;
    bool isPartitioned() const { return (quota || rateLimit || acl) && !(quota && rateLimit && acl); }
    bool enforcesQuota() const { return !isPartitioned() || quota; }
    bool enforcesRate() const { return !isPartitioned() || rateLimit; }
    bool enforcesRights() const { return !isPartitioned() || acl; }
};

struct Policy {
    std::string objectId; // "_id"
    std::string id;       // the member "id"; keys refer to the name under which the policy stands in its file
    std::string name;     // label
    std::string orgId;
    double rate = 0; // requests per `per`
    double per = 0;  // seconds
    int64_t quotaMax = 0;
    int64_t quotaRenewalRate = 0; // seconds
    double throttleInterval = 0;  // seconds
    int64_t throttleRetryLimit = 0;
    AccessRights accessRights;
    bool hmacEnabled = false;
    bool httpSignatureEnabled = false; // "enable_http_signature_validation"
    std::optional<bool> active;        // absent is not false (profiles.md, guide 2)
    bool isInactive = false;
    std::vector<std::string> tags;
    int64_t keyExpiresIn = 0; // seconds from a key's creation; 0 or less: none
    Partitions partitions;
    std::string lastUpdated;                     // decimal Unix time
    std::map<std::string, std::string> metaData; // name → JSON text
    // 5.x; not read under the other profiles.
    int64_t maxQueryDepth = 0; // -1: any depth
    std::optional<Smoothing> smoothing;
    std::string postExpiryAction;      // "retain", "delete" or empty
    int64_t postExpiryGracePeriod = 0; // seconds, -1: for ever
    UnknownMembers unknown;

    bool operator==(const Policy&) const = default;
};

} // namespace gatereeve
