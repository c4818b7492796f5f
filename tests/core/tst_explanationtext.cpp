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
};

void TestExplanationText::sectionsAndLines()
{
    Explanation explanation = limitedKey();
    explanation.why = {
        {"access_rights.a.1", "granted", Source::ofPolicy("gold"), "guide 9", {}, {"x", "granted by policy gold", {}}},
        {"access_rights.a.1.versions.v1", "v1", Source::rule(), "guide 9", {}, {"x", "because", {}}},
        {"access_rights.a.1.allowed_urls./x", "GET", Source::rule(), "guide 9", {}, {"x", "because", {}}},
        {"access_rights.a.1.allowance_scope", "api:a.1", Source::rule(), "guide 13", {}, {"x", "by itself", {}}},
        {"access_rights.a.2", "not granted", Source::rule(), "guide 8", {}, {"x", "because", {}}},
        {"rate",
         "5 per second",
         Source::ofPolicy("gold"),
         "guide 9",
         {{Source::ofPolicy("trial"), "2 per second"}, {Source::key(), "1 per second"}},
         {"x", "more generous", {}}}};
    QCOMPARE(
        linesOf(explanation),
        (QStringList{"The key works and never ends, for API Orders: at most 5 per second, without a quota.", "",
                     "The whole key", u8"  rate: 5 per second — policy gold — more generous (guide 9)",
                     "      not used: 2 per second of policy trial; 1 per second of the key", "", "API Orders (a.1)",
                     "  access: granted by policy gold (guide 9)", u8"  version v1: granted — because (guide 9)",
                     u8"  allowed URL /x: GET — because (guide 9)", "  counting: by itself (guide 13)", "", "API a.2",
                     u8"  access: not granted — because (guide 8)", ""}));
}

// A policy whose name begins with another's is another.
void TestExplanationText::sentenceSaysItOnce()
{
    Explanation explanation = limitedKey();
    explanation.why = {{"rate", "5 per second", Source::ofPolicy("gold"), "", {}, {"x", "policy gold sets it", {}}},
                       {"quota", "unlimited", Source::ofPolicy("gold"), "", {}, {"x", "unlike policy golden", {}}},
                       {"tags", "a", Source::key(), "", {}, {"x", "the key's own", {}}}};
    const QStringList lines = linesOf(explanation);
    QCOMPARE(lines[3], u8"  rate: 5 per second — policy gold sets it");
    QCOMPARE(lines[4], u8"  quota: unlimited — policy gold — unlike policy golden");
    QCOMPARE(lines[5], u8"  tags: a — the key's own");
}

void TestExplanationText::otherProfiles()
{
    Explanation explanation = limitedKey();
    explanation.why = {{"rate", "5 per second", Source::rule(), "guide 9", {}, {"x", "because", {}}}};
    OtherProfile same;
    same.profile = Profile::Tyk5;
    same.verdict.kind = Verdict::Kind::Works;
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
                          "Under Tyk 5 it would be the same.", "", "The whole key",
                          u8"  rate: 5 per second — because (guide 9)",
                          u8"      Tyk 2.9.5: 3 per second — the key — so there (policy-semantics 6.5)", "  tags: none",
                          u8"      Tyk 2.9.5: x — policy gold — set", ""}));
}

QTEST_APPLESS_MAIN(TestExplanationText)
#include "tst_explanationtext.moc"
