#include "models/keyrights.h"

#include "models/text.h"

namespace gatereeve::models
{

namespace
{

bool hasUrl(const AccessRight& right, int index)
{
    return index >= 0 && static_cast<size_t>(index) < right.allowedUrls.size();
}

} // namespace

KeyRights::KeyRights(Workspace& workspace, const QString& keyName, QObject* parent)
    : AccessRightsTarget(parent),
      m_workspace(workspace),
      m_name(keyName)
{
    const KeyList& keys = workspace.keyList();
    connect(&keys, &RowSource::rowsChanged, this, [this, &keys](int first, int last) {
        const int row = keys.rowOf(m_name);
        if (row >= first && row <= last)
            Q_EMIT changed();
    });
    connect(&keys, &RowSource::rowsInserted, this, [this] { Q_EMIT changed(); });
    connect(&keys, &RowSource::rowsRemoved, this, [this] { Q_EMIT changed(); });
}

AccessRights KeyRights::rights() const
{
    const StoredKey* key = m_workspace.keyList().find(m_name);
    return key ? key->session.accessRights : AccessRights{};
}

bool KeyRights::isEditable() const
{
    return m_workspace.keyList().find(m_name) != nullptr;
}

Result<void> KeyRights::setRights(const AccessRights& rights, const QString& text)
{
    return KeyEditor(m_workspace).setAccessRights(m_name, rights, text);
}

Result<void> KeyRights::change(const QString& apiId, const std::function<void(AccessRight&)>& change,
                               const QString& text)
{
    AccessRights now = rights();
    const auto right = now.find(toUtf8(apiId));
    if (right == now.end())
        return Error{"the key does not grant the API " + toUtf8(apiId), {}};
    change(right->second);
    return setRights(now, text);
}

Result<void> KeyRights::grantApi(const QString& apiId, const QStringList& versions)
{
    AccessRights now = rights();
    const QString name = m_workspace.apiList().labelOf(apiId);
    now.try_emplace(toUtf8(apiId),
                    AccessRight{.apiName = toUtf8(name), .apiId = toUtf8(apiId), .versions = toUtf8(versions)});
    return setRights(now, tr("Grant %1 to %2").arg(name, u"%1"));
}

Result<void> KeyRights::revokeApi(const QString& apiId)
{
    AccessRights now = rights();
    now.erase(toUtf8(apiId));
    return setRights(now, tr("Take %1 from %2").arg(m_workspace.apiList().labelOf(apiId), u"%1"));
}

Result<void> KeyRights::setVersions(const QString& apiId, const QStringList& versions)
{
    return change(
        apiId, [&](AccessRight& right) { right.versions = toUtf8(versions); }, tr("Versions of %1"));
}

Result<void> KeyRights::addUrl(const QString& apiId, const AllowedUrl& url)
{
    return change(
        apiId, [&](AccessRight& right) { right.allowedUrls.push_back(url); }, tr("Allowed URL of %1"));
}

Result<void> KeyRights::removeUrl(const QString& apiId, int index)
{
    const auto remove = [&](AccessRight& right) {
        if (hasUrl(right, index))
            right.allowedUrls.erase(right.allowedUrls.begin() + index);
    };
    return change(apiId, remove, tr("Remove an allowed URL of %1"));
}

Result<void> KeyRights::setUrl(const QString& apiId, int index, const QString& url)
{
    const auto set = [&](AccessRight& right) {
        if (hasUrl(right, index))
            right.allowedUrls[static_cast<size_t>(index)].url = toUtf8(url);
    };
    return change(apiId, set, tr("Allowed URL of %1"));
}

Result<void> KeyRights::setMethods(const QString& apiId, int index, const QStringList& methods)
{
    const auto set = [&](AccessRight& right) {
        if (hasUrl(right, index))
            right.allowedUrls[static_cast<size_t>(index)].methods = toUtf8(methods);
    };
    return change(apiId, set, tr("Methods of an allowed URL of %1"));
}

Result<void> KeyRights::setLimit(const QString& apiId, const std::optional<Limit>& limit)
{
    return change(
        apiId, [&](AccessRight& right) { right.limit = limit; }, tr("Limit of an API of %1"));
}

} // namespace gatereeve::models
