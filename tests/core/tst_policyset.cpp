#include "core/json/edit.h"
#include "core/reading/policyreload.h"

#include <QtTest>

#include <algorithm>
#include <random>

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

// What does not count: where an entry stood when it was read.
bool isSame(const PolicyLoad& left, const PolicyLoad& right)
{
    const auto sameEntry = [](const auto& a, const auto& b) {
        PolicyEntry one = *a.second, other = *b.second;
        one.place = other.place = {};
        return a.first == b.first && one == other;
    };
    return std::ranges::equal(left.policies, right.policies, sameEntry) && left.loaded == right.loaded &&
           left.previousKept == right.previousKept && left.problems == right.problems && left.notes == right.notes &&
           left.notLoaded == right.notLoaded && left.places == right.places;
}

// A policies file of a few policies, in several lines or in one, and edits of their members.
class RandomFile
{
public:
    explicit RandomFile(uint seed) : m_random(seed), m_break(below(2) == 0 ? "\n  " : " ") {}

    std::string text()
    {
        std::string policies;
        for (unsigned i = 0; i < 4; ++i) {
            policies +=
                (i > 0 ? "," : "") + m_break + "\"" + (below(12) == 0 ? "same" : "p" + std::to_string(i)) + "\": {";
            for (unsigned members = below(7); members > 0; --members)
                policies += member() + (members > 1 ? "," + m_break : "");
            policies += "}";
        }
        return "{" + policies + m_break + "}" + (below(6) == 0 ? " trailing" : "");
    }
    // Of a member, of the place behind an opening brace, or of a policy.
    json::Edit edit(const json::Document& document)
    {
        if (below(4) == 0 && document.root().size() > 1)
            return json::removeChild(anyChild(document.root()));
        if (below(3) == 0)
            return insertionOfPolicy(document.root());
        if (below(8) == 0)
            return json::renameMember(anyChild(document.root()), anyName());
        const json::Value policy = anyChild(document.root());
        if (policy.size() > 0 && below(3) > 0) {
            const json::Value old = anyChild(policy);
            return {old.nameOffset(), old.offset() + old.length() - old.nameOffset(), member()};
        }
        return {policy.offset() + 1, 0, member() + (policy.size() > 0 ? "," + m_break : "")};
    }

private:
    std::string member()
    {
        static const std::vector<std::string> members{
            R"("active": true)",
            R"("active": true)",
            R"("active": false)",
            R"("rate": 5, "per": 1)",
            R"("rate": 0)",
            R"("quota_max": -1)",
            R"("is_inactive": true)",
            R"("tags": ["a", "b"])",
            R"("id": "other")",
            R"("name": "N")",
            R"("key_expires_in": 9)",
            R"("Rate": 7)",
            R"("partitions": {"acl": true})",
            R"("partitions": {"acl": true, "per_api": true})",
            R"("unknown": {})",
            R"("access_rights": {"a": {"versions": ["v1"], "allowed_urls": [{"url": "/(", "methods": ["get"]}]}})",
            "\"org_id\":\n\"o\"",
            below(6) == 0 ? R"("rate": "10")" : R"("per": 2)",
            below(6) == 0 ? R"("_id": "x")" : R"("per": 0)"};
        return members[below(unsigned(members.size()))];
    }
    std::string anyName() { return "p" + std::to_string(below(12)); }
    json::Edit insertionOfPolicy(const json::Value& root)
    {
        const json::Value before = anyChild(root);
        return json::insertMember(root, anyName(), "{" + member() + "}", below(3) == 0 ? nullptr : &before);
    }
    json::Value anyChild(const json::Value& value)
    {
        std::optional<json::Value> child = value.firstChild();
        for (unsigned left = below(unsigned(value.size())); left > 0; --left)
            child = child->next();
        return *child;
    }
    unsigned below(unsigned limit) { return unsigned(m_random() % limit); }
    std::mt19937 m_random;
    std::string m_break;
};

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
    void guide05_onlyTheFirstWrongTypeIsTheProblem();
    void guide05_badObjectIdIsUnusable();
    void guide05_onePolicyWithoutANameGivesNothing();
    void guide05_textAfterTheEndIsNotRead();
    void documentGivesTheSameAsText();
    void documentWithByteOrderMarkIsRefusedToo();
    void notes_data();
    void notes();
    void guide13_perApiWithPartitionIsUnusable();
    void guide14_rateWithoutPeriodIsUnusable();
    void oneReadAgainIsAsAllReadAgain_data();
    void oneReadAgainIsAsAllReadAgain();
};

void TestPolicySet::guide02_activeFalseIsNotLoaded()
{
    const PolicyLoad result = load(R"({"gold": {"active": false}, "trial": {"active": true}})");
    QCOMPARE(result.loaded.size(), size_t(1));
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
    QCOMPARE(absent.loaded.size(), size_t(1));
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
    QCOMPARE(after.loaded.size(), size_t(1));
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
    // The refusal tells the consequence, once.
    QVERIFY(result.policies.at("gold")->unusable->english().ends_with(" is expected"));
    QVERIFY(!result.policies.at("other")->unusable);
    QCOMPARE(result.loaded.size(), size_t(1));
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
    QCOMPARE(after.loaded.size(), size_t(0));
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
    QCOMPARE(result.loaded.size(), size_t(1));
    QCOMPARE(result.policies.at("gold")->policy.rate, 2.0);
    QVERIFY(result.policies.at("gold")->policy.tags.empty()); // whole, not united
    QVERIFY(has(result.notes, "duplicate-id"));
    const Finding& note = result.notes.front();
    QVERIFY(note.severity == Severity::Warning);
    QCOMPARE(note.place.column, 2); // of the one that doesn't count; the sentence names the other
    QVERIFY(note.message.english().find("line 1, column 52") != std::string::npos);
}

void TestPolicySet::guide05_nameIsTheMemberNotTheId()
{
    const PolicyLoad result = load(R"({"gold": {"id": "silver"}})");
    QVERIFY(result.policies.contains("gold"));
    QVERIFY(!result.policies.contains("silver"));
    QCOMPARE(result.policies.at("gold")->policy.id, std::string("silver"));
}

// golden/README.md, wrong-type: "the first one is reported". The others are notes.
void TestPolicySet::guide05_onlyTheFirstWrongTypeIsTheProblem()
{
    const PolicyLoad result =
        load(R"({"gold": {"is_inactive": "true", "active": 1}, "silver": {"tags": 5, "_id": "not-hex"}})");
    QCOMPARE(result.problems.size(), size_t(2));
    QCOMPARE(result.problems[0].place.path, std::string("gold.is_inactive"));
    QCOMPARE(result.problems[1].kind, std::string("bad-object-id"));
    QCOMPARE(std::ranges::count(result.notes, "wrong-type", &Finding::kind), 2);
    QVERIFY(result.policies.at("gold")->unusable && result.policies.at("silver")->unusable);
}

// 2.9 stops reading there; here the others are used.
void TestPolicySet::guide05_badObjectIdIsUnusable()
{
    const PolicyLoad result = load(R"({"a": {}, "b": {"_id": "not-hex"}, "c": {"_id": "5D8929d8f56e1a138f628269"}})");
    QVERIFY(has(result.problems, "bad-object-id"));
    QVERIFY(result.policies.at("b")->unusable);
    QVERIFY(!result.policies.at("a")->unusable && !result.policies.at("c")->unusable);
}

void TestPolicySet::guide05_onePolicyWithoutANameGivesNothing()
{
    const PolicyLoad result = load(R"({"id": "gold", "rate": 10, "tags": []})");
    QCOMPARE(result.problems.size(), size_t(1));
    QVERIFY(std::ranges::all_of(result.policies, [](const auto& named) { return named.second->unusable.has_value(); }));
}

void TestPolicySet::guide05_textAfterTheEndIsNotRead()
{
    const PolicyLoad result = load("{\"gold\": {}}\n// curl -d '{'\n");
    QVERIFY(result.policies.contains("gold"));
    QVERIFY(result.problems.empty());
    QVERIFY(has(result.notes, "trailing-text"));
}

void TestPolicySet::documentGivesTheSameAsText()
{
    const std::string text = R"({"gold": {"rate": "10"}, "silver": {"rate": 5, "per": 1}} tail)";
    const auto document = json::Document::parse(text, {.file = "policies.json", .allowTrailingText = true});
    const PolicyLoad fromText = load(text), fromDocument = loadPolicies(*document, {}, Profile::Guide);
    QVERIFY(fromText.problems == fromDocument.problems && fromText.notes == fromDocument.notes);
    QCOMPARE(fromText.policies.size(), fromDocument.policies.size());
    for (const auto& [name, entry] : fromText.policies)
        QVERIFY(*entry == *fromDocument.policies.at(name));
}

// The desktop opens such a file and a gateway doesn't: what is enforced must be the same.
void TestPolicySet::documentWithByteOrderMarkIsRefusedToo()
{
    const auto document = json::Document::parse("\xef\xbb\xbf{\"gold\": {}}", {.allowByteOrderMark = true});
    const PolicyLoad result = loadPolicies(*document, {}, Profile::Guide);
    QVERIFY(result.previousKept && result.policies.empty());
    QVERIFY(has(result.problems, "malformed"));
}

void TestPolicySet::notes_data()
{
    QTest::addColumn<QString>("members");
    QTest::addColumn<QStringList>("kinds");
    const QString rights = QStringLiteral(R"(, "access_rights": {"orders": {}})");
    QTest::newRow("nothing to say") << R"("rate": 5, "per": 1, "quota_max": 10)" + rights << QStringList{};
    QTest::newRow("guide 6: 0 is unlimited")
        << R"("rate": 0, "per": 1, "quota_max": 10)" + rights << QStringList{"unlimited"};
    QTest::newRow("guide 6: -1 is unlimited")
        << R"("rate": 5, "per": 1, "quota_max": -1)" + rights << QStringList{"unlimited"};
    QTest::newRow("guide 6: no rights") << R"("rate": 5, "per": 1, "quota_max": 10)" << QStringList{"no-rights"};
    QTest::newRow("guide 8: rights that are not granted")
        << R"("quota_max": 10, "partitions": {"quota": true})" + rights << QStringList{"rights-ignored"};
    QTest::newRow("a part alone is none of that")
        << R"("quota_max": 0, "partitions": {"quota": true})" << QStringList{};
}

void TestPolicySet::notes()
{
    QFETCH(QString, members);
    QFETCH(QStringList, kinds);
    QStringList found;
    for (const Finding& note : load("{\"gold\": {\"active\": true, " + members.toStdString() + "}}").notes) {
        QVERIFY(note.severity == Severity::Note && note.place.path == "gold");
        found << QString::fromStdString(note.kind);
    }
    QCOMPARE(found, kinds);
}

void TestPolicySet::guide13_perApiWithPartitionIsUnusable()
{
    for (const std::string partition : {"quota", "rate_limit", "acl"}) {
        const PolicyLoad result =
            load(R"({"gold": {"id": "member", "partitions": {"per_api": true, ")" + partition + R"(": true}}})");
        QVERIFY(result.loaded.contains("gold")); // it could be read
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
        QVERIFY(result.loaded.contains("gold")); // it could be read
    }
    QVERIFY(!load(R"({"gold": {"rate": 0, "per": 0}})").policies.at("gold")->unusable);
}

void TestPolicySet::oneReadAgainIsAsAllReadAgain_data()
{
    QTest::addColumn<Profile>("profile");
    for (const Profile profile : {Profile::Guide, Profile::Tyk29, Profile::Tyk5})
        QTest::newRow(std::string(nameOf(profile)).c_str()) << profile;
}

// Any edits of policies and of what is in them, one after the other.
void TestPolicySet::oneReadAgainIsAsAllReadAgain()
{
    QFETCH(Profile, profile);
    const json::ParseOptions options{.file = "policies.json", .allowTrailingText = true};
    int alone = 0, otherNames = 0;
    for (uint seed = 1; seed <= 120; ++seed) {
        RandomFile random(seed);
        json::Document document = *json::Document::parse(random.text(), options);
        PolicyLoad load = loadPolicies(document, {}, profile);
        for (int round = 0; round < 8; ++round) {
            const json::Edit edit = random.edit(document);
            const auto reread = document.apply({edit}, options);
            QVERIFY(reread);
            const PolicySet former = load.policies;
            const PolicyReload reload = reloadPolicies(load, document, *reread, profile);
            const PolicyLoad all = loadPolicies(document, former, profile);
            QVERIFY2(!reload.done || isSame(load, all), document.text().c_str());
            alone += reload.done;
            otherNames += reload.otherNames;
            load = all;
        }
    }
    QVERIFY2(alone > 200 && otherNames > 30 && otherNames < alone,
             qPrintable(QStringLiteral("%1 %2").arg(alone).arg(otherNames)));
}

QTEST_GUILESS_MAIN(TestPolicySet)

#include "tst_policyset.moc"
