// Which keys a change of policies changes, and how.

#include "core/engine/impact.h"
#include "tests/support/policysets.h"
#include "tests/support/randompolicies.h"

#include <QtTest>

using namespace gatereeve;
using gatereeve::testing::setOf;

namespace
{

Policy policyOf(double rate)
{
    Policy policy;
    policy.rate = rate;
    policy.per = 1;
    policy.accessRights["orders"].versions = {"v1"};
    return policy;
}

Session keyWith(std::vector<std::string> policies)
{
    Session key;
    key.applyPolicies = std::move(policies);
    return key;
}

QStringList told(const std::vector<Difference>& differences)
{
    QStringList lines;
    for (const Difference& difference : differences)
        lines += QString::fromStdString(difference.field + ": " + difference.here + " | " + difference.there);
    return lines;
}

ApplyContext contextOf(const PolicySet& policies)
{
    return {policies, std::nullopt, Profile::Guide};
}

} // namespace

class TestImpact : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatChanges();
    void placeIsNoChange();
    void sameAsComparingAllKeys();
};

void TestImpact::tellsWhatChanges()
{
    const PolicySet before = setOf({{"gold", policyOf(5)}, {"old", policyOf(1)}, {"same", policyOf(2)}}),
                    after = setOf({{"gold", policyOf(6)}, {"new", policyOf(1)}, {"same", policyOf(2)}});
    const Impact impact(contextOf(before), contextOf(after));
    QCOMPARE(impact.changedPolicies(), (std::set<std::string_view>{"gold", "new", "old"}));
    QCOMPARE(
        told(impact.on(keyWith({"gold"}))),
        (QStringList{"rate: 5 per second | 6 per second", "access_rights.orders.rate: 5 per second | 6 per second"}));
    QCOMPARE(told(impact.on(keyWith({"same", "old"}))), QStringList{"apply_policies: applied | refused"});
    Session single;
    single.applyPolicyId = "new";
    QCOMPARE(told(impact.on(single)), QStringList{"apply_policies: refused | applied"});
    QVERIFY(impact.on(keyWith({"same"})).empty());
    QVERIFY(impact.on(Session()).empty());
}

void TestImpact::placeIsNoChange()
{
    PolicySet before = setOf({{"gold", policyOf(5)}});
    PolicyEntry moved = *before.at("gold");
    moved.place.line = 7;
    const PolicySet after{{"gold", std::make_shared<const PolicyEntry>(moved)}};
    QVERIFY(Impact(contextOf(before), contextOf(after)).changedPolicies().empty());
    moved.unusable = Message{"x", "x", {}};
    const PolicySet broken{{"gold", std::make_shared<const PolicyEntry>(moved)}};
    const Impact impact(contextOf(before), contextOf(broken));
    QCOMPARE(told(impact.on(keyWith({"gold"}))), QStringList{"apply_policies: applied | refused"});
}

// Leaving keys out whose policies did not change leaves out no difference.
void TestImpact::sameAsComparingAllKeys()
{
    int changed = 0;
    for (uint32_t seed = 0; seed < 300; ++seed) {
        testing::RandomPolicies random(seed);
        const PolicySet before = random.policies(6);
        PolicySet after = before;
        after["p1"] = random.policies(2)["p1"];
        const Impact impact(contextOf(before), contextOf(after));
        for (unsigned i = 0; i < 4; ++i) {
            Session key = random.key(before);
            random.shuffle(key.applyPolicies);
            key.applyPolicies.resize(i);
            const auto expected =
                differencesOf(applyPolicies(key, contextOf(before)), applyPolicies(key, contextOf(after)));
            QVERIFY(impact.on(key) == expected);
            changed += expected.empty() ? 0 : 1;
        }
    }
    QVERIFY(changed > 50);
}

QTEST_APPLESS_MAIN(TestImpact)
#include "tst_impact.moc"
