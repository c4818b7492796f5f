// Each combination of partitions, with and without access rights, under each profile (profiles.md, guide 6, 8, 13;
// policy-semantics.md 6.3, 6.5, 6.7, 11.1), and what 0 and -1 mean where they stand.

#include "ui/enforceswords.h"

#include <QtTest>

using namespace gatereeve;
using namespace gatereeve::ui;
using namespace Qt::StringLiterals;

namespace
{

// Letters of `parts`: r, q, a, p (per_api), c (complexity).
Policy policyOf(const QString& parts, int apis)
{
    Policy policy;
    policy.partitions.rateLimit = parts.contains(u'r');
    policy.partitions.quota = parts.contains(u'q');
    policy.partitions.acl = parts.contains(u'a');
    policy.partitions.perApi = parts.contains(u'p');
    policy.partitions.complexity = parts.contains(u'c');
    for (int api = 0; api < apis; ++api)
        policy.accessRights["api" + std::to_string(api)] = {};
    return policy;
}

constexpr Profile G = Profile::Guide, T2 = Profile::Tyk29, T5 = Profile::Tyk5;

const QString Alone = u" It cannot stand alone: without another policy that grants an API its keys are refused."_s;
const QString NotGranted = u" Access rights listed here are not granted."_s;

} // namespace

class TestEnforcesWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sentences_data()
    {
        QTest::addColumn<QString>("parts");
        QTest::addColumn<int>("apis");
        QTest::addColumn<int>("profile");
        QTest::addColumn<QString>("sentence");
        const auto add = [](const char* name, const QString& parts, int apis, std::initializer_list<Profile> profiles,
                            const QString& sentence) {
            for (const Profile profile : profiles)
                QTest::addRow("%s (%s), %d APIs, profile %d", name, qPrintable(parts), apis, int(profile))
                    << parts << apis << int(profile) << sentence;
        };
        const QString whole = u"The whole policy replaces what the key says."_s;
        add("none", u""_s, 2, {G, T2, T5}, whole);
        add("all", u"rqa"_s, 2, {G, T2, T5}, whole);
        const QString rightless = u"Its rate and quota hold for the whole key; it lists no access rights, so those are "
                                  "left to the key and its other policies."_s;
        add("none", u""_s, 0, {G, T2}, rightless);
        add("none", u""_s, 0, {T5}, rightless + Alone);

        const QString rate = u"Only its rate is enforced, for the whole key; quota and access rights are left to the "
                             "key and its other policies."_s;
        add("rate", u"r"_s, 0, {G, T2}, rate);
        add("rate", u"r"_s, 0, {T5}, rate + Alone);
        add("rate", u"r"_s, 1, {G}, rate + NotGranted);
        add("rate", u"r"_s, 1, {T2},
            rate +
                u" Because it lists access rights, only a rate above 0 is enforced, and no throttling. After a policy "
                "that grants one of these APIs it takes that right's place, limits and URLs included."_s +
                NotGranted);
        add("quota", u"q"_s, 1, {T2},
            u"Only its quota is enforced, for the whole key; rate and access rights are left to the key and its other "
            "policies. Because it lists access rights, quota_max is not enforced, only the length of the period. After "
            "a policy that grants one of these APIs it takes that right's place, limits and URLs included."_s +
                NotGranted);
        const QString both = u"Only its rate and quota are enforced, for the whole key; access rights are left to the "
                             "key and its other policies."_s;
        add("rate and quota", u"rq"_s, 0, {G, T2}, both);
        add("rate and quota", u"rq"_s, 2, {G}, both + NotGranted);
        add("rate and quota", u"rq"_s, 2, {T5}, both + NotGranted + Alone);

        add("access", u"a"_s, 1, {G, T2, T5},
            u"Only its access rights are enforced; rate and quota are left to the key and its other policies."_s);
        const QString nothing = u"Nothing is enforced: only access rights would be, and none are listed here. Rate, "
                                "quota and access rights are left to the key and its other policies."_s;
        add("access", u"a"_s, 0, {G, T2}, nothing);
        add("access", u"a"_s, 0, {T5}, nothing + Alone);
        add("access and quota", u"aq"_s, 1, {G, T2, T5},
            u"Only its quota and access rights are enforced; rate is left to the key and its other policies."_s);
        add("access and rate", u"ar"_s, 0, {G},
            u"Only its rate is enforced, for the whole key; quota and access rights are left to the key and its other "
            "policies."_s);

        const QString excluded =
            u"It can't be used, and its keys are refused: per_api excludes the other partitions."_s;
        for (const QString& parts : {u"pr"_s, u"pq"_s, u"pa"_s, u"prqa"_s})
            add("per API and another", parts, 1, {G, T2, T5}, excluded);
        add("per API", u"p"_s, 1, {G, T2, T5},
            u"The whole policy, API by API: each API listed here has a rate and a quota of its own, counted by itself."_s);
        add("per API", u"p"_s, 0, {G},
            u"Its rate and quota hold for each API of the key by itself; it lists no access rights, so those are left "
            "to the key and its other policies."_s);
        add("per API", u"p"_s, 0, {T2}, u"It lists no API, so it sets no limit at all."_s);

        // 1.3: ignored before 5.x, so such a policy is not partitioned there.
        add("complexity", u"c"_s, 1, {G, T2}, whole + u" The partition complexity has no meaning under these rules."_s);
        add("complexity", u"c"_s, 0, {T5},
            u"Only its query depth is enforced, for the whole key; rate, quota and access rights are left to the key "
            "and its other policies."_s +
                Alone);
    }
    void sentences()
    {
        QFETCH(QString, parts);
        QFETCH(int, apis);
        QFETCH(int, profile);
        QTEST(enforcesSentence(policyOf(parts, apis), Profile(profile)), "sentence");
    }

    void everyCombinationSaysSomething()
    {
        for (int bits = 0; bits < 32; ++bits) {
            QString parts;
            for (int i = 0; i < 5; ++i) {
                if (bits & (1 << i))
                    parts += u"rqapc"_s[i];
            }
            for (const int apis : {0, 1, 2}) {
                for (const Profile profile : {G, T2, T5}) {
                    const QString sentence = enforcesSentence(policyOf(parts, apis), profile);
                    QVERIFY2(sentence.endsWith(u'.') && !sentence.contains(u"  "_s) && !sentence.contains(u'%'),
                             qPrintable(parts + u' ' + sentence));
                }
            }
        }
    }

    // Only where such a value stands and counts.
    void notes()
    {
        Policy policy = policyOf(u""_s, 1);
        policy.rate = 5;
        policy.per = 1;
        policy.quotaMax = 10;
        policy.quotaRenewalRate = 60;
        for (const Profile profile : {G, T2, T5}) {
            QVERIFY(rateNote(policy, profile).isEmpty());
            QVERIFY(quotaNote(policy, profile).isEmpty());
        }
        policy.quotaRenewalRate = 0;
        QCOMPARE(quotaNote(policy, G), u"period 0: never renewed"_s);
        policy.rate = 0;
        policy.quotaMax = -1;
        QCOMPARE(rateNote(policy, G), u"0: unlimited, and more generous than every other policy of a key"_s);
        QCOMPARE(quotaNote(policy, G), u"-1: unlimited, and more generous than every other policy of a key"_s);
        QVERIFY(quotaNote(policy, T2).startsWith(u"-1: never taken over"_s)); // 6.5, values in detail
        QVERIFY(rateNote(policy, T5).startsWith(u"0: unlimited, unless"_s));
        QVERIFY(quotaNote(policy, T5).contains(u"beats every other"_s)); // 11.1: -1 is the greatest
        policy.partitions.acl = true;                                    // both left to the key
        QVERIFY(rateNote(policy, G).isEmpty());
        QCOMPARE(quotaNote(policy, G), u"-1: means nothing here, it is not enforced"_s);
        policy.partitions.acl = false;
        policy.accessRights.clear();
        QCOMPARE(quotaNote(policy, T2), u"-1: unlimited, written to the key"_s);
    }
};

QTEST_GUILESS_MAIN(TestEnforcesWords)
#include "tst_enforceswords.moc"
