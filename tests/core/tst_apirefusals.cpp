// APIs that refuse a key although its policies grant them: another organisation (policy-semantics.md 6.3), tokens of
// another kind (gateway-behaviour.md 2, 17).

#include "core/engine/apirefusals.h"

#include <QTest>

#include <algorithm>

using namespace gatereeve;

namespace
{

// Key "k" of policy "both", of organisation acme, which grants `orders` and `users`.
struct Scene {
    Scene()
    {
        Policy policy;
        policy.orgId = "acme";
        policy.active = true;
        policy.rate = policy.per = 1;
        policy.accessRights = {{"orders", {}}, {"users", {}}};
        policies.emplace("both", std::make_shared<const PolicyEntry>(PolicyEntry{.policy = policy}));
        key.applyPolicies = {"both"};
        for (const char* id : {"orders", "users"})
            apis[id] = {.apiId = id, .orgId = "acme"};
    }

    ApplyContext context() const { return {policies, std::nullopt, Profile::Guide}; }
    FindApi find() const
    {
        return [this](const std::string& id) {
            const auto found = apis.find(id);
            return found == apis.end() ? nullptr : &found->second;
        };
    }
    EffectiveSession run(Provenance* why = nullptr) const { return applyForApis(key, context(), find(), why); }
    std::string refused() const
    {
        const EffectiveSession effective = run();
        return effective.refusal ? effective.refusal->why.english() : std::string();
    }

    Session key;
    PolicySet policies;
    std::map<std::string, ApiDefinition> apis;
};

} // namespace

class TestApiRefusals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void webTokensAreNotKeys()
    {
        Scene scene;
        scene.apis["orders"].enableJwt = true;
        scene.apis["orders"].name = "Orders";
        Provenance why;
        QVERIFY(scene.run(&why).ok()); // users accept it
        const auto reason = std::ranges::find(why, "access_rights.orders", &Reason::field);
        QCOMPARE(reason->value, std::string("refused"));
        QCOMPARE(reason->why.english(),
                 std::string("API Orders takes JSON web tokens; a key by itself is refused there"));
        QVERIFY((reason->losers == std::vector<Candidate>{{Source::ofPolicy("both"), "granted"}}));
        QCOMPARE(std::ranges::find(why, "access_rights.users", &Reason::field)->value, std::string("granted"));

        scene.apis["users"].useOpenId = true;
        QCOMPARE(scene.refused(), std::string("API Orders takes JSON web tokens; a key by itself is refused there"));
    }

    // Every method that is switched on must succeed, so a key is not enough beside them either.
    void alsoBesideKeys()
    {
        Scene scene;
        scene.policies.clear();
        scene.key.applyPolicies.clear();
        scene.key.accessRights = {{"users", {}}};
        scene.apis["users"].useStandardAuth = scene.apis["users"].useOpenId = true;
        QCOMPARE(scene.refused(), std::string("API users takes OpenID tokens; a key by itself is refused there"));
    }

    void aKeyWithASecretForWebTokensServesThem()
    {
        Scene scene;
        for (auto& [id, api] : scene.apis)
            api.enableJwt = true;
        QVERIFY(!scene.refused().empty());
        scene.key.jwtSecret = "secret";
        QCOMPARE(scene.refused(), std::string());
    }

    void othersAreOpenedByKeys()
    {
        Scene scene;
        scene.apis["orders"].useBasicAuth = true; // the key of a user
        scene.apis["users"].enableJwt = scene.apis["users"].useKeyless = true;
        QCOMPARE(scene.refused(), std::string());
    }

    void nobodyKnowsAnApiThatIsNotLoaded()
    {
        Scene scene;
        scene.apis.erase("users");
        scene.apis["orders"].enableJwt = true;
        QVERIFY(!scene.refused().empty()); // all that are loaded refuse
        scene.apis.clear();
        QCOMPARE(scene.refused(), std::string());
    }

    void anotherOrganisationComesFirst()
    {
        Scene scene;
        scene.apis["orders"].enableJwt = true;
        scene.apis["orders"].orgId = "other";
        scene.apis.erase("users");
        const EffectiveSession effective = scene.run();
        QVERIFY(effective.refusal && effective.refusal->kind == ApplyRefusal::Kind::ForeignOrganisation);
    }
};

QTEST_GUILESS_MAIN(TestApiRefusals)
#include "tst_apirefusals.moc"
