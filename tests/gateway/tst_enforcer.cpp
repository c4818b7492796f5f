// The checks of a request, one worker and one generation: what definitions and profiles ask for beyond the wire
// (gateway-behaviour.md 4, 6, 8, 11, 12, 18; profiles.md, quirks). Workers share a State, as two enforcers do here.

#include "gateway/proxy/enforcer.h"

#include <QTest>

#include <map>
#include <random>
#include <thread>

using namespace gatereeve;
using namespace gatereeve::gateway;

namespace
{

constexpr Nanoseconds Second = NanosecondsPerSecond;
constexpr Nanoseconds Start = 1'700'000'000 * Second;
const std::string Org = "53ac07777cbb8c2d53000002";
const std::string Key = Org + "acme";

ApiDefinition api(const std::string& id)
{
    ApiDefinition definition;
    definition.fileName = id + ".json";
    definition.apiId = definition.name = id;
    definition.orgId = Org;
    definition.listenPath = '/' + id + '/';
    definition.targetUrl = "http://127.0.0.1:9000";
    definition.versions["Default"].name = "Default";
    return definition;
}

Policy policy(double rate, double per, int64_t quota, const std::vector<std::string>& apis = {"a"})
{
    Policy made;
    made.orgId = Org;
    made.active = true;
    made.rate = rate;
    made.per = per;
    made.quotaMax = quota;
    made.quotaRenewalRate = 60;
    for (const std::string& id : apis)
        made.accessRights[id].versions = {"Default"};
    return made;
}

struct Setup {
    Profile profile = Profile::Tyk29;
    GatewaySettings settings;
    PolicySet policies;
    std::vector<ApiDefinition> apis{api("a"), api("b")};
    std::shared_ptr<State> state = std::make_shared<State>();
    uint64_t generation = 0;

    void add(const std::string& name, const Policy& made)
    {
        auto entry = std::make_shared<PolicyEntry>();
        entry->policy = made;
        policies[name] = entry;
    }
    void addKey(const Session& session, const std::string& name = Key)
    {
        state->keys.put(StoredKey{name, name, session});
    }
    void addKeyOf(const std::string& policyName)
    {
        Session session;
        session.orgId = Org;
        session.applyPolicies = {policyName};
        session.lastUpdated = "1700000000";
        addKey(session);
    }
    Enforcer enforcer()
    {
        return {SnapshotCompiler::compile({++generation, profile, settings, policies, apis}), state};
    }
};

struct Answer {
    Outcome outcome;
    Decision decision;

    bool passed() const { return outcome.passed; }
};

Answer ask(Enforcer& enforcer, RequestFacts facts, Nanoseconds now = Start, const std::string& apiId = "a")
{
    facts.rest = facts.rest.empty() ? std::string_view("/") : facts.rest;
    Answer answer;
    answer.outcome = enforcer.decide(*enforcer.snapshot()->findApi(apiId), facts, now, answer.decision);
    return answer;
}

RequestFacts get(std::string_view token = Key, std::string_view rest = "/")
{
    RequestFacts facts;
    facts.method = "GET";
    facts.path = rest;
    facts.rest = rest;
    facts.token = token;
    return facts;
}

// "110": which of the calls pass.
std::string passing(Enforcer& enforcer, int calls, Nanoseconds now = Start, const std::string& apiId = "a",
                    const std::string& token = Key)
{
    std::string result;
    for (int i = 0; i < calls; ++i)
        result += ask(enforcer, get(token), now, apiId).passed() ? '1' : '0';
    return result;
}

} // namespace

class TestEnforcer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rate29_policyWithAnotherRateKeepsTheWindow();
    void rateGuide_policyWithAnotherRateAppliesAtOnce();
    void rate29_countsByTheTokenAsSent();
    void rollingIsChosenByTheSettings();
    void rolling_throttledRequestIsNotCountedAgain();
    void quota29_refusedRequestsCountWhenTheMaximumIsRaised();
    void quota29_partitionLosesTheRenewal();
    void quota29_apiAddedLaterKnowsNoRenewal();
    void quota29_shortFormKnowsNoRenewal();
    void globalRate_forAllCallers();
    void globalRate_comesAfterTheKeysOwn();
    void globalRate_disabledWithTheRateLimits();
    void globalRate_countsIgnoredPaths();
    void globalRate_exactOverWorkers();
    void globalRate_withoutALength();
    void everyKindOfAuthenticationMustSucceed_data();
    void everyKindOfAuthenticationMustSucceed();
    void longNamesOfVersionsAreComparedInFull();
    void addresses_data();
    void addresses();
    void badAddressInTheForbiddenIsNotServed();
    void sizes_data();
    void sizes();
    void sizes_globalLimitWorksWhereAnotherVersionHasLimits();
    void hardTimeouts29_firstOneStays();
    void hardTimeoutsGuide_eachPathItsOwn();
    void metaDataForHeaders();
    void versionsGoByTheirMemberNames();
    void bothReadingsOfAPathHaveToPass();
    void admitChecksAndDoesNotCount();
    void theCacheOfPlansFindsWhatItHolds();
    void theCacheOfPlansIsBounded();
    void theRouteTableFindsWhatTheSnapshotFinds();
};

void TestEnforcer::rate29_policyWithAnotherRateKeepsTheWindow()
{
    Setup setup;
    setup.add("gold", policy(2, 60, -1));
    setup.addKeyOf("gold");
    Enforcer first = setup.enforcer();
    QCOMPARE(passing(first, 3), std::string("110"));
    setup.add("gold", policy(5, 60, -1));
    Enforcer second = setup.enforcer();
    QCOMPARE(passing(second, 1), std::string("0"));
    Policy updated = policy(5, 60, -1);
    updated.lastUpdated = "9999999999"; // the greater text
    setup.add("gold", updated);
    Enforcer third = setup.enforcer();
    QCOMPARE(passing(third, 6), std::string("111110"));
}

void TestEnforcer::rateGuide_policyWithAnotherRateAppliesAtOnce()
{
    Setup setup;
    setup.profile = Profile::Guide;
    setup.add("gold", policy(2, 60, -1));
    setup.addKeyOf("gold");
    Enforcer first = setup.enforcer();
    QCOMPARE(passing(first, 3), std::string("110"));
    setup.add("gold", policy(4, 60, -1));
    Enforcer second = setup.enforcer();
    QCOMPARE(passing(second, 3), std::string("110"));
}

void TestEnforcer::rate29_countsByTheTokenAsSent()
{
    for (const Profile profile : {Profile::Tyk29, Profile::Guide}) {
        Setup setup;
        setup.profile = profile;
        setup.add("gold", policy(2, 60, -1));
        setup.addKeyOf("gold");
        Enforcer enforcer = setup.enforcer();
        QCOMPARE(passing(enforcer, 3), std::string("110"));
        // 9, Quirk: the short form has counters of its own.
        QCOMPARE(passing(enforcer, 3, Start, "a", "acme"), std::string(profile == Profile::Tyk29 ? "110" : "000"));
    }
}

void TestEnforcer::rollingIsChosenByTheSettings()
{
    for (const Profile profile : {Profile::Tyk29, Profile::Guide}) {
        Setup setup;
        setup.profile = profile;
        setup.settings.enableRollingLimiter = true;
        setup.add("gold", policy(2, 4, -1));
        setup.addKeyOf("gold");
        Enforcer enforcer = setup.enforcer();
        QCOMPARE(passing(enforcer, 3), std::string("110"));
        QCOMPARE(passing(enforcer, 1, Start + 3 * Second), std::string("0"));
        QCOMPARE(passing(enforcer, 1, Start + 6 * Second), std::string("1")); // one refused one is left
        const Decision refused = ask(enforcer, get(), Start + 6 * Second).decision;
        QVERIFY(refused.cause == Cause::RateExceeded);
        QCOMPARE(refused.rateMaximum, int64_t(2));
        QCOMPARE(refused.rateWindow, 4 * Second);
    }
}

void TestEnforcer::rolling_throttledRequestIsNotCountedAgain()
{
    Setup setup;
    setup.settings.enableRollingLimiter = true;
    Policy throttled = policy(1, 4, -1);
    throttled.throttleInterval = 1;
    throttled.throttleRetryLimit = 3;
    setup.add("gold", throttled);
    setup.addKeyOf("gold");
    Enforcer enforcer = setup.enforcer();
    QCOMPARE(passing(enforcer, 1), std::string("1"));
    Answer refused = ask(enforcer, get(), Start + Second);
    QCOMPARE(refused.outcome.throttleRetries, int64_t(3));
    RequestFacts again = get();
    again.askedAgain = true;
    QVERIFY(!ask(enforcer, again, Start + 4 * Second).passed()); // the one at 1 s is on record
    QVERIFY(ask(enforcer, again, Start + 5 * Second).passed());  // the one at 4 s is not
}

void TestEnforcer::quota29_refusedRequestsCountWhenTheMaximumIsRaised()
{
    Setup setup;
    setup.add("gold", policy(-1, 0, 2));
    setup.addKeyOf("gold");
    Enforcer first = setup.enforcer();
    QCOMPARE(passing(first, 4), std::string("1100"));
    setup.add("gold", policy(-1, 0, 5));
    Enforcer second = setup.enforcer();
    QCOMPARE(passing(second, 3), std::string("100"));
    QCOMPARE(passing(second, 6, Start + 61 * Second), std::string("111110"));
}

void TestEnforcer::quota29_partitionLosesTheRenewal()
{
    // 10, Quirk: quota and rate of one API, rights of the key: counted and shown, never refused.
    Setup setup;
    Policy parted = policy(100, 60, 2);
    parted.partitions.quota = parted.partitions.rateLimit = true;
    setup.add("part", parted);
    Session session;
    session.orgId = Org;
    session.applyPolicies = {"part"};
    session.accessRights["a"].versions = {"Default"};
    setup.addKey(session);
    Enforcer enforcer = setup.enforcer();
    const Outcome first = ask(enforcer, get()).outcome, second = ask(enforcer, get()).outcome;
    QCOMPARE(first.quotaRenews, toSeconds(Start) + 60);
    QCOMPARE(second.quotaRenews, int64_t(0));
    QCOMPARE(second.quotaRemaining, int64_t(0));
    QCOMPARE(passing(enforcer, 3, Start + Second), std::string("111"));
}

void TestEnforcer::quota29_apiAddedLaterKnowsNoRenewal()
{
    // 12, Quirk: exceeding the quota then starts a new period once; from there on all of them know it.
    Setup setup;
    setup.add("gold", policy(-1, 0, 2));
    setup.addKeyOf("gold");
    Enforcer first = setup.enforcer();
    QCOMPARE(passing(first, 3), std::string("110"));
    setup.add("gold", policy(-1, 0, 2, {"a", "b"}));
    Enforcer second = setup.enforcer();
    QCOMPARE(passing(second, 1), std::string("0"));
    QCOMPARE(passing(second, 3, Start + Second, "b"), std::string("110"));
    QCOMPARE(passing(second, 1, Start + Second), std::string("0"));
}

void TestEnforcer::quota29_shortFormKnowsNoRenewal()
{
    // 9, Quirk: the renewed key is stored under the short name and never read.
    Setup setup;
    setup.add("gold", policy(-1, 0, 2));
    setup.addKeyOf("gold");
    Enforcer enforcer = setup.enforcer();
    QCOMPARE(passing(enforcer, 3), std::string("110"));
    QCOMPARE(passing(enforcer, 5, Start + Second, "a", "acme"), std::string("11111"));
}

void TestEnforcer::globalRate_forAllCallers()
{
    Setup setup;
    setup.apis[0].globalRate = 3;
    setup.apis[0].globalPer = 60;
    setup.apis[0].useKeyless = true;
    Enforcer one = setup.enforcer(), other = setup.enforcer();
    QCOMPARE(passing(one, 2), std::string("11"));
    QCOMPARE(passing(other, 2), std::string("10"));
    const Decision refused = ask(one, get()).decision;
    QVERIFY(refused.stoppedAt == Check::ApiRate && refused.cause == Cause::ApiRateExceeded);
    QCOMPARE(passing(one, 1, Start, "b"), std::string("0")); // no key for that one
    QCOMPARE(passing(one, 1, Start + 60 * Second), std::string("1"));
}

void TestEnforcer::globalRate_comesAfterTheKeysOwn()
{
    Setup setup;
    setup.apis[0].globalRate = 3;
    setup.apis[0].globalPer = 60;
    setup.add("gold", policy(2, 60, 10));
    setup.addKeyOf("gold");
    Enforcer enforcer = setup.enforcer();
    QCOMPARE(passing(enforcer, 3), std::string("110"));
    QVERIFY(ask(enforcer, get()).decision.cause == Cause::RateExceeded); // not counted for the API
    setup.add("gold", policy(-1, 0, 10));
    Enforcer unlimited = setup.enforcer();
    QCOMPARE(passing(unlimited, 2), std::string("10"));
    const Decision refused = ask(unlimited, get()).decision;
    QVERIFY(refused.cause == Cause::ApiRateExceeded);
    QCOMPARE(refused.quotaCount, int64_t(5)); // 2: the quota is counted before
}

void TestEnforcer::globalRate_disabledWithTheRateLimits()
{
    Setup setup;
    setup.apis[0].globalRate = 1;
    setup.apis[0].globalPer = 60;
    setup.apis[0].useKeyless = true;
    setup.apis[0].disableRateLimit = true;
    Enforcer enforcer = setup.enforcer();
    QCOMPARE(passing(enforcer, 3), std::string("111"));
}

void TestEnforcer::globalRate_countsIgnoredPaths()
{
    Setup setup;
    setup.apis[0].globalRate = 1;
    setup.apis[0].globalPer = 60;
    setup.apis[0].versions["Default"].ignored = {{"^/open", false, {}}};
    Enforcer enforcer = setup.enforcer();
    QVERIFY(ask(enforcer, get({}, "/open")).passed());
    QVERIFY(ask(enforcer, get({}, "/open")).decision.cause == Cause::ApiRateExceeded);
}

void TestEnforcer::globalRate_exactOverWorkers()
{
    for (const bool rolling : {false, true}) {
        Setup setup;
        setup.settings.enableRollingLimiter = rolling;
        setup.apis[0].globalRate = 1'001;
        setup.apis[0].globalPer = 60;
        setup.add("gold", policy(-1, 0, -1)); // nothing else limits
        setup.addKeyOf("gold");
        std::atomic<int> passed = 0;
        std::vector<std::thread> workers;
        for (int i = 0; i < 8; ++i) {
            workers.emplace_back([&passed, enforcer = setup.enforcer()]() mutable {
                for (int call = 0; call < 200; ++call)
                    passed += ask(enforcer, get()).passed();
            });
        }
        for (std::thread& worker : workers)
            worker.join();
        QCOMPARE(passed.load(), 1'001);
    }
}

// policy-semantics.md 9.1: no length, no limit. The others deny what they can't enforce.
void TestEnforcer::globalRate_withoutALength()
{
    for (const Profile profile : {Profile::Guide, Profile::Tyk29, Profile::Tyk5}) {
        Setup setup;
        setup.profile = profile;
        setup.apis[0].globalRate = 2;
        setup.apis[0].globalPer = 0;
        setup.add("gold", policy(-1, 0, -1));
        setup.addKeyOf("gold");
        Enforcer enforcer = setup.enforcer();
        for (int call = 0; call < 5; ++call)
            QCOMPARE(ask(enforcer, get(), Start + call * NanosecondsPerSecond).passed(), profile == Profile::Tyk29);
    }
}

void TestEnforcer::everyKindOfAuthenticationMustSucceed_data()
{
    QTest::addColumn<QByteArray>("member");
    for (const char* member : {"useOauth2", "useOpenId", "useBasicAuth", "enableJwt", "enableSignatureChecking",
                               "useMutualTls", "useCoprocessAuth", "useGoPluginAuth"})
        QTest::newRow(member) << QByteArray(member);
}

// gateway-behaviour.md 2: a key alone is not enough, even where it is asked for too.
void TestEnforcer::everyKindOfAuthenticationMustSucceed()
{
    const std::map<QByteArray, bool ApiDefinition::*> kinds{
        {"useOauth2", &ApiDefinition::useOauth2},
        {"useOpenId", &ApiDefinition::useOpenId},
        {"useBasicAuth", &ApiDefinition::useBasicAuth},
        {"enableJwt", &ApiDefinition::enableJwt},
        {"enableSignatureChecking", &ApiDefinition::enableSignatureChecking},
        {"useMutualTls", &ApiDefinition::useMutualTls},
        {"useCoprocessAuth", &ApiDefinition::useCoprocessAuth},
        {"useGoPluginAuth", &ApiDefinition::useGoPluginAuth}};
    QFETCH(QByteArray, member);
    Setup setup;
    setup.apis[0].useStandardAuth = true;
    setup.add("gold", policy(-1, 0, -1));
    setup.addKeyOf("gold");
    Enforcer before = setup.enforcer();
    QVERIFY(ask(before, get()).passed());
    setup.apis[0].*kinds.at(member) = true;
    Enforcer enforcer = setup.enforcer();
    QVERIFY(ask(enforcer, get()).decision.cause == Cause::AuthenticationKindNotSupported);
    setup.apis[0].useKeyless = true; // but a certificate is asked for all the same
    Enforcer keyless = setup.enforcer();
    QCOMPARE(ask(keyless, get({})).passed(), member != "useMutualTls");
}

void TestEnforcer::longNamesOfVersionsAreComparedInFull()
{
    const std::string common(32, 'v'); // as much as a decision keeps
    Setup setup;
    setup.apis[0].notVersioned = false;
    for (const std::string& name : {common, common + "-2"})
        setup.apis[0].versions[name].name = name;
    Session session;
    session.orgId = Org;
    session.accessRights["a"].versions = {common + "-2"};
    setup.addKey(session);
    Enforcer enforcer = setup.enforcer();
    RequestFacts facts = get();
    const std::string granted = common + "-2";
    facts.version = granted;
    QVERIFY(ask(enforcer, facts).passed());
    facts.version = common;
    QVERIFY(ask(enforcer, facts).decision.cause == Cause::VersionNotGranted);
}

void TestEnforcer::addresses_data()
{
    QTest::addColumn<QStringList>("allowed");
    QTest::addColumn<QStringList>("forbidden");
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("passes");
    const QStringList none;
    QTest::newRow("listed") << QStringList{"192.0.2.7"} << none << "192.0.2.7" << true;
    QTest::newRow("not listed") << QStringList{"192.0.2.7"} << none << "192.0.2.8" << false;
    QTest::newRow("network") << QStringList{"10.0.0.0/8"} << none << "10.255.0.1" << true;
    QTest::newRow("outside the network") << QStringList{"10.0.0.0/9"} << none << "10.128.0.1" << false;
    QTest::newRow("mapped") << QStringList{"10.0.0.0/8"} << none << "::ffff:10.1.2.3" << true;
    QTest::newRow("IPv6 network") << QStringList{"2001:db8::/33"} << none << "2001:db8:7fff::1" << true;
    QTest::newRow("outside IPv6") << QStringList{"2001:db8::/33"} << none << "2001:db8:8000::1" << false;
    QTest::newRow("everything") << QStringList{"0.0.0.0/0"} << none << "203.0.113.9" << true;
    const QStringList one{"2001:db8::7:0:1"}, all{"::/0"};
    QTest::newRow("zeros written out") << one << none << "2001:0db8:0:0:0:7:0:1" << true;
    QTest::newRow("another run of zeros") << one << none << "2001:db8:0:0:0:7::1" << true;
    QTest::newRow("zeros at the end") << QStringList{"fe80::"} << none << "FE80:0:0:0:0:0:0:0" << true;
    QTest::newRow("loopback") << QStringList{"::1"} << none << "0:0:0:0:0:0:0:1" << true;
    QTest::newRow("mapped, written out") << QStringList{"192.0.2.1"} << none << "0:0:0:0:0:ffff:c000:201" << true;
    for (const char* bad :
         {"",           ":",         ":::",       "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::",
          "12345::",    "1:",        "::1:",      ":1::",    "g::",           "::1.2.3",           "::1.2.3.4.5",
          "1.2.3",      "1.2.3.4.5", "256.1.1.1", "1..1.1",  "-1.1.1.1",      "1.1.1.1 ",          "::-1",
          "1.2.3.4:80", "[::1]",     "::1%eth0"})
        QTest::addRow("no address: %s", bad) << QStringList{"::/0", "0.0.0.0/0"} << none << bad << false;
    QTest::newRow("any long one") << all << none << "1:2:3:4:5:6:7:8" << true;
    QTest::newRow("no address is nowhere") << QStringList{"0.0.0.0/0"} << none << "unknown" << false;
    QTest::newRow("what can't be read allows nobody") << QStringList{"10.0.0.0/33"} << none << "10.0.0.1" << false;
    QTest::newRow("forbidden") << none << QStringList{"10.0.0.0/8"} << "10.0.0.1" << false;
    QTest::newRow("not forbidden") << none << QStringList{"10.0.0.0/8"} << "11.0.0.1" << true;
    QTest::newRow("both") << QStringList{"10.0.0.0/8"} << QStringList{"10.0.0.1"} << "10.0.0.1" << false;
    QTest::newRow("empty lists are off") << none << none << "10.0.0.1" << true;
}

void TestEnforcer::addresses()
{
    QFETCH(const QStringList, allowed);
    QFETCH(const QStringList, forbidden);
    QFETCH(const QString, address);
    QFETCH(const bool, passes);
    Setup setup;
    ApiDefinition& definition = setup.apis[0];
    definition.useKeyless = definition.enableIpWhitelisting = definition.enableIpBlacklisting = true;
    for (const QString& text : allowed)
        definition.allowedIps.push_back(text.toStdString());
    for (const QString& text : forbidden)
        definition.blacklistedIps.push_back(text.toStdString());
    Enforcer enforcer = setup.enforcer();
    RequestFacts facts = get();
    const std::string sent = address.toStdString();
    facts.address = sent;
    const Answer answer = ask(enforcer, facts);
    QCOMPARE(answer.passed(), passes);
    if (!passes)
        QVERIFY(answer.decision.stoppedAt == Check::IpList && answer.decision.cause == Cause::AddressNotAllowed);
}

void TestEnforcer::badAddressInTheForbiddenIsNotServed()
{
    Setup setup;
    setup.apis[0].enableIpBlacklisting = true;
    setup.apis[0].blacklistedIps = {"10.0.0.1", "10.0.0.x"};
    const Enforcer enforcer = setup.enforcer();
    QVERIFY(!enforcer.snapshot()->findApi("a")->served);
    QCOMPARE(enforcer.snapshot()->findings.size(), size_t(1));
    QCOMPARE(enforcer.snapshot()->findings[0].place.path, std::string("blacklisted_ips[1]"));
}

void TestEnforcer::sizes_data()
{
    QTest::addColumn<bool>("byPath");
    QTest::addColumn<int>("global");
    QTest::addColumn<int>("length"); // -1: not said
    QTest::addColumn<int>("cause");
    const auto row = [](const char* name, bool byPath, int global, int length, Cause cause) {
        QTest::newRow(name) << byPath << global << length << static_cast<int>(cause);
    };
    row("as large as allowed", true, 0, 10, Cause::None);
    row("one more", true, 0, 11, Cause::TooLarge);
    row("no length", true, 0, -1, Cause::LengthMissing);
    row("the smaller of both", true, 5, 6, Cause::TooLarge);
    row("global alone is off", false, 5, 6, Cause::None);
}

void TestEnforcer::sizes()
{
    QFETCH(const bool, byPath);
    QFETCH(const int, global);
    QFETCH(const int, length);
    QFETCH(const int, cause);
    Setup setup;
    setup.apis[0].useKeyless = true;
    ApiVersion& version = setup.apis[0].versions["Default"];
    version.globalSizeLimit = global;
    if (byPath)
        version.sizeLimits = {{"/up", "POST", 10}};
    Enforcer enforcer = setup.enforcer();
    RequestFacts facts = get({}, "/up");
    facts.method = "POST";
    if (length >= 0)
        facts.length = static_cast<uint64_t>(length);
    const Answer answer = ask(enforcer, facts);
    QCOMPARE(static_cast<int>(answer.decision.cause), cause);
    QCOMPARE(answer.passed(), cause == static_cast<int>(Cause::None));
}

// 18: what another version limits by path switches the limit of the only one that is asked on.
void TestEnforcer::sizes_globalLimitWorksWhereAnotherVersionHasLimits()
{
    Setup setup;
    setup.apis[0].useKeyless = true;
    setup.apis[0].notVersioned = true;
    setup.apis[0].versions["Default"].globalSizeLimit = 5;
    setup.apis[0].versions["Later"].sizeLimits = {{"/other", "POST", 10}};
    Enforcer enforcer = setup.enforcer();
    RequestFacts facts = get({}, "/up");
    facts.method = "POST";
    facts.length = 5;
    QVERIFY(ask(enforcer, facts).passed());
    facts.length = 6;
    const Answer tooLarge = ask(enforcer, facts);
    QVERIFY(!tooLarge.passed());
    QCOMPARE(tooLarge.decision.cause, Cause::TooLarge);
}

void TestEnforcer::hardTimeouts29_firstOneStays()
{
    // 4, Quirk: of the first proxied request since the load, whichever worker had it.
    Setup setup;
    setup.apis[0].useKeyless = true;
    setup.apis[0].versions["Default"].hardTimeouts = {{"/slow", "GET", 3}};
    const auto snapshot = SnapshotCompiler::compile({1, setup.profile, {}, {}, setup.apis});
    Enforcer one{snapshot, setup.state}, other{snapshot, setup.state};
    QCOMPARE(ask(one, get({}, "/slow")).outcome.hardTimeout, int64_t(3000));
    QCOMPARE(ask(other, get({}, "/quick")).outcome.hardTimeout, int64_t(3000));
    Enforcer reloaded = setup.enforcer();
    QCOMPARE(ask(reloaded, get({}, "/quick")).outcome.hardTimeout, int64_t(0));
    QCOMPARE(ask(reloaded, get({}, "/slow")).outcome.hardTimeout, int64_t(0));
}

void TestEnforcer::hardTimeoutsGuide_eachPathItsOwn()
{
    Setup setup;
    setup.profile = Profile::Guide;
    setup.apis[0].useKeyless = true;
    setup.apis[0].versions["Default"].hardTimeouts = {{"/slow", "GET", 3}};
    Enforcer enforcer = setup.enforcer();
    QCOMPARE(ask(enforcer, get({}, "/quick")).outcome.hardTimeout, int64_t(0));
    QCOMPARE(ask(enforcer, get({}, "/slow")).outcome.hardTimeout, int64_t(3000));
    RequestFacts post = get({}, "/slow");
    post.method = "POST";
    QCOMPARE(ask(enforcer, post).outcome.hardTimeout, int64_t(0));
}

void TestEnforcer::metaDataForHeaders()
{
    Setup setup;
    setup.apis[0].versions["Default"].globalHeaders = {{"X-Plan", "$tyk_meta.plan"}};
    Policy gold = policy(-1, 0, -1);
    gold.metaData = {{"plan", "\"gold\""}, {"list", "[1,\"b\"]"}, {"object", "{}"}};
    setup.add("gold", gold);
    setup.addKeyOf("gold");
    Enforcer enforcer = setup.enforcer();
    const Outcome outcome = ask(enforcer, get()).outcome;
    QVERIFY(outcome.meta);
    QCOMPARE(*outcome.meta, (MetaTexts{{"list", "1,b"}, {"object", ""}, {"plan", "gold"}}));
    QVERIFY(ask(enforcer, get(), Start, "b").outcome.meta == nullptr); // refused: no right
}

void TestEnforcer::versionsGoByTheirMemberNames()
{
    Setup setup;
    setup.apis[0].useKeyless = true;
    setup.apis[0].notVersioned = false;
    setup.apis[0].versions = {{"v1", {}}}; // without a "name" in it
    Enforcer enforcer = setup.enforcer();
    RequestFacts facts = get();
    facts.version = "v1";
    QVERIFY(ask(enforcer, facts).passed());
    facts.version = "";
    QVERIFY(ask(enforcer, facts).decision.cause == Cause::NoVersion);
}

// What an upstream makes of an encoded slash is checked as well (requestpath.h, walkedPath).
void TestEnforcer::bothReadingsOfAPathHaveToPass()
{
    Setup setup;
    Policy gold = policy(-1, 0, -1);
    gold.accessRights["a"].allowedUrls = {{"^/open/[^/]+$", {"GET"}}};
    setup.add("gold", gold);
    setup.addKeyOf("gold");
    Enforcer enforcer = setup.enforcer();
    RequestFacts facts = get(Key, "/open/x%2Fy");
    QVERIFY(ask(enforcer, facts).passed()); // alone it would
    facts.walked = "/open/x/y";
    QVERIFY(ask(enforcer, facts).decision.cause == Cause::UrlNotAllowed);
    facts.walked = "/open/z";
    QVERIFY(ask(enforcer, facts).passed());
    facts = get(Key, "/other");
    facts.walked = "/open/z";
    QVERIFY(ask(enforcer, facts).decision.cause == Cause::UrlNotAllowed);
}

void TestEnforcer::admitChecksAndDoesNotCount()
{
    Setup setup;
    Policy gold = policy(1, 60, 1);
    gold.accessRights["a"].allowedUrls = {{"^/nothing$", {"GET"}}};
    setup.add("gold", gold);
    setup.addKeyOf("gold");
    Enforcer enforcer = setup.enforcer();
    const CompiledApi& compiled = *enforcer.snapshot()->findApi("a");
    for (int i = 0; i < 3; ++i) {
        Decision decision;
        const KeyPlan* plan = enforcer.admit(compiled, get(), Start, decision);
        QVERIFY(plan && plan->quotaCounters->quota.load() == CountedSince{});
    }
    Decision decision;
    QVERIFY(!enforcer.admit(compiled, get(""), Start, decision));
    QVERIFY(decision.cause == Cause::NoToken);
    QVERIFY(!enforcer.admit(*enforcer.snapshot()->findApi("b"), get(), Start, decision));
    QVERIFY(decision.cause == Cause::ApiNotGranted);
}

// Whatever came and went, what is in it is found, and nothing else: compared with a map.
void TestEnforcer::theCacheOfPlansFindsWhatItHolds()
{
    KeyPlanCache cache;
    std::map<std::pair<std::string, size_t>, KeyPlan*> expected;
    std::mt19937 random(20261126); // NOLINT: the same each time
    for (int step = 0; step < 20'000; ++step) {
        const std::string token = "token" + std::to_string(random() % 300);
        const size_t place = random() % 3;
        const auto known = expected.find({token, place});
        QCOMPARE(cache.find(token, place), known == expected.end() ? nullptr : known->second);
        if (known != expected.end()) {
            cache.erase(*known->second);
            expected.erase(known);
        } else {
            auto plan = std::make_unique<KeyPlan>();
            plan->token = token;
            plan->api = place;
            expected[{token, place}] = cache.insert(std::move(plan));
        }
        QCOMPARE(cache.size(), expected.size());
    }
    for (const auto& [asked, plan] : expected)
        QCOMPARE(cache.find(asked.first, asked.second), plan);
}

void TestEnforcer::theCacheOfPlansIsBounded()
{
    KeyPlanCache cache;
    for (size_t i = 0; i < 100'000; ++i) {
        auto plan = std::make_unique<KeyPlan>();
        plan->token = std::to_string(i);
        cache.insert(std::move(plan));
        QVERIFY(cache.size() <= 65'536);
    }
    QVERIFY(cache.find("99999", 0));
    QVERIFY(!cache.find("0", 0));
}

// Paths of few letters, so that many are prefixes of each other, some twice, some patterns, some not served.
void TestEnforcer::theRouteTableFindsWhatTheSnapshotFinds()
{
    std::mt19937 random(20261127); // NOLINT: the same each time
    const auto path = [&random] {
        std::string text = "/";
        for (size_t letters = random() % 8; letters > 0; --letters)
            text += "ab/"[random() % 3];
        return text;
    };
    for (const int count : {0, 1, 5, 300}) {
        std::vector<ApiDefinition> apis;
        for (int i = 0; i < count; ++i) {
            apis.push_back(api("api" + std::to_string(i)));
            apis.back().listenPath = i % 50 == 7 ? path() + "{x}/" : path();
            apis.back().active = i % 20 != 3;
        }
        const auto snapshot = SnapshotCompiler::compile({1, Profile::Guide, {}, {}, apis});
        const RouteTable table(*snapshot);
        QCOMPARE(RouteTable::of(*snapshot) == nullptr, count > 7); // with patterns it is not asked
        for (int i = 0; i < 2000; ++i) {
            const std::string asked = path() + path();
            QCOMPARE(table.find(asked), snapshot->route(asked));
        }
    }
}

QTEST_APPLESS_MAIN(TestEnforcer)
#include "tst_enforcer.moc"
