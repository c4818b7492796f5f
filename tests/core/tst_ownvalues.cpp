#include "core/keys/ownvalues.h"

#include "tests/support/policytexts.h"

#include <QtTest>

using namespace gatereeve;
using namespace gatereeve::testing;

class TestOwnValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void limitsStandInTheRoot();
    void lessThanTheRootStaysWithItsApi();
    void nothingWhenThePoliciesCannotBeApplied();
};

void TestOwnValues::limitsStandInTheRoot()
{
    const PolicySet policies = policiesOf(R"({"p": {"rate": 5, "per": 1, "quota_max": 50, "quota_renewal_rate": 60,
        "tags": ["t"], "access_rights": {"orders": {"versions": ["v1"]}, "stock": {}}}})");
    const Session key = sessionOf(R"({"apply_policy_id": "p", "alias": "Acme"})");
    const Session own = withOwnValues(key, policies, Profile::Guide);
    QCOMPARE(own.rate, 5.0);
    QCOMPARE(own.quotaMax, int64_t(50));
    QCOMPARE(own.applyPolicyId, std::string("p"));
    QCOMPARE(own.alias, std::string("Acme"));
    QVERIFY(own.tags.empty()); // limits and rights only
    QCOMPARE(namesOf(own.accessRights), (Texts{"orders", "stock"}));
    for (const auto& [apiId, right] : own.accessRights) {
        QVERIFY(!right.limit);
        QVERIFY(right.allowanceScope.empty());
    }
}

// Otherwise the key would get more than its policies give it, as soon as they leave the limits to it.
void TestOwnValues::lessThanTheRootStaysWithItsApi()
{
    const PolicySet policies = policiesOf(R"({"a": {"rate": 2, "per": 1, "access_rights": {"orders": {}}},
        "b": {"rate": 20, "per": 1, "access_rights": {"stock": {}}}})");
    const Session own = withOwnValues(sessionOf(R"({"apply_policies": ["a", "b"]})"), policies, Profile::Guide);
    QCOMPARE(own.rate, 20.0);
    QVERIFY(own.accessRights.at("orders").limit);
    QCOMPARE(own.accessRights.at("orders").limit->rate, 2.0);
    QVERIFY(!own.accessRights.at("stock").limit);
}

void TestOwnValues::nothingWhenThePoliciesCannotBeApplied()
{
    const Session key = sessionOf(R"({"apply_policy_id": "p", "rate": 1, "per": 1})");
    QVERIFY(withOwnValues(key, {}, Profile::Guide) == key);
}

QTEST_GUILESS_MAIN(TestOwnValues)

#include "tst_ownvalues.moc"
