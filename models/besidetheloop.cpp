#include "models/besidetheloop.h"

#include <QCoreApplication>
#include <QEvent>
#include <QEventLoop>
#include <QPointer>
#include <QScopedValueRollback>
#include <QThread>
#include <QThreadPool>
#include <QTimer>

#include <chrono>
#include <vector>

namespace gatereeve::models
{

namespace
{

bool isWaiting = false; // the main thread's

constexpr std::chrono::milliseconds AskAgain{10};

// What would come through the loop although it may edit, save or close. Fields take over what was typed when they lose
// the focus, which a window does without its user's hands on it.
class HeldBack final : public QObject
{
public:
    HeldBack() { QCoreApplication::instance()->installEventFilter(this); }
    ~HeldBack() override
    {
        QCoreApplication::instance()->removeEventFilter(this);
        for (Later& later : m_later) {
            if (later.receiver)
                QCoreApplication::postEvent(later.receiver, later.event.release());
        }
    }

protected:
    bool eventFilter(QObject* receiver, QEvent* event) override
    {
        switch (event->type()) {
        case QEvent::Timer: // comes again; a window paints by one
            return !receiver->isWindowType() && rest();
        case QEvent::FocusOut:
        case QEvent::InputMethod:
            return receiver->isWidgetType() && putOff(receiver, event);
        case QEvent::Quit:
            return putOff(receiver, event);
        case QEvent::DragEnter:
        case QEvent::DragMove:
        case QEvent::Drop:
        case QEvent::Close:
            event->ignore();
            return true;
        default:
            return false;
        }
    }

private:
    // A timer without an interval comes at once: the loop would spin.
    static bool rest()
    {
        QThread::msleep(1);
        return true;
    }
    bool putOff(QObject* receiver, QEvent* event)
    {
        event->ignore();
        m_later.push_back({receiver, std::unique_ptr<QEvent>(event->clone())});
        return true;
    }
    struct Later {
        QPointer<QObject> receiver;
        std::unique_ptr<QEvent> event;
    };
    std::vector<Later> m_later;
};

} // namespace

bool isWorkOnItsWay()
{
    return isWaiting;
}

bool comesAgainWhenFree(QObject* context, const std::function<void()>& call)
{
    if (isWaiting)
        QTimer::singleShot(AskAgain, context, call); // timers are held back until then
    return isWaiting;
}

void doBesideTheLoop(const std::function<void()>& work)
{
    const QCoreApplication* const application = QCoreApplication::instance();
    if (!application || QThread::currentThread() != application->thread() || isWaiting)
        return work();
    const std::unique_ptr<QThread> thread(QThread::create(work));
    QEventLoop loop;
    QObject::connect(thread.get(), &QThread::finished, &loop, &QEventLoop::quit);
    thread->start();
    if (!thread->isRunning() && !thread->isFinished()) // the system has no thread left
        return work();
    const QScopedValueRollback waits(isWaiting, true);
    const HeldBack heldBack;
    loop.exec(QEventLoop::ExcludeUserInputEvents);
    thread->wait(); // all loops end early when the program does
}

void endBesideTheLoop(std::shared_ptr<const void> last)
{
    if (last)
        QThreadPool::globalInstance()->start([last = std::move(last)]() mutable { last.reset(); });
}

} // namespace gatereeve::models
