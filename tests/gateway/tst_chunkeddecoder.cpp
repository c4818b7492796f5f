#include "gateway/http/chunkeddecoder.h"

#include "tests/support/guardedbytes.h"

#include <QtTest>

using namespace gatereeve::gateway;
using gatereeve::tests::GuardedBytes;
using Fault = ChunkedDecoder::Fault;

namespace
{

struct Decoded {
    std::string payload;
    size_t consumed = 0;
    bool done = false;
    Fault fault = Fault::None;

    bool operator==(const Decoded&) const = default;
};

// Fed in pieces of that size, each against an unreadable page.
Decoded decode(std::string_view bytes, size_t pieceSize)
{
    Decoded result;
    ChunkedDecoder decoder;
    for (size_t at = 0; at < bytes.size() && !decoder.done() && !decoder.bad(); at += pieceSize) {
        const GuardedBytes piece(bytes.substr(at, pieceSize));
        for (size_t taken = 0;;) {
            const ChunkedDecoder::Step step = decoder.next(piece.view().substr(taken));
            if (step.consumed == 0)
                break;
            taken += step.consumed;
            result.payload += step.payload;
            result.consumed += step.consumed;
        }
    }
    result.done = decoder.done();
    result.fault = decoder.fault();
    return result;
}

} // namespace

class TestChunkedDecoder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodesOrRefuses_data();
    void decodesOrRefuses();
    void passesRawBytes();
    void boundsExtensions();
    void boundsTrailers();
};

void TestChunkedDecoder::decodesOrRefuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<int>("consumed"); // -1: all
    QTest::addColumn<Fault>("fault");
    const auto good = [](const char* name, const QByteArray& bytes, const QByteArray& payload, int consumed = -1) {
        QTest::newRow(name) << bytes << payload << consumed << Fault::None;
    };
    const auto bad = [](const char* name, const QByteArray& bytes, Fault fault, int consumed,
                        const QByteArray& payload = {}) {
        QTest::newRow(name) << bytes << payload << consumed << fault;
    };
    // RFC 9112 7.1
    good("empty", "0\r\n\r\n", "");
    good("two chunks", "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", "hello world");
    good("many zeros", "000\r\n\r\n", "");
    good("either case", "A\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n", "01234567890123456789");
    good("16 digits", "0000000000000001\r\nx\r\n0\r\n\r\n", "x");
    good("line ends as payload", "4\r\n\r\n\r\n\r\n0\r\n\r\n", "\r\n\r\n");
    good("the next message stays", "1\r\nx\r\n0\r\n\r\nGET / HTTP/1.1\r\n", "x", 11);
    good("extensions", "1;a=b;c=\"d e\"\r\nx\r\n0;e\r\n\r\n", "x");
    good("trailers", "1\r\nx\r\n0\r\nX-Sum: abc\r\nX-Empty:\r\n\r\n", "x");

    bad("17 digits", "00000000000000001\r\nx\r\n", Fault::Size, 16);
    bad("beyond 63 bits", "8000000000000000\r\n", Fault::Size, 15);
    bad("beyond 64 bits", "FFFFFFFFFFFFFFFF\r\n", Fault::Size, 15);
    bad("no size", "\r\nx\r\n", Fault::Size, 0);
    bad("sign", "-1\r\nx\r\n", Fault::Size, 0);
    bad("0x", "0x1\r\nx\r\n", Fault::Extension, 1);
    bad("blank before the size", " 1\r\nx\r\n", Fault::Size, 0);
    bad("blank behind the size", "1 \r\nx\r\n", Fault::Extension, 1);
    bad("extension without ;", "1 a\r\nx\r\n", Fault::Extension, 1);
    bad("LF in an extension", "1;a\nb\r\nx\r\n", Fault::LineEnd, 3);
    bad("NUL in an extension", QByteArray("1;\0\r\nx\r\n", 8), Fault::Extension, 2);
    bad("bare LF behind the size", "1\nx\n0\n\n", Fault::LineEnd, 1);
    bad("bare CR behind the size", "1\rx", Fault::LineEnd, 2);
    bad("chunk longer than its size", "1\r\nxy\r\n", Fault::LineEnd, 4, "x");
    bad("chunk shorter than its size", "3\r\nx\r\n0\r\n\r\n", Fault::LineEnd, 6, "x\r\n");
    bad("bare LF behind the data", "1\r\nx\n0\r\n\r\n", Fault::LineEnd, 4, "x");
    bad("bare LF at the end", "0\r\n\n", Fault::LineEnd, 3);
    bad("bare CR at the end", "0\r\n\rX", Fault::LineEnd, 4);

    // RFC 9112 7.1.2, RFC 9110 6.5.1
    bad("trailer without colon", "0\r\nabc\r\n\r\n", Fault::Trailer, 6);
    bad("trailer without name", "0\r\n: a\r\n\r\n", Fault::Trailer, 3);
    bad("trailer with blank before the colon", "0\r\nA : a\r\n\r\n", Fault::Trailer, 4);
    bad("folded trailer", "0\r\nA: a\r\n b\r\n\r\n", Fault::Trailer, 9);
    bad("control byte in a trailer", "0\r\nA: \x01\r\n\r\n", Fault::Trailer, 6);
    bad("LF in a trailer", "0\r\nA: a\nB: b\r\n\r\n", Fault::LineEnd, 7);
    bad("framing in a trailer", "0\r\nContent-Length: 5\r\n\r\n", Fault::Trailer, 17);
    bad("disguised framing in a trailer", "0\r\nContent_Length: 5\r\n\r\n", Fault::Trailer, 17);
    bad("token in a trailer", "0\r\nAuthorization: k\r\n\r\n", Fault::Trailer, 16);
    bad("coding in a trailer", "0\r\ntransfer-encoding: chunked\r\n\r\n", Fault::Trailer, 20);
    bad("Host in a trailer", "0\r\nHost: a\r\n\r\n", Fault::Trailer, 7);
    good("name that begins like a known one", "0\r\nContent-Length-Of-Something-Else: 5\r\n\r\n", "");
}

void TestChunkedDecoder::decodesOrRefuses()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, payload);
    QFETCH(const int, consumed);
    QFETCH(const Fault, fault);
    const std::string_view view(bytes.constData(), static_cast<size_t>(bytes.size()));
    const Decoded whole = decode(view, view.size());
    QCOMPARE(nameOf(whole.fault), nameOf(fault));
    QCOMPARE(whole.done, fault == Fault::None);
    QCOMPARE(QByteArray::fromStdString(whole.payload), payload);
    QCOMPARE(whole.consumed, consumed < 0 ? view.size() : static_cast<size_t>(consumed));
    for (size_t size = 1; size < view.size(); ++size)
        QVERIFY2(decode(view, size) == whole, qPrintable(QString::number(size)));
}

void TestChunkedDecoder::passesRawBytes()
{
    const std::string_view bytes = "5;x\r\nhello\r\n0\r\nA: b\r\n\r\nGET / HTTP/1.1\r\n";
    const size_t message = bytes.find("GET");
    for (size_t split = 0; split <= bytes.size(); ++split) {
        ChunkedDecoder decoder;
        const size_t first = decoder.pass(bytes.substr(0, split));
        QCOMPARE(first, std::min(split, message));
        QCOMPARE(decoder.done(), split >= message);
        QCOMPARE(first + decoder.pass(bytes.substr(first)), message);
        QVERIFY(decoder.done());
        QCOMPARE(decoder.pass("0\r\n\r\n"), size_t(0));
    }
    // What is good before a fault is told as well; the caller decides not to send it.
    ChunkedDecoder decoder;
    QCOMPARE(decoder.pass("2\r\nabc"), size_t(5));
    QVERIFY(decoder.bad());
    QCOMPARE(decoder.pass("\r\n"), size_t(0));
}

void TestChunkedDecoder::boundsExtensions()
{
    const std::string longest = "1;" + std::string(limits::chunkExtensionBytes - 1, 'a') + "\r\nx\r\n";
    QVERIFY(decode(longest + "0\r\n\r\n", 4096).done);
    QVERIFY(decode("1;a" + longest.substr(2), 4096).fault == Fault::ExtensionTooLong);

    // Chunks of one byte each with a long extension: the sum is bounded too.
    std::string many;
    for (size_t i = 0; i <= limits::allChunkExtensionBytes / limits::chunkExtensionBytes; ++i)
        many += longest;
    QVERIFY(decode(many, many.size()).fault == Fault::ExtensionTooLong);
}

void TestChunkedDecoder::boundsTrailers()
{
    const std::string start = "0\r\nA:";
    const std::string longest = start + std::string(limits::trailerBytes - 2, 'a') + "\r\n\r\n";
    QVERIFY(decode(longest, 4096).done);
    QVERIFY(decode(start + "a" + longest.substr(start.size()), 4096).fault == Fault::TrailerTooLong);
    QVERIFY(decode("0\r\n" + std::string(limits::trailerBytes + 1, 'a'), 4096).fault == Fault::TrailerTooLong);
}

QTEST_APPLESS_MAIN(TestChunkedDecoder)
#include "tst_chunkeddecoder.moc"
