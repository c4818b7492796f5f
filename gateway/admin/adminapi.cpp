#include "gateway/admin/adminapi.h"

#include "gateway/admin/adminanswers.h"
#include "gateway/admin/admincall.h"
#include "gateway/admin/apisendpoint.h"
#include "gateway/admin/clockendpoint.h"
#include "gateway/admin/healthendpoint.h"
#include "gateway/admin/keysendpoint.h"
#include "gateway/admin/organisationkeysendpoint.h"
#include "gateway/admin/reloadendpoint.h"

#include <openssl/crypto.h>

namespace gatereeve::gateway
{

namespace
{

AdminResponse answerMetrics(const AdminCall& call, const AdminContext& context)
{
    if (!context.metrics)
        return unknownPath();
    if (call.method != "GET")
        return methodNotSupported();
    return {200, "text/plain; version=0.0.4; charset=utf-8", context.metrics()};
}

AdminResponse answerCall(const AdminCall& call, const AdminContext& context)
{
    const auto& segments = call.segments;
    if (segments.size() < 2)
        return unknownPath();
    const std::string& resource = segments[1];
    if (segments[0] == "tyk") {
        if (resource == "keys")
            return KeysEndpoint(call, context).answer();
        if (resource == "apis")
            return answerApis(call, context);
        if (resource == "reload")
            return answerReload(call, context);
        if (resource == "org")
            return answerOrganisationKeys(call, context);
        if (resource == "health")
            return answerHealth(call, context);
        if (resource == "cache")
            return answerCache(call);
    } else if (segments[0] == "gatereeve" && segments.size() == 2) {
        if (resource == "clock")
            return answerClock(call, context);
        if (resource == "metrics")
            return answerMetrics(call, context);
    } else if (segments[0] == "gatereeve" && segments.size() == 3 && resource == "keys") {
        return KeysEndpoint(call, context).answerStored();
    }
    return unknownPath();
}

} // namespace

AdminApi::AdminApi(AdminContext context) : m_context(std::move(context))
{
}

bool AdminApi::owns(std::string_view path)
{
    for (const std::string_view root : {"/tyk", "/gatereeve"}) {
        if (path.starts_with(root) && (path.size() == root.size() || path[root.size()] == '/'))
            return true;
    }
    return false;
}

// An empty secret lets nobody in (contracts.md, Control endpoints). Equal lengths take equal time.
bool AdminApi::admits(std::string_view secret, const GatewaySettings& settings)
{
    return !settings.secret.empty() && secret.size() == settings.secret.size() &&
           CRYPTO_memcmp(secret.data(), settings.secret.data(), secret.size()) == 0;
}

AdminResponse AdminApi::noAdmittance()
{
    return refusal(403, "Attempted administrative access with invalid or missing key!");
}

AdminResponse AdminApi::handle(const AdminRequest& request)
{
    if (!admits(request.secret, m_context.snapshot()->settings))
        return noAdmittance();
    const auto call = parseAdminCall(request);
    if (!call)
        return refusal(400, "Request malformed");
    return answerCall(*call, m_context);
}

} // namespace gatereeve::gateway
