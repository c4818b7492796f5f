// What happens on the connections on both sides: client → real gateway → fake upstream (RFC 9112). Who may call is in
// tst_gateway.cpp.

#include "tests/support/gatewayfixture.h"

#include <QTest>

using namespace gatereeve;
using namespace gatereeve::gateway;

namespace
{

const std::string Key = "org0123456789abcdefkey1";

} // namespace

class TestGatewayWire : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void garbageIs400AndClose_data();
    void garbageIs400AndClose();
    void pipelinedRequests();
    void keepsUpstreamConnections();
    void stalePooledConnectionIsReplaced();
    void bodiesStream();
    void chunkedBodiesPass();
    void expectContinue();
    void upstreamTrouble_data();
    void upstreamTrouble();
    void tornAnswerHeadIsForgotten();
    void http10();
    void headHasNoBody();
    void interimAnswers();
    void veryManyInterimAnswers();
};

void TestGatewayWire::garbageIs400AndClose_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::newRow("no HTTP") << QByteArray("\x16\x03\x01\x02\x00\x01\r\n\r\n", 10) << 400;
    QTest::newRow("words") << QByteArray("hello there\r\n\r\n") << 400;
    QTest::newRow("no Host") << QByteArray("GET /orders/ HTTP/1.1\r\n\r\n") << 400;
    QTest::newRow("two lengths")
        << QByteArray("POST /orders/ HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab") << 400;
    QTest::newRow("length and chunks")
        << QByteArray(
               "POST /orders/ HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
        << 400;
    QTest::newRow("xchunked") << QByteArray("POST /orders/ HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n")
                              << 400;
    QTest::newRow("hidden dot segment") << QByteArray("GET /orders/%2e%2e/users HTTP/1.1\r\nHost: a\r\n\r\n") << 400;
    QTest::newRow("long head") << "GET /orders/ HTTP/1.1\r\nHost: a\r\nX: " + QByteArray(40'000, 'x') + "\r\n\r\n"
                               << 431;
}

void TestGatewayWire::garbageIs400AndClose()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    GatewayFixture f;
    f.start();
    RawClient client(f.port);
    const RawAnswer answer = client.exchange({bytes.constData(), static_cast<size_t>(bytes.size())});
    QCOMPARE(answer.status, status);
    if (!bytes.contains("%2e"))
        QVERIFY(client.isClosed());
    QCOMPARE(f.upstream.requests(), 0);
}

void TestGatewayWire::pipelinedRequests()
{
    GatewayFixture f;
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, 3));
    f.start();
    f.addKeyOf("trial");
    RawClient client(f.port);
    const std::string one = "GET /orders/ HTTP/1.1\r\nHost: a\r\nAuthorization: " + Key + "\r\n\r\n";
    QVERIFY(client.send(one + one + one + one));
    for (int i = 0; i < 3; ++i)
        QCOMPARE(client.receive().status, 200);
    QCOMPARE(client.receive().status, 403);
    QCOMPARE(f.upstream.requests(), 3);
}

void TestGatewayWire::keepsUpstreamConnections()
{
    GatewayFixture f;
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, -1));
    f.start();
    f.addKeyOf("trial");
    for (int i = 0; i < 5; ++i)
        QCOMPARE(f.get("/orders/", Key).status, 200);
    QCOMPARE(f.upstream.connections(), 1);
}

void TestGatewayWire::stalePooledConnectionIsReplaced()
{
    GatewayFixture f;
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, -1));
    f.start();
    f.addKeyOf("trial");
    QCOMPARE(f.get("/orders/", Key).status, 200);
    f.upstream.closeConnections();
    QCOMPARE(f.get("/orders/", Key).status, 200);
    QCOMPARE(f.upstream.connections(), 2);
}

void TestGatewayWire::bodiesStream()
{
    GatewayFixture f;
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, -1));
    f.start();
    f.addKeyOf("trial");
    const std::string large(3'000'000, 'u'), answerBody(5'000'000, 'd');
    f.upstream.setAnswer("HTTP/1.1 201 Created\r\nContent-Length: " + std::to_string(answerBody.size()) + "\r\n\r\n" +
                         answerBody);
    RawClient client(f.port);
    const RawAnswer answer =
        client.exchange("POST /orders/ HTTP/1.1\r\nHost: a\r\nAuthorization: " + Key +
                        "\r\nContent-Length: " + std::to_string(large.size()) + "\r\n\r\n" + large);
    QCOMPARE(answer.status, 201);
    QVERIFY(answer.body == answerBody);
    QVERIFY(f.upstream.lastBody() == large);
    f.upstream.setAnswer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    QCOMPARE(client.exchange("GET /orders/ HTTP/1.1\r\nHost: a\r\nAuthorization: " + Key + "\r\n\r\n").status, 200);
}

void TestGatewayWire::chunkedBodiesPass()
{
    GatewayFixture f;
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, -1));
    f.start();
    f.addKeyOf("trial");
    f.upstream.setAnswer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
    RawClient client(f.port);
    const RawAnswer answer = client.exchange("POST /orders/ HTTP/1.1\r\nHost: a\r\nAuthorization: " + Key +
                                             "\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, std::string("3\r\nabc\r\n0\r\n\r\n"));
    QCOMPARE(f.upstream.lastBody(), std::string("5\r\nhello\r\n0\r\n\r\n"));
    // A body that breaks its framing: the answer is 400, the connection ends.
    const RawAnswer broken = client.exchange("POST /orders/ HTTP/1.1\r\nHost: a\r\nAuthorization: " + Key +
                                             "\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n");
    QCOMPARE(broken.status, 400);
    QVERIFY(client.isClosed());
    QCOMPARE(f.upstream.requests(), 1);
}

void TestGatewayWire::expectContinue()
{
    GatewayFixture f;
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, 1));
    f.start();
    f.addKeyOf("trial");
    const std::string head = "POST /orders/ HTTP/1.1\r\nHost: a\r\nAuthorization: " + Key +
                             "\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n";
    RawClient client(f.port);
    QCOMPARE(client.exchange(head).status, 100);
    QCOMPARE(client.exchange("hello").status, 200);
    QCOMPARE(f.upstream.lastBody(), std::string("hello"));
    // Refused: no 100, the body is not awaited.
    QCOMPARE(client.exchange(head).status, 403);
    QCOMPARE(f.upstream.requests(), 1);
}

void TestGatewayWire::upstreamTrouble_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("status"); // 0: the connection just ends
    QTest::newRow("closes without a word") << QByteArray() << 500;
    QTest::newRow("no HTTP") << QByteArray("nonsense\r\n\r\n") << 500;
    QTest::newRow("ambiguous framing")
        << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") << 500;
    QTest::newRow("truncated") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort") << 200;
}

void TestGatewayWire::upstreamTrouble()
{
    QFETCH(QByteArray, answer);
    QFETCH(int, status);
    GatewayFixture f;
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, -1));
    f.start();
    f.addKeyOf("trial");
    f.upstream.setAnswer(answer.toStdString(), true);
    RawClient client(f.port);
    const RawAnswer got = client.exchange("GET /orders/ HTTP/1.1\r\nHost: a\r\nAuthorization: " + Key + "\r\n\r\n");
    QCOMPARE(got.status, status);
    if (status == 500)
        QCOMPARE(got.body, std::string("{\n    \"error\": \"There was a problem proxying the request\"\n}"));
    else
        QVERIFY(got.body.size() < 100 && client.isClosed()); // must not look whole
    QCOMPARE(static_cast<int>(f.lastDecision().stoppedAt), static_cast<int>(Check::Upstream));
}

// An answer whose head breaks off must not lend its fields to the next one that is read into the same buffer.
void TestGatewayWire::tornAnswerHeadIsForgotten()
{
    GatewayFixture f;
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, -1));
    f.start();
    f.addKeyOf("trial");
    const std::string request = "GET /orders/ HTTP/1.1\r\nHost: a\r\nAuthorization: " + Key + "\r\n\r\n";
    f.upstream.setAnswer("HTTP/1.1 203 OK\r\nSet-Cookie: theirs\r\nX-Torn", true);
    QCOMPARE(RawClient(f.port).exchange(request).status, 500);
    f.upstream.setAnswer(
        "HTTP/1.1 200 OK\r\nSet-Cookie: ours\r\nX-Whole: yes and long enough\r\nContent-Length: 2\r\n\r\nok");
    const RawAnswer answer = RawClient(f.port).exchange(request);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.header("Set-Cookie"), std::string("ours"));
    QCOMPARE(answer.body, std::string("ok"));
}

void TestGatewayWire::http10()
{
    GatewayFixture f;
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, -1));
    f.start();
    f.addKeyOf("trial");
    f.upstream.setAnswer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    RawClient client(f.port);
    const RawAnswer answer = client.exchange("GET /orders/ HTTP/1.0\r\nHost: a\r\nAuthorization: " + Key + "\r\n\r\n");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.header("Transfer-Encoding"), std::string());
    QCOMPARE(answer.body, std::string("abcde"));
    QVERIFY(client.isClosed());
}

void TestGatewayWire::headHasNoBody()
{
    GatewayFixture f;
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, -1));
    f.start();
    f.addKeyOf("trial");
    f.upstream.setAnswer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
    RawClient client(f.port);
    QCOMPARE(client.exchange("HEAD /orders/ HTTP/1.1\r\nHost: a\r\nAuthorization: " + Key + "\r\n\r\n", false).status,
             200);
    QCOMPARE(client.exchange("HEAD /orders/ HTTP/1.1\r\nHost: a\r\n\r\n", false).status, 401);
    f.upstream.setAnswer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    QCOMPARE(client.exchange("GET /orders/ HTTP/1.1\r\nHost: a\r\nAuthorization: " + Key + "\r\n\r\n").body,
             std::string("ok"));
}

// They come in front of the head and take none of its space.
void TestGatewayWire::veryManyInterimAnswers()
{
    GatewayFixture f;
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, -1));
    f.start();
    f.addKeyOf("trial");
    std::string answer;
    for (int i = 0; i < 3'000; ++i)
        answer += "HTTP/1.1 102 Processing\r\n\r\n";
    const std::string large(20'000, 'x');
    answer += "HTTP/1.1 103 Early Hints\r\nLink: " + large + "\r\n\r\n";
    f.upstream.setAnswer(answer + "HTTP/1.1 200 OK\r\nX-Large: " + large + "\r\nContent-Length: 2\r\n\r\nok");
    RawClient client(f.port);
    QVERIFY(client.send("GET /orders/ HTTP/1.1\r\nHost: a\r\nAuthorization: org0123456789abcdefkey1\r\n\r\n"));
    for (int i = 0; i < 3'000; ++i)
        QCOMPARE(client.receive().status, 102);
    QCOMPARE(client.receive().status, 103);
    const RawAnswer last = client.receive();
    QCOMPARE(last.status, 200);
    QCOMPARE(last.header("X-Large").size(), large.size());
    QCOMPARE(last.body, std::string("ok"));
}

// RFC 9110 15.2: they pass to whoever knows them, but for those that we would have asked for.
void TestGatewayWire::interimAnswers()
{
    GatewayFixture f;
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, -1));
    f.start();
    f.addKeyOf("trial");
    const std::string hints =
        "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\nConnection: x\r\nX: 1\r\n\r\n";
    f.upstream.setAnswer("HTTP/1.1 100 Continue\r\n\r\n" + hints + hints +
                         "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    const std::string fields = "\r\nHost: a\r\nAuthorization: org0123456789abcdefkey1\r\n\r\n";
    RawClient client(f.port);
    QVERIFY(client.send("GET /orders/ HTTP/1.1" + fields));
    for (int i = 0; i < 2; ++i) {
        const RawAnswer early = client.receive();
        QCOMPARE(early.status, 103);
        QCOMPARE(early.header("Link"), std::string("</a.css>; rel=preload"));
        QCOMPARE(early.header("X"), std::string());
    }
    QCOMPARE(client.receive().body, std::string("ok"));
    RawClient old(f.port);
    QCOMPARE(old.exchange("GET /orders/ HTTP/1.0" + fields).body, std::string("ok"));
    QCOMPARE(f.upstream.connections(), 1);
}

QTEST_GUILESS_MAIN(TestGatewayWire)
#include "tst_gatewaywire.moc"
