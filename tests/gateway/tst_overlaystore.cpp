// The store that stands in while time is not real (contracts.md, Clock): nothing that happens in it reaches the base.

#include "gateway/store/stores.h"

#include <QTest>

using namespace gatereeve;
using namespace gatereeve::gateway;

namespace
{

StoredKey key(std::string name, std::string alias = {})
{
    StoredKey stored;
    stored.name = std::move(name);
    stored.session.alias = std::move(alias);
    return stored;
}

} // namespace

class TestOverlayStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsAsACopyOfItsBase()
    {
        const auto base = makeMemoryStore();
        QVERIFY(base->put(key("one", "first")));
        base->state()->counters.get("one", "gold")->quota = CountedSince{5, 2};
        const auto overlay = makeOverlayStore(*base);
        QCOMPARE(overlay->list().value(), base->list().value());
        QCOMPARE(overlay->state()->counters.find("one", "gold")->quota.load(), (CountedSince{5, 2}));
        QVERIFY(overlay->state() != base->state());
    }

    void nothingReachesTheBase()
    {
        const auto base = makeMemoryStore();
        QVERIFY(base->put(key("one", "first")));
        QVERIFY(base->put(key("two")));
        const auto counters = base->state()->counters.get("one", "");
        counters->quota = CountedSince{5, 2};
        const auto record = base->state()->keys.find("one");

        const auto overlay = makeOverlayStore(*base);
        QVERIFY(overlay->put(key("one", "changed")));
        QVERIFY(overlay->put(key("three")));
        QVERIFY(overlay->remove("two").value());
        overlay->state()->counters.get("one", "")->quota = CountedSince{5, 9};
        QVERIFY(overlay->resetCounters("one"));
        QVERIFY(overlay->flush());

        QVERIFY(!record->replaced);
        QVERIFY(!counters->dropped);
        QCOMPARE(counters->quota.load(), (CountedSince{5, 2}));
        QCOMPARE(base->list().value().size(), 2u);
        QCOMPARE(base->find("one").value()->session.alias, "first");
    }

    void keysLiveInTheOverlayMeanwhile()
    {
        const auto base = makeMemoryStore();
        const auto overlay = makeOverlayStore(*base);
        QVERIFY(overlay->put(key("b")));
        QVERIFY(overlay->put(key("a")));
        QCOMPARE(overlay->list().value().front().name, "a");
        QVERIFY(overlay->find("b").value());
        QVERIFY(!overlay->remove("c").value());
        QCOMPARE(overlay->description(), "memory (overlay)");
    }

    // A key made anew under the name of a removed one has a quota of its own.
    void removingAKeyForgetsItsCounters()
    {
        const auto store = makeMemoryStore();
        QVERIFY(store->put(key("one")));
        const auto counters = store->state()->counters.get("one", "");
        QVERIFY(store->remove("one").value());
        QVERIFY(counters->dropped);
        QVERIFY(!store->state()->counters.find("one", ""));
    }
};

QTEST_GUILESS_MAIN(TestOverlayStore)
#include "tst_overlaystore.moc"
