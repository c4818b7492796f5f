// The text that people read aloud: the whole of it, with all that may stand in it.

#include "core/engine/explanationtext.h"

#include <QtTest>

using namespace gatereeve;

namespace
{

Explanation limitedKey()
{
    Explanation explanation;
    AccessRight right;
    right.apiName = "Orders";
    right.limit = Limit{5, 1};
    explanation.effective.session.accessRights["a.1"] = right;
    explanation.verdict.kind = Verdict::Kind::Works;
    return explanation;
}

QStringList linesOf(const Explanation& explanation)
{
    return QString::fromStdString(explanationText(explanation, "The key")).split('\n');
}

} // namespace

class TestExplanationText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sectionsAndLines();
    void sentenceSaysItOnce();
    void otherProfiles();
    void refusals();
    void skippedPolicies();
    void lesserDifferences();
};

void TestExplanationText::sectionsAndLines()
{
    Explanation explanation = limitedKey();
    explanation.why = {
        {"access_rights.a.1",
         "granted",
         Source::ofPolicy("gold"),
         "guide 9",
         {},
         {"x", "granted by policy gold", {}},
         17},
        {"access_rights.a.1.versions.v1", "v1", Source::rule(), "guide 9", {}, {"x", "because", {}}, 17},
        {"access_rights.a.1.versions.", "", Source::rule(), "guide 9", {}, {"x", "because", {}}, 17},
        {"access_rights.a.1.allowed_urls./x", "GET", Source::rule(), "guide 9", {}, {"x", "because", {}}, 17},
        {"access_rights.a.1.allowance_scope", "alone", Source::rule(), "guide 13", {}, {"x", "by itself", {}}, 17},
        {"access_rights.a.2", "not granted", Source::rule(), "guide 8", {}, {"x", "because", {}}, 17},
        {"rate",
         "5 per second",
         Source::ofPolicy("gold"),
         "guide 9",
         {{Source::ofPolicy("trial"), "2 per second"}, {Source::key(), "1 per second"}},
         {"x", "more generous", {}}}};
    QCOMPARE(linesOf(explanation),
             (QStringList{
                 "The key works and never ends, for API Orders: at most 5 per second, without a quota.", "",
                 "The whole key (what counts are the limits of each API, below)",
                 u8"  rate: 5 per second — policy gold — more generous (guide 9)",
                 "      not used: 2 per second from policy trial; 1 per second from the key", "", "API Orders (a.1)",
                 "  access: granted by policy gold (guide 9)", u8"  version v1: granted — because (guide 9)",
                 u8"  version \"\": granted — because (guide 9)", u8"  allowed URL /x: GET — because (guide 9)",
                 "  calls: by itself (guide 13)", "", "API a.2", u8"  access: not granted — because (guide 8)", ""}));
}

// A policy whose name begins with another's is another.
void TestExplanationText::sentenceSaysItOnce()
{
    Explanation explanation = limitedKey();
    explanation.why = {{"rate", "5 per second", Source::ofPolicy("gold"), "", {}, {"x", "policy gold sets it", {}}},
                       {"quota", "unlimited", Source::ofPolicy("gold"), "", {}, {"x", "unlike policy golden", {}}},
                       {"tags", "a", Source::key(), "", {}, {"x", "the key's own", {}}},
                       {"a", "a", Source::ofPolicy("gold"), "", {}, {"x", "by policies base, gold and trial", {}}},
                       {"b", "b", Source::ofPolicy("the"), "", {}, {"x", "by policy base, the first", {}}}};
    const QStringList lines = linesOf(explanation);
    QCOMPARE(lines[3], u8"  rate: 5 per second — policy gold sets it");
    QCOMPARE(lines[4], u8"  quota: unlimited — policy gold — unlike policy golden");
    QCOMPARE(lines[5], u8"  tags: a — the key's own");
    QCOMPARE(lines[6], u8"  a: a — by policies base, gold and trial");
    QCOMPARE(lines[7], u8"  b: b — policy the — by policy base, the first");
}

void TestExplanationText::otherProfiles()
{
    Explanation explanation = limitedKey();
    explanation.why = {{"rate", "5 per second", Source::rule(), "guide 9", {}, {"x", "because", {}}}};
    OtherProfile same;
    same.profile = Profile::Tyk5;
    same.verdict.kind = Verdict::Kind::Works;
    same.effective = explanation.effective;
    OtherProfile other = same;
    other.profile = Profile::Tyk29;
    other.effective = explanation.effective;
    other.effective.session.accessRights["a.1"].limit->rate = 3;
    other.differences = {
        {{"rate", "5 per second", "3 per second", {}}, Source::key(), "policy-semantics 6.5", {"x", "so there", {}}},
        {{"tags", "none", "x", {}}, Source::ofPolicy("gold"), "", {"x", "set", {}}}};
    explanation.others = {other, same};
    QCOMPARE(linesOf(explanation),
             (QStringList{"The key works and never ends, for API Orders: at most 5 per second, without a quota.",
                          "Under Tyk 2.9.5 it works and never ends, for API Orders: at most 3 per second, without a "
                          "quota.",
                          "Under Tyk 5 it would be the same.", "",
                          "The whole key (what counts are the limits of each API, below)",
                          u8"  rate: 5 per second — because (guide 9)",
                          u8"      Tyk 2.9.5: 3 per second — the key — so there (policy-semantics 6.5)", "  tags: none",
                          u8"      Tyk 2.9.5: x — policy gold — set", ""}));
}

// The first sentences say it, with the rule; two refusals are the same only for the same reason.
void TestExplanationText::refusals()
{
    const auto refusal = [](const char* why) {
        return ApplyRefusal{ApplyRefusal::Kind::PolicyMissing, "gold", "text", {"x", why, {}}};
    };
    Explanation explanation;
    explanation.verdict.kind = Verdict::Kind::PoliciesRefused;
    explanation.effective.refusal = refusal("it is gone");
    explanation.why = {{"apply_policies", "refused", Source::ofPolicy("gold"), "guide 9", {}, {"x", "it is gone", {}}}};
    OtherProfile same, other, works;
    same.profile = other.profile = works.profile = Profile::Tyk29;
    same.verdict = other.verdict = explanation.verdict;
    same.effective = other.effective = explanation.effective;
    other.effective.refusal = refusal("it is broken");
    works.verdict.kind = Verdict::Kind::EveryApi;
    works.differences = {{{"apply_policies", "refused", "applied", {}}, Source::rule(), "", {"x", "accepted", {}}}};
    explanation.others = {same, other, works};
    QCOMPARE(
        linesOf(explanation),
        (QStringList{"The key is refused: it is gone. (guide 9)", "Under Tyk 2.9.5 it would be the same.",
                     "Under Tyk 2.9.5 it is refused: it is broken.",
                     "Under Tyk 2.9.5 it works and never ends, for every API, because Tyk 2.9.5 lets a key without "
                     "access rights in anywhere: without any limit.",
                     ""}));
}

// What a run that was not refused says about the list of policies is told like any field.
void TestExplanationText::skippedPolicies()
{
    Explanation explanation = limitedKey();
    explanation.why = {{"apply_policies", "skipped", Source::ofPolicy("gone"), "", {}, {"x", "it is not loaded", {}}}};
    QCOMPARE(linesOf(explanation)[3], u8"  apply_policies: skipped — policy gone — it is not loaded");
}

// What does not change how the key stands is told as such.
void TestExplanationText::lesserDifferences()
{
    Explanation explanation = limitedKey();
    OtherProfile other;
    other.profile = Profile::Tyk5;
    other.verdict = explanation.verdict;
    other.effective = explanation.effective;
    other.effective.session.accessRights["a.1"].apiName.clear(); // 5 loses labels
    other.differences = {{{"tags", "none", "x", {}}, Source::ofPolicy("gold"), "", {"x", "set", {}}}};
    explanation.others = {other};
    QCOMPARE(linesOf(explanation)[1], "Under Tyk 5 it would work just the same, but 1 field differs, as told below.");
    explanation.others[0].differences.resize(2);
    QCOMPARE(linesOf(explanation)[1], "Under Tyk 5 it would work just the same, but 2 fields differ, as told below.");
}

QTEST_APPLESS_MAIN(TestExplanationText)
#include "tst_explanationtext.moc"
