#pragma once

// Every undoable edit of keys, each one named step on the workspace's stack; several names are changed in one step.
// Nothing is pushed when nothing would change. Errors: unknown key, or the store refused; then nothing has happened.
// Issuing is keyissuing.h; revoking goes straight to KeyList::remove (not undoable).

#include "core/units.h"
#include "models/workspace.h"

#include <QCoreApplication>

#include <functional>

namespace gatereeve::models
{

class KeyEditor
{
    Q_DECLARE_TR_FUNCTIONS(KeyEditor)
public:
    explicit KeyEditor(Workspace& workspace) : m_workspace(workspace) {}

    Result<void> setAlias(const QString& name, const QString& alias);
    Result<void> setTags(const QStringList& names, const QStringList& tags);
    Result<void> setPolicies(const QStringList& names, const QStringList& policies);
    Result<void> setExpires(const QStringList& names, int64_t unixSeconds); // 0: never
    Result<void> extend(const QStringList& names, int64_t seconds);         // from its end, or from now if that is past
    Result<void> setInactive(const QStringList& names, bool inactive);      // suspend, resume
    Result<void> setHmac(const QStringList& names, bool enabled);
    Result<void> setRate(const QStringList& names, const RateText& rate);
    Result<void> setQuota(const QStringList& names, const QuotaText& quota);
    // In the texts of these two %1 stands for the key.
    Result<void> setAccessRights(const QString& name, const AccessRights& rights, const QString& text);
    Result<void> setSession(const QString& name, const Session& session, const QString& text);

private:
    using Change = std::function<void(Session&)>;
    // In `text` %1 stands for the key, or how many.
    Result<void> change(const QStringList& names, const Change& change, const QString& text,
                        const QString& mergeField = {});
    QString labelOf(const QStringList& names) const;
    Workspace& m_workspace;
};

} // namespace gatereeve::models
