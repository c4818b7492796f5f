#include "models/accessrightstreemodel.h"

#include "models/keyrights.h"
#include "models/policyrights.h"
#include "tests/support/workspacefixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace gatereeve;
using models::AccessRightsTreeModel;
using Kind = AccessRightsTreeModel::NodeKind;

namespace
{

// The rights of the policy gold, or of a key with the same rights.
struct Tree {
    tests::WorkspaceFixture fixture;
    std::unique_ptr<models::AccessRightsTarget> target;
    std::unique_ptr<AccessRightsTreeModel> model;
    std::unique_ptr<QAbstractItemModelTester> tester;

    explicit Tree(bool ofKey)
    {
        fixture.addKey("k1", {});
        fixture.keys.keys["k1"].session.accessRights["orders"] = {
            .apiId = "orders",
            .versions = {"v1"},
            .allowedUrls = {{"/orders/.*", {"GET", "POST"}}, {"/status", {"GET"}}}};
        fixture.open();
        if (ofKey)
            target = std::make_unique<models::KeyRights>(*fixture.workspace, QStringLiteral("k1"));
        else
            target = std::make_unique<models::PolicyRights>(*fixture.workspace, QStringLiteral("gold"));
        model = std::make_unique<AccessRightsTreeModel>(*fixture.workspace);
        tester = std::make_unique<QAbstractItemModelTester>(model.get());
        model->setTarget(target.get());
    }
    QModelIndex api(const QString& id = QStringLiteral("orders")) const { return model->indexOfApi(id); }
    // "v1 v2 /orders/.* /status"
    QString children(const QModelIndex& parent) const
    {
        QStringList names;
        for (int row = 0; row < model->rowCount(parent); ++row)
            names.append(model->index(row, 0, parent).data().toString());
        return names.join(u' ');
    }
    QModelIndex child(const QModelIndex& parent, const QString& name, int column = 0) const
    {
        for (int row = 0; row < model->rowCount(parent); ++row) {
            if (model->index(row, 0, parent).data().toString() == name)
                return model->index(row, column, parent);
        }
        return {};
    }
    AccessRight right() const { return target->rights().at("orders"); }
    bool isChecked(const QModelIndex& index) const { return index.data(Qt::CheckStateRole).toInt() == Qt::Checked; }
};

} // namespace

// Issue 2, models: access rights tree (API → version → URL → methods), the same for a policy and for a key.
class TestAccessRightsTreeModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void showsApisVersionsUrlsMethods();
    void checkingAVersionGrantsIt();
    void checkingAMethodGrantsIt();
    void revokingAndGrantingAnApi();
    void editingAUrlKeepsItsRow();
    void addingAndRemovingUrls();
    void ownLimit();
    void undefinedOnesAreShown();
    void whatIsNotUnderstoodIsRefused();
    void ofAPolicyThatIsRenamedAndDeleted();
    void targetMayGo();
};

void TestAccessRightsTreeModel::initTestCase_data()
{
    QTest::addColumn<bool>("ofKey");
    QTest::newRow("policy") << false;
    QTest::newRow("key") << true;
}

void TestAccessRightsTreeModel::showsApisVersionsUrlsMethods()
{
    QFETCH_GLOBAL(bool, ofKey);
    const Tree tree(ofKey);
    QCOMPARE(tree.children({}), QStringLiteral("Orders"));
    QCOMPARE(tree.children(tree.api()), QStringLiteral("v1 v2 /orders/.* /status"));
    QVERIFY(tree.isChecked(tree.api()));
    QVERIFY(tree.isChecked(tree.child(tree.api(), QStringLiteral("v1"))));
    QVERIFY(!tree.isChecked(tree.child(tree.api(), QStringLiteral("v2"))));
    QCOMPARE(tree.api().siblingAtColumn(AccessRightsTreeModel::Access).data().toString(), QStringLiteral("2 URLs"));
    const QModelIndex url = tree.child(tree.api(), QStringLiteral("/orders/.*"));
    QCOMPARE(url.siblingAtColumn(AccessRightsTreeModel::Access).data().toString(), QStringLiteral("GET POST"));
    QVERIFY(tree.isChecked(tree.child(url, QStringLiteral("POST"))));
    QVERIFY(!tree.isChecked(tree.child(url, QStringLiteral("DELETE"))));
}

void TestAccessRightsTreeModel::checkingAVersionGrantsIt()
{
    QFETCH_GLOBAL(bool, ofKey);
    Tree tree(ofKey);
    QSignalSpy changed(tree.model.get(), &QAbstractItemModel::dataChanged);
    const QSignalSpy inserted(tree.model.get(), &QAbstractItemModel::rowsInserted);
    const QModelIndex version = tree.child(tree.api(), QStringLiteral("v2"));
    QVERIFY(tree.model->setData(version, Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(tree.right().versions, (std::vector<std::string>{"v1", "v2"}));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.at(0).at(0).toModelIndex(), version);
    QCOMPARE(inserted.count(), 0);
    QCOMPARE(tree.fixture.workspace->undoStack().count(), 1);
    tree.fixture.workspace->undoStack().undo();
    QVERIFY(!tree.isChecked(version));
}

void TestAccessRightsTreeModel::checkingAMethodGrantsIt()
{
    QFETCH_GLOBAL(bool, ofKey);
    Tree tree(ofKey);
    const QModelIndex url = tree.child(tree.api(), QStringLiteral("/status"));
    QVERIFY(tree.model->setData(tree.child(url, QStringLiteral("PUT")), Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(tree.right().allowedUrls[1].methods, (std::vector<std::string>{"GET", "PUT"}));
    QVERIFY(tree.model->setData(tree.child(url, QStringLiteral("GET")), Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(tree.right().allowedUrls[1].methods, (std::vector<std::string>{"PUT"}));
    QVERIFY(tree.model->setData(url.siblingAtColumn(AccessRightsTreeModel::Access), QStringLiteral("get lock")));
    QCOMPARE(tree.right().allowedUrls[1].methods, (std::vector<std::string>{"GET", "LOCK"}));
    QVERIFY(tree.isChecked(tree.child(url, QStringLiteral("LOCK"))));
    QCOMPARE(tree.right().allowedUrls[0].methods.size(), 2u);
}

void TestAccessRightsTreeModel::revokingAndGrantingAnApi()
{
    QFETCH_GLOBAL(bool, ofKey);
    Tree tree(ofKey);
    const QPersistentModelIndex api = tree.api();
    QVERIFY(tree.model->setData(api, Qt::Unchecked, Qt::CheckStateRole));
    QVERIFY(tree.target->rights().empty());
    QVERIFY(api.isValid()); // it is still offered
    QCOMPARE(tree.model->rowCount(api), 0);
    QVERIFY(tree.model->setData(api, Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(tree.right().versions, (std::vector<std::string>{"v1", "v2"}));
    QCOMPARE(api.sibling(api.row(), AccessRightsTreeModel::Access).data().toString(), QStringLiteral("everything"));
    tree.fixture.workspace->undoStack().setIndex(0);
    QCOMPARE(tree.children(api), QStringLiteral("v1 v2 /orders/.* /status"));
}

void TestAccessRightsTreeModel::editingAUrlKeepsItsRow()
{
    QFETCH_GLOBAL(bool, ofKey);
    Tree tree(ofKey);
    const QPersistentModelIndex url = tree.child(tree.api(), QStringLiteral("/status"));
    QVERIFY(tree.model->setData(url, QStringLiteral("/health")));
    QCOMPARE(url.data().toString(), QStringLiteral("/health"));
    QCOMPARE(tree.right().allowedUrls[1].url, std::string("/health"));
    tree.fixture.workspace->undoStack().undo();
    QCOMPARE(url.data().toString(), QStringLiteral("/status"));
}

void TestAccessRightsTreeModel::addingAndRemovingUrls()
{
    QFETCH_GLOBAL(bool, ofKey);
    Tree tree(ofKey);
    tree.model->addUrl(tree.child(tree.api(), QStringLiteral("v1")), QStringLiteral("/new"));
    QCOMPARE(tree.children(tree.api()), QStringLiteral("v1 v2 /orders/.* /status /new"));
    const QModelIndex first = tree.child(tree.api(), QStringLiteral("/orders/.*"));
    tree.model->removeUrl(tree.child(first, QStringLiteral("GET")));
    QCOMPARE(tree.children(tree.api()), QStringLiteral("v1 v2 /status /new"));
    QCOMPARE(tree.right().allowedUrls.size(), 2u);
    tree.model->addVersion(tree.api(), QStringLiteral("v9"));
    QCOMPARE(tree.children(tree.api()), QStringLiteral("v1 v2 v9 /status /new"));
}

void TestAccessRightsTreeModel::ownLimit()
{
    QFETCH_GLOBAL(bool, ofKey);
    Tree tree(ofKey);
    const QModelIndex rate = tree.api().siblingAtColumn(AccessRightsTreeModel::Rate);
    const QModelIndex quota = tree.api().siblingAtColumn(AccessRightsTreeModel::Quota);
    QVERIFY(tree.model->setData(rate, QStringLiteral("3 per minute")));
    QVERIFY(tree.model->setData(quota, QStringLiteral("100 per day")));
    QCOMPARE(tree.right().limit->rate, 3.0);
    QCOMPARE(tree.right().limit->per, 60.0);
    QCOMPARE(tree.right().limit->quotaMax, 100);
    QCOMPARE(rate.data().toString(), QStringLiteral("3 per minute"));
    QVERIFY(tree.model->setData(rate, QString()));
    QCOMPARE(tree.right().limit->rate, 0.0);
    QVERIFY(tree.model->setData(quota, QString()));
    QVERIFY(!tree.right().limit);
    QVERIFY(rate.data().toString().isEmpty());
}

void TestAccessRightsTreeModel::undefinedOnesAreShown()
{
    QFETCH_GLOBAL(bool, ofKey);
    Tree tree(ofKey);
    tree.model->grant(QStringLiteral("ghost"));
    const QModelIndex ghost = tree.api(QStringLiteral("ghost"));
    QVERIFY(ghost.isValid());
    QVERIFY(tree.isChecked(ghost));
    QVERIFY(!ghost.data(AccessRightsTreeModel::DefinedRole).toBool());
    QVERIFY(!ghost.data(Qt::ToolTipRole).toString().isEmpty());
    QVERIFY(tree.model->setData(ghost, Qt::Unchecked, Qt::CheckStateRole));
    QVERIFY(!tree.api(QStringLiteral("ghost")).isValid());
}

void TestAccessRightsTreeModel::whatIsNotUnderstoodIsRefused()
{
    QFETCH_GLOBAL(bool, ofKey);
    Tree tree(ofKey);
    const QSignalSpy refused(tree.model.get(), &AccessRightsTreeModel::refused);
    QVERIFY(!tree.model->setData(tree.api().siblingAtColumn(AccessRightsTreeModel::Rate), QStringLiteral("lots")));
    // An empty expression is found in every path.
    QVERIFY(!tree.model->setData(tree.child(tree.api(), QStringLiteral("/status")), QString()));
    QCOMPARE(refused.count(), 2);
    QCOMPARE(tree.fixture.workspace->undoStack().count(), 0);
}

void TestAccessRightsTreeModel::ofAPolicyThatIsRenamedAndDeleted()
{
    QFETCH_GLOBAL(bool, ofKey);
    Tree tree(ofKey);
    if (ofKey) {
        QVERIFY(tree.fixture.workspace->keyList().remove(QStringLiteral("k1")).ok());
    } else {
        models::PolicyEditor editor(*tree.fixture.workspace);
        QVERIFY(editor.rename(QStringLiteral("gold"), QStringLiteral("golden")).ok());
        QCOMPARE(tree.children(tree.api()), QStringLiteral("v1 v2 /orders/.* /status"));
        QVERIFY(editor.remove({QStringLiteral("golden")}).ok());
    }
    QCOMPARE(tree.model->rowCount(tree.api()), 0);
    QVERIFY(!tree.target->isEditable());
    QVERIFY(!tree.model->setData(tree.api(), Qt::Checked, Qt::CheckStateRole));
}

void TestAccessRightsTreeModel::targetMayGo()
{
    QFETCH_GLOBAL(bool, ofKey);
    Tree tree(ofKey);
    tree.target.reset();
    QCOMPARE(tree.model->rowCount(), 0);
    tree.model->grant(QStringLiteral("orders"));
    QCOMPARE(tree.fixture.workspace->undoStack().count(), 0);
}

QTEST_GUILESS_MAIN(TestAccessRightsTreeModel)
#include "tst_accessrightstreemodel.moc"
