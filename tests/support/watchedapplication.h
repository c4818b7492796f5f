#pragma once

// An application that measures each event that its loop hands out: while one is handled, the window answers nothing.
// For benchmarks; a program that people use has no need of it.

#include <QAbstractEventDispatcher>
#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QMetaEnum>
#include <QThread>

#include <ctime>
#include <utility>

namespace gatereeve::tests
{

// Of the processor, for this thread.
inline double threadMilliseconds()
{
    timespec time = {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

class WatchedApplication final : public QApplication
{
public:
    WatchedApplication(int& argc, char** argv) : QApplication(argc, argv)
    {
        const QAbstractEventDispatcher* const dispatcher = eventDispatcher();
        connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, this, [this] { end(); });
        connect(dispatcher, &QAbstractEventDispatcher::awake, this, [this] { begin(); });
    }

    struct Pause {
        double milliseconds = 0;
        double processor = 0; // of these, what this thread had of it: others may be busy
        QString what;         // kind of the event, class and name of its receiver
    };
    // Since forget().
    const Pause& longestPause() const { return m_longest; }
    void forget() { m_longest = {}; }

    bool notify(QObject* receiver, QEvent* event) override
    {
        const int level = QThread::currentThread()->loopLevel();
        const bool isWithinOne = m_now.isHandling && level <= m_now.level;
        if (QThread::currentThread() != thread() || isWithinOne)
            return QApplication::notify(receiver, event);
        // An event in a loop that one has of its own is a pause of its own. The receiver may be gone afterwards.
        const Handling outer = std::exchange(
            m_now, {true,
                    level,
                    QStringLiteral("%1 to %2 %3")
                        .arg(nameOf(event->type()), QLatin1StringView(receiver->metaObject()->className()),
                             receiver->objectName()),
                    {},
                    0});
        begin();
        const bool result = QApplication::notify(receiver, event);
        end();
        m_now = outer;
        return result;
    }

private:
    struct Handling {
        bool isHandling = false;
        int level = 0; // of loops within loops
        QString what;
        QElapsedTimer timer; // valid: nothing is answered since
        double before = 0;
    };
    void begin()
    {
        m_now.timer.start();
        m_now.before = threadMilliseconds();
    }
    // Where an event is handled that has a loop of its own, each time that this loop comes to wait ends a pause.
    void end()
    {
        const double took = m_now.timer.isValid() ? double(m_now.timer.nsecsElapsed()) / 1e6 : 0;
        if (m_now.isHandling && took > m_longest.milliseconds)
            m_longest = {took, threadMilliseconds() - m_now.before, m_now.what};
        m_now.timer.invalidate();
    }
    static QString nameOf(int type)
    {
        const char* name = QMetaEnum::fromType<QEvent::Type>().valueToKey(type);
        return name ? QString::fromLatin1(name) : QString::number(type);
    }

    Pause m_longest;
    Handling m_now;
};

} // namespace gatereeve::tests
