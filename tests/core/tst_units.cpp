#include "core/units.h"

#include <QRandomGenerator>
#include <QTest>

#include <cmath>

using namespace gatereeve;

// Limits typed in human units (ui.md).
class TestUnits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rates_data();
    void rates();
    void rateTexts_data();
    void rateTexts();
    void quotas_data();
    void quotas();
    void durations_data();
    void durations();
    void durationTexts_data();
    void durationTexts();
    void throttling();
    void shortDurations_data();
    void shortDurations();
    void refused_data();
    void refused();
    void errorsSayWhatIsUnderstood();
    void everyRateReadsBack();
    void everyQuotaReadsBack();
    void everyDurationReadsBack();
};

void TestUnits::rates_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("per");
    QTest::newRow("words") << "5 per second" << 5.0 << 1.0;
    QTest::newRow("short") << "5/s" << 5.0 << 1.0;
    QTest::newRow("blanks") << "  100 / min " << 100.0 << 60.0;
    QTest::newRow("several seconds") << "2.5 per 10 s" << 2.5 << 10.0;
    QTest::newRow("grouped") << "10 000 per day" << 10'000.0 << 86'400.0;
    QTest::newRow("grouped by a no-break space") << "1\u00a0000\u202f000/h" << 1'000'000.0 << 3'600.0;
    QTest::newRow("fraction of a unit") << "1 per 1.5 minutes" << 1.0 << 90.0;
    QTest::newRow("week") << "7 per week" << 7.0 << 604'800.0;
    QTest::newRow("capitals") << "5 Per Second" << 5.0 << 1.0;
    QTest::newRow("every") << "1 every 2 hours" << 1.0 << 7'200.0;
    QTest::newRow("unlimited") << "Unlimited" << 0.0 << 0.0;
}

void TestUnits::rates()
{
    QFETCH(QString, text);
    QFETCH(double, rate);
    QFETCH(double, per);
    const auto read = parseRate(text.toStdString());
    QVERIFY2(read.ok(), qPrintable(text));
    QCOMPARE(*read, (RateText{rate, per}));
}

void TestUnits::rateTexts_data()
{
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("per");
    QTest::addColumn<QString>("text");
    QTest::newRow("one second") << 5.0 << 1.0 << "5 per second";
    QTest::newRow("hours") << 100.0 << 7'200.0 << "100 per 2 hours";
    QTest::newRow("fraction") << 0.5 << 1.0 << "0.5 per second";
    QTest::newRow("fraction of a second") << 1.0 << 0.25 << "1 per 0.25 seconds";
    QTest::newRow("grouped") << 1'234'567.5 << 60.0 << "1 234 567.5 per minute";
    QTest::newRow("zero") << 0.0 << 1.0 << "unlimited";
    QTest::newRow("minus one") << -1.0 << 60.0 << "unlimited";
    QTest::newRow("no period") << 5.0 << 0.0 << "5 per 0 seconds";
}

void TestUnits::rateTexts()
{
    QFETCH(double, rate);
    QFETCH(double, per);
    QFETCH(QString, text);
    QCOMPARE(QString::fromStdString(rateText(rate, per)), text);
}

void TestUnits::quotas_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("maximum");
    QTest::addColumn<qint64>("renewal");
    QTest::addColumn<QString>("written");
    QTest::newRow("days") << "10 000 per 30 days" << qint64(10'000) << qint64(2'592'000) << "10 000 per 30 days";
    QTest::newRow("short") << "50/d" << qint64(50) << qint64(86'400) << "50 per day";
    QTest::newRow("half days") << "7 per 1.5 days" << qint64(7) << qint64(129'600) << "7 per 36 hours";
    QTest::newRow("never renewed") << "100, never renewed" << qint64(100) << qint64(0) << "100, never renewed";
    QTest::newRow("unlimited") << "unlimited" << qint64(0) << qint64(0) << "unlimited";
    QTest::newRow("large") << "9 223 372 036 854 775 807 per second" << qint64(INT64_MAX) << qint64(1)
                           << "9 223 372 036 854 775 807 per second";
}

void TestUnits::quotas()
{
    QFETCH(QString, text);
    QFETCH(qint64, maximum);
    QFETCH(qint64, renewal);
    QFETCH(QString, written);
    const auto read = parseQuota(text.toStdString());
    QVERIFY2(read.ok(), qPrintable(text));
    QCOMPARE(*read, (QuotaText{maximum, renewal}));
    QCOMPARE(QString::fromStdString(quotaText(maximum, renewal)), written);
}

void TestUnits::durations_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("seconds");
    QTest::newRow("days") << "14 days" << qint64(1'209'600);
    QTest::newRow("hours") << "36 h" << qint64(129'600);
    QTest::newRow("minutes") << "90 min" << qint64(5'400);
    QTest::newRow("bare seconds") << "45" << qint64(45);
    QTest::newRow("weeks") << "2 weeks" << qint64(1'209'600);
    QTest::newRow("together") << "1 hour 30 minutes" << qint64(5'400);
    QTest::newRow("without blanks") << "1h30m" << qint64(5'400);
    QTest::newRow("fraction") << "1.5 h" << qint64(5'400);
    QTest::newRow("none") << "none" << qint64(0);
}

void TestUnits::durations()
{
    QFETCH(QString, text);
    QFETCH(qint64, seconds);
    const auto read = parseDuration(text.toStdString());
    QVERIFY2(read.ok(), qPrintable(text));
    QCOMPARE(qint64(*read), seconds);
}

void TestUnits::durationTexts_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("30 days") << qint64(2'592'000) << "30 days";
    QTest::newRow("one day") << qint64(86'400) << "1 day";
    QTest::newRow("largest unit that divides evenly") << qint64(5'400) << "90 minutes";
    QTest::newRow("seconds") << qint64(90) << "90 seconds";
    QTest::newRow("one second") << qint64(1) << "1 second";
    QTest::newRow("none") << qint64(0) << "none";
    QTest::newRow("negative") << qint64(-1) << "none";
}

void TestUnits::durationTexts()
{
    QFETCH(qint64, seconds);
    QFETCH(QString, text);
    QCOMPARE(QString::fromStdString(durationText(seconds)), text);
}

void TestUnits::throttling()
{
    QCOMPARE(throttlingText(0.5, 3), "3 retries, 0.5 s apart");
    QCOMPARE(throttlingText(60, 1), "1 retry, 1 min apart");
    QCOMPARE(throttlingText(60, 0), "none");
    QCOMPARE(throttlingText(1e300, 2), "2 retries, 0 s apart");
}

void TestUnits::shortDurations_data()
{
    QTest::addColumn<qint64>("nanoseconds");
    QTest::addColumn<QString>("text");
    constexpr qint64 Second = NanosecondsPerSecond;
    QTest::newRow("zero") << qint64(0) << "0 s";
    QTest::newRow("rounded up") << qint64(419'000'000) << "0.42 s";
    QTest::newRow("shortest") << qint64(1) << "0.01 s";
    QTest::newRow("exact") << 5 * Second << "5 s";
    QTest::newRow("cut off") << 42 * Second + 900'000'000 << "42 s";
    QTest::newRow("minutes") << 330 * Second << "5 min 30 s";
    QTest::newRow("even minutes") << 300 * Second << "5 min";
    QTest::newRow("hours") << 12'000 * Second << "3 h 20 min";
    QTest::newRow("days") << (13 * 86'400 + 4 * 3'600 + 59) * Second << "13 d 4 h";
    QTest::newRow("negative") << -5 * Second << "-5 s";
    QTest::newRow("smallest number") << qint64(INT64_MIN) << "-106 751 d 23 h";
}

void TestUnits::shortDurations()
{
    QFETCH(qint64, nanoseconds);
    QFETCH(QString, text);
    QCOMPARE(QString::fromStdString(shortDurationText(nanoseconds)), text);
}

void TestUnits::refused_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text :
         {"", "5", "per second", "5 per", "5 per fortnight", "1e3 per second", "-1 per second", "0 per second",
          "5 per 0 seconds", "10,000 per day", "10.000.000 per day", "1 00 per day", "1000 00 per day",
          "5 per second or so", "5 seconds per", "12345678901234567890123 days", "5 6 per s", "nan per s"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestUnits::refused()
{
    QFETCH(QString, text);
    QVERIFY2(!parseRate(text.toStdString()).ok(), qPrintable(text));
    QVERIFY2(!parseQuota(text.toStdString()).ok(), qPrintable(text));
    if (text != QLatin1String("5"))
        QVERIFY2(!parseDuration(text.toStdString()).ok(), qPrintable(text));
}

void TestUnits::errorsSayWhatIsUnderstood()
{
    QVERIFY(parseRate("fast").error().text.find("5 per second") != std::string::npos);
    QVERIFY(parseQuota("10,000 per day").error().text.find("thousands apart by a blank") != std::string::npos);
    QVERIFY(parseDuration("a while").error().text.find("14 days") != std::string::npos);
    QVERIFY(!parseQuota("2.5 per day").ok());
    QVERIFY(!parseDuration("0.3 s").ok());
    QVERIFY(!parseDuration("9223372036854775807 days").ok());
}

void TestUnits::everyRateReadsBack()
{
    QRandomGenerator random(1);
    for (int i = 0; i < 5000; ++i) {
        const double rate = std::ldexp(1.0 + random.generateDouble(), random.bounded(-40, 70));
        const double per = i % 3 == 0 ? std::ldexp(1.0 + random.generateDouble(), random.bounded(-10, 30))
                                      : double(random.bounded(1, 100'000) * (i % 3 == 1 ? 1 : 3'600));
        const std::string text = rateText(i % 2 ? rate : std::ceil(rate), per);
        const auto read = parseRate(text);
        QVERIFY2(read.ok(), text.c_str());
        QCOMPARE(read->rate, i % 2 ? rate : std::ceil(rate));
        QCOMPARE(read->per, per);
    }
}

void TestUnits::everyQuotaReadsBack()
{
    QRandomGenerator random(2);
    for (int i = 0; i < 5000; ++i) {
        const auto maximum = qint64(random.generate64() >> (1 + random.bounded(60))) + 1;
        const auto renewal = i % 5 == 0 ? 0 : qint64(random.generate64() >> (1 + random.bounded(60))) + 1;
        if (maximum <= 0 || renewal < 0)
            continue;
        const std::string text = quotaText(maximum, renewal);
        const auto read = parseQuota(text);
        QVERIFY2(read.ok(), text.c_str());
        QCOMPARE(*read, (QuotaText{maximum, renewal}));
    }
}

void TestUnits::everyDurationReadsBack()
{
    QRandomGenerator random(3);
    for (int i = 0; i < 5000; ++i) {
        const qint64 unit = std::array<qint64, 4>{1, 60, 3'600, 86'400}[static_cast<size_t>(i % 4)];
        const qint64 seconds = qint64(random.generate64() >> (20 + random.bounded(40))) * unit;
        const auto read = parseDuration(durationText(seconds));
        QVERIFY2(read.ok(), durationText(seconds).c_str());
        QCOMPARE(qint64(*read), seconds);
    }
}

QTEST_GUILESS_MAIN(TestUnits)
#include "tst_units.moc"
