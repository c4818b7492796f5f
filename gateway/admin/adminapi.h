#pragma once

// The admin API (spec/admin-api.md; contracts.md, Control endpoints): one request in, one answer out. Runs on the
// control thread only; may block on the store, never on the network.

#include "core/clock.h"
#include "core/engine/snapshot.h"
#include "gateway/store/stores.h"

#include <functional>

namespace gatereeve::gateway
{

struct AdminRequest {
    std::string method;
    std::string path;   // as sent, without query
    std::string query;  // without '?'
    std::string secret; // value of X-Tyk-Authorization; empty when absent
    std::string body;
};

struct AdminResponse {
    int status = 200;
    std::string contentType = "application/json";
    std::string body;
};

// Where API definitions are written (admin-api.md 4). Control thread. Effective with the next load.
class DefinitionFiles
{
public:
    virtual ~DefinitionFiles() = default;
    // `apiId` names the file and may hold anything; an error means that nothing changed.
    virtual Result<void> write(const std::string& apiId, const std::string& json) = 0;
    virtual Result<void> remove(const std::string& apiId) = 0; // no such file: an error
};

struct AdminContext {
    std::function<std::shared_ptr<const Snapshot>()> snapshot; // in force
    std::function<StateStore&()> store;                        // real, or the overlay
    std::function<void(bool wait)> reload;                     // wait: returns when it is in force
    const Clock* clock = nullptr;
    AdjustableClock* adjustableClock = nullptr;        // what GET|PUT /gatereeve/clock shows and sets; null: 404
    std::function<bool(const ClockSetting&)> setClock; // null: PUT is refused with 403
    std::function<std::string()> metrics;              // Prometheus text; null: 404
    std::function<std::string()> randomId;             // 32 hexadecimal digits
    DefinitionFiles* definitions = nullptr;            // null: definitions are not written through this gateway
};

class AdminApi final
{
public:
    explicit AdminApi(AdminContext context);
    AdminResponse handle(const AdminRequest& request);

    // Any thread. Whether the secret opens the API, and what is said when it does not: who may not come in shall not
    // make anybody hold a body for him.
    static bool admits(std::string_view secret, const GatewaySettings& settings);
    static AdminResponse noAdmittance();

    // True for paths that belong here: /tyk/…, /gatereeve/….
    static bool owns(std::string_view path);

private:
    AdminContext m_context;
};

} // namespace gatereeve::gateway
