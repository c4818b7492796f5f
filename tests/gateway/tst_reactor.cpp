// Sockets of a running loop: what writeSoon() took arrives whole and in order, whatever becomes of it.

#include "gateway/io/reactor.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <QTest>

#include <cerrno>
#include <future>
#include <optional>
#include <string>
#include <thread>

using namespace gatereeve::gateway;

namespace
{

// A loop on its own thread. What tests do with sockets they do there.
class RunningReactor
{
public:
    RunningReactor() : m_thread([this] { reactor.run(); }) {}
    ~RunningReactor()
    {
        reactor.stop();
        m_thread.join();
    }
    RunningReactor(const RunningReactor&) = delete;
    RunningReactor& operator=(const RunningReactor&) = delete;

    // Returns when the job is done, in the midst of a turn; what it queued goes at the end of that turn.
    void run(std::function<void()> job)
    {
        std::promise<void> done;
        reactor.post([&] {
            job();
            done.set_value();
        });
        done.get_future().wait();
    }
    // A turn later everything that was queued has been given to the system.
    void finishTurn()
    {
        run([] {});
        run([] {});
    }

    Reactor reactor;

private:
    std::thread m_thread;
};

bool hasRing()
{
    SendQueue queue;
    queue.open();
    return queue.isOpen();
}

struct Ends {
    int ours = -1, peer = -1;
};

Ends connectedPair()
{
    int both[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, both) != 0)
        return {};
    const int small = 4096;
    setsockopt(both[0], SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
    return {both[0], both[1]};
}

// A loop with one end of a connection in it; the other one is the test's.
class ConnectedLoop final : public RunningReactor
{
public:
    ConnectedLoop() : m_ends(connectedPair())
    {
        run([this] { socket.emplace(reactor, m_ends.ours, true); });
    }
    ~ConnectedLoop()
    {
        run([this] { socket.reset(); });
        ::close(m_ends.peer);
    }

    std::optional<Socket> socket; // for jobs of run()
    int ours() const { return m_ends.ours; }
    int peer() const { return m_ends.peer; }

private:
    const Ends m_ends;
};

std::string receive(int peer, size_t size)
{
    std::string all(size, '\0');
    const ssize_t got = ::recv(peer, all.data(), size, MSG_WAITALL);
    all.resize(static_cast<size_t>(std::max<ssize_t>(got, 0)));
    return all;
}

bool isAtEnd(int peer)
{
    char byte = 0;
    return ::recv(peer, &byte, 1, 0) == 0;
}

std::string message(int number)
{
    return std::to_string(number) + std::string(997, '.') + '\n';
}

// Sends until the system takes no more; returns what was taken.
std::string sendUntilUnsent(ConnectedLoop& loop)
{
    std::string taken;
    for (int i = 0;; ++i) {
        ssize_t sent = 0;
        bool unsent = false;
        loop.run([&] { sent = loop.socket->writeSoon(message(i)); });
        loop.finishTurn();
        loop.run([&] { unsent = loop.socket->is(Unsent); });
        if (sent > 0)
            taken += message(i).substr(0, static_cast<size_t>(sent));
        if (unsent || sent < 0)
            return taken;
    }
}

Task waitFor(Reactor& reactor, Socket& socket, uint8_t interest, std::promise<Woken>& result)
{
    result.set_value(co_await reactor.wait(reactor.now() + 30'000, socket, interest));
}

Task closeWhenSent(Reactor& reactor, Socket& socket, std::promise<bool>& endedAtOnce)
{
    bool ended = socket.endSending();
    endedAtOnce.set_value(ended);
    while (!ended) {
        co_await reactor.wait(reactor.now() + 30'000, socket, Writable);
        ended = socket.endSending();
    }
}

} // namespace

class TestReactor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sendsAtTheEndOfATurn();
    void keepsTheOrder();
    void restFollowsWhenThereIsRoom();
    void whoAsksIsToldOfARest();
    void endsBehindTheRest();
    void destroyedSocketsHaveSent();
    void brokenPeersAreGone();
    void takesNothingWithoutRoom();
};

void TestReactor::sendsAtTheEndOfATurn()
{
    ConnectedLoop loop;
    loop.run([&] { QCOMPARE(loop.socket->writeSoon("hello"), ssize_t(5)); });
    QCOMPARE(receive(loop.peer(), 5), std::string("hello"));
}

// Soon, soon, at once, and one that is too long to wait.
void TestReactor::keepsTheOrder()
{
    ConnectedLoop loop;
    const std::string longOne(SendQueue::Longest + 1, 'd');
    loop.run([&] {
        QCOMPARE(loop.socket->writeSoon("a"), ssize_t(1));
        QCOMPARE(loop.socket->writeSoon("b"), ssize_t(1));
        const iovec part{const_cast<char*>("c"), 1};
        QCOMPARE(loop.socket->write(&part, 1), ssize_t(1));
        QCOMPARE(loop.socket->writeSoon(longOne), ssize_t(longOne.size()));
        QCOMPARE(loop.socket->writeSoon("e"), ssize_t(1));
    });
    QCOMPARE(receive(loop.peer(), longOne.size() + 4), "abc" + longOne + "e");
}

void TestReactor::restFollowsWhenThereIsRoom()
{
    ConnectedLoop loop;
    std::string taken = sendUntilUnsent(loop);
    loop.run([&] {
        QVERIFY(!loop.socket->is(Writable));
        QCOMPARE(loop.socket->writeSoon("x"), ssize_t(-EAGAIN)); // it would tear what is unsent
        const iovec part{const_cast<char*>("x"), 1};
        QCOMPARE(loop.socket->write(&part, 1), ssize_t(-EAGAIN));
    });
    std::promise<Woken> writable;
    loop.run([&] { waitFor(loop.reactor, *loop.socket, Writable, writable); });
    QCOMPARE(receive(loop.peer(), taken.size()), taken);
    QCOMPARE(writable.get_future().get(), Woken::Ready);
    loop.run([&] {
        QVERIFY(!loop.socket->is(Unsent));
        QCOMPARE(loop.socket->writeSoon("the end"), ssize_t(7));
    });
    QCOMPARE(receive(loop.peer(), 7), std::string("the end"));
}

void TestReactor::whoAsksIsToldOfARest()
{
    if (!hasRing())
        QSKIP("This system has no io_uring: nothing is taken that can't be sent.");
    ConnectedLoop loop;
    std::promise<Woken> told;
    loop.run([&] { waitFor(loop.reactor, *loop.socket, Unsent, told); });
    sendUntilUnsent(loop);
    QCOMPARE(told.get_future().get(), Woken::Ready);
    loop.run([&] { QVERIFY(loop.socket->hasUnsent()); });
}

void TestReactor::endsBehindTheRest()
{
    ConnectedLoop loop;
    const std::string taken = sendUntilUnsent(loop);
    std::promise<bool> endedAtOnce;
    bool unsent = false;
    loop.run([&] {
        unsent = loop.socket->is(Unsent);
        closeWhenSent(loop.reactor, *loop.socket, endedAtOnce);
    });
    QCOMPARE(endedAtOnce.get_future().get(), !unsent);
    QCOMPARE(receive(loop.peer(), taken.size()), taken);
    QVERIFY(isAtEnd(loop.peer()));
}

// The next connection may get the same descriptor within the turn.
void TestReactor::destroyedSocketsHaveSent()
{
    RunningReactor loop;
    const Ends first = connectedPair(), second = connectedPair();
    std::optional<Socket> next;
    loop.run([&] {
        {
            Socket socket(loop.reactor, first.ours, true);
            QCOMPARE(socket.writeSoon("farewell"), ssize_t(8));
        }
        const int again = ::fcntl(second.ours, F_DUPFD_CLOEXEC, first.ours);
        QCOMPARE(again, first.ours);
        next.emplace(loop.reactor, again, true);
        QCOMPARE(next->writeSoon("welcome"), ssize_t(7));
    });
    QCOMPARE(receive(first.peer, 8), std::string("farewell"));
    QVERIFY(isAtEnd(first.peer));
    QCOMPARE(receive(second.peer, 7), std::string("welcome"));
    loop.run([&] { next.reset(); });
    for (const int descriptor : {first.peer, second.ours, second.peer})
        ::close(descriptor);
}

void TestReactor::brokenPeersAreGone()
{
    if (!hasRing())
        QSKIP("This system has no io_uring: the writer is told at once.");
    ConnectedLoop loop;
    std::promise<Woken> gone;
    loop.run([&] {
        ::shutdown(loop.ours(), SHUT_WR); // so that sending fails and nothing else has happened
        waitFor(loop.reactor, *loop.socket, Gone, gone);
        QVERIFY(loop.socket->writeSoon("nobody reads this") > 0);
    });
    QCOMPARE(gone.get_future().get(), Woken::Ready);
    loop.run([&] {
        QVERIFY(loop.socket->is(Gone));
        QVERIFY(loop.socket->hasEnded());
    });
}

// A rest of something long is not taken when there is no room for it: its writer waits by its own rules.
void TestReactor::takesNothingWithoutRoom()
{
    ConnectedLoop loop;
    loop.run([&] {
        const std::string block(100'000, '.');
        QVERIFY(loop.socket->writeSoon(block) < ssize_t(block.size()));
        QCOMPARE(loop.socket->writeSoon("rest"), ssize_t(-EAGAIN));
        QVERIFY(!loop.socket->hasUnsent());
    });
}

QTEST_APPLESS_MAIN(TestReactor)
#include "tst_reactor.moc"
