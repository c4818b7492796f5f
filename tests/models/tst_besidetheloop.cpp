#include "models/besidetheloop.h"

#include <QSemaphore>
#include <QTimer>
#include <QWidget>
#include <QWindow>
#include <QtTest>

#include <atomic>

using namespace gatereeve::models;

namespace
{

// Counts what reaches it.
class Receiver final : public QWindow
{
public:
    QList<QEvent::Type> received;

    bool event(QEvent* event) override
    {
        if (event->type() == QEvent::MouseMove || event->type() == QEvent::Close || event->type() == QEvent::Drop)
            received.append(event->type());
        return QWindow::event(event);
    }
};

class Field final : public QWidget
{
public:
    int lost = 0;

    void focusOutEvent(QFocusEvent*) override { ++lost; }
};

// Ends when the loop has come to `then`, and has turned some more.
int workUntil(const std::function<void()>& then)
{
    constexpr int MoreTurns = 20;
    QSemaphore done;
    int turns = 0;
    std::function<void()> turn = [&] {
        if (turns == 0)
            then();
        if (++turns > MoreTurns)
            done.release();
        else
            QMetaObject::invokeMethod(qApp, turn, Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(qApp, turn, Qt::QueuedConnection);
    return besideTheLoop([&] {
        done.acquire();
        return 7;
    });
}

} // namespace

class TestBesideTheLoop : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theLoopGoesOnUntilTheResultIsThere();
    void inputWaits();
    void timersWait();
    void fieldsLoseTheFocusAfterwards();
    void whatMayEditComesAgain();
    void closingAndDropsAreHeldBack();
    void withinSuchWorkItIsACall();
    void elsewhereItIsACall();
    void anotherThreadEndsWhatIsLarge();
    void quittingComesAfterwards(); // the last: no loop begins in a program that has quit
};

void TestBesideTheLoop::theLoopGoesOnUntilTheResultIsThere()
{
    QVERIFY(!isWorkOnItsWay());
    bool isSeen = false;
    QCOMPARE(workUntil([&] { isSeen = isWorkOnItsWay(); }), 7);
    QVERIFY(isSeen);
    QVERIFY(!isWorkOnItsWay());
}

void TestBesideTheLoop::inputWaits()
{
    Receiver window;
    window.setGeometry(100, 100, 200, 200);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    workUntil([&] { QCursor::setPos(window.mapToGlobal(QPoint(20, 20))); });
    QCOMPARE(window.received, QList<QEvent::Type>());
    QTRY_COMPARE(window.received, QList<QEvent::Type>{QEvent::MouseMove});
}

void TestBesideTheLoop::timersWait()
{
    int fired = 0;
    QTimer timer;
    timer.setSingleShot(true);
    connect(&timer, &QTimer::timeout, this, [&] { ++fired; });
    timer.start(0);
    workUntil([] {});
    QCOMPARE(fired, 0);
    QTRY_COMPARE(fired, 1);
}

// A window can lose the focus without its user's doing.
void TestBesideTheLoop::fieldsLoseTheFocusAfterwards()
{
    Field field;
    workUntil([&] {
        QFocusEvent lost(QEvent::FocusOut);
        QCoreApplication::sendEvent(&field, &lost);
    });
    QCOMPARE(field.lost, 0);
    QTRY_COMPARE(field.lost, 1);
}

void TestBesideTheLoop::whatMayEditComesAgain()
{
    int calls = 0;
    QVERIFY(!comesAgainWhenFree(this, [&] { ++calls; }));
    {
        QObject gone;
        workUntil([&] {
            QVERIFY(comesAgainWhenFree(this, [&] { ++calls; }));
            QVERIFY(comesAgainWhenFree(&gone, [&] { calls += 100; }));
        });
    }
    QCOMPARE(calls, 0);
    QTRY_COMPARE(calls, 1);
}

void TestBesideTheLoop::closingAndDropsAreHeldBack()
{
    Receiver window;
    for (const QEvent::Type type : {QEvent::Close, QEvent::Drop}) {
        QEvent event(type);
        workUntil([&] { QCoreApplication::sendEvent(&window, &event); });
        QCOMPARE(window.received, QList<QEvent::Type>());
        QVERIFY(!event.isAccepted());
    }
}

void TestBesideTheLoop::withinSuchWorkItIsACall()
{
    QThread* inner = nullptr;
    workUntil([&] { inner = besideTheLoop([] { return QThread::currentThread(); }); });
    QCOMPARE(inner, QThread::currentThread());
    QVERIFY(!isWorkOnItsWay());
}

void TestBesideTheLoop::elsewhereItIsACall()
{
    QThread *thread = nullptr, *worker = nullptr;
    const std::unique_ptr<QThread> other(QThread::create([&] {
        thread = QThread::currentThread();
        worker = besideTheLoop([] { return QThread::currentThread(); });
    }));
    other->start();
    QVERIFY(other->wait());
    QVERIFY(thread);
    QCOMPARE(worker, thread);
}

void TestBesideTheLoop::anotherThreadEndsWhatIsLarge()
{
    struct Last {
        std::atomic<QThread*>& endedIn;
        ~Last() { endedIn = QThread::currentThread(); }
    };
    std::atomic<QThread*> endedIn = nullptr;
    endBesideTheLoop(std::shared_ptr<Last>(new Last{endedIn}));
    QTRY_VERIFY(endedIn != nullptr);
    QVERIFY(endedIn != QThread::currentThread());
}

void TestBesideTheLoop::quittingComesAfterwards()
{
    bool hasEnded = false;
    QEventLoop loop; // the end of the program ends it
    QTimer::singleShot(0, &loop, [&] {
        workUntil([] {
            QEvent quit(QEvent::Quit);
            QCoreApplication::sendEvent(qApp, &quit);
        });
        hasEnded = true;
    });
    QTimer::singleShot(10'000, &loop, [&] { loop.exit(1); });
    QCOMPARE(loop.exec(), 0);
    QVERIFY(hasEnded);
}

QTEST_MAIN(TestBesideTheLoop)
#include "tst_besidetheloop.moc"
