// The nearest changes of a refusal are held against the gateway that enforces: with each of them in place the same
// request passes, under every profile and limiter.

#include "core/engine/nearestchanges.h"

#include "core/engine/admission.h"
#include "core/reading/loadrules.h"
#include "gateway/proxy/enforcer.h"
#include "tests/support/randompolicies.h"

#include <QtTest>

#include <map>

using namespace gatereeve;
using namespace gatereeve::gateway;
using gatereeve::testing::RandomPolicies;

namespace
{

constexpr Nanoseconds Second = NanosecondsPerSecond;
constexpr Nanoseconds Now = 1'700'000'000 * Second + 250'000'000;
const std::string Token = "org-acme-0123456789";

ApiDefinition api(const std::string& id, bool versioned)
{
    ApiDefinition definition;
    definition.fileName = id + ".json";
    definition.apiId = definition.name = id;
    definition.orgId = "org";
    definition.listenPath = '/' + id + '/';
    definition.targetUrl = "http://127.0.0.1:9000";
    definition.notVersioned = !versioned;
    for (const char* name : {"v1", "v2", "v3"})
        definition.versions[name].name = name;
    return definition;
}

struct World {
    Profile profile = Profile::Guide;
    GatewaySettings settings;
    PolicySet policies;
    std::vector<ApiDefinition> apis{api("orders", false), api("stock", true)};
    Session key;

    void add(const std::string& name, const Policy& policy, const Place& place = {})
    {
        PolicyEntry entry{.policy = policy};
        entry.place = place;
        if (const auto whyUnusable = loadRulesFor(profile).whyUnusable)
            entry.unusable = whyUnusable(policy);
        policies[name] = std::make_shared<const PolicyEntry>(std::move(entry));
    }
    void add(const NearestChange& change)
    {
        for (const auto& [name, policy] : change.policies)
            add(name, policy);
        key = change.key.value_or(key);
    }
    std::shared_ptr<const Snapshot> compiled() const
    {
        return SnapshotCompiler::compile({1, profile, settings, policies, apis});
    }
};

struct Asked {
    std::string api = "orders", method = "GET", path = "/a", version = "v1";
};

struct Answer {
    bool passed = false;
    Decision decision;
};

void putKey(State& state, const Session& key)
{
    state.keys.put(StoredKey{Token, Token, key});
}

Answer ask(Enforcer& enforcer, const Asked& asked, Nanoseconds now)
{
    const CompiledApi& compiled = *enforcer.snapshot()->findApi(asked.api);
    RequestFacts facts;
    facts.method = asked.method;
    facts.path = facts.rest = asked.path;
    facts.token = Token;
    facts.version = asked.version;
    Answer answer;
    Decision& decision = answer.decision;
    decision.time = now;
    decision.generation = enforcer.snapshot()->generation;
    decision.apiIndex = static_cast<uint32_t>(compiled.index);
    decision.method.set(asked.method);
    decision.path.set(asked.path);
    answer.passed = enforcer.decide(compiled, facts, now, decision).passed;
    return answer;
}

// What stopped it, and the counters as that left them.
struct Refused {
    Decision decision;
    std::shared_ptr<State> state;
};

std::optional<Refused> untilRefused(const World& world, const Asked& asked, int most = 110)
{
    auto state = std::make_shared<State>();
    putKey(*state, world.key);
    Enforcer enforcer(world.compiled(), state);
    for (int i = 0; i < most; ++i) {
        const Answer answer = ask(enforcer, asked, Now + i);
        if (!answer.passed)
            return Refused{answer.decision, state};
    }
    return std::nullopt;
}

std::vector<NearestChange> changesFor(const World& world, const Refused& refused)
{
    const auto snapshot = world.compiled();
    return nearestChanges(refused.decision, snapshot.get(), &world.key);
}

// Asked again with the change in place; a rate window that is full besides gets the time that it needs.
Answer askAgain(World world, const Asked& asked, const Refused& refused, const NearestChange& change)
{
    world.add(change);
    const auto state = copyOf(*refused.state);
    putKey(*state, world.key);
    Enforcer enforcer(world.compiled(), state);
    Nanoseconds at = refused.decision.time + change.wait;
    if (refused.decision.cause == Cause::QuotaExceeded)
        at = std::max(at, refused.decision.rateEnds);
    return ask(enforcer, asked, at);
}

// A counter that the refused request had not come to: nobody knows how full it is.
bool isOfLaterCounter(const Decision& again, const Decision& before)
{
    return again.stoppedAt > before.stoppedAt && (again.stoppedAt == Check::Rate || again.stoppedAt == Check::Quota);
}

std::vector<std::string> texts(const std::vector<NearestChange>& changes)
{
    std::vector<std::string> result;
    for (const NearestChange& change : changes)
        result.push_back(change.english());
    return result;
}

Policy gold()
{
    Policy policy;
    policy.orgId = "org";
    policy.active = true;
    policy.rate = 5;
    policy.per = 1;
    policy.quotaMax = -1;
    policy.accessRights["orders"].versions = {"Default"};
    return policy;
}

World worldOf(const Policy& policy, Profile profile = Profile::Guide)
{
    World world;
    world.profile = profile;
    world.add("gold", policy, {"policies.json", 3, 5, "gold"});
    world.key.orgId = "org";
    world.key.applyPolicies = {"gold"};
    return world;
}

// One of everything that may go wrong.
World randomWorld(RandomPolicies& random, Profile profile, int limiter)
{
    World world;
    world.profile = profile;
    world.settings.enableRollingLimiter = limiter == 1;
    world.settings.enableSentinelLimiter = limiter == 2;
    const PolicySet policies = random.policies(1 + random.below(3));
    world.key = random.key(policies);
    for (const auto& [name, entry] : policies) {
        Policy policy = entry->policy;
        if (random.oneIn(12))
            policy.per = 0;
        if (!random.oneIn(20))
            world.add(name, policy);
    }
    if (random.oneIn(4)) {
        Policy stranger = gold();
        stranger.accessRights["stock"].versions = {"v1", "v2"};
        world.add("stranger", stranger);
    }
    world.key.expires = random.oneIn(5) ? toSeconds(Now) - 1000 : 0;
    world.key.lastUpdated = random.oneIn(2) ? "1600000000" : "";
    return world;
}

} // namespace

class TestNearestChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachLetsTheRequestPass_data();
    void eachLetsTheRequestPass();
    void sentences_data();
    void sentences();
    void placesOfMembers();
    void severalAreJoined();
    void onlyWhatHelps();
    void onlyWaitingWhereItCantBeAskedAgain();
    void waitingPastTheExpiryIsNotOffered();
    void kept29WindowNeedsANewerUpdate();
    void refusedRequestsCountUnder5();
    void nothingForAnotherKeyThanTheRefusedOne();
    void waitingIsEnoughWithoutTheKey_data();
    void waitingIsEnoughWithoutTheKey();
};

void TestNearestChanges::eachLetsTheRequestPass_data()
{
    QTest::addColumn<int>("profile");
    QTest::addColumn<int>("limiter");
    for (const Profile profile : {Profile::Guide, Profile::Tyk29, Profile::Tyk5}) {
        for (int limiter = 0; limiter < 3; ++limiter)
            QTest::addRow("%s %d", std::string(nameOf(profile)).c_str(), limiter) << int(profile) << limiter;
    }
}

void TestNearestChanges::eachLetsTheRequestPass()
{
    QFETCH(int, profile);
    QFETCH(int, limiter);
    std::map<Cause, int> offered;
    for (uint32_t seed = 1; seed <= 1000; ++seed) {
        RandomPolicies random(seed);
        const World world = randomWorld(random, Profile(profile), limiter);
        const char* const paths[] = {"/a", "/b", "/c", "/z(1)+"};
        Asked asked{random.oneIn(2) ? "orders" : "stock", random.oneIn(2) ? "GET" : "POST", paths[random.below(4)],
                    "v2"};
        const auto refused = untilRefused(world, asked);
        const auto snapshot = world.compiled();
        const Admission admission =
            admit(world.key, world.policies, *snapshot,
                  {*snapshot->findApi(asked.api), asked.method, asked.path, asked.version}, Now);
        const bool counted = !refused || refused->decision.stoppedAt > Check::Urls;
        QVERIFY2(counted ? admission.stoppedAt > Check::Urls : admission.cause == refused->decision.cause,
                 qPrintable(QString::number(seed)));
        if (!refused)
            continue;
        for (const NearestChange& change : changesFor(world, *refused)) {
            ++offered[refused->decision.cause];
            const Answer again = askAgain(world, asked, *refused, change);
            QVERIFY2(again.passed || isOfLaterCounter(again.decision, refused->decision),
                     qPrintable(QString("seed %1, refused by %2, still by %3: %4")
                                    .arg(seed)
                                    .arg(int(refused->decision.cause))
                                    .arg(int(again.decision.cause))
                                    .arg(QString::fromStdString(change.english()))));
        }
    }
    // A search that finds nothing would prove nothing.
    for (const Cause cause : {Cause::RateExceeded, Cause::QuotaExceeded, Cause::KeyExpired, Cause::UrlNotAllowed,
                              Cause::ApiNotGranted, Cause::VersionNotGranted})
        QVERIFY2(offered[cause] > 0, qPrintable(QString::number(int(cause))));
}

void TestNearestChanges::sentences_data()
{
    using Texts = std::vector<std::string>;
    QTest::addColumn<World>("world");
    QTest::addColumn<Texts>("expected");
    const auto row = [](const char* name, const World& world, const Texts& expected) {
        QTest::newRow(name) << world << expected;
    };
    row("rate", worldOf(gold()), {"in 1 s", "with rate ≥ 6 in gold"});
    Policy quota = gold();
    quota.rate = 0;
    quota.quotaMax = 2;
    quota.quotaRenewalRate = 3600;
    row("quota", worldOf(quota), {"in 59 min 59 s", "with quota_max ≥ 3 in gold"});
    quota.quotaRenewalRate = 0;
    row("never renewed", worldOf(quota), {"with quota_max ≥ 3 in gold"});
    Policy urls = gold();
    urls.accessRights["orders"].allowedUrls = {{"^/other$", {"GET"}}};
    row("url", worldOf(urls), {"with GET /a added to gold"});
    Policy other = gold();
    other.accessRights = {{"stock", {}}};
    row("api", worldOf(other), {"with API orders added to gold"});
    Policy inactive = gold();
    inactive.isInactive = true;
    row("inactive policy", worldOf(inactive), {"with is_inactive off in gold"});
    World expired = worldOf(gold());
    expired.key.expires = toSeconds(Now) - 60;
    row("expired", expired, {"with the key extended beyond 2023-11-14 22:13:20 UTC"});
    World suspended = worldOf(gold());
    suspended.key.isInactive = true;
    row("inactive key", suspended, {"with is_inactive off in the key"});
    World own = worldOf(gold());
    own.key.applyPolicies.clear();
    own.key.accessRights["orders"] = {};
    own.key.rate = 1;
    own.key.per = 60;
    row("the key's own rate", own, {"in 59 s", "with rate ≥ 2 in the key"});
}

void TestNearestChanges::sentences()
{
    QFETCH(World, world);
    QFETCH(std::vector<std::string>, expected);
    const auto refused = untilRefused(world, {});
    QVERIFY(refused);
    const auto changes = changesFor(world, *refused);
    const auto joined = [](const std::vector<std::string>& all) {
        QString text;
        for (const std::string& one : all)
            text += QString::fromStdString(one) + '\n';
        return text;
    };
    QCOMPARE(joined(texts(changes)), joined(expected));
}

void TestNearestChanges::placesOfMembers()
{
    Policy policy = gold();
    policy.accessRights["orders"].limit = Limit{.rate = 1, .per = 60};
    const World world = worldOf(policy);
    const auto refused = untilRefused(world, {});
    QVERIFY(refused);
    const auto changes = changesFor(world, *refused);
    QCOMPARE(changes.size(), size_t(2));
    QVERIFY(changes[0].place == Place());
    QVERIFY((changes[1].place == Place{"policies.json", 3, 5, "gold.access_rights.orders.limit.rate"}));
    QCOMPARE(changes[1].policies.at("gold").accessRights.at("orders").limit->rate, 2.0);
    QVERIFY(!changes[1].key);
}

void TestNearestChanges::severalAreJoined()
{
    Policy policy = gold();
    policy.isInactive = true;
    policy.accessRights["orders"].allowedUrls = {{"^/other$", {"GET"}}};
    World world = worldOf(policy);
    world.key.expires = 1;
    const auto refused = untilRefused(world, {});
    QVERIFY(refused && refused->decision.cause == Cause::PolicyInactive);
    const auto changes = changesFor(world, *refused);
    QCOMPARE(texts(changes), (std::vector<std::string>{"with is_inactive off in gold and with the key extended beyond "
                                                       "2023-11-14 22:13:20 UTC and with GET /a added to gold"}));
    QVERIFY(askAgain(world, {}, *refused, changes.front()).passed);
}

// gold is granted nothing by a policy that does not enforce its rights.
void TestNearestChanges::onlyWhatHelps()
{
    Policy policy = gold();
    policy.accessRights.clear();
    policy.partitions.quota = true;
    World world = worldOf(policy);
    world.key.accessRights["stock"] = {};
    Policy stranger = gold();
    world.add("orders-only", stranger);
    const auto refused = untilRefused(world, {});
    QVERIFY(refused);
    const std::vector<std::string> found = texts(changesFor(world, *refused));
    QVERIFY(std::ranges::find(found, "with API orders added to gold") == found.end());
    QVERIFY(std::ranges::find(found, "with policy orders-only added to the key") != found.end());
}

// The decision holds only the beginning of a long path, and of a path with two readings the gateway asks both.
void TestNearestChanges::onlyWaitingWhereItCantBeAskedAgain()
{
    const World world = worldOf(gold());
    for (const std::string& path :
         {"/" + std::string(130, 'a'), std::string("/a%2Fb"), std::string("/a%252fb"), std::string("/;x/a")}) {
        auto refused = untilRefused(world, {.path = path});
        QVERIFY(refused);
        QVERIFY(refused->decision.cause == Cause::RateExceeded);
        const auto changes = changesFor(world, *refused);
        QVERIFY2(changes.size() == 1 && changes.front().wait > 0, path.c_str());
        refused->decision.stoppedAt = Check::Urls;
        refused->decision.cause = Cause::UrlNotAllowed;
        QVERIFY2(changesFor(world, *refused).empty(), path.c_str());
    }
}

void TestNearestChanges::waitingPastTheExpiryIsNotOffered()
{
    Policy policy = gold();
    policy.per = 60;
    World world = worldOf(policy);
    world.key.expires = toSeconds(Now) + 10;
    const auto refused = untilRefused(world, {});
    QVERIFY(refused);
    QCOMPARE(texts(changesFor(world, *refused)), (std::vector<std::string>{"with rate ≥ 6 in gold"}));
}

// gateway-behaviour.md 11, Quirk: a running window keeps its size, unless last_updated opens another.
void TestNearestChanges::kept29WindowNeedsANewerUpdate()
{
    Policy policy = gold();
    policy.per = 60;
    const World world = worldOf(policy, Profile::Tyk29);
    const auto refused = untilRefused(world, {});
    QVERIFY(refused);
    const auto changes = changesFor(world, *refused);
    QVERIFY(!changes.empty());
    QCOMPARE(changes.back().english(), std::string("with rate ≥ 6 and a newer last_updated in gold"));
    QVERIFY(askAgain(world, {}, *refused, changes.back()).passed);
}

// policy-semantics.md 9.3: the refused one is the third of two, so three would not be enough.
void TestNearestChanges::refusedRequestsCountUnder5()
{
    Policy policy = gold();
    policy.rate = 0;
    policy.quotaMax = 2;
    policy.quotaRenewalRate = 3600;
    const World world = worldOf(policy, Profile::Tyk5);
    const auto refused = untilRefused(world, {});
    QVERIFY(refused);
    const auto changes = changesFor(world, *refused);
    QCOMPARE(changes.back().english(), std::string("with quota_max ≥ 4 in gold"));
}

void TestNearestChanges::nothingForAnotherKeyThanTheRefusedOne()
{
    World world = worldOf(gold());
    world.key.isInactive = true;
    const auto refused = untilRefused(world, {});
    QVERIFY(refused);
    world.key.isInactive = false; // mended since
    QVERIFY(changesFor(world, *refused).empty());
}

void TestNearestChanges::waitingIsEnoughWithoutTheKey_data()
{
    QTest::addColumn<int>("profile");
    for (const Profile profile : {Profile::Guide, Profile::Tyk29, Profile::Tyk5})
        QTest::addRow("%s", std::string(nameOf(profile)).c_str()) << int(profile);
}

void TestNearestChanges::waitingIsEnoughWithoutTheKey()
{
    QFETCH(int, profile);
    Policy policy = gold();
    policy.rate = 0;
    policy.quotaMax = 2;
    policy.quotaRenewalRate = 3600;
    const World world = worldOf(policy, Profile(profile));
    const auto refused = untilRefused(world, {});
    QVERIFY(refused);
    for (const bool known : {true, false}) {
        const auto snapshot = world.compiled();
        const auto changes = nearestChanges(refused->decision, known ? snapshot.get() : nullptr, nullptr);
        QCOMPARE(changes.size(), size_t(1));
        QVERIFY(changes.front().wait > 3599 * Second && changes.front().wait <= 3601 * Second);
        QVERIFY(askAgain(world, {}, *refused, changes.front()).passed);
    }
}

QTEST_GUILESS_MAIN(TestNearestChanges)

#include "tst_nearestchanges.moc"
