#include "core/keys/keycreation.h"

#include "core/keys/keytext.h"
#include "tests/support/policytexts.h"

#include <QtTest>

using namespace gatereeve;
using namespace gatereeve::testing;

namespace
{

constexpr int64_t Now = 1'700'000'000;
const std::string Id = "0123456789abcdef0123456789abcdef";

const std::string Policies = R"({
    "gold": {"rate": 5, "per": 1, "access_rights": {"orders": {}}},
    "trial": {"rate": 5, "per": 1, "key_expires_in": 60, "access_rights": {"orders": {}}},
    "longer": {"rate": 5, "per": 1, "key_expires_in": 3600, "access_rights": {"orders": {}}},
    "timed": {"key_expires_in": 60},
    "foreign": {"org_id": "theirs", "access_rights": {"orders": {}}},
    "signed": {"rate": 5, "per": 1, "hmac_enabled": true, "access_rights": {"orders": {}}},
    "parted": {"id": "member", "partitions": {"per_api": true, "acl": true}}})";

// One API, orders of organisation "mine", is loaded.
struct Fixture {
    PolicySet policies = policiesOf(Policies);
    GatewaySettings settings;
    ApiDefinition orders;

    Fixture()
    {
        orders.apiId = "orders";
        orders.orgId = "mine";
    }
    KeyRules rules(KeyCall call) const
    {
        KeyRules rules{policies, settings,
                       [this](const std::string& id) { return id == "orders" ? &orders : nullptr; }};
        rules.now = Now * NanosecondsPerSecond;
        rules.randomId = [] { return Id; };
        rules.call = call;
        return rules;
    }
    StoredKey created(const std::string& body, KeyCall call = KeyCall::Create, const std::string& id = {}) const
    {
        const auto result = createKey(sessionOf(body), id, rules(call));
        return std::holds_alternative<StoredKey>(result) ? std::get<StoredKey>(result) : StoredKey{};
    }
    StoredKey updated(const StoredKey& existing, const std::string& body, bool hasExpires, KeyRules how) const
    {
        const auto result = updateKey(existing, sessionOf(body), hasExpires, how);
        return std::holds_alternative<StoredKey>(result) ? std::get<StoredKey>(result) : StoredKey{};
    }
};

} // namespace

class TestKeyCreation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void guide04_trialFixesExpiryAtCreation_data();
    void guide04_trialFixesExpiryAtCreation();
    void guide04_everyCreatingCallDoes();
    void guide04_updateKeepsOrSetsExpires();
    void guide04_updateUnderATrialPolicyDoesNotMoveIt();
    void guide06_sessionIsStoredAsSent();
    void guide11_generatedText();
    void customText();
    void hmacStringOnlyByCreate();
    void hmacStringAlsoWhereAPolicySwitchesItOn();
    void updateReplacesTheSession();
    void suppressResetKeepsTheRenewal();
    void hugeRenewalDoesNotOverflow();
    void dontSetQuotaOnCreateLeavesTheRenewal();
    void refusals_data();
    void refusals();
    void masterKeys();
    void masterKeysDoNotExcuseAMissingPolicy();
    void certificateTwice();
    void unreadableBodies();
    void hashedKeysAreStoredWithoutText();
    void randomIdsAreUuids();
};

void TestKeyCreation::guide04_trialFixesExpiryAtCreation_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<qlonglong>("expires");
    QTest::newRow("no trial") << R"({"apply_policy_id": "gold", "expires": 5})" << 5LL;
    QTest::newRow("trial") << R"({"apply_policy_id": "trial"})" << Now + 60LL;
    QTest::newRow("overrides the call") << R"({"apply_policy_id": "trial", "expires": 9999999999})" << Now + 60LL;
    QTest::newRow("last listed") << R"({"apply_policies": ["trial", "longer"]})" << Now + 3600LL;
    QTest::newRow("last listed, the other way") << R"({"apply_policies": ["longer", "trial"]})" << Now + 60LL;
    QTest::newRow("last above 0") << R"({"apply_policies": ["trial", "gold"]})" << Now + 60LL;
}

void TestKeyCreation::guide04_trialFixesExpiryAtCreation()
{
    QFETCH(QString, body);
    QFETCH(qlonglong, expires);
    QCOMPARE(qlonglong(Fixture().created(body.toStdString()).session.expires), expires);
}

void TestKeyCreation::guide04_everyCreatingCallDoes()
{
    const Fixture fixture;
    const std::string body = R"({"apply_policy_id": "trial"})";
    QCOMPARE(fixture.created(body, KeyCall::Custom, "name").session.expires, Now + 60);
    // Also when the rights name an API that is not loaded (policy-semantics.md 7.6: chance decides there).
    QCOMPARE(fixture.created(R"({"apply_policies": ["timed"], "access_rights": {"unknown": {}}})").session.expires,
             Now + 60);
    QCOMPARE(trialEnd({"trial"}, fixture.policies, INT64_MAX - 1), INT64_MAX);
    QCOMPARE(trialOf({"gold", "missing"}, fixture.policies, Now), TrialEnd{});
}

void TestKeyCreation::guide04_updateKeepsOrSetsExpires()
{
    const Fixture fixture;
    const StoredKey existing = fixture.created(R"({"apply_policy_id": "trial"})", KeyCall::Custom, "name");
    for (const KeyCall call : {KeyCall::Update, KeyCall::Custom}) { // a POST on an existing name is an update
        const KeyRules rules = fixture.rules(call);
        QCOMPARE(fixture.updated(existing, R"({"apply_policy_id": "gold"})", false, rules).session.expires, Now + 60);
        QCOMPARE(fixture.updated(existing, R"({"apply_policy_id": "gold", "expires": 7})", true, rules).session.expires,
                 int64_t(7));
        QCOMPARE(fixture.updated(existing, R"({"apply_policy_id": "gold", "expires": 0})", true, rules).session.expires,
                 int64_t(0));
    }
}

void TestKeyCreation::guide04_updateUnderATrialPolicyDoesNotMoveIt()
{
    const Fixture fixture;
    const StoredKey existing = fixture.created(R"({"apply_policy_id": "trial"})");
    KeyRules later = fixture.rules(KeyCall::Update);
    later.now += 30 * NanosecondsPerSecond;
    QCOMPARE(fixture.updated(existing, R"({"apply_policy_id": "longer"})", false, later).session.expires, Now + 60);
}

void TestKeyCreation::guide06_sessionIsStoredAsSent()
{
    const std::string body = R"({"apply_policy_id": "gold", "rate": 1, "per": 2, "quota_max": 3, "tags": ["own"],
        "access_rights": {"orders": {"limit": {"rate": 0}}}})";
    Session stored = Fixture().created(body).session;
    QCOMPARE(stored.dateCreated, std::string("2023-11-14T22:13:20Z"));
    QCOMPARE(stored.lastUpdated, std::to_string(Now));
    QVERIFY(!stored.accessRights.at("orders").limit); // all zero: none (7.2)
    Session sent = sessionOf(body);
    sent.dateCreated = stored.dateCreated;
    sent.lastUpdated = stored.lastUpdated;
    sent.quotaRenews = stored.quotaRenews;
    sent.accessRights.at("orders").limit.reset();
    QVERIFY(stored == sent);
}

void TestKeyCreation::guide11_generatedText()
{
    const StoredKey key = Fixture().created(R"({"org_id": "mine", "apply_policy_id": "gold"})");
    QCOMPARE(key.text, "mine" + Id);
    QCOMPARE(key.name, key.text);
}

void TestKeyCreation::customText()
{
    const Fixture fixture;
    const std::string body = R"({"org_id": "mine", "apply_policy_id": "gold"})";
    QCOMPARE(fixture.created(body, KeyCall::Custom, "acme").text, std::string("mineacme"));
    QCOMPARE(fixture.created(body, KeyCall::Custom, "mineacme").text, std::string("mineacme"));
    QCOMPARE(fixture.created(body, KeyCall::Custom).text, "mine" + Id);
}

void TestKeyCreation::hmacStringOnlyByCreate()
{
    const Fixture fixture;
    const std::string body = R"({"apply_policy_id": "gold", "hmac_enabled": true, "hmac_string": "given"})";
    const std::string made = fixture.created(body).session.hmacString;
    QVERIFY(!made.empty() && made != "given");
    QCOMPARE(fixture.created(body, KeyCall::Custom, "acme").session.hmacString, std::string("given"));
}

// policy-semantics.md 7.2, quirk: 2.9 leaves such a key without a secret.
void TestKeyCreation::hmacStringAlsoWhereAPolicySwitchesItOn()
{
    const Session session = Fixture().created(R"({"apply_policy_id": "signed"})").session;
    QVERIFY(!session.hmacString.empty());
    QVERIFY(!session.hmacEnabled); // the flag stays the policy's (guide 6)
}

void TestKeyCreation::updateReplacesTheSession()
{
    const Fixture fixture;
    const StoredKey existing = fixture.created(R"({"apply_policy_id": "gold", "tags": ["old"], "alias": "old"})");
    const StoredKey key =
        fixture.updated(existing, R"({"apply_policy_id": "gold"})", false, fixture.rules(KeyCall::Update));
    QCOMPARE(key.name, existing.name);
    QVERIFY(key.session.tags.empty() && key.session.alias.empty());
    QVERIFY(key.session.dateCreated.empty()); // 7.4: the body's, or none
}

void TestKeyCreation::suppressResetKeepsTheRenewal()
{
    const Fixture fixture;
    const StoredKey existing = fixture.created(R"({"apply_policy_id": "gold", "quota_renewal_rate": 100})");
    QCOMPARE(existing.session.quotaRenews, Now + 100);
    KeyRules rules = fixture.rules(KeyCall::Update);
    rules.now += 50 * NanosecondsPerSecond;
    const std::string body = R"({"apply_policy_id": "gold", "quota_renewal_rate": 7})";
    QCOMPARE(fixture.updated(existing, body, false, rules).session.quotaRenews, Now + 57);
    rules.suppressReset = true;
    const Session kept = fixture.updated(existing, body, false, rules).session;
    QCOMPARE(kept.quotaRenews, Now + 100);
    QCOMPARE(kept.lastUpdated, existing.session.lastUpdated);
}

void TestKeyCreation::hugeRenewalDoesNotOverflow()
{
    const StoredKey key =
        Fixture().created(R"({"apply_policy_id": "gold", "quota_renewal_rate": 9223372036854775807})");
    QCOMPARE(key.session.quotaRenews, INT64_MAX);
}

void TestKeyCreation::dontSetQuotaOnCreateLeavesTheRenewal()
{
    Fixture fixture;
    fixture.orders.dontSetQuotaOnCreate = true;
    QCOMPARE(fixture.created(R"({"apply_policy_id": "gold", "quota_renewal_rate": 100})").session.quotaRenews,
             int64_t(0));
}

void TestKeyCreation::refusals_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<int>("createStatus");
    QTest::addColumn<QString>("createMessage");
    QTest::addColumn<int>("updateStatus"); // Custom is always 500
    const auto row = [](const char* name, const char* body, int status, const char* message, int update) {
        QTest::newRow(name) << QString::fromLatin1(body) << status << QString::fromLatin1(message) << update;
    };
    const char* noRights = "Failed to create key, keys must have at least one Access Rights record set.";
    row("no rights", "{}", 400, noRights, 404);
    row("unknown policy, no rights", R"({"apply_policy_id": "x"})", 400, noRights, 404);
    row("unknown policy", R"({"apply_policy_id": "x", "access_rights": {"orders": {}}})", 500,
        "Failed to create key - policy not found: \"x\"", 500);
    // 2.9 saves this key, though no request could use it.
    row("unknown policy, API not loaded", R"({"apply_policy_id": "x", "access_rights": {"unknown": {}}})", 500,
        "Failed to create key - policy not found: \"x\"", 500);
    row("other organisation", R"({"apply_policy_id": "foreign"})", 500,
        "Failed to create key - attempting to apply policy from different organisation to key, skipping", 500);
    row("unusable partitions", R"({"apply_policy_id": "parted", "access_rights": {"orders": {}}})", 500,
        "Failed to create key - cannot apply policy member which has per_api and any of partitions set", 500);
}

// admin-api.md 3.1 to 3.3.
void TestKeyCreation::refusals()
{
    QFETCH(QString, body);
    QFETCH(int, createStatus);
    QFETCH(QString, createMessage);
    QFETCH(int, updateStatus);
    const Fixture fixture;
    const Session session = sessionOf(body.toStdString());
    const auto create = createKey(session, {}, fixture.rules(KeyCall::Create));
    QVERIFY(std::get<KeyRefusal>(create) == (KeyRefusal{createStatus, createMessage.toStdString()}));
    const KeyRefusal notSecure{500, "Failed to create key, ensure security settings are correct."};
    QVERIFY(std::get<KeyRefusal>(createKey(session, "acme", fixture.rules(KeyCall::Custom))) == notSecure);
    const auto update = updateKey({}, session, false, fixture.rules(KeyCall::Update));
    QVERIFY(std::get<KeyRefusal>(update) == (updateStatus == 404 ? KeyRefusal{404, "Key is not found"} : notSecure));

    // An API that is not loaded: accepted by create alone.
    const Session unloaded = sessionOf(R"({"access_rights": {"unknown": {}}})");
    QVERIFY(std::holds_alternative<StoredKey>(createKey(unloaded, {}, fixture.rules(KeyCall::Create))));
    QVERIFY(std::get<KeyRefusal>(createKey(unloaded, "acme", fixture.rules(KeyCall::Custom))) == notSecure);
}

void TestKeyCreation::masterKeys()
{
    Fixture fixture;
    fixture.settings.allowMasterKeys = true;
    QVERIFY(std::holds_alternative<StoredKey>(createKey({}, {}, fixture.rules(KeyCall::Create))));
}

void TestKeyCreation::masterKeysDoNotExcuseAMissingPolicy()
{
    Fixture fixture;
    fixture.settings.allowMasterKeys = true;
    const auto result = createKey(sessionOf(R"({"apply_policy_id": "x"})"), {}, fixture.rules(KeyCall::Create));
    QVERIFY(std::get<KeyRefusal>(result) == (KeyRefusal{500, "Failed to create key - policy not found: \"x\""}));
}

void TestKeyCreation::certificateTwice()
{
    const Fixture fixture;
    const Session session = sessionOf(R"({"org_id": "mine", "certificate": "cert", "apply_policy_id": "gold"})");
    KeyRules rules = fixture.rules(KeyCall::Create);
    QCOMPARE(std::get<StoredKey>(createKey(session, {}, rules)).text, std::string("minecert"));
    rules.exists = [](const std::string& name) { return name == "minecert"; };
    QVERIFY(std::get<KeyRefusal>(createKey(session, {}, rules)) ==
            (KeyRefusal{500, "Failed to create key - Key with given certificate already found:minecert"}));
}

void TestKeyCreation::unreadableBodies()
{
    QVERIFY(unreadableBody(KeyCall::Create) == (KeyRefusal{500, "Unmarshalling failed"}));
    QVERIFY(unreadableBody(KeyCall::Custom) == (KeyRefusal{400, "Request malformed"}));
    QVERIFY(unreadableBody(KeyCall::Update) == (KeyRefusal{400, "Request malformed"}));
}

void TestKeyCreation::hashedKeysAreStoredWithoutText()
{
    Fixture fixture;
    fixture.settings.hashKeys = true;
    const StoredKey key = fixture.created(R"({"org_id": "mine", "apply_policy_id": "gold"})");
    QVERIFY(key.name != key.text);
    QCOMPARE(key.name, storedName(key.text, fixture.settings, Profile::Guide));
    QVERIFY(storable(key, fixture.settings).text.empty());
    QCOMPARE(storable(key, GatewaySettings{}).text, key.text);
}

void TestKeyCreation::randomIdsAreUuids()
{
    const QRegularExpression version4(QStringLiteral("^[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}$"));
    const QString id = QString::fromStdString(randomKeyId());
    QVERIFY2(version4.match(id).hasMatch(), qPrintable(id));
    QVERIFY(randomKeyId() != randomKeyId());
}

QTEST_GUILESS_MAIN(TestKeyCreation)

#include "tst_keycreation.moc"
