#pragma once

// What a policy or a key grants: APIs with their versions, URLs and limits (policy-semantics.md 1.4, 1.5). Plain values.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gatereeve
{

// Members of an object that we do not know: name → JSON text as it stood.
using UnknownMembers = std::map<std::string, std::string>;

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

    bool operator==(const Limit&) const = default;
    bool isZero() const { return *this == Limit{}; }
};

struct AllowedUrl {
    std::string url; // a RE2 expression, searched anywhere in the path with the listen path
    std::vector<std::string> methods;

    bool operator==(const AllowedUrl&) const = default;
};

struct AccessRight {
    std::string apiName; // label
    std::string apiId;   // label; the name of the member in access_rights is what counts
    std::vector<std::string> versions;
    std::vector<AllowedUrl> allowedUrls; // empty: everything
    std::optional<Limit> limit;
    std::string allowanceScope;
    UnknownMembers unknown;

    bool operator==(const AccessRight&) const = default;
};

// API id → right.
using AccessRights = std::map<std::string, AccessRight>;

} // namespace gatereeve
