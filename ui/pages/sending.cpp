#include "ui/pages/sending.h"

#include <algorithm>

namespace gatereeve::ui
{

namespace
{

constexpr int PaceTick = 5; // milliseconds

} // namespace

Sending::Sending(QObject* parent) : QObject(parent)
{
    m_pace.setTimerType(Qt::PreciseTimer);
    m_pace.setInterval(PaceTick);
    connect(&m_pace, &QTimer::timeout, this, &Sending::keepPace);
}

void Sending::once()
{
    send(1);
}

void Sending::burst(int count)
{
    m_left = count;
    m_limit = MostAtOnce;
    set(Mode::Burst);
    fill();
}

void Sending::pace(int perSecond)
{
    const bool begins = m_mode != Mode::Paced;
    set(Mode::Paced);
    m_perSecond = std::clamp(perSecond, 1, FastestPace);
    m_paced = 0;
    m_since.start();
    m_pace.start();
    if (begins)
        send(1);
}

// By the time that has passed: the interval of a timer is too coarse for most paces.
void Sending::keepPace()
{
    const int64_t due = m_since.nsecsElapsed() * m_perSecond / 1'000'000'000;
    const int count = int(std::min<int64_t>(due - m_paced, std::max(0, MostAtOnce - m_underWay)));
    m_paced = due;
    if (count > 0)
        send(count);
}

void Sending::parallel(int count)
{
    m_limit = std::clamp(count, 1, MostAtOnce);
    set(Mode::Parallel);
    fill();
}

void Sending::stop()
{
    m_left = 0;
    set(Mode::Idle);
}

void Sending::answered()
{
    m_underWay = std::max(0, m_underWay - 1);
    fill();
}

void Sending::set(Mode mode)
{
    m_pace.stop();
    if (mode == m_mode)
        return;
    m_mode = mode;
    Q_EMIT modeChanged();
}

void Sending::send(int count)
{
    m_underWay += count;
    Q_EMIT wanted(count);
}

void Sending::fill()
{
    if (m_mode != Mode::Burst && m_mode != Mode::Parallel)
        return;
    int count = std::max(0, m_limit - m_underWay);
    if (m_mode == Mode::Burst) {
        count = std::min(count, m_left);
        m_left -= count;
    }
    if (count > 0)
        send(count);
    if (m_mode == Mode::Burst && m_left == 0)
        set(Mode::Idle);
}

} // namespace gatereeve::ui
