#include "models/apitablemodel.h"

#include "tests/support/workspacefixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace gatereeve;
using models::ApiTableModel;

// Issue 2, ui: APIs (list and details).
class TestApiTableModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsDefinitions();
    void brokenFileIsARow();
    void echoIsSaid();
};

void TestApiTableModel::showsDefinitions()
{
    tests::WorkspaceFixture fixture;
    fixture.write("/w/apps/status.json", R"({"api_id": "status", "active": false, "use_keyless": true,
        "version_data": {"not_versioned": true}, "proxy": {"listen_path": "/status/", "target_url": "http://127.0.0.1:9/"}})");
    fixture.open();
    ApiTableModel model(*fixture.workspace);
    const QAbstractItemModelTester tester(&model);
    const auto text = [&](int row, int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(text(0, ApiTableModel::Name), QStringLiteral("Orders"));
    QCOMPARE(text(0, ApiTableModel::ListenPath), QStringLiteral("/orders/"));
    QCOMPARE(text(0, ApiTableModel::Versions), QStringLiteral("v1, v2"));
    QCOMPARE(text(0, ApiTableModel::Protection), QStringLiteral("token"));
    QCOMPARE(text(0, ApiTableModel::State), QStringLiteral("served"));
    QCOMPARE(text(1, ApiTableModel::Name), QStringLiteral("status"));
    QCOMPARE(text(1, ApiTableModel::Versions), QStringLiteral("Default"));
    QCOMPARE(text(1, ApiTableModel::Protection), QStringLiteral("keyless"));
    QCOMPARE(text(1, ApiTableModel::State), QStringLiteral("not active"));
    QCOMPARE(model.index(1, 0).data(models::IdRole).toString(), QStringLiteral("status"));
}

void TestApiTableModel::brokenFileIsARow()
{
    tests::WorkspaceFixture fixture;
    fixture.write("/w/apps/broken.json", "{\"api_id\": ");
    fixture.open();
    ApiTableModel model(*fixture.workspace);
    const QAbstractItemModelTester tester(&model);
    QCOMPARE(model.index(0, ApiTableModel::Name).data().toString(), QStringLiteral("broken.json"));
    QVERIFY(model.index(0, ApiTableModel::State).data().toString().startsWith(QStringLiteral("broken")));
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    auto& workspace = *fixture.workspace;
    workspace.setText(*workspace.apiFiles().front(), R"({"api_id": "mended", "active": true})",
                      QStringLiteral("Typing"));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(model.index(0, ApiTableModel::ApiId).data().toString(), QStringLiteral("mended"));
}

void TestApiTableModel::echoIsSaid()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    ApiTableModel model(*fixture.workspace);
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QVERIFY(fixture.workspace->setEchoUpstream(true).ok());
    QCOMPARE(changed.count(), 1);
    QVERIFY(model.index(0, ApiTableModel::Target)
                .data()
                .toString()
                .startsWith(QStringLiteral("echo, instead of http://127.0.0.1:9/")));
}

QTEST_GUILESS_MAIN(TestApiTableModel)
#include "tst_apitablemodel.moc"
