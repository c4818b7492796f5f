// Admin calls beside the keys: API definitions, sessions of organisations, health, cache (admin-api.md 3.6, 4, 6, 7),
// and what 2.9 stores of a key.

#include "core/workspace/layout.h"
#include "gateway/admin/adminapi.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace gatereeve;
using namespace gatereeve::gateway;

namespace
{

constexpr int64_t Start = 1'765'285'500;
const std::string Org = "54de205930c55e15bd000001";

class FixedClock final : public Clock
{
public:
    Nanoseconds now() const override { return Start * NanosecondsPerSecond; }
};

class KeptDefinitions final : public DefinitionFiles
{
public:
    Result<void> write(const std::string& apiId, const std::string& json) override
    {
        if (failing)
            return Error{"the disk is full", {}};
        files[apiId] = json;
        return {};
    }
    Result<void> remove(const std::string& apiId) override
    {
        return files.erase(apiId) > 0 ? Result<void>() : Error{"there is no such file", {}};
    }
    std::map<std::string, std::string> files;
    bool failing = false;
};

ApiDefinition api(const std::string& id, bool quotaLeftAlone = false)
{
    ApiDefinition definition;
    definition.fileName = id + ".json";
    definition.apiId = definition.name = id;
    definition.orgId = Org;
    definition.listenPath = '/' + id + '/';
    definition.targetUrl = "http://127.0.0.1:1";
    definition.dontSetQuotaOnCreate = quotaLeftAlone;
    definition.text = "{\"api_id\":\"" + id + "\"}";
    return definition;
}

std::string error(const std::string& message)
{
    return "{\"status\":\"error\",\"message\":\"" + message + "\"}\n";
}

QJsonObject objectIn(const std::string& json)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
}

} // namespace

#define COMPARE_ANSWER(response, expectedStatus, expectedBody)                                                         \
    do {                                                                                                               \
        const AdminResponse answered = (response);                                                                     \
        QCOMPARE(answered.body, std::string(expectedBody));                                                            \
        QCOMPARE(answered.status, expectedStatus);                                                                     \
    } while (false)

class TestAdminResources : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_settings = {};
        m_settings.secret = "s";
        m_profile = Profile::Tyk29;
        m_apis = {api("a"), api("q", true)};
        m_policies.clear();
        m_files = {};
        m_store = makeMemoryStore();
        Policy gold;
        gold.orgId = Org;
        gold.quotaMax = 5;
        gold.quotaRenewalRate = 60;
        gold.rate = 10;
        gold.per = 1;
        gold.keyExpiresIn = 0;
        gold.accessRights["a"].versions = {"Default"};
        addPolicy("gold", gold);
        compile();
    }

    void definitionsAreWrittenWhole()
    {
        COMPARE_ANSWER(
            call("POST", "/tyk/apis", "{\"api_id\":\"n\",\"name\":\"New\",\"proxy\":{\"listen_path\":\"/n/\"}}"), 200,
            "{\"key\":\"n\",\"status\":\"ok\",\"action\":\"added\"}\n");
        const std::string& text = m_files.files.at("n");
        QVERIFY(text.starts_with("{\n  \"name\": \"New\",\n"));
        const QJsonObject written = objectIn(text);
        QCOMPARE(written["proxy"]["listen_path"].toString(), QString("/n/"));
        QCOMPARE(written["proxy"]["preserve_host_header"], QJsonValue(false));   // complete, with defaults
        COMPARE_ANSWER(call("GET", "/tyk/apis/n"), 404, error("API not found")); // effective with a load
        COMPARE_ANSWER(call("PUT", "/tyk/apis/n", "{\"api_id\":\"n\",\"name\":\"Other\"}"), 200,
                       "{\"key\":\"n\",\"status\":\"ok\",\"action\":\"modified\"}\n");
        QCOMPARE(objectIn(m_files.files.at("n"))["name"].toString(), QString("Other"));
        COMPARE_ANSWER(call("DELETE", "/tyk/apis/n/"), 200,
                       "{\"key\":\"n\",\"status\":\"ok\",\"action\":\"deleted\"}\n");
        QVERIFY(m_files.files.empty());
        // Not validated: without an id the file is ".json".
        QCOMPARE(call("POST", "/tyk/apis", "{}").status, 200);
        QVERIFY(m_files.files.contains(""));
    }

    void refusesDefinitions_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("message");
        const QString mismatch =
            "Request APIID does not match that in Definition! For Updtae operations these must match.";
        QTest::newRow("no JSON") << "POST"
                                 << "/tyk/apis"
                                 << "{" << 400 << "Request malformed";
        QTest::newRow("empty") << "POST"
                               << "/tyk/apis"
                               << "" << 400 << "Request malformed";
        QTest::newRow("list") << "POST"
                              << "/tyk/apis"
                              << "[]" << 400 << "Request malformed";
        QTest::newRow("wrong type") << "POST"
                                    << "/tyk/apis"
                                    << "{\"api_id\":5}" << 400 << "Request malformed";
        QTest::newRow("other id") << "PUT"
                                  << "/tyk/apis/x"
                                  << "{\"api_id\":\"y\"}" << 400 << mismatch;
        QTest::newRow("POST, other id") << "POST"
                                        << "/tyk/apis/x"
                                        << "{\"api_id\":\"y\"}" << 400 << mismatch;
        QTest::newRow("PUT without id") << "PUT"
                                        << "/tyk/apis"
                                        << "{\"api_id\":\"y\"}" << 400 << "Must specify an apiID to update";
        QTest::newRow("DELETE without id") << "DELETE"
                                           << "/tyk/apis"
                                           << "" << 400 << "Must specify an apiID to delete";
        QTest::newRow("no such file") << "DELETE"
                                      << "/tyk/apis/a"
                                      << "" << 500 << "Delete failed";
        QTest::newRow("other method") << "PATCH"
                                      << "/tyk/apis/a"
                                      << "" << 405 << "Method not supported";
    }

    void refusesDefinitions()
    {
        QFETCH(const QString, method);
        QFETCH(const QString, path);
        QFETCH(const QString, body);
        QFETCH(const int, status);
        QFETCH(const QString, message);
        COMPARE_ANSWER(call(method.toStdString(), path.toStdString(), body.toStdString()), status,
                       error(message.toStdString()));
        QVERIFY(m_files.files.empty());
    }

    void tellsThatAFileWasNotWritten()
    {
        m_files.failing = true;
        COMPARE_ANSWER(call("POST", "/tyk/apis", "{\"api_id\":\"n\"}"), 500,
                       error("File object creation failed, write error"));
        m_settings.useDbAppConfigs = true;
        compile();
        COMPARE_ANSWER(call("POST", "/tyk/apis", "{\"api_id\":\"n\"}"), 500,
                       error("Due to enabled use_db_app_configs, please use the Dashboard API"));
    }

    void organisationsAreNoKeys()
    {
        QCOMPARE(call("POST", "/tyk/org/keys/" + Org, "{\"quota_max\":2}").body,
                 "{\"key\":\"" + Org + "\",\"status\":\"ok\",\"action\":\"added\"}\n");
        COMPARE_ANSWER(call("GET", "/tyk/keys"), 200, "{\"keys\":[]}\n");
        COMPARE_ANSWER(call("GET", "/tyk/keys/" + Org), 404, error("Key not found"));
        COMPARE_ANSWER(call("GET", "/tyk/keys/" + nameOfOrganisation(Org)), 404, error("Key not found"));
        QVERIFY(!m_store->state()->keys.find(nameOfOrganisation(Org)));
        QCOMPARE(objectIn(call("GET", "/tyk/org/keys/" + Org).body)["quota_max"].toInt(), 2);
        COMPARE_ANSWER(call("DELETE", "/tyk/keys/" + Org), 400, error("Failed to remove the key"));
        COMPARE_ANSWER(call("GET", "/tyk/org/keys?filter=54de"), 200, "{\"keys\":[\"" + Org + "\"]}\n");
        COMPARE_ANSWER(call("GET", "/tyk/org/keys?filter=x"), 200, "{\"keys\":[]}\n");
        QCOMPARE(call("DELETE", "/tyk/org/keys/" + Org).status, 200);
        COMPARE_ANSWER(call("DELETE", "/tyk/org/keys/" + Org), 400, error("Failed to remove the key"));
        COMPARE_ANSWER(call("GET", "/tyk/org/keys/" + Org), 404, error("Org not found"));
    }

    void organisationsWithoutApis()
    {
        QCOMPARE(call("PUT", "/tyk/org/keys/" + Org, "{}").status, 200);
        m_apis.clear();
        compile();
        COMPARE_ANSWER(call("GET", "/tyk/org/keys"), 404, error("ORG not found"));
        COMPARE_ANSWER(call("GET", "/tyk/org/keys/" + Org), 404, error("Org not found"));
        COMPARE_ANSWER(call("DELETE", "/tyk/org/keys/" + Org), 404, error("Org not found"));
    }

    void organisationRefusals()
    {
        COMPARE_ANSWER(call("POST", "/tyk/org/keys/x", "{"), 400, error("Request malformed"));
        COMPARE_ANSWER(call("POST", "/tyk/org/keys", "{}"), 405, error("Method not supported"));
        COMPARE_ANSWER(call("GET", "/tyk/org"), 404, "404 page not found\n");
        const std::string name = nameOfOrganisation("x");
        const auto counters = m_store->state()->counters.get(name, {});
        QCOMPARE(call("POST", "/tyk/org/keys/x", "{}").status, 200);
        QVERIFY(!counters->dropped);
        QCOMPARE(call("PUT", "/tyk/org/keys/x?reset_quota=1", "{}").status, 200);
        QVERIFY(counters->dropped);
    }

    void healthAndCache()
    {
        COMPARE_ANSWER(call("GET", "/tyk/health?api_id=a"), 400, error("Health checks are not enabled for this node"));
        m_settings.enableHealthChecks = true;
        compile();
        COMPARE_ANSWER(call("GET", "/tyk/health"), 400, error("missing api_id parameter"));
        COMPARE_ANSWER(call("GET", "/tyk/health?api_id=x"), 404, error("API ID not found"));
        QCOMPARE(objectIn(call("GET", "/tyk/health?api_id=a").body).size(), 5);
        COMPARE_ANSWER(call("DELETE", "/tyk/cache/x"), 200, "{\"status\":\"ok\",\"message\":\"cache invalidated\"}\n");
        COMPARE_ANSWER(call("GET", "/tyk/cache/x"), 405, error("Method not supported"));
    }

    // 3.6: unchecked, and counters go on.
    void setsPoliciesOfAKey()
    {
        const std::string key = create();
        const auto counters = m_store->state()->counters.get(key, {});
        COMPARE_ANSWER(call("POST", "/tyk/keys/policy/" + key, "{\"policy\":\"x\",\"apply_policies\":[\"y\"]}"), 200,
                       "{\"key\":\"" + key + "\",\"status\":\"ok\",\"action\":\"updated\"}\n");
        QCOMPARE(stored(key).applyPolicies, (std::vector<std::string>{"y", "x"}));
        QVERIFY(!counters->dropped);
        COMPARE_ANSWER(call("POST", "/tyk/keys/policy/none", "{}"), 404, error("Key not found"));
        COMPARE_ANSWER(call("POST", "/tyk/keys/policy/" + key, "{\"policy\":5}"), 400,
                       error("Couldn't decode instruction"));
        COMPARE_ANSWER(call("GET", "/tyk/keys/policy/" + key), 405, error("Method not supported"));
    }

    // admin-api.md 3; policy-semantics.md 6.8: under 2.9 what a policy gave stays in the key, under guide nothing does.
    void storesKeysWithTheirPoliciesUnder29()
    {
        const std::string sticky = create();
        QCOMPARE(stored(sticky).quotaMax, int64_t(5));
        QCOMPARE(stored(sticky).quotaRenews, int64_t(0)); // 3.1: in the end, if a policy supplies the quota
        m_policies.clear();
        compile();
        QCOMPARE(objectIn(call("GET", "/tyk/keys/" + sticky).body)["quota_max"].toInt(), 5);
        init();
        m_profile = Profile::Guide;
        compile();
        const std::string plain = create();
        QCOMPARE(stored(plain).quotaMax, int64_t(0));
        QVERIFY(stored(plain).accessRights.empty());
    }

    // 7.4: under 2.9 the body says when a key ends, under guide an absent `expires` keeps it (guide 4).
    void updateWithoutExpires()
    {
        for (const Profile profile : {Profile::Tyk29, Profile::Guide}) {
            init();
            m_profile = profile;
            compile();
            const std::string key = create(",\"expires\":1900000000");
            QCOMPARE(call("PUT", "/tyk/keys/" + key, body()).status, 200);
            QCOMPARE(stored(key).expires, profile == Profile::Guide ? int64_t(1'900'000'000) : int64_t(0));
        }
    }

    // 3.8, Quirk.
    void quotaOfTheApiSkipsCustomKeys()
    {
        const std::string only = "{\"org_id\":\"" + Org + "\",\"access_rights\":{\"q\":{\"versions\":[\"Default\"]}}}";
        QCOMPARE(call("POST", "/tyk/keys/mine", only).status, 200);
        QVERIFY(!m_store->state()->keys.find(Org + "mine"));
        QCOMPARE(call("POST", "/tyk/keys/create", only).status, 200);
        QCOMPARE(m_store->state()->keys.size(), size_t(1));
        m_profile = Profile::Guide;
        compile();
        QCOMPARE(call("POST", "/tyk/keys/mine", only).status, 200);
        QVERIFY(m_store->state()->keys.find(Org + "mine") != nullptr);
    }

private:
    void addPolicy(const std::string& name, const Policy& policy)
    {
        auto entry = std::make_shared<PolicyEntry>();
        entry->policy = policy;
        m_policies[name] = entry;
    }

    void compile()
    {
        m_snapshot = SnapshotCompiler::compile({1, m_profile, m_settings, m_policies, m_apis});
        AdminContext context;
        context.snapshot = [this] { return m_snapshot; };
        context.store = [this]() -> StateStore& { return *m_store; };
        context.reload = [](bool) {};
        context.clock = &m_clock;
        context.definitions = &m_files;
        context.randomId = [this] {
            std::string id = std::to_string(++m_ids);
            return std::string(32 - id.size(), '0') + id;
        };
        m_api = std::make_unique<AdminApi>(std::move(context));
    }

    AdminResponse call(const std::string& method, const std::string& target, const std::string& body = {})
    {
        const size_t mark = std::min(target.find('?'), target.size());
        const std::string query = mark < target.size() ? target.substr(mark + 1) : std::string();
        return m_api->handle({method, target.substr(0, mark), query, "s", body});
    }

    static std::string body(const std::string& more = {})
    {
        return "{\"org_id\":\"" + Org + "\",\"apply_policies\":[\"gold\"]" + more + '}';
    }

    std::string create(const std::string& more = {})
    {
        return objectIn(call("POST", "/tyk/keys/create", body(more)).body)["key"].toString().toStdString();
    }

    Session stored(const std::string& key) { return m_store->state()->keys.find(key)->session(); }

    GatewaySettings m_settings;
    Profile m_profile = Profile::Tyk29;
    std::vector<ApiDefinition> m_apis;
    PolicySet m_policies;
    FixedClock m_clock;
    KeptDefinitions m_files;
    std::unique_ptr<StateStore> m_store;
    std::shared_ptr<const Snapshot> m_snapshot;
    std::unique_ptr<AdminApi> m_api;
    int m_ids = 0;
};

QTEST_GUILESS_MAIN(TestAdminResources)
#include "tst_adminresources.moc"
