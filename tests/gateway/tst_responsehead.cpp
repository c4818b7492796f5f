#include "gateway/http/responsehead.h"

#include "tests/support/guardedbytes.h"

#include <QtTest>

using namespace gatereeve::gateway;
using gatereeve::tests::GuardedBytes;

class TestResponseHead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesHeadsApart();
    void refusesOrAccepts_data();
    void refusesOrAccepts();
    void readsAnswersInARow();
    void knowsWhenTheConnectionStays_data();
    void knowsWhenTheConnectionStays();
};

void TestResponseHead::takesHeadsApart()
{
    const std::string_view bytes = "HTTP/1.1 404 Nothing h\xe9re\r\nServer: x\r\nX-RateLimit-Limit: 7\r\n\r\nbody";
    ResponseHead head;
    const HeadStatus status = parseResponseHead(bytes, head);
    QVERIFY(status.isComplete());
    QCOMPARE(status.consumed, bytes.size() - 4);
    QCOMPARE(head.status, 404);
    QCOMPARE(head.reason, std::string_view("Nothing h\xe9re"));
    QCOMPARE(head.fields.size(), size_t(2));
    QCOMPARE(head.fields.find(KnownField::RateLimitLimit), std::optional<std::string_view>("7"));
    QVERIFY(!head.isInterim());
}

void TestResponseHead::refusesOrAccepts_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<HeadFault>("fault"); // None: a complete head
    const auto row = [](const char* name, const QByteArray& bytes, HeadFault fault) {
        QTest::newRow(name) << bytes << fault;
    };
    // RFC 9112 4
    row("plain", "HTTP/1.1 200 OK\r\n\r\n", HeadFault::None);
    row("1.0", "HTTP/1.0 200 OK\r\nA: b\r\n\r\n", HeadFault::None);
    row("empty phrase", "HTTP/1.1 200 \r\n\r\n", HeadFault::None);
    row("no phrase, no blank", "HTTP/1.1 200\r\n\r\n", HeadFault::None);
    row("unregistered status", "HTTP/1.1 799 X\r\n\r\n", HeadFault::None);
    row("HTTP/2", "HTTP/2.0 200 OK\r\n\r\n", HeadFault::UnsupportedVersion);
    row("no HTTP", "SSH-2.0-OpenSSH_9.2\r\n", HeadFault::Version);
    row("other shape", "ICY 200 OK\r\n\r\n", HeadFault::Version);
    row("two digits", "HTTP/1.1 20 OK\r\n\r\n", HeadFault::Status);
    row("four digits", "HTTP/1.1 2000 OK\r\n\r\n", HeadFault::Status);
    row("below 100", "HTTP/1.1 099 OK\r\n\r\n", HeadFault::Status);
    row("sign", "HTTP/1.1 +20 OK\r\n\r\n", HeadFault::Status);
    row("two blanks", "HTTP/1.1  200 OK\r\n\r\n", HeadFault::Status);
    row("a tab", "HTTP/1.1\t200 OK\r\n\r\n", HeadFault::Version);
    row("empty line first", "\r\nHTTP/1.1 200 OK\r\n\r\n", HeadFault::Version);
    row("control byte in the phrase", "HTTP/1.1 200 O\x01K\r\n\r\n", HeadFault::ControlByte);
    row("bare LF", "HTTP/1.1 200 OK\n\n", HeadFault::LineEnd);
    row("bare LF behind the status", "HTTP/1.1 200\n\n", HeadFault::LineEnd);
    row("bare CR", "HTTP/1.1 200 OK\rA: b\r\n\r\n", HeadFault::LineEnd);
    // RFC 9112 5
    row("obsolete folding", "HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n", HeadFault::Folding);
    row("blank before the colon", "HTTP/1.1 200 OK\r\nA : b\r\n\r\n", HeadFault::FieldName);
    row("bad Connection", "HTTP/1.1 200 OK\r\nConnection: a b\r\n\r\n", HeadFault::Connection);
}

void TestResponseHead::refusesOrAccepts()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const HeadFault, fault);
    const GuardedBytes guarded({bytes.constData(), static_cast<size_t>(bytes.size())});
    ResponseHead head;
    const HeadStatus whole = parseResponseHead(guarded.view(), head);
    QCOMPARE(nameOf(whole.fault), nameOf(fault));
    QCOMPARE(whole.isComplete(), fault == HeadFault::None);

    // Byte by byte it is the same, and nothing is read beyond what has come.
    ResponseHead slow;
    HeadStatus bytewise;
    for (size_t size = 0; size <= guarded.view().size() && bytewise.isIncomplete(); ++size) {
        ResponseHead fresh;
        const GuardedBytes begun(guarded.view().substr(0, size));
        const HeadStatus prefix = parseResponseHead(begun.view(), fresh);
        QVERIFY(prefix.isIncomplete() || prefix == whole);
        bytewise = parseResponseHead(guarded.view().substr(0, size), slow);
    }
    QVERIFY(bytewise == whole);
    if (whole.isComplete())
        QCOMPARE(slow.status, head.status);
}

void TestResponseHead::readsAnswersInARow()
{
    // RFC 9110 15.2: interim answers before the final one.
    const std::string_view bytes = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n";
    ResponseHead head;
    const HeadStatus first = parseResponseHead(bytes, head);
    QVERIFY(first.isComplete() && head.isInterim());
    const HeadStatus second = parseResponseHead(bytes.substr(first.consumed), head);
    QVERIFY(second.isComplete());
    QCOMPARE(head.status, 204);
    QCOMPARE(head.fields.size(), size_t(0));
}

void TestResponseHead::knowsWhenTheConnectionStays_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("keepsAlive");
    // RFC 9112 9.3
    QTest::newRow("1.1") << QByteArray("HTTP/1.1 200 OK\r\n\r\n") << true;
    QTest::newRow("1.1 close") << QByteArray("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n") << false;
    QTest::newRow("1.0") << QByteArray("HTTP/1.0 200 OK\r\n\r\n") << false;
    QTest::newRow("1.0 keep-alive") << QByteArray("HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\n\r\n") << true;
}

void TestResponseHead::knowsWhenTheConnectionStays()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, keepsAlive);
    ResponseHead head;
    QVERIFY(parseResponseHead({bytes.constData(), static_cast<size_t>(bytes.size())}, head).isComplete());
    QCOMPARE(head.keepsAlive(), keepsAlive);
}

QTEST_APPLESS_MAIN(TestResponseHead)
#include "tst_responsehead.moc"
