#include "tests/support/workspacefixture.h"

namespace gatereeve::tests
{

WorkspaceFixture::WorkspaceFixture()
{
    write(ConfPath, R"({"listen_port": 8080, "app_path": "apps",
  "policies": {"policy_source": "file", "policy_record_name": "policies/policies.json"}})");
    write(PoliciesPath, R"({
  "gold": {
    "name": "Gold", "rate": 5, "per": 1,
    "quota_max": 1000, "quota_renewal_rate": 86400,
    "active": true,
    "x-kept": [1, 2],
    "access_rights": {
      "orders": {
        "api_id": "orders",
        "versions": ["v1"],
        "allowed_urls": [
          {"url": "/orders/.*", "methods": ["GET", "POST"]},
          {"url": "/status", "methods": ["GET"]}
        ]
      }
    },
    "tags": ["paid"]
  },
  "silver": {"rate": 2, "per": 1, "active": true, "access_rights": {"orders": {"versions": ["v1"]}}},
  "trial": {"rate": 5, "per": 1, "active": true, "key_expires_in": 1209600}
}
)");
    write(OrdersPath, R"({"api_id": "orders", "name": "Orders", "active": true, "use_standard_auth": true,
  "proxy": {"listen_path": "/orders/", "target_url": "http://127.0.0.1:9/"},
  "version_data": {"not_versioned": false, "versions": {"v1": {"name": "v1"}, "v2": {"name": "v2"}}}})");
}

} // namespace gatereeve::tests
