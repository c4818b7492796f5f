#include "core/engine/guide/reasons.h"
#include "core/engine/guide/rules.h"

namespace gatereeve::guide
{

std::optional<ApplyRefusal> joinFlags(ApplyRun& run)
{
    for (const SelectedPolicy& selected : run.policies) {
        const Policy& policy = *selected.policy;
        run.session.hmacEnabled = run.session.hmacEnabled || policy.hmacEnabled;
        run.session.httpSignatureEnabled = run.session.httpSignatureEnabled || policy.httpSignatureEnabled;
        if (policy.isInactive) {
            run.session.isInactive = true;
            if (!run.key.isInactive && !run.inactivePolicy)
                run.inactivePolicy = std::string(selected.name);
        }
    }
    if (run.why) {
        explainFlag(run, "is_inactive", run.key.isInactive, &Policy::isInactive);
        explainFlag(run, "hmac_enabled", run.key.hmacEnabled, &Policy::hmacEnabled);
        explainFlag(run, "enable_http_signature_validation", run.key.httpSignatureEnabled,
                    &Policy::httpSignatureEnabled);
    }
    return std::nullopt;
}

} // namespace gatereeve::guide
