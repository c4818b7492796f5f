#include "core/engine/limits.h"

#include <QtTest>

#include <thread>

using namespace gatereeve;

namespace
{

constexpr Nanoseconds Second = NanosecondsPerSecond;
constexpr Nanoseconds Start = 1'700'000'000 * Second;
constexpr int64_t Largest = std::numeric_limits<int64_t>::max();

// How many of `calls` requests pass at that time.
template <typename Rule>
int passing(const Rule& rule, Counter& counter, int calls, Nanoseconds now)
{
    int passed = 0;
    for (int i = 0; i < calls; ++i) {
        if constexpr (std::is_same_v<Rule, RateRule>)
            passed += countRate(rule, counter, now).passed ? 1 : 0;
        else
            passed += countQuota(rule, counter, now).passed ? 1 : 0;
    }
    return passed;
}

} // namespace

class TestLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rateRules_data();
    void rateRules();
    void guide14_unusableRateIsNoRule();
    void guide14_windowBeginsWithFirstCountedRequest();
    void guide14_refusedRequestsAreNotCounted();
    void guide14_rateBelowOneStretchesTheWindow();
    void guide14_fractionsOfPerCount();
    void guide14_changedSizeIsReadAtEachRequest();
    void guide15_exactlyNPassInAPeriod();
    void guide15_periodBeginsWithFirstCountedRequest();
    void guide15_noRenewalMeansNever();
    void guide7_loweredQuotaLeavesNothingAndGoesOn();
    void clock_windowBeginningInTheFutureIsNew();
    void clock_settingItBefore1970StillLimits();
    void unlimitedTouchesNothing();
    void hugeNumbersDoNotOverflow();
    void threads_allowedMeansAllowed();
};

void TestLimits::rateRules_data()
{
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("per");
    QTest::addColumn<qlonglong>("requests");
    QTest::addColumn<qlonglong>("window");

    QTest::newRow("5 per second") << 5.0 << 1.0 << 5LL << qlonglong(Second);
    QTest::newRow("guide 14: 0.5 per 1 s is 1 per 2 s") << 0.5 << 1.0 << 1LL << qlonglong(2 * Second);
    QTest::newRow("guide 14: other fractions are cut off") << 2.9 << 1.0 << 2LL << qlonglong(Second);
    QTest::newRow("guide 14: fractions of per count") << 3.0 << 0.25 << 3LL << qlonglong(Second / 4);
    QTest::newRow("zero is unlimited") << 0.0 << 1.0 << 0LL << 0LL;
    QTest::newRow("-1 is unlimited") << -1.0 << 0.0 << 0LL << 0LL;
    QTest::newRow("1 per 1e9 s") << 1.0 << 1e9 << 1LL << qlonglong(1'000'000'000 * Second);
    QTest::newRow("window beyond 64 bits") << 1.0 << 1e12 << 1LL << qlonglong(Largest);
    QTest::newRow("stretched beyond 64 bits") << 1e-300 << 1e300 << 1LL << qlonglong(Largest);
    QTest::newRow("rate beyond 64 bits") << 1e30 << 1.0 << qlonglong(Largest) << qlonglong(Second);
    QTest::newRow("shorter than a nanosecond") << 1.0 << 1e-30 << 1LL << 1LL;
}

void TestLimits::rateRules()
{
    QFETCH(double, rate);
    QFETCH(double, per);
    QFETCH(qlonglong, requests);
    QFETCH(qlonglong, window);

    const auto rule = rateRule(rate, per);
    QVERIFY(rule);
    QCOMPARE(qlonglong(rule->requests), requests);
    QCOMPARE(qlonglong(rule->window), window);
}

void TestLimits::guide14_unusableRateIsNoRule()
{
    QVERIFY(!rateRule(5, 0));
    QVERIFY(!rateRule(5, -1));
    QVERIFY(!rateRule(0.5, 0));
    QVERIFY(!rateRule(std::numeric_limits<double>::quiet_NaN(), 1));
    QVERIFY(!rateRule(1, std::numeric_limits<double>::quiet_NaN()));
}

void TestLimits::guide14_windowBeginsWithFirstCountedRequest()
{
    const RateRule rule = *rateRule(2, 10);
    Counter counter;
    const Counted first = countRate(rule, counter, Start);
    QVERIFY(first.passed);
    QCOMPARE(first.after, (CountedSince{Start, 1}));
    QCOMPARE(first.ends, Start + 10 * Second);
    QVERIFY(countRate(rule, counter, Start + 9 * Second).passed);
    QVERIFY(!countRate(rule, counter, Start + 10 * Second - 1).passed);
    const Counted next = countRate(rule, counter, Start + 10 * Second);
    QVERIFY(next.passed);
    QCOMPARE(next.after, (CountedSince{Start + 10 * Second, 1}));
}

void TestLimits::guide14_refusedRequestsAreNotCounted()
{
    const RateRule rule = *rateRule(3, 1);
    Counter counter;
    QCOMPARE(passing(rule, counter, 10, Start), 3);
    QCOMPARE(counter.load(), (CountedSince{Start, 3}));
    const Counted refused = countRate(rule, counter, Start + 1);
    QVERIFY(!refused.passed);
    QCOMPARE(refused.after, (CountedSince{Start, 3}));
    QCOMPARE(refused.ends, Start + Second);
}

void TestLimits::guide14_rateBelowOneStretchesTheWindow()
{
    const RateRule rule = *rateRule(0.5, 1);
    Counter counter;
    QCOMPARE(passing(rule, counter, 2, Start), 1);
    QCOMPARE(passing(rule, counter, 1, Start + 2 * Second - 1), 0);
    QCOMPARE(passing(rule, counter, 1, Start + 2 * Second), 1);
}

void TestLimits::guide14_fractionsOfPerCount()
{
    const RateRule rule = *rateRule(1, 0.5);
    Counter counter;
    QCOMPARE(passing(rule, counter, 2, Start), 1);
    QCOMPARE(passing(rule, counter, 2, Start + Second / 2), 1);
}

// profiles.md, quirks: size and length are read at each request.
void TestLimits::guide14_changedSizeIsReadAtEachRequest()
{
    Counter counter;
    QCOMPARE(passing(*rateRule(5, 10), counter, 9, Start), 5);
    QCOMPARE(passing(*rateRule(7, 10), counter, 9, Start + Second), 2);
    QCOMPARE(passing(*rateRule(3, 10), counter, 9, Start + Second), 0);
    QCOMPARE(passing(*rateRule(3, 2), counter, 9, Start + 2 * Second), 3);
}

void TestLimits::guide15_exactlyNPassInAPeriod()
{
    const QuotaRule rule = quotaRule(50, 86400);
    Counter counter;
    QCOMPARE(passing(rule, counter, 80, Start), 50);
    QCOMPARE(counter.load().count, int64_t(50));
    QCOMPARE(quotaRemaining(rule, counter.load(), Start), int64_t(0));
    QCOMPARE(quotaRemaining(rule, counter.load(), Start + 86400 * Second), int64_t(50));
}

void TestLimits::guide15_periodBeginsWithFirstCountedRequest()
{
    const QuotaRule rule = quotaRule(2, 60);
    Counter counter;
    QCOMPARE(quotaRemaining(rule, counter.load(), Start), int64_t(2));
    QCOMPARE(countQuota(rule, counter, Start).ends, Start + 60 * Second);
    QCOMPARE(passing(rule, counter, 5, Start + 59 * Second), 1);
    const Counted renewed = countQuota(rule, counter, Start + 60 * Second);
    QVERIFY(renewed.passed);
    QCOMPARE(renewed.after, (CountedSince{Start + 60 * Second, 1}));
}

void TestLimits::guide15_noRenewalMeansNever()
{
    for (const int64_t renewal : {int64_t(0), int64_t(-1)}) {
        const QuotaRule rule = quotaRule(3, renewal);
        Counter counter;
        const Counted first = countQuota(rule, counter, Start);
        QVERIFY(first.passed);
        QCOMPARE(first.ends, Nanoseconds(0));
        QCOMPARE(passing(rule, counter, 5, Start), 2);
        QCOMPARE(passing(rule, counter, 5, Largest), 0);
    }
}

void TestLimits::guide7_loweredQuotaLeavesNothingAndGoesOn()
{
    Counter counter;
    QCOMPARE(passing(quotaRule(10, 60), counter, 8, Start), 8);
    QCOMPARE(quotaRemaining(quotaRule(5, 60), counter.load(), Start), int64_t(0));
    QCOMPARE(passing(quotaRule(5, 60), counter, 3, Start), 0);
    QCOMPARE(quotaRemaining(quotaRule(9, 60), counter.load(), Start), int64_t(1));
    QCOMPARE(passing(quotaRule(9, 60), counter, 3, Start), 1);
}

void TestLimits::clock_windowBeginningInTheFutureIsNew()
{
    const CountedSince future{Start + 100 * Second, 5};
    const Counted rate = countRate(*rateRule(5, 1), future, Start);
    QVERIFY(rate.passed);
    QCOMPARE(rate.after, (CountedSince{Start, 1}));
    const Counted quota = countQuota(quotaRule(5, 0), future, Start);
    QVERIFY(quota.passed);
    QCOMPARE(quota.after, (CountedSince{Start, 1}));
}

void TestLimits::clock_settingItBefore1970StillLimits()
{
    for (const Nanoseconds now : {Nanoseconds(0), -Start, std::numeric_limits<Nanoseconds>::min()}) {
        Counter counter;
        QCOMPARE(passing(*rateRule(2, 1), counter, 5, now), 2);
        Counter quota;
        QCOMPARE(passing(quotaRule(2, 60), quota, 5, now), 2);
    }
}

void TestLimits::unlimitedTouchesNothing()
{
    Counter counter(CountedSince{Start, 7});
    QCOMPARE(passing(*rateRule(0, 0), counter, 100, Start), 100);
    QCOMPARE(passing(quotaRule(-1, 60), counter, 100, Start), 100);
    QCOMPARE(counter.load(), (CountedSince{Start, 7}));
    QCOMPARE(quotaRemaining(quotaRule(0, 60), counter.load(), Start), int64_t(0));
}

void TestLimits::hugeNumbersDoNotOverflow()
{
    const QuotaRule quota = quotaRule(Largest, 1'000'000'000'000);
    QCOMPARE(quota.period, Nanoseconds(Largest));
    QCOMPARE(countQuota(quota, CountedSince{}, Start).ends, Nanoseconds(Largest));
    QCOMPARE(countRate(*rateRule(1, 1e12), CountedSince{}, Start).ends, Nanoseconds(Largest));
    QVERIFY(!countRate(*rateRule(1, 1e12), CountedSince{Start, 1}, Largest - 1).passed);
    QCOMPARE(quotaRemaining(quota, CountedSince{Start, 1}, Start), Largest - 1);
    QCOMPARE(quotaRemaining(quotaRule(5, 60), CountedSince{Start, -3}, Start), int64_t(5));
}

void TestLimits::threads_allowedMeansAllowed()
{
    constexpr int Threads = 8, CallsEach = 20000, Allowed = 70001;
    const RateRule rate = *rateRule(Allowed, 3600);
    const QuotaRule quota = quotaRule(Allowed, 3600);
    Counter rateCounter, quotaCounter;
    std::atomic<int> ratePassed = 0, quotaPassed = 0, ready = 0;

    std::vector<std::thread> threads;
    for (int t = 0; t < Threads; ++t) {
        threads.emplace_back([&] {
            ++ready;
            while (ready < Threads)
                std::this_thread::yield();
            ratePassed += passing(rate, rateCounter, CallsEach, Start);
            quotaPassed += passing(quota, quotaCounter, CallsEach, Start);
        });
    }
    for (std::thread& thread : threads)
        thread.join();

    QCOMPARE(ratePassed.load(), Allowed);
    QCOMPARE(quotaPassed.load(), Allowed);
    QCOMPARE(rateCounter.load(), (CountedSince{Start, Allowed}));
    QCOMPARE(quotaCounter.load(), (CountedSince{Start, Allowed}));
}

QTEST_APPLESS_MAIN(TestLimits)
#include "tst_limits.moc"
