// The result and its reasons come from one pass: over random policies and keys, under every profile.

#include "tests/support/randompolicies.h"
#include "tests/support/reasonscheck.h"

#include "core/engine/policyapplier.h"

#include <QtTest>

using namespace gatereeve;
using namespace gatereeve::testing;

class TestReasonsAgree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withTheResult_data();
    void withTheResult();
    void repeatedInTheKey_data() { withTheResult_data(); }
    void repeatedInTheKey();
    void namesWithoutEnd_data() { withTheResult_data(); }
    void namesWithoutEnd();
};

void TestReasonsAgree::withTheResult_data()
{
    QTest::addColumn<int>("profile");
    for (const Profile profile : {Profile::Guide, Profile::Tyk29, Profile::Tyk5})
        QTest::newRow(std::string(nameOf(profile)).c_str()) << static_cast<int>(profile);
}

void TestReasonsAgree::withTheResult()
{
    QFETCH(int, profile);
    int granted = 0, refused = 0;
    for (uint32_t seed = 0; seed < 3000; ++seed) {
        RandomPolicies random(seed);
        const PolicySet policies = random.policies(random.below(5));
        Session key = random.key(policies);
        random.shuffle(key.applyPolicies);
        if (random.oneIn(6))
            key.applyPolicies.emplace_back("missing");
        if (random.oneIn(4) && !key.applyPolicies.empty())
            key.applyPolicies.push_back(key.applyPolicies.front());
        key.orgId = random.oneIn(2) ? "org" : "";
        const Session before = key;
        const ApplyContext context{policies, std::nullopt, static_cast<Profile>(profile)};
        Provenance why;
        const EffectiveSession told = applyPolicies(key, context, &why), silent = applyPolicies(key, context);
        QVERIFY(key == before);
        QVERIFY(told.session == silent.session && told.refusal == silent.refusal);
        QVERIFY(told.limitPolicies == silent.limitPolicies && told.inactivePolicy == silent.inactivePolicy);
        const std::string problem = disagreement(told, why);
        QVERIFY2(problem.empty(), ("seed " + std::to_string(seed) + ": " + problem).c_str());
        (told.ok() ? granted : refused) += 1;
    }
    QVERIFY(granted > 300 && refused > 300);
}

// What a key's own right lists twice has one reason.
void TestReasonsAgree::repeatedInTheKey()
{
    QFETCH(int, profile);
    const PolicySet none;
    Session key;
    key.accessRights["orders"].versions = {"v1", "v1"};
    if (static_cast<Profile>(profile) == Profile::Tyk5) // no other reads them
        key.accessRights["orders"].newer.endpoints = {{"/a", {{"", "GET", 2, 1}}}, {"/a", {{"", "GET", 3, 1}}}};
    key.accessRights["orders"].allowedUrls = {{"^/a", {"GET"}}, {"^/a", {"POST"}}};
    Provenance why;
    const EffectiveSession effective = applyPolicies(key, {none, std::nullopt, static_cast<Profile>(profile)}, &why);
    const std::string problem = disagreement(effective, why);
    QVERIFY2(problem.empty(), problem.c_str());
}

// A key that names 10,000 policies, each of them twice.
void TestReasonsAgree::namesWithoutEnd()
{
    QFETCH(int, profile);
    PolicySet policies;
    Session key;
    for (int i = 0; i < 5000; ++i) {
        const std::string name = "p" + std::to_string(i);
        PolicyEntry entry;
        entry.policy.id = name;
        entry.policy.rate = i + 1;
        entry.policy.per = 1;
        entry.policy.accessRights["orders"].versions = {"v1"};
        policies[name] = std::make_shared<const PolicyEntry>(std::move(entry));
        key.applyPolicies.push_back(name);
    }
    const std::vector<std::string> once = key.applyPolicies;
    key.applyPolicies.insert(key.applyPolicies.end(), once.begin(), once.end());
    Provenance why;
    const EffectiveSession effective =
        applyPolicies(key, {policies, std::nullopt, static_cast<Profile>(profile)}, &why);
    QVERIFY(effective.ok());
    QCOMPARE(effective.applied.size(), size_t(5000));
    QCOMPARE(effective.session.accessRights.at("orders").limit->rate, 5000.0);
    const std::string problem = disagreement(effective, why);
    QVERIFY2(problem.empty(), problem.c_str());
}

QTEST_GUILESS_MAIN(TestReasonsAgree)
#include "tst_reasonsagree.moc"
