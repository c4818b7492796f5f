// Guide 9: what several policies make together, case by case, and as properties of seeded random policies.

#include "core/engine/policyapplier.h"

#include "core/engine/guide/generosity.h"
#include "core/engine/limits.h"
#include "tests/support/policytexts.h"
#include "tests/support/randompolicies.h"

#include <QtTest>

using namespace gatereeve;
using namespace gatereeve::testing;

namespace
{

constexpr uint32_t Runs = 400;

// One random situation; the seed tells which.
struct Situation {
    explicit Situation(uint32_t seed)
        : random(seed),
          policies(random.policies(1 + random.below(4))),
          key(random.key(policies))
    {
    }

    EffectiveSession apply(Provenance* why = nullptr) const { return applyPolicies(key, {policies, "org"}, why); }

    RandomPolicies random;
    PolicySet policies;
    Session key;
};

// As it is enforced; another spelling of "unlimited" is no difference.
bool isEnforcedAlike(const Limit& a, const Limit& b)
{
    const QuotaRule quotaA = quotaRule(a.quotaMax, a.quotaRenewalRate),
                    quotaB = quotaRule(b.quotaMax, b.quotaRenewalRate);
    const bool sameQuota = quotaA.limited() || quotaB.limited() ? quotaA == quotaB : true;
    return rateRule(a.rate, a.per) == rateRule(b.rate, b.per) && sameQuota;
}

bool allows(const AccessRight& right, const std::string& url, const std::string& method)
{
    if (right.allowedUrls.empty())
        return true;
    return std::ranges::any_of(right.allowedUrls, [&](const AllowedUrl& rule) {
        return rule.url == url && std::ranges::count(rule.methods, method) > 0;
    });
}

bool grantsAtLeast(const AccessRight& more, const AccessRight& less)
{
    const bool versions = std::ranges::all_of(
        less.versions, [&](const std::string& version) { return std::ranges::count(more.versions, version) > 0; });
    if (less.allowedUrls.empty())
        return versions && more.allowedUrls.empty();
    return versions && std::ranges::all_of(less.allowedUrls, [&](const AllowedUrl& rule) {
               return std::ranges::all_of(rule.methods,
                                          [&](const std::string& method) { return allows(more, rule.url, method); });
           });
}

bool isOfPolicy(const Provenance& why, const std::string& field)
{
    return reasonFor(why, field).winner.kind == Source::Kind::Policy;
}

} // namespace

class TestSeveralPolicies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void guide09_rightsAreUnited();
    void guide09_versionsAreUnited();
    void guide09_methodsAreUnitedPerUrl();
    void guide09_grantWithoutUrlsIsUnrestricted();
    void guide09_moreGenerous_data();
    void guide09_moreGenerous();
    void guide09_throttlingGoesWithTheRate();
    void guide09_limitsOnlyOfWhoGrants();
    void guide09_rootShowsTheMostGenerous();
    void guide09_tagsAndMetaData();
    void guide09_hmacOfOneIsEnough();
    void guide09_refusals_data();
    void guide09_refusals();
    void guide09_emptyOrganisationBelongsToAll();
    void anyOrderOfPolicies();
    void applyingTwiceIsApplyingOnce();
    void addingAPolicyTakesNothingAway();
    void brokenPoliciesNeverWiden();
    void withAndWithoutReasonsIdentical();
    void everyDifferenceHasAReason();
    void inputsAreNeverChanged();
};

void TestSeveralPolicies::guide09_rightsAreUnited()
{
    const EffectiveSession effective = applied(
        "{" + TwoPolicies + "}", R"({"a": {"access_rights": {"orders": {}}}, "b": {"access_rights": {"stock": {}}}})");
    QCOMPARE(namesOf(effective.session.accessRights), (Texts{"orders", "stock"}));
}

void TestSeveralPolicies::guide09_versionsAreUnited()
{
    const EffectiveSession effective =
        applied("{" + TwoPolicies + "}", R"({"a": {"access_rights": {"orders": {"versions": ["v1", "v1"]}}},
                  "b": {"access_rights": {"orders": {"versions": ["v2", "v1"]}}}})");
    QCOMPARE(effective.session.accessRights.at("orders").versions, (Texts{"v1", "v2"}));
}

void TestSeveralPolicies::guide09_methodsAreUnitedPerUrl()
{
    const EffectiveSession effective = applied("{" + TwoPolicies + "}", R"({
        "a": {"access_rights": {"orders": {"allowed_urls": [{"url": "^/a", "methods": ["GET"]}]}}},
        "b": {"access_rights": {"orders": {"allowed_urls": [{"url": "^/b", "methods": ["PUT"]}, {"url": "^/a", "methods": ["POST", "GET"]}]}}}})");
    QCOMPARE(effective.session.accessRights.at("orders").allowedUrls,
             (std::vector<AllowedUrl>{{"^/a", {"GET", "POST"}}, {"^/b", {"PUT"}}}));
}

void TestSeveralPolicies::guide09_grantWithoutUrlsIsUnrestricted()
{
    const std::string restricted =
        R"({"access_rights": {"orders": {"allowed_urls": [{"url": "^/a", "methods": ["GET"]}]}}})";
    const std::string open = R"({"access_rights": {"orders": {}}})";
    QVERIFY(applied("{" + TwoPolicies + "}", R"({"a": )" + restricted + R"(, "b": )" + open + "}")
                .session.accessRights.at("orders")
                .allowedUrls.empty());
    QVERIFY(applied("{" + TwoPolicies + "}", R"({"a": )" + open + R"(, "b": )" + restricted + "}")
                .session.accessRights.at("orders")
                .allowedUrls.empty());
    // A policy that does not grant the API has nothing to say about its URLs.
    QCOMPARE(applied("{" + TwoPolicies + "}", R"({"a": )" + restricted + R"(, "b": {"access_rights": {"stock": {}}}})")
                 .session.accessRights.at("orders")
                 .allowedUrls.size(),
             size_t(1));
}

void TestSeveralPolicies::guide09_moreGenerous_data()
{
    QTest::addColumn<QString>("more");
    QTest::addColumn<QString>("less");
    const auto row = [](const char* name, const char* more, const char* less) {
        QTest::newRow(name) << QString::fromLatin1(more) << QString::fromLatin1(less);
    };
    row("more per time", R"("rate": 6, "per": 1)", R"("rate": 100, "per": 60)");
    row("equal speed, larger count", R"("rate": 60, "per": 60)", R"("rate": 1, "per": 1)");
    row("0 is unlimited", R"("rate": 0)", R"("rate": 1000000, "per": 1)");
    row("-1 is unlimited", R"("rate": -1)", R"("rate": 1000000, "per": 1)");
    row("as enforced, fractions are cut off", R"("rate": 21, "per": 10)", R"("rate": 2.9, "per": 1)");
    row("quota: more per time", R"("quota_max": 10, "quota_renewal_rate": 60)",
        R"("quota_max": 500, "quota_renewal_rate": 86400)");
    row("quota: equal speed, larger count", R"("quota_max": 600, "quota_renewal_rate": 3600)",
        R"("quota_max": 10, "quota_renewal_rate": 60)");
    row("quota: 0 is unlimited", R"("quota_max": 0, "quota_renewal_rate": 60)",
        R"("quota_max": 9223372036854775807, "quota_renewal_rate": 1)");
    row("quota: products beyond 64 bits",
        R"("quota_max": 9223372036854775807, "quota_renewal_rate": 9223372036854775806)",
        R"("quota_max": 9223372036854775806, "quota_renewal_rate": 9223372036854775806)");
}

void TestSeveralPolicies::guide09_moreGenerous()
{
    QFETCH(QString, more);
    QFETCH(QString, less);
    const std::string rights = R"(, "access_rights": {"orders": {}}})";
    const std::string moreText = "{" + more.toStdString() + rights, lessText = "{" + less.toStdString() + rights;
    const Limit alone = applied(R"({"apply_policy_id": "p"})", R"({"p": )" + moreText + "}").session.rootLimit();
    for (const bool first : {true, false}) {
        const EffectiveSession effective =
            applied("{" + TwoPolicies + "}",
                    R"({"a": )" + (first ? moreText : lessText) + R"(, "b": )" + (first ? lessText : moreText) + "}");
        QCOMPARE(*effective.session.accessRights.at("orders").limit, alone);
        QCOMPARE(effective.session.rootLimit(), alone);
    }
}

void TestSeveralPolicies::guide09_throttlingGoesWithTheRate()
{
    const EffectiveSession effective = applied("{" + TwoPolicies + "}", R"({
        "a": {"rate": 1, "per": 1, "throttle_interval": 9, "throttle_retry_limit": 9, "quota_max": 100},
        "b": {"rate": 2, "per": 1, "throttle_interval": 1, "throttle_retry_limit": 1, "quota_max": 50}})");
    QCOMPARE(effective.session.rate, 2.0);
    QCOMPARE(effective.session.throttleInterval, 1.0);
    QCOMPARE(effective.session.throttleRetryLimit, int64_t(1));
    QCOMPARE(effective.session.quotaMax, int64_t(100));
}

void TestSeveralPolicies::guide09_limitsOnlyOfWhoGrants()
{
    const EffectiveSession effective = applied(R"({"apply_policies": ["a", "b", "acl"], "rate": 2, "per": 1})", R"({
        "a": {"rate": 5, "per": 1, "access_rights": {"orders": {}}},
        "b": {"rate": 50, "per": 1, "access_rights": {"stock": {}}},
        "acl": {"partitions": {"acl": true}, "access_rights": {"billing": {}}}})");
    QCOMPARE(effective.session.accessRights.at("orders").limit->rate, 5.0);
    QCOMPARE(effective.session.accessRights.at("stock").limit->rate, 50.0);
    QCOMPARE(effective.session.accessRights.at("billing").limit->rate, 2.0); // none has a say: the key's own
    const EffectiveSession whole = applied(R"({"apply_policies": ["a", "w"]})", R"({
        "a": {"rate": 5, "per": 1, "access_rights": {"orders": {}}},
        "w": {"rate": 8, "per": 1, "partitions": {"rate_limit": true}}})");
    QCOMPARE(whole.session.accessRights.at("orders").limit->rate, 8.0);
}

void TestSeveralPolicies::guide09_rootShowsTheMostGenerous()
{
    const EffectiveSession effective = applied("{" + TwoPolicies + R"(, "rate": 99, "per": 1})", R"({
        "a": {"rate": 5, "per": 1, "quota_max": 100, "access_rights": {"orders": {}}},
        "b": {"rate": 7, "per": 1, "quota_max": 50, "access_rights": {"stock": {}}}})");
    QCOMPARE(effective.session.rate, 7.0);
    QCOMPARE(effective.session.quotaMax, int64_t(100));
}

void TestSeveralPolicies::guide09_tagsAndMetaData()
{
    const EffectiveSession effective =
        applied(R"({"apply_policies": ["b", "a"], "tags": ["own", "own"], "meta_data": {"x": "key", "y": "key"}})", R"({
        "a": {"tags": ["t1", "own"], "meta_data": {"x": "a"}}, "b": {"tags": ["t0", "t1"], "meta_data": {"x": "b", "z": 3}}})");
    QCOMPARE(effective.session.tags, (Texts{"own", "t0", "t1"}));
    QCOMPARE(effective.session.metaData,
             (std::map<std::string, std::string>{{"x", "\"a\""}, {"y", "\"key\""}, {"z", "3"}}));
}

void TestSeveralPolicies::guide09_hmacOfOneIsEnough()
{
    QVERIFY(applied("{" + TwoPolicies + "}", R"({"a": {}, "b": {"hmac_enabled": true}})").session.hmacEnabled);
    QVERIFY(!applied("{" + TwoPolicies + "}", R"({"a": {}, "b": {}})").session.hmacEnabled);
    QVERIFY(applied(R"({"apply_policy_id": "a", "hmac_enabled": true})", R"({"a": {}})").session.hmacEnabled);
}

void TestSeveralPolicies::guide09_refusals_data()
{
    QTest::addColumn<QString>("policies");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, const char* policies, ApplyRefusal::Kind kind, const char* text) {
        QTest::newRow(name) << QString::fromLatin1(policies) << int(kind) << QString::fromLatin1(text);
    };
    row("missing", R"({"a": {"rate": 5, "per": 1, "access_rights": {"orders": {}}}})",
        ApplyRefusal::Kind::PolicyMissing, R"(policy not found: "b")");
    row("other organisation", R"({"a": {}, "b": {"org_id": "theirs"}})", ApplyRefusal::Kind::ForeignOrganisation,
        "attempting to apply policy from different organisation to key, skipping");
    row("unusable", R"({"a": {}, "b": {"id": "i", "partitions": {"per_api": true, "acl": true}}})",
        ApplyRefusal::Kind::PolicyUnusable, "cannot apply policy i which has per_api and any of partitions set");
}

void TestSeveralPolicies::guide09_refusals()
{
    QFETCH(QString, policies);
    QFETCH(int, kind);
    QFETCH(QString, text);
    const PolicySet set = policiesOf(policies.toStdString());
    const Session key = sessionOf("{" + TwoPolicies + R"(, "tags": ["own"]})");
    Provenance why;
    const EffectiveSession effective = applyPolicies(key, {set, "mine"}, &why);
    QVERIFY(!effective.ok());
    QCOMPARE(int(effective.refusal->kind), kind);
    QCOMPARE(effective.refusal->policy, std::string("b"));
    QCOMPARE(effective.refusal->text, text.toStdString());
    QVERIFY(effective.refusal->why.english().find("policy b") != std::string::npos);
    QVERIFY(effective.session == key);
    QVERIFY(effective.applied.empty());
    QCOMPARE(why.size(), size_t(1));
    QVERIFY(why.front().winner == Source::ofPolicy("b"));
    QCOMPARE(why.front().why, effective.refusal->why);
}

void TestSeveralPolicies::guide09_emptyOrganisationBelongsToAll()
{
    const std::string key = R"({"apply_policy_id": "p", "org_id": "whatever"})";
    QVERIFY(applied(key, R"({"p": {}})", "mine").ok());
    QVERIFY(applied(key, R"({"p": {"org_id": ""}})", "mine").ok());
    QVERIFY(applied(key, R"({"p": {"org_id": "mine"}})", "mine").ok());
    QVERIFY(applied(key, R"({"p": {"org_id": "theirs"}})").ok()); // no API: nothing to compare with
    QVERIFY(!applied(key, R"({"p": {"org_id": "theirs"}})", "").ok());
}

void TestSeveralPolicies::anyOrderOfPolicies()
{
    for (uint32_t seed = 0; seed < Runs; ++seed) {
        Situation situation(seed);
        Provenance why, whyShuffled;
        const EffectiveSession ordered = situation.apply(&why);
        QVERIFY(ordered.ok());
        situation.random.shuffle(situation.key.applyPolicies);
        situation.key.applyPolicies.push_back(situation.key.applyPolicies.front()); // nor does naming one twice
        EffectiveSession shuffled = situation.apply(&whyShuffled);
        shuffled.session.applyPolicies = ordered.session.applyPolicies;
        QVERIFY2(shuffled.session == ordered.session, qPrintable(QString::number(seed)));
        QVERIFY(shuffled.inactivePolicy == ordered.inactivePolicy);
        QVERIFY(whyShuffled == why);
    }
}

// In what it grants and enforces. A limit in a right is one of its own (guide 13), so scopes may differ.
void TestSeveralPolicies::applyingTwiceIsApplyingOnce()
{
    for (uint32_t seed = 0; seed < Runs; ++seed) {
        const Situation situation(seed);
        const Session once = situation.apply().session;
        const EffectiveSession again = applyPolicies(once, {situation.policies, "org"});
        QVERIFY(again.ok());
        const Session& twice = again.session;
        QCOMPARE(twice.tags, once.tags);
        QCOMPARE(twice.metaData, once.metaData);
        QCOMPARE(twice.isInactive, once.isInactive);
        QCOMPARE(twice.hmacEnabled, once.hmacEnabled);
        QVERIFY2(isEnforcedAlike(twice.rootLimit(), once.rootLimit()), qPrintable(QString::number(seed)));
        QCOMPARE(namesOf(twice.accessRights), namesOf(once.accessRights));
        for (const auto& [apiId, right] : once.accessRights) {
            const AccessRight& other = twice.accessRights.at(apiId);
            QCOMPARE(other.versions, right.versions);
            QCOMPARE(other.allowedUrls, right.allowedUrls);
            QVERIFY2(isEnforcedAlike(*other.limit, *right.limit), qPrintable(QString::number(seed)));
        }
    }
}

// What policies give; what is the key's own they override as soon as one has a say (guide 6).
void TestSeveralPolicies::addingAPolicyTakesNothingAway()
{
    using guide::compareGenerosity, guide::Part;
    int compared = 0;
    for (uint32_t seed = 0; seed < Runs; ++seed) {
        Situation situation(seed);
        situation.key.accessRights.clear();
        const Session after = situation.apply().session;
        situation.key.applyPolicies.pop_back();
        Provenance why;
        const Session before = situation.apply(&why).session;
        for (const auto& [apiId, right] : before.accessRights) {
            QVERIFY2(after.accessRights.contains(apiId), qPrintable(QString::number(seed)));
            const AccessRight& more = after.accessRights.at(apiId);
            QVERIFY2(grantsAtLeast(more, right), qPrintable(QString::number(seed)));
            const std::string field = "access_rights." + apiId;
            if (isOfPolicy(why, field + ".rate"))
                QVERIFY2(compareGenerosity(Part::Rate, *more.limit, *right.limit) >= 0,
                         qPrintable(QString::number(seed)));
            if (isOfPolicy(why, field + ".quota"))
                QVERIFY2(compareGenerosity(Part::Quota, *more.limit, *right.limit) >= 0,
                         qPrintable(QString::number(seed)));
            ++compared;
        }
    }
    QVERIFY(compared > int(Runs) / 4);
}

void TestSeveralPolicies::brokenPoliciesNeverWiden()
{
    for (uint32_t seed = 0; seed < Runs; ++seed) {
        Situation situation(seed);
        const std::string name =
            situation.key
                .applyPolicies[situation.random.below(static_cast<unsigned>(situation.key.applyPolicies.size()))];
        PolicyEntry entry = *situation.policies.at(name);
        switch (seed % 5) {
        case 0:
            situation.policies.erase(name);
            break;
        case 1:
            entry.unusable = Message{"test", "broken", {}};
            break;
        case 2:
            entry.policy.orgId = "theirs";
            break;
        case 3:
            entry.policy.rate = 5;
            entry.policy.per = 0;
            break;
        default:
            entry.policy.partitions = {true, false, false, true, false};
        }
        if (seed % 5 != 0)
            situation.policies[name] = std::make_shared<const PolicyEntry>(entry);
        const EffectiveSession effective = situation.apply();
        QVERIFY2(!effective.ok(), qPrintable(QString::number(seed)));
        QCOMPARE(effective.refusal->policy, name);
        QVERIFY(effective.session == situation.key);
    }
}

void TestSeveralPolicies::withAndWithoutReasonsIdentical()
{
    for (uint32_t seed = 0; seed < Runs; ++seed) {
        const Situation situation(seed);
        Provenance why{{"left over from a run before", {}, {}, {}, {}, {}}}, again;
        const EffectiveSession with = situation.apply(&why), without = situation.apply();
        QVERIFY(with.session == without.session);
        QCOMPARE(with.applied, without.applied);
        QVERIFY(with.inactivePolicy == without.inactivePolicy);
        situation.apply(&again);
        QVERIFY(why == again);
    }
}

void TestSeveralPolicies::everyDifferenceHasAReason()
{
    for (uint32_t seed = 0; seed < Runs; ++seed) {
        const Situation situation(seed);
        Provenance why;
        const Session& key = situation.key;
        const Session after = situation.apply(&why).session;
        std::vector<std::string> changed;
        const auto note = [&](bool differs, std::string field) {
            if (differs)
                changed.push_back(std::move(field));
        };
        note(key.rate != after.rate || key.per != after.per, "rate");
        note(key.quotaMax != after.quotaMax || key.quotaRenewalRate != after.quotaRenewalRate, "quota");
        note(key.throttleInterval != after.throttleInterval || key.throttleRetryLimit != after.throttleRetryLimit,
             "throttling");
        note(key.tags != after.tags, "tags");
        note(key.isInactive != after.isInactive, "is_inactive");
        note(key.hmacEnabled != after.hmacEnabled, "hmac_enabled");
        note(key.httpSignatureEnabled != after.httpSignatureEnabled, "enable_http_signature_validation");
        for (const auto& [name, value] : after.metaData)
            note(!key.metaData.contains(name) || key.metaData.at(name) != value, "meta_data." + name);
        for (const auto& [apiId, right] : key.accessRights)
            note(!after.accessRights.contains(apiId), "access_rights." + apiId);
        for (const auto& [apiId, right] : after.accessRights) {
            for (const char* part : {"", ".rate", ".quota", ".allowance_scope", ".allowed_urls"})
                note(true, "access_rights." + apiId + part);
            for (const std::string& version : right.versions)
                note(true, "access_rights." + apiId + ".versions." + version);
        }
        for (const std::string& field : changed) {
            const auto reasons = std::ranges::count(why, field, &Reason::field);
            QVERIFY2(reasons == 1, qPrintable(QString::number(seed) + ' ' + QString::fromStdString(field)));
        }
        // All else stays as it came.
        Session rest = after;
        rest.setRootLimit(key.rootLimit());
        rest.tags = key.tags;
        rest.metaData = key.metaData;
        rest.accessRights = key.accessRights;
        rest.isInactive = key.isInactive;
        rest.hmacEnabled = key.hmacEnabled;
        rest.httpSignatureEnabled = key.httpSignatureEnabled;
        QVERIFY(rest == key);
        QVERIFY(std::ranges::all_of(why, [](const Reason& reason) { return !reason.why.english().empty(); }));
    }
}

void TestSeveralPolicies::inputsAreNeverChanged()
{
    for (uint32_t seed = 0; seed < Runs; ++seed) {
        const Situation situation(seed), untouched(seed);
        Provenance why;
        situation.apply(&why);
        QVERIFY(situation.key == untouched.key);
        for (const auto& [name, entry] : untouched.policies)
            QVERIFY(*situation.policies.at(name) == *entry);
    }
}

QTEST_GUILESS_MAIN(TestSeveralPolicies)

#include "tst_severalpolicies.moc"
