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
        // What stands in the root is not repeated: with a copy in each right the APIs would count apart. Less than the
        // root, which is the most generous of all, stays.
        own.limit->quotaRenews = own.limit->quotaRemaining = 0;
        if (*own.limit == root)
            own.limit.reset();
        own.allowanceScope.clear();
        result.accessRights[apiId] = std::move(own);
    }
    return result;
}

} // namespace gatereeve
