#include "models/keyeditor.h"

#include "core/keys/keytext.h"
#include "models/commands/changekeys.h"
#include "models/text.h"

#include <algorithm>

namespace gatereeve::models
{

using namespace Qt::StringLiterals;

QString KeyEditor::labelOf(const QStringList& names) const
{
    if (names.size() != 1)
        return tr("%n keys", nullptr, static_cast<int>(names.size()));
    const StoredKey* key = m_workspace.keyList().find(names.first());
    if (key && !key->session.alias.empty())
        return toQString(key->session.alias);
    return toQString(maskedKey(toUtf8(names.first())));
}

Result<void> KeyEditor::change(const QStringList& names, const Change& change, const QString& text,
                               const QString& mergeField)
{
    std::vector<KeyChange> changes;
    for (const auto& name : names) {
        const StoredKey* key = m_workspace.keyList().find(name);
        if (!key)
            return Error{"there is no such key any more; it may have been revoked", {}};
        KeyChange step{*key, *key};
        change(step.after.session);
        if (step.after == step.before)
            continue;
        step.after.session.lastUpdated = std::to_string(m_workspace.clock().nowSeconds());
        changes.push_back(std::move(step));
    }
    if (changes.empty())
        return {};

    QString mergeKey;
    if (!mergeField.isEmpty())
        mergeKey = names.join(u'\n') + u"\n%1#%2"_s.arg(mergeField).arg(m_workspace.typing());
    Result<void> result;
    QObject context;
    QObject::connect(&m_workspace.keyList(), &KeyList::failed, &context, [&](const Error& error) {
        if (result)
            result = error;
    });
    m_workspace.undoStack().push(
        new ChangeKeys(m_workspace.keyList(), std::move(changes), text.arg(labelOf(names)), mergeKey));
    return result;
}

Result<void> KeyEditor::setAlias(const QString& name, const QString& alias)
{
    return change(
        {name}, [&](Session& session) { session.alias = toUtf8(alias); }, tr("Alias of %1"), u"alias"_s);
}

Result<void> KeyEditor::setTags(const QStringList& names, const QStringList& tags)
{
    return change(
        names, [&](Session& session) { session.tags = toUtf8(tags); }, tr("Tags of %1"), u"tags"_s);
}

Result<void> KeyEditor::setPolicies(const QStringList& names, const QStringList& policies)
{
    const auto change = [&](Session& session) {
        session.applyPolicies = toUtf8(policies);
        session.applyPolicyId.clear(); // the older form would come into force with an empty list
    };
    return this->change(names, change, tr("Policies of %1"));
}

Result<void> KeyEditor::setExpires(const QStringList& names, int64_t unixSeconds)
{
    return change(
        names, [&](Session& session) { session.expires = unixSeconds; }, tr("End of %1"), u"expires"_s);
}

Result<void> KeyEditor::extend(const QStringList& names, int64_t seconds)
{
    const int64_t now = m_workspace.clock().nowSeconds();
    const auto change = [&](Session& session) {
        if (session.expires > 0) // others never end
            session.expires = std::max(session.expires, now) + seconds;
    };
    return this->change(names, change, tr("Extend %1"));
}

Result<void> KeyEditor::setHmac(const QStringList& names, bool enabled)
{
    return change(
        names, [&](Session& session) { session.hmacEnabled = enabled; },
        enabled ? tr("HMAC on for %1") : tr("HMAC off for %1"));
}

Result<void> KeyEditor::setInactive(const QStringList& names, bool inactive)
{
    return change(
        names, [&](Session& session) { session.isInactive = inactive; }, inactive ? tr("Suspend %1") : tr("Resume %1"));
}

Result<void> KeyEditor::setRate(const QStringList& names, const RateText& rate)
{
    const auto change = [&](Session& session) {
        session.rate = rate.rate;
        session.per = rate.per;
    };
    return this->change(names, change, tr("Rate of %1"), u"rate"_s);
}

Result<void> KeyEditor::setQuota(const QStringList& names, const QuotaText& quota)
{
    const auto change = [&](Session& session) {
        session.quotaMax = quota.maximum;
        session.quotaRenewalRate = quota.renewal;
    };
    return this->change(names, change, tr("Quota of %1"), u"quota"_s);
}

Result<void> KeyEditor::setAccessRights(const QString& name, const AccessRights& rights, const QString& text)
{
    return change(
        {name}, [&](Session& session) { session.accessRights = rights; }, text);
}

Result<void> KeyEditor::setSession(const QString& name, const Session& session, const QString& text)
{
    return change(
        {name}, [&](Session& present) { present = session; }, text);
}

} // namespace gatereeve::models
