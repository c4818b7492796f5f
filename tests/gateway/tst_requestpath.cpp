#include "gateway/http/requestpath.h"

#include "tests/support/guardedbytes.h"

#include <QtTest>

using namespace gatereeve::gateway;
using gatereeve::tests::GuardedBytes;
using Verdict = PathReading::Verdict;

namespace
{

std::string_view viewOf(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<size_t>(bytes.size())};
}

} // namespace

class TestRequestPath : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsGoodPaths_data();
    void readsGoodPaths();
    void refusesHiddenMeanings_data();
    void refusesHiddenMeanings();
    void cleans_data();
    void cleans();
    void withoutCleaningOpenDotSegmentsAreBad();
    void findsTheOtherReading_data();
    void findsTheOtherReading();
    void knowsCutsThatLeaveDotSegments_data();
    void knowsCutsThatLeaveDotSegments();
    void findsWhatWasSent_data();
    void findsWhatWasSent();
};

void TestRequestPath::readsGoodPaths_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("read");
    const auto row = [](const QByteArray& sent, const QByteArray& read) {
        QTest::newRow(sent.constData()) << sent << read;
    };
    row("/", "/");
    row("/pets/1", "/pets/1");
    row("/pets/", "/pets/");
    row("/a.b/.c/..d/...", "/a.b/.c/..d/...");
    row("/.well-known/x", "/.well-known/x");
    row("/a;b=c/d;", "/a;b=c/d;");
    row("/%70ets/%31", "/pets/1");
    row("/a%20b+c", "/a b+c");
    row("/caf%C3%A9", "/caf\xc3\xa9");
    row("/%e2%82%ac/%F0%9F%98%80", "/\xe2\x82\xac/\xf0\x9f\x98\x80");
    row("/a%3Fb%23c", "/a?b#c");
    // An encoded slash never matches as '/'.
    row("/a%2Fb", "/a%2Fb");
    row("/a%2fb", "/a%2Fb");
    // Decoded once, not twice.
    row("/a%2570", "/a%70");
    row("/%25252e", "/%252e");
}

void TestRequestPath::readsGoodPaths()
{
    QFETCH(const QByteArray, sent);
    QFETCH(const QByteArray, read);
    const GuardedBytes guarded(viewOf(sent));
    std::string scratch = "left over";
    const PathReading reading = readPath(guarded.view(), PathCleaning::On, scratch);
    QVERIFY(reading.verdict == Verdict::Good);
    QCOMPARE(reading.path, viewOf(read));
}

void TestRequestPath::refusesHiddenMeanings_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<PathFault>("fault");
    const auto row = [](const QByteArray& sent, PathFault fault) { QTest::newRow(sent.constData()) << sent << fault; };
    for (const char* sent : {"/%", "/%4", "/%4g", "/%g4", "/a%", "/%%41", "/%-1", "/%u0041", "/% 41"})
        row(sent, PathFault::Escape);
    for (const char* sent : {"/%00", "/a%0d%0aX:y", "/%1f", "/%7F", "/%09", "/pets%00.png"})
        row(sent, PathFault::ControlByte);
    for (const char* sent : {"/a\\b", "/a%5Cb", "/..%5c..%5cadmin", "//\\evil.example"})
        row(sent, PathFault::Backslash);
    for (const char* sent :
         {"/%2e%2e/admin", "/public/%2E./admin", "/public/.%2e", "/a/%2e", "/%2e/a", "/public/..;/admin",
          "/public/..;x=y/admin", "/.;/a", "/a/.%2e;/b", "/public%2F..%2Fadmin", "/public/..%2fadmin",
          "/public%2f../admin", "/a%2f.", "/a/../%2e%2e/b", "/public%252F..%252Fadmin"})
        row(sent, PathFault::DotSegment);
    // Overlong '/', '.', NUL; surrogate; beyond Unicode; cut sequences; lone bytes
    for (const char* sent :
         {"/%c0%af", "/%c0%ae%c0%ae/", "/%c0%80", "/%e0%80%af", "/%f0%80%80%af", "/%ed%a0%80", "/%f4%90%80%80",
          "/%f5%80%80%80", "/%c3", "/%c3/a", "/%e2%82", "/%f0%9f%98", "/%80", "/%ff", "/%c3%28"})
        row(sent, PathFault::Utf8);
}

void TestRequestPath::refusesHiddenMeanings()
{
    QFETCH(const QByteArray, sent);
    QFETCH(const PathFault, fault);
    const GuardedBytes guarded(viewOf(sent));
    for (const PathCleaning cleaning : {PathCleaning::On, PathCleaning::Off}) {
        std::string scratch;
        const PathReading reading = readPath(guarded.view(), cleaning, scratch);
        QVERIFY(reading.verdict == Verdict::Bad);
        QCOMPARE(nameOf(reading.fault), nameOf(fault));
    }
}

void TestRequestPath::cleans_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("location");
    const auto row = [](const QByteArray& sent, const QByteArray& query, const QByteArray& location) {
        QTest::newRow(sent.constData()) << sent << query << location;
    };
    // gateway-behaviour.md 1, "Path cleaning"
    row("/files//x", "", "/files/x");
    row("/files/a//b", "q=1", "/files/a/b?q=1");
    row("/files/a/../b", "", "/files/b");
    row("/files/./b", "", "/files/b");
    row("//", "", "/");
    row("//evil.example/x", "", "/evil.example/x");
    row("/..", "", "/");
    row("/../../a", "a=//&b=..", "/a?a=//&b=..");
    row("/a/b/..", "", "/a");
    row("/a/b/../", "", "/a/");
    row("/a/b/.", "", "/a/b");
    row("/a/..", "", "/");
    row("/a/./../..//b/", "", "/b/");
    row("/a%2Fb//%41", "", "/a%2Fb/%41");
}

void TestRequestPath::cleans()
{
    QFETCH(const QByteArray, sent);
    QFETCH(const QByteArray, query);
    QFETCH(const QByteArray, location);
    const GuardedBytes guarded(viewOf(sent));
    std::string scratch;
    QVERIFY(readPath(guarded.view(), PathCleaning::On, scratch).verdict == Verdict::Uncleaned);
    std::string out = "before";
    appendCleanedTarget(out, guarded.view(), viewOf(query));
    QCOMPARE(QByteArray::fromStdString(out), "before" + location);
    // Who follows is not sent on again.
    const std::string_view cleaned = std::string_view(out).substr(6);
    QVERIFY(readPath(cleaned.substr(0, cleaned.find('?')), PathCleaning::On, scratch).verdict == Verdict::Good);
}

void TestRequestPath::withoutCleaningOpenDotSegmentsAreBad()
{
    // skip_url_cleaning: empty segments pass as they are; dot segments must not, the upstream would walk them.
    std::string scratch;
    const PathReading empty = readPath("/a//b", PathCleaning::Off, scratch);
    QVERIFY(empty.verdict == Verdict::Good);
    QCOMPARE(empty.path, std::string_view("/a//b"));
    for (const std::string_view sent : {"/a/../b", "/./a", "/a/.."}) {
        const PathReading reading = readPath(sent, PathCleaning::Off, scratch);
        QVERIFY(reading.verdict == Verdict::Bad && reading.fault == PathFault::DotSegment);
    }
}

void TestRequestPath::findsTheOtherReading_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("walked"); // empty: none
    const auto row = [](const QByteArray& sent, const QByteArray& walked) {
        QTest::newRow(sent.constData()) << sent << walked;
    };
    for (const char* sent : {"/", "/a/b", "/a;b=c/d", "/%61", "/a/", "/;session=1", "/a/;b", "/a%20b"})
        row(sent, "");
    row("/a%2Fb", "/a/b");
    row("/a%2fb%2f", "/a/b/");
    row("/%2Fa", "/a");
    row("/a%2F/b", "/a/b");
    row("/a%2F%2Fb", "/a/b");
    row("/a/;x/b", "/a/b");
    row("/;/a", "/a");
    row("/%3Bx/a", "/a");
    row("/a%2F;x/b", "/a/b");
    row("/a%252Fb", "/a/b"); // who decodes twice
}

void TestRequestPath::findsTheOtherReading()
{
    QFETCH(const QByteArray, sent);
    QFETCH(const QByteArray, walked);
    std::string scratch = "left over", other = "left over";
    const PathReading reading = readPath(viewOf(sent), PathCleaning::On, scratch);
    QVERIFY(reading.verdict == Verdict::Good);
    QCOMPARE(walkedPath(reading.path, other), viewOf(walked));
}

// The listen path "/shop" is a prefix of "/shop../x", and its rest would climb out of the target.
void TestRequestPath::knowsCutsThatLeaveDotSegments_data()
{
    QTest::addColumn<QByteArray>("rest");
    QTest::addColumn<bool>("good");
    for (const char* rest : {"..", "../x", ".", "./x", "%2e%2e/x", ".%2E", "..%2Fx", "..;/x", "%2e;a=b"})
        QTest::newRow(rest) << QByteArray(rest) << false;
    for (const char* rest : {"", "/", "/x", "x", "..x", "...", ".git", "%61", "..a/b", "x/.y"})
        QTest::newRow(*rest ? rest : "nothing") << QByteArray(rest) << true;
}

void TestRequestPath::knowsCutsThatLeaveDotSegments()
{
    QFETCH(const QByteArray, rest);
    QFETCH(const bool, good);
    QCOMPARE(isGoodRest(viewOf(rest)), good);
}

void TestRequestPath::findsWhatWasSent_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<int>("matched");
    QTest::addColumn<int>("length");
    QTest::newRow("plain") << QByteArray("/pets/1") << 6 << 6;
    QTest::newRow("nothing") << QByteArray("/pets/1") << 0 << 0;
    QTest::newRow("all") << QByteArray("/pets/") << 6 << 6;
    QTest::newRow("escaped letter") << QByteArray("/%70ets/1") << 6 << 8;
    QTest::newRow("two bytes of one letter") << QByteArray("/%C3%A9/x") << 4 << 8;
    QTest::newRow("kept slash") << QByteArray("/a%2fb/x") << 7 << 7;
    QTest::newRow("escaped percent") << QByteArray("/%25/x") << 3 << 5;
}

void TestRequestPath::findsWhatWasSent()
{
    QFETCH(const QByteArray, sent);
    QFETCH(const int, matched);
    QFETCH(const int, length);
    const GuardedBytes guarded(viewOf(sent));
    QCOMPARE(sentLength(guarded.view(), static_cast<size_t>(matched)), static_cast<size_t>(length));
    // Cutting what was sent and cutting what was read leave the same.
    std::string whole, rest;
    const PathReading reading = readPath(guarded.view(), PathCleaning::On, whole);
    const QByteArray remaining = "/" + sent.mid(length);
    const PathReading ofRest = readPath(viewOf(remaining), PathCleaning::Off, rest);
    QCOMPARE(ofRest.path.substr(1), reading.path.substr(static_cast<size_t>(matched)));
}

QTEST_APPLESS_MAIN(TestRequestPath)
#include "tst_requestpath.moc"
