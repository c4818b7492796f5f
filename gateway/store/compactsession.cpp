#include "gateway/store/compactsession.h"

#include <utility>

namespace gatereeve::gateway
{

CompactSession::CompactSession(Session session)
    : m_expires(std::exchange(session.expires, {})),
      m_lastCheck(std::exchange(session.lastCheck, {})),
      m_allowance(std::exchange(session.allowance, {})),
      m_rate(std::exchange(session.rate, {})),
      m_per(std::exchange(session.per, {})),
      m_quotaMax(std::exchange(session.quotaMax, {})),
      m_quotaRenews(std::exchange(session.quotaRenews, {})),
      m_quotaRemaining(std::exchange(session.quotaRemaining, {})),
      m_quotaRenewalRate(std::exchange(session.quotaRenewalRate, {})),
      m_isInactive(std::exchange(session.isInactive, {})),
      m_dateCreated(std::exchange(session.dateCreated, {})),
      m_lastUpdated(std::exchange(session.lastUpdated, {})),
      m_orgId(std::exchange(session.orgId, {})),
      m_alias(std::exchange(session.alias, {})),
      m_applyPolicyId(std::exchange(session.applyPolicyId, {})),
      m_applyPolicies(std::exchange(session.applyPolicies, {})),
      m_tags(std::exchange(session.tags, {})),
      m_accessRights(std::exchange(session.accessRights, {})),
      m_metaData(std::exchange(session.metaData, {}))
{
    if (session != Session())
        m_rest = std::make_shared<const Session>(std::move(session));
}

Session CompactSession::session() const
{
    Session session = m_rest ? *m_rest : Session();
    session.expires = m_expires;
    session.lastCheck = m_lastCheck;
    session.allowance = m_allowance;
    session.rate = m_rate;
    session.per = m_per;
    session.quotaMax = m_quotaMax;
    session.quotaRenews = m_quotaRenews;
    session.quotaRemaining = m_quotaRemaining;
    session.quotaRenewalRate = m_quotaRenewalRate;
    session.isInactive = m_isInactive;
    session.dateCreated = m_dateCreated;
    session.lastUpdated = m_lastUpdated;
    session.orgId = m_orgId;
    session.alias = m_alias;
    session.applyPolicyId = m_applyPolicyId;
    session.applyPolicies = m_applyPolicies;
    session.tags = m_tags;
    session.accessRights = m_accessRights;
    session.metaData = m_metaData;
    return session;
}

} // namespace gatereeve::gateway
