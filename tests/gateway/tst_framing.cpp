#include "gateway/http/framing.h"

#include <QtTest>

using namespace gatereeve::gateway;
using Kind = BodyLength::Kind;

namespace
{

BodyLength good(Kind kind, uint64_t bytes = 0)
{
    return {.kind = kind, .bytes = bytes};
}

BodyLength bad(FramingFault fault)
{
    return {.kind = Kind::Bad, .fault = fault};
}

std::string_view viewOf(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<size_t>(bytes.size())};
}

} // namespace

class TestFraming : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void framesRequests_data();
    void framesRequests();
    void framesAnswers_data();
    void framesAnswers();
};

void TestFraming::framesRequests_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<BodyLength>("expected");
    QTest::addColumn<QByteArray>("version");
    const auto row = [](const char* name, const QByteArray& fields, const BodyLength& expected,
                        const QByteArray& version = "1.1") { QTest::newRow(name) << fields << expected << version; };
    row("nothing announced (6.3 rule 7)", "", good(Kind::None));
    row("length", "Content-Length: 5\r\n", good(Kind::Fixed, 5));
    row("length 0", "Content-Length: 0\r\n", good(Kind::Fixed, 0));
    row("leading zeros", "Content-Length: 005\r\n", good(Kind::Fixed, 5));
    row("longest", "Content-Length: 9223372036854775807\r\n", good(Kind::Fixed, 9223372036854775807ull));
    row("1.0 with length", "Content-Length: 5\r\n", good(Kind::Fixed, 5), "1.0");
    row("chunked", "Transfer-Encoding: chunked\r\n", good(Kind::Chunked));
    row("chunked in capitals", "transfer-encoding:  CHUNKED \r\n", good(Kind::Chunked));

    // RFC 9110 8.6, RFC 9112 6.3 rule 5
    const BodyLength badLength = bad(FramingFault::ContentLength);
    row("beyond 63 bits", "Content-Length: 9223372036854775808\r\n", badLength);
    row("beyond 64 bits", "Content-Length: 18446744073709551621\r\n", badLength);
    row("plus", "Content-Length: +5\r\n", badLength);
    row("minus", "Content-Length: -5\r\n", badLength);
    row("minus zero", "Content-Length: -0\r\n", badLength);
    row("empty", "Content-Length:\r\n", badLength);
    row("list of equals", "Content-Length: 5, 5\r\n", badLength);
    row("list", "Content-Length: 5,6\r\n", badLength);
    row("blank within", "Content-Length: 5 6\r\n", badLength);
    row("hexadecimal", "Content-Length: 0x5\r\n", badLength);
    row("fraction", "Content-Length: 5.0\r\n", badLength);
    row("exponent", "Content-Length: 5e1\r\n", badLength);
    row("text behind", "Content-Length: 5\x0b\r\n", badLength);
    row("twice", "Content-Length: 5\r\nContent-Length: 6\r\n", bad(FramingFault::ContentLengthRepeated));
    row("twice, equal", "Content-Length: 5\r\ncontent-length: 5\r\n", bad(FramingFault::ContentLengthRepeated));

    // RFC 9112 6.1 and 6.3 rule 4
    const BodyLength badCoding = bad(FramingFault::TransferEncoding);
    for (const char* coding : {"xchunked", "chunked, chunked", "gzip, chunked", "chunked, gzip", "identity", "gzip", "",
                               "chunked;q=1", "\"chunked\"", ",chunked", "chunked,", "chunked identity", "chunke"})
        QTest::addRow("coding %s", coding)
            << QByteArray("Transfer-Encoding: " + QByteArray(coding) + "\r\n") << badCoding << QByteArray("1.1");
    row("coding twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", badCoding);
    row("coding twice, one empty", "Transfer-Encoding: chunked\r\nTransfer-Encoding:\r\n", badCoding);
    row("both", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", bad(FramingFault::BothLengths));
    row("both, other order", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", bad(FramingFault::BothLengths));
    row("both, unknown coding", "Content-Length: 5\r\nTransfer-Encoding: x\r\n", bad(FramingFault::BothLengths));
    row("coding with 1.0", "Transfer-Encoding: chunked\r\n", bad(FramingFault::TransferEncodingInHttp10), "1.0");
}

void TestFraming::framesRequests()
{
    QFETCH(QByteArray, fields);
    QFETCH(const BodyLength, expected);
    QFETCH(const QByteArray, version);
    RequestHead head;
    const bool headIsGood = !fields.contains('\x0b');
    const QByteArray bytes = "POST / HTTP/" + version + "\r\nHost: a\r\n" + fields + "\r\n";
    const HeadStatus status = parseRequestHead(viewOf(bytes), head);
    QCOMPARE(status.isComplete(), headIsGood); // a control byte is refused even earlier
    if (!headIsGood)
        return;
    const BodyLength actual = bodyLengthOf(head);
    QCOMPARE(nameOf(actual.fault), nameOf(expected.fault));
    QVERIFY(actual == expected);
}

void TestFraming::framesAnswers_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<bool>("answersHead");
    QTest::addColumn<BodyLength>("expected");
    const auto row = [](const char* name, const QByteArray& head, bool answersHead, const BodyLength& expected) {
        QTest::newRow(name) << head << answersHead << expected;
    };
    row("length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n", false, good(Kind::Fixed, 5));
    row("chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n", false, good(Kind::Chunked));
    row("until close (6.3 rule 8)", "HTTP/1.1 200 OK\r\n", false, good(Kind::UntilClose));
    row("until close, 1.0", "HTTP/1.0 200 OK\r\n", false, good(Kind::UntilClose));
    // RFC 9112 6.3 rule 1
    row("HEAD with length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n", true, good(Kind::None));
    row("HEAD with coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n", true, good(Kind::None));
    row("HEAD without", "HTTP/1.1 200 OK\r\n", true, good(Kind::None));
    row("100", "HTTP/1.1 100 Continue\r\n", false, good(Kind::None));
    row("103 with length", "HTTP/1.1 103 X\r\nContent-Length: 5\r\n", false, good(Kind::None));
    row("204 with length", "HTTP/1.1 204 X\r\nContent-Length: 5\r\n", false, good(Kind::None));
    row("304 with length", "HTTP/1.1 304 X\r\nContent-Length: 5\r\n", false, good(Kind::None));
    row("205 has one", "HTTP/1.1 205 X\r\nContent-Length: 0\r\n", false, good(Kind::Fixed, 0));
    // The same strictness as for requests: an answer that can be read in two ways poisons the pool.
    row("both", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n", false,
        bad(FramingFault::BothLengths));
    row("length twice", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n", false,
        bad(FramingFault::ContentLengthRepeated));
    row("bad length for HEAD", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n", true, bad(FramingFault::ContentLength));
    row("gzip, chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n", false,
        bad(FramingFault::TransferEncoding));
    row("coding with 1.0", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n", false,
        bad(FramingFault::TransferEncodingInHttp10));
}

void TestFraming::framesAnswers()
{
    QFETCH(const QByteArray, head);
    QFETCH(const bool, answersHead);
    QFETCH(const BodyLength, expected);
    ResponseHead response;
    const QByteArray bytes = head + "\r\n";
    QVERIFY(parseResponseHead(viewOf(bytes), response).isComplete());
    const BodyLength actual = bodyLengthOf(response, answersHead);
    QCOMPARE(nameOf(actual.fault), nameOf(expected.fault));
    QVERIFY(actual == expected);
}

QTEST_APPLESS_MAIN(TestFraming)
#include "tst_framing.moc"
