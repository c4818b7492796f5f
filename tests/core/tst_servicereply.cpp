// Replies of a policy service where the recordings (tst_policyload) don't tell: policy-semantics.md 4.2–4.4, 11.2.

#include "core/reading/servicereply.h"
#include "tests/support/loadedtexts.h"

#include <QTest>

#include <algorithm>

using namespace gatereeve;
using gatereeve::testing::kinds;
using gatereeve::testing::names;

namespace
{

const std::string IdA = "5d8929d8f56e1a138f628269", IdB = "5d8929d8f56e1a138f628270";

ServiceCall call(bool allowExplicitId = false)
{
    PolicySet former;
    former["old"] = std::make_shared<PolicyEntry>();
    return {former, "n-1", allowExplicitId};
}

ServiceLoad load(const std::string& body, Profile profile, int status = 200, bool allowExplicitId = false)
{
    return loadServiceReply(ServiceReply{status, body, "reply.json"}, call(allowExplicitId), profile);
}

std::string replyOf(const std::string& policies, const std::string& nonce = R"("n-2")")
{
    return R"({"Status": "OK", "Message": [)" + policies + R"(], "Nonce": )" + nonce + "}";
}

std::string policy(const std::string& id, const std::string& members = R"("rate": 1, "per": 1)")
{
    return R"({"_id": ")" + id + "\", " + members + "}";
}

void addProfiles()
{
    QTest::addColumn<Profile>("profile");
    QTest::newRow("guide") << Profile::Guide;
    QTest::newRow("2.9") << Profile::Tyk29;
    QTest::newRow("5") << Profile::Tyk5;
}

bool isUnused(const ServiceLoad& result)
{
    return result.load.previousKept && names(result.load.policies) == QStringList{"old"} && result.nonce == "n-1" &&
           result.load.loaded.empty();
}

} // namespace

class TestServiceReply : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesOfMembersInAnyCase_data() { addProfiles(); }
    void namesOfMembersInAnyCase();
    void status_data();
    void status();
    void unreachableChangesNothing_data() { addProfiles(); }
    void unreachableChangesNothing();
    void wrongShapesAreUnused_data();
    void wrongShapesAreUnused();
    void emptySets_data();
    void emptySets();
    void nonceOfAUsedReply_data();
    void nonceOfAUsedReply();
    void ids_data();
    void ids();
    void withoutAnyId();
    void theFirstOfEqualIdsStays_data() { addProfiles(); }
    void theFirstOfEqualIdsStays();
    void duplicatesOfAnUnusedReplyAreNotTold();
    void spellings_data();
    void spellings();
    void rightsWithoutMembers();
    void inactivePoliciesUnderGuide();
    void faultsUnderGuide();
    void replacedListsStillFail();
    void textAfterTheReply_data() { addProfiles(); }
    void textAfterTheReply();
};

void TestServiceReply::namesOfMembersInAnyCase()
{
    QFETCH(Profile, profile);
    const ServiceLoad result = load(R"({"MESSAGE": [)" + policy(IdA) + R"(], "nonce": "n-3", "status": 5})", profile);
    QCOMPARE(names(result.load.policies), QStringList{QString::fromStdString(IdA)});
    QCOMPARE(result.nonce, std::string("n-3"));
    QVERIFY(result.load.problems.empty());
}

void TestServiceReply::status_data()
{
    QTest::addColumn<Profile>("profile");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("used");
    for (const int status : {200, 201, 401, 404, 500}) {
        QTest::addRow("2.9: %d", status) << Profile::Tyk29 << status << true; // quirk of 4.4
        QTest::addRow("5: %d", status) << Profile::Tyk5 << status << (status == 200);
        QTest::addRow("guide: %d", status) << Profile::Guide << status << (status == 200);
    }
    for (const Profile profile : {Profile::Guide, Profile::Tyk29, Profile::Tyk5})
        QTest::addRow("%s: 403", std::string(nameOf(profile)).c_str()) << profile << 403 << false;
}

void TestServiceReply::status()
{
    QFETCH(Profile, profile);
    QFETCH(int, status);
    QFETCH(bool, used);
    const ServiceLoad result = load(replyOf(policy(IdA)), profile, status);
    QCOMPARE(isUnused(result), !used);
    QCOMPARE(kinds(result.load.problems), used ? QStringList() : QStringList{"refused"});
    if (used)
        QCOMPARE(result.nonce, std::string("n-2"));
    else
        QVERIFY(result.load.problems.front().message.english().find(std::to_string(status)) != std::string::npos);
}

void TestServiceReply::unreachableChangesNothing()
{
    QFETCH(Profile, profile);
    const ServiceLoad result = loadServiceReply(std::nullopt, call(), profile);
    QVERIFY(isUnused(result));
    QCOMPARE(kinds(result.load.problems), QStringList{"unreachable"});
}

void TestServiceReply::wrongShapesAreUnused_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("kind");
    QTest::newRow("empty") << ""
                           << "malformed";
    QTest::newRow("cut short") << QString::fromStdString(replyOf(policy(IdA)).substr(0, 60)) << "malformed";
    QTest::newRow("byte order mark") << QString(QChar(0xFEFF)) + "{}"
                                     << "malformed";
    QTest::newRow("list") << "[]"
                          << "wrong-type";
    QTest::newRow("text") << "\"no\""
                          << "wrong-type";
    QTest::newRow("message is a text") << R"({"Message": "no", "Nonce": "n-2"})"
                                       << "wrong-type";
    QTest::newRow("message is an object") << R"({"Message": {"a": {}}, "Nonce": "n-2"})"
                                          << "wrong-type";
    QTest::newRow("nonce is a number") << QString::fromStdString(replyOf(policy(IdA), "5")) << "wrong-type";
}

void TestServiceReply::wrongShapesAreUnused()
{
    QFETCH(QString, body);
    QFETCH(QString, kind);
    for (const Profile profile : {Profile::Guide, Profile::Tyk29, Profile::Tyk5}) {
        const ServiceLoad result = load(body.toStdString(), profile);
        QVERIFY(isUnused(result));
        QCOMPARE(kinds(result.load.problems), QStringList{kind});
    }
    const QByteArrayList policies{R"({"_id": "x"})", R"({"_id": 5})", R"({"rate": "1"})", "5", "[]"};
    for (const QByteArray& faulty : policies) {
        for (const Profile profile : {Profile::Tyk29, Profile::Tyk5})
            QVERIFY(isUnused(load(replyOf(policy(IdA) + ", " + faulty.toStdString()), profile)));
    }
    // The malformed _id ends the reading: it is the one error.
    QCOMPARE(kinds(load(replyOf(R"({"rate": "1"}, {"_id": "x"})"), Profile::Tyk29).load.problems),
             QStringList{"bad-object-id"});
}

void TestServiceReply::emptySets_data()
{
    QTest::addColumn<QString>("body");
    QTest::newRow("empty list") << R"({"Message": [], "Nonce": "n-2"})";
    QTest::newRow("null list") << R"({"Message": null, "Nonce": "n-2"})";
    QTest::newRow("no list") << R"({"Nonce": "n-2"})";
}

// 4.4: the old ones stay, the nonce is taken. 11.2: takes effect.
void TestServiceReply::emptySets()
{
    QFETCH(QString, body);
    const ServiceLoad under29 = load(body.toStdString(), Profile::Tyk29);
    QVERIFY(under29.load.previousKept && under29.load.problems.empty());
    QCOMPARE(names(under29.load.policies), QStringList{"old"});
    QCOMPARE(under29.nonce, std::string("n-2"));
    QVERIFY(kinds(under29.load.notes).contains("empty-set"));
    for (const Profile profile : {Profile::Guide, Profile::Tyk5}) {
        const ServiceLoad result = load(body.toStdString(), profile);
        QVERIFY(!result.load.previousKept && result.load.policies.empty() && result.nonce == "n-2");
    }
}

void TestServiceReply::nonceOfAUsedReply_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("nonce");
    QTest::newRow("null") << QString::fromStdString(replyOf(policy(IdA), "null")) << "";
    QTest::newRow("absent") << R"({"Message": []})"
                            << "";
    QTest::newRow("whole reply is null") << "null"
                                         << "";
    QTest::newRow("the last") << R"({"Nonce": "a", "nonce": "b"})"
                              << "b";
}

void TestServiceReply::nonceOfAUsedReply()
{
    QFETCH(QString, body);
    for (const Profile profile : {Profile::Guide, Profile::Tyk29, Profile::Tyk5}) {
        const ServiceLoad result = load(body.toStdString(), profile);
        QVERIFY(result.load.problems.empty());
        QTEST(QString::fromStdString(result.nonce), "nonce");
    }
}

void TestServiceReply::ids_data()
{
    QTest::addColumn<Profile>("profile");
    QTest::addColumn<bool>("allowed");
    QTest::addColumn<QString>("name");
    const QString objectId = QString::fromStdString(IdA);
    QTest::newRow("2.9") << Profile::Tyk29 << false << objectId;
    QTest::newRow("2.9, allowed") << Profile::Tyk29 << true << "gold";
    QTest::newRow("guide") << Profile::Guide << false << objectId;
    QTest::newRow("guide, allowed") << Profile::Guide << true << "gold";
    QTest::newRow("5") << Profile::Tyk5 << false << "gold";
    QTest::newRow("5, allowed") << Profile::Tyk5 << true << "gold";
}

void TestServiceReply::ids()
{
    QFETCH(Profile, profile);
    QFETCH(bool, allowed);
    QFETCH(QString, name);
    const PolicyLoad result = load(replyOf(policy(IdA, R"("id": "gold")")), profile, 200, allowed).load;
    QCOMPARE(names(result.policies), QStringList{name});
    QCOMPARE(result.policies.begin()->second->policy.id, name.toStdString()); // 4.3: set to the policy name
    QCOMPARE(result.policies.begin()->second->policy.objectId, IdA);
    // In lower case, and instead of an empty id.
    const std::string upper = "5D8929D8F56E1A138F628269";
    QCOMPARE(names(load(replyOf(policy(upper, R"("id": "")")), profile, 200, allowed).load.policies),
             QStringList{QString::fromStdString(IdA)});
}

void TestServiceReply::withoutAnyId()
{
    const std::string body = replyOf(policy(IdA) + R"(, {"rate": 5, "per": 1}, null)");
    const PolicyLoad under29 = load(body, Profile::Tyk29).load;
    QCOMPARE(names(under29.policies), (QStringList{"", QString::fromStdString(IdA)}));
    QCOMPARE(under29.policies.at("")->policy.rate, 5.0);
    QCOMPARE(kinds(under29.problems), QStringList{"duplicate-id"}); // of the null
    for (const Profile profile : {Profile::Guide, Profile::Tyk5}) {
        const PolicyLoad result = load(body, profile).load;
        QCOMPARE(names(result.policies), QStringList{QString::fromStdString(IdA)});
        QCOMPARE(kinds(result.notes).count("no-id"), 2);
    }
}

void TestServiceReply::theFirstOfEqualIdsStays()
{
    QFETCH(Profile, profile);
    const PolicyLoad result =
        load(replyOf(policy(IdA, R"("rate": 1, "per": 1)") + ", " + policy(IdB, R"("rate": 2, "per": 1)") + ", " +
                     policy(IdA, R"("rate": 3, "per": 1)")),
             profile)
            .load;
    QCOMPARE(result.policies.size(), size_t(2));
    QCOMPARE(result.policies.at(IdA)->policy.rate, 1.0);
    QCOMPARE(kinds(result.problems), QStringList{"duplicate-id"});
    QVERIFY(result.problems.front().severity == Severity::Warning);
    QCOMPARE(result.problems.front().place.path, std::string("Message[2]"));
}

void TestServiceReply::duplicatesOfAnUnusedReplyAreNotTold()
{
    const ServiceLoad result = load(replyOf(policy(IdA) + ", " + policy(IdA) + R"(, {"rate": "x"})"), Profile::Tyk29);
    QVERIFY(isUnused(result));
    QCOMPARE(kinds(result.load.problems), QStringList{"wrong-type"});
}

void TestServiceReply::spellings_data()
{
    QTest::addColumn<Profile>("profile");
    QTest::addColumn<QString>("fromService");
    QTest::addColumn<QString>("fromFile");
    QTest::addColumn<QString>("scope");
    QTest::newRow("2.9") << Profile::Tyk29 << "S"
                         << ""
                         << "";
    QTest::newRow("5") << Profile::Tyk5 << ""
                       << "F"
                       << "s";
    QTest::newRow("guide") << Profile::Guide << "S"
                           << "F"
                           << "s";
}

// 1.4, 4.3, 11.2
void TestServiceReply::spellings()
{
    QFETCH(Profile, profile);
    const auto rightOf = [&](const std::string& members) {
        const std::string rights = R"("access_rights": {"a": {)" + members + R"(, "allowance_scope": "s"}})";
        return load(replyOf(policy(IdA, rights)), profile).load.policies.at(IdA)->policy.accessRights.at("a");
    };
    QTEST(QString::fromStdString(rightOf(R"("apiname": "S")").apiName), "fromService");
    QTEST(QString::fromStdString(rightOf(R"("api_name": "F")").apiName), "fromFile");
    QTEST(QString::fromStdString(rightOf(R"("apiid": "S")").apiId), "fromService");
    QTEST(QString::fromStdString(rightOf(R"("api_id": "F")").apiId), "fromFile");
    QTEST(QString::fromStdString(rightOf(R"("versions": [])").allowanceScope), "scope");
}

void TestServiceReply::rightsWithoutMembers()
{
    const std::string rights = R"("access_rights": {"a": null, "b": {"limit": null}, "c": {"limit": {}}})";
    const AccessRights read =
        load(replyOf(policy(IdA, rights)), Profile::Tyk29).load.policies.at(IdA)->policy.accessRights;
    QCOMPARE(read.size(), size_t(3));
    QVERIFY(!read.at("a").limit && !read.at("b").limit && read.at("c").limit);
    QVERIFY(read.at("c").limit->isZero());
}

// guide 2
void TestServiceReply::inactivePoliciesUnderGuide()
{
    const std::string body = replyOf(policy(IdA, R"("active": false)") + ", " + policy(IdB, R"("active": true)"));
    QCOMPARE(names(load(body, Profile::Guide).load.policies), QStringList{QString::fromStdString(IdB)});
    QCOMPARE(load(body, Profile::Tyk29).load.policies.size(), size_t(2));
    QCOMPARE(load(body, Profile::Tyk5).load.policies.size(), size_t(2));
}

// guide 5: never zero values; the others are used, and so is the nonce.
void TestServiceReply::faultsUnderGuide()
{
    const ServiceLoad result =
        load(replyOf(policy(IdA, R"("rate": "x")") + ", " + policy(IdB, R"("rate": 2, "per": 1)")), Profile::Guide);
    QVERIFY(result.load.policies.at(IdA)->unusable);
    QVERIFY(!result.load.policies.at(IdB)->unusable);
    QCOMPARE(result.nonce, std::string("n-2"));
    QCOMPARE(kinds(result.load.problems), QStringList{"wrong-type"});
}

// 1.1: of repeated lists the last wins, but all are read.
void TestServiceReply::replacedListsStillFail()
{
    const std::string good = R"({"Message": [)" + policy(IdA) + R"(], "Message": [)" + policy(IdB) + "]}";
    QCOMPARE(names(load(good, Profile::Tyk29).load.policies), QStringList{QString::fromStdString(IdB)});
    const std::string bad = R"({"Message": [{"rate": "x"}], "Message": [)" + policy(IdB) + "]}";
    QVERIFY(isUnused(load(bad, Profile::Tyk29)));
    QVERIFY(isUnused(load(bad, Profile::Tyk5)));
}

void TestServiceReply::textAfterTheReply()
{
    QFETCH(Profile, profile);
    const ServiceLoad result = load(replyOf(policy(IdA)) + " tail", profile);
    QVERIFY(result.load.problems.empty() && kinds(result.load.notes).contains("trailing-text"));
    QCOMPARE(result.nonce, std::string("n-2"));
}

QTEST_GUILESS_MAIN(TestServiceReply)

#include "tst_servicereply.moc"
