// An explanation holds the session, its reasons and where other rules give something else.

#include "core/engine/explanation.h"
#include "tests/support/policysets.h"

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

ApplyContext contextOf(const PolicySet& policies)
{
    return {policies, std::nullopt, Profile::Guide};
}

ProfileInput inputOf(std::vector<std::string> names, const PolicySet& policies)
{
    return {keyWith(std::move(names)), contextOf(policies)};
}

} // namespace

class TestExplanation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isTheRunItself();
    void differencesCarryTheOthersReasons();
    void nearestReasonSpeaks();
    void refusals();
    void marks();
};

void TestExplanation::isTheRunItself()
{
    const PolicySet policies = setOf({{"gold", policyOf(5)}});
    Provenance why;
    const EffectiveSession effective = applyPolicies(keyWith({"gold"}), contextOf(policies), &why);
    const Explanation explanation = explain(inputOf({"gold"}, policies), {});
    QVERIFY(explanation.effective.session == effective.session);
    QVERIFY(explanation.why == why);
    QVERIFY(explanation.verdict.works());
    QVERIFY(explanation.others.empty());
}

void TestExplanation::differencesCarryTheOthersReasons()
{
    const PolicySet here = setOf({{"gold", policyOf(5)}}), there = setOf({{"gold", policyOf(6)}});
    const Explanation explanation =
        explain(inputOf({"gold"}, here), {}, {inputOf({"gold"}, there), inputOf({"gold"}, here)});
    QCOMPARE(explanation.others.size(), size_t(2));
    QVERIFY(explanation.others[1].differences.empty());
    const std::vector<ProfileDifference>& found = explanation.others[0].differences;
    QCOMPARE(found.size(), size_t(2));
    QCOMPARE(found[1].difference.field, "access_rights.orders.rate");
    QCOMPARE(found[1].difference.here, "5 per second");
    QCOMPARE(found[1].difference.there, "6 per second");
    QVERIFY(found[1].from == Source::ofPolicy("gold"));
    QCOMPARE(found[1].rule, "guide 9");
    QCOMPARE(found[1].why.english(), "policy gold sets 6 per second");
}

// What another profile does not give has no reason of its own there.
void TestExplanation::nearestReasonSpeaks()
{
    Policy tagged = policyOf(5), fewer = policyOf(5);
    tagged.tags = {"paid"};
    tagged.accessRights["orders"].versions = {"v1", "v2"};
    const PolicySet here = setOf({{"gold", tagged}}), there = setOf({{"gold", fewer}});
    const Explanation explanation = explain(inputOf({"gold"}, here), {}, {inputOf({"gold"}, there)});
    const std::vector<ProfileDifference>& found = explanation.others[0].differences;
    QCOMPARE(found.size(), size_t(2));
    QCOMPARE(found[0].difference.field, "access_rights.orders.versions.v2");
    QCOMPARE(found[0].why.english(), "these rules don't give it"); // not "granted by policy gold", of the right
    QCOMPARE(found[1].difference.field, "tags");
    QCOMPARE(found[1].why.english(), "these rules don't give it");
    QVERIFY(found[1].rule.empty());

    Policy urls = policyOf(5), fewerUrls = policyOf(5);
    urls.accessRights["orders"].allowedUrls = {{"/a", {"GET"}}, {"/b", {"GET"}}};
    fewerUrls.accessRights["orders"].allowedUrls = {{"/a", {"GET"}}};
    const PolicySet both = setOf({{"gold", urls}}), one = setOf({{"gold", fewerUrls}});
    const Explanation restricted = explain(inputOf({"gold"}, both), {}, {inputOf({"gold"}, one)});
    QCOMPARE(restricted.others[0].differences.size(), size_t(1));
    QCOMPARE(restricted.others[0].differences[0].why.english(), // of access_rights.orders.allowed_urls
             "no policy grants it without allowed URLs, so only these");
}

void TestExplanation::refusals()
{
    const PolicySet here = setOf({{"gold", policyOf(5)}}), empty;
    const Explanation works = explain(inputOf({"gold"}, here), {}, {inputOf({"gold"}, empty)});
    QCOMPARE(works.others[0].differences.size(), size_t(1));
    QCOMPARE(works.others[0].differences[0].difference.field, "apply_policies");
    QCOMPARE(works.others[0].differences[0].why.english(), "the key names policy gold, which is not loaded");
    QVERIFY(works.others[0].verdict.kind == Verdict::Kind::PoliciesRefused);

    const Explanation refused = explain(inputOf({"gold"}, empty), {}, {inputOf({"gold"}, here)});
    QVERIFY(!refused.verdict.works());
    QCOMPARE(refused.others[0].differences.size(), size_t(1));
    QCOMPARE(refused.others[0].differences[0].difference.there, "applied");
    QCOMPARE(refused.others[0].differences[0].why.english(), "these rules accept the policies of this key");
}

void TestExplanation::marks()
{
    Policy fast = policyOf(9), large = policyOf(1), quotaOnly = policyOf(0);
    fast.quotaMax = 10;
    large.quotaMax = 20;
    quotaOnly.accessRights.clear();
    quotaOnly.partitions.quota = true;
    const PolicySet policies = setOf({{"fast", fast}, {"large", large}, {"quota", quotaOnly}});
    const auto marked = [&](std::vector<std::string> names, bool (*mark)(const Reason&)) {
        QStringList fields;
        for (const Reason& reason : explain(inputOf(std::move(names), policies), {}).why) {
            if (mark(reason))
                fields += QString::fromStdString(reason.field);
        }
        return fields;
    };
    QCOMPARE(marked({"fast", "large"}, isCombined),
             (QStringList{"access_rights.orders.rate", "access_rights.orders.quota", "rate", "quota"}));
    QCOMPARE(marked({"fast"}, isCombined), QStringList());
    QCOMPARE(marked({"quota"}, isLeftToKey), QStringList{"rate"});
    QCOMPARE(marked({"fast"}, isLeftToKey), QStringList());
}

QTEST_APPLESS_MAIN(TestExplanation)
#include "tst_explanation.moc"
