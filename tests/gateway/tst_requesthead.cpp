#include "gateway/http/bytescan.h"
#include "gateway/http/requesthead.h"

#include "gateway/http/errorresponse.h"
#include "tests/support/guardedbytes.h"

#include <QtTest>

using namespace gatereeve::gateway;
using gatereeve::tests::GuardedBytes;

namespace
{

std::string repeated(std::string_view text, size_t times)
{
    std::string out;
    for (size_t i = 0; i < times; ++i)
        out += text;
    return out;
}

// The bytes come one by one into a buffer that does not move, as from a slow client.
HeadStatus parseBytewise(std::string_view bytes, RequestHead& head)
{
    HeadStatus status;
    for (size_t size = 0; size <= bytes.size() && status.isIncomplete(); ++size)
        status = parseRequestHead(bytes.substr(0, size), head);
    return status;
}

HeadStatus parse(const QByteArray& bytes, RequestHead& head)
{
    return parseRequestHead({bytes.constData(), static_cast<size_t>(bytes.size())}, head);
}

} // namespace

class TestRequestHead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesHeadsApart();
    void refusesOrAccepts_data();
    void refusesOrAccepts();
    void readsConnectionOptions_data();
    void readsConnectionOptions();
    void stopsAtItsEnd();
    void startsOverInAnotherBuffer();
    void isReusedForTheNextRequest();
    void keepsLimits();
    void knowsHosts_data();
    void knowsHosts();
    void comparesInAsciiOnly();
    void knowsFieldsInAnyCase();
};

void TestRequestHead::takesHeadsApart()
{
    const std::string_view bytes = "POST /a/%2Fb?x=1&y=%3F?z HTTP/1.1\r\n"
                                   "hOST: api.example.org:8080\r\n"
                                   "Content-Length:5\r\n"
                                   "X-Empty:\r\n"
                                   "X-Twice: \t one \t\r\n"
                                   "x-twice: two\r\n"
                                   "Expect: 100-Continue\r\n"
                                   "X-Bytes: caf\xc3\xa9 \xff\r\n"
                                   "\r\n"
                                   "hello";
    RequestHead head;
    const HeadStatus status = parseRequestHead(bytes, head);
    QVERIFY(status.isComplete());
    QCOMPARE(status.consumed, bytes.size() - 5);
    QCOMPARE(head.method, std::string_view("POST"));
    QCOMPARE(head.target, std::string_view("/a/%2Fb?x=1&y=%3F?z"));
    QCOMPARE(head.path, std::string_view("/a/%2Fb"));
    QCOMPARE(head.query, std::string_view("x=1&y=%3F?z"));
    QCOMPARE(head.host, std::string_view("api.example.org:8080"));
    QVERIFY(head.version == HttpVersion::Http11);
    QVERIFY(head.expectsContinue);
    QVERIFY(head.keepsAlive());
    QCOMPARE(head.fields.size(), size_t(7));
    QCOMPARE(head.fields.find("X-EMPTY"), std::optional<std::string_view>(""));
    QCOMPARE(head.fields.find("X-Twice"), std::optional<std::string_view>("one"));
    QCOMPARE(head.fields.find(KnownField::ContentLength), std::optional<std::string_view>("5"));
    QVERIFY(!head.fields.find("X-Twic"));
    QCOMPARE(head.fields.search("x-twice").count, size_t(2));
    QCOMPARE(head.fields.search("x-twice").first, std::string_view("one"));
    QCOMPARE(head.fields.search("CONTENT-length").count, size_t(1)); // one of the known ones
    QCOMPARE(head.fields.search("content-LENGTH").first, std::string_view("5"));
    QCOMPARE(head.fields.search("content\rlength").count, size_t(0)); // no token: a setting may hold anything
    QCOMPARE(head.fields.search("authorization").count, size_t(0));
    QCOMPARE(head.fields.search("").count, size_t(0));
    QCOMPARE((*head.fields.begin()).name, std::string_view("hOST"));
    QCOMPARE(head.fields[4].value, std::string_view("two"));
    QCOMPARE(head.fields[6].value, std::string_view("caf\xc3\xa9 \xff"));
}

void TestRequestHead::refusesOrAccepts_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<HeadFault>("fault"); // None: a complete head
    QTest::addColumn<int>("status");      // that a client would get

    const auto row = [](const char* name, const QByteArray& bytes, HeadFault fault, int status = 400) {
        QTest::newRow(name) << bytes << fault << status;
    };
    const auto target = [&row](const char* name, const QByteArray& text, HeadFault fault, int status = 400) {
        row(name, "GET " + text + " HTTP/1.1\r\nHost: a\r\n\r\n", fault, status);
    };
    const auto field = [&row](const char* name, const QByteArray& lines, HeadFault fault, int status = 400) {
        row(name, "GET / HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n", fault, status);
    };

    // RFC 9112 2.2
    row("one empty line before the request line", "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", HeadFault::None);
    row("two empty lines before it", "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", HeadFault::ControlByte);
    row("bare LF after the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n", HeadFault::LineEnd);
    row("bare CR after the request line", "GET / HTTP/1.1\rHost: a\r\n\r\n", HeadFault::LineEnd);
    field("bare LF after a field", "A: b\nC: d\r\n", HeadFault::LineEnd);
    field("bare CR within a value", "A: b\rC: d\r\n", HeadFault::LineEnd);
    field("two CR before LF", "A: b\r\r\n", HeadFault::LineEnd);
    field("bare LF as the empty line", "\n", HeadFault::LineEnd);
    row("bare CR as the empty line", "GET / HTTP/1.1\r\nHost: a\r\n\rX", HeadFault::LineEnd);
    field("blank line begins with a blank", " \r\n", HeadFault::Folding);

    // RFC 9110 5.5: no NUL, no control byte
    field("NUL in a value", QByteArray("A: b\0c\r\n", 8), HeadFault::ControlByte);
    field("DEL in a value", "A: b\x7f\r\n", HeadFault::ControlByte);
    field("ESC in a value", "A: \x1b[0m\r\n", HeadFault::ControlByte);
    field("HTAB in a value", "A: b\tc\r\n", HeadFault::None);
    row("TLS on a plain port", QByteArray("\x16\x03\x01\x02\x00", 5), HeadFault::ControlByte);

    // RFC 9112 3: the request line
    row("no method", " / HTTP/1.1\r\nHost: a\r\n\r\n", HeadFault::Method);
    row("bad method", "G@T / HTTP/1.1\r\nHost: a\r\n\r\n", HeadFault::Method);
    row("unknown method", "PURGE / HTTP/1.1\r\nHost: a\r\n\r\n", HeadFault::None);
    // To some servers the same as GET, while rules for GET would not hold for it.
    row("GET in lower case", "get / HTTP/1.1\r\nHost: a\r\n\r\n", HeadFault::Method);
    row("DELETE in mixed case", "Delete / HTTP/1.1\r\nHost: a\r\n\r\n", HeadFault::Method);
    row("unknown method in lower case", "purge / HTTP/1.1\r\nHost: a\r\n\r\n", HeadFault::None);
    row("long method", "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGH / HTTP/1.1\r\n", HeadFault::Method);
    row("two blanks", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", HeadFault::Target);
    row("a tab as blank", "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n", HeadFault::Method);
    row("a blank behind the version", "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", HeadFault::ControlByte);
    row("no version (HTTP/0.9)", "GET /\r\n", HeadFault::Target);
    row("version in lower case", "GET / http/1.1\r\nHost: a\r\n\r\n", HeadFault::Version);
    row("version 1.2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", HeadFault::UnsupportedVersion, 505);
    row("version 2.0", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", HeadFault::UnsupportedVersion, 505);
    row("version 1.10", "GET / HTTP/1.10\r\nHost: a\r\n\r\n", HeadFault::ControlByte);
    row("version 1", "GET / HTTP/1\r\nHost: a\r\n\r\n", HeadFault::Version);

    // RFC 9112 3.2: the target
    target("no slash", "a", HeadFault::Target);
    target("blank in the target", "/a b", HeadFault::Version);
    target("fragment", "/a#b", HeadFault::Fragment);
    target("raw UTF-8", "/caf\xc3\xa9", HeadFault::Target);
    target("control byte", "/a\x01", HeadFault::Target);
    target("visible bytes", "/a|{}\"<>^`[]?a=[]|", HeadFault::None);
    target("URL with the same host", "http://a/x?y", HeadFault::None);
    target("URL without path", "HTTP://A", HeadFault::None);
    target("URL with another host", "http://b/x", HeadFault::HostDisagrees);
    target("URL with another port", "http://a:81/x", HeadFault::HostDisagrees);
    target("URL with user", "http://a@b/", HeadFault::HostInvalid);
    target("URL without host", "http:///x", HeadFault::HostInvalid);
    target("URL of another kind", "ftp://a/x", HeadFault::Target);
    target("* with GET", "*", HeadFault::Target);
    row("* with OPTIONS", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", HeadFault::None);
    row("CONNECT", "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n", HeadFault::ConnectMethod, 501);
    row("CONNECT with a path", "CONNECT /a HTTP/1.1\r\nHost: a\r\n\r\n", HeadFault::ConnectMethod, 501);

    // RFC 9112 5: field lines
    field("obsolete folding", "A: b\r\n c\r\n", HeadFault::Folding);
    field("folding with a tab", "A: b\r\n\tc\r\n", HeadFault::Folding);
    row("blank before the first field", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", HeadFault::Folding);
    field("blank before the colon", "A : b\r\n", HeadFault::FieldName);
    field("no name", ": b\r\n", HeadFault::FieldName);
    field("no colon", "Abc\r\n", HeadFault::FieldName);
    field("bad byte in a name", "A(b): c\r\n", HeadFault::FieldName);
    field("UTF-8 in a name", "\xc3\xa9: c\r\n", HeadFault::FieldName);
    field("NUL in a name", QByteArray("A\0: c\r\n", 7), HeadFault::FieldName);

    // To some servers the same as with '-': a second framing, or what only the gateway may say.
    field("Content_Length", "Content_Length: 5\r\n", HeadFault::FieldName);
    field("transfer_encoding", "transfer_encoding: chunked\r\n", HeadFault::FieldName);
    field("X-Forwarded_For", "X-Forwarded_For: 10.0.0.1\r\n", HeadFault::FieldName);
    field("other underscores", "api_key: b\r\ncontent_type: c\r\nHo_st: d\r\n_: e\r\n", HeadFault::None);

    // RFC 9112 3.2 and RFC 9110 7.2: Host
    row("no Host", "GET / HTTP/1.1\r\n\r\n", HeadFault::HostMissing);
    row("no Host with 1.0", "GET / HTTP/1.0\r\n\r\n", HeadFault::None);
    row("no Host, URL as target", "GET http://a/ HTTP/1.1\r\n\r\n", HeadFault::HostMissing);
    field("Host twice", "Host: b\r\n", HeadFault::HostRepeated);
    field("Host twice, equal", "HOST: a\r\n", HeadFault::HostRepeated);
    row("Host twice with 1.0", "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n", HeadFault::HostRepeated);
    row("empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", HeadFault::HostInvalid);
    row("list as Host", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", HeadFault::HostInvalid);
    row("path in Host", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", HeadFault::HostInvalid);

    // RFC 9110 7.6.1 and 10.1.1
    field("bad member in Connection", "Connection: clo se\r\n", HeadFault::Connection);
    field("empty members in Connection", "Connection: ,close,,\r\n", HeadFault::None);
    field("unknown expectation", "Expect: 200-ok\r\n", HeadFault::Expectation, 417);
}

void TestRequestHead::refusesOrAccepts()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const HeadFault, fault);
    QFETCH(const int, status);
    const GuardedBytes guarded({bytes.constData(), static_cast<size_t>(bytes.size())});

    RequestHead head;
    const HeadStatus whole = parseRequestHead(guarded.view(), head);
    QCOMPARE(nameOf(whole.fault), nameOf(fault));
    QCOMPARE(whole.isComplete(), fault == HeadFault::None);
    if (whole.isBad())
        QCOMPARE(refusalText(refusalFor(whole.fault)).status, status);

    RequestHead slow;
    const HeadStatus bytewise = parseBytewise(guarded.view(), slow);
    QCOMPARE(bytewise.consumed, whole.consumed);
    QCOMPARE(nameOf(bytewise.fault), nameOf(whole.fault));
    if (whole.isComplete()) {
        QCOMPARE(slow.target, head.target);
        QCOMPARE(slow.host, head.host);
        QCOMPARE(slow.fields.size(), head.fields.size());
    }
}

void TestRequestHead::readsConnectionOptions_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<bool>("keepsAlive");
    QTest::addColumn<bool>("namesFields");
    // RFC 9112 9.3
    QTest::newRow("1.1") << QByteArray("HTTP/1.1") << QByteArray() << true << false;
    QTest::newRow("1.1 close") << QByteArray("HTTP/1.1") << QByteArray("Connection: Close\r\n") << false << false;
    QTest::newRow("1.0") << QByteArray("HTTP/1.0") << QByteArray() << false << false;
    QTest::newRow("1.0 keep-alive") << QByteArray("HTTP/1.0") << QByteArray("Connection: keep-alive\r\n") << true
                                    << false;
    QTest::newRow("close wins") << QByteArray("HTTP/1.1") << QByteArray("Connection: keep-alive, close\r\n") << false
                                << false;
    QTest::newRow("second field") << QByteArray("HTTP/1.1") << QByteArray("Connection: x-a\r\nConnection: close\r\n")
                                  << false << true;
    QTest::newRow("names") << QByteArray("HTTP/1.1") << QByteArray("Connection: x-a , upgrade\r\n") << true << true;
}

void TestRequestHead::readsConnectionOptions()
{
    QFETCH(const QByteArray, start);
    QFETCH(const QByteArray, fields);
    QFETCH(const bool, keepsAlive);
    QFETCH(const bool, namesFields);
    const QByteArray bytes = "GET / " + start + "\r\nHost: a\r\n" + fields + "\r\n";
    RequestHead head;
    QVERIFY(parse(bytes, head).isComplete());
    QCOMPARE(head.keepsAlive(), keepsAlive);
    QCOMPARE(head.connection.namesFields, namesFields);
}

void TestRequestHead::stopsAtItsEnd()
{
    // Every prefix of a good head is incomplete, and none is read beyond its end.
    const std::string text = "OPTIONS /abcdefghijklmnopqrstuvwxyz?q HTTP/1.1\r\nHost: example.org\r\n"
                             "X-Long: 0123456789012345678901234567890123456789\r\nConnection: close\r\n\r\n";
    for (size_t size = 0; size < text.size(); ++size) {
        const GuardedBytes guarded(std::string_view(text).substr(0, size));
        RequestHead head;
        QVERIFY2(parseRequestHead(guarded.view(), head).isIncomplete(), qPrintable(QString::number(size)));
    }
    const GuardedBytes guarded(text);
    RequestHead head;
    QCOMPARE(parseRequestHead(guarded.view(), head).consumed, text.size());
}

void TestRequestHead::startsOverInAnotherBuffer()
{
    const std::string first = "GET /first HTTP/1.1\r\nHost: a\r\nX: ";
    const std::string moved = first + "y\r\n\r\n";
    RequestHead head;
    QVERIFY(parseRequestHead(first, head).isIncomplete());
    QVERIFY(parseRequestHead(moved, head).isComplete());
    QCOMPARE(head.path.data(), moved.data() + 4);
    QCOMPARE(head.fields.size(), size_t(2));
}

void TestRequestHead::isReusedForTheNextRequest()
{
    const std::string_view pipelined = "GET /1 HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"
                                       "GET /2 HTTP/1.0\r\n\r\n";
    RequestHead head;
    const HeadStatus first = parseRequestHead(pipelined, head);
    QVERIFY(first.isComplete());
    const HeadStatus second = parseRequestHead(pipelined.substr(first.consumed), head);
    QVERIFY(second.isComplete());
    QCOMPARE(first.consumed + second.consumed, pipelined.size());
    QCOMPARE(head.path, std::string_view("/2"));
    QCOMPARE(head.fields.size(), size_t(0));
    QVERIFY(head.host.empty() && !head.expectsContinue && !head.connection.close);
    QVERIFY(!head.fields.has(KnownField::Host));
}

void TestRequestHead::keepsLimits()
{
    const std::string start = "GET / HTTP/1.1\r\nHost: a\r\n";
    const auto faultOf = [](std::string_view bytes) {
        RequestHead head, slow;
        const HeadStatus whole = parseRequestHead(bytes, head);
        return whole == parseBytewise(bytes, slow) ? whole.fault : HeadFault::None;
    };

    const std::string target = "/" + std::string(limits::targetBytes - 1, 'a');
    RequestHead head;
    QVERIFY(parseRequestHead("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n", head).isComplete());
    QCOMPARE(nameOf(faultOf("GET " + target + "a HTTP/1.1\r\nHost: a\r\n\r\n")), nameOf(HeadFault::TargetTooLong));

    QVERIFY(parseRequestHead(start + repeated("A: b\r\n", limits::headerFields - 1) + "\r\n", head).isComplete());
    QCOMPARE(nameOf(faultOf(start + repeated("A: b\r\n", limits::headerFields) + "\r\n")),
             nameOf(HeadFault::TooManyFields));

    const std::string value(limits::headBytes - start.size() - std::string("A: \r\n\r\n").size(), 'v');
    const std::string fits = start + "A: " + value + "\r\n\r\n";
    QCOMPARE(fits.size(), limits::headBytes);
    QCOMPARE(parseRequestHead(fits, head).consumed, limits::headBytes);
    QCOMPARE(nameOf(faultOf(start + "A: " + value + "v\r\n\r\n")), nameOf(HeadFault::TooLong));
    QCOMPARE(nameOf(faultOf(start + "A: " + std::string(limits::headBytes, 'v'))), nameOf(HeadFault::TooLong));
    // Bytes behind a head that fits don't count.
    QVERIFY(parseRequestHead(fits + std::string(1000, 'b'), head).isComplete());
}

void TestRequestHead::knowsHosts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("good");
    for (const char* good : {"a", "a.b-c_d~e", "127.0.0.1", "a:1", "a:65535", "[::1]", "[::1]:80", "[::ffff:1.2.3.4]"})
        QTest::newRow(good) << QByteArray(good) << true;
    for (const char* bad :
         {"",     ":80", "a:",   "a:65536", "a:000080", "a:8x",   "a:-1",  "a b",   "a,b",  "a/b", "a@b",
          "a%41", "[]",  "[::1", "::1",     "[::1]x",   "[::1]:", "[g::]", "a:1:2", "a\\b", "a'b", "[1.2.3.4]"})
        QTest::newRow(*bad ? bad : "empty") << QByteArray(bad) << false;
}

void TestRequestHead::knowsHosts()
{
    QFETCH(const QByteArray, text);
    QFETCH(const bool, good);
    const GuardedBytes guarded({text.constData(), static_cast<size_t>(text.size())});
    QCOMPARE(isHostAndPort(guarded.view()), good);
}

// Each pair of bytes at each place of texts of many lengths, against the rule: letters of ASCII, and nothing else.
void TestRequestHead::comparesInAsciiOnly()
{
    const auto isSame = [](int a, int b) {
        const auto lower = [](int c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; };
        return lower(a) == lower(b);
    };
    for (const size_t size : {1, 7, 8, 13, 16, 21}) {
        for (size_t place = 0; place < size; ++place) {
            std::string left(size, 'x'), right(size, 'X');
            for (int a = 0; a < 256; ++a) {
                for (int b = 0; b < 256; ++b) {
                    left[place] = static_cast<char>(a);
                    right[place] = static_cast<char>(b);
                    if (equalsIgnoringCase(left, right) != isSame(a, b))
                        QFAIL(qPrintable(QString("%1 and %2 at %3 of %4").arg(a).arg(b).arg(place).arg(size)));
                }
            }
        }
    }
    QVERIFY(!equalsIgnoringCase("Host", "Hosts"));
}

void TestRequestHead::knowsFieldsInAnyCase()
{
    const std::pair<std::string, KnownField> known[] = {{"te", KnownField::Te},
                                                        {"host", KnownField::Host},
                                                        {"cookie", KnownField::Cookie},
                                                        {"connection", KnownField::Connection},
                                                        {"authorization", KnownField::Authorization},
                                                        {"content-length", KnownField::ContentLength},
                                                        {"x-forwarded-for", KnownField::XForwardedFor},
                                                        {"transfer-encoding", KnownField::TransferEncoding},
                                                        {"x-ratelimit-remaining", KnownField::RateLimitRemaining}};
    for (const auto& [name, field] : known) {
        QCOMPARE(knownField(name), field);
        for (size_t place = 0; place < name.size(); ++place) {
            std::string other = name;
            for (int c = 0x21; c < 0x7f; ++c) {
                if (!isTokenByte(static_cast<char>(c)))
                    continue;
                other[place] = static_cast<char>(c);
                QCOMPARE(knownField(other) == field, toLower(static_cast<char>(c)) == name[place]);
            }
        }
        QCOMPARE(knownField(name + 'x'), KnownField::Other);
    }
}

QTEST_APPLESS_MAIN(TestRequestHead)
#include "tst_requesthead.moc"
