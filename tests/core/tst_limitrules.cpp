// How each profile and limiter counts: gateway-behaviour.md 11 and 12, policy-semantics.md 9, profiles.md guide 14, 15.

#include "core/engine/limitrules.h"

#include <QtTest>

#include <thread>

using namespace gatereeve;

namespace
{

constexpr Nanoseconds Second = NanosecondsPerSecond;
constexpr Nanoseconds Start = 1'700'000'000 * Second;

RateAnswer ask(RateLimiter limiter, Profile profile, double rate, double per, RateCounter& counter, Nanoseconds now,
               Refused refused = Refused::Recorded)
{
    const LimitRules& rules = limitRulesFor(profile);
    const auto rule = rateRuleOf(rules, limiter)(rate, per);
    return rateStepOf(rules, limiter)(*rule, counter, now, refused);
}

// "11011": which of the calls at these seconds after the start pass.
std::string passing(RateLimiter limiter, Profile profile, double rate, double per, RateCounter& counter,
                    std::initializer_list<double> seconds)
{
    std::string result;
    for (const double second : seconds) {
        const auto now = Start + static_cast<Nanoseconds>(second * static_cast<double>(Second));
        result += ask(limiter, profile, rate, per, counter, now).passed ? '1' : '0';
    }
    return result;
}

Counted count(Profile profile, QuotaRule rule, Counter& counter, Nanoseconds now, QuotaRenewal renewal = {})
{
    return limitRulesFor(profile).quota(rule, renewal, counter, now);
}

} // namespace

class TestLimitRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void limiterByTheSettings();
    void rolling_refusedRequestsCount();
    void rolling_isExactAtItsEdge();
    void rolling_changedRateAppliesAtOnce();
    void rolling_rateBelowOne();
    void rolling_throttledRequestsOnlyLook();
    void rolling_tellsWhenThereIsRoom();
    void rolling_clockSetBackBeginsAnew();
    void rolling_growsWithWhatComes();
    void sentinel_flagStaysForTheWholePeriod();
    void sentinel_rateBelowOneLetsOnePass();
    void fixed29_keepsItsSize();
    void fixed29_sizeIsForgottenAfterTenMinutes();
    void fixed29_wholeSecondsAndAtLeastOne();
    void fixedGuide_readsTheSizeAtEachRequest();
    void quota29_refusedRequestsCount();
    void quotaGuide_refusedRequestsDoNot();
    void quota29_pastRenewalBeginsANewPeriod();
    void quota29_withoutPeriod();
    void threads_allowedMeansAllowed_data();
    void threads_allowedMeansAllowed();
};

void TestLimitRules::limiterByTheSettings()
{
    GatewaySettings settings;
    QVERIFY(limiterOf(settings) == RateLimiter::Fixed);
    settings.enableRollingLimiter = true;
    QVERIFY(limiterOf(settings) == RateLimiter::Rolling);
    settings.enableSentinelLimiter = true;
    QVERIFY(limiterOf(settings) == RateLimiter::Sentinel);
}

void TestLimitRules::rolling_refusedRequestsCount()
{
    RateCounter counter;
    // At 4.8 only the refused one at 2.5 is still in the window; at 4.9 two are.
    QCOMPARE(passing(RateLimiter::Rolling, Profile::Tyk29, 2, 4, counter, {0, 0.1, 0.2, 2.5, 4.8, 4.9}),
             std::string("110010"));
    RateCounter hammered; // stays refused
    QCOMPARE(passing(RateLimiter::Rolling, Profile::Guide, 2, 4, hammered, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}),
             std::string("1100000000"));
}

void TestLimitRules::rolling_isExactAtItsEdge()
{
    RateCounter counter;
    QVERIFY(ask(RateLimiter::Rolling, Profile::Tyk29, 1, 4, counter, Start).passed);
    QVERIFY(ask(RateLimiter::Rolling, Profile::Tyk29, 1, 4, counter, Start + 4 * Second).passed);
    QVERIFY(!ask(RateLimiter::Rolling, Profile::Tyk29, 1, 4, counter, Start + 8 * Second - 1).passed);
}

void TestLimitRules::rolling_changedRateAppliesAtOnce()
{
    RateCounter counter;
    QCOMPARE(passing(RateLimiter::Rolling, Profile::Tyk29, 2, 60, counter, {0, 1, 2}), std::string("110"));
    // Three are on record, the refused one among them.
    QCOMPARE(passing(RateLimiter::Rolling, Profile::Tyk29, 5, 60, counter, {3, 4, 5}), std::string("110"));
    QCOMPARE(passing(RateLimiter::Rolling, Profile::Tyk29, 3, 1, counter, {5.5, 5.6, 6.7}), std::string("111"));
}

void TestLimitRules::rolling_rateBelowOne()
{
    // 9.1: int(rate); the guide's rate below 1 stretches the window instead.
    RateCounter of29, ofGuide;
    QCOMPARE(passing(RateLimiter::Rolling, Profile::Tyk29, 0.5, 1, of29, {0, 10}), std::string("00"));
    QCOMPARE(passing(RateLimiter::Rolling, Profile::Guide, 0.5, 1, ofGuide, {0, 1.9, 4}), std::string("101"));
}

void TestLimitRules::rolling_throttledRequestsOnlyLook()
{
    RateCounter counter;
    QCOMPARE(passing(RateLimiter::Rolling, Profile::Tyk29, 1, 4, counter, {0}), std::string("1"));
    for (int second = 1; second < 4; ++second)
        QVERIFY(!ask(RateLimiter::Rolling, Profile::Tyk29, 1, 4, counter, Start + second * Second, Refused::Forgotten)
                     .passed);
    QVERIFY(ask(RateLimiter::Rolling, Profile::Tyk29, 1, 4, counter, Start + 4 * Second, Refused::Forgotten).passed);
    QVERIFY(!ask(RateLimiter::Rolling, Profile::Tyk29, 1, 4, counter, Start + 5 * Second).passed); // that one counts
}

void TestLimitRules::rolling_tellsWhenThereIsRoom()
{
    RateCounter counter;
    ask(RateLimiter::Rolling, Profile::Guide, 2, 10, counter, Start);
    ask(RateLimiter::Rolling, Profile::Guide, 2, 10, counter, Start + Second);
    const RateAnswer refused = ask(RateLimiter::Rolling, Profile::Guide, 2, 10, counter, Start + 2 * Second);
    QVERIFY(!refused.passed);
    QCOMPARE(refused.count, int64_t(2));
    QCOMPARE(refused.ends, Start + 11 * Second); // the refused one is on record as well
    QVERIFY(!ask(RateLimiter::Rolling, Profile::Guide, 2, 10, counter, refused.ends - 1, Refused::Forgotten).passed);
    QVERIFY(ask(RateLimiter::Rolling, Profile::Guide, 2, 10, counter, refused.ends, Refused::Forgotten).passed);
}

void TestLimitRules::rolling_clockSetBackBeginsAnew()
{
    RateCounter counter;
    QCOMPARE(passing(RateLimiter::Rolling, Profile::Guide, 2, 60, counter, {100, 100, 100, 50, 50, 50}),
             std::string("110110"));
    RateCounter flagged;
    QCOMPARE(passing(RateLimiter::Sentinel, Profile::Guide, 1, 60, flagged, {100, 100, 50, 50}), std::string("1010"));
}

void TestLimitRules::rolling_growsWithWhatComes()
{
    RateCounter counter;
    int passed = 0;
    for (int i = 0; i < 30'000; ++i)
        passed += ask(RateLimiter::Rolling, Profile::Guide, 5'000, 10, counter, Start + i).passed ? 1 : 0;
    QCOMPARE(passed, 5'000);
    // A new window begins when the last of the refused is over.
    passed = 0;
    for (int i = 0; i < 6'000; ++i)
        passed +=
            ask(RateLimiter::Rolling, Profile::Guide, 5'000, 10, counter, Start + 30'000 + 10 * Second + i).passed;
    QCOMPARE(passed, 5'000);
}

void TestLimitRules::sentinel_flagStaysForTheWholePeriod()
{
    // With rate 3 the fourth is refused; the flag was put up at 2 and stays until 12, though the first left at 10.
    RateCounter counter;
    QCOMPARE(passing(RateLimiter::Sentinel, Profile::Tyk29, 3, 10, counter, {0, 1, 2, 2.5}), std::string("1110"));
    // The refused one at 2.5 found the window full and put the flag up again.
    QCOMPARE(passing(RateLimiter::Sentinel, Profile::Tyk29, 3, 10, counter, {12.4, 30}), std::string("01"));
    RateCounter patient;
    QCOMPARE(passing(RateLimiter::Sentinel, Profile::Tyk29, 3, 10, patient, {0, 1, 2, 11.9, 12}), std::string("11101"));
}

void TestLimitRules::sentinel_rateBelowOneLetsOnePass()
{
    RateCounter counter;
    QCOMPARE(passing(RateLimiter::Sentinel, Profile::Tyk29, 0.5, 10, counter, {0, 1, 30}), std::string("101"));
}

void TestLimitRules::fixed29_keepsItsSize()
{
    // 11, Quirk: whoever made the window decides, also for an API with another rate on the same one.
    RateCounter counter;
    QCOMPARE(passing(RateLimiter::Fixed, Profile::Tyk29, 2, 60, counter, {0, 1, 2}), std::string("110"));
    QCOMPARE(passing(RateLimiter::Fixed, Profile::Tyk29, 5, 1, counter, {3, 4}), std::string("00"));
    const RateAnswer next = ask(RateLimiter::Fixed, Profile::Tyk29, 5, 1, counter, Start + 60 * Second);
    QVERIFY(next.passed);
    QCOMPARE(next.rule, (RateRule{2, 60 * Second}));
}

void TestLimitRules::fixed29_sizeIsForgottenAfterTenMinutes()
{
    RateCounter counter;
    QCOMPARE(passing(RateLimiter::Fixed, Profile::Tyk29, 1, 60, counter, {0, 1}), std::string("10"));
    QCOMPARE(passing(RateLimiter::Fixed, Profile::Tyk29, 3, 60, counter, {659, 659}), std::string("10"));
    QCOMPARE(passing(RateLimiter::Fixed, Profile::Tyk29, 3, 60, counter, {1319, 1319, 1319, 1319}),
             std::string("1110"));
}

void TestLimitRules::fixed29_wholeSecondsAndAtLeastOne()
{
    const RateRuleOf ruleOf = limitRulesFor(Profile::Tyk29).fixedRate;
    QCOMPARE(*ruleOf(0.5, 10), (RateRule{1, 10 * Second}));
    QCOMPARE(*ruleOf(2.9, 1.9), (RateRule{2, Second}));
    QVERIFY(!ruleOf(0, 10)->limited());
    QVERIFY(!ruleOf(-1, 10)->limited());
    QVERIFY(ruleOf(1e300, 1e300)->limited());
    RateCounter counter; // a window of no length refuses nothing
    QCOMPARE(passing(RateLimiter::Fixed, Profile::Tyk29, 1, 0, counter, {0, 0, 0}), std::string("111"));
    QVERIFY(!limitRulesFor(Profile::Guide).fixedRate(1, 0)); // guide 14: unusable
}

void TestLimitRules::fixedGuide_readsTheSizeAtEachRequest()
{
    RateCounter counter;
    QCOMPARE(passing(RateLimiter::Fixed, Profile::Guide, 2, 60, counter, {0, 1, 2}), std::string("110"));
    QCOMPARE(passing(RateLimiter::Fixed, Profile::Guide, 4, 60, counter, {3, 4, 5}), std::string("110"));
}

void TestLimitRules::quota29_refusedRequestsCount()
{
    // 12: which matters when the maximum is raised later in the period.
    Counter counter;
    const QuotaRule two = quotaRule(2, 60), four = quotaRule(4, 60);
    for (const bool passes : {true, true, false, false})
        QCOMPARE(count(Profile::Tyk29, two, counter, Start).passed, passes);
    QVERIFY(!count(Profile::Tyk29, four, counter, Start).passed);
    QCOMPARE(counter.load().count, int64_t(5));
    const Counted renewed = count(Profile::Tyk29, two, counter, Start + 60 * Second);
    QVERIFY(renewed.passed);
    QCOMPARE(renewed.after.count, int64_t(1));
}

void TestLimitRules::quotaGuide_refusedRequestsDoNot()
{
    Counter counter;
    for (const bool passes : {true, true, false, false})
        QCOMPARE(count(Profile::Guide, quotaRule(2, 60), counter, Start).passed, passes);
    QVERIFY(count(Profile::Guide, quotaRule(3, 60), counter, Start).passed);
}

void TestLimitRules::quota29_pastRenewalBeginsANewPeriod()
{
    // 12, Quirk: a limit that does not know when its period ends counts, shows 0 and never refuses for long.
    Counter counter;
    const QuotaRule rule = quotaRule(2, 60);
    const QuotaRenewal unknown{false, 0};
    QCOMPARE(toSeconds(count(Profile::Tyk29, rule, counter, Start, unknown).ends), toSeconds(Start) + 60);
    QCOMPARE(count(Profile::Tyk29, rule, counter, Start, unknown).ends, Nanoseconds(0));
    const Counted third = count(Profile::Tyk29, rule, counter, Start + Second, unknown);
    QVERIFY(third.passed);
    QCOMPARE(third.after, (CountedSince{Start + Second, 1}));
    // One that lies ahead refuses.
    Counter ahead;
    const QuotaRenewal later{false, toSeconds(Start) + 10};
    for (const bool passes : {true, true, false})
        QCOMPARE(count(Profile::Tyk29, rule, ahead, Start, later).passed, passes);
    QVERIFY(count(Profile::Tyk29, rule, ahead, Start + 11 * Second, later).passed);
}

void TestLimitRules::quota29_withoutPeriod()
{
    // policy-semantics.md 9.3: "practically no quota"; guide 15: never renewed.
    Counter of29, ofGuide;
    const QuotaRule rule = quotaRule(1, 0);
    QVERIFY(count(Profile::Tyk29, rule, of29, Start).passed && count(Profile::Guide, rule, ofGuide, Start).passed);
    QVERIFY(!count(Profile::Tyk29, rule, of29, Start).passed);
    QVERIFY(count(Profile::Tyk29, rule, of29, Start + Second).passed);
    QVERIFY(!count(Profile::Guide, rule, ofGuide, Start + 1'000 * Second).passed);
}

void TestLimitRules::threads_allowedMeansAllowed_data()
{
    QTest::addColumn<int>("limiter");
    for (const RateLimiter limiter : {RateLimiter::Fixed, RateLimiter::Rolling, RateLimiter::Sentinel}) {
        for (const Profile profile : {Profile::Guide, Profile::Tyk29})
            QTest::addRow("%d %s", int(limiter), nameOf(profile).data())
                << int(limiter) * 2 + (profile != Profile::Guide);
    }
}

void TestLimitRules::threads_allowedMeansAllowed()
{
    QFETCH(const int, limiter);
    const auto profile = limiter % 2 ? Profile::Tyk29 : Profile::Guide;
    constexpr int Threads = 8, CallsEach = 2'000, Allowed = 7'001;
    RateCounter counter;
    Counter quota;
    std::atomic<int> ratePassed = 0, quotaPassed = 0, ready = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < Threads; ++t) {
        threads.emplace_back([&] {
            ++ready;
            while (ready < Threads)
                std::this_thread::yield();
            for (int i = 0; i < CallsEach; ++i) {
                ratePassed += ask(static_cast<RateLimiter>(limiter / 2), profile, Allowed, 3600, counter, Start).passed;
                quotaPassed += count(profile, quotaRule(Allowed, 3600), quota, Start).passed;
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    QCOMPARE(ratePassed.load(), Allowed);
    QCOMPARE(quotaPassed.load(), Allowed);
}

QTEST_APPLESS_MAIN(TestLimitRules)
#include "tst_limitrules.moc"
