// The ring that sends for many sockets at once: order, results, and going round. The sockets are only names here.

#include "gateway/io/sendqueue.h"

#include <sys/socket.h>
#include <unistd.h>

#include <QTest>

#include <cerrno>
#include <string>
#include <vector>

using namespace gatereeve::gateway;

namespace
{

struct alignas(16) Pair {
    int ours = -1, peer = -1;

    Pair()
    {
        int both[2] = {-1, -1};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, both) == 0) {
            ours = both[0];
            peer = both[1];
        }
    }
    ~Pair()
    {
        ::close(ours);
        closePeer();
    }
    Pair(const Pair&) = delete;
    Pair& operator=(const Pair&) = delete;

    void closePeer()
    {
        if (peer >= 0)
            ::close(std::exchange(peer, -1));
    }
    // Never looked into by the queue.
    Socket& name() { return reinterpret_cast<Socket&>(*this); }
    std::string received() const
    {
        std::string all;
        char bytes[4096];
        for (ssize_t got = 0; (got = ::recv(peer, bytes, sizeof bytes, 0)) > 0;)
            all.append(bytes, static_cast<size_t>(got));
        return all;
    }
    void fill() const
    {
        const std::string block(4096, '-');
        while (::send(ours, block.data(), block.size(), 0) > 0 || ::send(ours, "-", 1, 0) > 0) {
        }
    }
};

struct Told {
    const void* socket;
    std::string bytes;
    int result;

    bool operator==(const Told&) const = default;
};

std::vector<Told> sendAll(SendQueue& queue)
{
    std::vector<Told> told;
    queue.send([&told](Socket& socket, std::string_view bytes, int result) {
        told.push_back({&socket, std::string(bytes), result});
    });
    return told;
}

} // namespace

class TestSendQueue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_queue.close(); }
    void sendsToEachItsOwn();
    void tellsWhatDidNotGo();
    void goesRound();
    void opensAgain();

private:
    SendQueue m_queue;
};

void TestSendQueue::init()
{
    m_queue.open();
    if (!m_queue.isOpen())
        QSKIP("This system has no io_uring.");
}

void TestSendQueue::sendsToEachItsOwn()
{
    Pair first, second;
    std::string text = "one";
    m_queue.add(first.name(), first.ours, text);
    text = "two"; // what was added was copied
    m_queue.add(second.name(), second.ours, text);
    QVERIFY(!m_queue.isEmpty());
    QCOMPARE(first.received(), std::string());
    const std::vector<Told> told = sendAll(m_queue);
    QVERIFY(m_queue.isEmpty());
    QCOMPARE(told.size(), size_t(2));
    QVERIFY(told[0] == (Told{&first, "one", 3}));
    QVERIFY(told[1] == (Told{&second, "two", 3}));
    QCOMPARE(first.received(), std::string("one"));
    QCOMPARE(second.received(), std::string("two"));
}

// Nothing waits, nothing raises a signal, and what stands behind a message that failed goes all the same.
void TestSendQueue::tellsWhatDidNotGo()
{
    Pair full, gone, good;
    full.fill();
    gone.closePeer();
    m_queue.add(full.name(), full.ours, "a");
    m_queue.add(gone.name(), gone.ours, "b");
    m_queue.add(good.name(), good.ours, "c");
    const std::vector<Told> told = sendAll(m_queue);
    QCOMPARE(told.size(), size_t(3));
    QCOMPARE(told[0].result, -EAGAIN);
    QCOMPARE(told[1].result, -EPIPE);
    QCOMPARE(told[2].result, 1);
    QCOMPARE(good.received(), std::string("c"));
}

// Many times round the ring, in all numbers of messages.
void TestSendQueue::goesRound()
{
    Pair pair;
    std::string sent, received;
    for (unsigned round = 0; round < 1000; ++round) {
        for (unsigned i = 0; i <= round % SendQueue::Most; ++i) {
            const std::string message = std::to_string(round) + ':' + std::to_string(i) + ' ';
            m_queue.add(pair.name(), pair.ours, message);
            sent += message;
        }
        QCOMPARE(m_queue.isFull(), round % SendQueue::Most == SendQueue::Most - 1);
        for (const Told& told : sendAll(m_queue))
            QCOMPARE(told.result, int(told.bytes.size()));
        received += pair.received();
    }
    QCOMPARE(received, sent);
}

void TestSendQueue::opensAgain()
{
    m_queue.close();
    QVERIFY(!m_queue.isOpen());
    m_queue.open();
    QVERIFY(m_queue.isOpen());
    Pair pair;
    m_queue.add(pair.name(), pair.ours, std::string(SendQueue::Longest, 'x'));
    QCOMPARE(sendAll(m_queue).at(0).result, int(SendQueue::Longest));
    QCOMPARE(pair.received().size(), SendQueue::Longest);
}

QTEST_APPLESS_MAIN(TestSendQueue)
#include "tst_sendqueue.moc"
