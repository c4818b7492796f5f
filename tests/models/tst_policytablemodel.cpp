#include "models/policytablemodel.h"

#include "models/policyfiltermodel.h"
#include "tests/support/workspacefixture.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QSignalSpy>
#include <QtTest>

using namespace gatereeve;
using models::PolicyFilterModel;
using models::PolicyTableModel;

namespace
{

struct Table {
    tests::WorkspaceFixture fixture;
    std::unique_ptr<PolicyTableModel> model;
    std::unique_ptr<QAbstractItemModelTester> tester;

    Table()
    {
        fixture.open();
        model = std::make_unique<PolicyTableModel>(*fixture.workspace);
        tester = std::make_unique<QAbstractItemModelTester>(model.get());
    }
    QModelIndex at(int row, int column) const { return model->index(row, column); }
    QString text(int row, int column) const { return at(row, column).data().toString(); }
};

} // namespace

// ui.md, the table in the middle; style/anchors.md, Models.
class TestPolicyTableModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsLimitsInWords();
    void sortsByNumbers();
    void setDataPushesACommand();
    void whatIsNotUnderstoodIsRefused();
    void partsThatAreNotEnforcedShowADash();
    void statesInWords();
    void renameKeepsTheRow();
    void followsInsertAndRemove();
    void brokenFileIsReadOnly();
    void draggedPoliciesAreDroppedAsCopies();
    void filters_data();
    void filters();
    void filterSaysWhatItDoesNotUnderstand();
};

void TestPolicyTableModel::showsLimitsInWords()
{
    const Table table;
    QCOMPARE(table.model->rowCount(), 3);
    QCOMPARE(table.text(0, PolicyTableModel::Id), QStringLiteral("gold"));
    QCOMPARE(table.text(0, PolicyTableModel::Rate), QStringLiteral("5 per second"));
    QCOMPARE(table.text(0, PolicyTableModel::Quota), QStringLiteral("1 000 per day"));
    QCOMPARE(table.text(0, PolicyTableModel::Enforces), QStringLiteral("all"));
    QCOMPARE(table.text(2, PolicyTableModel::Trial), QStringLiteral("14 days"));
    QCOMPARE(table.at(0, PolicyTableModel::Id).data(models::IdRole).toString(), QStringLiteral("gold"));
}

void TestPolicyTableModel::sortsByNumbers()
{
    Table table;
    QVERIFY(models::PolicyEditor(*table.fixture.workspace)
                .setRate({QStringLiteral("silver")}, {600, 60})
                .ok()); // 10 a second
    PolicyFilterModel sorted;
    sorted.setSourceModel(table.model.get());
    sorted.sort(PolicyTableModel::Rate, Qt::DescendingOrder);
    QCOMPARE(sorted.index(0, 0).data().toString(), QStringLiteral("silver"));
}

void TestPolicyTableModel::setDataPushesACommand()
{
    Table table;
    QSignalSpy changed(table.model.get(), &QAbstractItemModel::dataChanged);
    QVERIFY(table.model->setData(table.at(0, PolicyTableModel::Rate), QStringLiteral("10 per minute")));
    QCOMPARE(table.fixture.workspace->undoStack().undoText(), QStringLiteral("Rate of gold"));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 0);
    QCOMPARE(changed.at(0).at(1).toModelIndex().row(), 0);
    QCOMPARE(table.text(0, PolicyTableModel::Rate), QStringLiteral("10 per minute"));
    QVERIFY(table.model->setData(table.at(0, PolicyTableModel::Quota), QStringLiteral("50 per day")));
    QVERIFY(table.model->setData(table.at(0, PolicyTableModel::Trial), QStringLiteral("14 days")));
    QCOMPARE(table.fixture.policy("gold").keyExpiresIn, 1209600);
    table.fixture.workspace->undoStack().setIndex(0);
    QCOMPARE(table.text(0, PolicyTableModel::Rate), QStringLiteral("5 per second"));
}

void TestPolicyTableModel::whatIsNotUnderstoodIsRefused()
{
    Table table;
    const QSignalSpy refused(table.model.get(), &PolicyTableModel::refused);
    QVERIFY(!table.model->setData(table.at(0, PolicyTableModel::Rate), QStringLiteral("lots")));
    QVERIFY(!table.model->setData(table.at(0, PolicyTableModel::Id), QStringLiteral("silver")));
    QVERIFY(!table.model->setData(table.at(0, PolicyTableModel::State), QStringLiteral("active")));
    QCOMPARE(refused.count(), 2);
    QCOMPARE(table.fixture.workspace->undoStack().count(), 0);
}

// profiles.md, guide 8.
void TestPolicyTableModel::partsThatAreNotEnforcedShowADash()
{
    Table table;
    QVERIFY(models::PolicyEditor(*table.fixture.workspace)
                .setEnforces({QStringLiteral("gold")}, models::Partition::Quota, true)
                .ok());
    QCOMPARE(table.text(0, PolicyTableModel::Rate), QStringLiteral("—"));
    QCOMPARE(table.text(0, PolicyTableModel::Quota), QStringLiteral("1 000 per day"));
    QCOMPARE(table.text(0, PolicyTableModel::Enforces), QStringLiteral("quota"));
}

void TestPolicyTableModel::statesInWords()
{
    Table table;
    models::PolicyEditor editor(*table.fixture.workspace);
    QCOMPARE(table.text(0, PolicyTableModel::State), QStringLiteral("active"));
    QVERIFY(editor.setInactive({QStringLiteral("gold")}, true).ok());
    QCOMPARE(table.text(0, PolicyTableModel::State), QStringLiteral("denies its keys"));
    QVERIFY(editor.setActive({QStringLiteral("gold")}, false).ok());
    QCOMPARE(table.text(0, PolicyTableModel::State), QStringLiteral("not loaded"));
    QVERIFY(editor.setJson(QStringLiteral("silver"), R"({"rate": 5, "per": 0})").ok()); // guide 14: unusable
    QCOMPARE(table.text(1, PolicyTableModel::State), QStringLiteral("unusable"));
    QVERIFY(!table.at(1, PolicyTableModel::State).data(Qt::ToolTipRole).toString().isEmpty());
}

void TestPolicyTableModel::renameKeepsTheRow()
{
    Table table;
    const QPersistentModelIndex silver = table.at(1, 0);
    const QSignalSpy removed(table.model.get(), &QAbstractItemModel::rowsRemoved);
    QVERIFY(table.model->setData(table.at(1, PolicyTableModel::Id), QStringLiteral("bronze")));
    QCOMPARE(silver.data().toString(), QStringLiteral("bronze"));
    QCOMPARE(removed.count(), 0);
}

void TestPolicyTableModel::followsInsertAndRemove()
{
    Table table;
    const QSignalSpy inserted(table.model.get(), &QAbstractItemModel::rowsInserted);
    const QSignalSpy removed(table.model.get(), &QAbstractItemModel::rowsRemoved);
    const QSignalSpy reset(table.model.get(), &QAbstractItemModel::modelReset);
    models::PolicyEditor editor(*table.fixture.workspace);
    QVERIFY(editor.duplicate(QStringLiteral("gold"), QStringLiteral("gold-2")).ok());
    QCOMPARE(table.text(1, 0), QStringLiteral("gold-2"));
    QVERIFY(editor.remove({QStringLiteral("gold"), QStringLiteral("gold-2")}).ok());
    QCOMPARE(table.model->rowCount(), 2);
    table.fixture.workspace->undoStack().undo();
    QCOMPARE(table.model->rowCount(), 4);
    QCOMPARE(inserted.count(), 2);
    QCOMPARE(removed.count(), 1);
    QCOMPARE(reset.count(), 0);
}

void TestPolicyTableModel::brokenFileIsReadOnly()
{
    Table table;
    auto& workspace = *table.fixture.workspace;
    workspace.setText(*workspace.policiesFile(), "{", QStringLiteral("Typing"));
    QCOMPARE(table.model->rowCount(), 3);
    QVERIFY(!table.model->flags(table.at(0, PolicyTableModel::Rate)).testFlag(Qt::ItemIsEditable));
    QVERIFY(!table.model->setData(table.at(0, PolicyTableModel::Rate), QStringLiteral("1 per second")));
}

void TestPolicyTableModel::filters_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("rows");
    QTest::newRow("empty") << QString() << QStringLiteral("gold silver trial");
    QTest::newRow("free text") << QStringLiteral("SIL") << QStringLiteral("silver");
    QTest::newRow("name") << QStringLiteral("Gold") << QStringLiteral("gold");
    QTest::newRow("api") << QStringLiteral("api:orders") << QStringLiteral("gold silver");
    QTest::newRow("tag") << QStringLiteral("tag:paid") << QStringLiteral("gold");
    QTest::newRow("both") << QStringLiteral("api:orders silver") << QStringLiteral("silver");
    QTest::newRow("not") << QStringLiteral("-api:orders") << QStringLiteral("trial");
    QTest::newRow("trial") << QStringLiteral("is:trial") << QStringLiteral("trial");
    QTest::newRow("active") << QStringLiteral("is:active") << QStringLiteral("gold silver trial");
    QTest::newRow("unloaded") << QStringLiteral("is:unloaded") << QString();
    QTest::newRow("partitioned") << QStringLiteral("is:partitioned") << QString();
}

void TestPolicyTableModel::filters()
{
    QFETCH(QString, line);
    QFETCH(QString, rows);
    Table table;
    PolicyFilterModel filter;
    const QAbstractItemModelTester tester(&filter);
    filter.setSourceModel(table.model.get());
    filter.setFilterLine(line);
    QStringList shown;
    for (int row = 0; row < filter.rowCount(); ++row)
        shown.append(filter.index(row, 0).data().toString());
    QCOMPARE(shown.join(u' '), rows);
    QVERIFY(filter.notUnderstood().isEmpty());
}

void TestPolicyTableModel::filterSaysWhatItDoesNotUnderstand()
{
    PolicyFilterModel filter;
    filter.setFilterLine(QStringLiteral("is:actve api: gold http://x"));
    QCOMPARE(filter.notUnderstood(), (QStringList{QStringLiteral("is:actve"), QStringLiteral("api:")}));
}

void TestPolicyTableModel::draggedPoliciesAreDroppedAsCopies()
{
    Table from, to;
    const std::unique_ptr<QMimeData> data(
        from.model->mimeData({from.at(0, 0), from.at(0, 1), from.at(2, 0), from.at(2, 1)}));
    QVERIFY(data && data->hasText());
    QSignalSpy inserted(to.model.get(), &PolicyTableModel::inserted);
    QVERIFY(to.model->dropMimeData(data.get(), Qt::CopyAction, -1, -1, {}));
    QCOMPARE(to.model->rowCount(), 5);
    QCOMPARE(to.text(3, PolicyTableModel::Id), from.text(0, PolicyTableModel::Id) + QStringLiteral("-2"));
    QCOMPARE(to.text(4, PolicyTableModel::Rate), from.text(2, PolicyTableModel::Rate));
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(to.fixture.workspace->undoStack().count(), 1);

    QMimeData other;
    other.setData(PolicyTableModel::mimeType(), "{");
    QSignalSpy refused(to.model.get(), &PolicyTableModel::refused);
    QVERIFY(!to.model->dropMimeData(&other, Qt::CopyAction, -1, -1, {}));
    QCOMPARE(refused.size(), 1);
    QCOMPARE(to.model->rowCount(), 5);
}

QTEST_GUILESS_MAIN(TestPolicyTableModel)
#include "tst_policytablemodel.moc"
