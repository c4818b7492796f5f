// Whether a key is let in at all, and the sentence that says so.

#include "core/engine/verdictwords.h"

#include <QtTest>

using namespace gatereeve;

namespace
{

using Kind = Verdict::Kind;
constexpr int64_t Now = 1'800'000'000; // 2027-01-15 08:00:00 UTC

AccessRight rightOf(const Limit& limit, std::string scope = {}, std::string name = {})
{
    AccessRight right;
    right.limit = limit;
    right.allowanceScope = std::move(scope);
    right.apiName = std::move(name);
    return right;
}

Limit limitOf(double rate, int64_t quota)
{
    return {rate, 1, 0, 0, quota, 0, 0, 60};
}

EffectiveSession granting(AccessRights rights)
{
    EffectiveSession result;
    result.session.accessRights = std::move(rights);
    return result;
}

Verdict verdict(const EffectiveSession& effective, Profile profile = Profile::Guide, bool allowMasterKeys = false)
{
    return verdictOf(effective, {profile, Now, allowMasterKeys});
}

std::string sentence(const EffectiveSession& effective, Profile profile = Profile::Guide, bool allowMasterKeys = false)
{
    return sentenceOf(verdict(effective, profile, allowMasterKeys), effective, profile, "The key");
}

} // namespace

class TestVerdict : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void checksInOrder();
    void expiry();
    void withoutRights();
    void oneApi();
    void severalApis();
};

// profiles.md: policies → inactive → expiry → rights.
void TestVerdict::checksInOrder()
{
    EffectiveSession key;
    key.session.expires = Now - 1;
    key.session.isInactive = true;
    key.inactivePolicy = "gold";
    key.refusal = ApplyRefusal{ApplyRefusal::Kind::PolicyMissing, "gone", "text", {"x", "policy %1 is gone", {"gone"}}};
    QVERIFY(verdict(key) == (Verdict{Kind::PoliciesRefused, Source::ofPolicy("gone"), Now - 1}));
    QCOMPARE(sentence(key), "The key is refused: policy gone is gone.");
    key.refusal.reset();
    QVERIFY(verdict(key) == (Verdict{Kind::Inactive, Source::ofPolicy("gold"), Now - 1}));
    QCOMPARE(sentence(key), "The key is refused: policy gold has is_inactive, which denies every key that it is on.");
    key.inactivePolicy.reset();
    QVERIFY(verdict(key) == (Verdict{Kind::Inactive, Source::key(), Now - 1}));
    QCOMPARE(sentence(key), "The key is refused: is_inactive is set on the key itself.");
    key.session.isInactive = false;
    QVERIFY(verdict(key) == (Verdict{Kind::Ended, Source::key(), Now - 1}));
    QCOMPARE(sentence(key), "The key is refused: it ended on 2027-01-15 07:59:59 UTC.");
    key.session.expires = 0;
    QVERIFY(verdict(key) == (Verdict{Kind::NoRights, Source::rule(), 0}));
    QCOMPARE(sentence(key), "The key is refused: neither the key nor its policies grant access to any API.");
}

// Refused as soon as the clock is past `expires` (guide 4).
void TestVerdict::expiry()
{
    EffectiveSession key = granting({{"orders", rightOf(limitOf(5, 0))}});
    key.session.expires = Now;
    QVERIFY(verdict(key).kind == Kind::Works);
    QCOMPARE(sentence(key),
             "The key works until 2027-01-15 08:00:00 UTC, for API orders: at most 5 per second, without a quota.");
    key.session.expires = -1;
    QVERIFY(verdict(key) == (Verdict{Kind::Works, Source::key(), 0}));
}

// Guide 12; policy-semantics.md 8.2.
void TestVerdict::withoutRights()
{
    EffectiveSession key;
    key.session.rate = 2;
    key.session.per = 1;
    QVERIFY(verdict(key).kind == Kind::NoRights);
    QVERIFY(!verdict(key).works());
    QVERIFY(verdict(key, Profile::Tyk29).kind == Kind::EveryApi);
    QVERIFY(verdict(key, Profile::Tyk29).works());
    QCOMPARE(sentence(key, Profile::Guide, true),
             "The key works and never ends, for every API, because it has no access rights and allow_master_keys is "
             "on: at most 2 per second, without a quota.");
    QCOMPARE(sentence(key, Profile::Tyk29),
             "The key works and never ends, for every API, because Tyk 2.9.5 lets a key without access rights in "
             "anywhere: at most 2 per second, without a quota.");
}

void TestVerdict::oneApi()
{
    QCOMPARE(sentence(granting({{"a1", rightOf(limitOf(5, 1000), {}, "Orders")}})),
             "The key works and never ends, for API Orders: at most 5 per second and 1 000 per minute.");
    QCOMPARE(sentence(granting({{"a1", rightOf(limitOf(0, 10))}})),
             "The key works and never ends, for API a1: at most 10 per minute, without a rate limit.");
    EffectiveSession key = granting({{"a1", rightOf({})}});
    key.session.accessRights["a1"].allowedUrls = {{"/x", {"GET"}}};
    QCOMPARE(sentence(key), "The key works and never ends, for API a1, only at the allowed URLs: without any limit.");
    key.session.accessRights["a1"].limit.reset(); // then the root's holds
    key.session.setRootLimit(limitOf(3, 0));
    QVERIFY(sentence(key).ends_with("at most 3 per second, without a quota."));
}

void TestVerdict::severalApis()
{
    const Limit limit = limitOf(5, 0);
    QCOMPARE(sentence(granting({{"a", rightOf(limit)}, {"b", rightOf(limit)}})),
             "The key works and never ends, for APIs a and b: at most 5 per second, without a quota, for all of them "
             "together.");
    QVERIFY(sentence(granting({{"a", rightOf(limit, "x")}, {"b", rightOf(limit, "y")}}))
                .ends_with("without a quota, for each of them."));
    QVERIFY(sentence(granting({{"a", rightOf(limit, "x")}, {"b", rightOf(limit, "x")}, {"c", rightOf(limit)}}))
                .ends_with("without a quota."));
    QCOMPARE(
        sentence(granting({{"a", rightOf(limit)}, {"b", rightOf(limitOf(2, 0))}, {"c", rightOf({})}})),
        "The key works and never ends, for APIs a, b and c: limits differ: the tightest rate limit is 2 per second "
        "for b; no quota anywhere.");
    AccessRights many;
    for (const char* api : {"a", "b", "c", "d", "e"})
        many[api] = rightOf({});
    QCOMPARE(sentence(granting(many)), "The key works and never ends, for 5 APIs: without any limit.");
}

QTEST_APPLESS_MAIN(TestVerdict)
#include "tst_verdict.moc"
