#include "core/engine/policyapplier.h"

#include "tests/support/policytexts.h"

#include <QtTest>

using namespace gatereeve;
using namespace gatereeve::testing;

class TestPolicyApplier : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void guide01_policyIsATemplate();
    void guide01_bothSpellingsOfLabels();
    void guide02_notLoadedIsMissing();
    void guide03_inactivePolicyDeniesAndNothingSticks();
    void guide03_inactiveKeyIsNotThePolicys();
    void guide04_expiryIsNotTheAppliers();
    void guide05_unusableIsRefusedNeverZero();
    void guide05_formerVersionIsApplied();
    void guide06_listBeatsSinglePolicy();
    void guide06_fullPolicyOverridesWhateverItsValues_data();
    void guide06_fullPolicyOverridesWhateverItsValues();
    void guide06_fullPolicyWithoutRightsLeavesThem();
    void guide06_rightsAreReplaced();
    void guide07_editCountsAtTheNextRun();
    void guide08_partitions_data();
    void guide08_partitions();
    void guide08_rightsWithoutSayAreNotGranted();
    void guide08_withoutSayInRightsActsOnTheWholeKey();
    void guide12_noRightsStayNone();
    void guide13_scopes_data();
    void guide13_scopes();
    void guide13_ownLimitOfARight();
    void guide13_perApiWithPartitionIsUnusable();
    void guide14_rateWithoutPeriodIsUnusable_data();
    void guide14_rateWithoutPeriodIsUnusable();
    void guide14_rateOfTheKeyWithoutPeriodIsRefused();
    void guide15_neverRenewedIsLeastGenerous();
    void reasons_nameWinnersAndLosers();
    void unusableIsRefusedUnderEveryProfile();
};

void TestPolicyApplier::guide01_policyIsATemplate()
{
    const EffectiveSession effective =
        applied(R"({"apply_policy_id": "gold", "rate": 1, "per": 1, "tags": ["own"]})", R"({"gold": {
        "active": true, "org_id": "o", "rate": 5, "per": 2, "quota_max": 50, "quota_renewal_rate": 3600,
        "throttle_interval": 1, "throttle_retry_limit": 2, "tags": ["t"], "hmac_enabled": true,
        "enable_http_signature_validation": true, "meta_data": {"plan": "gold"},
        "access_rights": {"orders": {"api_id": "orders", "api_name": "Orders", "versions": ["Default"]}}}})");
    QVERIFY(effective.ok());
    const Session& session = effective.session;
    QCOMPARE(session.rate, 5.0);
    QCOMPARE(session.per, 2.0);
    QCOMPARE(session.quotaMax, int64_t(50));
    QCOMPARE(session.quotaRenewalRate, int64_t(3600));
    QCOMPARE(session.throttleInterval, 1.0);
    QCOMPARE(session.throttleRetryLimit, int64_t(2));
    QCOMPARE(session.tags, (Texts{"own", "t"}));
    QVERIFY(session.hmacEnabled && session.httpSignatureEnabled);
    QCOMPARE(session.metaData.at("plan"), std::string("\"gold\""));
    QCOMPARE(session.accessRights.at("orders").versions, Texts{"Default"});
    QCOMPARE(session.accessRights.at("orders").limit->rate, 5.0);
    QCOMPARE(effective.applied, Texts{"gold"});
}

void TestPolicyApplier::guide01_bothSpellingsOfLabels()
{
    const EffectiveSession effective = applied(R"({"apply_policy_id": "gold"})", R"({"gold": {"active": true,
        "access_rights": {"a": {"apiid": "a", "apiname": "A"}, "b": {"api_id": "b", "api_name": "B"}}}})");
    QCOMPARE(effective.session.accessRights.at("a").apiName, std::string("A"));
    QCOMPARE(effective.session.accessRights.at("b").apiName, std::string("B"));
}

void TestPolicyApplier::guide02_notLoadedIsMissing()
{
    const EffectiveSession off = applied(R"({"apply_policy_id": "gold"})", R"({"gold": {"active": false}})");
    QVERIFY(!off.ok());
    QCOMPARE(off.refusal->kind, ApplyRefusal::Kind::PolicyMissing);
    QCOMPARE(off.refusal->text, std::string("policy not found: \"gold\""));
    QVERIFY(applied(R"({"apply_policy_id": "gold"})", R"({"gold": {}})").ok());
}

void TestPolicyApplier::guide03_inactivePolicyDeniesAndNothingSticks()
{
    const std::string key = R"({"apply_policies": ["b", "a", "c"]})";
    const EffectiveSession denied =
        applied(key, R"({"a": {"is_inactive": true}, "b": {"is_inactive": true}, "c": {}})");
    QVERIFY(denied.ok());
    QVERIFY(denied.session.isInactive);
    QCOMPARE(denied.inactivePolicy, std::optional<std::string>("a"));
    const EffectiveSession freed = applied(key, R"({"a": {}, "b": {}, "c": {}})");
    QVERIFY(!freed.session.isInactive);
    QVERIFY(!freed.inactivePolicy);
}

void TestPolicyApplier::guide03_inactiveKeyIsNotThePolicys()
{
    const EffectiveSession effective =
        applied(R"({"apply_policy_id": "a", "is_inactive": true})", R"({"a": {"is_inactive": true}})");
    QVERIFY(effective.session.isInactive);
    QVERIFY(!effective.inactivePolicy);
}

void TestPolicyApplier::guide04_expiryIsNotTheAppliers()
{
    const std::string trial = R"({"trial": {"key_expires_in": 60}})";
    QCOMPARE(applied(R"({"apply_policy_id": "trial"})", trial).session.expires, int64_t(0));
    QCOMPARE(applied(R"({"apply_policy_id": "trial", "expires": 1700000000})", trial).session.expires,
             int64_t(1700000000));
}

void TestPolicyApplier::guide05_unusableIsRefusedNeverZero()
{
    const EffectiveSession refused =
        applied(R"({"apply_policy_id": "gold", "rate": 7, "per": 1})", R"({"gold": {"rate": "10", "per": 1}})");
    QVERIFY(!refused.ok());
    QCOMPARE(refused.refusal->kind, ApplyRefusal::Kind::PolicyUnusable);
    QCOMPARE(refused.refusal->policy, std::string("gold"));
    QVERIFY(refused.refusal->why.english().find("`rate`") != std::string::npos);
    QCOMPARE(refused.session.rate, 7.0);
}

void TestPolicyApplier::guide05_formerVersionIsApplied()
{
    const PolicySet former = policiesOf(R"({"gold": {"rate": 3, "per": 1}})");
    const PolicySet now =
        loadPoliciesText(R"({"gold": {"rate": "10", "per": 1}})", "policies.json", former, Profile::Guide).policies;
    const EffectiveSession effective = applyPolicies(sessionOf(R"({"apply_policy_id": "gold"})"), {now, std::nullopt});
    QVERIFY(effective.ok());
    QCOMPARE(effective.session.rate, 3.0);
}

void TestPolicyApplier::guide06_listBeatsSinglePolicy()
{
    const std::string policies =
        R"({"one": {"tags": ["one"]}, "two": {"tags": ["two"]}, "three": {"tags": ["three"]}})";
    const EffectiveSession list =
        applied(R"({"apply_policy_id": "one", "apply_policies": ["two", "three", "two"]})", policies);
    QCOMPARE(list.applied, (Texts{"two", "three"}));
    QCOMPARE(list.session.tags, (Texts{"three", "two"}));
    QCOMPARE(applied(R"({"apply_policy_id": "one", "apply_policies": []})", policies).applied, Texts{"one"});
    QVERIFY(applied(R"({})", policies).applied.empty());
    QCOMPARE(applied(R"({"apply_policies": [""]})", policies).refusal->text, std::string("policy not found: \"\""));
}

void TestPolicyApplier::guide06_fullPolicyOverridesWhateverItsValues_data()
{
    QTest::addColumn<double>("rate");
    QTest::addColumn<qlonglong>("quota");
    QTest::newRow("above the key's") << 100.0 << 1000LL;
    QTest::newRow("below the key's") << 1.0 << 2LL;
    QTest::newRow("zero") << 0.0 << 0LL;
    QTest::newRow("-1") << -1.0 << -1LL;
}

void TestPolicyApplier::guide06_fullPolicyOverridesWhateverItsValues()
{
    QFETCH(double, rate);
    QFETCH(qlonglong, quota);
    for (const std::string rights : {R"({})", R"({"orders": {}})", R"({"orders": {}, "stock": {}})"}) {
        const EffectiveSession effective = applied(
            R"({"apply_policy_id": "p", "rate": 10, "per": 1, "quota_max": 10, "quota_renewal_rate": 60, "access_rights": {"orders": {"limit": {"rate": 3, "per": 1}}}})",
            R"({"p": {"rate": )" + std::to_string(rate) + R"(, "per": 1, "quota_renewal_rate": 60, "quota_max": )" +
                std::to_string(quota) + R"(, "access_rights": )" + rights + "}}");
        QVERIFY(effective.ok());
        QCOMPARE(effective.session.rate, rate);
        QCOMPARE(qlonglong(effective.session.quotaMax), quota);
        for (const auto& [apiId, right] : effective.session.accessRights) {
            QCOMPARE(right.limit->rate, rate);
            QCOMPARE(qlonglong(right.limit->quotaMax), quota);
        }
    }
}

void TestPolicyApplier::guide06_fullPolicyWithoutRightsLeavesThem()
{
    const EffectiveSession effective = applied(
        R"({"apply_policy_id": "p", "access_rights": {"orders": {"versions": ["v1"], "allowed_urls": [{"url": "^/a", "methods": ["GET"]}]}}})",
        R"({"p": {"rate": 5, "per": 1}})");
    const AccessRight& right = effective.session.accessRights.at("orders");
    QCOMPARE(right.versions, Texts{"v1"});
    QCOMPARE(right.allowedUrls, (std::vector<AllowedUrl>{{"^/a", {"GET"}}}));
    QCOMPARE(right.limit->rate, 5.0);
}

void TestPolicyApplier::guide06_rightsAreReplaced()
{
    const EffectiveSession effective =
        applied(R"({"apply_policy_id": "p", "access_rights": {"orders": {"versions": ["v1"]}, "stock": {}}})",
                R"({"p": {"access_rights": {"orders": {"versions": ["v2"]}}}})");
    QCOMPARE(namesOf(effective.session.accessRights), Texts{"orders"});
    QCOMPARE(effective.session.accessRights.at("orders").versions, Texts{"v2"});
}

void TestPolicyApplier::guide07_editCountsAtTheNextRun()
{
    const Session key = sessionOf(
        R"({"apply_policy_id": "p", "quota_renews": 1700000000, "quota_remaining": 4, "access_rights": {"orders": {}}})");
    const PolicySet before = policiesOf(R"({"p": {"rate": 5, "per": 1, "quota_max": 10}})");
    const PolicySet after = policiesOf(R"({"p": {"rate": 9, "per": 1, "quota_max": 2}})");
    QCOMPARE(applyPolicies(key, {before, std::nullopt}).session.rate, 5.0);
    const Session edited = applyPolicies(key, {after, std::nullopt}).session;
    QCOMPARE(edited.rate, 9.0);
    QCOMPARE(edited.quotaMax, int64_t(2));
    QCOMPARE(edited.quotaRenews,
             int64_t(0)); // of the policy's quota: the counter knows, not the key (admin-api.md 3.1)
    QCOMPARE(edited.quotaRemaining, int64_t(4));
    QCOMPARE(applyPolicies(key, {before, std::nullopt}).session.rate, 5.0);
}

void TestPolicyApplier::guide08_partitions_data()
{
    QTest::addColumn<bool>("quota");
    QTest::addColumn<bool>("rate");
    QTest::addColumn<bool>("acl");
    for (int bits = 0; bits < 8; ++bits) {
        const bool quota = bits & 1, rate = bits & 2, acl = bits & 4;
        QTest::addRow("%s%s%s", quota ? "quota " : "", rate ? "rate_limit " : "", acl ? "acl" : "")
            << quota << rate << acl;
    }
}

void TestPolicyApplier::guide08_partitions()
{
    QFETCH(bool, quota);
    QFETCH(bool, rate);
    QFETCH(bool, acl);
    const auto flag = [](bool value) { return std::string(value ? "true" : "false"); };
    const EffectiveSession effective = applied(
        R"({"apply_policy_id": "p", "rate": 1, "per": 1, "quota_max": 1, "quota_renewal_rate": 1, "access_rights": {"own": {}}})",
        R"({"p": {"rate": 9, "per": 3, "quota_max": 9, "quota_renewal_rate": 9, "access_rights": {"given": {}},
            "partitions": {"quota": )" +
            flag(quota) + R"(, "rate_limit": )" + flag(rate) + R"(, "acl": )" + flag(acl) + "}}}");
    QVERIFY(effective.ok());
    const bool whole = quota == rate && rate == acl;
    const std::string api = whole || acl ? "given" : "own";
    QCOMPARE(namesOf(effective.session.accessRights), Texts{api});
    const Limit& limit = *effective.session.accessRights.at(api).limit;
    QCOMPARE(limit.rate, whole || rate ? 9.0 : 1.0);
    QCOMPARE(limit.per, whole || rate ? 3.0 : 1.0);
    QCOMPARE(limit.quotaMax, int64_t(whole || quota ? 9 : 1));
    QCOMPARE(limit.quotaRenewalRate, int64_t(whole || quota ? 9 : 1));
    QCOMPARE(effective.session.rate, limit.rate);
    QCOMPARE(effective.session.quotaMax, limit.quotaMax);
}

void TestPolicyApplier::guide08_rightsWithoutSayAreNotGranted()
{
    const EffectiveSession effective =
        applied(R"({"apply_policy_id": "p"})",
                R"({"p": {"rate": 5, "per": 1, "partitions": {"rate_limit": true}, "access_rights": {"orders": {}}}})");
    QVERIFY(effective.ok());
    QVERIFY(effective.session.accessRights.empty());
}

void TestPolicyApplier::guide08_withoutSayInRightsActsOnTheWholeKey()
{
    // The rate holds for stock too, although the policy's rights name only orders.
    const EffectiveSession effective =
        applied(R"({"apply_policy_id": "p", "rate": 1, "per": 1, "access_rights": {"orders": {}, "stock": {}}})",
                R"({"p": {"rate": 5, "per": 1, "partitions": {"rate_limit": true}, "access_rights": {"orders": {}}}})");
    QCOMPARE(effective.session.accessRights.at("orders").limit->rate, 5.0);
    QCOMPARE(effective.session.accessRights.at("stock").limit->rate, 5.0);
    QCOMPARE(effective.session.rate, 5.0);
}

// Whichever name it stands under, and the pair is taken from one policy.
// The key is refused as a whole, with the policy's name and the reason; what the other policy gives is not given.
void TestPolicyApplier::guide12_noRightsStayNone()
{
    QVERIFY(applied(R"({"apply_policy_id": "p"})", R"({"p": {"rate": 5, "per": 1}})").session.accessRights.empty());
    QVERIFY(applied(R"({"apply_policy_id": "p"})", R"({"p": {"partitions": {"acl": true}, "access_rights": {}}})")
                .session.accessRights.empty());
    QVERIFY(applied("{}", "{}").session.accessRights.empty());
}

void TestPolicyApplier::guide13_scopes_data()
{
    QTest::addColumn<QString>("policies");
    QTest::addColumn<QString>("orders");
    QTest::addColumn<QString>("stock");
    const auto row = [](const char* name, const char* policies, const char* orders, const char* stock) {
        QTest::newRow(name) << QString::fromLatin1(policies) << QString::fromLatin1(orders)
                            << QString::fromLatin1(stock);
    };
    row("one policy grants both",
        R"({"a": {"access_rights": {"orders": {}, "stock": {}}}, "b": {"rate": 1, "per": 60, "quota_max": 1, "access_rights": {"orders": {}}}})",
        "a", "a");
    row("each from its own", R"({"a": {"access_rights": {"orders": {}}}, "b": {"access_rights": {"stock": {}}}})", "a",
        "b");
    row("whole-key policy",
        R"({"a": {"access_rights": {"orders": {}, "stock": {}}, "partitions": {"acl": true}}, "b": {"rate": 5, "per": 1}})",
        "", "");
    row("the key's own",
        R"({"a": {"access_rights": {"orders": {}}, "partitions": {"acl": true}}, "b": {"access_rights": {"stock": {}}, "partitions": {"acl": true}}})",
        "", "");
    row("per_api",
        R"({"a": {"access_rights": {"orders": {}, "stock": {}}, "partitions": {"per_api": true}}, "b": {"rate": 1, "per": 60, "quota_max": 1}})",
        "api:orders", "api:stock");
    row("limit of a right",
        R"({"a": {"access_rights": {"orders": {"limit": {"rate": 5, "per": 1}}, "stock": {"limit": null}}}, "b": {"rate": 1, "per": 60, "quota_max": 1}})",
        "api:orders", "a");
    row("rate and quota from different ones",
        R"({"a": {"rate": 5, "per": 1, "access_rights": {"orders": {}, "stock": {}}, "partitions": {"acl": true, "rate_limit": true}}, "b": {"quota_max": 5, "partitions": {"quota": true}}})",
        "rate:a;quota:", "rate:a;quota:");
}

void TestPolicyApplier::guide13_scopes()
{
    QFETCH(QString, policies);
    QFETCH(QString, orders);
    QFETCH(QString, stock);
    const EffectiveSession effective = applied("{" + TwoPolicies + "}", policies.toStdString());
    QVERIFY(effective.ok());
    QCOMPARE(effective.session.accessRights.at("orders").allowanceScope, orders.toStdString());
    QCOMPARE(effective.session.accessRights.at("stock").allowanceScope, stock.toStdString());
}

void TestPolicyApplier::guide13_ownLimitOfARight()
{
    const EffectiveSession effective =
        applied(R"({"apply_policy_id": "p"})", R"({"p": {"rate": 50, "per": 1, "quota_max": 9,
        "access_rights": {"orders": {"limit": {"rate": 2, "per": 1}}, "stock": {"limit": {"rate": 0}}, "billing": {"limit": {"quota_renews": 5}}}}})");
    const AccessRights& rights = effective.session.accessRights;
    QCOMPARE(rights.at("orders").limit->rate, 2.0);
    QCOMPARE(rights.at("orders").limit->quotaMax, int64_t(0)); // that limit, whole
    QCOMPARE(rights.at("stock").limit->rate, 50.0);            // all members 0: none
    QCOMPARE(rights.at("billing").limit->rate, 50.0);          // a renewal time is no limit
    // The key's own right too, where no policy has a say.
    const EffectiveSession own = applied(
        R"({"rate": 9, "per": 1, "access_rights": {"orders": {"limit": {"rate": 2, "per": 1}}, "stock": {}}})", "{}");
    QCOMPARE(own.session.accessRights.at("orders").limit->rate, 2.0);
    QCOMPARE(own.session.accessRights.at("orders").allowanceScope, std::string("api:orders"));
    QCOMPARE(own.session.accessRights.at("stock").limit->rate, 9.0);
    QCOMPARE(own.session.accessRights.at("stock").allowanceScope, std::string());
}

void TestPolicyApplier::guide13_perApiWithPartitionIsUnusable()
{
    for (const std::string partition : {"quota", "rate_limit", "acl"}) {
        const EffectiveSession effective =
            applied(R"({"apply_policy_id": "p"})",
                    R"({"p": {"id": "member", "partitions": {"per_api": true, ")" + partition + R"(": true}}})");
        QVERIFY(!effective.ok());
        QCOMPARE(effective.refusal->kind, ApplyRefusal::Kind::PolicyUnusable);
        QCOMPARE(effective.refusal->text,
                 std::string("cannot apply policy member which has per_api and any of partitions set"));
    }
    // Two that limit each API by itself are no failure under guide: the more generous counts.
    const EffectiveSession two = applied("{" + TwoPolicies + "}", R"({
        "a": {"rate": 2, "per": 1, "partitions": {"per_api": true}, "access_rights": {"orders": {}}},
        "b": {"rate": 3, "per": 1, "partitions": {"per_api": true}, "access_rights": {"orders": {}}}})");
    QVERIFY(two.ok());
    QCOMPARE(two.session.accessRights.at("orders").limit->rate, 3.0);
}

void TestPolicyApplier::guide14_rateWithoutPeriodIsUnusable_data()
{
    QTest::addColumn<QString>("policy");
    QTest::newRow("per 0") << R"({"rate": 5, "per": 0})";
    QTest::newRow("per absent") << R"({"rate": 5})";
    QTest::newRow("per below 0") << R"({"rate": 5, "per": -1})";
    QTest::newRow("not even enforced") << R"({"rate": 5, "partitions": {"quota": true}})";
    QTest::newRow("of a right") << R"({"access_rights": {"orders": {"limit": {"rate": 5}}}})";
}

void TestPolicyApplier::guide14_rateWithoutPeriodIsUnusable()
{
    QFETCH(QString, policy);
    const PolicySet loaded = policiesOf(R"({"p": )" + policy.toStdString() + "}");
    QVERIFY(loaded.at("p")->unusable);
    // Nor does it pass when nobody has marked it.
    PolicyEntry unmarked = *loaded.at("p");
    unmarked.unusable.reset();
    const PolicySet handmade{{"p", std::make_shared<const PolicyEntry>(unmarked)}};
    for (const PolicySet& set : {loaded, handmade}) {
        const EffectiveSession effective = applyPolicies(sessionOf(R"({"apply_policy_id": "p"})"), {set, std::nullopt});
        QVERIFY(!effective.ok());
        QCOMPARE(effective.refusal->kind, ApplyRefusal::Kind::PolicyUnusable);
    }
}

void TestPolicyApplier::guide14_rateOfTheKeyWithoutPeriodIsRefused()
{
    const EffectiveSession refused = applied(R"({"rate": 5, "per": 0, "access_rights": {"orders": {}}})", "{}");
    QVERIFY(!refused.ok());
    QCOMPARE(refused.refusal->kind, ApplyRefusal::Kind::KeyUnusable);
    // A policy that sets the rate makes good for it.
    QVERIFY(applied(R"({"apply_policy_id": "p", "rate": 5, "access_rights": {"orders": {}}})",
                    R"({"p": {"rate": 1, "per": 1}})")
                .ok());
}

void TestPolicyApplier::guide15_neverRenewedIsLeastGenerous()
{
    const EffectiveSession effective = applied("{" + TwoPolicies + "}", R"({
        "a": {"quota_max": 1000000, "quota_renewal_rate": 0}, "b": {"quota_max": 1, "quota_renewal_rate": 31536000}})");
    QCOMPARE(effective.session.quotaMax, int64_t(1));
    QCOMPARE(effective.session.quotaRenewalRate, int64_t(31536000));
    const EffectiveSession both = applied("{" + TwoPolicies + "}", R"({
        "a": {"quota_max": 5, "quota_renewal_rate": -1}, "b": {"quota_max": 6, "quota_renewal_rate": 0}})");
    QCOMPARE(both.session.quotaMax, int64_t(6));
}

void TestPolicyApplier::reasons_nameWinnersAndLosers()
{
    const Provenance why = reasonsOf(R"({"apply_policies": ["gold", "trial"], "rate": 1, "per": 1})", R"({
        "gold": {"rate": 20, "per": 1, "access_rights": {"orders": {}}},
        "trial": {"rate": 5, "per": 1, "quota_max": 50, "access_rights": {"orders": {}}}})");
    const Reason& rate = reasonFor(why, "access_rights.orders.rate");
    QCOMPARE(rate.value, std::string("20 per second"));
    QVERIFY(rate.winner == Source::ofPolicy("gold"));
    QCOMPARE(rate.rule, std::string("guide 9"));
    QCOMPARE(rate.losers,
             (std::vector<Candidate>{{Source::ofPolicy("trial"), "5 per second"}, {Source::key(), "1 per second"}}));
    QCOMPARE(rate.why.english(),
             std::string("policy gold sets 20 per second, more generous than 5 per second of policy trial"));
    QCOMPARE(reasonFor(why, "access_rights.orders.quota").value, std::string("unlimited"));
}

// Never zero values in place of a policy that can't be used, under any profile.
void TestPolicyApplier::unusableIsRefusedUnderEveryProfile()
{
    PolicySet policies;
    PolicyEntry entry;
    entry.unusable = Message{"x", "it is broken", {}};
    policies["gold"] = std::make_shared<const PolicyEntry>(entry);
    Session key;
    key.applyPolicies = {"gold"};
    for (const Profile profile : {Profile::Guide, Profile::Tyk29, Profile::Tyk5}) {
        const EffectiveSession effective = applyPolicies(key, {policies, std::nullopt, profile});
        QVERIFY(!effective.ok());
        QCOMPARE(effective.refusal->kind, ApplyRefusal::Kind::PolicyUnusable);
        QCOMPARE(effective.refusal->text, std::string("it is broken"));
    }
}

QTEST_GUILESS_MAIN(TestPolicyApplier)

#include "tst_policyapplier.moc"
