// The admin API: admin-api.md, with the texts and members of the recordings in golden/http; profiles.md, guide 4, 6, 9,
// 11; contracts.md, Control endpoints.

#include "core/reading/policyset.h"
#include "core/workspace/layout.h"
#include "gateway/admin/adminapi.h"
#include "gateway/admin/definitionview.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatereeve;
using namespace gatereeve::gateway;

namespace
{

constexpr int64_t Start = 1'765'285'500; // 2025-12-09T13:05:00Z
const QString Org = u"54de205930c55e15bd000001"_s;

class FixedClock final : public Clock
{
public:
    Nanoseconds now() const override { return time; }
    Nanoseconds time = Start * NanosecondsPerSecond;
};

// Fails on demand, as a full disk does.
class FailingStore final : public StateStore
{
public:
    Result<std::vector<StoredKey>> list() const override { return inner->list(); }
    Result<std::optional<StoredKey>> find(const std::string& name) const override { return inner->find(name); }
    Result<void> put(const StoredKey& key) override { return failing ? Result<void>(full()) : inner->put(key); }
    Result<bool> remove(const std::string& name) override
    {
        return failing ? Result<bool>(full()) : inner->remove(name);
    }
    Result<void> resetCounters(const std::string& name) override
    {
        return resetFails ? Result<void>(full()) : inner->resetCounters(name);
    }
    std::string description() const override { return "failing"; }
    std::shared_ptr<State> state() const override { return inner->state(); }
    Result<void> flush() override { return {}; }

    static Error full() { return {"the disk is full; free some space and try again", {"keys.sqlite", 0, 0, {}}}; }
    std::unique_ptr<StateStore> inner = makeMemoryStore();
    bool failing = false, resetFails = false;
};

ApiDefinition api(const std::string& id)
{
    Findings findings;
    auto definition = loadApiDefinition(R"({"name": "API )" + id + R"(", "api_id": ")" + id +
                                            R"(", "org_id": "54de205930c55e15bd000001", "active": true,
        "use_standard_auth": true, "proxy": {"listen_path": "/)" +
                                            id + R"(/", "target_url": "http://127.0.0.1:1"}})",
                                        id + ".json", findings);
    return *definition;
}

const char* const Policies = R"({
    "gold": {"org_id": "54de205930c55e15bd000001", "active": true, "rate": 50, "per": 60, "quota_max": 5,
        "quota_renewal_rate": 60, "access_rights": {"p": {"api_id": "p", "api_name": "API p", "versions": ["Default"]}}},
    "trial": {"org_id": "54de205930c55e15bd000001", "active": true, "rate": 5, "per": 1, "key_expires_in": 1000,
        "access_rights": {"p": {"api_id": "p", "api_name": "API p", "versions": ["Default"]}}},
    "foreign": {"org_id": "somebody-else", "active": true, "rate": 1, "per": 1,
        "access_rights": {"p": {"api_id": "p", "versions": ["Default"]}}},
    "acl": {"org_id": "54de205930c55e15bd000001", "active": true, "quota_max": 100, "quota_renewal_rate": 999,
        "access_rights": {"p": {"api_id": "p", "versions": ["Default"]}}, "partitions": {"acl": true}},
    "blank": {"org_id": "", "active": true, "rate": 1, "per": 1,
        "access_rights": {"p": {"api_id": "p", "versions": ["Default"]}}}
})";

// The session of the recordings, with rights for one API.
QByteArray session(const QString& apiId, const QByteArray& more = {})
{
    return u"{\"org_id\":\"%1\",\"rate\":1000,\"per\":60,\"quota_max\":-1,\"quota_renewal_rate\":3600,\"allowance\":"
           u"1000%3,"
           "\"access_rights\":{\"%2\":{\"api_id\":\"%2\",\"api_name\":\"API %2\",\"versions\":[\"Default\"]}}}"_s
               .arg(Org, apiId, more.isEmpty() ? QString() : u',' + QString::fromUtf8(more))
               .toUtf8();
}

QByteArray error(const QByteArray& message)
{
    return "{\"status\":\"error\",\"message\":\"" + message + "\"}\n";
}

QByteArray keyFound(const QString& key, const QByteArray& action)
{
    return "{\"key\":\"" + key.toUtf8() + "\",\"status\":\"ok\",\"action\":\"" + action + "\"}\n";
}

QJsonObject objectIn(const AdminResponse& response)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(response.body)).object();
}

} // namespace

// QCOMPARE tells which of the two differs.
#define COMPARE_ANSWER(response, expectedStatus, expectedBody)                                                         \
    do {                                                                                                               \
        const AdminResponse answered = (response);                                                                     \
        QCOMPARE(QByteArray::fromStdString(answered.body), QByteArray(expectedBody));                                  \
        QCOMPARE(answered.status, expectedStatus);                                                                     \
    } while (false)

class TestAdminApi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_settings = {};
        m_settings.secret = "s3cret";
        m_policies = loadPoliciesText(Policies, "policies.json", {}, Profile::Guide).policies;
        m_clockControl = true;
        m_base.time = Start * NanosecondsPerSecond;
        m_clock = std::make_unique<AdjustableClock>(m_base);
        m_store = std::make_unique<FailingStore>();
        m_reloads.clear();
        m_ids = 0;
        compile();
    }

    void refusesAWrongSecret_data()
    {
        QTest::addColumn<QString>("configured");
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("path");
        for (const QString& path : {u"/tyk/keys"_s, u"/tyk/no-such-path"_s, u"/tyk"_s, u"/gatereeve/clock"_s}) {
            QTest::addRow("missing %s", qUtf8Printable(path)) << u"s3cret"_s << QString() << path;
            QTest::addRow("wrong %s", qUtf8Printable(path)) << u"s3cret"_s << u"s3cre7"_s << path;
            QTest::addRow("longer %s", qUtf8Printable(path)) << u"s3cret"_s << u"s3cret1"_s << path;
            QTest::addRow("none configured %s", qUtf8Printable(path)) << QString() << QString() << path;
        }
    }

    void refusesAWrongSecret()
    {
        QFETCH(const QString, configured);
        QFETCH(const QString, given);
        QFETCH(const QString, path);
        m_settings.secret = configured.toStdString();
        compile();
        const auto response = m_api->handle({"GET", path.toStdString(), {}, given.toStdString(), {}});
        COMPARE_ANSWER(response, 403, error("Attempted administrative access with invalid or missing key!"));
        QCOMPARE(response.contentType, "application/json");
    }

    void routes_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        const QByteArray unknown = "404 page not found\n", other = error("Method not supported");
        QTest::newRow("root") << "GET"_ba
                              << "/tyk"_ba << 404 << unknown;
        QTest::newRow("root of ours") << "GET"_ba
                                      << "/gatereeve/"_ba << 404 << unknown;
        QTest::newRow("unknown path") << "GET"_ba
                                      << "/tyk/no-such-path"_ba << 404 << unknown;
        QTest::newRow("no policies before 4.1") << "GET"_ba
                                                << "/tyk/policies"_ba << 404 << unknown;
        QTest::newRow("too deep") << "GET"_ba
                                  << "/tyk/keys/a/b"_ba << 404 << unknown;
        QTest::newRow("empty segment") << "GET"_ba
                                       << "/tyk//keys"_ba << 404 << unknown;
        QTest::newRow("keys") << "PATCH"_ba
                              << "/tyk/keys"_ba << 405 << other;
        QTest::newRow("create") << "GET"_ba
                                << "/tyk/keys/create"_ba << 405 << other;
        QTest::newRow("add") << "DELETE"_ba
                             << "/tyk/keys/add"_ba << 405 << other;
        QTest::newRow("reload") << "POST"_ba
                                << "/tyk/reload"_ba << 405 << other;
        QTest::newRow("group") << "DELETE"_ba
                               << "/tyk/reload/group"_ba << 405 << other;
        QTest::newRow("clock") << "POST"_ba
                               << "/gatereeve/clock"_ba << 405 << other;
        QTest::newRow("metrics") << "PUT"_ba
                                 << "/gatereeve/metrics"_ba << 405 << other;
        QTest::newRow("trailing slashes") << "GET"_ba
                                          << "/tyk/keys//"_ba << 200 << "{\"keys\":[]}\n"_ba;
        QTest::newRow("broken escape") << "GET"_ba
                                       << "/tyk/keys/%4"_ba << 400 << error("Request malformed");
        QTest::newRow("broken escape in query") << "GET"_ba
                                                << "/tyk/keys?filter=%zz"_ba << 400 << error("Request malformed");
    }

    void routes()
    {
        QFETCH(const QByteArray, method);
        QFETCH(const QByteArray, target);
        QFETCH(const int, status);
        QFETCH(const QByteArray, body);
        COMPARE_ANSWER(call(method, target), status, body);
    }

    void ownsItsPathsOnly()
    {
        QVERIFY(AdminApi::owns("/tyk/keys"));
        QVERIFY(AdminApi::owns("/tyk"));
        QVERIFY(AdminApi::owns("/gatereeve/clock"));
        QVERIFY(!AdminApi::owns("/tykes"));
        QVERIFY(!AdminApi::owns("/hello"));
        QVERIFY(!AdminApi::owns("/a/tyk/keys"));
    }

    // keys-create, keys-session-fields; guide 11: /create and /add both generate.
    void createsAKeyWithAGeneratedText_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::newRow("create") << "/tyk/keys/create"_ba;
        QTest::newRow("add") << "/tyk/keys/add"_ba;
        QTest::newRow("no name") << "/tyk/keys"_ba;
        QTest::newRow("no name, slash") << "/tyk/keys/"_ba;
    }

    void createsAKeyWithAGeneratedText()
    {
        QFETCH(const QByteArray, target);
        const auto created = call("POST", target, session(u"a"_s, R"("tags":["t"],"meta_data":{"who":"me"})"));
        const QString key = objectIn(created)[u"key"].toString();
        COMPARE_ANSWER(created, 200, keyFound(key, "added"));
        QVERIFY(QRegularExpression(u"^%1[0-9a-f]{32}$"_s.arg(Org)).match(key).hasMatch());

        const QJsonObject shown = show(key);
        QCOMPARE(shown[u"rate"], 1000);
        QCOMPARE(shown[u"quota_max"], -1);
        QCOMPARE(shown[u"quota_renews"].toInteger(), Start + 3600);
        QCOMPARE(shown[u"quota_remaining"], 0);
        QCOMPARE(shown[u"date_created"], u"2025-12-09T13:05:00Z"_s);
        QCOMPARE(shown[u"last_updated"], QString::number(Start));
        QCOMPARE(shown[u"tags"], QJsonArray{u"t"_s});
        QCOMPARE(shown[u"meta_data"], (QJsonObject{{u"who"_s, u"me"_s}}));
        const QJsonObject right = shown[u"access_rights"][u"a"].toObject();
        QVERIFY(right[u"limit"].isNull());
        QVERIFY(right[u"allowed_urls"].isNull());
        QCOMPARE(right[u"allowance_scope"], QString());
        QCOMPARE(shown.size(), 35);
    }

    void refusesToCreate_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("message");
        const QByteArray none = R"({"rate":1,"per":1})", foreign = R"({"apply_policies":["foreign"]})";
        const QByteArray missing = R"({"apply_policies":["nope"]})";
        const QByteArray missingWithRights = session(u"p"_s, R"("apply_policies":["nope"])");
        const QByteArray secure = "Failed to create key, ensure security settings are correct.";
        const auto row = [](const char* name, const QByteArray& target, const QByteArray& body, int status,
                            const QByteArray& message) { QTest::newRow(name) << target << body << status << message; };
        const QByteArray create = "/tyk/keys/create", custom = "/tyk/keys/custom1", add = "/tyk/keys/add";
        row("no rights", create, none, 400,
            "Failed to create key, keys must have at least one Access Rights record set.");
        row("no JSON", create, "{not json", 500, "Unmarshalling failed");
        row("empty", create, "", 500, "Unmarshalling failed");
        row("wrong type", create, R"({"access_rights":"wrong type"})", 500, "Unmarshalling failed");
        row("a list", create, "[]", 500, "Unmarshalling failed");
        row("add, no JSON", add, "{not json", 500, "Unmarshalling failed");
        row("policy missing", create, missing, 400,
            "Failed to create key, keys must have at least one Access Rights record set.");
        row("policy missing, own rights", create, missingWithRights, 500,
            R"(Failed to create key - policy not found: \"nope\")");
        row("foreign policy", create, foreign, 500,
            "Failed to create key - attempting to apply policy from different organisation to key, skipping");
        row("custom, no JSON", custom, "{", 400, "Request malformed");
        row("custom, more than one value", custom, session(u"a"_s) + "{}", 400, "Request malformed");
        row("custom, no rights", custom, none, 500, secure);
        row("custom, API not loaded", custom, session(u"unknown"_s), 500, secure);
        row("custom, policy missing", custom, missingWithRights, 500, secure);
        row("custom, foreign policy", custom, foreign, 500, secure);
    }

    void refusesToCreate()
    {
        QFETCH(const QByteArray, target);
        QFETCH(const QByteArray, body);
        QFETCH(const int, status);
        QFETCH(const QByteArray, message);
        COMPARE_ANSWER(call("POST", target, body), status, error(message));
        QVERIFY(m_store->list().value().empty());
    }

    // guide 9: an empty organisation belongs to every one.
    void appliesPoliciesOfNoOrganisation()
    {
        QCOMPARE(call("POST", "/tyk/keys/create", R"({"apply_policies":["blank"]})").status, 200);
    }

    // keys-custom-id
    void makesAKeyWithAChosenName()
    {
        COMPARE_ANSWER(call("POST", "/tyk/keys/my-own-key", session(u"a"_s)), 200,
                       keyFound(Org + u"my-own-key", "added"));
        QCOMPARE(show(Org + u"my-own-key")[u"rate"], 1000);
        COMPARE_ANSWER(call("GET", "/tyk/keys/my-own-key"), 404, error("Key not found"));
        QCOMPARE(show(u"my-own-key?api_id=a"_s)[u"rate"], 1000);
        QCOMPARE(show(u"my-own-key?username=true&org_id="_s + Org)[u"rate"], 1000);
        COMPARE_ANSWER(call("GET", "/tyk/keys/my-own-key?api_id=unknown"), 404, error("Key not found"));
        // an id that begins with the organisation is not doubled; a name that exists is replaced
        COMPARE_ANSWER(call("POST", "/tyk/keys/" + Org.toUtf8() + "my-own-key", session(u"a"_s, R"("alias":"again")")),
                       200, keyFound(Org + u"my-own-key", "added"));
        QCOMPARE(show(Org + u"my-own-key")[u"alias"], u"again"_s);
        QCOMPARE(m_store->list().value().size(), 1u);
    }

    // An id may hold any byte; it is decoded once and never pasted anywhere.
    void takesNamesWithOddBytes()
    {
        const std::string name = std::string("a/b\"c' %\n\0ü", 12);
        const QByteArray target = "/tyk/keys/a%2Fb%22c%27%20%25%0A%00%C3%BC";
        const auto created = call("POST", target, R"({"access_rights":{"a":{}}})");
        QCOMPARE(created.status, 200);
        QCOMPARE(objectIn(created)[u"key"].toString().toStdString(), name);
        QVERIFY(m_store->find(name).value());
        QCOMPARE(call("GET", target).status, 200);
        const auto listed = objectIn(call("GET", "/tyk/keys"))[u"keys"].toArray();
        QCOMPARE(listed.first().toString().toStdString(), name);
        QCOMPARE(call("DELETE", target).status, 200);
        QVERIFY(!m_store->find(name).value());
    }

    void dropsMembersItDoesNotKnow()
    {
        QCOMPARE(call("POST", "/tyk/keys/k", session(u"a"_s, R"("made_up":1)")).status, 200);
        QVERIFY(m_store->list().value().front().session.unknown.empty());
    }

    // guide 4: fixed at creation by whichever call creates it; an update without expires keeps it, one with sets it.
    void fixesTheEndOfATrialKey_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::newRow("create") << "/tyk/keys/create"_ba;
        QTest::newRow("custom") << "/tyk/keys/mine"_ba;
    }

    void fixesTheEndOfATrialKey()
    {
        QFETCH(const QByteArray, target);
        const QByteArray body = R"({"apply_policies":["trial"],"expires":7})";
        const QString key = objectIn(call("POST", target, body))[u"key"].toString();
        QCOMPARE(show(key)[u"expires"].toInteger(), Start + 1000);
        m_base.time += 10 * NanosecondsPerSecond;
        const QByteArray path = "/tyk/keys/" + key.toUtf8();
        QCOMPARE(call("PUT", path, R"({"apply_policies":["trial"]})").status, 200);
        QCOMPARE(show(key)[u"expires"].toInteger(), Start + 1000);
        QCOMPARE(call("PUT", path, R"({"apply_policies":["trial"],"expires":null})").status, 200);
        QCOMPARE(show(key)[u"expires"].toInteger(), Start + 1000);
        QCOMPARE(call("POST", path, R"({"apply_policies":["trial"]})").status, 200); // an update here
        QCOMPARE(show(key)[u"expires"].toInteger(), Start + 1000);
        QCOMPARE(call("PUT", path, R"({"apply_policies":["trial"],"Expires":0})").status, 200);
        QCOMPARE(show(key)[u"expires"].toInteger(), 0);
    }

    // keys-update
    void replacesAKey()
    {
        const QString key = create(session(u"a"_s, R"("alias":"old")"));
        const QByteArray path = "/tyk/keys/" + key.toUtf8();
        COMPARE_ANSWER(call("PUT", path, session(u"b"_s, R"("quota_max":7)")), 200, keyFound(key, "modified"));
        const QJsonObject shown = show(key);
        QCOMPARE(shown[u"quota_max"], 7);
        QCOMPARE(shown[u"quota_remaining"], 0);
        QCOMPARE(shown[u"alias"], QString());
        QCOMPARE(shown[u"date_created"], u"0001-01-01T00:00:00Z"_s);
        QCOMPARE(shown[u"access_rights"].toObject().keys(), QStringList{u"b"_s});

        const QByteArray unknown = error("Key is not found");
        COMPARE_ANSWER(call("PUT", "/tyk/keys/no-such-key", session(u"a"_s)), 404, unknown);
        COMPARE_ANSWER(call("PUT", path, "{\"org_id\":\"" + Org.toUtf8() + "\"}"), 404, unknown);
        COMPARE_ANSWER(call("PUT", "/tyk/keys", session(u"a"_s)), 404, unknown);
        COMPARE_ANSWER(call("PUT", path, session(u"unknown"_s)), 500,
                       error("Failed to create key, ensure security settings are correct."));
        COMPARE_ANSWER(call("PUT", path, "{"), 400, error("Request malformed"));
        QCOMPARE(show(key)[u"quota_max"], 7); // nothing was half applied
    }

    void findsACustomKeyByItsShortIdWhenUpdating()
    {
        QCOMPARE(call("POST", "/tyk/keys/mine", session(u"a"_s)).status, 200);
        COMPARE_ANSWER(call("PUT", "/tyk/keys/mine", session(u"a"_s)), 200, keyFound(Org + u"mine", "modified"));
    }

    // keys-update-suppress-reset; 7.5
    void anUpdateStartsANewQuotaUnlessSuppressed()
    {
        const QString key = create(session(u"a"_s, R"("quota_max":3)"));
        const QByteArray path = "/tyk/keys/" + key.toUtf8();
        const auto counters = count(key, {}, 2);
        m_base.time += 10 * NanosecondsPerSecond;
        QCOMPARE(call("PUT", path + "?suppress_reset=1", session(u"a"_s, R"("quota_max":5)")).status, 200);
        QVERIFY(!counters->dropped);
        QCOMPARE(show(key)[u"quota_remaining"], 3);
        QCOMPARE(show(key)[u"quota_renews"].toInteger(), Start + 3600);
        QCOMPARE(show(key)[u"last_updated"], QString::number(Start));
        QCOMPARE(call("PUT", path, session(u"a"_s, R"("quota_max":5)")).status, 200);
        QVERIFY(counters->dropped);
        QCOMPARE(show(key)[u"quota_renews"].toInteger(), Start + 10 + 3600);
        QCOMPARE(show(key)[u"last_updated"], QString::number(Start + 10));
    }

    // keys-delete
    void removesAKey()
    {
        const QString key = create(session(u"a"_s));
        const auto record = m_store->state()->keys.find(key.toStdString());
        COMPARE_ANSWER(call("DELETE", "/tyk/keys/" + key.toUtf8()), 200, keyFound(key, "deleted"));
        QVERIFY(record->replaced); // contracts.md: answered only when no worker uses it any more
        COMPARE_ANSWER(call("GET", "/tyk/keys/" + key.toUtf8()), 404, error("Key not found"));
        const QByteArray refused = error("Failed to remove the key");
        COMPARE_ANSWER(call("DELETE", "/tyk/keys/" + key.toUtf8()), 400, refused);
        COMPARE_ANSWER(call("DELETE", "/tyk/keys"), 400, refused);

        call("POST", "/tyk/keys/custom-one", session(u"a"_s));
        COMPARE_ANSWER(call("DELETE", "/tyk/keys/custom-one"), 400, refused);
        COMPARE_ANSWER(call("DELETE", "/tyk/keys/custom-one?api_id=a"), 200, keyFound(u"custom-one"_s, "deleted"));
        call("POST", "/tyk/keys/custom-two", session(u"a"_s));
        COMPARE_ANSWER(call("DELETE", "/tyk/keys/" + Org.toUtf8() + "custom-two?api_id=-1"), 200, "null\n");
        COMPARE_ANSWER(call("DELETE", "/tyk/keys/never-existed?api_id=-1"), 400, refused);
        QVERIFY(m_store->list().value().empty());
    }

    void saysWhenTheStoreFails()
    {
        const QString key = create(session(u"a"_s));
        m_store->failing = true;
        const QByteArray failed = error("keys.sqlite: the disk is full; free some space and try again");
        COMPARE_ANSWER(call("POST", "/tyk/keys/create", session(u"a"_s)), 500, failed);
        COMPARE_ANSWER(call("PUT", "/tyk/keys/" + key.toUtf8(), session(u"b"_s)), 500, failed);
        COMPARE_ANSWER(call("DELETE", "/tyk/keys/" + key.toUtf8()), 500, failed);
        QCOMPARE(show(key)[u"access_rights"].toObject().keys(), QStringList{u"a"_s});
        m_store->failing = false;
        m_store->resetFails = true;
        const auto halfDone = call("PUT", "/tyk/keys/" + key.toUtf8(), session(u"b"_s));
        QCOMPARE(halfDone.status, 500);
        QVERIFY(halfDone.body.find("The key was stored, but") != std::string::npos);
    }

    // keys-list
    void listsKeysByPrefix()
    {
        QByteArray noOrganisation = session(u"a"_s);
        noOrganisation.replace(Org.toUtf8(), "");
        call("POST", "/tyk/keys/alpha1", session(u"a"_s));
        call("POST", "/tyk/keys/beta1", session(u"a"_s));
        call("POST", "/tyk/keys/gamma1", noOrganisation);
        const QByteArray org = Org.toUtf8();
        COMPARE_ANSWER(call("GET", "/tyk/keys"), 200,
                       "{\"keys\":[\"" + org + "alpha1\",\"" + org + "beta1\",\"gamma1\"]}\n");
        COMPARE_ANSWER(call("GET", "/tyk/keys?filter=" + org + "al"), 200, "{\"keys\":[\"" + org + "alpha1\"]}\n");
        COMPARE_ANSWER(call("GET", "/tyk/keys?filter=zzz"), 200, "{\"keys\":[]}\n");
        COMPARE_ANSWER(call("GET", "/tyk/keys/" + org + "alpha1?hashed=true"), 400,
                       error("Key requested by hash but key hashing is not enabled"));
    }

    void findsKeysInTokenFormByOrganisation()
    {
        m_settings.hashKeyFunction = "murmur64";
        compile();
        const QString key = create(session(u"a"_s));
        QVERIFY(key.startsWith(u"ey"_s));
        QCOMPARE(objectIn(call("GET", "/tyk/keys?filter=" + Org.toUtf8()))[u"keys"], QJsonArray{key});
        QCOMPARE(objectIn(call("GET", "/tyk/keys?filter=other"))[u"keys"], QJsonArray());
    }

    // keys-hashed, with the hash that profiles.md (quirks) gives guide
    void keepsHashesOnlyWithHashKeys()
    {
        m_settings.hashKeys = true;
        compile();
        const QJsonObject created = objectIn(call("POST", "/tyk/keys/fixed-name", session(u"a"_s)));
        const QString key = created[u"key"].toString(), hash = created[u"key_hash"].toString();
        QCOMPARE(key, Org + u"fixed-name"_s);
        QCOMPARE(hash.size(), 16);
        QCOMPARE(m_store->list().value().front().name, hash.toStdString());
        QCOMPARE(m_store->list().value().front().text, "");
        QCOMPARE(show(key)[u"rate"], 1000);
        QCOMPARE(show(hash + u"?hashed=true"_s)[u"rate"], 1000);
        COMPARE_ANSWER(call("GET", "/tyk/keys/" + hash.toUtf8()), 404, error("Key not found"));
        COMPARE_ANSWER(call("GET", "/tyk/keys"), 404,
                       error("Hashed key listing is disabled in config (enable_hashed_keys_listing)"));
        COMPARE_ANSWER(call("PUT", "/tyk/keys/" + hash.toUtf8() + "?hashed=1", session(u"b"_s)), 200,
                       keyFound(hash, "modified"));
        m_settings.enableHashedKeysListing = true;
        compile();
        QCOMPARE(objectIn(call("GET", "/tyk/keys?filter=zzz"))[u"keys"], QJsonArray{hash});
        COMPARE_ANSWER(call("DELETE", "/tyk/keys/" + hash.toUtf8() + "?hashed=true"), 200, keyFound(hash, "deleted"));
        COMPARE_ANSWER(call("DELETE", "/tyk/keys/" + hash.toUtf8() + "?hashed=true"), 400,
                       error("Failed to remove the key"));
    }

    // contracts.md, Control endpoints: what the policies make of it is left out.
    void showsAKeyAsItIsStored()
    {
        m_settings.hashKeys = true;
        compile();
        const QJsonObject created = objectIn(call("POST", "/tyk/keys/fixed-name", R"({"apply_policies": ["gold"],
            "org_id": "54de205930c55e15bd000001", "alias": "x"})"));
        const QByteArray key = created[u"key"].toString().toUtf8(), hash = created[u"key_hash"].toString().toUtf8();
        for (const QByteArray& name : {key, hash}) {
            const QJsonObject stored = objectIn(call("GET", "/gatereeve/keys/" + name));
            QCOMPARE(stored[u"name"].toString().toUtf8(), hash);
            QCOMPARE(stored[u"session"][u"alias"], u"x"_s);
            QCOMPARE(stored[u"session"][u"apply_policies"], QJsonArray{u"gold"_s});
            QCOMPARE(stored[u"session"][u"rate"], 0);
            QVERIFY(stored[u"session"][u"access_rights"].toObject().isEmpty());
        }
        COMPARE_ANSWER(call("GET", "/gatereeve/keys/nobody"), 404, error("Key not found"));
        QCOMPARE(call("DELETE", "/gatereeve/keys/" + key).status, 405);
        QCOMPARE(call("GET", "/gatereeve/keys").status, 404);
    }

    // profiles.md, quirks: keys that were hashed with murmur32 are still found.
    void findsKeysHashedByTyk()
    {
        m_settings.hashKeys = true;
        compile();
        StoredKey stored{"8673efc0", {}, {}}; // of ORGfixed-name, storage-and-config.md 1.2
        stored.session.alias = "old";
        stored.session.orgId = Org.toStdString();
        QVERIFY(m_store->put(stored));
        QCOMPARE(show(Org + u"fixed-name"_s)[u"alias"], u"old"_s);
        const QJsonObject replaced = objectIn(call("POST", "/tyk/keys/fixed-name", session(u"a"_s)));
        QCOMPARE(replaced[u"key_hash"], u"8673efc0"_s);
        QCOMPARE(m_store->list().value().size(), 1u);
    }

    // policy-overrides-key-values; guide 6: the store keeps what was sent.
    void showsTheEffectiveSession()
    {
        const QByteArray body = R"({"rate":1,"per":99,"quota_max":1,"quota_renewal_rate":99,"apply_policies":["gold"],)"
                                R"("access_rights":{"q":{"api_id":"q","versions":["Default"]}}})";
        const QString key = create(body);
        QJsonObject shown = show(key);
        QCOMPARE(shown[u"rate"], 50);
        QCOMPARE(shown[u"quota_max"], 5);
        QCOMPARE(shown[u"quota_renewal_rate"], 60);
        QCOMPARE(shown[u"quota_renews"], 0);
        QCOMPARE(shown[u"apply_policies"], QJsonArray{u"gold"_s});
        QCOMPARE(shown[u"access_rights"].toObject().keys(), QStringList{u"p"_s});
        QJsonObject limit = shown[u"access_rights"][u"p"][u"limit"].toObject();
        QCOMPARE(limit[u"quota_remaining"], 5);
        QCOMPARE(limit[u"quota_renews"], 0);
        QCOMPARE(m_store->find(key.toStdString()).value()->session.rate, 1.0);

        count(key, shown[u"access_rights"][u"p"][u"allowance_scope"].toString(), 2);
        m_base.time += 10 * NanosecondsPerSecond;
        shown = show(key);
        limit = shown[u"access_rights"][u"p"][u"limit"].toObject();
        QCOMPARE(limit[u"quota_remaining"], 3);
        QCOMPARE(limit[u"quota_renews"].toInteger(), Start + 60);
        QCOMPARE(shown[u"quota_remaining"], 3);
        QCOMPARE(shown[u"quota_renews"].toInteger(), Start + 60);
        m_base.time += 100 * NanosecondsPerSecond; // the period is over
        QCOMPARE(show(key)[u"access_rights"][u"p"][u"limit"][u"quota_remaining"], 5);
    }

    // A key with a quota of its own: the unscoped counter, never below 0 (7.5).
    void showsWhatIsLeftOfTheKeysOwnQuota()
    {
        const QString key = create(session(u"a"_s, R"("quota_max":3)"));
        QCOMPARE(show(key)[u"quota_remaining"], 0); // as stored
        count(key, {}, 1);
        QCOMPARE(show(key)[u"quota_remaining"], 2);
        count(key, {}, 9);
        QCOMPARE(show(key)[u"quota_remaining"], 0);
        QVERIFY(show(key)[u"access_rights"][u"a"][u"limit"].isNull());
    }

    // policy-partition-acl: the quota is the key's, so its renewal time is shown from the beginning.
    void showsTheRenewalOfTheKeysOwnQuota()
    {
        const QString key = create(R"({"quota_max":3,"quota_renewal_rate":60,"apply_policies":["acl"]})");
        const QJsonObject shown = show(key), limit = shown[u"access_rights"][u"p"][u"limit"].toObject();
        QCOMPARE(shown[u"quota_renews"].toInteger(), Start + 60);
        QCOMPARE(limit[u"quota_max"], 3);
        QCOMPARE(limit[u"quota_remaining"], 3);
        QCOMPARE(limit[u"quota_renews"].toInteger(), Start + 60);
    }

    // policy-missing: shown as it came, and not refused.
    void showsAKeyWhosePolicyIsGone()
    {
        const QString key = create(R"({"apply_policies":["gold"]})");
        m_policies = {};
        compile();
        QCOMPARE(show(key)[u"apply_policies"], QJsonArray{u"gold"_s});
    }

    void previewsWithoutStoring()
    {
        const auto shown = call("POST", "/tyk/keys/preview", R"({"rate":1,"apply_policies":["gold"]})");
        QCOMPARE(shown.status, 200);
        QCOMPARE(objectIn(shown)[u"rate"], 50);
        QCOMPARE(objectIn(shown)[u"date_created"], u"2025-12-09T13:05:00Z"_s);
        QVERIFY(m_store->list().value().empty());
        COMPARE_ANSWER(call("POST", "/tyk/keys/preview", "{"), 500, error("Unmarshalling failed"));
    }

    void showsDefinitions()
    {
        const auto list = call("GET", "/tyk/apis");
        QCOMPARE(list.status, 200);
        QCOMPARE(QJsonDocument::fromJson(QByteArray::fromStdString(list.body)).array().size(), 4);
        const auto one = call("GET", "/tyk/apis/a/");
        QCOMPARE(objectIn(one)[u"api_id"], u"a"_s);
        QCOMPARE(objectIn(one)[u"proxy"][u"listen_path"], u"/a/"_s);
        QCOMPARE(one.body.find('\n'), one.body.size() - 1);               // one line
        QCOMPARE(objectIn(one)[u"auth"][u"signature"][u"error_code"], 0); // the defaults of what the file leaves out
        QCOMPARE(objectIn(one)[u"proxy"][u"transport"][u"ssl_ciphers"], QJsonValue::Null);
        QVERIFY(one.body.starts_with(R"({"name":"API a","slug":"","listen_port":0,)"));
        COMPARE_ANSWER(call("GET", "/tyk/apis/none"), 404, error("API not found"));
    }

    void completesDefinitions()
    {
        ApiDefinition definition;
        definition.text = R"({"Name":"n","own":{"a":[1, 2]},"proxy":{"listen_path":"/n/"},"tags":null,
            "version_data":{"versions":{"v1":{"name":"v1","use_extended_paths":true}}}})";
        const auto shown = QJsonDocument::fromJson(QByteArray::fromStdString(completeDefinition(definition))).object();
        QCOMPARE(shown[u"name"], u"n"_s);
        QVERIFY(!shown.contains(u"Name"_s)); // spelt as Tyk writes it
        QCOMPARE(shown[u"own"][u"a"], (QJsonArray{1, 2}));
        QCOMPARE(shown[u"proxy"][u"listen_path"], u"/n/"_s);
        QCOMPARE(shown[u"proxy"][u"strip_listen_path"], false);
        QVERIFY(shown[u"tags"].isNull());
        QCOMPARE(shown[u"version_data"][u"not_versioned"], false);
        QCOMPARE(shown[u"version_data"][u"versions"][u"v1"][u"use_extended_paths"], true);
        QCOMPARE(shown[u"version_data"][u"versions"][u"v1"][u"override_target"], QString());
        definition.isOas = true;
        QCOMPARE(completeDefinition(definition), definition.text);
    }

    // reload-kinds
    void reloads()
    {
        const QByteArray ok = "{\"status\":\"ok\",\"message\":\"\"}\n";
        COMPARE_ANSWER(call("GET", "/tyk/reload"), 200, ok);
        COMPARE_ANSWER(call("GET", "/tyk/reload/?block=true"), 200, ok);
        COMPARE_ANSWER(call("GET", "/tyk/reload/group"), 200, ok);
        QCOMPARE(m_reloads, (std::vector{false, true, false}));
    }

    void showsAndSetsTheClock()
    {
        COMPARE_ANSWER(call("GET", "/gatereeve/clock"), 200,
                       "{\"mode\":\"real\",\"factor\":1,\"at\":\"2025-12-09T13:05:00Z\"}\n");
        COMPARE_ANSWER(call("PUT", "/gatereeve/clock", R"({"mode":"paused","at":"2026-01-01T00:00:00Z"})"), 200,
                       "{\"mode\":\"paused\",\"factor\":1,\"at\":\"2026-01-01T00:00:00Z\"}\n");
        m_base.time += NanosecondsPerSecond;
        QCOMPARE(objectIn(call("GET", "/gatereeve/clock"))[u"at"], u"2026-01-01T00:00:00Z"_s);
        QCOMPARE(call("PUT", "/gatereeve/clock", R"({"mode":"scaled","factor":60})").status, 200);
        m_base.time += NanosecondsPerSecond;
        QCOMPARE(objectIn(call("GET", "/gatereeve/clock"))[u"at"], u"2026-01-01T00:01:00Z"_s);
        QCOMPARE(call("PUT", "/gatereeve/clock", R"({"mode":"real"})").status, 200);
        QVERIFY(m_clock->isReal());
    }

    void fastClocksStopAtTheEndOfTime()
    {
        QCOMPARE(call("PUT", "/gatereeve/clock", R"({"mode":"scaled","factor":1e300})").status, 200);
        m_base.time += NanosecondsPerSecond;
        QVERIFY(objectIn(call("GET", "/gatereeve/clock"))[u"at"].toString().startsWith(u"2262-04-11T23:47:16"_s));
        QCOMPARE(call("PUT", "/gatereeve/clock", R"({"mode":"at","at":"2262-04-11T23:47:16Z"})").status, 200);
        m_base.time += 3600 * NanosecondsPerSecond;
        QVERIFY(objectIn(call("GET", "/gatereeve/clock"))[u"at"].toString().startsWith(u"2262-04-11T23:47:16"_s));
    }

    void refusesClocksThatMakeNoSense_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("no JSON") << "now"_ba;
        QTest::newRow("no object") << "[]"_ba;
        QTest::newRow("no mode") << "{}"_ba;
        QTest::newRow("unknown mode") << R"({"mode":"fast"})"_ba;
        QTest::newRow("at without time") << R"({"mode":"at"})"_ba;
        QTest::newRow("bad time") << R"({"mode":"at","at":"tomorrow"})"_ba;
        QTest::newRow("time as number") << R"({"mode":"at","at":5})"_ba;
        QTest::newRow("backwards") << R"({"mode":"scaled","factor":-1})"_ba;
        QTest::newRow("factor as text") << R"({"mode":"scaled","factor":"2"})"_ba;
    }

    void refusesClocksThatMakeNoSense()
    {
        QFETCH(const QByteArray, body);
        const auto response = call("PUT", "/gatereeve/clock", body);
        QCOMPARE(response.status, 400);
        QVERIFY(objectIn(response)[u"message"].toString().startsWith(u"Request malformed: "_s));
        QVERIFY(m_clock->isReal());
    }

    void keepsTheClockFixedUnlessAllowed()
    {
        m_clockControl = false;
        compile();
        QCOMPARE(call("GET", "/gatereeve/clock").status, 200);
        const auto response = call("PUT", "/gatereeve/clock", R"({"mode":"paused"})");
        QCOMPARE(response.status, 403);
        QVERIFY(response.body.find("--allow-clock-control") != std::string::npos);
        QVERIFY(m_clock->isReal());
    }

    void showsMetrics()
    {
        const auto response = call("GET", "/gatereeve/metrics");
        COMPARE_ANSWER(response, 200, "up 1\n");
        QVERIFY(response.contentType.starts_with("text/plain"));
    }

private:
    void compile()
    {
        SnapshotInput input;
        input.settings = m_settings;
        input.policies = m_policies;
        for (const char* id : {"a", "b", "p", "q"})
            input.apis.push_back(api(id));
        m_snapshot = SnapshotCompiler::compile(std::move(input));
        AdminContext context;
        context.snapshot = [this] { return m_snapshot; };
        context.store = [this]() -> StateStore& { return *m_store; };
        context.reload = [this](bool wait) { m_reloads.push_back(wait); };
        context.clock = m_clock.get();
        context.adjustableClock = m_clock.get();
        if (m_clockControl) {
            context.setClock = [this](const ClockSetting& setting) {
                m_clock->set(setting);
                return true;
            };
        }
        context.metrics = [] { return "up 1\n"; };
        context.randomId = [this] { return QString::number(++m_ids).rightJustified(32, u'0').toStdString(); };
        m_api = std::make_unique<AdminApi>(std::move(context));
    }

    AdminResponse call(const QByteArray& method, const QByteArray& target, const QByteArray& body = {})
    {
        const qsizetype mark = target.indexOf('?');
        const QByteArray path = mark < 0 ? target : target.left(mark),
                         query = mark < 0 ? QByteArray() : target.mid(mark + 1);
        return m_api->handle(
            {method.toStdString(), path.toStdString(), query.toStdString(), "s3cret", body.toStdString()});
    }

    QJsonObject show(const QString& keyAndQuery) { return objectIn(call("GET", "/tyk/keys/" + keyAndQuery.toUtf8())); }

    QString create(const QByteArray& body)
    {
        return objectIn(call("POST", "/tyk/keys/create", body))[u"key"].toString();
    }

    std::shared_ptr<KeyCounters> count(const QString& key, const QString& scope, int64_t requests)
    {
        const auto counters = m_store->state()->counters.get(key.toStdString(), scope.toStdString());
        counters->quota = CountedSince{Start * NanosecondsPerSecond, requests};
        return counters;
    }

    GatewaySettings m_settings;
    PolicySet m_policies;
    FixedClock m_base;
    std::unique_ptr<AdjustableClock> m_clock;
    bool m_clockControl = false;
    std::unique_ptr<FailingStore> m_store;
    std::shared_ptr<const Snapshot> m_snapshot;
    std::unique_ptr<AdminApi> m_api;
    std::vector<bool> m_reloads;
    int m_ids = 0;
};

QTEST_GUILESS_MAIN(TestAdminApi)
#include "tst_adminapi.moc"
