// What 2.9 and 5 load of a policies file where the recordings (tst_policyload) don't tell: policy-semantics.md 1.1, 3,
// 11.2. The rules of guide are in tst_policyset.

#include "core/reading/policyset.h"
#include "tests/support/loadedtexts.h"

#include <QTest>

#include <algorithm>

using namespace gatereeve;
using gatereeve::testing::kinds;
using gatereeve::testing::names;

namespace
{

PolicySet inForce(Profile profile)
{
    return loadPoliciesText(R"({"old": {"rate": 1, "per": 1}, "gold": {"rate": 1, "per": 1}})", "former.json", {},
                            profile)
        .policies;
}

PolicyLoad load(const std::string& text, Profile profile)
{
    return loadPoliciesText(text, "policies.json", inForce(profile), profile);
}

PolicyLoad load29(const std::string& text)
{
    return load(text, Profile::Tyk29);
}

PolicyLoad load5(const std::string& text)
{
    return load(text, Profile::Tyk5);
}

const Finding& noteOf(const PolicyLoad& load, const std::string& kind)
{
    static const Finding none;
    const auto found = std::ranges::find(load.notes, kind, &Finding::kind);
    return found == load.notes.end() ? none : *found;
}

std::string noteText(const PolicyLoad& load, const std::string& kind)
{
    return noteOf(load, kind).message.english();
}

std::string problemText(const PolicyLoad& load)
{
    return load.problems.empty() ? std::string() : load.problems.front().message.english();
}

} // namespace

class TestLoadRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void zeroIsLoadedForAnyWrongType_data();
    void zeroIsLoadedForAnyWrongType();
    void theSentenceNamesWhatIsLoaded_data();
    void theSentenceNamesWhatIsLoaded();
    void oneErrorIsReported();
    void aBadIdIsTheOneError();
    void aBadIdKeepsAnEarlierPolicyOfThatName();
    void anotherBadIdOfEveryType_data();
    void anotherBadIdOfEveryType();
    void aReplacedPolicyStillFails();
    void newerMembersAreUnknownTo29();
    void newerMembersAreReadBy5();
    void complexityAloneIsTheWholePolicyUnder29();
    void labelsInTheSpellingOfAService_data();
    void labelsInTheSpellingOfAService();
    void anEmptySet_data();
    void anEmptySet();
    void nothingAtAllIsTold();
    void activeIsNotLookedAt_data();
    void activeIsNotLookedAt();
    void idMember();
    void oneFaultAndNothingIsTakenUnder5_data();
    void oneFaultAndNothingIsTakenUnder5();
    void differingPoliciesAreMarkedAsFormer();
    void repeatedMembersAreTold();
    void unknownMembersAreTold();
    void perApiWithPartitionIsTold();
    void aBarePolicyIsTold();
    void textAfterTheEnd_data();
    void textAfterTheEnd();
    void numbers_data();
    void numbers();
    void namesAsUnicodeFoldsThem();
    void brokenUnicodeIsMended();
};

void TestLoadRules::zeroIsLoadedForAnyWrongType_data()
{
    QTest::addColumn<QString>("member");
    QTest::newRow("text for a real number") << R"("rate": "10")";
    QTest::newRow("flag for a whole number") << R"("quota_max": true)";
    QTest::newRow("exponent for a whole number") << R"("quota_max": 1e3)";
    QTest::newRow("65 bits") << R"("quota_max": 9223372036854775808)";
    QTest::newRow("beyond a double") << R"("rate": 1e999)";
    QTest::newRow("number for a text") << R"("org_id": 5)";
    QTest::newRow("number for a flag") << R"("is_inactive": 1)";
    QTest::newRow("text for a list") << R"("tags": "a")";
    QTest::newRow("list for an object") << R"("access_rights": [])";
    QTest::newRow("text for partitions") << R"("partitions": "acl")";
    QTest::newRow("object for a number") << R"("key_expires_in": {"days": 1})";
    QTest::newRow("list for meta_data") << R"("meta_data": [1])";
}

void TestLoadRules::zeroIsLoadedForAnyWrongType()
{
    QFETCH(QString, member);
    const PolicyLoad result = load29("{\"gold\": {" + member.toStdString() + R"(, "per": 7}, "silver": {"rate": 5}})");
    QCOMPARE(kinds(result.problems), QStringList{"wrong-type"});
    QCOMPARE(names(result.policies), (QStringList{"gold", "silver"}));
    QCOMPARE(result.loaded.size(), size_t(2));
    Policy expected;
    expected.per = 7;
    QVERIFY(result.policies.at("gold")->policy == expected);
    QVERIFY(!result.policies.at("gold")->unusable && !result.policies.at("gold")->keptFormer);
}

void TestLoadRules::theSentenceNamesWhatIsLoaded_data()
{
    QTest::addColumn<QString>("policy");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("rate") << R"({"rate": "10"})"
                          << "`rate` is the text \"10\"; a number is expected; Tyk 2.9.5 loads 0, which is unlimited";
    QTest::newRow("flag") << R"({"is_inactive": "true"})"
                          << "`is_inactive` is the text \"true\"; true or false is expected; Tyk 2.9.5 loads false, "
                             "which disables no key";
    QTest::newRow("harmless") << R"({"name": 5})"
                              << "`name` is the number 5; a text is expected; Tyk 2.9.5 loads an empty text";
    QTest::newRow("policy") << "[]"
                            << "`gold` is a list; an object is expected; Tyk 2.9.5 loads an empty object, a policy "
                               "without limits and rights";
    QTest::newRow("inside a right") << R"({"access_rights": {"a": {"limit": {"quota_max": "5"}}}})"
                                    << "`quota_max` is the text \"5\"; a whole number without fraction and exponent is "
                                       "expected; Tyk 2.9.5 loads 0, which is unlimited";
}

void TestLoadRules::theSentenceNamesWhatIsLoaded()
{
    QFETCH(QString, policy);
    QFETCH(QString, sentence);
    QCOMPARE(problemText(load29("{\"gold\": " + policy.toStdString() + "}")), sentence.toStdString());
}

// 1.1: the first is reported; the others are notes.
void TestLoadRules::oneErrorIsReported()
{
    const PolicyLoad result = load29(R"({"gold": {"rate": "1", "per": "2"}, "silver": {"tags": 5}})");
    QCOMPARE(kinds(result.problems), QStringList{"wrong-type"});
    QCOMPARE(result.problems.front().place.path, std::string("gold.rate"));
    QCOMPARE(kinds(result.notes).count("wrong-type"), 2);
}

// 3.2: it ends the reading, so the wrong type before it is never reported.
void TestLoadRules::aBadIdIsTheOneError()
{
    const PolicyLoad result =
        load29(R"({"a": {"rate": "1"}, "b": {"_id": "5", "rate": "2"}, "c": {"rate": "3"}, "d": {}})");
    QCOMPARE(kinds(result.problems), QStringList{"bad-object-id"});
    QCOMPARE(result.problems.front().place.path, std::string("b._id"));
    QCOMPARE(names(result.policies), QStringList{"a"});
    QCOMPARE(kinds(result.notes).count("wrong-type"), 1); // that of a: b and c are not read any further
    QCOMPARE(kinds(result.notes).count("not-loaded"), 3);
    QCOMPARE(noteText(result, "not-loaded"),
             std::string("`b` is not loaded: Tyk 2.9.5 stops reading at a malformed `_id`"));
    // Nothing before it: the old set stays.
    const PolicyLoad none = load29(R"({"gold": {"_id": "x"}})");
    QVERIFY(none.previousKept);
    QCOMPARE(names(none.policies), names(inForce(Profile::Tyk29)));
    QCOMPARE(none.loaded.size(), size_t(0));
}

void TestLoadRules::aBadIdKeepsAnEarlierPolicyOfThatName()
{
    const PolicyLoad result = load29(R"({"a": {"rate": 1}, "b": {"rate": 2}, "a": {"_id": [], "rate": 3}})");
    QCOMPARE(names(result.policies), (QStringList{"a", "b"}));
    QCOMPARE(result.policies.at("a")->policy.rate, 1.0);
}

void TestLoadRules::anotherBadIdOfEveryType_data()
{
    QTest::addColumn<QString>("id");
    for (const char* id : {"5", "true", "[]", "{}", "\"5d8929d8f56e1a138f62826\"", "\"5d8929d8f56e1a138f6282690\"",
                           "\"5d8929d8f56e1a138f62826g\"", "\" \""})
        QTest::newRow(id) << id;
}

void TestLoadRules::anotherBadIdOfEveryType()
{
    QFETCH(QString, id);
    QCOMPARE(kinds(load29("{\"gold\": {\"_id\": " + id.toStdString() + "}}").problems), QStringList{"bad-object-id"});
    QVERIFY(load29(R"({"gold": {"_id": null}})").problems.empty());
    QVERIFY(load29(R"({"gold": {"_id": ""}})").problems.empty());
}

// 1.1: the last of a repeated name wins whole, but all are read.
void TestLoadRules::aReplacedPolicyStillFails()
{
    const std::string text = R"({"gold": {"rate": "x", "per": 7}, "gold": {"rate": 5}})";
    const PolicyLoad under29 = load29(text);
    QCOMPARE(kinds(under29.problems), QStringList{"wrong-type"});
    Policy expected;
    expected.rate = 5;
    QVERIFY(under29.policies.at("gold")->policy == expected);
    QVERIFY(load5(text).previousKept);
    QVERIFY(noteText(under29, "duplicate-id").find("line 1, column 35") != std::string::npos);
}

// 1.2–1.5: of wrong types among unknown members nobody hears.
void TestLoadRules::newerMembersAreUnknownTo29()
{
    const PolicyLoad result = load29(
        R"({"gold": {"id": "gold", "max_query_depth": "x", "smoothing": 5, "post_expiry_action": "delete",
            "partitions": {"complexity": 7, "acl": true}, "access_rights": {"a": {"endpoints": 5, "limit": {"smoothing": 1}}}}})");
    QVERIFY(result.problems.empty());
    const Policy& policy = result.policies.at("gold")->policy;
    QVERIFY(!policy.smoothing && policy.postExpiryAction.empty() && !policy.partitions.complexity);
    QVERIFY(policy.accessRights.at("a").limit && policy.accessRights.at("a").limit->isZero());
    QCOMPARE(kinds(result.notes).count("newer-member"), 6);
    QCOMPARE(noteText(result, "newer-member"),
             std::string("`max_query_depth` is read by Tyk 5 only; Tyk 2.9.5 ignores it"));
    QCOMPARE(noteOf(result, "newer-member").place.path, std::string("gold.max_query_depth"));
}

void TestLoadRules::newerMembersAreReadBy5()
{
    const PolicyLoad result = load5(
        R"({"gold": {"max_query_depth": 3, "partitions": {"complexity": true}, "post_expiry_grace_period": -1}})");
    const Policy& policy = result.policies.at("gold")->policy;
    QCOMPARE(policy.maxQueryDepth, 3);
    QCOMPARE(policy.postExpiryGracePeriod, -1);
    QVERIFY(policy.partitions.complexity);
    QVERIFY(!kinds(result.notes).contains("newer-member"));
    QVERIFY(load5(R"({"gold": {"max_query_depth": "3"}})").previousKept);
}

// 1.3
void TestLoadRules::complexityAloneIsTheWholePolicyUnder29()
{
    QVERIFY(noteText(load29(R"({"gold": {"partitions": {"complexity": true}}})"), "complexity-ignored")
                .ends_with("Tyk 2.9.5 enforces the whole policy"));
    QVERIFY(!kinds(load29(R"({"gold": {"partitions": {"complexity": true, "acl": true}}})").notes)
                 .contains("complexity-ignored"));
    QVERIFY(!kinds(load29(R"({"gold": {"partitions": {"complexity": false}}})").notes).contains("complexity-ignored"));
    QVERIFY(!kinds(load5(R"({"gold": {"partitions": {"complexity": true}}})").notes).contains("complexity-ignored"));
}

void TestLoadRules::labelsInTheSpellingOfAService_data()
{
    QTest::addColumn<Profile>("profile");
    QTest::addColumn<QString>("label");
    QTest::newRow("guide reads both") << Profile::Guide << "A";
    QTest::newRow("2.9") << Profile::Tyk29 << "";
    QTest::newRow("5") << Profile::Tyk5 << "";
}

void TestLoadRules::labelsInTheSpellingOfAService()
{
    QFETCH(Profile, profile);
    QFETCH(QString, label);
    const PolicyLoad result =
        load(R"({"gold": {"access_rights": {"a": {"apiname": "A", "apiid": "a", "versions": ["v"]}}}})", profile);
    const AccessRight& right = result.policies.at("gold")->policy.accessRights.at("a");
    QCOMPARE(right.apiName, label.toStdString());
    QCOMPARE(right.versions.size(), size_t(1));
    QCOMPARE(kinds(result.notes).count("label-ignored"), label.isEmpty() ? 2 : 0);
    // 1.1: not read, so no type error either.
    QCOMPARE(load(R"({"gold": {"access_rights": {"a": {"apiname": 5}}}})", profile).problems.empty(), label.isEmpty());
}

void TestLoadRules::anEmptySet_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Profile>("profile");
    QTest::addColumn<bool>("kept");
    for (const char* text : {"{}", "null", " null ", "{} tail"}) {
        QTest::addRow("%s under 2.9", text) << text << Profile::Tyk29 << true;
        QTest::addRow("%s under 5", text) << text << Profile::Tyk5 << false;
        QTest::addRow("%s under guide", text) << text << Profile::Guide << false;
    }
}

// 3.3, 11.2
void TestLoadRules::anEmptySet()
{
    QFETCH(QString, text);
    QFETCH(Profile, profile);
    QFETCH(bool, kept);
    const PolicyLoad result = load(text.toStdString(), profile);
    QCOMPARE(result.previousKept, kept);
    QVERIFY(result.problems.empty());
    QCOMPARE(names(result.policies), kept ? names(inForce(profile)) : QStringList());
    QCOMPARE(kinds(result.notes).contains("empty-set"), kept);
}

void TestLoadRules::nothingAtAllIsTold()
{
    QCOMPARE(noteText(load29("{}"), "empty-set"),
             std::string("no policy is delivered, and Tyk 2.9.5 then keeps the ones in force: only a restart removes "
                         "them"));
    QVERIFY(!load29("{}").notes.front().place.file.empty());
}

void TestLoadRules::activeIsNotLookedAt_data()
{
    QTest::addColumn<Profile>("profile");
    QTest::newRow("2.9") << Profile::Tyk29;
    QTest::newRow("5") << Profile::Tyk5;
}

void TestLoadRules::activeIsNotLookedAt()
{
    QFETCH(Profile, profile);
    const PolicyLoad result = load(R"({"gold": {"active": false}, "silver": {}, "bronze": {"active": true}})", profile);
    QCOMPARE(result.loaded.size(), size_t(3));
    QVERIFY(result.notLoaded.empty());
    QCOMPARE(noteOf(result, "active-ignored").place.path, std::string("gold"));
    QCOMPARE(noteOf(result, "active-absent").place.path, std::string("silver"));
    QVERIFY(noteText(result, "active-ignored").find(profile == Profile::Tyk5 ? "Tyk 5" : "Tyk 2.9.5") !=
            std::string::npos);
}

// 3.1, 11.2
void TestLoadRules::idMember()
{
    const std::string text = R"({"gold": {"id": "other"}, "silver": {}, "bronze": {"id": "bronze"}})";
    const PolicyLoad under29 = load29(text);
    QCOMPARE(under29.policies.at("gold")->policy.id, std::string("other"));
    QCOMPARE(under29.policies.at("silver")->policy.id, std::string());
    QCOMPARE(noteOf(under29, "id-differs").place.path, std::string("gold"));
    QCOMPARE(noteOf(under29, "id-absent").place.path, std::string("silver"));
    const PolicyLoad under5 = load5(text);
    for (const auto& [name, entry] : under5.policies)
        QCOMPARE(entry->policy.id, name);
    QCOMPARE(kinds(under5.notes).count("id-replaced"), 1);
}

void TestLoadRules::oneFaultAndNothingIsTakenUnder5_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("kind");
    QTest::newRow("wrong type") << R"({"new": {"rate": 5}, "gold": {"rate": "10"}})"
                                << "wrong-type";
    QTest::newRow("malformed _id") << R"({"new": {}, "gold": {"_id": "x"}})"
                                   << "bad-object-id";
    QTest::newRow("both") << R"({"new": {"rate": "1"}, "gold": {"_id": "x"}})"
                          << "bad-object-id";
    QTest::newRow("policy is a number") << R"({"new": {}, "gold": 5})"
                                        << "wrong-type";
    QTest::newRow("syntax") << R"({"new": {}, "gold": {)"
                            << "malformed";
    QTest::newRow("list") << "[]"
                          << "wrong-type";
    QTest::newRow("byte order mark") << QString(QChar(0xFEFF)) + "{\"new\": {}}"
                                     << "malformed";
}

void TestLoadRules::oneFaultAndNothingIsTakenUnder5()
{
    QFETCH(QString, text);
    QFETCH(QString, kind);
    const PolicyLoad result = load5(text.toStdString());
    QVERIFY(result.previousKept);
    QCOMPARE(kinds(result.problems), QStringList{kind});
    QCOMPARE(names(result.policies), (QStringList{"gold", "old"}));
    QCOMPARE(result.policies.at("gold")->policy.rate, 1.0);
    QVERIFY(result.loaded.empty());
    QVERIFY(!kinds(result.notes).contains("active-absent")); // of policies that are not loaded nothing is said
}

void TestLoadRules::differingPoliciesAreMarkedAsFormer()
{
    const PolicyLoad result = load5(R"({"old": {"rate": 1, "per": 1}, "gold": {"rate": 2}, "new": {"rate": []}})");
    QVERIFY(result.policies.at("gold")->keptFormer);
    QVERIFY(!result.policies.at("old")->keptFormer);
    QVERIFY(!result.policies.contains("new"));
}

void TestLoadRules::repeatedMembersAreTold()
{
    const PolicyLoad result =
        load29(R"({"gold": {"rate": 1, "RATE": 2, "partitions": {"acl": true}, "partitions": {"quota": true},
                   "access_rights": {"a": {"versions": ["v"]}, "a": {}}}})");
    QCOMPARE(kinds(result.notes).count("repeated-member"), 3);
    QCOMPARE(noteOf(result, "repeated-member").place.path, std::string("gold.RATE"));
    const Policy& policy = result.policies.at("gold")->policy;
    QCOMPARE(policy.rate, 2.0);
    QVERIFY(policy.partitions.acl && policy.partitions.quota);
    QVERIFY(policy.accessRights.at("a").versions.empty()); // wins whole
    QVERIFY(
        kinds(load(R"({"gold": {"rate": 1, "rate": 2, "per": 1}})", Profile::Guide).notes).contains("repeated-member"));
}

void TestLoadRules::unknownMembersAreTold()
{
    const PolicyLoad result = load29("{\"gold\": {\n  \"colour\": 1}}");
    QCOMPARE(noteText(result, "unknown-member"), std::string("`colour` is not known to Tyk 2.9.5 and is ignored"));
    QCOMPARE(noteOf(result, "unknown-member").place.line, 2);
    QCOMPARE(noteText(load5(R"({"gold": {"colour": 1}})"), "unknown-member"),
             std::string("`colour` is not known to Tyk 5 and is ignored"));
}

// 6.3: applying refuses it; loading doesn't.
void TestLoadRules::perApiWithPartitionIsTold()
{
    for (const Profile profile : {Profile::Tyk29, Profile::Tyk5}) {
        const PolicyLoad result = load(R"({"gold": {"partitions": {"per_api": true, "quota": true}}})", profile);
        QVERIFY(result.loaded.contains("gold") && !result.policies.at("gold")->unusable);
        QVERIFY(noteOf(result, "unusable").severity == Severity::Error);
    }
    // guide 14 is no rule of theirs.
    QVERIFY(!load29(R"({"gold": {"rate": 5}})").policies.at("gold")->unusable);
}

void TestLoadRules::aBarePolicyIsTold()
{
    const PolicyLoad result = load29(R"({"id": "gold", "rate": 10, "access_rights": {"a": {}}})");
    QVERIFY(kinds(result.notes).contains("bare-policy"));
    QVERIFY(!kinds(load29(R"({"rate": {"per": 1}})").notes).contains("bare-policy")); // a policy of that name
    // Of what is no policy only that is said.
    QCOMPARE(kinds(load29(R"({"rate": 10})").notes), QStringList{"bare-policy"});
    QCOMPARE(kinds(load29(R"({"gold": null})").notes), QStringList{"null-policy"});
}

void TestLoadRules::textAfterTheEnd_data()
{
    activeIsNotLookedAt_data();
}

void TestLoadRules::textAfterTheEnd()
{
    QFETCH(Profile, profile);
    for (const std::string tail : {" x", "}", "\n{\"silver\": {}}", "//"}) {
        const PolicyLoad result = load(R"({"gold": {}})" + tail, profile);
        QVERIFY(result.problems.empty());
        QCOMPARE(names(result.policies), QStringList{"gold"});
        QVERIFY(kinds(result.notes).contains("trailing-text"));
    }
}

void TestLoadRules::numbers_data()
{
    QTest::addColumn<QString>("members");
    QTest::addColumn<double>("rate");
    QTest::addColumn<qint64>("quota");
    QTest::newRow("greatest") << R"("quota_max": 9223372036854775807)" << 0.0 << std::numeric_limits<qint64>::max();
    QTest::newRow("smallest") << R"("quota_max": -9223372036854775808)" << 0.0 << std::numeric_limits<qint64>::min();
    QTest::newRow("minus zero") << R"("quota_max": -0)" << 0.0 << qint64(0);
    QTest::newRow("exponent") << R"("rate": 1e3)" << 1000.0 << qint64(0);
    QTest::newRow("too small for a double") << R"("rate": 1e-999)" << 0.0 << qint64(0);
    QTest::newRow("null") << R"("rate": null, "quota_max": null, "tags": null, "access_rights": null)" << 0.0
                          << qint64(0);
}

void TestLoadRules::numbers()
{
    QFETCH(QString, members);
    const PolicyLoad result = load29("{\"gold\": {" + members.toStdString() + "}}");
    QVERIFY(result.problems.empty());
    QTEST(result.policies.at("gold")->policy.rate, "rate");
    QTEST(qint64(result.policies.at("gold")->policy.quotaMax), "quota");
}

// 1.1: letter case is ignored as the gateway's decoder does it, which knows two signs more.
void TestLoadRules::namesAsUnicodeFoldsThem()
{
    const Policy policy =
        load29("{\"gold\": {\"tag\u017F\": [\"a\"], \"hmac_enabled\": true}}").policies.at("gold")->policy;
    QCOMPARE(policy.tags, std::vector<std::string>{"a"});
}

// 1.1: also deep inside meta_data.
void TestLoadRules::brokenUnicodeIsMended()
{
    const PolicyLoad result =
        load29("{\"g\xff\": {\"name\": \"\\ud800\", \"meta_data\": {\"m\": [{\"\xc3\": \"\xe2\x82\"}]}}}");
    const Policy& policy = result.policies.at("g\uFFFD")->policy;
    QCOMPARE(policy.name, std::string("\uFFFD"));
    QCOMPARE(policy.metaData.at("m"), std::string("[{\"\uFFFD\":\"\uFFFD\uFFFD\"}]"));
}

QTEST_GUILESS_MAIN(TestLoadRules)

#include "tst_loadrules.moc"
