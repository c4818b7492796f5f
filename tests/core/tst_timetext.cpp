#include "core/timetext.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <QTest>

using namespace gatereeve;

// RFC 3339 and our own form of a moment; QDateTime is the oracle.
class TestTimeText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knownMoments();
    void agreesWithQt();
    void roundTrip();
    void accepted_data();
    void accepted();
    void refused_data();
    void refused();
    void formOfAnyYear();
};

void TestTimeText::knownMoments()
{
    QCOMPARE(utcText(0), std::string("1970-01-01 00:00:00"));
    QCOMPARE(utcText(-1), std::string("1969-12-31 23:59:59"));
    QCOMPARE(utcText(1'796'821'500), std::string("2026-12-09 13:05:00"));
    QCOMPARE(rfc3339(1'796'821'500 * NanosecondsPerSecond), std::string("2026-12-09T13:05:00Z"));
    QCOMPARE(rfc3339(1'796'821'500 * NanosecondsPerSecond + 50'000'000), std::string("2026-12-09T13:05:00.05Z"));
    QCOMPARE(rfc3339(-1), std::string("1969-12-31T23:59:59.999999999Z"));
}

void TestTimeText::agreesWithQt()
{
    QRandomGenerator random(20261209);
    for (int i = 0; i < 2000; ++i) {
        const qint64 seconds = random.bounded(qint64(-62'135'596'800), qint64(253'402'300'800)); // years 1 to 9999
        const QString expected =
            QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
        QCOMPARE(QString::fromStdString(utcText(seconds)), expected);
    }
}

void TestTimeText::roundTrip()
{
    QRandomGenerator random(20261209);
    for (int i = 0; i < 2000; ++i) {
        const auto time = static_cast<Nanoseconds>(random.generate64());
        const auto read = parseRfc3339(rfc3339(time));
        QVERIFY(read.ok());
        QCOMPARE(*read, time);
    }
}

void TestTimeText::accepted_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("seconds");
    QTest::newRow("UTC") << QByteArray("2026-12-09T13:05:00Z") << qint64(1'796'821'500);
    QTest::newRow("east") << QByteArray("2026-12-09T14:05:00+01:00") << qint64(1'796'821'500);
    QTest::newRow("west") << QByteArray("2026-12-09T07:35:00-05:30") << qint64(1'796'821'500);
    QTest::newRow("blank between, small z (5.6)") << QByteArray("2026-12-09 13:05:00z") << qint64(1'796'821'500);
    QTest::newRow("leap day") << QByteArray("2028-02-29T00:00:00Z") << qint64(1'835'395'200);
    QTest::newRow("leap second") << QByteArray("2016-12-31T23:59:60Z") << qint64(1'483'228'800);
    QTest::newRow("fraction beyond nanoseconds") << QByteArray("1970-01-01T00:00:01.0000000009Z") << qint64(1);
}

void TestTimeText::accepted()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, seconds);
    const auto time = parseRfc3339(text.toStdString());
    QVERIFY2(time.ok(), text.constData());
    QCOMPARE(qint64(*time), seconds * NanosecondsPerSecond);
}

void TestTimeText::refused_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"", "now", "2026-12-09", "2026-12-09T13:05:00", "2026-13-09T13:05:00Z", "2026-02-29T13:05:00Z",
          "2026-12-09T24:00:00Z", "2026-12-09T13:05:00+24:00", "2026-12-09T13:05:00Zx", "26-12-09T13:05:00Z",
          "2026-12-09T13:05:00.Z", "1500-01-01T00:00:00Z", "9999-01-01T00:00:00Z"})
        QTest::newRow(text) << QByteArray(text);
}

void TestTimeText::refused()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parseRfc3339(text.toStdString()).ok());
}

void TestTimeText::formOfAnyYear()
{
    QVERIFY(isRfc3339("0001-01-01T00:00:00Z"));
    QVERIFY(isRfc3339("9999-01-01T00:00:00Z"));
    QVERIFY(!isRfc3339("yesterday"));
}

QTEST_GUILESS_MAIN(TestTimeText)
#include "tst_timetext.moc"
