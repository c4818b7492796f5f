#include "ui/clockmenu.h"

#include "core/units.h"
#include "models/keystate.h"
#include "models/text.h"
#include "ui/gatewaycontrol.h"
#include "ui/prompts.h"
#include "ui/theme.h"

#include <QDateTime>
#include <QMenu>
#include <QTimer>

namespace gatereeve::ui
{

namespace
{

using Mode = ClockSetting::Mode;
constexpr double FastFactor = 60;

QString clockText(Nanoseconds now)
{
    return QLocale(QLocale::English)
        .toString(QDateTime::fromSecsSinceEpoch(toSeconds(now)), QStringLiteral("ddd d MMMM, HH:mm:ss"));
}

} // namespace

ClockMenu::ClockMenu(GatewayControl& gateway, Prompts& prompts, FindSubject findSubject, QWidget* parent)
    : QToolButton(parent),
      m_gateway(gateway),
      m_prompts(prompts),
      m_findSubject(std::move(findSubject))
{
    setObjectName(QStringLiteral("clockButton"));
    setIcon(theme::icon(QStringLiteral("clock")));
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setPopupMode(QToolButton::InstantPopup);
    setFocusPolicy(Qt::TabFocus);
    setToolTip(tr("The gateway's time: limits, quotas and ends of keys follow it"));
    auto* menu = new QMenu(this);
    menu->setToolTipsVisible(true);
    const auto add = [&](const QString& name, const QString& text, void (ClockMenu::*action)()) {
        QAction* entry = menu->addAction(text);
        entry->setObjectName(name);
        connect(entry, &QAction::triggered, this, action);
        return entry;
    };
    m_real = add(QStringLiteral("clockReal"), tr("&Real time"), &ClockMenu::backToReal);
    add(QStringLiteral("clockPause"), tr("&Pause"), &ClockMenu::pause);
    add(QStringLiteral("clockFast"), tr("&60 times as fast"), &ClockMenu::speedUp);
    add(QStringLiteral("clockAt"), tr("&At…"), &ClockMenu::askMoment);
    setMenu(menu);
    menu->addSeparator();
    addJump(QStringLiteral("clockAfterRenewal"), tr("Just after the &renewal of the quota"), &ClockMenu::afterRenewal);
    addJump(QStringLiteral("clockLastSecond"), tr("&Last second of the trial"), &ClockMenu::lastSecond);
    addJump(QStringLiteral("clockFirstAfter"), tr("&First second after the trial"), &ClockMenu::firstSecondAfter);
    connect(menu, &QMenu::aboutToShow, this, &ClockMenu::prepare);
    connect(&gateway, &GatewayControl::clockChanged, this, &ClockMenu::refresh);
    auto* second = new QTimer(this);
    connect(second, &QTimer::timeout, this, &ClockMenu::refresh);
    second->start(1000);
    refresh();
}

QString ClockMenu::words(const ClockSetting& setting, Nanoseconds now)
{
    switch (setting.mode) {
    case Mode::Paused:
        return tr("paused at %1").arg(clockText(now));
    case Mode::Scaled:
        return tr("×%1: %2").arg(setting.factor).arg(clockText(now));
    case Mode::At:
        return tr("at %1").arg(clockText(now));
    case Mode::Real:
        break;
    }
    return tr("real time");
}

QAction* ClockMenu::addJump(const QString& name, const QString& text, Nanoseconds (ClockMenu::*moment)() const)
{
    QAction* action = menu()->addAction(text);
    action->setObjectName(name);
    // The menu may be passed over (a test, a script): what is known of the key is asked again.
    connect(action, &QAction::triggered, this, [this, moment] {
        m_subject = m_findSubject();
        if (const Nanoseconds at = (this->*moment)())
            jumpTo(at);
    });
    m_jumps.append({action, moment});
    return action;
}

void ClockMenu::prepare()
{
    m_subject = m_findSubject();
    for (const auto& [action, moment] : m_jumps) {
        const Nanoseconds at = (this->*moment)();
        action->setEnabled(at != 0);
        action->setToolTip(at != 0 ? tr("%1: %2").arg(m_subject.label, models::exactTime(toSeconds(at)))
                           : m_subject.label.isEmpty() ? tr("Choose a key on the page Try.")
                                                       : tr("%1 has no such moment now.").arg(m_subject.label));
    }
}

void ClockMenu::refresh()
{
    const ClockSetting setting = m_gateway.clock();
    setText(words(setting, m_gateway.now()));
    m_real->setEnabled(setting.mode != Mode::Real);
}

void ClockMenu::backToReal()
{
    if (m_gateway.clock().mode == Mode::Real)
        return;
    const Question question{tr("Back to real time"), tr("Back to real time?"),
                            tr("What was counted and which keys were issued in the other time is dropped."),
                            tr("Back to real time"), false};
    if (m_prompts.confirm(this, question))
        m_gateway.setClock({});
}

void ClockMenu::pause()
{
    m_gateway.setClock({Mode::Paused, 1.0, m_gateway.now()});
}

void ClockMenu::speedUp()
{
    m_gateway.setClock({Mode::Scaled, FastFactor, 0});
}

void ClockMenu::askMoment()
{
    const QString now = models::toQString(rfc3339(toSeconds(m_gateway.now()) * NanosecondsPerSecond));
    QString label = tr("Moment, as 2026-12-09T13:05:00Z, or a time from now, as \"14 days\"");
    for (;;) {
        const QString text = m_prompts.askText(this, tr("Set the clock"), label, now).trimmed();
        if (text.isEmpty())
            return;
        if (const auto moment = parseRfc3339(text.toStdString())) {
            jumpTo(*moment);
            return;
        }
        if (const auto later = parseDuration(text.toStdString())) {
            jumpTo(m_gateway.now() + *later * NanosecondsPerSecond);
            return;
        }
        label = tr("\"%1\" is neither a moment (2026-12-09T13:05:00Z) nor a time from now (14 days)").arg(text);
    }
}

void ClockMenu::jumpTo(Nanoseconds moment)
{
    m_gateway.setClock({Mode::At, 1.0, moment});
}

Nanoseconds ClockMenu::afterRenewal() const
{
    return m_subject.quotaEnds ? m_subject.quotaEnds + NanosecondsPerSecond : 0;
}

// Valid until the clock is past `expires` (profiles.md, guide 4): the second itself still works.
Nanoseconds ClockMenu::lastSecond() const
{
    return m_subject.ends ? (m_subject.ends - 1) * NanosecondsPerSecond : 0;
}

Nanoseconds ClockMenu::firstSecondAfter() const
{
    return m_subject.ends ? (m_subject.ends + 1) * NanosecondsPerSecond : 0;
}

} // namespace gatereeve::ui
