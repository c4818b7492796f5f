#pragma once

// A session as it is kept for each key there is: what most keys leave at its default takes no place.

#include "core/session.h"

#include <memory>

namespace gatereeve::gateway
{

class CompactSession
{
public:
    explicit CompactSession(Session session);
    Session session() const; // as it was

private:
    int64_t m_expires, m_lastCheck;
    double m_allowance, m_rate, m_per;
    int64_t m_quotaMax, m_quotaRenews, m_quotaRemaining, m_quotaRenewalRate;
    bool m_isInactive;
    std::string m_dateCreated, m_lastUpdated, m_orgId, m_alias, m_applyPolicyId;
    std::vector<std::string> m_applyPolicies, m_tags;
    AccessRights m_accessRights;
    std::map<std::string, std::string> m_metaData;
    // All else, with the members above at their defaults; null: all else is at its default as well.
    std::shared_ptr<const Session> m_rest; // by copies as well
};

} // namespace gatereeve::gateway
