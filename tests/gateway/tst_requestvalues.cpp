#include "gateway/http/requestvalues.h"

#include "gateway/http/requesthead.h"
#include "tests/support/guardedbytes.h"

#include <QtTest>

using namespace gatereeve::gateway;
using gatereeve::tests::GuardedBytes;

namespace
{

std::string_view viewOf(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<size_t>(bytes.size())};
}

QByteArray toBytes(std::optional<std::string_view> value)
{
    return value ? QByteArray(value->data(), static_cast<qsizetype>(value->size())) : QByteArray("(none)");
}

} // namespace

// gateway-behaviour.md 9
class TestRequestValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsParameters_data();
    void findsParameters();
    void findsCookies_data();
    void findsCookies();
    void removesBearer_data();
    void removesBearer();
    void stripsParameters();
    void stripsCookies();
};

void TestRequestValues::findsParameters_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const QByteArray& query, const QByteArray& value) {
        QTest::newRow(query.constData()) << query << value;
    };
    row("", "(none)");
    row("key=abc", "abc");
    row("a=1&key=abc&b=2", "abc");
    row("key=first&key=second", "first");
    row("key=", "");
    row("key", "");
    row("KEY=abc", "(none)");
    row("xkey=abc&keyx=abc", "(none)");
    row("a=key=b", "(none)");
    row("key=a=b", "a=b");
    row("key=a%2Bb+c%20d", "a+b c d");
    row("%6bey=abc", "abc");
    row("k%65y=%41", "A");
    row("key=%zz&key=good", "good");
    row("key=%4", "(none)");
    row("&&key=abc&", "abc");
    row("a;key=abc", "(none)");
}

void TestRequestValues::findsParameters()
{
    QFETCH(const QByteArray, query);
    QFETCH(const QByteArray, value);
    const GuardedBytes guarded(viewOf(query));
    std::string scratch = "left over";
    QCOMPARE(toBytes(queryParameter(guarded.view(), "key", scratch)), value);
}

void TestRequestValues::findsCookies_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const QByteArray& fields, const QByteArray& value) {
        QTest::newRow(fields.simplified().constData()) << fields << value;
    };
    row("", "(none)");
    row("Cookie: key=abc\r\n", "abc");
    row("Cookie: a=b; key=abc; c=d\r\n", "abc");
    row("cookie: a=b;key=\"abc\"\r\n", "abc");
    row("Cookie: Key=abc\r\n", "(none)");
    row("Cookie: key\r\n", "(none)");
    row("Cookie: key=a=b\r\n", "a=b");
    row("Cookie: key=first; key=second\r\n", "first");
    row("Cookie: a=b\r\nCookie: key=abc\r\n", "abc");
    row("X-Cookie: key=abc\r\n", "(none)");
    row("Cookie: key=\"\r\n", "\"");
}

void TestRequestValues::findsCookies()
{
    QFETCH(const QByteArray, fields);
    QFETCH(const QByteArray, value);
    const QByteArray bytes = "GET / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
    RequestHead head;
    QVERIFY(parseRequestHead(viewOf(bytes), head).isComplete());
    QCOMPARE(toBytes(cookieValue(head.fields, "key")), value);
}

void TestRequestValues::removesBearer_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("bare");
    const auto row = [](const QByteArray& token, const QByteArray& bare) {
        QTest::newRow(token.constData()) << token << bare;
    };
    row("abc", "abc");
    row("Bearer abc", "abc");
    row("bEARER abc", "abc");
    row("Bearer  abc", " abc");
    row("Bearer", "Bearer");
    row("Bearer ", "");
    row("Basic abc", "Basic abc");
    row("Bearer\tabc", "Bearer\tabc");
    row("Bearer Bearer abc", "Bearer abc");
}

void TestRequestValues::removesBearer()
{
    QFETCH(const QByteArray, token);
    QFETCH(const QByteArray, bare);
    QCOMPARE(toBytes(withoutBearer(viewOf(token))), bare);
}

void TestRequestValues::stripsParameters()
{
    const auto strip = [](std::string_view query) {
        std::string out = "?";
        appendQueryWithout(out, query, "key");
        return out;
    };
    QCOMPARE(strip("b=%20&key=1&a=2&key=3"), std::string("?b=%20&a=2"));
    QCOMPARE(strip("key=1&a"), std::string("?a"));
    QCOMPARE(strip("%6Bey=1"), std::string("?"));
    QCOMPARE(strip("keys=1&b=%zz"), std::string("?keys=1&b=%zz"));
}

void TestRequestValues::stripsCookies()
{
    const auto strip = [](std::string_view cookies) {
        std::string out;
        appendCookiesWithout(out, cookies, "key");
        return out;
    };
    QCOMPARE(strip("a=b; key=1; c=d;key=2"), std::string("a=b; c=d"));
    QCOMPARE(strip("key=1"), std::string());
    QCOMPARE(strip("Key=1"), std::string("Key=1"));
}

QTEST_APPLESS_MAIN(TestRequestValues)
#include "tst_requestvalues.moc"
