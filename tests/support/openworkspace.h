#pragma once

// A workspace on a disk in memory with a key store in memory and a clock that stands still: three policies, two APIs.

#include "models/workspace.h"
#include "tests/support/memoryfilesystem.h"
#include "tests/support/memorykeystore.h"
#include "tests/support/stillclock.h"

// moc loses its way in raw texts with braces.
#ifndef Q_MOC_RUN

namespace gatereeve::tests
{

inline const std::string SamplePolicies = R"({
    "gold": {
        "id": "gold", "active": true,
        "rate": 5,
        "per": 1,
        "quota_max": 10000,
        "quota_renewal_rate": 2592000,
        "access_rights": {
            "orders": {"api_id": "orders", "versions": ["Default"], "allowed_urls": [{"url": "/orders/.*", "methods": ["GET"]}]}
        },
        "tags": ["paid"]
    },
    "trial": {
        "active": true, "rate": 5, "per": 1, "quota_max": 50, "quota_renewal_rate": 86400,
        "key_expires_in": 1209600,
        "access_rights": {"orders": {}}
    },
    "quota-only": {
        "active": true, "quota_max": 1000, "quota_renewal_rate": 86400,
        "partitions": {"quota": true}
    }
}
)";

struct OpenWorkspace {
    explicit OpenWorkspace(const std::string& policies = SamplePolicies)
        : files{{"/w/tyk.conf",
                 R"({"listen_port": 8080, "app_path": "apps/", "policies": {"policy_source": "file", "policy_record_name": "policies.json"}})"},
                {"/w/policies.json", policies},
                {"/w/apps/orders.json",
                 R"({"api_id": "orders", "name": "Orders", "active": true, "proxy": {"listen_path": "/orders/", "target_url": "http://127.0.0.1:3000"}})"},
                {"/w/apps/users.json",
                 R"({"api_id": "users", "name": "Users", "active": true, "proxy": {"listen_path": "/users/", "target_url": "http://127.0.0.1:3001"}})"}},
          workspace(*findLayout("/w", files), models::Surroundings{files, keys, clock})
    {
    }
    const std::string& text() const { return workspace.policiesFile()->text(); }

    MemoryFileSystem files;
    MemoryKeyStore keys;
    StillClock clock;
    models::Workspace workspace;
};

} // namespace gatereeve::tests

#endif
