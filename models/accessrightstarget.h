#pragma once

// Whose rights the tree shows and edits: those of a policy, or a key's own. Setters push commands; changed() tells when
// the rights have changed, by whomever. Main thread.

#include "core/accessright.h"
#include "core/result.h"

#include <QObject>
#include <QStringList>

#include <optional>

namespace gatereeve::models
{

class Workspace;

class AccessRightsTarget : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual AccessRights rights() const = 0;
    virtual bool isEditable() const = 0;

    virtual Result<void> grantApi(const QString& apiId, const QStringList& versions) = 0;
    virtual Result<void> revokeApi(const QString& apiId) = 0;
    virtual Result<void> setVersions(const QString& apiId, const QStringList& versions) = 0;
    virtual Result<void> addUrl(const QString& apiId, const AllowedUrl& url) = 0;
    virtual Result<void> removeUrl(const QString& apiId, int index) = 0;
    virtual Result<void> setUrl(const QString& apiId, int index, const QString& url) = 0;
    virtual Result<void> setMethods(const QString& apiId, int index, const QStringList& methods) = 0;
    virtual Result<void> setLimit(const QString& apiId, const std::optional<Limit>& limit) = 0;

Q_SIGNALS:
    void changed();
};

} // namespace gatereeve::models
