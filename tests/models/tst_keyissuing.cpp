#include "models/keyissuing.h"

#include "models/policyeditor.h"
#include "models/usedby.h"
#include "tests/support/workspacefixture.h"

#include <QtTest>

#include <algorithm>

using namespace gatereeve;
using models::KeyOrder;
using models::PolicyUse;
using models::UsedBy;

namespace
{

const QString Gold = QStringLiteral("gold"), Silver = QStringLiteral("silver"), Trial = QStringLiteral("trial");
constexpr int64_t FourteenDays = 1209600;

std::function<std::string()> countingIds()
{
    return [number = 0]() mutable {
        const std::string digits = std::to_string(++number);
        return std::string(32 - digits.size(), '0') + digits;
    };
}

} // namespace

// Issue 2, journey 2; contracts.md, Keys in the window.
class TestKeyIssuing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void issuesOneKey();
    void trialFixesTheEnd();
    void theLastTrialCounts();
    void ownValues();
    void manyKeysAreNumbered();
    void aKeyForEachName();
    void hashedKeysAreNotKept();
    void whatCanNotBeIssued_data();
    void whatCanNotBeIssued();
    void stopsAtTheFirstError();
    void isNotUndoable();
    void usedBy();
};

void TestKeyIssuing::issuesOneKey()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    const auto result = issueKeys({.policies = {Gold}, .alias = QStringLiteral("acme"), .expires = 2'000'000'000},
                                  *fixture.workspace, countingIds());
    QVERIFY(!result.error);
    QCOMPARE(result.issued.size(), 1u);
    const StoredKey& key = result.issued.front();
    QVERIFY(key.text.ends_with("0001"));
    QCOMPARE(fixture.keys.keys.at(key.name), key);
    QCOMPARE(key.session.alias, std::string("acme"));
    QCOMPARE(key.session.applyPolicies, std::vector<std::string>{"gold"});
    QCOMPARE(key.session.expires, 2'000'000'000);
    QCOMPARE(key.session.rate, 0.0); // the policy's, not its own
    QVERIFY(fixture.workspace->keyList().find(models::toQString(key.name)));
}

// profiles.md, guide 4: the end is fixed when the key is created, overriding what was asked for.
void TestKeyIssuing::trialFixesTheEnd()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    const KeyOrder order{.policies = {Gold, Trial}, .expires = 2'000'000'000};
    const int64_t end = fixture.clock.nowSeconds() + FourteenDays;
    const auto preview = previewOf(order, *fixture.workspace);
    QVERIFY(preview.isTrial);
    QCOMPARE(preview.expires, end);
    QVERIFY(!preview.why.empty());
    QCOMPARE(issueKeys(order, *fixture.workspace, countingIds()).issued.front().session.expires, end);
}

// profiles.md, guide 4 and 9: of several policies the last listed with a period counts.
void TestKeyIssuing::theLastTrialCounts()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    QVERIFY(models::PolicyEditor(*fixture.workspace).setKeyExpiresIn({Gold}, 3600).ok());
    const auto first = previewOf({.policies = {Gold, Trial}}, *fixture.workspace);
    QCOMPARE(first.trial, (TrialEnd{fixture.clock.nowSeconds() + FourteenDays, FourteenDays, "trial", 1}));
    const auto second = previewOf({.policies = {Trial, Gold}}, *fixture.workspace);
    QCOMPARE(second.expires, fixture.clock.nowSeconds() + 3600);
    QCOMPARE(second.trial.policy, std::string("gold"));
    const auto field = std::ranges::find(second.why, std::string("expires"), &Reason::field);
    QVERIFY(field != second.why.end());
    QCOMPARE(field->value, std::string("1 hour from now"));
    QVERIFY(field->winner == Source::ofPolicy("gold"));
    QVERIFY(previewOf({.policies = {QStringLiteral("iron")}}, *fixture.workspace).why.empty()); // refused
}

void TestKeyIssuing::ownValues()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    const auto issued =
        issueKeys({.policies = {Gold}, .writeOwnValues = true}, *fixture.workspace, countingIds()).issued;
    const Session& session = issued.front().session;
    QCOMPARE(session.rate, 5.0);
    QCOMPARE(session.quotaMax, 1000);
    QCOMPARE(session.accessRights.at("orders").allowedUrls.size(), 2u);
    QVERIFY(!session.accessRights.at("orders").limit);
}

void TestKeyIssuing::manyKeysAreNumbered()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    const auto result =
        issueKeys({.policies = {Gold}, .alias = QStringLiteral("acme"), .count = 3}, *fixture.workspace, countingIds());
    QCOMPARE(result.issued.size(), 3u);
    QCOMPARE(result.issued[0].session.alias, std::string("acme 1"));
    QCOMPARE(result.issued[2].session.alias, std::string("acme 3"));
    QCOMPARE(fixture.keys.keys.size(), 3u);
}

void TestKeyIssuing::aKeyForEachName()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    const QStringList names{QStringLiteral("acme"), QStringLiteral("bolt")};
    const auto result = issueKeys({.policies = {Gold}, .aliases = names}, *fixture.workspace, countingIds());
    QCOMPARE(result.issued.size(), 2u);
    QCOMPARE(result.issued[0].session.alias, std::string("acme"));
    QCOMPARE(result.issued[1].session.alias, std::string("bolt"));
}

// contracts.md: the text is kept; with hash_keys on until the workspace closes.
void TestKeyIssuing::hashedKeysAreNotKept()
{
    tests::WorkspaceFixture fixture;
    fixture.write(tests::ConfPath,
                  R"({"hash_keys": true, "policies": {"policy_record_name": "policies/policies.json"}})");
    fixture.open();
    const auto result = issueKeys({.policies = {Gold}}, *fixture.workspace, countingIds());
    QVERIFY(!result.error);
    const StoredKey& key = result.issued.front();
    QVERIFY(!key.text.empty());
    QVERIFY(key.name != key.text);
    const StoredKey& stored = fixture.keys.keys.at(key.name);
    QVERIFY(stored.text.empty());
    QCOMPARE(fixture.workspace->keyList().textOf(stored), key.text);
    fixture.open();
    const models::KeyList& reopened = fixture.workspace->keyList();
    QVERIFY(reopened.find(models::toQString(key.name)));
    QVERIFY(reopened.textOf(stored).empty());
}

void TestKeyIssuing::whatCanNotBeIssued_data()
{
    QTest::addColumn<QStringList>("policies");
    QTest::addColumn<int>("count");
    QTest::addColumn<qlonglong>("expires");
    QTest::newRow("no policy") << QStringList{} << 1 << 0LL;
    QTest::newRow("unknown policy") << QStringList{QStringLiteral("iron")} << 1 << 0LL;
    QTest::newRow("no rights (guide 12)") << QStringList{Trial} << 1 << 0LL;
    QTest::newRow("none") << QStringList{Gold} << 0 << 0LL;
    QTest::newRow("too many") << QStringList{Gold} << 1'000'000 << 0LL;
    QTest::newRow("ended already") << QStringList{Gold} << 1 << 1'000'000'000LL;
}

void TestKeyIssuing::whatCanNotBeIssued()
{
    QFETCH(QStringList, policies);
    QFETCH(int, count);
    QFETCH(qlonglong, expires);
    tests::WorkspaceFixture fixture;
    fixture.open();
    const KeyOrder order{.policies = policies, .expires = expires, .count = count};
    QVERIFY(!whyNot(order, previewOf(order, *fixture.workspace), *fixture.workspace).isEmpty());
    const auto result = issueKeys(order, *fixture.workspace, countingIds());
    QVERIFY(result.error);
    QVERIFY(result.issued.empty());
    QVERIFY(fixture.keys.keys.empty());
}

void TestKeyIssuing::stopsAtTheFirstError()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    const auto first = issueKeys({.policies = {Gold}, .count = 2}, *fixture.workspace, countingIds()).issued;
    fixture.keys.keys.clear();
    fixture.keys.failingName = first[1].name;
    const auto result = issueKeys({.policies = {Gold}, .count = 5}, *fixture.workspace, countingIds());
    QVERIFY(result.error);
    QCOMPARE(result.issued.size(), 1u);
    QCOMPARE(fixture.keys.keys.size(), 1u);
}

void TestKeyIssuing::isNotUndoable()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    QVERIFY(!issueKeys({.policies = {Gold}}, *fixture.workspace, countingIds()).error);
    QCOMPARE(fixture.workspace->undoStack().count(), 0);
}

void TestKeyIssuing::usedBy()
{
    tests::WorkspaceFixture fixture;
    fixture.addKey("key-a-0001", {"gold", "silver"}, "acme");
    fixture.addKey("key-b-0002", {"gold"});
    fixture.write("/w/apps/login.json", R"({"api_id": "login", "name": "Login", "proxy": {"listen_path": "/login/"},
        "jwt_default_policies": ["gold"], "jwt_scope_to_policy_mapping": {"admin": "silver"},
        "openid_options": {"providers": [{"client_ids": {"Y2xpZW50": "trial"}}]}})");
    fixture.open();
    const UsedBy uses(fixture.workspace->keyList(), fixture.workspace->apiList());
    QCOMPARE(uses.keysOf(Gold), 2);
    QCOMPARE(uses.keysOf({Gold, Silver}), 2);
    QCOMPARE(uses.keysOf(Trial), 0);
    const std::vector<PolicyUse> silver{
        {PolicyUse::Kind::Key, QStringLiteral("key-a-0001"), QStringLiteral("acme"), {}},
        {PolicyUse::Kind::JwtScope, QStringLiteral("login"), QStringLiteral("Login"), QStringLiteral("admin")}};
    QVERIFY(uses.usesOf(Silver) == silver);
    QCOMPARE(uses.usesOf(Gold).back().kind, PolicyUse::Kind::JwtDefault);
    QCOMPARE(uses.usesOf(Trial).front().detail, QStringLiteral("client"));
    QVERIFY(uses.usesOf(QStringLiteral("iron")).empty());
}

QTEST_GUILESS_MAIN(TestKeyIssuing)
#include "tst_keyissuing.moc"
