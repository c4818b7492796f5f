#include "models/besidetheloop.h"

#include <QCoreApplication>
#include <QEvent>
#include <QEventLoop>
#include <QScopedValueRollback>
#include <QThread>
#include <QThreadPool>

namespace gatereeve::models
{

namespace
{

bool isWaiting = false; // the main thread's

// What would come through although it is the user's: drops, and the end of a window or of the program.
class HeldBack final : public QObject
{
public:
    HeldBack() { QCoreApplication::instance()->installEventFilter(this); }
    ~HeldBack() override
    {
        if (m_quits)
            QCoreApplication::postEvent(QCoreApplication::instance(), new QEvent(QEvent::Quit));
    }

protected:
    bool eventFilter(QObject* receiver, QEvent* event) override
    {
        switch (event->type()) {
        case QEvent::DragEnter:
        case QEvent::DragMove:
        case QEvent::Drop:
        case QEvent::Close:
            event->ignore();
            return true;
        case QEvent::Quit:
            m_quits = m_quits || receiver == QCoreApplication::instance();
            event->ignore();
            return true;
        default:
            return false;
        }
    }

private:
    bool m_quits = false;
};

} // namespace

bool isWorkOnItsWay()
{
    return isWaiting;
}

void doBesideTheLoop(const std::function<void()>& work)
{
    const QCoreApplication* const application = QCoreApplication::instance();
    if (!application || QThread::currentThread() != application->thread() || isWaiting)
        return work();
    const QScopedValueRollback waits(isWaiting, true);
    const HeldBack heldBack;
    const std::unique_ptr<QThread> thread(QThread::create(work));
    QEventLoop loop;
    QObject::connect(thread.get(), &QThread::finished, &loop, &QEventLoop::quit);
    thread->start();
    loop.exec(QEventLoop::ExcludeUserInputEvents);
    thread->wait(); // all loops end early when the program does
}

void endBesideTheLoop(std::shared_ptr<const void> last)
{
    if (last)
        QThreadPool::globalInstance()->start([last = std::move(last)]() mutable { last.reset(); });
}

} // namespace gatereeve::models
