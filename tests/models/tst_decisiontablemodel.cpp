#include "models/decisiontablemodel.h"

#include "models/keylist.h"
#include "tests/support/memorykeystore.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace gatereeve;
using models::DecisionList;
using models::DecisionTableModel;

namespace
{

Decision decision(uint16_t status, Check stoppedAt, Cause cause = Cause::None)
{
    Decision decision;
    decision.status = status;
    decision.stoppedAt = stoppedAt;
    decision.cause = cause;
    decision.generation = 3;
    decision.apiIndex = 0;
    decision.method.set("GET");
    decision.path.set("/orders/7");
    decision.key.set("acme-key-0001");
    decision.keyTail.set("0001");
    return decision;
}

std::shared_ptr<const Snapshot> snapshotOfOrders()
{
    ApiDefinition api;
    api.fileName = "orders.json";
    api.apiId = "orders";
    api.name = "Orders";
    api.active = true;
    api.useStandardAuth = true;
    api.listenPath = "/orders/";
    api.targetUrl = "http://127.0.0.1:9/";
    SnapshotInput input;
    input.generation = 3;
    input.apis = {api};
    return SnapshotCompiler::compile(std::move(input));
}

struct Table {
    DecisionList list;
    tests::MemoryKeyStore store;
    std::unique_ptr<models::KeyList> keys;
    std::shared_ptr<const Snapshot> snapshot = snapshotOfOrders();
    std::unique_ptr<DecisionTableModel> model;
    std::unique_ptr<QAbstractItemModelTester> tester;

    explicit Table(int capacity = 100) : list(capacity)
    {
        StoredKey key{"acme-key-0001", "acme-key-0001", {}};
        key.session.alias = "acme";
        store.keys[key.name] = key;
        keys = std::make_unique<models::KeyList>(store);
        model = std::make_unique<DecisionTableModel>(
            list, [this](uint64_t generation) { return generation == 3 ? snapshot : nullptr; }, keys.get());
        tester = std::make_unique<QAbstractItemModelTester>(model.get());
    }
    QString text(int row, int column) const { return model->index(row, column).data().toString(); }
};

} // namespace

// ui.md, Try: results as rows with a mark and a word; under the selected row the trace.
class TestDecisionTableModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void markAndWord_data();
    void markAndWord();
    void namesKeyAndApi();
    void withoutKeyAndSnapshot();
    void traceOfARow();
    void oldestGoWhenFull();
    void clears();
    void sortsByNumbers();
};

void TestDecisionTableModel::markAndWord_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("check");
    QTest::addColumn<QString>("mark");
    QTest::addColumn<QString>("word");
    QTest::newRow("passed") << 200 << int(Check::None) << QStringLiteral("✓") << QStringLiteral("passed");
    QTest::newRow("limited") << 429 << int(Check::Rate) << QStringLiteral("⏳") << QStringLiteral("limited");
    QTest::newRow("refused") << 403 << int(Check::Rights) << QStringLiteral("✗") << QStringLiteral("refused");
    QTest::newRow("failed") << 502 << int(Check::Upstream) << QStringLiteral("!") << QStringLiteral("failed");
}

void TestDecisionTableModel::markAndWord()
{
    QFETCH(int, status);
    QFETCH(int, check);
    QFETCH(QString, mark);
    QFETCH(QString, word);
    Table table;
    const std::array batch{decision(static_cast<uint16_t>(status), static_cast<Check>(check),
                                    status == 429 ? Cause::RateExceeded : Cause::None)};
    table.list.append(batch);
    QCOMPARE(table.text(0, DecisionTableModel::Outcome), word);
    QCOMPARE(table.model->index(0, 0).data(DecisionTableModel::MarkRole).toString(), mark);
    QCOMPARE(table.text(0, DecisionTableModel::Status), QString::number(status));
    QVERIFY(!table.text(0, DecisionTableModel::Why).isEmpty());
}

void TestDecisionTableModel::namesKeyAndApi()
{
    Table table;
    const std::array batch{decision(200, Check::None)};
    table.list.append(batch);
    QCOMPARE(table.text(0, DecisionTableModel::Key), QStringLiteral("acme"));
    QCOMPARE(table.text(0, DecisionTableModel::Api), QStringLiteral("Orders"));
    QCOMPARE(table.text(0, DecisionTableModel::Generation), QStringLiteral("3"));
}

void TestDecisionTableModel::withoutKeyAndSnapshot()
{
    Table table;
    Decision old = decision(200, Check::None);
    old.generation = 1; // its snapshot is no longer kept
    old.key.set("other-key-0009");
    old.keyTail.set("0009");
    old.path.set(std::string(200, 'x'));
    const std::array batch{old, Decision{}};
    table.list.append(batch);
    QCOMPARE(table.text(0, DecisionTableModel::Key), QStringLiteral("…0009"));
    QCOMPARE(table.text(0, DecisionTableModel::Api), QString());
    QVERIFY(table.text(0, DecisionTableModel::Path).endsWith(u'…'));
    QCOMPARE(table.text(1, DecisionTableModel::Key), QString());
}

void TestDecisionTableModel::traceOfARow()
{
    Table table;
    Decision limited = decision(429, Check::Rate, Cause::RateExceeded);
    limited.rateCount = limited.rateMaximum = 5;
    limited.rateWindow = NanosecondsPerSecond;
    const std::array batch{decision(200, Check::None), limited};
    table.list.append(batch);
    const Trace trace = table.model->trace(1);
    QVERIFY(!trace.steps.empty());
    QCOMPARE(trace.steps.back().check, Check::Rate);
    QCOMPARE(trace.steps.back().mark, TraceStep::Mark::Stopped);
}

void TestDecisionTableModel::oldestGoWhenFull()
{
    Table table(3);
    const QSignalSpy inserted(table.model.get(), &QAbstractItemModel::rowsInserted);
    const QSignalSpy removed(table.model.get(), &QAbstractItemModel::rowsRemoved);
    const std::vector first(2, decision(200, Check::None)), second(2, decision(403, Check::Rights)),
        flood(10, decision(429, Check::Rate));
    table.list.append(first);
    table.list.append(second);
    QCOMPARE(table.model->rowCount(), 3);
    QCOMPARE(table.text(0, DecisionTableModel::Status), QStringLiteral("200"));
    QCOMPARE(table.text(2, DecisionTableModel::Status), QStringLiteral("403"));
    table.list.append(flood);
    QCOMPARE(table.model->rowCount(), 3);
    QCOMPARE(table.text(0, DecisionTableModel::Status), QStringLiteral("429"));
    table.list.append({});
    QCOMPARE(inserted.count(), 3);
    QCOMPARE(removed.count(), 2);
}

void TestDecisionTableModel::clears()
{
    Table table;
    const std::array batch{decision(200, Check::None)};
    table.list.append(batch);
    const QSignalSpy reset(table.model.get(), &QAbstractItemModel::modelReset);
    table.list.clear();
    QCOMPARE(table.model->rowCount(), 0);
    QCOMPARE(reset.count(), 1);
}

void TestDecisionTableModel::sortsByNumbers()
{
    Table table;
    Decision slow = decision(200, Check::None);
    slow.durationMicroseconds = 1500;
    const std::array batch{slow};
    table.list.append(batch);
    QCOMPARE(table.model->index(0, DecisionTableModel::Duration).data(models::SortRole).toUInt(), 1500u);
    QCOMPARE(table.model->index(0, DecisionTableModel::Status).data(models::SortRole).toInt(), 200);
}

QTEST_GUILESS_MAIN(TestDecisionTableModel)
#include "tst_decisiontablemodel.moc"
