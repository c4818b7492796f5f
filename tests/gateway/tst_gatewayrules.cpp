// What definitions change on the way through: client → real gateway → fake upstream (gateway-behaviour.md 1, 3 to 6, 8,
// 11 to 13). Who may call is in tst_gateway.cpp. For every refusal the upstream must not have been reached.

#include "core/json/document.h"
#include "tests/support/gatewayfixture.h"

#include <QTest>

#include <thread>

using namespace gatereeve;
using namespace gatereeve::gateway;

namespace
{

const std::string Key = "org0123456789abcdefkey1";

ApiDefinition keyless(const GatewayFixture& f)
{
    ApiDefinition definition = f.api("orders", "/orders/");
    definition.useKeyless = true;
    definition.versions["Default"].name = "Default";
    return definition;
}

std::string sent(const GatewayFixture& f, const std::string& field)
{
    return RawAnswer{0, f.upstream.lastHead(), {}}.header(field);
}

int countOf(const std::string& text, const std::string& part)
{
    int count = 0;
    for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

} // namespace

class TestGatewayRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void inactiveApis_data();
    void inactiveApis();
    void rollingIsExactUnderConcurrency();
    void globalRateRefusesBeforeTheUpstream();
    void addressListsBySentAddress();
    void versionEndIsTold();
    void versionNameOnlyWhenDefaulted();
    void defaultVersionKeepsTheListenPath_data();
    void defaultVersionKeepsTheListenPath();
    void versionIsCutOutWhereItWasMatched();
    void pathListsSeeBothReadings();
    void globalHeaders();
    void headersOfAPath();
    void pathsBehindAListenPathWithoutASlash();
    void headersCannotSplitTheMessage();
    void headersWithMetaData();
    void strippedQuery_data();
    void strippedQuery();
    void limitsOfTheKey();
    void errorPages();
};

// Section 1, Quirk: 2.9 does not look at `active`.
void TestGatewayRules::inactiveApis_data()
{
    QTest::addColumn<int>("profile");
    QTest::addColumn<int>("status");
    QTest::newRow("guide") << static_cast<int>(Profile::Guide) << 404;
    QTest::newRow("5") << static_cast<int>(Profile::Tyk5) << 404;
    QTest::newRow("2.9") << static_cast<int>(Profile::Tyk29) << 200;
}

void TestGatewayRules::inactiveApis()
{
    QFETCH(const int, profile);
    QFETCH(const int, status);
    GatewayFixture f;
    f.profile = static_cast<Profile>(profile);
    f.apis = {keyless(f)};
    f.apis[0].active = false;
    f.start();
    QCOMPARE(f.get("/orders/x").status, status);
    QCOMPARE(f.upstream.requests(), status == 200 ? 1 : 0);
}

void TestGatewayRules::rollingIsExactUnderConcurrency()
{
    for (const bool sentinel : {false, true}) {
        GatewayFixture f;
        f.settings.enableRollingLimiter = true;
        f.settings.enableSentinelLimiter = sentinel;
        f.addPolicy("trial", GatewayFixture::policy(70, 10, -1));
        f.start(8);
        f.addKeyOf("trial");
        std::atomic<int> passed = 0;
        std::vector<std::thread> clients;
        for (int t = 0; t < 8; ++t) {
            clients.emplace_back([&] {
                RawClient client(f.port);
                for (int i = 0; i < 25; ++i)
                    passed += client.exchange("GET /orders/ HTTP/1.1\r\nHost: a\r\nAuthorization: " + Key + "\r\n\r\n")
                                  .status == 200;
            });
        }
        for (std::thread& client : clients)
            client.join();
        QCOMPARE(passed.load(), 70);
        QCOMPARE(f.upstream.requests(), 70);
        f.clock.time += 9 * NanosecondsPerSecond;
        QCOMPARE(f.get("/orders/", Key).status, 429); // the refused ones count
        QCOMPARE(f.upstream.requests(), 70);
    }
}

void TestGatewayRules::globalRateRefusesBeforeTheUpstream()
{
    GatewayFixture f;
    f.apis = {keyless(f)};
    f.apis[0].globalRate = 2;
    f.apis[0].globalPer = 60;
    f.start(2);
    QCOMPARE(f.get("/orders/").status, 200);
    QCOMPARE(f.get("/orders/").status, 200);
    const RawAnswer refused = f.get("/orders/");
    QCOMPARE(refused.status, 429);
    QCOMPARE(refused.body, std::string("{\n    \"error\": \"API Rate limit exceeded\"\n}"));
    QCOMPARE(refused.header("X-RateLimit-Limit"), std::string());
    QCOMPARE(f.upstream.requests(), 2);
    f.publish(); // counters outlive generations
    QCOMPARE(f.get("/orders/").status, 429);
    f.clock.time += 60 * NanosecondsPerSecond;
    QCOMPARE(f.get("/orders/").status, 200);
}

void TestGatewayRules::addressListsBySentAddress()
{
    // Section 3: X-Real-IP, else the first of X-Forwarded-For, else the peer.
    GatewayFixture f;
    f.apis = {keyless(f)};
    f.apis[0].enableIpWhitelisting = true;
    f.apis[0].allowedIps = {"192.0.2.0/24"};
    f.start();
    const RawAnswer refused = f.get("/orders/");
    QCOMPARE(refused.status, 403);
    QCOMPARE(refused.body, std::string("{\n    \"error\": \"access from this IP has been disallowed\"\n}"));
    QCOMPARE(f.get("/orders/", {}, "X-Forwarded-For: 127.0.0.1, 192.0.2.1\r\n").status, 403);
    QCOMPARE(f.get("/orders/", {}, "X-Real-IP: 127.0.0.1\r\nX-Forwarded-For: 192.0.2.1\r\n").status, 403);
    QCOMPARE(f.upstream.requests(), 0);
    QCOMPARE(f.get("/orders/", {}, "X-Forwarded-For: 192.0.2.1, 127.0.0.1\r\n").status, 200);
    QCOMPARE(f.get("/orders/", {}, "X-Real-IP: 192.0.2.9\r\n").status, 200);
}

void TestGatewayRules::versionEndIsTold()
{
    GatewayFixture f;
    f.apis = {keyless(f)};
    f.apis[0].notVersioned = false;
    f.apis[0].versionLocation = "header";
    f.apis[0].versionKey = "V";
    f.apis[0].versions = {{"far", {}}, {"never", {}}, {"past", {}}};
    f.apis[0].versions["far"].expires = "2999-01-01 10:30";
    f.apis[0].versions["past"].expires = "2020-01-01 10:30";
    f.start();
    QCOMPARE(f.get("/orders/", {}, "V: far\r\n").header("X-Tyk-Api-Expires"),
             std::string("Tue, 01 Jan 2999 10:30:00 UTC"));
    const RawAnswer never = f.get("/orders/", {}, "V: never\r\n");
    QCOMPARE(never.status, 200);
    QCOMPARE(never.header("X-Tyk-Api-Expires"), std::string());
    QCOMPARE(f.get("/orders/", {}, "V: past\r\n").status, 403);
    QCOMPARE(f.upstream.requests(), 2);
}

void TestGatewayRules::versionNameOnlyWhenDefaulted()
{
    GatewayFixture f;
    f.settings.versionHeader = "X-Used-Version";
    f.apis = {keyless(f)};
    f.apis[0].notVersioned = false;
    f.apis[0].versionLocation = "url-param";
    f.apis[0].versionKey = "ver";
    f.apis[0].defaultVersion = "v1";
    f.apis[0].versions = {{"v1", {}}, {"v2", {}}};
    f.start();
    QCOMPARE(f.get("/orders/").header("X-Used-Version"), std::string("v1"));
    QCOMPARE(f.get("/orders/?ver=v1").header("X-Used-Version"), std::string());
    QCOMPARE(f.get("/orders/?ver=v2").header("X-Used-Version"), std::string());
}

// Section 6, Quirk of 2.9: strip_path with the default version leaves the listen path in.
void TestGatewayRules::defaultVersionKeepsTheListenPath_data()
{
    QTest::addColumn<int>("profile");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("target");
    const int guide = static_cast<int>(Profile::Guide), old = static_cast<int>(Profile::Tyk29);
    QTest::newRow("guide, named") << guide << "/us/v1/x"
                                  << "/x";
    QTest::newRow("guide, default") << guide << "/us/"
                                    << "/";
    QTest::newRow("2.9, named") << old << "/us/v1/x"
                                << "/x";
    QTest::newRow("2.9, default") << old << "/us/"
                                  << "/us/";
}

void TestGatewayRules::defaultVersionKeepsTheListenPath()
{
    QFETCH(const int, profile);
    QFETCH(const QString, path);
    QFETCH(const QString, target);
    GatewayFixture f;
    f.profile = static_cast<Profile>(profile);
    f.apis = {keyless(f)};
    f.apis[0].listenPath = "/us/";
    f.apis[0].notVersioned = false;
    f.apis[0].versionLocation = "url";
    f.apis[0].versionStripPath = true;
    f.apis[0].defaultVersion = "v1";
    f.apis[0].versions = {{"v1", {}}};
    f.start();
    QCOMPARE(f.get(path.toStdString()).status, 200);
    QVERIFY2(f.upstream.lastHead().starts_with("GET " + target.toStdString() + " HTTP/1.1\r\n"),
             f.upstream.lastHead().c_str());
}

// The version is cut out where it was matched, not where its letters stand for the first time in what was sent.
void TestGatewayRules::versionIsCutOutWhereItWasMatched()
{
    GatewayFixture f;
    f.apis = {keyless(f)};
    f.apis[0].listenPath = "/us/";
    f.apis[0].notVersioned = false;
    f.apis[0].versionLocation = "url";
    f.apis[0].versionStripPath = true;
    f.apis[0].versions = {{"v1", {}}};
    f.start();
    for (const auto& [path, target] :
         {std::pair("/us/%761/..v1/", "/..v1/"), std::pair("/us/v%31/..v1/;/x", "/..v1/;/x"),
          std::pair("/us/v1/a%2Fb", "/a%2Fb")}) {
        QCOMPARE(f.get(path).status, 200);
        QVERIFY2(f.upstream.lastHead().starts_with(std::string("GET ") + target + " HTTP/1.1\r\n"),
                 f.upstream.lastHead().c_str());
    }
}

// Allow and deny lists have to agree to what an upstream makes of an encoded slash; nothing is ignored that only looks
// so.
void TestGatewayRules::pathListsSeeBothReadings()
{
    GatewayFixture f;
    f.apis = {f.api("orders", "/orders/")};
    ApiVersion& version = f.apis[0].versions["Default"];
    version.ignored = {{"/orders/open/[^/]+$", false, {}}};
    version.blackList = {{"/orders/a/b$", false, {}}};
    f.start();
    QCOMPARE(f.get("/orders/open/x").status, 200);
    QCOMPARE(f.get("/orders/open/x%2Fy").status, 401); // ignored in one reading only: a key is asked for
    QCOMPARE(f.get("/orders/a%2Fb").status, 403);
    QCOMPARE(f.get("/orders/a/;x/b").status, 403);
    QCOMPARE(f.upstream.requests(), 1);
}

void TestGatewayRules::globalHeaders()
{
    GatewayFixture f;
    f.apis = {keyless(f)};
    ApiVersion& version = f.apis[0].versions["Default"];
    version.globalHeadersRemove = {"x-gone", "X-Forwarded-For"};
    version.globalHeaders = {{"X-Added", "always"}, {"User-Agent", "ours"}};
    f.start();
    QCOMPARE(f.get("/orders/", {}, "X-Gone: 1\r\nX-GONE: 2\r\nx-added: mine\r\nX-Kept: 3\r\nUser-Agent: u\r\n").status,
             200);
    const std::string head = f.upstream.lastHead();
    QCOMPARE(sent(f, "X-Added"), std::string("always"));
    QCOMPARE(countOf(head, "always"), 1);
    QCOMPARE(countOf(head, "mine"), 0);
    QCOMPARE(sent(f, "X-Kept"), std::string("3"));
    QCOMPARE(sent(f, "X-Gone"), std::string());
    QCOMPARE(sent(f, "X-Forwarded-For"), std::string());
    QCOMPARE(countOf(head, "User-Agent: "), 1);
    QCOMPARE(sent(f, "User-Agent"), std::string("ours"));
}

void TestGatewayRules::headersOfAPath()
{
    GatewayFixture f;
    f.apis = {keyless(f)};
    ApiVersion& version = f.apis[0].versions["Default"];
    version.globalHeaders = {{"X-Both", "global"}, {"X-Off", "global"}};
    version.transformHeaders = {{"^/special$", "GET", {"X-Del", "X-Off"}, {{"X-Both", "path"}, {"X-Path", "p"}}}};
    f.start();
    QCOMPARE(f.get("/orders/special", {}, "X-Del: 1\r\nX-Both: mine\r\n").status, 200);
    QCOMPARE(sent(f, "X-Both"), std::string("path"));
    QCOMPARE(countOf(f.upstream.lastHead(), "X-Both"), 1);
    QCOMPARE(sent(f, "X-Path"), std::string("p"));
    QCOMPARE(sent(f, "X-Off"), std::string());
    QCOMPARE(sent(f, "X-Del"), std::string());
    // Matched without the listen path, and for the method alone.
    QCOMPARE(f.get("/orders/x/special", {}, "X-Del: 1\r\n").status, 200);
    QCOMPARE(sent(f, "X-Del"), std::string("1"));
    QCOMPARE(sent(f, "X-Both"), std::string("global"));
}

// Behind a listen path without a slash at its end the rest has its own one, or is given one.
void TestGatewayRules::pathsBehindAListenPathWithoutASlash()
{
    GatewayFixture f;
    f.apis = {keyless(f)};
    f.apis[0].listenPath = "/orders";
    f.apis[0].versions["Default"].transformHeaders = {{"^/special$", "GET", {}, {{"X-Path", "p"}}},
                                                      {"^/$", "GET", {}, {{"X-Path", "root"}}}};
    f.start();
    for (const auto& [path, expected] : {std::pair("/orders/special", "p"), std::pair("/ordersspecial", "p"),
                                         std::pair("/orders", "root"), std::pair("/orders/", "root")}) {
        QCOMPARE(f.get(path).status, 200);
        QCOMPARE(sent(f, "X-Path"), std::string(expected));
    }
}

// Framing and hop-by-hop fields are nobody's to set, and a value is one line.
void TestGatewayRules::headersCannotSplitTheMessage()
{
    GatewayFixture f;
    f.apis = {keyless(f)};
    ApiVersion& version = f.apis[0].versions["Default"];
    version.globalHeaders = {{"Content-Length", "7"}, {"transfer-encoding", "chunked"},
                             {"Host", "evil"},        {"Connection", "close"},
                             {"X Bad", "1"},          {"X-Line", "a\r\nX-Evil: b"}};
    version.globalHeadersRemove = {"Host", "Content-Length"};
    f.start();
    RawClient client(f.port);
    QCOMPARE(client.exchange("POST /orders/ HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok").status, 200);
    const std::string head = f.upstream.lastHead();
    QCOMPARE(sent(f, "Content-Length"), std::string("2"));
    QCOMPARE(countOf(head, "Content-Length"), 1);
    QCOMPARE(sent(f, "Transfer-Encoding"), std::string());
    QCOMPARE(countOf(head, "Host: "), 1);
    QCOMPARE(countOf(head, "evil"), 0);
    QCOMPARE(countOf(head, "X Bad"), 0);
    QCOMPARE(sent(f, "X-Line"), std::string("a  X-Evil: b"));
    QCOMPARE(f.upstream.lastBody(), std::string("ok"));
}

void TestGatewayRules::headersWithMetaData()
{
    GatewayFixture f;
    f.apis = {f.api("orders", "/orders/")};
    f.apis[0].versions["Default"].globalHeaders = {
        {"X-Plan", "$tyk_meta.plan"}, {"X-Two", "<$tyk_meta.plan/$tyk_meta.no-such>"}, {"X-Line", "$tyk_meta.line"}};
    Policy policy = GatewayFixture::policy(-1, 0, -1);
    policy.metaData = {{"plan", "\"gold\""}, {"line", "\"a\\r\\nX-Evil: b\""}};
    f.addPolicy("trial", policy);
    f.start();
    f.addKeyOf("trial");
    QCOMPARE(f.get("/orders/", Key).status, 200);
    QCOMPARE(sent(f, "X-Plan"), std::string("gold"));
    QCOMPARE(sent(f, "X-Two"), std::string("<gold/>"));
    QCOMPARE(sent(f, "X-Line"), std::string("a  X-Evil: b"));
    policy.metaData["plan"] = "\"silver\"";
    f.addPolicy("trial", policy);
    f.publish();
    QCOMPARE(f.get("/orders/", Key).status, 200);
    QCOMPARE(sent(f, "X-Plan"), std::string("silver"));
}

// Section 9, strip_auth_data: 2.9 writes the query anew, sorted.
void TestGatewayRules::strippedQuery_data()
{
    QTest::addColumn<int>("profile");
    QTest::addColumn<QString>("target");
    QTest::newRow("guide") << static_cast<int>(Profile::Guide) << "/?z=1&a=b%20c&a=0";
    QTest::newRow("2.9") << static_cast<int>(Profile::Tyk29) << "/?a=b+c&a=0&z=1";
}

void TestGatewayRules::strippedQuery()
{
    QFETCH(const int, profile);
    QFETCH(const QString, target);
    GatewayFixture f;
    f.profile = static_cast<Profile>(profile);
    f.apis = {f.api("orders", "/orders/")};
    f.apis[0].auth = {"", true, "token", false, ""};
    f.apis[0].stripAuthData = true;
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, -1));
    f.start();
    f.addKeyOf("trial");
    QCOMPARE(f.get("/orders/?z=1&token=" + Key + "&a=b%20c&a=0").status, 200);
    QVERIFY2(f.upstream.lastHead().starts_with("GET " + target.toStdString() + " HTTP/1.1\r\n"),
             f.upstream.lastHead().c_str());
}

void TestGatewayRules::limitsOfTheKey()
{
    GatewayFixture f;
    f.start();
    Session session;
    session.accessRights["orders"] = {};
    session.rate = 10;
    session.per = 60;
    session.quotaMax = 5;
    session.quotaRenewalRate = 60;
    f.addKey(session);
    const auto text = [](int64_t remaining, int64_t renews) {
        return "{\"quota\":{\"quota_max\":5,\"quota_remaining\":" + std::to_string(remaining) +
               ",\"quota_renews\":" + std::to_string(renews) + "},\"rate_limit\":{\"requests\":10,\"per_unit\":60}}\n";
    };
    QCOMPARE(f.get("/orders/tyk/rate-limits/", Key).body, text(0, 0));
    QCOMPARE(f.get("/orders/x", Key).status, 200);
    QCOMPARE(f.get("/orders/x", Key).status, 200);
    const RawAnswer answer = f.get("/orders/tyk/rate-limits/", Key);
    QCOMPARE(answer.body, text(3, f.clock.nowSeconds() + 60));
    QCOMPARE(answer.header("Content-Type"), std::string("application/json"));
    QCOMPARE(answer.header("X-RateLimit-Limit"), std::string());
    QCOMPARE(f.get("/orders/tyk/rate-limits/").status, 401);
    QCOMPARE(f.get("/orders/tyk/rate-limits/", "org0123456789abcdefother").status, 403);
    QCOMPARE(f.upstream.requests(), 2);
}

// Section 5: error_<status>, else error, by the format that the request asks for.
void TestGatewayRules::errorPages()
{
    GatewayFixture f;
    f.errorPages = {{"error.json", errorPage("<{{ .Message }}>\n")},
                    {"error_404.json", errorPage("not used")},
                    {"error_401.xml", errorPage("closed")}};
    f.start();
    QCOMPARE(f.get("/orders/").body, std::string("<Authorization field missing>\n"));
    const RawAnswer xml = f.get("/orders/", {}, "Content-Type: application/xml\r\n");
    QCOMPARE(xml.body, std::string("closed"));
    QCOMPARE(xml.header("Content-Length"), std::string("6"));
    QVERIFY(f.get("/orders/", "org0123456789abcdefother", "Content-Type: text/xml\r\n").body.starts_with("<?xml"));
    QCOMPARE(f.get("/nowhere").body, std::string("404 page not found\n")); // never the error form
    QCOMPARE(f.upstream.requests(), 0);
}

QTEST_GUILESS_MAIN(TestGatewayRules)
#include "tst_gatewayrules.moc"
