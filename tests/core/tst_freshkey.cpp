#include "core/keys/freshkey.h"

#include <QtTest>

using namespace gatereeve;

class TestFreshKey : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasItsPoliciesOrganisationAndEnd();
};

void TestFreshKey::hasItsPoliciesOrganisationAndEnd()
{
    PolicyEntry plain, trial, foreign;
    trial.policy.orgId = "acme";
    trial.policy.keyExpiresIn = 60;
    foreign.policy.orgId = "other";
    const PolicySet policies{{"plain", std::make_shared<const PolicyEntry>(plain)},
                             {"trial", std::make_shared<const PolicyEntry>(trial)},
                             {"foreign", std::make_shared<const PolicyEntry>(foreign)}};
    Session expected;
    expected.applyPolicies = {"gone", "plain", "trial", "foreign"};
    expected.orgId = "acme";
    expected.expires = 1060; // guide 4
    QVERIFY(freshKey(expected.applyPolicies, policies, 1000) == expected);
    QVERIFY(freshKey({}, policies, 1000) == Session());
}

QTEST_APPLESS_MAIN(TestFreshKey)
#include "tst_freshkey.moc"
