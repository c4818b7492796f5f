#include "core/reading/policyset.h"

#include <QtTest>

#include <algorithm>

using namespace gatereeve;

namespace
{

PolicyLoad load(const std::string& text, const PolicySet& previous = {})
{
    return loadPoliciesText(text, "policies.json", previous, Profile::Guide);
}

bool has(const Findings& findings, const std::string& kind)
{
    return std::ranges::any_of(findings, [&](const Finding& finding) { return finding.kind == kind; });
}

} // namespace

class TestPolicySet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void guide02_activeFalseIsNotLoaded();
    void guide02_activeFalseRemovesTheFormer();
    void guide02_absentIsLoadedWithANote();
    void guide05_wrongTypeKeepsTheFormer();
    void guide05_wrongTypeWithoutFormerIsUnusable_data();
    void guide05_wrongTypeWithoutFormerIsUnusable();
    void guide05_unusableIsNoFormer();
    void guide05_correctedIsUsedAgain();
    void guide05_unreadableKeepsAll_data();
    void guide05_unreadableKeepsAll();
    void guide05_missingFileKeepsAll();
    void guide05_emptiedRemovesAll();
    void guide05_lastOfDuplicatesCounts();
    void guide05_nameIsTheMemberNotTheId();
    void guide13_perApiWithPartitionIsUnusable();
    void guide14_rateWithoutPeriodIsUnusable();
};

void TestPolicySet::guide02_activeFalseIsNotLoaded()
{
    const PolicyLoad result = load(R"({"gold": {"active": false}, "trial": {"active": true}})");
    QCOMPARE(result.loaded, 1);
    QVERIFY(!result.policies.contains("gold"));
    QVERIFY(result.policies.contains("trial"));
    QCOMPARE(result.notLoaded, std::vector<std::string>{"gold"});
    QVERIFY(has(result.notes, "not-active"));
    QVERIFY(result.problems.empty());
}

void TestPolicySet::guide02_activeFalseRemovesTheFormer()
{
    const PolicyLoad before = load(R"({"gold": {"active": true}})");
    QVERIFY(load(R"({"gold": {"active": false}})", before.policies).policies.empty());
    // Even when something else in it is broken: false is false.
    QVERIFY(load(R"({"gold": {"active": false, "rate": "10"}})", before.policies).policies.empty());
}

void TestPolicySet::guide02_absentIsLoadedWithANote()
{
    const PolicyLoad absent = load(R"({"gold": {"rate": 5, "per": 1}})");
    QCOMPARE(absent.loaded, 1);
    QVERIFY(!absent.policies.at("gold")->unusable);
    QVERIFY(has(absent.notes, "active-absent"));
    QVERIFY(!has(load(R"({"gold": {"active": true}})").notes, "active-absent"));
}

void TestPolicySet::guide05_wrongTypeKeepsTheFormer()
{
    const PolicyLoad before = load(R"({"gold": {"rate": 3, "per": 1}, "trial": {"rate": 1, "per": 1}})");
    const PolicyLoad after =
        load(R"({"gold": {"rate": "10", "per": 1}, "trial": {"rate": 2, "per": 1}})", before.policies);
    QVERIFY(!after.previousKept);
    QVERIFY(after.policies.at("gold")->keptFormer);
    QVERIFY(!after.policies.at("gold")->unusable);
    QCOMPARE(after.policies.at("gold")->policy.rate, 3.0);
    QCOMPARE(after.policies.at("trial")->policy.rate, 2.0); // the others are taken over
    QCOMPARE(after.loaded, 1);
    QCOMPARE(after.problems.size(), size_t(1));
    QCOMPARE(after.problems.front().kind, std::string("wrong-type"));
    QCOMPARE(after.problems.front().place.path, std::string("gold.rate"));
    // And it stays through the next broken load.
    const PolicyLoad again = load(R"({"gold": {"quota_max": []}})", after.policies);
    QCOMPARE(again.policies.at("gold")->policy.rate, 3.0);
}

void TestPolicySet::guide05_wrongTypeWithoutFormerIsUnusable_data()
{
    QTest::addColumn<QString>("policy");
    QTest::newRow("number as text") << R"({"rate": "10", "per": 1})";
    QTest::newRow("flag as text") << R"({"active": "true"})";
    QTest::newRow("right is a list") << R"({"access_rights": []})";
    QTest::newRow("versions are a text") << R"({"access_rights": {"orders": {"versions": "v1"}}})";
    QTest::newRow("method is a number")
        << R"({"access_rights": {"orders": {"allowed_urls": [{"url": "/", "methods": [1]}]}}})";
    QTest::newRow("partition is a number") << R"({"partitions": {"acl": 1}})";
    QTest::newRow("fraction of a call") << R"({"quota_max": 1.5})";
    QTest::newRow("policy is a list") << R"([])";
    QTest::newRow("policy is a number") << R"(7)";
}

void TestPolicySet::guide05_wrongTypeWithoutFormerIsUnusable()
{
    QFETCH(QString, policy);
    const PolicyLoad result = load(R"({"other": {"active": true}, "gold": )" + policy.toStdString() + "}");
    QVERIFY(result.policies.contains("gold"));
    QVERIFY(result.policies.at("gold")->unusable);
    QVERIFY(!result.policies.at("gold")->keptFormer);
    QVERIFY(!result.policies.at("gold")->unusable->english().empty());
    QVERIFY(!result.policies.at("other")->unusable);
    QCOMPARE(result.loaded, 1);
    QVERIFY(has(result.problems, "wrong-type"));
}

void TestPolicySet::guide05_unusableIsNoFormer()
{
    const PolicyLoad before = load(R"({"gold": {"rate": "10"}})");
    const PolicyLoad after = load(R"({"gold": {"rate": "20"}})", before.policies);
    QVERIFY(after.policies.at("gold")->unusable);
    QVERIFY(!after.policies.at("gold")->keptFormer);
}

void TestPolicySet::guide05_correctedIsUsedAgain()
{
    const PolicyLoad before = load(R"({"gold": {"rate": "10"}})");
    const PolicyLoad after = load(R"({"gold": {"rate": 10, "per": 1}})", before.policies);
    QVERIFY(!after.policies.at("gold")->unusable);
    QCOMPARE(after.policies.at("gold")->policy.rate, 10.0);
}

void TestPolicySet::guide05_unreadableKeepsAll_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("kind");
    QTest::newRow("empty") << QByteArray("") << "malformed";
    QTest::newRow("cut short") << QByteArray(R"({"new": {"rate": 1}, "gold": {)") << "malformed";
    QTest::newRow("comma") << QByteArray(R"({"new": {},})") << "malformed";
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf{\"new\": {}}") << "malformed";
    QTest::newRow("list") << QByteArray("[]") << "wrong-type";
    QTest::newRow("text") << QByteArray("\"gold\"") << "wrong-type";
}

void TestPolicySet::guide05_unreadableKeepsAll()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, kind);
    const PolicySet before = load(R"({"gold": {"rate": 3, "per": 1}})").policies;
    const PolicyLoad after = load(text.toStdString(), before);
    QVERIFY(after.previousKept);
    QVERIFY(after.policies == before);
    QCOMPARE(after.loaded, 0);
    QCOMPARE(after.problems.size(), size_t(1));
    QCOMPARE(after.problems.front().kind, kind.toStdString());
    QCOMPARE(after.problems.front().place.file, std::string("policies.json"));
}

void TestPolicySet::guide05_missingFileKeepsAll()
{
    const PolicySet before = load(R"({"gold": {}})").policies;
    const PolicyLoad after = policiesFileMissing("policies.json", "No such file or directory", before);
    QVERIFY(after.previousKept);
    QVERIFY(after.policies == before);
    QVERIFY(has(after.problems, "missing-file"));
}

void TestPolicySet::guide05_emptiedRemovesAll()
{
    const PolicySet before = load(R"({"gold": {}, "trial": {}})").policies;
    const PolicyLoad after = load("{}", before);
    QVERIFY(!after.previousKept);
    QVERIFY(after.policies.empty());
    QVERIFY(after.problems.empty());
    QVERIFY(!load(R"({"trial": {}})", before).policies.contains("gold"));
}

void TestPolicySet::guide05_lastOfDuplicatesCounts()
{
    const PolicyLoad result =
        load(R"({"gold": {"rate": 1, "per": 1, "tags": ["first"]}, "gold": {"rate": 2, "per": 1}})");
    QCOMPARE(result.loaded, 1);
    QCOMPARE(result.policies.at("gold")->policy.rate, 2.0);
    QVERIFY(result.policies.at("gold")->policy.tags.empty()); // whole, not united
    QVERIFY(has(result.notes, "duplicate-id"));
}

void TestPolicySet::guide05_nameIsTheMemberNotTheId()
{
    const PolicyLoad result = load(R"({"gold": {"id": "silver"}})");
    QVERIFY(result.policies.contains("gold"));
    QVERIFY(!result.policies.contains("silver"));
    QCOMPARE(result.policies.at("gold")->policy.id, std::string("silver"));
}

void TestPolicySet::guide13_perApiWithPartitionIsUnusable()
{
    for (const std::string partition : {"quota", "rate_limit", "acl"}) {
        const PolicyLoad result =
            load(R"({"gold": {"id": "member", "partitions": {"per_api": true, ")" + partition + R"(": true}}})");
        QCOMPARE(result.loaded, 0);
        QCOMPARE(result.policies.at("gold")->unusable->english(),
                 std::string("cannot apply policy member which has per_api and any of partitions set"));
        QVERIFY(has(result.notes, "unusable"));
    }
    QVERIFY(!load(R"({"gold": {"partitions": {"per_api": true}}})").policies.at("gold")->unusable);
}

// Well formed, so no former version takes its place.
void TestPolicySet::guide14_rateWithoutPeriodIsUnusable()
{
    const PolicySet before = load(R"({"gold": {"rate": 3, "per": 1}})").policies;
    for (const std::string policy :
         {R"({"rate": 5})", R"({"rate": 5, "per": -1})", R"({"rate": 5, "partitions": {"acl": true}})",
          R"({"access_rights": {"orders": {"limit": {"rate": 5, "per": 0}}}})"}) {
        const PolicyLoad result = load(R"({"gold": )" + policy + "}", before);
        QVERIFY2(result.policies.at("gold")->unusable, policy.c_str());
        QVERIFY(has(result.notes, "unusable"));
        QCOMPARE(result.loaded, 0);
    }
    QVERIFY(!load(R"({"gold": {"rate": 0, "per": 0}})").policies.at("gold")->unusable);
}

QTEST_GUILESS_MAIN(TestPolicySet)

#include "tst_policyset.moc"
