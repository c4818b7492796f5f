#include "models/policyrights.h"

namespace gatereeve::models
{

PolicyRights::PolicyRights(Workspace& workspace, const QString& policyId, QObject* parent)
    : AccessRightsTarget(parent),
      m_workspace(workspace),
      m_id(policyId)
{
    connect(&workspace.policyList(), &PolicyList::renamed, this, [this](const QString& from, const QString& to) {
        if (from == m_id)
            m_id = to;
    });
    connect(&workspace, &Workspace::policiesChanged, this, [this](const QStringList& ids) {
        if (ids.isEmpty() || ids.contains(m_id))
            Q_EMIT changed();
    });
}

AccessRights PolicyRights::rights() const
{
    const PolicyItem* item = m_workspace.policyList().find(m_id);
    return item ? item->policy().accessRights : AccessRights{};
}

bool PolicyRights::isEditable() const
{
    const PolicyItem* item = m_workspace.policyList().find(m_id);
    return item && m_workspace.fileAt(item->file)->document();
}

Result<void> PolicyRights::grantApi(const QString& apiId, const QStringList& versions)
{
    return PolicyEditor(m_workspace).grantApi(m_id, apiId, versions);
}

Result<void> PolicyRights::revokeApi(const QString& apiId)
{
    return PolicyEditor(m_workspace).revokeApi(m_id, apiId);
}

Result<void> PolicyRights::setVersions(const QString& apiId, const QStringList& versions)
{
    return PolicyEditor(m_workspace).setVersions(m_id, apiId, versions);
}

Result<void> PolicyRights::addUrl(const QString& apiId, const AllowedUrl& url)
{
    return PolicyEditor(m_workspace).addUrl(m_id, apiId, url);
}

Result<void> PolicyRights::removeUrl(const QString& apiId, int index)
{
    return PolicyEditor(m_workspace).removeUrl(m_id, apiId, index);
}

Result<void> PolicyRights::setUrl(const QString& apiId, int index, const QString& url)
{
    return PolicyEditor(m_workspace).setUrl(m_id, apiId, index, url);
}

Result<void> PolicyRights::setMethods(const QString& apiId, int index, const QStringList& methods)
{
    return PolicyEditor(m_workspace).setMethods(m_id, apiId, index, methods);
}

Result<void> PolicyRights::setLimit(const QString& apiId, const std::optional<Limit>& limit)
{
    return PolicyEditor(m_workspace).setLimit(m_id, apiId, limit);
}

} // namespace gatereeve::models
