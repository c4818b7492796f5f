#include "core/engine/policyapplier.h"
#include "tests/support/policysets.h"

#include <QtTest>

using namespace gatereeve;
using gatereeve::testing::reasonFor;
using gatereeve::testing::setOf;

namespace
{

using Names = std::vector<std::string>;

AccessRight rightTo(Names versions = {"v1"}, std::vector<AllowedUrl> urls = {})
{
    AccessRight right;
    right.versions = std::move(versions);
    right.allowedUrls = std::move(urls);
    return right;
}

AccessRight rightWithLimit(const Limit& limit)
{
    AccessRight right = rightTo();
    right.limit = limit;
    return right;
}

Limit limitOf(double rate, double per, int64_t quotaMax, int64_t renewal)
{
    return {rate, per, 0, 0, quotaMax, 0, 0, renewal};
}

Policy policyOf(double rate, double per, int64_t quotaMax, int64_t renewal, const Names& apis = {})
{
    Policy policy;
    policy.rate = rate;
    policy.per = per;
    policy.quotaMax = quotaMax;
    policy.quotaRenewalRate = renewal;
    for (const std::string& api : apis)
        policy.accessRights[api] = rightTo();
    return policy;
}

Policy with(Policy policy, const Partitions& partitions)
{
    policy.partitions = partitions;
    return policy;
}

constexpr Partitions QuotaOnly{true, false, false}, RightsOnly{false, false, true}, PerApi{false, false, false, true};

Session keyWith(const Names& policies, const Limit& root = limitOf(7, 1, 70, 70), const Names& apis = {})
{
    Session key;
    key.applyPolicies = policies;
    key.setRootLimit(root);
    for (const std::string& api : apis)
        key.accessRights[api] = rightTo({"own"});
    return key;
}

EffectiveSession applied(const Session& key, const std::map<std::string, Policy>& policies, Provenance* why = nullptr)
{
    return applyPolicies(key, {setOf(policies), std::nullopt, Profile::Guide}, why);
}

std::string sentence(const Provenance& why, const std::string& field)
{
    const Reason* reason = reasonFor(why, field);
    return reason ? reason->value + " | " + toString(reason->winner) + " | " + reason->why.english()
                  : "no reason for " + field;
}

} // namespace

class TestProvenance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void limits();
    void partitionsLeaveToTheKey();
    void combinationsAreFlagged();
    void rightsAndUnions();
    void refusal();
};

void TestProvenance::limits()
{
    Provenance why;
    Policy right = policyOf(1, 1, 10, 60);
    right.accessRights["users"] = rightWithLimit(limitOf(4, 1, 0, 0));
    applied(keyWith({"gold", "trial", "right", "each"}),
            {{"gold", policyOf(5, 1, 50, 86400, {"orders"})},
             {"trial", policyOf(2, 1, 10, 86400, {"orders"})},
             {"right", right},
             {"each", with(policyOf(3, 1, 30, 60, {"stock"}), PerApi)}},
            &why);
    QCOMPARE(
        sentence(why, "access_rights.orders.rate"),
        "5 per second | policy gold | policy gold sets 5 per second, more generous than 2 per second of policy trial");
    QCOMPARE(sentence(why, "access_rights.users.rate"),
             "4 per second | policy right | the right in policy right sets 4 per second for this API alone");
    QCOMPARE(sentence(why, "access_rights.stock.quota"),
             "30 per minute | policy each | policy each limits each API by itself and sets 30 per minute");
    const Reason& rate = *reasonFor(why, "access_rights.orders.rate");
    QCOMPARE(rate.rule, "guide 9");
    QCOMPARE(rate.losers,
             (std::vector<Candidate>{{Source::ofPolicy("trial"), "2 per second"}, {Source::key(), "7 per second"}}));
    QCOMPARE(sentence(why, "throttling"), "none | policy gold | goes with the rate, which comes from policy gold");

    applied(keyWith({"b", "a"}), {{"a", policyOf(5, 1, 0, 0, {"orders"})}, {"b", policyOf(5, 1, 0, 0, {"orders"})}},
            &why);
    QCOMPARE(sentence(why, "access_rights.orders.rate"),
             "5 per second | policy a | policy a sets 5 per second, at least as generous as 5 per second of "
             "policy b; of equals the name that sorts first counts");
}

void TestProvenance::partitionsLeaveToTheKey()
{
    Provenance why;
    applied(keyWith({"q", "a"}, limitOf(7, 1, 70, 60), {"orders"}),
            {{"q", with(policyOf(0, 0, 50, 60), QuotaOnly)}, {"a", with(policyOf(0, 0, 0, 0, {"orders"}), RightsOnly)}},
            &why);
    const char* const expected =
        "7 per second | key | not enforced by policies a and q, so it stays the key's own: 7 per second";
    QCOMPARE(sentence(why, "access_rights.orders.rate"), expected);
    QCOMPARE(sentence(why, "rate"), expected);
    QCOMPARE(sentence(why, "quota"), "50 per minute | policy q | policy q sets 50 per minute for the whole key");

    applied(keyWith({}, limitOf(7, 1, 70, 60), {"orders"}), {}, &why);
    QCOMPARE(sentence(why, "access_rights.orders.rate"), "7 per second | key | the key itself sets 7 per second");
    QCOMPARE(sentence(why, "access_rights.orders"), "granted | key | no policy gives rights, so the key's own stay");
}

void TestProvenance::combinationsAreFlagged()
{
    Provenance why;
    Policy a = policyOf(9, 1, 10, 60), b = policyOf(1, 1, 90, 60);
    a.accessRights["orders"] = rightTo({"v1"}, {{"/x", {"GET"}}});
    b.accessRights["orders"] = rightTo({"v2"}, {{"/x", {"PUT"}}, {"/y", {"PUT"}}});
    applied(keyWith({"a", "b"}), {{"a", a}, {"b", b}}, &why);
    const std::string flag = "; no single policy states this combination";
    for (const char* field : {"rate", "quota", "access_rights.orders", "access_rights.orders.rate",
                              "access_rights.orders.quota", "access_rights.orders.allowed_urls./x"})
        QVERIFY2(reasonFor(why, field)->why.english().ends_with(flag), field);
    for (const char* field : {"access_rights.orders.versions.v1", "access_rights.orders.allowed_urls./y"})
        QVERIFY2(!reasonFor(why, field)->why.english().ends_with(flag), field);
    QVERIFY(reasonFor(why, "access_rights.orders")->winner == Source::rule());
    QCOMPARE(reasonFor(why, "access_rights.orders.allowed_urls./x")->value, "GET and PUT");
}

void TestProvenance::rightsAndUnions()
{
    Provenance why;
    Policy open = policyOf(1, 1, 0, 0, {"orders"}), restricted = open,
           quota = with(policyOf(0, 0, 5, 60, {"stock"}), QuotaOnly);
    restricted.accessRights["orders"].allowedUrls = {{"/x", {"GET"}}};
    open.tags = {"t"};
    open.metaData = {{"m", "1"}};
    quota.isInactive = true;
    Session key = keyWith({"open", "restricted", "quota"}, {}, {"mine"});
    key.tags = {"k"};
    key.metaData = {{"m", "2"}};
    applied(key, {{"open", open}, {"restricted", restricted}, {"quota", quota}}, &why);
    QCOMPARE(sentence(why, "access_rights.orders"), "granted | policy open | granted by policies open and restricted");
    QCOMPARE(sentence(why, "access_rights.orders.allowed_urls"),
             "everything | policy open | policy open grants it without allowed URLs, so those of policy restricted "
             "don't restrict it");
    QCOMPARE(reasonFor(why, "access_rights.orders.allowed_urls")->losers,
             (std::vector<Candidate>{{Source::ofPolicy("restricted"), "GET /x"}}));
    QCOMPARE(sentence(why, "access_rights.mine"),
             "not granted | rule | the rights of the policies replace those of the key");
    QCOMPARE(sentence(why, "access_rights.stock"),
             "not granted | rule | listed by policy quota, but without enforcing access rights");
    QCOMPARE(sentence(why, "tags"), "k, t | rule | the tags of the key and of policy open, each once");
    QCOMPARE(
        sentence(why, "meta_data.m"),
        "1 | policy open | policy open sets it; a policy beats the key, and the name that sorts first beats others");
    QCOMPARE(reasonFor(why, "meta_data.m")->losers, (std::vector<Candidate>{{Source::key(), "2"}}));
    QCOMPARE(sentence(why, "is_inactive"), "true | policy quota | is_inactive is set by policy quota; one is enough");
    QVERIFY(!reasonFor(why, "hmac_enabled"));
}

void TestProvenance::refusal()
{
    Provenance why;
    applied(keyWith({"gone"}), {}, &why);
    QCOMPARE(why.size(), size_t(1));
    QCOMPARE(sentence(why, "apply_policies"), "refused | policy gone | the key names policy gone, which is not loaded");
}

QTEST_APPLESS_MAIN(TestProvenance)
#include "tst_provenance.moc"
