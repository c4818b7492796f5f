// The table of keys that workers decide on: DESIGN decision 5 (no lock between different keys), and contracts.md, Files
// of a workspace: a change is answered only when no worker uses the former record any more.

#include "gateway/store/state.h"

#include <QTest>

#include <thread>

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

class TestKeyTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatWasPut()
    {
        KeyTable table;
        table.put(key("one", "first"));
        const auto record = table.find("one");
        QVERIFY(record);
        QCOMPARE(record->session().alias, "first");
        QVERIFY(!table.find("two"));
    }

    // Members that few keys have are kept apart.
    void givesBackEveryMember()
    {
        StoredKey usual = key("usual", "alias");
        usual.text = "text";
        usual.session.expires = -1;
        usual.session.rate = 0.5;
        usual.session.quotaMax = 9007199254740993;
        usual.session.isInactive = true;
        usual.session.applyPolicies = {"gold", "silver"};
        usual.session.tags = {"a"};
        usual.session.metaData["team"] = "\"red\"";
        usual.session.accessRights["orders"].versions = {"v1"};
        StoredKey odd = usual;
        odd.name = "odd";
        odd.session.hmacString = "secret";
        odd.session.oauthKeys["client"] = "key";
        odd.session.smoothing.emplace();
        odd.session.unknown["note"] = "{}";
        KeyTable table;
        for (const StoredKey& one : {usual, odd}) {
            table.put(one);
            QCOMPARE(table.find(one.name)->key(), one);
            QCOMPARE(table.find(one.name)->session(), one.session);
        }
    }

    void marksTheFormerRecordWhenAKeyIsReplaced()
    {
        KeyTable table;
        table.put(key("one", "first"));
        const auto former = table.find("one");
        QVERIFY(!former->replaced);
        table.put(key("one", "second"));
        QVERIFY(former->replaced);
        QCOMPARE(former->session().alias, "first"); // who holds it may finish
        QCOMPARE(table.find("one")->session().alias, "second");
        QVERIFY(!table.find("one")->replaced);
        QCOMPARE(table.size(), 1u);
    }

    void marksTheFormerRecordWhenAKeyIsRemoved()
    {
        KeyTable table;
        table.put(key("one"));
        const auto former = table.find("one");
        QVERIFY(table.remove("one"));
        QVERIFY(former->replaced);
        QVERIFY(!table.find("one"));
        QVERIFY(!table.remove("one"));
    }

    void listsAllShardsSortedByName()
    {
        KeyTable table;
        for (int i = 999; i >= 0; --i)
            table.put(key(std::to_string(1000 + i)));
        const auto keys = table.all();
        QCOMPARE(keys.size(), 1000u);
        QVERIFY(std::is_sorted(keys.begin(), keys.end(), [](auto& a, auto& b) { return a->name < b->name; }));
        QCOMPARE(table.size(), 1000u);
    }

    void aCopyHasRecordsOfItsOwn()
    {
        KeyTable table, copy;
        StoredKey stored = key("one", "alias");
        stored.text = "text";
        stored.session.hmacString = "kept apart";
        table.put(stored);
        copy.copyFrom(table);
        const auto original = table.find("one"), copied = copy.find("one");
        copy.remove("one");
        QVERIFY(copied->replaced);
        QVERIFY(!original->replaced);
        QVERIFY(table.find("one"));
        copy.copyFrom(table);
        const auto second = copy.find("one");
        table.put(key("one", "later"));
        QVERIFY(original->replaced);
        QVERIFY(!second->replaced);
        QCOMPARE(second->key(), stored);
    }

    void keepsOddBytesOfNames()
    {
        KeyTable table;
        const std::string odd("a\0b\xff'\"\n", 7);
        table.put(key(odd));
        QVERIFY(table.find(odd));
        QVERIFY(!table.find("a"));
    }

    // A reader that looks at `replaced` after finding a record never keeps one that a finished put has replaced.
    void readersNeverKeepAReplacedRecord()
    {
        KeyTable table;
        table.put(key("one", "0"));
        std::atomic<int> published = 0;
        std::atomic<bool> stale = false;
        std::vector<std::thread> readers;
        for (int i = 0; i < 4; ++i) {
            readers.emplace_back([&] {
                std::shared_ptr<const KeyRecord> held;
                while (published < 2000) {
                    const int atLeast = published;
                    if (!held || held->replaced)
                        held = table.find("one");
                    if (std::stoi(held->session().alias) < atLeast)
                        stale = true;
                }
            });
        }
        for (int i = 1; i <= 2000; ++i) {
            table.put(key("one", std::to_string(i)));
            published = i;
        }
        for (auto& reader : readers)
            reader.join();
        QVERIFY(!stale);
    }
};

QTEST_GUILESS_MAIN(TestKeyTable)
#include "tst_keytable.moc"
