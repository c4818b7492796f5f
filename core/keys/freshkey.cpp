#include "core/keys/freshkey.h"

#include "core/keys/keycreation.h"

namespace gatereeve
{

Session freshKey(const std::vector<std::string>& policyNames, const PolicySet& policies, int64_t nowSeconds)
{
    Session session;
    session.applyPolicies = policyNames;
    session.expires = trialEnd(policyNames, policies, nowSeconds);
    for (const std::string& name : policyNames) {
        const auto found = policies.find(name);
        if (found != policies.end() && session.orgId.empty())
            session.orgId = found->second->policy.orgId;
    }
    return session;
}

} // namespace gatereeve
