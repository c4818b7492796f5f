#include "models/keystate.h"

#include "core/engine/verdict.h"
#include "core/units.h"
#include "models/effectivesession.h"
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

// A policy that the key names and that is not in force: it may stand in the file all the same.
KeyState missing(const QString& policy, const Workspace& workspace)
{
    const QString text = workspace.policyList().find(policy) ? tr("refused: policy %1 is not loaded")
                                                             : tr("refused: there is no policy %1");
    return {KeyState::Kind::PolicyMissing, policy, text.arg(policy)};
}

KeyState denied(const QString& policy)
{
    return {KeyState::Kind::PolicyDenies, policy, tr("refused: policy %1 denies its keys").arg(policy)};
}

KeyState refusedBy(const ApplyRefusal& refusal, const Workspace& workspace)
{
    const QString policy = toQString(refusal.policy);
    switch (refusal.kind) {
    case ApplyRefusal::Kind::PolicyMissing:
        return missing(policy, workspace);
    case ApplyRefusal::Kind::PolicyUnusable:
    case ApplyRefusal::Kind::ForeignOrganisation:
        return {KeyState::Kind::PolicyUnusable, policy, tr("refused: %1").arg(sentence(refusal.why))};
    case ApplyRefusal::Kind::KeyUnusable:
        break;
    }
    return {KeyState::Kind::Unusable, {}, tr("refused: %1").arg(sentence(refusal.why))};
}

KeyState stateOfEnd(int64_t expires, int64_t nowSeconds)
{
    if (expires > 0 && nowSeconds > expires)
        return {KeyState::Kind::Ended, {}, tr("ended %1").arg(relativeTime(expires, nowSeconds))};
    if (expires > 0)
        return {KeyState::Kind::Works, {}, tr("works; ends %1").arg(relativeTime(expires, nowSeconds))};
    return {KeyState::Kind::Works, {}, tr("works")};
}

KeyState withoutRights()
{
    return {KeyState::Kind::NoRights, {}, tr("refused: neither it nor its policies grant an API")};
}

} // namespace

KeyState keyState(const StoredKey& key, const Workspace& workspace, int64_t nowSeconds)
{
    return keyState(effectiveSession(key.session, workspace), workspace, nowSeconds);
}

KeyState keyState(const EffectiveSession& effective, const Workspace& workspace, int64_t nowSeconds)
{
    const Verdict verdict =
        verdictOf(effective, {workspace.profile(), nowSeconds, workspace.settings().allowMasterKeys});
    KeyState state = stateOfEnd(effective.session.expires, nowSeconds);
    switch (verdict.kind) {
    case Verdict::Kind::Works:
        break;
    case Verdict::Kind::EveryApi:
        state.text = tr("%1; without access rights it may use every API").arg(state.text);
        break;
    case Verdict::Kind::PoliciesRefused:
        return refusedBy(*effective.refusal, workspace);
    case Verdict::Kind::Inactive:
        return verdict.by.kind == Source::Kind::Policy ? denied(toQString(verdict.by.policy))
                                                       : KeyState{KeyState::Kind::Suspended, {}, tr("suspended")};
    case Verdict::Kind::Ended:
        break;
    case Verdict::Kind::NoRights:
        return withoutRights();
    }
    return state;
}

QString sentenceOf(const KeyState& state)
{
    const bool saysWhatFollows = state.kind != KeyState::Kind::Suspended && state.kind != KeyState::Kind::Ended;
    return saysWhatFollows ? state.text : tr("%1, so it is refused").arg(state.text);
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

QString shortTime(int64_t unixSeconds, int64_t nowSeconds)
{
    const QDateTime time = QDateTime::fromSecsSinceEpoch(unixSeconds);
    const qint64 days = QDateTime::fromSecsSinceEpoch(nowSeconds).date().daysTo(time.date());
    const QString clock = QLocale().toString(time, u"HH:mm"_s);
    if (days == 0)
        return tr("today %1").arg(clock);
    if (days == 1)
        return tr("tomorrow %1").arg(clock);
    return QLocale().toString(time, u"ddd d MMMM HH:mm"_s);
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
