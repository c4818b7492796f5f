// The counters of keys by scope (profiles.md, guide 13): they outlive generations, and what changed is taken once.

#include "gateway/store/state.h"

#include <QTest>

#include <thread>

using namespace gatereeve;
using namespace gatereeve::gateway;

class TestCounterTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesOneObjectPerKeyAndScope()
    {
        CounterTable table;
        const auto own = table.get("key", "");
        QCOMPARE(table.get("key", ""), own);
        QVERIFY(table.get("key", "gold") != own);
        QVERIFY(table.get("other", "") != own);
        QCOMPARE(table.find("key", ""), own);
        QVERIFY(!table.find("key", "silver"));
        QCOMPARE(table.all().size(), 3u);
    }

    // Name and scope are two texts, however their bytes would join.
    void doesNotMixNameAndScope()
    {
        CounterTable table;
        const std::string name("a\0b", 3);
        QVERIFY(table.get(name, "c") != table.get("a", std::string("b\0c", 3)));
        table.reset("a");
        QVERIFY(table.find(name, "c"));
    }

    void resetForgetsAllScopesAndMarksThem()
    {
        CounterTable table;
        const auto own = table.get("key", "");
        const auto gold = table.get("key", "gold");
        const auto other = table.get("other", "");
        own->quota = CountedSince{1, 5};
        table.reset("key");
        QVERIFY(own->dropped);
        QVERIFY(gold->dropped);
        QVERIFY(!other->dropped);
        QVERIFY(!table.find("key", ""));
        QCOMPARE(table.get("key", "")->quota.load(), (CountedSince{}));
    }

    void handsOutEachChangedCounterOnce()
    {
        CounterTable table;
        const auto one = table.get("one", ""), two = table.get("two", "");
        table.noteChanged(*one);
        table.noteChanged(*two);
        table.noteChanged(*one);
        QCOMPARE(table.takeChanged().size(), 2u);
        QVERIFY(table.takeChanged().empty());
        table.noteChanged(*two);
        const auto taken = table.takeChanged();
        QCOMPARE(taken.size(), 1u);
        QCOMPARE(taken.front(), two);
    }

    void aWaitingCounterSurvivesItsReset()
    {
        CounterTable table;
        KeyCounters* counters = table.get("key", "").get();
        table.noteChanged(*counters);
        table.reset("key"); // the table was its only owner
        const auto taken = table.takeChanged();
        QCOMPARE(taken.size(), 1u);
        QCOMPARE(taken.front()->name, "key");
        QVERIFY(taken.front()->dropped);
    }

    void letsGoOfWaitingCountersAtItsEnd()
    {
        std::weak_ptr<KeyCounters> observer;
        {
            CounterTable table;
            const auto counters = table.get("key", "");
            observer = counters;
            table.noteChanged(*counters);
        }
        QVERIFY(observer.expired());
    }

    void aCopyCountsByItself()
    {
        CounterTable table, copy;
        const auto original = table.get("key", "gold");
        original->quota = CountedSince{7, 3};
        original->rate.word = CountedSince{8, 2};
        copy.copyFrom(table);
        const auto copied = copy.find("key", "gold");
        QVERIFY(copied);
        QCOMPARE(copied->quota.load(), (CountedSince{7, 3}));
        QCOMPARE(copied->rate.word.load(), (CountedSince{8, 2}));
        copied->quota = CountedSince{7, 4};
        QCOMPARE(original->quota.load().count, 3);
    }

    // Whatever interleaving: once all have counted and the last take is done, the taker has seen the final count.
    void noCountIsLostBetweenWorkersAndTheTaker()
    {
        constexpr int Workers = 4, Rounds = 20000;
        CounterTable table;
        const std::array counters{table.get("a", ""), table.get("b", ""), table.get("c", "")};
        std::map<std::string, int64_t> seen;
        const auto take = [&] {
            for (const auto& entry : table.takeChanged())
                seen[entry->name] = entry->quota.load().count;
        };
        std::atomic<int> running = Workers;
        std::vector<std::thread> workers;
        for (int i = 0; i < Workers; ++i) {
            workers.emplace_back([&] {
                for (int round = 0; round < Rounds; ++round) {
                    KeyCounters& target = *counters[static_cast<size_t>(round) % counters.size()];
                    CountedSince before = target.quota.load();
                    while (!target.quota.compare_exchange_weak(before, {1, before.count + 1})) {
                    }
                    table.noteChanged(target);
                }
                --running;
            });
        }
        while (running > 0)
            take();
        for (auto& worker : workers)
            worker.join();
        take();
        for (const auto& entry : counters)
            QCOMPARE(seen[entry->name], entry->quota.load().count);
        QCOMPARE(seen["a"] + seen["b"] + seen["c"], int64_t(Workers * Rounds));
    }
};

QTEST_GUILESS_MAIN(TestCounterTable)
#include "tst_countertable.moc"
