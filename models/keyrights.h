#pragma once

// The access rights of one key, its own (not those that policies give it).

#include "models/accessrightstarget.h"
#include "models/keyeditor.h"

namespace gatereeve::models
{

class KeyRights final : public AccessRightsTarget
{
    Q_OBJECT
public:
    KeyRights(Workspace& workspace, const QString& keyName, QObject* parent = nullptr);

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
    // In the texts %1 stands for the key.
    Result<void> setRights(const AccessRights& rights, const QString& text);
    Result<void> change(const QString& apiId, const std::function<void(AccessRight&)>& change, const QString& text);
    Workspace& m_workspace;
    QString m_name;
};

} // namespace gatereeve::models
