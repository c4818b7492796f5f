#include "models/keystate.h"

#include "core/units.h"
#include "models/text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace gatereeve::models
{

using namespace Qt::StringLiterals;

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("KeyState", text);
}

// "13 days", "4 hours", "5 minutes", "20 seconds": the largest unit that fits, cut off.
QString roughDuration(int64_t seconds)
{
    const auto counted = [](const char* text, int64_t number) {
        return QCoreApplication::translate("KeyState", text, nullptr, static_cast<int>(number));
    };
    if (seconds >= 2 * 86400)
        return counted(QT_TRANSLATE_N_NOOP("KeyState", "%n days"), seconds / 86400);
    if (seconds >= 2 * 3600)
        return counted(QT_TRANSLATE_N_NOOP("KeyState", "%n hours"), seconds / 3600);
    if (seconds >= 2 * 60)
        return counted(QT_TRANSLATE_N_NOOP("KeyState", "%n minutes"), seconds / 60);
    if (seconds == 1)
        return tr("1 second");
    return counted(QT_TRANSLATE_N_NOOP("KeyState", "%n seconds"), seconds);
}

KeyState stateOfPolicies(const StoredKey& key, const Workspace& workspace)
{
    for (const auto& name : key.session.policyNames()) {
        const QString policy = toQString(name);
        const auto found = workspace.policies().find(name);
        if (found == workspace.policies().end())
            return {KeyState::Kind::PolicyMissing, policy, tr("refused: policy %1 is not loaded").arg(policy)};
        if (found->second->unusable)
            return {KeyState::Kind::PolicyUnusable, policy,
                    tr("refused: policy %1 is unusable: %2").arg(policy, sentence(*found->second->unusable))};
    }
    for (const auto& name : key.session.policyNames()) {
        if (workspace.policies().find(name)->second->policy.isInactive)
            return {KeyState::Kind::PolicyDenies, toQString(name),
                    tr("refused: policy %1 denies its keys").arg(toQString(name))};
    }
    return {};
}

} // namespace

// In the order of the gateway's checks (profiles.md): policies, inactive, expiry.
KeyState keyState(const StoredKey& key, const Workspace& workspace, int64_t nowSeconds)
{
    if (KeyState state = stateOfPolicies(key, workspace); state.kind != KeyState::Kind::Works)
        return state;
    if (key.session.isInactive)
        return {KeyState::Kind::Suspended, {}, tr("suspended")};
    const int64_t expires = key.session.expires;
    if (expires > 0 && nowSeconds > expires)
        return {KeyState::Kind::Ended, {}, tr("ended %1").arg(relativeTime(expires, nowSeconds))};
    if (expires > 0)
        return {KeyState::Kind::Works, {}, tr("works; ends %1").arg(relativeTime(expires, nowSeconds))};
    return {KeyState::Kind::Works, {}, tr("works")};
}

QString relativeTime(int64_t unixSeconds, int64_t nowSeconds)
{
    if (unixSeconds <= 0)
        return tr("never");
    const int64_t ahead = unixSeconds - nowSeconds;
    if (ahead == 0)
        return tr("now");
    return ahead >= 0 ? tr("in %1").arg(roughDuration(ahead)) : tr("%1 ago").arg(roughDuration(-ahead));
}

QString exactTime(int64_t unixSeconds)
{
    const QDateTime local = QDateTime::fromSecsSinceEpoch(unixSeconds);
    const QString format = u"ddd d MMMM yyyy, HH:mm"_s;
    const QString text = QLocale().toString(local, format);
    if (local.offsetFromUtc() == 0)
        return tr("%1 UTC").arg(text);
    const QDateTime utc = local.toUTC();
    const QString day = utc.date() == local.date() ? u"HH:mm"_s : u"d MMMM, HH:mm"_s;
    return tr("%1 (%2 UTC)").arg(text, QLocale().toString(utc, day));
}

} // namespace gatereeve::models
