// Who may call: client → real gateway → fake upstream. For every refusal the upstream must not have been reached. What
// happens on the connections is in tst_gatewaywire.cpp.

#include "tests/support/gatewayfixture.h"

#include <QTest>

#include <thread>

using namespace gatereeve;
using namespace gatereeve::gateway;

namespace
{

const std::string Key = "org0123456789abcdefkey1";

} // namespace

class TestGateway : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void passesAndShowsTheQuota();
    void refusals_data();
    void refusals();
    void invalidExpressions_data();
    void invalidExpressions();
    void xmlErrors();
    void tokenFromEveryPlace_data();
    void tokenFromEveryPlace();
    void withoutQuotaTheRenewalOfTheKeyIsShown();
    void versionsExpire_data();
    void versionsExpire();
    void rateIsEnforcedAndRenewed();
    void quotaIsEnforcedAndRenewed();
    void changesOfAKeyAreSeenByTheNextRequest();
    void publishIsEnforcedAtOnce();
    void overlayIsDropped();
    void quotaOf30DaysRenewsInASecond();
    void expiryFollowsTheClock();
    void throttlingFollowsTheClock();
    void throttlingEndsWhileTheClockIsPaused();
    void socketDeadlinesDoNotFollowTheClock();
    void health();
    void adminOverHttp();
    void emptySecretRefuses();
    void exactUnderConcurrency();
    void drainAnswersWhatIsUnderWay();
    void portInUseIsSaid();
    void echoStandsIn();
};

void TestGateway::passesAndShowsTheQuota()
{
    GatewayFixture f;
    f.addPolicy("trial", GatewayFixture::policy(5, 1, 50));
    f.start();
    f.addKeyOf("trial");
    const RawAnswer answer = f.get("/orders/7?x=1", "Bearer " + Key);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, std::string("ok"));
    QCOMPARE(answer.header("X-RateLimit-Limit"), std::string("50"));
    QCOMPARE(answer.header("X-RateLimit-Remaining"), std::string("49"));
    QCOMPARE(answer.header("X-RateLimit-Reset"), std::to_string(f.clock.nowSeconds() + 3600));
    QVERIFY(f.upstream.lastHead().starts_with("GET /7?x=1 HTTP/1.1\r\n"));
    QVERIFY(f.upstream.lastHead().find("X-Forwarded-For: 127.0.0.1\r\n") != std::string::npos);
    const Decision decision = f.lastDecision();
    QVERIFY(decision.passed());
    QCOMPARE(decision.quotaCount, 1);
    QCOMPARE(decision.keyTail.view(), std::string_view("key1"));
}

void TestGateway::refusals_data()
{
    QTest::addColumn<QString>("change"); // what is done to policy and key
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("token");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("check");
    const QString key = QString::fromStdString(Key);
    const auto check = [](Check c) { return static_cast<int>(c); };
    QTest::newRow("no API") << ""
                            << "/nothing/" << key << 404 << "404 page not found\n"
                            << check(Check::Route);
    QTest::newRow("no token") << ""
                              << "/orders/"
                              << "" << 401 << "Authorization field missing" << check(Check::Token);
    QTest::newRow("unknown key") << ""
                                 << "/orders/"
                                 << "org0123456789abcdefother" << 403 << "Access to this API has been disallowed"
                                 << check(Check::Session);
    QTest::newRow("short token") << ""
                                 << "/orders/"
                                 << "abc" << 403 << "Access to this API has been disallowed" << check(Check::Session);
    QTest::newRow("missing policy") << "missing"
                                    << "/orders/" << key << 403 << "Access to this API has been disallowed"
                                    << check(Check::Policies);
    QTest::newRow("unusable policy") << "unusable"
                                     << "/orders/" << key << 403 << "Access to this API has been disallowed"
                                     << check(Check::Policies);
    QTest::newRow("foreign organisation")
        << "foreign"
        << "/orders/" << key << 403 << "Access to this API has been disallowed" << check(Check::Policies);
    QTest::newRow("inactive policy") << "inactive policy"
                                     << "/orders/" << key << 403 << "Key is inactive, please renew"
                                     << check(Check::Inactive);
    QTest::newRow("inactive key") << "inactive key"
                                  << "/orders/" << key << 403 << "Key is inactive, please renew"
                                  << check(Check::Inactive);
    QTest::newRow("expired") << "expired"
                             << "/orders/" << key << 401 << "Key has expired, please renew" << check(Check::Expiry);
    QTest::newRow("inactive before expired")
        << "inactive policy, expired"
        << "/orders/" << key << 403 << "Key is inactive, please renew" << check(Check::Inactive);
    QTest::newRow("other API") << "other API"
                               << "/orders/" << key << 403 << "Access to this API has been disallowed"
                               << check(Check::Rights);
    QTest::newRow("no rights at all") << "no rights"
                                      << "/orders/" << key << 403 << "Access to this API has been disallowed"
                                      << check(Check::Rights);
    QTest::newRow("url not allowed") << "urls"
                                     << "/orders/secret" << key << 403 << "Access to this resource has been disallowed"
                                     << check(Check::Urls);
    QTest::newRow("invalid expression") << "bad urls"
                                        << "/orders/open" << key << 403 << "Access to this resource has been disallowed"
                                        << check(Check::Urls);
    QTest::newRow("encoded slash is no slash")
        << "urls"
        << "/orders/open%2Fx" << key << 403 << "Access to this resource has been disallowed" << check(Check::Urls);
    QTest::newRow("rate without per") << "own rate without per"
                                      << "/orders/" << key << 403 << "Access to this API has been disallowed"
                                      << check(Check::Policies);
}

void TestGateway::refusals()
{
    QFETCH(QString, change);
    QFETCH(QString, path);
    QFETCH(QString, token);
    QFETCH(int, status);
    QFETCH(QString, text);
    QFETCH(int, check);
    GatewayFixture f;
    Policy policy = GatewayFixture::policy(5, 1, 50, change == "other API" ? "users" : "orders");
    Session session;
    session.applyPolicies = {"trial"};
    policy.isInactive = change.startsWith("inactive policy");
    session.isInactive = change == "inactive key";
    if (change.contains("expired"))
        session.expires = f.clock.nowSeconds() - 1;
    if (change == "foreign")
        policy.orgId = "somebody else";
    if (change == "urls")
        policy.accessRights["orders"].allowedUrls = {{"^/orders/open/.*$", {"GET"}}};
    if (change == "bad urls")
        policy.accessRights["orders"].allowedUrls = {{"([", {"GET"}}};
    if (change == "no rights" || change == "own rate without per")
        session.applyPolicies.clear();
    if (change == "own rate without per") {
        session.accessRights["orders"] = {};
        session.rate = 5;
    }
    f.addPolicy("trial", policy);
    if (change == "unusable") {
        auto entry = std::make_shared<PolicyEntry>();
        entry->unusable = Message{"test", "broken in its file", {}};
        f.policies["trial"] = entry;
    }
    if (change == "missing")
        f.policies.clear();
    f.start();
    f.addKey(session);

    const RawAnswer answer = f.get(path.toStdString(), token.toStdString());
    QCOMPARE(answer.status, status);
    if (status == 404)
        QCOMPARE(QString::fromStdString(answer.body), text);
    else
        QCOMPARE(QString::fromStdString(answer.body), QString("{\n    \"error\": \"%1\"\n}").arg(text));
    QCOMPARE(answer.header("X-RateLimit-Limit"), std::string());
    QCOMPARE(static_cast<int>(f.lastDecision().stoppedAt), check);
    QCOMPARE(f.upstream.requests(), 0);
}

// profiles.md, quirks; policy-semantics.md 8.3: what can't be compiled never matches, and under 2.9 it lets pass as
// soon as it is reached, whatever the method.
void TestGateway::invalidExpressions_data()
{
    QTest::addColumn<int>("profile");
    QTest::addColumn<QStringList>("urls"); // in order
    QTest::addColumn<bool>("passes");
    const QStringList bad{"(["}, goodFirst{"^/orders/open", "(["}, badFirst{"([", "^/orders/open"},
        none{"^/orders/x", "(["};
    const auto row = [](const char* name, Profile profile, const QStringList& urls, bool passes) {
        QTest::newRow(name) << static_cast<int>(profile) << urls << passes;
    };
    row("guide", Profile::Guide, bad, false);
    row("guide, a good one after it", Profile::Guide, badFirst, true);
    row("guide, a good one that does not match", Profile::Guide, none, false);
    row("5", Profile::Tyk5, bad, false);
    row("5, a good one before it", Profile::Tyk5, goodFirst, true);
    row("2.9", Profile::Tyk29, bad, true);
    row("2.9, reached after one that does not match", Profile::Tyk29, none, true);
}

void TestGateway::invalidExpressions()
{
    QFETCH(int, profile);
    QFETCH(QStringList, urls);
    QFETCH(bool, passes);
    GatewayFixture f;
    f.profile = static_cast<Profile>(profile);
    Policy policy = GatewayFixture::policy(5, 1, 50);
    for (const QString& url : urls) // of no use to a GET where it is invalid
        policy.accessRights["orders"].allowedUrls.push_back({url.toStdString(), {url == "([" ? "PUT" : "GET"}});
    f.addPolicy("trial", policy);
    f.start();
    f.addKeyOf("trial");
    QCOMPARE(f.get("/orders/open", "Bearer " + Key).status, passes ? 200 : 403);
    QCOMPARE(f.upstream.requests(), passes ? 1 : 0);
    if (!passes)
        QCOMPARE(static_cast<int>(f.lastDecision().stoppedAt), static_cast<int>(Check::Urls));
}

void TestGateway::xmlErrors()
{
    GatewayFixture f;
    f.start();
    const RawAnswer answer = f.get("/orders/", {}, "Content-Type: text/xml; charset=utf-8\r\n");
    QCOMPARE(answer.status, 401);
    QCOMPARE(answer.header("Content-Type"), std::string("text/xml"));
    QCOMPARE(answer.body,
             std::string("<?xml version = \"1.0\" encoding = \"UTF-8\"?>\n<error>Authorization field missing</error>"));
    QCOMPARE(f.upstream.requests(), 0);
}

void TestGateway::tokenFromEveryPlace_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("headers");
    const QString key = QString::fromStdString(Key);
    QTest::newRow("bare") << "/orders/"
                          << "Authorization: " + key + "\r\n";
    QTest::newRow("Bearer") << "/orders/"
                            << "Authorization: bearer " + key + "\r\n";
    QTest::newRow("query") << "/orders/?token=" + key << "";
    QTest::newRow("query beats header") << "/orders/?token=" + key << "Authorization: wrong-wrong\r\n";
    QTest::newRow("cookie") << "/orders/"
                            << "Cookie: a=b; session=" + key + "\r\n";
}

void TestGateway::tokenFromEveryPlace()
{
    QFETCH(QString, target);
    QFETCH(QString, headers);
    GatewayFixture f;
    ApiDefinition api = f.api("orders", "/orders/");
    api.auth = {"", true, "token", true, "session"};
    f.apis = {api};
    f.addPolicy("trial", GatewayFixture::policy(5, 1, 50));
    f.start();
    f.addKeyOf("trial");
    QCOMPARE(f.get(target.toStdString(), {}, headers.toStdString()).status, 200);
}

void TestGateway::withoutQuotaTheRenewalOfTheKeyIsShown()
{
    // gateway-behaviour.md 13
    GatewayFixture f;
    f.start();
    Session session;
    session.accessRights["orders"] = {};
    session.quotaMax = -1;
    session.quotaRenews = 1'900'000'000;
    f.addKey(session);
    const RawAnswer answer = f.get("/orders/", Key);
    QCOMPARE(answer.header("X-RateLimit-Limit"), std::string("-1"));
    QCOMPARE(answer.header("X-RateLimit-Remaining"), std::string("0"));
    QCOMPARE(answer.header("X-RateLimit-Reset"), std::string("1900000000"));
}

void TestGateway::versionsExpire_data()
{
    QTest::addColumn<QString>("expires");
    QTest::addColumn<int>("status");
    QTest::newRow("never") << "" << 200;
    QTest::newRow("-1") << "-1" << 200;
    QTest::newRow("far") << "2999-01-01 10:30" << 200;
    QTest::newRow("past") << "2019-01-01 10:30" << 403;
    QTest::newRow("unreadable") << "tomorrow" << 403;
    QTest::newRow("no date") << "2999-13-40 10:30" << 403;
}

void TestGateway::versionsExpire()
{
    QFETCH(QString, expires);
    QFETCH(int, status);
    GatewayFixture f;
    ApiDefinition api = f.api("orders", "/orders/");
    api.notVersioned = false;
    api.defaultVersion = "v1";
    api.versions["v1"].name = "v1";
    api.versions["v1"].expires = expires.toStdString();
    f.apis = {api};
    Policy policy = GatewayFixture::policy(-1, 0, -1);
    policy.accessRights["orders"].versions = {"v1"};
    f.addPolicy("trial", policy);
    f.start();
    f.addKeyOf("trial");
    QCOMPARE(f.get("/orders/", Key).status, status);
    QCOMPARE(f.upstream.requests(), status == 200 ? 1 : 0);
}

void TestGateway::rateIsEnforcedAndRenewed()
{
    GatewayFixture f;
    f.addPolicy("trial", GatewayFixture::policy(5, 1, -1));
    f.start();
    f.addKeyOf("trial");
    for (int i = 0; i < 5; ++i)
        QCOMPARE(f.get("/orders/", Key).status, 200);
    const RawAnswer refused = f.get("/orders/", Key);
    QCOMPARE(refused.status, 429);
    QCOMPARE(f.lastDecision(6).policy.view(), std::string_view("trial"));
    QCOMPARE(refused.body, std::string("{\n    \"error\": \"Rate limit exceeded\"\n}"));
    QCOMPARE(f.upstream.requests(), 5);
    f.clock.time += NanosecondsPerSecond;
    QCOMPARE(f.get("/orders/", Key).status, 200);
}

void TestGateway::quotaIsEnforcedAndRenewed()
{
    GatewayFixture f;
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, 3));
    f.start();
    f.addKeyOf("trial");
    for (int i = 0; i < 3; ++i)
        QCOMPARE(f.get("/orders/", Key).status, 200);
    const RawAnswer refused = f.get("/orders/", Key);
    QCOMPARE(refused.status, 403);
    QCOMPARE(refused.body, std::string("{\n    \"error\": \"Quota exceeded\"\n}"));
    QCOMPARE(f.upstream.requests(), 3);
    f.clock.time += 3600 * NanosecondsPerSecond;
    QCOMPARE(f.get("/orders/", Key).header("X-RateLimit-Remaining"), std::string("2"));
}

void TestGateway::changesOfAKeyAreSeenByTheNextRequest()
{
    GatewayFixture f;
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, -1));
    f.start();
    f.addKeyOf("trial");
    QCOMPARE(f.get("/orders/", Key).status, 200);
    Session suspended;
    suspended.applyPolicies = {"trial"};
    suspended.isInactive = true;
    f.addKey(suspended);
    QCOMPARE(f.get("/orders/", Key).status, 403);
    f.addKeyOf("trial");
    QCOMPARE(f.get("/orders/", Key).status, 200);
    QVERIFY(f.gateway->keys().remove(Key).ok());
    QCOMPARE(f.get("/orders/", Key).status, 403);
    QCOMPARE(f.upstream.requests(), 2);
}

void TestGateway::publishIsEnforcedAtOnce()
{
    GatewayFixture f;
    f.addPolicy("trial", GatewayFixture::policy(2, 1, 10));
    f.start(2);
    f.addKeyOf("trial");
    QCOMPARE(f.get("/orders/", Key).header("X-RateLimit-Remaining"), std::string("9"));
    f.addPolicy("trial", GatewayFixture::policy(4, 1, 20));
    f.publish();
    // The running window and the running quota go on, with the new sizes (guide 7).
    for (int i = 0; i < 3; ++i)
        QCOMPARE(f.get("/orders/", Key).status, 200);
    QCOMPARE(f.get("/orders/", Key).status, 429);
    f.clock.time += NanosecondsPerSecond;
    QCOMPARE(f.get("/orders/", Key).header("X-RateLimit-Remaining"), std::string("15"));
}

void TestGateway::overlayIsDropped()
{
    GatewayFixture f;
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, 2));
    f.start();
    f.addKeyOf("trial");
    QCOMPARE(f.get("/orders/", Key).header("X-RateLimit-Remaining"), std::string("1"));
    f.gateway->setClock({ClockSetting::Mode::Paused, 1.0, f.clock.now() + 7200 * NanosecondsPerSecond});
    f.addKeyOf("trial", "org0123456789abcdefkey2");
    for (int i = 0; i < 2; ++i)
        QCOMPARE(f.get("/orders/", Key).status, 200);
    QCOMPARE(f.get("/orders/", Key).status, 403);
    QCOMPARE(f.get("/orders/", "org0123456789abcdefkey2").status, 200);
    f.gateway->setClock({});
    QCOMPARE(f.get("/orders/", Key).header("X-RateLimit-Remaining"), std::string("0"));
    QCOMPARE(f.get("/orders/", "org0123456789abcdefkey2").status, 403); // was made in the overlay
}

// Over the control endpoint, as `serve --allow-clock-control` offers it.
void TestGateway::quotaOf30DaysRenewsInASecond()
{
    constexpr int64_t Month = 30 * 86'400;
    GatewayFixture f;
    Policy policy = GatewayFixture::policy(-1, 0, 2);
    policy.quotaRenewalRate = Month;
    f.addPolicy("trial", policy);
    f.start();
    f.addKeyOf("trial");
    for (const int status : {200, 200, 403})
        QCOMPARE(f.get("/orders/", Key).status, status);
    const std::string setting = R"({"mode":"scaled","factor":)" + std::to_string(Month) + '}';
    RawClient admin(f.port);
    QCOMPARE(
        admin
            .exchange("PUT /gatereeve/clock HTTP/1.1\r\nHost: a\r\nX-Tyk-Authorization: s3cret\r\nContent-Length: " +
                      std::to_string(setting.size()) + "\r\n\r\n" + setting)
            .status,
        200);
    QCOMPARE(f.get("/orders/", Key).status, 403); // what was used is used
    f.clock.time += NanosecondsPerSecond;
    QCOMPARE(f.get("/orders/", Key).status, 200);
    QCOMPARE(f.upstream.requests(), 3);
    QVERIFY(f.lastDecision(5).overlay);
}

void TestGateway::expiryFollowsTheClock()
{
    GatewayFixture f;
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, -1));
    f.start();
    Session session;
    session.applyPolicies = {"trial"};
    session.expires = f.clock.nowSeconds() + 3600;
    f.addKey(session);
    QCOMPARE(f.get("/orders/", Key).status, 200);
    f.gateway->setClock({ClockSetting::Mode::At, 1.0, f.clock.now() + 3599 * NanosecondsPerSecond});
    QCOMPARE(f.get("/orders/", Key).status, 200);
    f.clock.time += 2 * NanosecondsPerSecond; // it runs on from there
    QCOMPARE(f.get("/orders/", Key).status, 401);
    f.gateway->setClock({});
    QCOMPARE(f.get("/orders/", Key).status, 200);
    QCOMPARE(f.upstream.requests(), 3);
}

void TestGateway::throttlingFollowsTheClock()
{
    GatewayFixture f;
    Policy policy = GatewayFixture::policy(1, 3600, -1);
    policy.throttleInterval = 3600; // nobody waits so long here
    policy.throttleRetryLimit = 1;
    f.addPolicy("trial", policy);
    f.start();
    f.addKeyOf("trial");
    f.gateway->setClock({ClockSetting::Mode::Scaled, 3600, 0});
    QCOMPARE(f.get("/orders/", Key).status, 200);
    RawClient client(f.port);
    QVERIFY(client.send("GET /orders/ HTTP/1.1\r\nHost: a\r\nAuthorization: " + Key + "\r\n\r\n"));
    QCOMPARE(f.get("/hello").status, 200); // the only worker has it by now
    QCOMPARE(f.upstream.requests(), 1);
    f.clock.time += NanosecondsPerSecond;
    QCOMPARE(client.receive().status, 200);
    QCOMPARE(f.upstream.requests(), 2);
}

void TestGateway::throttlingEndsWhileTheClockIsPaused()
{
    GatewayFixture f;
    Policy policy = GatewayFixture::policy(1, 3600, -1);
    policy.throttleInterval = 0.001;
    policy.throttleRetryLimit = 3;
    f.addPolicy("trial", policy);
    f.start();
    f.addKeyOf("trial");
    f.gateway->setClock({ClockSetting::Mode::Paused});
    QCOMPARE(f.get("/orders/", Key).status, 200);
    QCOMPARE(f.get("/orders/", Key).status, 429);
    QCOMPARE(f.upstream.requests(), 1);
}

void TestGateway::socketDeadlinesDoNotFollowTheClock()
{
    GatewayFixture f;
    f.options.deadlines.head = 1;
    f.start();
    f.gateway->setClock({ClockSetting::Mode::Paused});
    RawClient client(f.port);
    QVERIFY(client.send("GET /"));
    QCOMPARE(client.receive().status, 408);
}

void TestGateway::health()
{
    GatewayFixture f;
    f.start();
    const RawAnswer answer = f.get("/hello");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, std::string("Hello Tiki"));
    QCOMPARE(answer.header("Content-Type"), std::string("text/plain; charset=utf-8"));
    QCOMPARE(f.get("/hello/").status, 404);
}

void TestGateway::adminOverHttp()
{
    GatewayFixture f;
    f.addPolicy("trial", GatewayFixture::policy(5, 1, 50));
    f.options.controlPort = 0;
    f.start();
    QVERIFY(f.controlPort != f.port);
    const std::string body = R"({"apply_policies": ["trial"], "org_id": "org"})";
    const std::string create =
        "POST /tyk/keys/create HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    RawClient control(f.controlPort);
    QCOMPARE(control.exchange(create + "\r\n" + body).status, 403);
    const RawAnswer made = control.exchange(create + "X-Tyk-Authorization: s3cret\r\n\r\n" + body);
    QCOMPARE(made.status, 200);
    const size_t begin = made.body.find("\"key\":\"") + 7;
    const std::string key = made.body.substr(begin, made.body.find('"', begin) - begin);
    QCOMPARE(f.get("/orders/", key).status, 200);
    QCOMPARE(control.exchange("DELETE /tyk/keys/" + key + " HTTP/1.1\r\nHost: a\r\nX-Tyk-Authorization: s3cret\r\n\r\n")
                 .status,
             200);
    QCOMPARE(f.get("/orders/", key).status, 403);
    // The admin API is nowhere else.
    QCOMPARE(f.get("/tyk/apis", {}, "X-Tyk-Authorization: s3cret\r\n").status, 404);
    QCOMPARE(control.exchange("GET /orders/ HTTP/1.1\r\nHost: a\r\n\r\n").status, 404);
}

void TestGateway::emptySecretRefuses()
{
    GatewayFixture f;
    f.start();
    f.settings.secret.clear();
    f.publish();
    QCOMPARE(f.get("/tyk/apis").status, 403);
    QCOMPARE(f.get("/tyk/apis", {}, "X-Tyk-Authorization: \r\n").status, 403);
}

void TestGateway::exactUnderConcurrency()
{
    GatewayFixture f;
    f.addPolicy("trial", GatewayFixture::policy(200, 1, 300));
    f.start(8);
    f.addKeyOf("trial");
    const auto burst = [&f] {
        std::atomic<int> passed = 0;
        std::vector<std::thread> clients;
        for (int t = 0; t < 8; ++t) {
            clients.emplace_back([&] {
                RawClient client(f.port);
                for (int i = 0; i < 50; ++i)
                    passed += client.exchange("GET /orders/ HTTP/1.1\r\nHost: a\r\nAuthorization: " + Key + "\r\n\r\n")
                                  .status == 200;
            });
        }
        for (std::thread& client : clients)
            client.join();
        return passed.load();
    };
    QCOMPARE(burst(), 200); // the rate
    f.clock.time += NanosecondsPerSecond;
    QCOMPARE(burst(), 100); // what is left of the quota
    QCOMPARE(f.upstream.requests(), 300);
}

void TestGateway::drainAnswersWhatIsUnderWay()
{
    GatewayFixture f;
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, -1));
    f.start();
    f.addKeyOf("trial");
    RawClient idle(f.port), busy(f.port);
    QCOMPARE(idle.exchange("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").status, 200);
    // Half a body: once the upstream has its connection, the request is under way.
    QVERIFY(
        busy.send("POST /orders/ HTTP/1.1\r\nHost: a\r\nAuthorization: " + Key + "\r\nContent-Length: 5\r\n\r\nhe"));
    QTRY_COMPARE(f.upstream.connections(), 1);
    std::thread stopping([&f] { f.gateway->stop(10); });
    QVERIFY(idle.isClosed());
    const RawAnswer answer = busy.exchange("llo");
    stopping.join();
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.header("Connection"), std::string("close"));
    QCOMPARE(f.upstream.lastBody(), std::string("hello"));
    QVERIFY(!RawClient(f.port).isConnected());
}

void TestGateway::portInUseIsSaid()
{
    GatewayFixture first;
    first.start();
    GatewayFixture second;
    Gateway::Collaborators collaborators;
    collaborators.store = makeMemoryStore();
    collaborators.clock = std::make_shared<AdjustableClock>(second.clock);
    GatewayOptions options;
    options.port = first.port;
    Gateway taken(std::move(collaborators));
    const auto started = taken.start(options, second.compiled());
    QVERIFY(!started.ok());
    QVERIFY(started.error().text.find("is in use") != std::string::npos);

    Gateway::Collaborators more;
    more.store = makeMemoryStore();
    more.clock = std::make_shared<AdjustableClock>(second.clock);
    options.nextFreePort = true;
    Gateway next(std::move(more));
    const auto moved = next.start(options, second.compiled());
    QVERIFY(moved.ok());
    QVERIFY(moved->portWasTaken && moved->port > first.port);
}

void TestGateway::echoStandsIn()
{
    GatewayFixture f;
    f.options.echoUpstream = true;
    f.addPolicy("trial", GatewayFixture::policy(-1, 0, -1));
    f.start();
    f.addKeyOf("trial");
    RawClient client(f.port);
    const RawAnswer answer = client.exchange("POST /orders/a?b=c HTTP/1.1\r\nHost: a\r\nAuthorization: " + Key +
                                             "\r\nContent-Length: 5\r\n\r\nhello");
    QCOMPARE(answer.status, 200);
    const auto document = json::Document::parse(answer.body);
    QVERIFY(document.ok());
    QCOMPARE(document->root().member("target")->string(), std::string("/a?b=c"));
    QCOMPARE(document->root().member("body")->string(), std::string("hello"));
    QCOMPARE(f.upstream.requests(), 0);
    f.gateway->setEchoUpstream(false);
    QCOMPARE(f.get("/orders/", Key).body, std::string("ok"));
    QCOMPARE(f.upstream.requests(), 1);
}

QTEST_GUILESS_MAIN(TestGateway)
#include "tst_gateway.moc"
