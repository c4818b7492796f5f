#include "models/keytablemodel.h"

#include "models/keyeditor.h"
#include "models/keystate.h"
#include "models/policyeditor.h"
#include "tests/support/workspacefixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace gatereeve;
using models::KeyEditor;
using models::KeyTableModel;

namespace
{

constexpr int64_t Day = 86400;
const QString Acme = QStringLiteral("acme-key-0001"), Beta = QStringLiteral("beta-key-0002");

struct Table {
    tests::WorkspaceFixture fixture;
    std::unique_ptr<KeyTableModel> model;
    std::unique_ptr<QAbstractItemModelTester> tester;

    Table()
    {
        fixture.addKey(models::toUtf8(Acme), {"gold"}, "acme");
        fixture.addKey(models::toUtf8(Beta), {"gold", "trial"});
        fixture.open();
        model = std::make_unique<KeyTableModel>(*fixture.workspace);
        tester = std::make_unique<QAbstractItemModelTester>(model.get());
    }
    models::Workspace& workspace() { return *fixture.workspace; }
    QString text(int row, int column) const { return model->index(row, column).data().toString(); }
    Session stored(const QString& name) const { return fixture.keys.keys.at(models::toUtf8(name)).session; }
};

} // namespace

// contracts.md, Keys in the window: editing a key is a command like any other edit; shown masked.
class TestKeyTableModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsKeysMasked();
    void statesInWords();
    void timesFollowTheClock();
    void aliasIsEditedByACommand();
    void severalKeysInOneStep();
    void extends();
    void typingMerges();
    void nothingChangesNothing();
    void storeRefuses();
    void storeRefusesOneOfTwo();
    void undoDoesNotBringBackARevokedKey();
    void editIsNotUnsaved();
    void followsTheStore();
    void statesFollowPolicies();
};

void TestKeyTableModel::showsKeysMasked()
{
    Table table;
    QCOMPARE(table.model->rowCount(), 2);
    QCOMPARE(table.text(0, KeyTableModel::Alias), QStringLiteral("acme"));
    QCOMPARE(table.text(0, KeyTableModel::Key), QStringLiteral("…0001"));
    QCOMPARE(table.text(1, KeyTableModel::Policies), QStringLiteral("gold, trial"));
    QCOMPARE(table.text(0, KeyTableModel::Expires), QStringLiteral("never"));
    for (int column = 0; column < KeyTableModel::ColumnCount; ++column) {
        for (const int role : {int(Qt::DisplayRole), int(Qt::EditRole), int(Qt::ToolTipRole)})
            QVERIFY(!table.model->index(0, column).data(role).toString().contains(QStringLiteral("acme-key")));
    }
}

// In the order of checks of profiles.md: policies, inactive, expiry.
void TestKeyTableModel::statesInWords()
{
    Table table;
    const int64_t now = table.fixture.clock.nowSeconds();
    KeyEditor editor(table.workspace());
    QCOMPARE(table.text(0, KeyTableModel::State), QStringLiteral("works"));
    QVERIFY(editor.setExpires({Acme}, now + 13 * Day + 100).ok());
    QVERIFY(table.text(0, KeyTableModel::State).startsWith(QStringLiteral("works; ends in 13 day")));
    QVERIFY(editor.setExpires({Acme}, now).ok()); // refused only after that second
    QVERIFY(table.text(0, KeyTableModel::State).startsWith(QStringLiteral("works")));
    QVERIFY(editor.setExpires({Acme}, now - 3 * 3600).ok());
    QVERIFY(table.text(0, KeyTableModel::State).startsWith(QStringLiteral("ended 3 hour")));
    QVERIFY(editor.setInactive({Acme}, true).ok());
    QCOMPARE(table.text(0, KeyTableModel::State), QStringLiteral("suspended"));
    QVERIFY(editor.setPolicies({Acme}, {QStringLiteral("iron")}).ok());
    QCOMPARE(table.text(0, KeyTableModel::State), QStringLiteral("refused: there is no policy iron"));
    QVERIFY(editor.setPolicies({Acme}, {QStringLiteral("trial")}).ok()); // without rights (guide 12)
    QVERIFY(editor.setInactive({Acme}, false).ok());
    QVERIFY(editor.setExpires({Acme}, 0).ok());
    QCOMPARE(table.text(0, KeyTableModel::State), QStringLiteral("refused: neither it nor its policies grant an API"));
}

void TestKeyTableModel::timesFollowTheClock()
{
    Table table;
    QVERIFY(KeyEditor(table.workspace()).setExpires({Acme}, table.fixture.clock.nowSeconds() + 3 * Day).ok());
    QSignalSpy changed(table.model.get(), &QAbstractItemModel::dataChanged);
    table.fixture.clock.time += 4 * Day * NanosecondsPerSecond;
    table.model->refreshTimes();
    QCOMPARE(changed.count(), 1);
    QCOMPARE(table.model->index(0, KeyTableModel::State).data(models::RawRole).toInt(),
             static_cast<int>(models::KeyState::Kind::Ended));
}

void TestKeyTableModel::aliasIsEditedByACommand()
{
    Table table;
    QSignalSpy changed(table.model.get(), &QAbstractItemModel::dataChanged);
    QVERIFY(table.model->setData(table.model->index(0, KeyTableModel::Alias), QStringLiteral("acme two")));
    QCOMPARE(table.stored(Acme).alias, std::string("acme two"));
    QCOMPARE(table.stored(Acme).lastUpdated, std::to_string(table.fixture.clock.nowSeconds()));
    QCOMPARE(table.workspace().undoStack().undoText(), QStringLiteral("Alias of acme"));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.at(0).at(1).toModelIndex().row(), 0);
    table.workspace().undoStack().undo();
    QCOMPARE(table.stored(Acme).alias, std::string("acme"));
    QCOMPARE(table.stored(Acme).lastUpdated, std::string());
    QVERIFY(!table.model->setData(table.model->index(0, KeyTableModel::Key), QStringLiteral("x")));
}

void TestKeyTableModel::severalKeysInOneStep()
{
    Table table;
    QVERIFY(KeyEditor(table.workspace()).setInactive({Acme, Beta}, true).ok());
    QVERIFY(table.stored(Acme).isInactive && table.stored(Beta).isInactive);
    QCOMPARE(table.workspace().undoStack().count(), 1);
    table.workspace().undoStack().undo();
    QVERIFY(!table.stored(Acme).isInactive && !table.stored(Beta).isInactive);
}

void TestKeyTableModel::extends()
{
    Table table;
    const int64_t now = table.fixture.clock.nowSeconds();
    KeyEditor editor(table.workspace());
    QVERIFY(editor.extend({Beta}, Day).ok()); // never ends
    QCOMPARE(table.workspace().undoStack().count(), 0);
    QVERIFY(editor.setExpires({Acme}, now + 100).ok());
    QVERIFY(editor.extend({Acme}, Day).ok());
    QCOMPARE(table.stored(Acme).expires, now + 100 + Day);
    QVERIFY(editor.setExpires({Acme}, now - 100 * Day).ok());
    QVERIFY(editor.extend({Acme}, Day).ok()); // from now
    QCOMPARE(table.stored(Acme).expires, now + Day);
}

void TestKeyTableModel::typingMerges()
{
    Table table;
    KeyEditor editor(table.workspace());
    QVERIFY(editor.setAlias(Acme, QStringLiteral("a")).ok());
    QVERIFY(editor.setAlias(Acme, QStringLiteral("ac")).ok());
    QCOMPARE(table.workspace().undoStack().count(), 1);
    QVERIFY(editor.setAlias(Beta, QStringLiteral("b")).ok());
    QCOMPARE(table.workspace().undoStack().count(), 2);
    table.workspace().undoStack().setIndex(0);
    QCOMPARE(table.stored(Acme).alias, std::string("acme"));
    QVERIFY(editor.setAlias(Acme, QStringLiteral("b")).ok());
    QVERIFY(editor.setAlias(Acme, QStringLiteral("acme")).ok()); // as it was: no step left
    QCOMPARE(table.workspace().undoStack().count(), 0);
}

void TestKeyTableModel::nothingChangesNothing()
{
    Table table;
    QVERIFY(KeyEditor(table.workspace()).setAlias(Acme, QStringLiteral("acme")).ok());
    QVERIFY(KeyEditor(table.workspace()).setPolicies({Acme}, {QStringLiteral("gold")}).ok());
    QCOMPARE(table.workspace().undoStack().count(), 0);
    QVERIFY(!KeyEditor(table.workspace()).setAlias(QStringLiteral("nobody"), {}).ok());
}

void TestKeyTableModel::storeRefuses()
{
    Table table;
    const QSignalSpy failed(&table.workspace().keyList(), &models::KeyList::failed);
    KeyEditor editor(table.workspace());
    QVERIFY(editor.setInactive({Acme}, true).ok());
    table.fixture.keys.failure = Error{"the disk is full", {}};
    const auto result = editor.setAlias(Acme, QStringLiteral("x"));
    QVERIFY(!result.ok());
    QCOMPARE(result.error().text, std::string("the disk is full"));
    QCOMPARE(failed.count(), 1);
    QCOMPARE(table.workspace().undoStack().count(), 1);
    QCOMPARE(table.text(0, KeyTableModel::Alias), QStringLiteral("acme"));
    table.workspace().undoStack().undo(); // fails as well: the step goes, the key stays as it is stored
    QCOMPARE(failed.count(), 2);
    QCOMPARE(table.workspace().undoStack().count(), 0);
    QVERIFY(table.workspace().keyList().find(Acme)->session.isInactive);
}

void TestKeyTableModel::storeRefusesOneOfTwo()
{
    Table table;
    table.fixture.keys.failingName = models::toUtf8(Beta);
    QVERIFY(!KeyEditor(table.workspace()).setInactive({Acme, Beta}, true).ok());
    QVERIFY(!table.stored(Acme).isInactive); // put back
    QVERIFY(!table.stored(Beta).isInactive);
    QCOMPARE(table.workspace().undoStack().count(), 0);
}

void TestKeyTableModel::undoDoesNotBringBackARevokedKey()
{
    Table table;
    QVERIFY(KeyEditor(table.workspace()).setAlias(Acme, QStringLiteral("x")).ok());
    QVERIFY(table.workspace().keyList().remove(Acme).ok());
    const QSignalSpy failed(&table.workspace().keyList(), &models::KeyList::failed);
    table.workspace().undoStack().undo();
    QCOMPARE(failed.count(), 1);
    QVERIFY(!table.fixture.keys.keys.contains(models::toUtf8(Acme)));
    QCOMPARE(table.workspace().undoStack().count(), 0);
}

// Keys are stored at once: they are no unsaved edits of files.
void TestKeyTableModel::editIsNotUnsaved()
{
    Table table;
    QVERIFY(KeyEditor(table.workspace()).setAlias(Acme, QStringLiteral("x")).ok());
    QVERIFY(!table.workspace().isModified());
    QVERIFY(models::PolicyEditor(table.workspace()).setInactive({QStringLiteral("gold")}, true).ok());
    QVERIFY(KeyEditor(table.workspace()).setAlias(Beta, QStringLiteral("y")).ok());
    QCOMPARE(table.workspace().unsavedEdits(), 1);
}

void TestKeyTableModel::followsTheStore()
{
    Table table;
    const QSignalSpy reset(table.model.get(), &QAbstractItemModel::modelReset);
    table.fixture.addKey("b-new-key-0003", {"silver"}); // by somebody else
    table.fixture.keys.keys.erase(models::toUtf8(Beta));
    table.workspace().keyList().refresh();
    QCOMPARE(table.model->rowCount(), 2);
    QCOMPARE(table.text(1, KeyTableModel::Key), QStringLiteral("…0003"));
    QVERIFY(table.workspace().keyList().find(QStringLiteral("b-new-key-0003")));
    QVERIFY(!table.workspace().keyList().find(Beta));
    QCOMPARE(reset.count(), 0);
}

// Issue 2, journey 6: `active` off: the window says which keys that cuts off.
void TestKeyTableModel::statesFollowPolicies()
{
    Table table;
    models::PolicyEditor editor(table.workspace());
    const QSignalSpy changed(table.model.get(), &QAbstractItemModel::dataChanged);
    QVERIFY(editor.setInactive({QStringLiteral("gold")}, true).ok());
    QCOMPARE(table.text(0, KeyTableModel::State), QStringLiteral("refused: policy gold denies its keys"));
    QVERIFY(editor.setActive({QStringLiteral("gold")}, false).ok());
    QCOMPARE(table.text(0, KeyTableModel::State), QStringLiteral("refused: policy gold is not loaded"));
    QCOMPARE(changed.count(), 2);
}

QTEST_GUILESS_MAIN(TestKeyTableModel)
#include "tst_keytablemodel.moc"
