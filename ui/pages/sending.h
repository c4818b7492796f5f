#pragma once

// What the Try page is busy sending: so many in a row, so many per second, or so many at the same time. Says when the
// next ones go; whoever sends them tells when they are answered.

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace gatereeve::ui
{

class Sending final : public QObject
{
    Q_OBJECT

public:
    enum class Mode : uint8_t { Idle, Burst, Paced, Parallel };
    // As many connections as the client has (app/desktop/tryclient.h).
    static constexpr int MostAtOnce = 16;
    static constexpr int FastestPace = 100;

    explicit Sending(QObject* parent = nullptr);

    Mode mode() const { return m_mode; }
    bool isEndless() const { return m_mode == Mode::Paced || m_mode == Mode::Parallel; } // until it is stopped
    int underWay() const { return m_underWay; }
    void once();           // beside whatever is going on
    void burst(int count); // in a row, as fast as they are answered
    // Those that can't go, since as many as there may be are under way, are left out: stopped is stopped.
    void pace(int perSecond);
    void parallel(int count); // that many under way until it is stopped
    void stop();              // those under way are still answered
    void answered();          // one of them

Q_SIGNALS:
    // So many are to be sent now. It may be stopped from within.
    void wanted(int count);
    void modeChanged();

private:
    void set(Mode mode);
    void send(int count);
    void fill();
    void keepPace();

    Mode m_mode = Mode::Idle;
    int m_left = 0;  // of a burst
    int m_limit = 0; // that may be under way
    int m_underWay = 0;
    int m_perSecond = 0;
    int64_t m_paced = 0; // since m_since
    QElapsedTimer m_since;
    QTimer m_pace{this};
};

} // namespace gatereeve::ui
