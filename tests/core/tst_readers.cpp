#include "core/reading/readers.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace gatereeve;

// policy-semantics.md 1.1 to 1.6; profiles.md, guide 1.
class TestReaders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMemberOfAPolicy();
    void everyMemberOfASession();
    void letterCase();
    void nullIsZero();
    void bothSpellingsOfLabels();
    void unknownMembersAreKept();
    void lastScalarWins();
    void repeatedObjectsUnite();
    void repeatedApiWinsWhole();
    void wrongTypes_data();
    void wrongTypes();
    void wrongTypeIsPlacedAndExplained();
    void readingGoesOn();
    void firstInFileOrderFirst();
    void consequences();
    void tellsWhatIsPassedOver();
    void aMalformedIdEndsAGatewaysReading();
    void objectIds_data();
    void objectIds();
    void times();
    void notAnObject();
    void classicDefinition();
    void authConfigsReplaceAuth();
    void plainPathLists();
    void extendedPathLists();
    void oasDocument();
    void brokenDefinitionIsUnusable_data();
    void brokenDefinitionIsUnusable();
    void settings();
    void filesOfOthers_data();
    void filesOfOthers();
};

namespace
{

json::Document parsed(std::string text)
{
    auto document = json::Document::parse(std::move(text), {.file = "policies.json"});
    if (!document)
        qFatal("%s", document.error().describe().c_str());
    return *document;
}

Policy policyOf(std::string text, Findings& findings)
{
    return readPolicy(parsed(std::move(text)).root(), findings, Dialect::Guide);
}

Policy policyOf(std::string text)
{
    Findings findings;
    Policy policy = policyOf(std::move(text), findings);
    if (!findings.empty())
        qFatal("%s", findings.front().message.english().c_str());
    return policy;
}

ApiDefinition definitionOf(std::string text)
{
    Findings findings;
    ApiDefinition definition = readApiDefinition(parsed(std::move(text)).root(), findings);
    if (!findings.empty())
        qFatal("%s", findings.front().message.english().c_str());
    return definition;
}

using Texts = std::vector<std::string>;

} // namespace

void TestReaders::everyMemberOfAPolicy()
{
    const Policy policy = policyOf(R"({
        "_id": "5D8929d8f56e1a138f628269", "id": "gold", "name": "Gold", "org_id": "acme", "rate": 10.5, "per": 60,
        "quota_max": 9007199254740993, "quota_renewal_rate": 3600, "throttle_interval": 1.5, "throttle_retry_limit": 3,
        "access_rights": {"a": {"api_name": "A", "api_id": "a", "versions": ["v1"],
            "allowed_urls": [{"url": "/x", "methods": ["GET"]}],
            "limit": {"rate": 1, "per": 2, "throttle_interval": 3, "throttle_retry_limit": 4, "quota_max": 5,
                      "quota_renews": 6, "quota_remaining": 7, "quota_renewal_rate": 8},
            "allowance_scope": "s"}},
        "hmac_enabled": true, "enable_http_signature_validation": true, "active": true, "is_inactive": true,
        "tags": ["t"], "key_expires_in": 50000,
        "partitions": {"quota": true, "rate_limit": true, "acl": true, "per_api": true},
        "last_updated": "1600000000", "meta_data": {"a": {"b": [1, null, "x"]}}})");

    Policy expected;
    expected.objectId = "5d8929d8f56e1a138f628269";
    expected.id = "gold";
    expected.name = "Gold";
    expected.orgId = "acme";
    expected.rate = 10.5;
    expected.per = 60;
    expected.quotaMax = 9'007'199'254'740'993;
    expected.quotaRenewalRate = 3600;
    expected.throttleInterval = 1.5;
    expected.throttleRetryLimit = 3;
    AccessRight& right = expected.accessRights["a"];
    right.apiName = "A";
    right.apiId = "a";
    right.versions = {"v1"};
    right.allowedUrls = {{"/x", {"GET"}}};
    right.limit = Limit{1, 2, 3, 4, 5, 6, 7, 8};
    right.allowanceScope = "s";
    expected.hmacEnabled = expected.httpSignatureEnabled = expected.isInactive = true;
    expected.active = true;
    expected.tags = {"t"};
    expected.keyExpiresIn = 50'000;
    expected.partitions = {true, true, true, true};
    expected.lastUpdated = "1600000000";
    expected.metaData = {{"a", R"({"b":[1,null,"x"]})"}};
    QVERIFY(policy == expected);
}

void TestReaders::everyMemberOfASession()
{
    Findings findings;
    const Session session = readSession(parsed(R"({
        "last_check": 1, "allowance": 2.5, "rate": 3, "per": 4, "throttle_interval": 5, "throttle_retry_limit": 6,
        "date_created": "2026-12-09T13:05:00Z", "expires": -1, "quota_max": 7, "quota_renews": 8, "quota_remaining": 9,
        "quota_renewal_rate": 10, "access_rights": {"a": {}}, "org_id": "acme", "oauth_client_id": "c",
        "oauth_keys": {"a": "k"}, "certificate": "cert", "basic_auth_data": {"password": "p", "hash_type": "bcrypt"},
        "jwt_data": {"secret": "s"}, "hmac_enabled": true, "enable_http_signature_validation": true, "hmac_string": "h",
        "rsa_certificate_id": "r", "is_inactive": true, "apply_policy_id": "p", "apply_policies": ["q"],
        "data_expires": 11, "monitor": {"trigger_limits": [80, 90.5]}, "enable_detail_recording": true,
        "meta_data": {"who": "me"}, "tags": ["t"], "alias": "al", "last_updated": "12", "id_extractor_deadline": 13,
        "session_lifetime": 14, "Mutex": {}})")
                                            .root(),
                                        findings, Dialect::Guide);
    Session expected;
    expected.lastCheck = 1;
    expected.allowance = 2.5;
    expected.rate = 3;
    expected.per = 4;
    expected.throttleInterval = 5;
    expected.throttleRetryLimit = 6;
    expected.dateCreated = "2026-12-09T13:05:00Z";
    expected.expires = -1;
    expected.quotaMax = 7;
    expected.quotaRenews = 8;
    expected.quotaRemaining = 9;
    expected.quotaRenewalRate = 10;
    expected.accessRights["a"] = {};
    expected.orgId = "acme";
    expected.oauthClientId = "c";
    expected.oauthKeys = {{"a", "k"}};
    expected.certificate = "cert";
    expected.basicAuthPassword = "p";
    expected.basicAuthHashType = "bcrypt";
    expected.jwtSecret = "s";
    expected.hmacEnabled = expected.httpSignatureEnabled = expected.isInactive = expected.enableDetailRecording = true;
    expected.hmacString = "h";
    expected.rsaCertificateId = "r";
    expected.applyPolicyId = "p";
    expected.applyPolicies = {"q"};
    expected.dataExpires = 11;
    expected.monitorTriggerLimits = {80, 90.5};
    expected.metaData = {{"who", "\"me\""}};
    expected.tags = {"t"};
    expected.alias = "al";
    expected.lastUpdated = "12";
    expected.idExtractorDeadline = 13;
    expected.sessionLifetime = 14;
    expected.unknown = {{"Mutex", "{}"}};
    QVERIFY(findings.empty());
    QVERIFY(session == expected);
}

void TestReaders::letterCase()
{
    const Policy policy = policyOf(R"({"RATE": 10, "Org_Id": "o", "Tags": ["Case"],
        "Access_Rights": {"Api": {"API_ID": "a", "Limit": {"Quota_Max": 5}}}, "meta_data": {"Who": 1}})");
    QCOMPARE(policy.rate, 10.0);
    QCOMPARE(policy.orgId, std::string("o"));
    QCOMPARE(policy.tags, Texts{"Case"});
    QCOMPARE(policy.accessRights.at("Api").apiId, std::string("a"));
    QCOMPARE(policy.accessRights.at("Api").limit->quotaMax, int64_t(5));
    QVERIFY(policy.metaData.contains("Who"));
}

void TestReaders::nullIsZero()
{
    const Policy policy =
        policyOf(R"({"rate": null, "name": null, "tags": null, "access_rights": {"a": null, "b": {"limit": null}},
        "active": null, "partitions": null, "meta_data": null, "_id": null, "quota_max": null, "is_inactive": null})");
    Policy expected;
    expected.accessRights = {{"a", {}}, {"b", {}}};
    QVERIFY(policy == expected);
}

void TestReaders::bothSpellingsOfLabels()
{
    const Policy policy =
        policyOf(R"({"access_rights": {"a": {"apiname": "A", "apiid": "a"}, "b": {"api_name": "B", "api_id": "b"}}})");
    QCOMPARE(policy.accessRights.at("a").apiName, std::string("A"));
    QCOMPARE(policy.accessRights.at("a").apiId, std::string("a"));
    QCOMPARE(policy.accessRights.at("b").apiName, std::string("B"));
    QCOMPARE(policy.accessRights.at("b").apiId, std::string("b"));
}

void TestReaders::unknownMembersAreKept()
{
    const Policy policy =
        policyOf(R"({"rate": 1, "colour": "red", "Extra": {"a": [ 1 ]}, "access_rights": {"a": {"extra": [1]}}})");
    QVERIFY((policy.unknown == UnknownMembers{{"colour", "\"red\""}, {"Extra", R"({"a": [ 1 ]})"}}));
    QVERIFY((policy.accessRights.at("a").unknown == UnknownMembers{{"extra", "[1]"}}));
}

void TestReaders::lastScalarWins()
{
    const Policy policy = policyOf(R"({"rate": 10, "tags": ["a", "b"], "RATE": 5, "tags": ["c"]})");
    QCOMPARE(policy.rate, 5.0);
    QCOMPARE(policy.tags, Texts{"c"});
}

void TestReaders::repeatedObjectsUnite()
{
    const Policy policy = policyOf(R"({"partitions": {"quota": true}, "partitions": {"acl": true},
        "access_rights": {"a": {"limit": {"rate": 1}, "limit": {"per": 2}}}, "access_rights": {"b": {}}})");
    QVERIFY((policy.partitions == Partitions{.quota = true, .acl = true}));
    QCOMPARE(policy.accessRights.size(), size_t(2));
    QVERIFY((policy.accessRights.at("a").limit == Limit{.rate = 1, .per = 2}));
}

void TestReaders::repeatedApiWinsWhole()
{
    const Policy policy =
        policyOf(R"({"access_rights": {"a": {"api_id": "a", "versions": ["v1"]}, "a": {"api_name": "A"}}})");
    QVERIFY(policy.accessRights.at("a") == (AccessRight{.apiName = "A"}));
}

void TestReaders::wrongTypes_data()
{
    QTest::addColumn<QByteArray>("member");
    for (const char* member : {R"("rate": "10")",       R"("rate": true)",
                               R"("rate": [])",         R"("rate": {})",
                               R"("rate": 1e999)",      R"("quota_max": 1.5)",
                               R"("quota_max": 1e3)",   R"("quota_max": 9223372036854775808)",
                               R"("quota_max": "5")",   R"("is_inactive": "true")",
                               R"("is_inactive": 1)",   R"("active": "yes")",
                               R"("name": 5)",          R"("tags": "a")",
                               R"("tags": {})",         R"("partitions": [])",
                               R"("partitions": true)", R"("access_rights": [])",
                               R"("meta_data": [])",    R"("last_updated": 5)"})
        QTest::newRow(member) << QByteArray(member);
}

// "no conversion is ever made"; "the member concerned keeps its zero value, the rest is read"
void TestReaders::wrongTypes()
{
    QFETCH(QByteArray, member);
    Findings findings;
    const Policy policy = policyOf("{\"per\": 7, " + member.toStdString() + ", \"org_id\": \"acme\"}", findings);
    QCOMPARE(findings.size(), size_t(1));
    QCOMPARE(findings.front().kind, std::string("wrong-type"));
    QVERIFY(findings.front().severity == Severity::Error);
    Policy expected;
    expected.per = 7;
    expected.orgId = "acme";
    QVERIFY(policy == expected);
}

void TestReaders::wrongTypeIsPlacedAndExplained()
{
    Findings findings;
    readPolicy(*parsed("{\n  \"gold\": {\n    \"rate\": \"10\"\n  }\n}").root().member("gold"), findings,
               Dialect::Guide);
    QCOMPARE(findings.size(), size_t(1));
    QCOMPARE(findings[0].message.english(), std::string("`rate` is the text \"10\"; a number is expected; 0 is used"));
    QVERIFY((findings[0].place == Place{"policies.json", 3, 13, "gold.rate"}));
}

void TestReaders::readingGoesOn()
{
    Findings findings;
    const Policy policy = policyOf(
        R"({"access_rights": {"a": {"allowed_urls": ["/x", {"url": "/y", "methods": "GET"}], "versions": ["v1", 2]}},
                                       "rate": 5})",
        findings);
    QCOMPARE(findings.size(), size_t(3));
    QCOMPARE(findings[0].place.path, std::string("access_rights.a.allowed_urls[0]"));
    QCOMPARE(findings[0].message.english(),
             std::string("`allowed_urls[0]` is the text \"/x\"; an object is expected; an empty object is used"));
    QCOMPARE(findings[1].place.path, std::string("access_rights.a.allowed_urls[1].methods"));
    QCOMPARE(findings[2].place.path, std::string("access_rights.a.versions[1]"));
    QCOMPARE(policy.rate, 5.0);
    QCOMPARE(policy.accessRights.at("a").versions, (Texts{"v1", ""}));
    QCOMPARE(policy.accessRights.at("a").allowedUrls.at(1).url, std::string("/y"));
}

void TestReaders::firstInFileOrderFirst()
{
    Findings findings;
    policyOf(R"({"per": "b", "rate": "a", "access_rights": {"z": 1, "a": 2}})", findings);
    Texts paths;
    for (const Finding& finding : findings)
        paths.push_back(finding.place.path);
    QCOMPARE(paths, (Texts{"per", "rate", "access_rights.z", "access_rights.a"}));
}

// policy-semantics.md 1.1, 1.4.
void TestReaders::tellsWhatIsPassedOver()
{
    const json::Document document =
        parsed(R"({"colour": 1, "rate": 1, "Rate": 2, "access_rights": {"a": {"apiid": "a"}, "a": {"endpoints": 5}}})");
    const auto kindsFor = [&](Dialect dialect) {
        Findings findings, notes;
        readPolicy(document.root(), findings, dialect, WrongType::ZeroLoaded, &notes);
        Texts kinds;
        for (const Finding& note : notes)
            kinds.push_back(note.kind);
        return kinds;
    };
    QCOMPARE(kindsFor(Dialect::Tyk29),
             (Texts{"unknown-member", "repeated-member", "label-ignored", "repeated-member", "newer-member"}));
    QCOMPARE(kindsFor(Dialect::Tyk29Service),
             (Texts{"unknown-member", "repeated-member", "repeated-member", "newer-member"}));
    QCOMPARE(kindsFor(Dialect::Tyk5), (Texts{"unknown-member", "repeated-member", "label-ignored", "repeated-member"}));
    QCOMPARE(kindsFor(Dialect::Guide), (Texts{"repeated-member", "repeated-member", "newer-member"}));
}

// policy-semantics.md 3.2.
void TestReaders::aMalformedIdEndsAGatewaysReading()
{
    const json::Document document = parsed(R"({"rate": 1, "_id": "x", "per": 7})");
    for (const WrongType consequence : {WrongType::ZeroLoaded, WrongType::NothingTaken, WrongType::Unusable}) {
        Findings findings;
        const Policy policy = readPolicy(document.root(), findings, Dialect::Tyk29, consequence);
        QCOMPARE(policy.rate, 1.0);
        QCOMPARE(policy.per, consequence == WrongType::Unusable ? 7.0 : 0.0);
    }
}

void TestReaders::consequences()
{
    const json::Document document = parsed(R"({"rate": "10"})");
    Findings findings;
    readPolicy(document.root(), findings, Dialect::Guide, WrongType::FormerKept);
    readPolicy(document.root(), findings, Dialect::Guide, WrongType::Unusable);
    QVERIFY(findings.at(0).message.english().ends_with("the former version of the policy stays in force"));
    QVERIFY(findings.at(1).message.english().ends_with("every key that names it is refused"));
    QVERIFY(findings.at(0).message.id != findings.at(1).message.id);
}

void TestReaders::objectIds_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("good");
    QTest::newRow("digits") << QByteArray("\"5d8929d8f56e1a138f628269\"") << true;
    QTest::newRow("empty") << QByteArray("\"\"") << true;
    QTest::newRow("null") << QByteArray("null") << true;
    QTest::newRow("words") << QByteArray("\"not-hex\"") << false;
    QTest::newRow("too short") << QByteArray("\"5d8929d8f56e1a138f62826\"") << false;
    QTest::newRow("no digit") << QByteArray("\"5d8929d8f56e1a138f62826g\"") << false;
    QTest::newRow("number") << QByteArray("5") << false;
}

// "Anything else is an error of a special kind" (1.2)
void TestReaders::objectIds()
{
    QFETCH(QByteArray, json);
    QFETCH(bool, good);
    Findings findings;
    policyOf("{\"_id\": " + json.toStdString() + "}", findings);
    QCOMPARE(findings.empty(), good);
    if (!good)
        QCOMPARE(findings.front().kind, std::string("bad-object-id"));
}

void TestReaders::times()
{
    Findings findings;
    QCOMPARE(
        readSession(parsed(R"({"date_created": "0001-01-01T00:00:00Z"})").root(), findings, Dialect::Guide).dateCreated,
        std::string());
    QVERIFY(findings.empty());
    QCOMPARE(readSession(parsed(R"({"date_created": "yesterday"})").root(), findings, Dialect::Guide).dateCreated,
             std::string());
    QCOMPARE(findings.size(), size_t(1));
}

void TestReaders::notAnObject()
{
    for (const char* text : {"[]", "5", "\"x\"", "true"}) {
        Findings findings;
        QVERIFY(policyOf(text, findings) == Policy{});
        QCOMPARE(findings.size(), size_t(1));
        QCOMPARE(findings.front().place.path, std::string());
        readSession(parsed(text).root(), findings, Dialect::Guide);
        readApiDefinition(parsed(text).root(), findings);
        readGatewaySettings(parsed(text).root(), findings);
        readAccessRights(parsed(text).root(), findings, Dialect::Guide);
        QCOMPARE(findings.size(), size_t(5));
    }
    Findings findings;
    QVERIFY(policyOf("null", findings) == Policy{});
    QVERIFY(findings.empty());
}

void TestReaders::classicDefinition()
{
    const ApiDefinition definition = definitionOf(R"({
        "name": "Orders", "slug": "orders", "api_id": "orders", "org_id": "acme", "active": true, "internal": true,
        "use_keyless": true, "use_oauth2": true, "use_openid": true, "use_basic_auth": true, "enable_jwt": true,
        "enable_signature_checking": true, "use_standard_auth": true, "strip_auth_data": true,
        "auth": {"auth_header_name": "X-Key", "use_param": true, "param_name": "p", "use_cookie": true, "cookie_name": "c"},
        "proxy": {"listen_path": "/orders/", "target_url": "http://x/", "strip_listen_path": true,
                  "preserve_host_header": true, "disable_strip_slash": true, "enable_load_balancing": true,
                  "target_list": ["http://a", "http://b"], "transport": {"ssl_insecure_skip_verify": true}},
        "version_data": {"not_versioned": true, "default_version": "v1",
            "versions": {"v1": {"name": "v1", "expires": "2027-01-01 00:00", "global_headers": {"X-A": "1"},
                                "global_headers_remove": ["X-B"], "override_target": "http://o", "ignore_endpoint_case": true}}},
        "definition": {"location": "header", "key": "x-api-version", "strip_path": true},
        "disable_rate_limit": true, "disable_quota": true, "global_rate_limit": {"rate": 5, "per": 1},
        "dont_set_quota_on_create": true, "session_lifetime": 60})");
    QCOMPARE(definition.name, std::string("Orders"));
    QCOMPARE(definition.slug, std::string("orders"));
    QCOMPARE(definition.apiId, std::string("orders"));
    QCOMPARE(definition.orgId, std::string("acme"));
    QVERIFY(definition.active == true && definition.internal && definition.useKeyless);
    QVERIFY(definition.useOauth2 && definition.useOpenId && definition.useBasicAuth && definition.enableJwt);
    QVERIFY(definition.enableSignatureChecking && definition.useStandardAuth && definition.stripAuthData);
    QVERIFY((definition.auth == AuthSettings{"X-Key", true, "p", true, "c"}));
    QCOMPARE(definition.listenPath, std::string("/orders/"));
    QCOMPARE(definition.targetUrl, std::string("http://x/"));
    QVERIFY(definition.stripListenPath && definition.preserveHostHeader && definition.disableStripSlash);
    QVERIFY(definition.enableLoadBalancing && definition.sslInsecureSkipVerify);
    QCOMPARE(definition.targetList, (Texts{"http://a", "http://b"}));
    QVERIFY(definition.notVersioned);
    QCOMPARE(definition.defaultVersion, std::string("v1"));
    const ApiVersion& version = definition.versions.at("v1");
    QCOMPARE(version.expires, std::string("2027-01-01 00:00"));
    QCOMPARE(version.globalHeaders.at("X-A"), std::string("1"));
    QCOMPARE(version.globalHeadersRemove, Texts{"X-B"});
    QCOMPARE(version.overrideTarget, std::string("http://o"));
    QVERIFY(version.ignoreEndpointCase);
    QCOMPARE(definition.versionLocation, std::string("header"));
    QCOMPARE(definition.versionKey, std::string("x-api-version"));
    QVERIFY(definition.versionStripPath && definition.disableRateLimit && definition.disableQuota);
    QCOMPARE(definition.globalRate, 5.0);
    QCOMPARE(definition.globalPer, 1.0);
    QVERIFY(definition.dontSetQuotaOnCreate);
    QCOMPARE(definition.sessionLifetime, int64_t(60));
    QVERIFY(!definition.isOas);
    QVERIFY(definition.text.starts_with(R"({"name":"Orders","slug":"orders",)"));
    QVERIFY(!definitionOf("{}").notVersioned);
}

// gateway-behaviour.md 9
void TestReaders::authConfigsReplaceAuth()
{
    const ApiDefinition definition = definitionOf(R"({"auth": {"auth_header_name": "Old", "use_param": true},
        "auth_configs": {"authToken": {"auth_header_name": "New"}, "jwt": {"auth_header_name": "Jwt"}}})");
    QVERIFY((definition.auth == AuthSettings{.headerName = "New"}));
    QCOMPARE(definitionOf(R"({"auth": {"auth_header_name": "Old"}, "auth_configs": null})").auth.headerName,
             std::string("Old"));
}

// gateway-behaviour.md 7
void TestReaders::plainPathLists()
{
    const ApiDefinition definition = definitionOf(R"({"version_data": {"versions": {"v": {
        "paths": {"ignored": ["/i"], "white_list": ["/w"], "black_list": ["/b"]},
        "extended_paths": {"ignored": [{"path": "/unused"}]}}}}})");
    const ApiVersion& version = definition.versions.at("v");
    QVERIFY((version.ignored == std::vector<PathListEntry>{{"/i", false, {}}}));
    QVERIFY((version.whiteList == std::vector<PathListEntry>{{"/w", false, {}}}));
    QVERIFY((version.blackList == std::vector<PathListEntry>{{"/b", false, {}}}));
}

void TestReaders::extendedPathLists()
{
    const ApiDefinition definition = definitionOf(R"({"version_data": {"versions": {"v": {
        "use_extended_paths": true, "paths": {"ignored": ["/unused"]},
        "extended_paths": {"ignored": [{"path": "/i", "ignore_case": true, "method_actions": {
            "GET": {"action": "reply", "code": 201, "data": "d", "headers": {"X": "y"}}}}],
            "white_list": [{"path": "/w"}], "black_list": null}}}}})");
    const ApiVersion& version = definition.versions.at("v");
    QCOMPARE(version.ignored.size(), size_t(1));
    QCOMPARE(version.ignored[0].path, std::string("/i"));
    QVERIFY(version.ignored[0].ignoreCase);
    QVERIFY((version.ignored[0].methodActions.at("GET") == MethodAction{"reply", "d", 201, {{"X", "y"}}}));
    QCOMPARE(version.whiteList.at(0).path, std::string("/w"));
    QVERIFY(version.blackList.empty());
}

void TestReaders::oasDocument()
{
    const ApiDefinition definition = definitionOf(R"({"openapi": "3.0.3", "info": {"title": "x"}, "x-tyk-api-gateway": {
        "info": {"id": "p1", "name": "Node", "orgId": "acme", "state": {"active": true}},
        "server": {"listenPath": {"value": "/t", "strip": true}}, "upstream": {"url": "http://u"}}})");
    QVERIFY(definition.isOas && definition.active == true && definition.stripListenPath && definition.notVersioned);
    QCOMPARE(definition.apiId, std::string("p1"));
    QCOMPARE(definition.name, std::string("Node"));
    QCOMPARE(definition.orgId, std::string("acme"));
    QCOMPARE(definition.listenPath, std::string("/t"));
    QCOMPARE(definition.targetUrl, std::string("http://u"));
    QVERIFY(definition.usesToken());
}

void TestReaders::brokenDefinitionIsUnusable_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("would ignore every path")
        << QByteArray(R"({"api_id": "a", "version_data": {"versions": {"v": {"paths": {"ignored": [5]}}}}})");
    QTest::newRow("would forbid nothing")
        << QByteArray(R"({"api_id": "a", "version_data": {"versions": {"v": {"paths": {"black_list": "/x"}}}}})");
    QTest::newRow("would never end") << QByteArray(
        R"({"api_id": "a", "version_data": {"versions": {"v": {"expires": 5}}}})");
    QTest::newRow("would not limit") << QByteArray(R"({"api_id": "a", "global_rate_limit": {"rate": "5"}})");
    QTest::newRow("would be active") << QByteArray(R"({"api_id": "a", "active": "false"})");
}

// In any doubt the gateway denies.
void TestReaders::brokenDefinitionIsUnusable()
{
    QFETCH(QByteArray, json);
    Findings findings;
    const ApiDefinition definition = readApiDefinition(parsed(json.toStdString()).root(), findings);
    QCOMPARE(definition.apiId, std::string("a"));
    QVERIFY(definition.unusable.has_value());
    QVERIFY(definition.unusable->english().ends_with("the API is not served"));
    QVERIFY(!definitionOf(R"({"api_id": "a"})").unusable);
}

// storage-and-config.md 2.2 to 2.5
void TestReaders::settings()
{
    Findings findings;
    const GatewaySettings settings = readGatewaySettings(parsed(R"({
        "listen_address": "0.0.0.0", "listen_port": 8080, "control_api_port": 9090, "secret": "s", "node_secret": "n",
        "template_path": "t", "app_path": "a", "storage": {"type": "redis", "host": "r"},
        "Policies": {"policy_source": "file", "policy_record_name": "p.json", "policy_path": "d"},
        "hash_keys": true, "hash_key_function": "sha256", "hash_key_function_fallback": ["murmur64"],
        "enable_hashed_keys_listing": true, "min_token_length": 5, "allow_master_keys": true,
        "global_session_lifetime": 7, "force_global_session_lifetime": true, "enable_redis_rolling_limiter": true,
        "enable_sentinel_rate_limiter": true, "close_connections": true, "proxy_close_connections": true,
        "proxy_default_timeout": 1.5, "hide_generator_header": true, "health_check_endpoint_name": "up",
        "version_header": "v", "ignore_endpoint_case": true,
        "proxy_ssl_insecure_skip_verify": true,
        "http_server_options": {"skip_url_cleaning": true, "enable_websockets": true, "use_ssl": true,
            "min_version": 772, "certificates": [{"domain_name": "d", "cert_file": "c", "key_file": "k"}]},
        "override_messages": {"auth.auth_field_missing": {"message": "m", "code": 401}}})")
                                                             .root(),
                                                         findings);
    GatewaySettings expected;
    expected.listenAddress = "0.0.0.0";
    expected.listenPort = 8080;
    expected.controlApiPort = 9090;
    expected.secret = "s";
    expected.nodeSecret = "n";
    expected.templatePath = "t";
    expected.appPath = "a";
    expected.storageType = "redis";
    expected.policySource = "file";
    expected.policyRecordName = "p.json";
    expected.policyPath = "d";
    expected.hasPolicies = expected.hashKeys = expected.enableHashedKeysListing = expected.allowMasterKeys = true;
    expected.hashKeyFunction = "sha256";
    expected.hashKeyFunctionFallback = {"murmur64"};
    expected.minTokenLength = 5;
    expected.globalSessionLifetime = 7;
    expected.forceGlobalSessionLifetime = expected.enableRollingLimiter = expected.enableSentinelLimiter = true;
    expected.closeConnections = expected.proxyCloseConnections = expected.hideGeneratorHeader = true;
    expected.proxyDefaultTimeout = 1.5;
    expected.healthCheckEndpointName = "up";
    expected.versionHeader = "v";
    expected.ignoreEndpointCase = expected.skipUrlCleaning = expected.enableWebsockets = expected.useSsl = true;
    expected.proxySslInsecureSkipVerify = true;
    expected.minTlsVersion = 772;
    expected.certificates = {{"d", "c", "k"}};
    expected.overrideMessages = {{"auth.auth_field_missing", {"m", 401}}};
    QVERIFY(findings.empty());
    QVERIFY(settings == expected);
    QVERIFY(!readGatewaySettings(parsed("{}").root(), findings).hasPolicies);
}

void TestReaders::filesOfOthers_data()
{
    QTest::addColumn<QString>("path");
    const QString root = QStringLiteral(GATEREEVE_SOURCE_DIR "/../shared/real");
    QDirIterator files(root, {QStringLiteral("*.json"), QStringLiteral("*.conf")}, QDir::Files | QDir::Hidden,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        QTest::newRow(qPrintable(path.mid(root.size() + 1))) << path;
    }
    if (!QFile::exists(root))
        QTest::newRow("absent") << QString();
}

// Whatever people keep in such files is read as whatever it may be, without a crash; findings have a place.
void TestReaders::filesOfOthers()
{
    QFETCH(QString, path);
    if (path.isEmpty())
        QSKIP("../shared/real is not here");
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto document =
        json::Document::parse(file.readAll().toStdString(), {.file = path.toStdString(), .allowTrailingText = true});
    if (!document)
        return; // several are broken on purpose
    const json::Value root = document->root();
    Findings findings;
    readPolicy(root, findings, Dialect::Guide);
    readSession(root, findings, Dialect::Guide);
    readApiDefinition(root, findings);
    readGatewaySettings(root, findings);
    for (const json::Value child : root)
        readPolicy(child, findings, Dialect::Guide);
    for (const Finding& finding : findings) {
        QVERIFY(finding.place.line > 0);
        QVERIFY(!finding.message.english().empty());
    }
}

QTEST_GUILESS_MAIN(TestReaders)
#include "tst_readers.moc"
