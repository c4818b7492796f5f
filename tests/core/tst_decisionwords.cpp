#include "core/engine/decisionwords.h"

#include <QtTest>

#include <algorithm>
#include <set>

using namespace gatereeve;

namespace
{

constexpr Nanoseconds Now = 1'700'000'000 * NanosecondsPerSecond; // 2023-11-14 22:13:20 UTC

Decision stopped(Check check, Cause cause)
{
    Decision decision;
    decision.time = Now;
    decision.stoppedAt = check;
    decision.cause = cause;
    decision.method.set("GET");
    decision.path.set("/orders/1");
    decision.version.set("v9");
    decision.key.set("org0123456789");
    decision.keyTail.set("6789");
    decision.policy.set("gold");
    return decision;
}

std::vector<Check> checksOf(const Trace& trace)
{
    std::vector<Check> checks;
    for (const TraceStep& step : trace.steps)
        checks.push_back(step.check);
    return checks;
}

std::string textOf(const Trace& trace, Check check)
{
    for (const TraceStep& step : trace.steps) {
        if (step.check == check)
            return step.text.english();
    }
    return "not shown";
}

} // namespace

// ui.md: a decision in words, with its numbers. The order is that of profiles.md.
class TestDecisionWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCauseHasItsSentence();
    void sentences_data();
    void sentences();
    void ordinals_data();
    void ordinals();
    void traceIsInTheOrderOfTheChecks();
    void traceEndsWhereItWasStopped();
    void traceOfAnOpenApiAsksForNoKey();
    void traceTellsTheNumbers();
    void overlayIsNoted();
    void waitingIsKnownWithoutTheKey();
    void outcomes();
};

void TestDecisionWords::everyCauseHasItsSentence()
{
    std::set<std::string> ids, sentences;
    const int last = int(Cause::UpstreamOverloaded);
    for (int cause = 0; cause <= last; ++cause) {
        const Message message = summaryOf(stopped(Check::Rights, Cause(cause)));
        const std::string english = message.english();
        QVERIFY(!english.empty());
        QVERIFY2(english.find('%') == std::string::npos, english.c_str());
        ids.insert(message.id);
        sentences.insert(english);
    }
    QCOMPARE(int(ids.size()), last + 1);
    QCOMPARE(int(sentences.size()), last + 1);
    QVERIFY(!ids.contains("decision.unknown"));
}

void TestDecisionWords::sentences_data()
{
    QTest::addColumn<int>("cause");
    QTest::addColumn<QString>("sentence");
    const auto row = [](Cause cause, const char* sentence) {
        QTest::newRow(sentence) << int(cause) << QString::fromLatin1(sentence);
    };
    row(Cause::NoListenPath, "no API listens at /orders/1");
    row(Cause::PolicyMissing, "the key names policy gold, which is not loaded");
    row(Cause::PolicyUnusable, "policy gold of the key can't be used");
    row(Cause::ForeignOrganisation, "policy gold belongs to another organisation than the API");
    row(Cause::PolicyInactive, "policy gold denies its keys (is_inactive)");
    row(Cause::VersionNotGranted, "the key has no right to version v9");
    row(Cause::UrlNotAllowed, "no allowed URL covers GET /orders/1");
    row(Cause::RateExceeded, "6th call within 1 s, allowed 5");
    row(Cause::QuotaExceeded, "all 10 000 calls are used until 2023-11-14 22:14:20 UTC");
}

void TestDecisionWords::sentences()
{
    QFETCH(int, cause);
    QFETCH(QString, sentence);
    Decision decision = stopped(Check::Rate, Cause(cause));
    decision.rateCount = decision.rateMaximum = 5;
    decision.rateWindow = NanosecondsPerSecond;
    decision.quotaCount = decision.quotaMaximum = 10'000;
    decision.quotaEnds = Now + 60 * NanosecondsPerSecond;
    QCOMPARE(QString::fromStdString(summaryOf(decision).english()), sentence);
}

void TestDecisionWords::ordinals_data()
{
    QTest::addColumn<qlonglong>("count");
    QTest::addColumn<QString>("word");
    const std::pair<qlonglong, const char*> rows[] = {
        {0, "1st"},   {1, "2nd"},   {2, "3rd"},     {3, "4th"},     {10, "11th"},   {11, "12th"},
        {12, "13th"}, {20, "21st"}, {100, "101st"}, {110, "111th"}, {111, "112th"}, {1000, "1 001st"}};
    for (const auto& [count, word] : rows)
        QTest::newRow(word) << count << QString::fromLatin1(word);
}

void TestDecisionWords::ordinals()
{
    QFETCH(qlonglong, count);
    QFETCH(QString, word);
    Decision decision = stopped(Check::Rate, Cause::RateExceeded);
    decision.rateCount = count;
    QVERIFY(summaryOf(decision).english().starts_with(word.toStdString() + " "));
}

void TestDecisionWords::traceIsInTheOrderOfTheChecks()
{
    const Trace trace = traceOf(stopped(Check::None, Cause::None), nullptr);
    const std::vector<Check> expected{Check::Route,  Check::Version, Check::Session, Check::Policies, Check::Expiry,
                                      Check::Rights, Check::Urls,    Check::Rate,    Check::Quota,    Check::Upstream};
    QVERIFY(checksOf(trace) == expected);
    for (const TraceStep& step : trace.steps)
        QVERIFY(step.mark == TraceStep::Mark::Passed);
    QVERIFY(trace.wouldPass.empty());
}

void TestDecisionWords::traceEndsWhereItWasStopped()
{
    for (int check = 0; check < int(Check::None); ++check) {
        const Trace trace = traceOf(stopped(Check(check), Cause::KeyInactive), nullptr);
        QVERIFY(trace.steps.back().check == Check(check));
        QVERIFY(trace.steps.back().mark == TraceStep::Mark::Stopped);
        QCOMPARE(trace.steps.back().text.english(), std::string("the key is inactive"));
        const std::vector<Check> checks = checksOf(trace);
        QVERIFY(std::ranges::is_sorted(checks));
        for (size_t i = 0; i + 1 < trace.steps.size(); ++i)
            QVERIFY(trace.steps[i].mark == TraceStep::Mark::Passed);
    }
}

void TestDecisionWords::traceOfAnOpenApiAsksForNoKey()
{
    Decision decision = stopped(Check::None, Cause::None);
    decision.key.set("");
    decision.version.set("");
    QVERIFY(checksOf(traceOf(decision, nullptr)) == (std::vector<Check>{Check::Route, Check::Upstream}));
}

void TestDecisionWords::traceTellsTheNumbers()
{
    Decision decision = stopped(Check::None, Cause::None);
    decision.generation = 7;
    decision.expires = 1'700'000'330;
    decision.urlRule = 1;
    decision.rateCount = 2;
    decision.rateMaximum = 5;
    decision.rateWindow = NanosecondsPerSecond;
    decision.quotaCount = 3;
    decision.quotaMaximum = 1000;
    decision.status = 201;
    decision.durationMicroseconds = 2000;
    const Trace trace = traceOf(decision, nullptr, {"Acme"});
    QCOMPARE(textOf(trace, Check::Route), std::string("/orders/1")); // its generation is gone: no names
    QCOMPARE(textOf(trace, Check::Version), std::string("version v9"));
    QVERIFY(textOf(trace, Check::Session).ends_with("6789 \"Acme\""));
    QCOMPARE(textOf(trace, Check::Policies), std::string("effective session (generation 7)"));
    QCOMPARE(textOf(trace, Check::Expiry), std::string("ends in 5 min 30 s"));
    QCOMPARE(textOf(trace, Check::Urls), std::string("allowed URL 2"));
    QCOMPARE(textOf(trace, Check::Rate), std::string("2 of 5 within 1 s"));
    QCOMPARE(textOf(trace, Check::Quota), std::string("3 of 1 000"));
    QVERIFY(textOf(trace, Check::Upstream).starts_with("answered with 201 after "));
}

void TestDecisionWords::overlayIsNoted()
{
    Decision decision = stopped(Check::Rate, Cause::RateExceeded);
    decision.overlay = true;
    const Trace trace = traceOf(decision, nullptr);
    QVERIFY(trace.steps.back().mark == TraceStep::Mark::Note);
    QVERIFY(trace.steps[trace.steps.size() - 2].mark == TraceStep::Mark::Stopped);
}

// What would let it pass besides needs the key: tst_nearestchanges.cpp.
void TestDecisionWords::waitingIsKnownWithoutTheKey()
{
    const auto ways = [](const Decision& decision) {
        std::vector<std::string> texts;
        for (const NearestChange& way : traceOf(decision, nullptr).wouldPass)
            texts.push_back(way.english());
        return texts;
    };
    using Ways = std::vector<std::string>;
    Decision rate = stopped(Check::Rate, Cause::RateExceeded);
    rate.rateCount = rate.rateMaximum = 5;
    rate.rateEnds = Now + 420'000'000;
    QCOMPARE(ways(rate), (Ways{"in 0.42 s"}));
    rate.expires = toSeconds(Now); // and ends before that
    rate.rateEnds = Now + 1'420'000'000;
    QCOMPARE(ways(rate), Ways{});

    Decision quota = stopped(Check::Quota, Cause::QuotaExceeded);
    quota.quotaEnds = Now + 330 * NanosecondsPerSecond;
    QCOMPARE(ways(quota), (Ways{"in 5 min 31 s"})); // 2.9 wants the second to be over
    quota.quotaEnds = 0; // never renewed: waiting does not help (guide 15)
    QCOMPARE(ways(quota), Ways{});

    QVERIFY(ways(stopped(Check::Expiry, Cause::KeyExpired)).empty());
}

void TestDecisionWords::outcomes()
{
    QCOMPARE(outcomeWord(stopped(Check::None, Cause::None)), std::string_view("passed"));
    QCOMPARE(outcomeWord(stopped(Check::Rate, Cause::RateExceeded)), std::string_view("limited"));
    QCOMPARE(outcomeWord(stopped(Check::ApiRate, Cause::ApiRateExceeded)), std::string_view("limited"));
    QCOMPARE(outcomeWord(stopped(Check::Expiry, Cause::KeyExpired)), std::string_view("refused"));
    QCOMPARE(outcomeWord(stopped(Check::Upstream, Cause::ConnectFailed)), std::string_view("failed"));
}

QTEST_GUILESS_MAIN(TestDecisionWords)

#include "tst_decisionwords.moc"
