#include "core/keys/ownvalues.h"

#include "core/engine/policyapplier.h"

namespace gatereeve
{

Session withOwnValues(const Session& session, const PolicySet& policies, Profile profile)
{
    const EffectiveSession effective = applyPolicies(session, {policies, std::nullopt, profile});
    Session result = session;
    if (!effective.ok())
        return result;
    Limit root = effective.session.rootLimit();
    root.quotaRenews = root.quotaRemaining = 0;
    result.setRootLimit(root);
    for (const auto& [apiId, right] : effective.session.accessRights) {
        AccessRight own = right;
        // The limits stand in the root; with a copy in each right they would count apart.
        own.limit.reset();
        own.allowanceScope.clear();
        result.accessRights[apiId] = std::move(own);
    }
    return result;
}

} // namespace gatereeve
