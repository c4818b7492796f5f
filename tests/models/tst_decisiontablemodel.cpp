#include "models/decisiontablemodel.h"

#include "core/json/document.h"
#include "models/decisionexport.h"
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
    std::shared_ptr<const Snapshot> snapshot = snapshotOfOrders();
    DecisionList list;
    models::FilteredDecisions shown{list};
    tests::MemoryKeyStore store;
    std::unique_ptr<models::KeyList> keys;
    std::unique_ptr<DecisionTableModel> model;
    std::unique_ptr<QAbstractItemModelTester> tester;

    explicit Table(int capacity = 100)
        : list(capacity, [this](uint64_t generation, uint32_t index) {
              const bool isKnown = generation == 3 && index < snapshot->apis.size();
              return isKnown ? models::DecisionApi{QStringLiteral("orders"), QStringLiteral("Orders")}
                             : models::DecisionApi{};
          })
    {
        StoredKey key{"acme-key-0001", "acme-key-0001", {}};
        key.session.alias = "acme";
        key.session.applyPolicies = {"gold", "silver"};
        store.keys[key.name] = key;
        keys = std::make_unique<models::KeyList>(store);
        model = std::make_unique<DecisionTableModel>(
            shown, [this](uint64_t generation) { return generation == 3 ? snapshot : nullptr; }, keys.get());
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
    void outcomes_data();
    void outcomes();
    void namesKeyAndApi();
    void withoutKeyAndSnapshot();
    void traceOfARow();
    void oldestGoWhenFull();
    void clears();
    void sortsByNumbers();
    void nothingOfADecisionIsLost();
    void textsGoWithTheirRows();
    void aGenerationThatIsGoneKeepsItsNames();
    void exportsMasked();
    void exportDefusesFormulas();
    void exportOfNothing();
};

void TestDecisionTableModel::outcomes_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("check");
    QTest::addColumn<QString>("word");
    QTest::newRow("passed") << 200 << int(Check::None) << QStringLiteral("passed");
    QTest::newRow("limited") << 429 << int(Check::Rate) << QStringLiteral("limited");
    QTest::newRow("refused") << 403 << int(Check::Rights) << QStringLiteral("refused");
    QTest::newRow("failed") << 502 << int(Check::Upstream) << QStringLiteral("failed");
}

void TestDecisionTableModel::outcomes()
{
    QFETCH(int, status);
    QFETCH(int, check);
    QFETCH(QString, word);
    Table table;
    const std::array batch{decision(static_cast<uint16_t>(status), static_cast<Check>(check),
                                    status == 429 ? Cause::RateExceeded : Cause::None)};
    table.list.append(batch);
    QCOMPARE(table.text(0, DecisionTableModel::Outcome), word);
    QCOMPARE(table.model->index(0, 0).siblingAtColumn(DecisionTableModel::Outcome).data(models::RawRole).toString(),
             word);
    QCOMPARE(table.text(0, DecisionTableModel::Status), QString::number(status));
    QCOMPARE(table.text(0, DecisionTableModel::StoppedAt),
             status == 200 ? QString() : QString::fromUtf8(nameOf(static_cast<Check>(check)).data()));
}

void TestDecisionTableModel::namesKeyAndApi()
{
    Table table;
    const std::array batch{decision(200, Check::None)};
    table.list.append(batch);
    QCOMPARE(table.text(0, DecisionTableModel::Key), QStringLiteral("acme …0001"));
    QCOMPARE(table.text(0, DecisionTableModel::Policy), QStringLiteral("gold, silver"));
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

// The compact form of a million rows gives back what came in.
void TestDecisionTableModel::nothingOfADecisionIsLost()
{
    Decision full = decision(429, Check::Rate, Cause::RateExceeded);
    full.time = 1'795'615'500'123'456'789;
    full.generation = UINT64_MAX;
    full.apiIndex = 7;
    full.durationMicroseconds = UINT32_MAX;
    full.clientPort = 65535;
    full.requestOfConnection = 4'000'000'000;
    full.urlRule = -1;
    full.overlay = true;
    full.method.set(std::string(20, 'M'));
    full.path.set(std::string(121, 'p'));
    full.version.set("v2");
    full.policy.set("gold");
    full.rateCount = 6;
    full.rateMaximum = 5;
    full.rateWindow = NanosecondsPerSecond;
    full.rateEnds = full.time + 420'000'000;
    full.quotaCount = INT64_MAX;
    full.quotaMaximum = 10'000;
    full.quotaEnds = full.time + 1;
    full.expires = INT64_MAX;
    DecisionList list;
    const std::array batch{Decision{}, full, Decision{}};
    list.append(batch);
    const auto isSame = [](const Decision& a, const Decision& b) {
        const auto text = [](const auto& x, const auto& y) { return x.view() == y.view() && x.cut == y.cut; };
        return a.time == b.time && a.generation == b.generation && a.apiIndex == b.apiIndex &&
               a.durationMicroseconds == b.durationMicroseconds && a.status == b.status &&
               a.clientPort == b.clientPort && a.requestOfConnection == b.requestOfConnection &&
               a.stoppedAt == b.stoppedAt && a.cause == b.cause && a.urlRule == b.urlRule && a.overlay == b.overlay &&
               text(a.method, b.method) && text(a.path, b.path) && text(a.key, b.key) && text(a.keyTail, b.keyTail) &&
               text(a.version, b.version) && text(a.policy, b.policy) && a.rateCount == b.rateCount &&
               a.rateMaximum == b.rateMaximum && a.rateWindow == b.rateWindow && a.rateEnds == b.rateEnds &&
               a.quotaCount == b.quotaCount && a.quotaMaximum == b.quotaMaximum && a.quotaEnds == b.quotaEnds &&
               a.expires == b.expires;
    };
    for (int row = 0; row < 3; ++row)
        QVERIFY(isSame(list.at(row), batch[static_cast<size_t>(row)]));
}

void TestDecisionTableModel::textsGoWithTheirRows()
{
    DecisionList list(2);
    for (int i = 0; i < 10; ++i) {
        Decision one = decision(200, Check::None);
        one.path.set("/orders/" + std::to_string(i));
        one.key.set("key" + std::to_string(i % 3));
        list.append({&one, 1});
    }
    QCOMPARE(list.paths().size(), size_t(2));
    QCOMPARE(list.subjects().size(), size_t(2));
    QCOMPARE(list.at(0).path.view(), "/orders/8");
    QCOMPARE(list.at(1).path.view(), "/orders/9");
    QCOMPARE(list.firstNumber(), uint64_t(8));
    list.clear();
    QCOMPARE(list.paths().size(), size_t(0));
    QCOMPARE(list.firstNumber(), uint64_t(10));
}

void TestDecisionTableModel::aGenerationThatIsGoneKeepsItsNames()
{
    Table table;
    const std::array batch{decision(200, Check::None)};
    table.list.append(batch);
    table.snapshot = SnapshotCompiler::compile({});
    QCOMPARE(table.text(0, DecisionTableModel::Api), QStringLiteral("Orders"));
}

void TestDecisionTableModel::exportsMasked()
{
    Table table;
    Decision limited = decision(429, Check::Rate, Cause::RateExceeded);
    limited.time = 1'795'615'500 * NanosecondsPerSecond;
    limited.durationMicroseconds = 400;
    limited.rateMaximum = limited.rateCount = 5;
    limited.rateWindow = NanosecondsPerSecond;
    limited.policy.set("gold");
    const models::DecisionApi api{QStringLiteral("orders"), QStringLiteral("Orders")};
    models::DecisionExport csv(models::ExportFormat::Csv, table.keys.get());
    csv.add(limited, api);
    const QString text = QString::fromStdString(csv.take());
    QCOMPARE(text, QStringLiteral("time,outcome,status,method,path,api,alias,key,stopped_by,why,policies,duration_us,"
                                  "generation\r\n2026-11-25T14:05:00Z,limited,429,GET,/orders/7,Orders,acme,…0001,rate,"
                                  "\"6th call within 1 s, allowed 5\",gold,400,3\r\n"));
    models::DecisionExport json(models::ExportFormat::Json, table.keys.get());
    json.add(limited, api);
    json.add(decision(200, Check::None), api);
    const std::string list = json.take();
    QVERIFY(!QString::fromStdString(list).contains(QStringLiteral("acme-key"))); // no more of it than four characters
    const auto document = json::Document::parse(list);
    QVERIFY(document.ok());
    QCOMPARE(document->root().size(), size_t(2));
}

// As aliases are in models/aliaslist.h: paths come from anybody.
void TestDecisionTableModel::exportDefusesFormulas()
{
    Decision evil = decision(404, Check::Route, Cause::NoListenPath);
    evil.method.set("=1+1");
    evil.path.set("@SUM(A1),\"x\"");
    models::DecisionExport csv(models::ExportFormat::Csv, nullptr);
    csv.add(evil, {QStringLiteral("id"), QStringLiteral("-2")});
    const QString text = QString::fromStdString(csv.take());
    QVERIFY(text.contains(QStringLiteral(",'=1+1,\"'@SUM(A1),\"\"x\"\"\",'-2,")));
}

void TestDecisionTableModel::exportOfNothing()
{
    models::DecisionExport csv(models::ExportFormat::Csv, nullptr), json(models::ExportFormat::Json, nullptr);
    QVERIFY(QString::fromStdString(csv.take()).startsWith(QStringLiteral("time,outcome")));
    QCOMPARE(json.take(), "[]\n");
}

QTEST_GUILESS_MAIN(TestDecisionTableModel)
#include "tst_decisiontablemodel.moc"
