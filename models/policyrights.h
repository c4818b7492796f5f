#pragma once

// The access rights of one policy. Follows a renamed policy; of one that is gone the rights are empty and not editable.

#include "models/accessrightstarget.h"
#include "models/policyeditor.h"

namespace gatereeve::models
{

class PolicyRights final : public AccessRightsTarget
{
    Q_OBJECT
public:
    PolicyRights(Workspace& workspace, const QString& policyId, QObject* parent = nullptr);

    const QString& policyId() const { return m_id; }
    AccessRights rights() const override;
    bool isEditable() const override;

    Result<void> grantApi(const QString& apiId, const QStringList& versions) override;
    Result<void> revokeApi(const QString& apiId) override;
    Result<void> setVersions(const QString& apiId, const QStringList& versions) override;
    Result<void> addUrl(const QString& apiId, const AllowedUrl& url) override;
    Result<void> removeUrl(const QString& apiId, int index) override;
    Result<void> setUrl(const QString& apiId, int index, const QString& url) override;
    Result<void> setMethods(const QString& apiId, int index, const QStringList& methods) override;
    Result<void> setLimit(const QString& apiId, const std::optional<Limit>& limit) override;

private:
    Workspace& m_workspace;
    QString m_id;
};

} // namespace gatereeve::models
