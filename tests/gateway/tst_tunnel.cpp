// WebSockets (RFC 6455) through client → real gateway → fake service: when a connection is upgraded, and what passes.

#include "tests/support/gatewayfixture.h"

#include <QTest>

using namespace gatereeve;
using namespace gatereeve::gateway;

namespace
{

const std::string Key = "org0123456789abcdefkey1";
const std::string Switching = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: WebSocket\r\n"
                              "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

std::string request(const std::string& line = "GET /orders/chat HTTP/1.1",
                    const std::string& upgrade = "Connection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n",
                    const std::string& key = Key)
{
    return line + "\r\nHost: gateway\r\nAuthorization: " + key + "\r\n" + upgrade +
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
}

} // namespace

class TestTunnel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void passesBytesBothWays();
    void passesMoreThanItHolds();
    void passesHalfClosesOn();
    void asksForNoUpgrade_data();
    void asksForNoUpgrade();
    void keyIsCheckedBefore_data();
    void keyIsCheckedBefore();
    void upstreamRefuses();
    void wrongUpgradeOfTheUpstream_data();
    void wrongUpgradeOfTheUpstream();
    void silentTunnelsEnd();
    void stopEndsTunnels();

private:
    void start(GatewayFixture& f)
    {
        f.settings.enableWebsockets = true;
        f.addPolicy("trial", GatewayFixture::policy(-1, 0, -1));
        f.start();
        f.addKeyOf("trial");
        f.upstream.setAnswer(Switching);
    }
};

void TestTunnel::passesBytesBothWays()
{
    GatewayFixture f;
    start(f);
    RawClient client(f.port);
    // Also what the client sends before it has the answer.
    const RawAnswer answer = client.exchange(request() + "early");
    QCOMPARE(answer.status, 101);
    QCOMPARE(answer.header("Upgrade"), std::string("websocket"));
    QCOMPARE(answer.header("Connection"), std::string("Upgrade"));
    QCOMPARE(answer.header("Sec-WebSocket-Accept"), std::string("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
    QCOMPARE(client.receiveBytes(5), std::string("early"));
    for (const std::string text : {"GET / HTTP/1.1\r\n\r\n", "\x81\x05hello", "x"}) {
        QVERIFY(client.send(text));
        QCOMPARE(client.receiveBytes(text.size()), text);
    }
    const std::string head = f.upstream.lastHead();
    QVERIFY(head.starts_with("GET /chat HTTP/1.1\r\n"));
    QVERIFY(head.find("\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n") != std::string::npos);
    QVERIFY(head.find("\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n") != std::string::npos);
    QCOMPARE(f.lastDecision().status, uint16_t{101}); // told when it begins
}

// More than all buffers on the way: while the client does not read, nobody hoards.
void TestTunnel::passesMoreThanItHolds()
{
    GatewayFixture f;
    start(f);
    RawClient client(f.port);
    QCOMPARE(client.exchange(request()).status, 101);
    const std::string much(20'000'000, 'm');
    std::thread sender([&] { client.send(much); });
    const std::string back = client.receiveBytes(much.size());
    sender.join();
    QVERIFY(back == much);
}

void TestTunnel::passesHalfClosesOn()
{
    GatewayFixture f;
    start(f);
    RawClient client(f.port);
    QCOMPARE(client.exchange(request()).status, 101);
    QVERIFY(client.send("last words"));
    client.endSending();
    QCOMPARE(client.receiveBytes(100), std::string("last words"));
    QVERIFY(client.isClosed());
}

void TestTunnel::asksForNoUpgrade_data()
{
    QTest::addColumn<bool>("isEnabled");
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray both = "Connection: Upgrade\r\nUpgrade: websocket\r\n";
    const auto row = [](const char* name, bool isEnabled, const std::string& bytes) {
        QTest::newRow(name) << isEnabled << QByteArray::fromStdString(bytes);
    };
    row("switched off", false, request());
    row("no GET", true, request("POST /orders/chat HTTP/1.1"));
    row("HTTP/1.0", true, request("GET /orders/chat HTTP/1.0"));
    row("a body", true, request("GET /orders/chat HTTP/1.1", both.toStdString() + "Content-Length: 0\r\n"));
    row("not named by Connection", true, request("GET /orders/chat HTTP/1.1", "Upgrade: websocket\r\n"));
    row("h2c", true, request("GET /orders/chat HTTP/1.1", "Connection: Upgrade\r\nUpgrade: h2c\r\n"));
    row("two protocols", true,
        request("GET /orders/chat HTTP/1.1", "Connection: Upgrade\r\nUpgrade: websocket, h2c\r\n"));
    row("twice", true, request("GET /orders/chat HTTP/1.1", both.toStdString() + "Upgrade: h2c\r\n"));
}

// A hop-by-hop field that goes no further (RFC 9110 7.8): the request is an ordinary one, and 101 no answer to it.
void TestTunnel::asksForNoUpgrade()
{
    QFETCH(bool, isEnabled);
    QFETCH(QByteArray, bytes);
    GatewayFixture f;
    start(f);
    f.settings.enableWebsockets = isEnabled;
    f.publish();
    QCOMPARE(RawClient(f.port).exchange(bytes.toStdString()).status, 500);
    QCOMPARE(f.upstream.requests(), 1);
    QVERIFY(f.upstream.lastHead().find("Upgrade") == std::string::npos);
    f.upstream.setAnswer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    QCOMPARE(RawClient(f.port).exchange(bytes.toStdString()).status, 200);
}

void TestTunnel::keyIsCheckedBefore_data()
{
    QTest::addColumn<QString>("key");
    QTest::newRow("unknown") << "org0123456789abcdefkey2";
    QTest::newRow("no right to this API") << "org0123456789abcdefkey3";
}

void TestTunnel::keyIsCheckedBefore()
{
    QFETCH(QString, key);
    GatewayFixture f;
    start(f);
    f.addPolicy("elsewhere", GatewayFixture::policy(-1, 0, -1, "other"));
    f.publish();
    f.addKeyOf("elsewhere", "org0123456789abcdefkey3");
    RawClient client(f.port);
    const RawAnswer answer = client.exchange(
        request("GET /orders/chat HTTP/1.1", "Connection: Upgrade\r\nUpgrade: websocket\r\n", key.toStdString()));
    QCOMPARE(answer.status, 403);
    QCOMPARE(f.upstream.connections(), 0);
}

// Its answer passes like any other, and the connection goes on as HTTP.
void TestTunnel::upstreamRefuses()
{
    GatewayFixture f;
    start(f);
    f.upstream.setAnswer("HTTP/1.1 426 Upgrade Required\r\nUpgrade: websocket\r\nContent-Length: 2\r\n\r\nno");
    RawClient client(f.port);
    for (int i = 0; i < 2; ++i) {
        const RawAnswer answer = client.exchange(request());
        QCOMPARE(answer.status, 426);
        QCOMPARE(answer.body, std::string("no"));
    }
    QCOMPARE(f.upstream.connections(), 1);
}

void TestTunnel::wrongUpgradeOfTheUpstream_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::newRow("to another protocol") << QByteArray("Connection: Upgrade\r\nUpgrade: h2c\r\n");
    QTest::newRow("to none") << QByteArray("Connection: Upgrade\r\n");
    QTest::newRow("not named by Connection") << QByteArray("Upgrade: websocket\r\n");
}

void TestTunnel::wrongUpgradeOfTheUpstream()
{
    QFETCH(QByteArray, fields);
    GatewayFixture f;
    start(f);
    f.upstream.setAnswer("HTTP/1.1 101 Switching Protocols\r\n" + fields.toStdString() + "\r\n");
    RawClient client(f.port);
    QCOMPARE(client.exchange(request()).status, 500);
    QCOMPARE(f.lastDecision().cause, Cause::UpstreamBroken);
}

void TestTunnel::silentTunnelsEnd()
{
    GatewayFixture f;
    f.options.deadlines.tunnel = 1;
    start(f);
    RawClient client(f.port);
    QCOMPARE(client.exchange(request()).status, 101);
    QVERIFY(client.isClosed());
}

// After the time that requests under way are given.
void TestTunnel::stopEndsTunnels()
{
    GatewayFixture f;
    start(f);
    RawClient client(f.port);
    QCOMPARE(client.exchange(request()).status, 101);
    f.gateway->stop(0);
    QVERIFY(client.isClosed());
}

QTEST_GUILESS_MAIN(TestTunnel)
#include "tst_tunnel.moc"
