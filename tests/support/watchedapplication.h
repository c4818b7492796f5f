#pragma once

// An application that measures each event that its loop hands out: while one is handled, the window answers nothing.
// For benchmarks; a program that people use has no need of it.

#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QMetaEnum>

#include <ctime>

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
    using QApplication::QApplication;

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
        if (m_isHandling) // an event within one
            return QApplication::notify(receiver, event);
        // The receiver may be gone afterwards.
        const char* const className = receiver->metaObject()->className();
        const QString objectName = receiver->objectName();
        const int type = event->type();
        QElapsedTimer timer;
        timer.start();
        const double before = threadMilliseconds();
        m_isHandling = true;
        const bool result = QApplication::notify(receiver, event);
        m_isHandling = false;
        const double took = double(timer.nsecsElapsed()) / 1e6;
        if (took > m_longest.milliseconds)
            m_longest = {
                took, threadMilliseconds() - before,
                QString(QStringLiteral("%1 to %2 %3").arg(nameOf(type), QLatin1StringView(className), objectName))};
        return result;
    }

private:
    static QString nameOf(int type)
    {
        const char* name = QMetaEnum::fromType<QEvent::Type>().valueToKey(type);
        return name ? QString::fromLatin1(name) : QString::number(type);
    }

    Pause m_longest;
    bool m_isHandling = false;
};

} // namespace gatereeve::tests
