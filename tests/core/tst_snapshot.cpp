#include "core/engine/listenpath.h"
#include "core/engine/router.h"
#include "core/engine/snapshot.h"

#include <QtTest>

using namespace gatereeve;

namespace
{

ApiDefinition api(const std::string& id, const std::string& listenPath)
{
    ApiDefinition definition;
    definition.fileName = id + ".json";
    definition.apiId = id;
    definition.name = "API " + id;
    definition.listenPath = listenPath;
    definition.targetUrl = "http://127.0.0.1:9000/";
    definition.useStandardAuth = true;
    return definition;
}

std::shared_ptr<const Snapshot> compiled(std::vector<ApiDefinition> apis, PolicySet policies = {})
{
    return SnapshotCompiler::compile({7, Profile::Guide, {}, std::move(policies), std::move(apis)});
}

std::string idOf(const CompiledApi* found)
{
    return found ? found->definition.apiId : "-";
}

std::string routed(const Snapshot& snapshot, std::string_view path)
{
    return idOf(snapshot.route(path));
}

std::vector<std::string> kinds(const Snapshot& snapshot)
{
    std::vector<std::string> result;
    for (const Finding& finding : snapshot.findings)
        result.push_back(finding.kind);
    return result;
}

PolicySet policyAllowing(const std::string& name, const std::vector<std::string>& urls)
{
    auto entry = std::make_shared<PolicyEntry>();
    entry->place = {"policies.json", 3, 5, name};
    for (const std::string& url : urls)
        entry->policy.accessRights["orders"].allowedUrls.push_back({url, {"GET"}});
    return {{name, entry}};
}

using Kinds = std::vector<std::string>;

} // namespace

class TestSnapshot : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void targets_data();
    void targets();
    void badTargets_data();
    void badTargets();
    void routing_longestListenPathWins();
    void routing_prefixIsOfBytes();
    void routing_patterns();
    void routing_patternsCompeteByWrittenLength();
    void routing_brokenPatternIsNotServed();
    void notServed_internalAndInactive();
    void notServed_brokenDefinition();
    void notServed_badListenPath_data();
    void notServed_badListenPath();
    void notServed_badTarget();
    void quirk_sameListenPathFirstByFileNameIsServed();
    void quirk29_sameListenPathMovesAll();
    void quirk29_whoHadTheListenPathKeepsIt();
    void quirk29_activeIsNotLookedAt();
    void sameApiId_firstByFileNameIsServed();
    void targetsOfLoadBalancingAndVersions();
    void uncheckedCertificates_data();
    void uncheckedCertificates();
    void tokenPlaces_data();
    void tokenPlaces();
    void unsupportedAuthenticationIsRoutedAndNoted();
    void quirk_invalidAllowedUrlIsAFinding();
    void invalidPathListEntryIsAFinding();
    void takesOverWhatItIsGiven();
    void findingsAfterAFormerSnapshotAreTheSame();
    void findingsStandWhereThePolicyIsByNow();
    void errorPages_data();
    void errorPages();
};

void TestSnapshot::targets_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<bool>("tls");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<QByteArray>("authority");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("writtenPath");
    QTest::addColumn<QByteArray>("query");

    const auto row = [](const char* url, bool tls, const char* host, int port, const char* authority, const char* path,
                        const char* written, const char* query) {
        QTest::newRow(url) << QByteArray(url) << tls << QByteArray(host) << port << QByteArray(authority)
                           << QByteArray(path) << QByteArray(written) << QByteArray(query);
    };
    row("http://a", false, "a", 80, "a", "", "", "");
    row("http://a/", false, "a", 80, "a", "", "/", "");
    row("https://a.example", true, "a.example", 443, "a.example", "", "", "");
    row("HTTP://A:8080/v1//", false, "A", 8080, "A:8080", "/v1", "/v1//", "");
    row("http://a/v1?fixed=1&x", false, "a", 80, "a", "/v1", "/v1", "fixed=1&x");
    row("http://a?q", false, "a", 80, "a", "", "", "q");
    row("http://a:80/x#part", false, "a", 80, "a:80", "/x", "/x", "");
    row("http://a:/x", false, "a", 80, "a", "/x", "/x", "");
    row("http://[::1]:81/x/", false, "::1", 81, "[::1]:81", "/x", "/x/", "");
    row("https://[2001:db8::1]", true, "2001:db8::1", 443, "[2001:db8::1]", "", "", "");
}

void TestSnapshot::targets()
{
    QFETCH(QByteArray, url);
    const auto target = parseTarget(url.toStdString());
    QVERIFY(target);
    QTEST(target->tls, "tls");
    QTEST(QByteArray::fromStdString(target->host), "host");
    QTEST(int(target->port), "port");
    QTEST(QByteArray::fromStdString(target->authority), "authority");
    QTEST(QByteArray::fromStdString(target->path), "path");
    QTEST(QByteArray::fromStdString(target->writtenPath), "writtenPath");
    QTEST(QByteArray::fromStdString(target->query), "query");
}

void TestSnapshot::badTargets_data()
{
    QTest::addColumn<QByteArray>("url");
    for (const char* url : {"", "a:80", "//a", "ftp://a", "tyk://self", "http://", "http:///x", "http://:80",
                            "http://a:0", "http://a:x", "http://a:65536", "http://a b", "http://a/\r\nX: y",
                            "http://u:p@a", "http://[::1", "http://[::1]x", "http://[g]", "http://a%41", "http://a\\b"})
        QTest::newRow(url) << QByteArray(url);
}

void TestSnapshot::badTargets()
{
    QFETCH(QByteArray, url);
    const auto target = parseTarget(url.toStdString());
    QVERIFY(!target);
    QVERIFY(!target.error().text.empty());
}

// gateway-behaviour.md 1
void TestSnapshot::routing_longestListenPathWins()
{
    const auto snapshot = compiled({api("pre", "/pre/"), api("long", "/pre/longer/"), api("other", "/x/")});
    QCOMPARE(routed(*snapshot, "/pre/x"), "pre");
    QCOMPARE(routed(*snapshot, "/pre/longe"), "pre");
    QCOMPARE(routed(*snapshot, "/pre/longer/x"), "long");
    QCOMPARE(routed(*snapshot, "/x/"), "other");
    QCOMPARE(routed(*snapshot, "/none"), "-");
    QCOMPARE(routed(*snapshot, ""), "-");
    QCOMPARE(routed(*compiled({}), "/"), "-");
}

// gateway-behaviour.md 1: /pets/ does not match /pets; /pets matches /petshop.
void TestSnapshot::routing_prefixIsOfBytes()
{
    QCOMPARE(routed(*compiled({api("pets", "/pets/")}), "/pets"), "-");
    const auto snapshot = compiled({api("pets", "/pets")});
    QCOMPARE(routed(*snapshot, "/pets"), "pets");
    QCOMPARE(routed(*snapshot, "/petshop"), "pets");
    QCOMPARE(routed(*snapshot, "/Pets"), "-");
    QCOMPARE(routed(*compiled({api("all", "/")}), "/anything"), "all");
}

// gateway-behaviour.md 1: the part that really matched is what gets stripped.
void TestSnapshot::routing_patterns()
{
    const Router router(compiled({api("tenant", "/tenants/{tenant}/api/"), api("number", "/n.n/{id:[0-9]{2}}/")}));
    const Route route = router.route("/tenants/acme/api/users");
    QCOMPARE(idOf(route.api), "tenant");
    QCOMPARE(route.length, std::string_view("/tenants/acme/api/").size());
    QCOMPARE(idOf(router.route("/tenants/acme/x/api/users").api), "-");
    QCOMPARE(idOf(router.route("/x/tenants/acme/api/").api), "-");
    QCOMPARE(idOf(router.route("/n.n/42/x").api), "number");
    QCOMPARE(idOf(router.route("/n.n/4/x").api), "-");
    QCOMPARE(idOf(router.route("/nxn/42/x").api), "-"); // outside braces everything stands for itself
    QCOMPARE(router.route("/nothing"), Route{});
}

void TestSnapshot::routing_patternsCompeteByWrittenLength()
{
    const Router router(compiled({api("a", "/a/"), api("pattern", "/a/{x}/"), api("longer", "/a/fixed-and-long/")}));
    QCOMPARE(idOf(router.route("/a/b").api), "a");
    QCOMPARE(router.route("/a/b").length, size_t(3));
    QCOMPARE(idOf(router.route("/a/b/c").api), "pattern");
    QCOMPARE(idOf(router.route("/a/fixed-and-long/c").api), "longer");
}

void TestSnapshot::routing_brokenPatternIsNotServed()
{
    const auto snapshot = compiled({api("open", "/a/{x/"), api("regex", "/b/{x:(}/")});
    QCOMPARE(kinds(*snapshot), (Kinds{"bad-listen-path", "bad-listen-path"}));
    QVERIFY(snapshot->listenPatterns.empty());
    QVERIFY(!snapshot->apis[0].served && !snapshot->apis[1].served);
}

void TestSnapshot::notServed_internalAndInactive()
{
    ApiDefinition internal = api("internal", "/internal/"), off = api("off", "/off/"), on = api("on", "/on/");
    internal.internal = true;
    off.active = false;
    on.active = true;
    const auto snapshot = compiled({internal, off, on});
    QCOMPARE(routed(*snapshot, "/internal/"), "-");
    QCOMPARE(routed(*snapshot, "/off/"), "-"); // profiles.md, quirks
    QCOMPARE(routed(*snapshot, "/on/"), "on");
    QVERIFY(snapshot->findings.empty());
    QVERIFY(snapshot->findApi("off"));
    QCOMPARE(snapshot->findApi("off")->whyNotServed.english(), "its \"active\" is false");
}

// In any doubt the gateway denies: the reader could not tell what the definition forbids.
void TestSnapshot::notServed_brokenDefinition()
{
    ApiDefinition broken = api("broken", "/broken/");
    broken.unusable = Message{"wrong-type", "`active` is the text \"false\"", {}};
    const auto snapshot = compiled({broken});
    QCOMPARE(routed(*snapshot, "/broken/"), "-");
    QVERIFY(snapshot->findApi("broken")->whyNotServed == *broken.unusable);
}

void TestSnapshot::notServed_badListenPath_data()
{
    QTest::addColumn<QByteArray>("listenPath");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("blank") << QByteArray("/b lank/");
    QTest::newRow("no slash") << QByteArray("orders/");
}

void TestSnapshot::notServed_badListenPath()
{
    QFETCH(QByteArray, listenPath);
    const auto snapshot = compiled({api("x", listenPath.toStdString())});
    QCOMPARE(kinds(*snapshot), Kinds{"bad-listen-path"});
    QCOMPARE(snapshot->findings[0].place.file, "x.json");
    QCOMPARE(snapshot->findings[0].place.path, "proxy.listen_path");
    QVERIFY(!snapshot->apis[0].served);
    QCOMPARE(routed(*snapshot, "/b lank/"), "-");
}

void TestSnapshot::notServed_badTarget()
{
    ApiDefinition broken = api("x", "/x/");
    broken.targetUrl = "orders:80";
    const auto snapshot = compiled({broken});
    QCOMPARE(kinds(*snapshot), Kinds{"bad-target"});
    QVERIFY(snapshot->findings[0].message.english().find("orders:80") != std::string::npos);
    QCOMPARE(routed(*snapshot, "/x/"), "-");
}

void TestSnapshot::quirk_sameListenPathFirstByFileNameIsServed()
{
    for (const char* path : {"/same/", "/{same}/"}) {
        const auto snapshot = compiled({api("b", path), api("a", path)});
        const Router router(snapshot);
        QCOMPARE(idOf(router.route("/same/x").api), "a");
        QCOMPARE(kinds(*snapshot), Kinds{"duplicate-listen-path"});
        const std::string text = snapshot->findings[0].message.english();
        QVERIFY(text.find("a.json") != std::string::npos && text.find("b.json") != std::string::npos);
        QCOMPARE(snapshot->findings[0].place.file, "b.json");
        QVERIFY(!snapshot->findApi("b")->served);
    }
}

void TestSnapshot::sameApiId_firstByFileNameIsServed()
{
    ApiDefinition first = api("id", "/first/"), second = api("id", "/second/"), off = api("id", "/off/");
    first.fileName = "1.json";
    second.fileName = "2.json";
    off.fileName = "0.json";
    off.active = false;
    const auto snapshot = compiled({second, first, off});
    QCOMPARE(routed(*snapshot, "/first/"), "id");
    QCOMPARE(routed(*snapshot, "/second/"), "-");
    QCOMPARE(snapshot->findApi("id")->definition.fileName, "1.json");
    QCOMPARE(kinds(*snapshot), Kinds{"duplicate-id"});
}

void TestSnapshot::targetsOfLoadBalancingAndVersions()
{
    ApiDefinition balanced = api("x", "/x/");
    balanced.enableLoadBalancing = true;
    balanced.targetList = {"http://one", "two", "http://three"};
    balanced.versions["v1"].overrideTarget = "https://v1";
    balanced.versions["v2"].overrideTarget = "v2";
    balanced.versions["v3"] = {};
    const auto snapshot = compiled({balanced});
    const CompiledApi& compiledApi = snapshot->apis[0];
    QVERIFY(compiledApi.served);
    QCOMPARE(compiledApi.targets.size(), size_t(2));
    QCOMPARE(compiledApi.targets[1].host, "three");
    QCOMPARE(compiledApi.versionTargets.size(), size_t(1));
    QVERIFY(compiledApi.versionTargets.at("v1").tls);
    QCOMPARE(kinds(*snapshot), (Kinds{"bad-target", "bad-target"}));
    QCOMPARE(snapshot->findings[0].place.path, "proxy.target_list[1]");
    QCOMPARE(snapshot->findings[1].place.path, "version_data.versions.v2.override_target");
}

void TestSnapshot::uncheckedCertificates_data()
{
    QTest::addColumn<bool>("global");
    QTest::addColumn<bool>("ofApi");
    QTest::newRow("checked") << false << false;
    QTest::newRow("all") << true << false;
    QTest::newRow("one API's") << false << true;
}

// Connections whose certificate was not checked have a name of their own, so that nobody else takes them.
void TestSnapshot::uncheckedCertificates()
{
    QFETCH(bool, global);
    QFETCH(bool, ofApi);
    ApiDefinition definition = api("x", "/x/");
    definition.targetUrl = "https://one:8443/a";
    definition.versions["v1"].overrideTarget = "https://one:8443/b";
    definition.versions["v2"].overrideTarget = "http://one:8443";
    definition.sslInsecureSkipVerify = ofApi;
    GatewaySettings settings;
    settings.proxySslInsecureSkipVerify = global;
    const auto snapshot = SnapshotCompiler::compile({1, Profile::Guide, settings, {}, {definition}});
    const CompiledApi& compiledApi = snapshot->apis[0];
    const bool isChecked = !global && !ofApi;
    QCOMPARE(compiledApi.targets[0].verified, isChecked);
    QCOMPARE(compiledApi.targets[0].connection, isChecked ? "https://one:8443" : "unverified https://one:8443");
    QCOMPARE(compiledApi.versionTargets.at("v1").connection, compiledApi.targets[0].connection);
    QCOMPARE(compiledApi.versionTargets.at("v2").connection, "http://one:8443");
}

// gateway-behaviour.md 9
void TestSnapshot::tokenPlaces_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<bool>("use");
    QTest::addColumn<QByteArray>("own");
    QTest::addColumn<QByteArray>("tokenHeader");
    QTest::addColumn<QByteArray>("tokenOther");

    QTest::newRow("default") << QByteArray() << false << QByteArray() << QByteArray("authorization") << QByteArray();
    QTest::newRow("named like the header")
        << QByteArray() << true << QByteArray() << QByteArray("authorization") << QByteArray("Authorization");
    QTest::newRow("own header") << QByteArray("X-Key") << true << QByteArray() << QByteArray("x-key")
                                << QByteArray("X-Key");
    QTest::newRow("own name is enough") << QByteArray("X-Key") << false << QByteArray("k") << QByteArray("x-key")
                                        << QByteArray("k");
}

void TestSnapshot::tokenPlaces()
{
    QFETCH(QByteArray, header);
    QFETCH(bool, use);
    QFETCH(QByteArray, own);
    ApiDefinition definition = api("x", "/x/");
    definition.auth = {header.toStdString(), use, own.toStdString(), use, own.toStdString()};
    const auto snapshot = compiled({definition});
    QTEST(QByteArray::fromStdString(snapshot->apis[0].tokenHeader), "tokenHeader");
    QTEST(QByteArray::fromStdString(snapshot->apis[0].tokenParam), "tokenOther");
    QTEST(QByteArray::fromStdString(snapshot->apis[0].tokenCookie), "tokenOther");
}

void TestSnapshot::unsupportedAuthenticationIsRoutedAndNoted()
{
    ApiDefinition jwt = api("jwt", "/jwt/"), keyless = api("keyless", "/keyless/");
    jwt.useStandardAuth = false;
    jwt.enableJwt = true;
    keyless.useKeyless = true;
    const auto snapshot = compiled({jwt, keyless});
    QCOMPARE(routed(*snapshot, "/jwt/"), "jwt");
    QCOMPARE(kinds(*snapshot), Kinds{"unsupported-authentication"});
    QCOMPARE(snapshot->findings[0].severity, Severity::Note);
    QCOMPARE(snapshot->findings[0].place.file, "jwt.json");
}

void TestSnapshot::quirk_invalidAllowedUrlIsAFinding()
{
    const auto snapshot = compiled({}, policyAllowing("gold", {"/ok", "/(", "/("}));
    QCOMPARE(kinds(*snapshot), (Kinds{"invalid-pattern", "invalid-pattern"}));
    QCOMPARE(snapshot->findings[0].severity, Severity::Error);
    const Place expected{"policies.json", 3, 5, "gold.access_rights.orders.allowed_urls[1].url"};
    QVERIFY(snapshot->findings[0].place == expected);
}

void TestSnapshot::invalidPathListEntryIsAFinding()
{
    ApiDefinition definition = api("x", "/x/");
    ApiVersion& version = definition.versions["Default"];
    version.name = "Default";
    version.useExtendedPaths = true;
    version.ignored = {{"/a{2}/{id}", false, {}}};
    version.whiteList = {{"/ok", false, {}}, {"/[", false, {}}};
    const auto snapshot = compiled({definition});
    QCOMPARE(kinds(*snapshot), Kinds{"invalid-pattern"});
    QCOMPARE(snapshot->findings[0].place.path, "version_data.versions.Default.extended_paths.white_list[1]");
}

void TestSnapshot::takesOverWhatItIsGiven()
{
    GatewaySettings settings;
    settings.secret = "s";
    const auto snapshot = SnapshotCompiler::compile(
        {42, Profile::Guide, settings, policyAllowing("gold", {}), {api("b", "/b/"), api("a", "/a/")}});
    QCOMPARE(snapshot->generation, uint64_t(42));
    QCOMPARE(snapshot->settings, settings);
    QVERIFY(snapshot->policies.contains("gold"));
    QCOMPARE(snapshot->apis[0].definition.apiId, "a"); // sorted by file name
    QCOMPARE(snapshot->apis[1].index, size_t(1));
    QCOMPARE(idOf(snapshot->findApi("b")), "b");
    QVERIFY(!snapshot->findApi("c"));
}

// Compiled after another one it says the same as by itself; only where a policy stands comes from outside.
void TestSnapshot::findingsAfterAFormerSnapshotAreTheSame()
{
    const auto compiledAfter = [](const PolicySet& policies, const Snapshot* former) {
        return SnapshotCompiler::compile({8, Profile::Guide, {}, policies, {api("x", "/x/")}}, former);
    };
    std::shared_ptr<const Snapshot> former;
    PolicySet policies;
    for (uint seed = 1; seed <= 300; ++seed) {
        const std::string name = "p" + std::to_string(seed * 7 % 10);
        if (seed % 5 == 0)
            policies.erase(name);
        else
            policies[name] = policyAllowing(name, {seed % 3 == 0 ? "/(" : "/a", seed % 4 == 0 ? "[" : "/b"})[name];
        const auto alone = compiledAfter(policies, nullptr), after = compiledAfter(policies, former.get());
        QVERIFY(after->findings == alone->findings);
        QVERIFY(after->policiesWithBadPatterns == alone->policiesWithBadPatterns);
        former = after;
    }
    QVERIFY(!former->findings.empty());
}

void TestSnapshot::findingsStandWhereThePolicyIsByNow()
{
    SnapshotInput input{8, Profile::Guide, {}, policyAllowing("gold", {"/("}), {}};
    QCOMPARE(SnapshotCompiler::compile(input)->findings[0].place.line, 3);
    input.placeOfPolicy = [](const std::string&) { return Place{"policies.json", 9, 5, "gold"}; };
    QCOMPARE(SnapshotCompiler::compile(input)->findings[0].place.line, 9);
}

// gateway-behaviour.md 1, Quirk: "/same/" becomes "/same/-c1" and "/same/-c2", "/same/x" is 404.
void TestSnapshot::quirk29_sameListenPathMovesAll()
{
    const auto snapshot = SnapshotCompiler::compile(
        {1, Profile::Tyk29, {}, {}, {api("c1", "/same/"), api("c2", "/same/"), api("d", "/other/")}});
    QCOMPARE(routed(*snapshot, "/same/x"), std::string("-"));
    QCOMPARE(routed(*snapshot, "/same/-c1/x"), std::string("c1"));
    QCOMPARE(routed(*snapshot, "/same/-c2"), std::string("c2"));
    QCOMPARE(routed(*snapshot, "/other/x"), std::string("d"));
    QCOMPARE(kinds(*snapshot), (Kinds{"duplicate-listen-path", "duplicate-listen-path"}));
}

void TestSnapshot::quirk29_whoHadTheListenPathKeepsIt()
{
    const auto compile = [](std::vector<ApiDefinition> apis, const Snapshot* former) {
        return SnapshotCompiler::compile({1, Profile::Tyk29, {}, {}, std::move(apis)}, former);
    };
    const auto first = compile({api("c2", "/same/")}, nullptr);
    const auto second = compile({api("c1", "/same/"), api("c2", "/same/")}, first.get());
    QCOMPARE(routed(*second, "/same/x"), std::string("c2"));
    QCOMPARE(routed(*second, "/same/-c1/x"), std::string("c1"));
    const auto third = compile({api("c1", "/same/"), api("c2", "/same/")}, second.get());
    QCOMPARE(routed(*third, "/same/x"), std::string("c2"));
    const auto alone = compile({api("c1", "/same/")}, third.get());
    QCOMPARE(routed(*alone, "/same/x"), std::string("c1"));
}

void TestSnapshot::quirk29_activeIsNotLookedAt()
{
    for (const Profile profile : {Profile::Guide, Profile::Tyk29, Profile::Tyk5}) {
        ApiDefinition off = api("off", "/off/"), internal = api("int", "/int/");
        off.active = false;
        internal.internal = true;
        const auto snapshot = SnapshotCompiler::compile({1, profile, {}, {}, {off, internal}});
        QCOMPARE(routed(*snapshot, "/off/"), std::string(profile == Profile::Tyk29 ? "off" : "-"));
        QCOMPARE(routed(*snapshot, "/int/"), std::string("-"));
    }
}

void TestSnapshot::errorPages_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<bool>("hasMessage");
    QTest::newRow("shipped") << QByteArray("{\n \"error\": \"{{.Message}}\"\n}") << QByteArray("{\n \"error\": \"")
                             << QByteArray("\"\n}") << true;
    QTest::newRow("blanks") << QByteArray("a{{ .Message }}b") << QByteArray("a") << QByteArray("b") << true;
    QTest::newRow("another one before") << QByteArray("{{.Code}}{{.Message}}") << QByteArray("{{.Code}}")
                                        << QByteArray() << true;
    QTest::newRow("none") << QByteArray("closed") << QByteArray("closed") << QByteArray() << false;
    QTest::newRow("open") << QByteArray("a{{.Message") << QByteArray("a{{.Message") << QByteArray() << false;
    QTest::newRow("empty") << QByteArray() << QByteArray() << QByteArray() << false;
}

void TestSnapshot::errorPages()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, before);
    QFETCH(const QByteArray, after);
    QFETCH(const bool, hasMessage);
    const ErrorPage page = errorPage(text.toStdString());
    QCOMPARE(QByteArray::fromStdString(page.before), before);
    QCOMPARE(QByteArray::fromStdString(page.after), after);
    QCOMPARE(page.hasMessage, hasMessage);
}

QTEST_APPLESS_MAIN(TestSnapshot)
#include "tst_snapshot.moc"
