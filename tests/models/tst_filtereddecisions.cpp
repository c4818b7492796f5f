#include "models/filtereddecisions.h"

#include "models/decisiontablemodel.h"
#include "models/keylist.h"
#include "tests/support/memorykeystore.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace gatereeve;
using namespace gatereeve::models;
using namespace Qt::StringLiterals;

namespace
{

Decision decision(int number)
{
    Decision decision;
    decision.time = number;
    decision.generation = number < 50 ? 3 : 4;
    decision.apiIndex = number % 2 == 0 ? 0 : 1;
    decision.method.set(number % 5 == 0 ? "POST" : "GET");
    decision.path.set((number % 2 == 0 ? "/orders/" : "/users/") + std::to_string(number));
    decision.key.set(number % 3 == 0 ? "acme-key-c41f" : "bolt-key-9d02");
    decision.keyTail.set(number % 3 == 0 ? "c41f" : "9d02");
    decision.status = 200;
    if (number % 10 == 0) {
        decision.status = 429;
        decision.stoppedAt = Check::Rate;
        decision.cause = Cause::RateExceeded;
        decision.policy.set("trial");
    } else if (number % 10 == 1) {
        decision.status = 403;
        decision.stoppedAt = Check::PathList;
        decision.cause = Cause::PathForbidden;
    }
    return decision;
}

std::vector<Decision> decisions(int from, int count)
{
    std::vector<Decision> made;
    for (int i = 0; i < count; ++i)
        made.push_back(decision(from + i));
    return made;
}

struct Traffic {
    DecisionList list;
    FilteredDecisions shown{list};
    tests::MemoryKeyStore store;
    std::unique_ptr<KeyList> keys;
    DecisionTableModel model{shown, [](uint64_t) { return nullptr; }, nullptr};
    std::unique_ptr<QAbstractItemModelTester> tester = std::make_unique<QAbstractItemModelTester>(&model);

    explicit Traffic(int count = 100, int capacity = 1000)
        : list(capacity, [](uint64_t, uint32_t index) {
              return index == 0 ? DecisionApi{u"orders"_s, u"Orders"_s} : DecisionApi{u"users"_s, u"Users"_s};
          })
    {
        StoredKey key{"acme-key-c41f", "acme-key-c41f", {}};
        key.session.alias = "Acme trial";
        key.session.applyPolicies = {"gold"};
        store.keys[key.name] = key;
        keys = std::make_unique<KeyList>(store);
        list.append(decisions(0, count));
    }
    void filter(const QString& line)
    {
        shown.setFilter(DecisionFilter(line, keys.get()));
        QTRY_VERIFY(!shown.isFiltering());
    }
    QList<int> rows() const
    {
        QList<int> numbers;
        for (int row = 0; row < shown.rowCount(); ++row)
            numbers.append(static_cast<int>(shown.at(row).time));
        return numbers;
    }
};

QList<int> numbersWhere(int count, const std::function<bool(int)>& fits)
{
    QList<int> numbers;
    for (int i = 0; i < count; ++i) {
        if (fits(i))
            numbers.append(i);
    }
    return numbers;
}

} // namespace

// The traffic's filter line, and what the table is given when rows come, go and wait.
class TestFilteredDecisions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void terms_data();
    void terms();
    void whatIsNotUnderstood_data();
    void whatIsNotUnderstood();
    void newRowsAreFiltered();
    void oldRowsGo();
    void aTextWithAFormerIdIsLookedAtAnew();
    void waitsWhilePaused();
    void clearsAndFiltersWhilePaused();
    void aPauseLongerThanTheListHolds();
    void whatWasShownStaysUntilTheFilterIsThrough();
    void rowsAreFoundByNumber();
};

void TestFilteredDecisions::terms_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QList<int>>("rows");
    const auto row = [](const char* line, const std::function<bool(int)>& fits) {
        QTest::newRow(line) << QString::fromUtf8(line) << numbersWhere(100, fits);
    };
    const auto limited = [](int i) { return i % 10 == 0; };
    const auto refused = [](int i) { return i % 10 == 1; };
    row("", [](int) { return true; });
    row("status:429", limited);
    row("status:4xx", [&](int i) { return limited(i) || refused(i); });
    row("-status:200", [&](int i) { return limited(i) || refused(i); });
    row("is:limited", limited);
    row("is:refused", refused);
    row("IS:Passed", [&](int i) { return !limited(i) && !refused(i); });
    row("is:failed", [](int) { return false; });
    row("check:rate", limited);
    row("check:path-list", refused);
    row("key:acme", [](int i) { return i % 3 == 0; });
    row("key:C41F", [](int i) { return i % 3 == 0; });
    row("key:…9d02", [](int i) { return i % 3 != 0; });
    row("-key:acme", [](int i) { return i % 3 != 0; });
    row("key:acme-key", [](int) { return false; }); // a key is never found by more of it than is shown
    row("policy:gold", [&](int i) { return i % 3 == 0 && !limited(i); });
    row("policy:trial", limited);
    row("method:post", [](int i) { return i % 5 == 0; });
    row("method:pos", [](int) { return false; });
    row("path:/orders", [](int i) { return i % 2 == 0; });
    row("path:/ORDERS/42", [](int i) { return i == 42; });
    row("api:Orders", [](int i) { return i % 2 == 0; });
    row("api:users", [](int i) { return i % 2 == 1; });
    row("generation:4", [](int i) { return i >= 50; });
    row("acme", [](int i) { return i % 3 == 0; });
    row("users/7", [](int i) { return i == 7 || i == 71 || i == 73 || i == 75 || i == 77 || i == 79; });
    row("429", limited);
    row("429 key:acme path:/orders api:orders is:limited check:rate method:POST",
        [&](int i) { return limited(i) && i % 3 == 0; });
    row("-users -429", [&](int i) { return i % 2 == 0 && !limited(i); });
}

void TestFilteredDecisions::terms()
{
    QFETCH(QString, line);
    QFETCH(QList<int>, rows);
    Traffic traffic;
    traffic.filter(line);
    QCOMPARE(traffic.rows(), rows);
    QVERIFY(traffic.shown.filter().notUnderstood().isEmpty());
}

void TestFilteredDecisions::whatIsNotUnderstood_data()
{
    QTest::addColumn<QString>("word");
    for (const char* word : {"status:42", "status:abc", "is:slow", "check:nothing", "generation:x", "key:", "path:"})
        QTest::newRow(word) << QString::fromUtf8(word);
}

void TestFilteredDecisions::whatIsNotUnderstood()
{
    QFETCH(QString, word);
    const DecisionFilter filter(u"GET "_s + word);
    QCOMPARE(filter.notUnderstood(), QStringList{word});
    QVERIFY(DecisionFilter(u"http://x"_s).notUnderstood().isEmpty()); // no prefix of ours
}

void TestFilteredDecisions::newRowsAreFiltered()
{
    Traffic traffic(30);
    traffic.filter(u"is:limited"_s);
    QCOMPARE(traffic.rows(), (QList<int>{0, 10, 20}));
    const QSignalSpy inserted(&traffic.model, &QAbstractItemModel::rowsInserted);
    const QSignalSpy reset(&traffic.model, &QAbstractItemModel::modelReset);
    traffic.list.append(decisions(30, 25));
    QCOMPARE(traffic.rows(), (QList<int>{0, 10, 20, 30, 40, 50}));
    traffic.list.append(decisions(61, 5));
    QCOMPARE(inserted.count(), 1); // a batch at a time, and nothing for what does not fit
    QCOMPARE(reset.count(), 0);
}

void TestFilteredDecisions::oldRowsGo()
{
    Traffic traffic(100, 100);
    traffic.filter(u"is:limited"_s);
    traffic.list.append(decisions(100, 15));
    QCOMPARE(traffic.rows(), (QList<int>{20, 30, 40, 50, 60, 70, 80, 90, 100, 110}));
    traffic.filter({});
    QCOMPARE(traffic.rows().front(), 15);
    traffic.list.append(decisions(115, 500)); // more than it holds
    QCOMPARE(traffic.rows().size(), 100);
    QCOMPARE(traffic.rows().back(), 614);
}

void TestFilteredDecisions::aTextWithAFormerIdIsLookedAtAnew()
{
    Traffic traffic(0, 1);
    traffic.filter(u"path:/orders"_s);
    for (int i = 0; i < 6; ++i) {
        traffic.list.append(decisions(i, 1));
        QCOMPARE(traffic.shown.rowCount(), i % 2 == 0 ? 1 : 0);
    }
    traffic.list.append(decisions(6, 1));
    traffic.list.clear();
    traffic.list.append(decisions(7, 1));
    QCOMPARE(traffic.shown.rowCount(), 0);
}

void TestFilteredDecisions::waitsWhilePaused()
{
    Traffic traffic(10);
    traffic.shown.setPaused(true);
    traffic.list.append(decisions(10, 7));
    traffic.list.append(decisions(17, 3));
    QCOMPARE(traffic.shown.rowCount(), 10);
    QCOMPARE(traffic.shown.waiting(), 10);
    traffic.shown.setPaused(false);
    QCOMPARE(traffic.shown.waiting(), 0);
    QCOMPARE(traffic.rows(), numbersWhere(20, [](int) { return true; }));
}

void TestFilteredDecisions::clearsAndFiltersWhilePaused()
{
    Traffic traffic(20);
    traffic.shown.setPaused(true);
    traffic.list.append(decisions(20, 20));
    traffic.filter(u"is:limited"_s);
    QCOMPARE(traffic.rows(), (QList<int>{0, 10}));
    traffic.list.clear();
    QCOMPARE(traffic.shown.waiting(), 0);
    traffic.list.append(decisions(40, 20));
    QCOMPARE(traffic.shown.rowCount(), 0);
    QCOMPARE(traffic.shown.waiting(), 20);
    traffic.shown.setPaused(false);
    QTRY_COMPARE(traffic.rows(), (QList<int>{40, 50}));
}

void TestFilteredDecisions::aPauseLongerThanTheListHolds()
{
    Traffic traffic(10, 20);
    traffic.shown.setPaused(true);
    for (int i = 10; i < 100; i += 10)
        traffic.list.append(decisions(i, 10));
    QCOMPARE(traffic.shown.rowCount(), 0);
    QCOMPARE(traffic.shown.waiting(), 20);
    traffic.shown.setPaused(false);
    QCOMPARE(traffic.rows(), numbersWhere(100, [](int i) { return i >= 80; }));
}

void TestFilteredDecisions::whatWasShownStaysUntilTheFilterIsThrough()
{
    Traffic traffic(0, 30'000);
    traffic.tester.reset(); // looks at every row each time
    for (int i = 0; i < 30'000; i += 1000)
        traffic.list.append(decisions(i, 1000));
    const QSignalSpy reset(&traffic.model, &QAbstractItemModel::modelReset);
    traffic.shown.setFilter(DecisionFilter(u"is:limited"_s));
    QVERIFY(traffic.shown.isFiltering());
    QCOMPARE(traffic.shown.rowCount(), 30'000);
    traffic.shown.setFilter(DecisionFilter(u"is:refused"_s)); // the former is given up
    traffic.list.append(decisions(30'000, 10'000));           // meanwhile some come and others go
    QCOMPARE(traffic.shown.rowCount(), 20'000);
    QTRY_VERIFY(!traffic.shown.isFiltering());
    QCOMPARE(reset.count(), 1);
    QCOMPARE(traffic.shown.rowCount(), 3'000);
    QCOMPARE(traffic.rows().front(), 10'001);
    QCOMPARE(traffic.rows().back(), 39'991);
}

void TestFilteredDecisions::rowsAreFoundByNumber()
{
    Traffic traffic(100);
    QCOMPARE(traffic.shown.rowOf(42), 42);
    traffic.filter(u"is:limited"_s);
    QCOMPARE(traffic.shown.rowOf(40), 4);
    QCOMPARE(traffic.shown.number(4), uint64_t(40));
    QCOMPARE(traffic.shown.rowOf(42), -1);
    QCOMPARE(traffic.shown.rowOf(100), -1);
    traffic.list.clear();
    QCOMPARE(traffic.shown.rowOf(40), -1);
}

QTEST_GUILESS_MAIN(TestFilteredDecisions)
#include "tst_filtereddecisions.moc"
