#pragma once

// The clock in the toolbar: what time the gateway lives in, and jumps to where a key's quota renews or its trial ends.

#include "core/clock.h"

#include <QToolButton>

#include <functional>

class QAction;

namespace gatereeve::ui
{

class GatewayControl;
class Prompts;

class ClockMenu final : public QToolButton
{
    Q_OBJECT

public:
    // The key that the jumps are about, and what is known of it; nothing when none is chosen.
    struct Subject {
        QString label;
        Nanoseconds quotaEnds = 0; // 0: none
        int64_t ends = 0;          // Unix seconds; 0: never
    };
    using FindSubject = std::function<Subject()>;

    ClockMenu(GatewayControl& gateway, Prompts& prompts, FindSubject findSubject, QWidget* parent = nullptr);

    // "real time", "paused at 14:05:00", …
    static QString words(const ClockSetting& setting, Nanoseconds now);

private:
    QAction* addJump(const QString& name, const QString& text, Nanoseconds (ClockMenu::*moment)() const);
    void prepare();
    void refresh();
    void backToReal();
    void pause();
    void speedUp();
    void askMoment();
    void jumpTo(Nanoseconds moment);
    Nanoseconds afterRenewal() const;
    Nanoseconds lastSecond() const;
    Nanoseconds firstSecondAfter() const;

    GatewayControl& m_gateway;
    Prompts& m_prompts;
    FindSubject m_findSubject;
    Subject m_subject;
    QAction* m_real = nullptr;
    QList<std::pair<QAction*, Nanoseconds (ClockMenu::*)() const>> m_jumps;
};

} // namespace gatereeve::ui
