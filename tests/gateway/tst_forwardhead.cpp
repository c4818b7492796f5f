#include "gateway/http/forwardhead.h"

#include <QtTest>

using namespace gatereeve::gateway;

namespace
{

std::string_view viewOf(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<size_t>(bytes.size())};
}

// The lines behind the request line, for a request with these fields.
QByteArray forwardedFields(const QByteArray& fields, ForwardRules rules = {}, const QByteArray& version = "1.1")
{
    const QByteArray bytes = "POST /a/x?q=1&key=2 HTTP/" + version + "\r\n" + fields + "\r\n";
    RequestHead head;
    if (!parseRequestHead(viewOf(bytes), head).isComplete())
        return "bad request";
    if (rules.authority.empty())
        rules.authority = "up:81";
    if (rules.clientAddress.empty())
        rules.clientAddress = "127.0.0.1";
    std::string out;
    appendForwardHead(out, head, bodyLengthOf(head), rules);
    RequestHead again;
    const HeadStatus status = parseRequestHead(out, again); // what the upstream gets is one clean message
    if (!status.isComplete() || status.consumed != out.size() || bodyLengthOf(again).isBad())
        return "bad message";
    return QByteArray::fromStdString(out.substr(out.find("\r\n") + 2));
}

} // namespace

// gateway-behaviour.md 3
class TestForwardHead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void joinsTargets_data();
    void joinsTargets();
    void writesAWholeHead();
    void keepsHopByHopFieldsBack();
    void appendsTheClientAddress_data();
    void appendsTheClientAddress();
    void writesFramingAnew();
    void stripsTokens();
};

void TestForwardHead::joinsTargets_data()
{
    QTest::addColumn<QByteArray>("targetPath");
    QTest::addColumn<QByteArray>("targetQuery");
    QTest::addColumn<QByteArray>("remaining");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("joined");
    QTest::addColumn<bool>("keepTargetSlash");
    const auto row = [](const QByteArray& targetPath, const QByteArray& targetQuery, const QByteArray& remaining,
                        const QByteArray& query, const QByteArray& joined, bool keepTargetSlash = false) {
        QTest::addRow("%s?%s + %s?%s%s", targetPath.constData(), targetQuery.constData(), remaining.constData(),
                      query.constData(), keepTargetSlash ? ", slash kept" : "")
            << targetPath << targetQuery << remaining << query << joined << keepTargetSlash;
    };
    row("", "", "", "", "/");
    row("/v1/base", "", "", "", "/v1/base");
    row("/v1/base/", "", "", "", "/v1/base");
    row("/v1/base", "", "x/", "", "/v1/base/x/");
    row("/v1", "fixed=1", "x", "y=2", "/v1/x?fixed=1&y=2");
    row("/deep", "", "/a/x", "", "/deep/a/x");
    row("/v1/", "", "/", "", "/v1");
    row("/v1/", "", "", "", "/v1/", true);
    row("/v1/", "", "x", "", "/v1/x", true);
    row("", "", "", "", "/", true);
    row("/", "", "///x", "", "/x");
    row("/v1///", "", "x", "", "/v1/x");
    row("", "", "/a%2Fb", "c=%20d+e&c=%20d+e", "/a%2Fb?c=%20d+e&c=%20d+e");
    row("/v1", "fixed=1", "", "", "/v1?fixed=1");
}

void TestForwardHead::joinsTargets()
{
    QFETCH(const QByteArray, targetPath);
    QFETCH(const QByteArray, targetQuery);
    QFETCH(const QByteArray, remaining);
    QFETCH(const QByteArray, query);
    QFETCH(const QByteArray, joined);
    QFETCH(const bool, keepTargetSlash);
    std::string out;
    appendForwardTarget(
        out, viewOf(remaining), viewOf(query),
        {.targetPath = viewOf(targetPath), .targetQuery = viewOf(targetQuery), .keepTargetSlash = keepTargetSlash});
    QCOMPARE(QByteArray::fromStdString(out), joined);
}

void TestForwardHead::writesAWholeHead()
{
    const std::string_view bytes = "GET /a/x?y=2 HTTP/1.1\r\nHost: gate:8080\r\nAuthorization: k\r\nX-Twice: 1\r\n"
                                   "X-Twice: 2\r\nUser-Agent: me\r\nAccept-Encoding: br\r\n\r\n";
    RequestHead head;
    QVERIFY(parseRequestHead(bytes, head).isComplete());
    ForwardRules rules{.targetPath = "/v1", .authority = "up:81", .listenPathBytes = 3, .clientAddress = "::1"};
    std::string out;
    appendForwardHead(out, head, bodyLengthOf(head), rules);
    QCOMPARE(out,
             std::string("GET /v1/x?y=2 HTTP/1.1\r\nHost: up:81\r\nAuthorization: k\r\nX-Twice: 1\r\nX-Twice: 2\r\n"
                         "User-Agent: me\r\nAccept-Encoding: br\r\nX-Forwarded-For: ::1\r\n\r\n"));
    rules.preserveHost = true;
    out.clear();
    appendForwardHead(out, head, bodyLengthOf(head), rules);
    QVERIFY(out.find("\r\nHost: gate:8080\r\n") != std::string::npos);
}

void TestForwardHead::keepsHopByHopFieldsBack()
{
    const QByteArray sent = "Host: a\r\nConnection: close, X-Hop\r\nConnection: x-other\r\nX-Hop: 1\r\nx-OTHER: 2\r\n"
                            "Proxy-Connection: keep-alive\r\nKeep-Alive: timeout=5\r\nProxy-Authenticate: x\r\n"
                            "Proxy-Authorization: x\r\nTE: gzip\r\nTrailer: X\r\nUpgrade: websocket\r\n"
                            "Expect: 100-continue\r\nX-Real-IP: 9.9.9.9\r\nUser-Agent: u\r\n";
    QCOMPARE(forwardedFields(sent),
             QByteArray("Host: up:81\r\nX-Real-IP: 9.9.9.9\r\nUser-Agent: u\r\nX-Forwarded-For: 127.0.0.1\r\n\r\n"));
    QVERIFY(forwardedFields("Host: a\r\nTE: trailers\r\n").contains("\r\nTe: trailers\r\n"));
    QVERIFY(!forwardedFields("Host: a\r\nTE: trailers\r\nTE: gzip\r\n").contains("Te:"));
    QVERIFY(forwardedFields("Host: a\r\n").contains("\r\nUser-Agent: Gatereeve/"));
    QVERIFY(forwardedFields("Host: a\r\n", {.closeUpstream = true}).contains("\r\nConnection: close\r\n"));
}

void TestForwardHead::appendsTheClientAddress_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("forwarded");
    QTest::newRow("none") << QByteArray() << QByteArray("127.0.0.1");
    QTest::newRow("one") << QByteArray("X-Forwarded-For: 203.0.113.7\r\n") << QByteArray("203.0.113.7, 127.0.0.1");
    QTest::newRow("two fields") << QByteArray("X-Forwarded-For: a\r\nx-forwarded-for: b, c\r\n")
                                << QByteArray("a, b, c, 127.0.0.1");
    QTest::newRow("empty") << QByteArray("X-Forwarded-For:\r\n") << QByteArray("127.0.0.1");
    QTest::newRow("named by Connection") << QByteArray("Connection: x-forwarded-for\r\nX-Forwarded-For: a\r\n")
                                         << QByteArray("127.0.0.1");
}

void TestForwardHead::appendsTheClientAddress()
{
    QFETCH(const QByteArray, sent);
    QFETCH(const QByteArray, forwarded);
    const QByteArray fields = forwardedFields(QByteArray("Host: a\r\n" + sent));
    QVERIFY(fields.contains(QByteArray("\r\nX-Forwarded-For: " + forwarded + "\r\n")));
    QCOMPARE(fields.toLower().count("x-forwarded-for"), 1);
}

void TestForwardHead::writesFramingAnew()
{
    QVERIFY(forwardedFields("Host: a\r\ncontent-LENGTH: 007\r\n").contains("\r\nContent-Length: 7\r\n"));
    QVERIFY(forwardedFields("Host: a\r\nContent-Length: 0\r\n").contains("\r\nContent-Length: 0\r\n"));
    QVERIFY(
        forwardedFields("Host: a\r\nTransfer-Encoding: CHUNKED\r\n").contains("\r\nTransfer-Encoding: chunked\r\n"));
    // A connection option can't take the framing away.
    QVERIFY(forwardedFields("Host: a\r\nConnection: content-length, host\r\nContent-Length: 7\r\n")
                .contains("\r\nContent-Length: 7\r\n"));
    QVERIFY(!forwardedFields("Host: a\r\n").contains("Content-Length"));
    // A request of HTTP/1.0 goes on as one of 1.1, with a Host.
    QVERIFY(forwardedFields("", {.preserveHost = true}, "1.0").startsWith("Host: up:81\r\n"));
}

void TestForwardHead::stripsTokens()
{
    // strip_auth_data (gateway-behaviour.md 9)
    const QByteArray sent = "Host: a\r\nauthorization: k\r\nCookie: a=b; key=1\r\nCookie: key=2\r\n";
    const QByteArray fields = forwardedFields(sent, {.strippedField = "Authorization", .strippedCookie = "key"});
    QVERIFY(!fields.toLower().contains("authorization"));
    QVERIFY(fields.contains("\r\nCookie: a=b\r\n"));
    QCOMPARE(fields.count("Cookie"), 1);

    const ForwardRules rules{.targetQuery = "t=1", .strippedParameter = "key"};
    std::string out;
    appendForwardTarget(out, "x", "key=1&b=2&key=3", rules);
    QCOMPARE(out, std::string("/x?t=1&b=2"));
    out.clear();
    appendForwardTarget(out, "x", "key=1", rules);
    QCOMPARE(out, std::string("/x?t=1"));
}

QTEST_APPLESS_MAIN(TestForwardHead)
#include "tst_forwardhead.moc"
