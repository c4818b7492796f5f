#include "gateway/http/answerhead.h"

#include <QtTest>

using namespace gatereeve::gateway;

namespace
{

QByteArray answered(const QByteArray& head, const AnswerRules& rules = {}, bool answersHead = false)
{
    const QByteArray bytes = head + "\r\n";
    ResponseHead response;
    if (!parseResponseHead({bytes.constData(), static_cast<size_t>(bytes.size())}, response).isComplete())
        return "bad answer";
    std::string out;
    appendAnswerHead(out, response, bodyLengthOf(response, answersHead), rules);
    return QByteArray::fromStdString(out);
}

} // namespace

// gateway-behaviour.md 4 and 13
class TestAnswerHead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void passesStatusAndFields();
    void passesFieldsOfAnyLength();
    void writesBlanksAnew();
    void keepsHopByHopFieldsBack();
    void setsRateFields();
    void writesAnyNumber_data();
    void writesAnyNumber();
    void writesFramingAnew_data();
    void writesFramingAnew();
    void saysWhatBecomesOfTheConnection();
};

void TestAnswerHead::passesStatusAndFields()
{
    QCOMPARE(answered("HTTP/1.0 404 Gone fishing\r\nSet-Cookie: a\r\nSet-Cookie: b\r\nContent-Length: 3\r\n"),
             QByteArray("HTTP/1.1 404 Gone fishing\r\nSet-Cookie: a\r\nSet-Cookie: b\r\nContent-Length: 3\r\n\r\n"));
    QCOMPARE(answered("HTTP/1.1 200\r\nContent-Length: 0\r\n"),
             QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
    QCOMPARE(answered("HTTP/1.1 799\r\nContent-Length: 0\r\n"),
             QByteArray("HTTP/1.1 799 \r\nContent-Length: 0\r\n\r\n"));
}

// However the parts fall on the piece that they are gathered in.
void TestAnswerHead::passesFieldsOfAnyLength()
{
    for (qsizetype length = 0; length < 3000; length += 7) {
        const QByteArray fields = "A: " + QByteArray(length, 'a') + "\r\nB: " + QByteArray(3000 - length, 'b') +
                                  "\r\nServer: c\r\nContent-Length: 12345\r\n";
        QCOMPARE(answered("HTTP/1.1 200 OK\r\n" + fields), "HTTP/1.1 200 OK\r\n" + fields + "\r\n");
    }
    const RateFields rate{.limit = INT64_MIN, .remaining = -7, .reset = INT64_MAX};
    const QByteArray numbers = "X-RateLimit-Limit: -9223372036854775808\r\nX-RateLimit-Remaining: -7\r\n"
                               "X-RateLimit-Reset: 9223372036854775807\r\nContent-Length: 12345\r\n\r\n";
    for (qsizetype length = 300; length < 1100; ++length) {
        const QByteArray first(200, 'a'), second(length - 200, 'b');
        QCOMPARE(answered("HTTP/1.1 200 OK\r\nA:" + first + "\r\nB:" + second + "\r\nContent-Length: 12345\r\n",
                          {.rate = &rate}),
                 "HTTP/1.1 200 OK\r\nA: " + first + "\r\nB: " + second + "\r\n" + numbers);
    }
}

// What was written otherwise than we would stands between what was not, and so does what is kept back.
void TestAnswerHead::writesBlanksAnew()
{
    QCOMPARE(answered("HTTP/1.1 200 OK\r\nA: 1\r\nB:2\r\nC:  3\r\nD: 4 \r\nE: 5\r\nF: 6\r\nKeep-Alive: x\r\nG: 7\r\n"
                      "H:\t8\r\nI: 9 9\r\nJ:\r\nK: \r\nContent-Length: 0\r\nL: 10\r\n"),
             QByteArray("HTTP/1.1 200 OK\r\nA: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\nE: 5\r\nF: 6\r\nG: 7\r\n"
                        "H: 8\r\nI: 9 9\r\nJ: \r\nK: \r\nL: 10\r\nContent-Length: 0\r\n\r\n"));
}

void TestAnswerHead::keepsHopByHopFieldsBack()
{
    QCOMPARE(answered("HTTP/1.1 200 OK\r\nConnection: keep-alive, X-Hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=5\r\n"
                      "Proxy-Authenticate: x\r\nTrailer: X\r\nUpgrade: h2c\r\nContent-Length: 0\r\nETag: e\r\n"),
             QByteArray("HTTP/1.1 200 OK\r\nETag: e\r\nContent-Length: 0\r\n\r\n"));
}

void TestAnswerHead::setsRateFields()
{
    const QByteArray upstream =
        "HTTP/1.1 200 OK\r\nx-ratelimit-limit: 9\r\nX-RateLimit-Reset: 8\r\nContent-Length: 0\r\n";
    const RateFields rate{.limit = -1, .remaining = 49, .reset = 1700000000};
    QCOMPARE(answered(upstream, {.rate = &rate}),
             QByteArray("HTTP/1.1 200 OK\r\nX-RateLimit-Limit: -1\r\nX-RateLimit-Remaining: 49\r\n"
                        "X-RateLimit-Reset: 1700000000\r\nContent-Length: 0\r\n\r\n"));
    QVERIFY(answered(upstream).contains("\r\nx-ratelimit-limit: 9\r\n"));
}

void TestAnswerHead::writesAnyNumber_data()
{
    QTest::addColumn<qint64>("number");
    for (const qint64 number : {qint64{0}, qint64{-1}, qint64{INT64_MAX}, qint64{INT64_MIN}})
        QTest::addRow("%lld", static_cast<long long>(number)) << number;
    for (qint64 power = 10; power < INT64_MAX / 10; power *= 10) {
        for (const qint64 number : {power - 1, power, power + 1, -power, 1 - power})
            QTest::addRow("%lld", static_cast<long long>(number)) << number;
    }
}

void TestAnswerHead::writesAnyNumber()
{
    QFETCH(const qint64, number);
    const RateFields rate{.limit = number, .remaining = 0, .reset = number};
    const QByteArray text = QByteArray::number(number);
    QCOMPARE(answered("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n", {.rate = &rate}),
             "HTTP/1.1 200 OK\r\nX-RateLimit-Limit: " + text +
                 "\r\nX-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: " + text + "\r\nContent-Length: 0\r\n\r\n");
}

void TestAnswerHead::writesFramingAnew_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<bool>("answersHead");
    QTest::addColumn<HttpVersion>("clientVersion");
    QTest::addColumn<QByteArray>("framing"); // empty: none
    const auto row = [](const char* name, const QByteArray& head, bool answersHead, HttpVersion version,
                        const QByteArray& framing) {
        QTest::newRow(name) << head << answersHead << version << framing;
    };
    constexpr HttpVersion now = HttpVersion::Http11, old = HttpVersion::Http10;
    row("length", "HTTP/1.1 200 OK\r\nContent-Length: 05\r\n", false, now, "Content-Length: 5");
    row("chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n", false, now, "Transfer-Encoding: chunked");
    // RFC 9112 6.1: never to a client of HTTP/1.0
    row("chunked, old client", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n", false, old, "");
    row("until close", "HTTP/1.1 200 OK\r\n", false, now, "");
    // RFC 9110 8.6: the length of what a GET would have got
    row("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n", true, now, "Content-Length: 5");
    row("HEAD, chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n", true, now, "");
    row("304", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n", false, now, "Content-Length: 5");
    row("204", "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n", false, now, "");
    row("103", "HTTP/1.1 103 Early Hints\r\nContent-Length: 5\r\n", false, now, "");
}

void TestAnswerHead::writesFramingAnew()
{
    QFETCH(const QByteArray, head);
    QFETCH(const bool, answersHead);
    QFETCH(const HttpVersion, clientVersion);
    QFETCH(const QByteArray, framing);
    const QByteArray statusLine = head.left(head.indexOf("\r\n") + 2);
    const QByteArray expected = statusLine + (framing.isEmpty() ? QByteArray() : framing + "\r\n") + "\r\n";
    QCOMPARE(answered(head, {.clientVersion = clientVersion}, answersHead), expected);
}

void TestAnswerHead::saysWhatBecomesOfTheConnection()
{
    const QByteArray upstream = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n";
    using Connection = AnswerRules::Connection;
    // The upstream's word is about its own connection.
    QVERIFY(!answered(upstream).contains("Connection:"));
    QVERIFY(answered(upstream, {.connection = Connection::Close}).endsWith("\r\nConnection: close\r\n\r\n"));
    QVERIFY(answered(upstream, {.connection = Connection::KeepAlive}).endsWith("\r\nConnection: keep-alive\r\n\r\n"));
}

QTEST_APPLESS_MAIN(TestAnswerHead)
#include "tst_answerhead.moc"
