// The files of a workspace in a table: what they are, how they stand, and what becomes of the rows.

#include "models/filetablemodel.h"
#include "models/policyeditor.h"
#include "tests/support/openworkspace.h"

#include <QAbstractItemModelTester>
#include <QtTest>

using namespace gatereeve;
using namespace gatereeve::tests;
using namespace Qt::StringLiterals;
using models::FileTableModel;

namespace
{

struct Fixture : OpenWorkspace {
    models::FileList list{workspace};
    FileTableModel model{list, workspace};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    QString text(const QString& name, int column) const
    {
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.index(row, FileTableModel::Name).data().toString() == name)
                return model.index(row, column).data().toString();
        }
        return u"no such row"_s;
    }
    QString state(const QString& name) const { return text(name, FileTableModel::State); }
};

} // namespace

class TestFileTableModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allFilesSettingsFirst()
    {
        Fixture f;
        QStringList names, what;
        for (int row = 0; row < f.model.rowCount(); ++row) {
            names.append(f.model.index(row, FileTableModel::Name).data().toString());
            what.append(f.model.index(row, FileTableModel::What).data().toString());
        }
        QCOMPARE(names, (QStringList{u"tyk.conf"_s, u"gatereeve.json"_s, u"policies.json"_s, u"apps/orders.json"_s,
                                     u"apps/users.json"_s}));
        QCOMPARE(what, (QStringList{u"settings of the gateway"_s, u"settings of this workspace"_s, u"policies"_s,
                                    u"API Orders"_s, u"API Users"_s}));
        QCOMPARE(f.state(u"tyk.conf"_s), u"saved"_s);
        QCOMPARE(f.state(u"gatereeve.json"_s), u"not there yet"_s);
    }

    void statesFollowTheFiles()
    {
        Fixture f;
        models::JsonFile& file = *f.workspace.policiesFile();
        QVERIFY(models::PolicyEditor(f.workspace).setRate({u"gold"_s}, {7, 1}).ok());
        QCOMPARE(f.state(u"policies.json"_s), u"not saved"_s);
        f.workspace.setText(file, "{\n  \"gold\": }", u"Break"_s);
        QCOMPARE(f.state(u"policies.json"_s), u"broken at line 2, column 11; not saved"_s);
        f.workspace.setText(file, "{\n\n  \"gold\": }", u"Break"_s);
        QCOMPARE(f.state(u"policies.json"_s), u"broken at line 3, column 11; not saved"_s);
        QVERIFY(f.workspace.saveFile(file, models::JsonFile::Overwrite::Refuse).ok());
        QCOMPARE(f.state(u"policies.json"_s), u"broken at line 3, column 11"_s);
        while (f.workspace.undoStack().canUndo())
            f.workspace.undoStack().undo();
        QCOMPARE(f.state(u"policies.json"_s), u"not saved"_s);
    }

    void theSettingsComeIntoBeing()
    {
        Fixture f;
        QVERIFY(f.workspace.setProfile(Profile::Tyk5).ok());
        QCOMPARE(f.state(u"gatereeve.json"_s), u"not saved"_s);
        f.workspace.undoStack().undo();
        QCOMPARE(f.state(u"gatereeve.json"_s), u"not there yet"_s);
    }

    void aNewFileIsANewRow()
    {
        Fixture f;
        f.files.files["/w/apps/parcels.json"].bytes =
            "{\"openapi\": \"3.0.3\", \"x-tyk-api-gateway\": {\"info\": {\"id\": \"parcels\", \"name\": \"Parcels\"}}}";
        f.workspace.lookAtDisk();
        QCOMPARE(f.text(u"apps/parcels.json"_s, FileTableModel::What), u"API Parcels (OpenAPI)"_s);
        QCOMPARE(f.model.rowCount(), 6);
    }

    // One policy a file: who empties the text to write it anew does not lose it from sight.
    void anEmptiedFileStaysUntilItIsSaved()
    {
        MemoryFileSystem files{
            {"/w/tyk.conf", "{\"app_path\": \"apps/\", \"policies\": {\"policy_path\": \"policies\"}}"},
            {"/w/gatereeve.json", "{\"profile\": \"5\"}"},
            {"/w/policies/gold.json", "{\"id\": \"gold\"}"},
            {"/w/policies/free.json", "{\"id\": \"free\"}"}};
        MemoryKeyStore keys;
        StillClock clock;
        models::Workspace workspace(*findLayout("/w", files), models::Surroundings{files, keys, clock});
        models::FileList list(workspace);
        FileTableModel model(list, workspace);
        const QAbstractItemModelTester tester(&model);
        QCOMPARE(model.rowCount(), 4);
        models::JsonFile& gold = *workspace.fileAt(u"/w/policies/gold.json"_s);
        workspace.setText(gold, "", u"Empty"_s);
        QCOMPARE(model.rowCount(), 4);
        const QModelIndex state = model.index(list.rowOf(&gold), FileTableModel::State);
        QCOMPARE(state.data().toString(), u"not saved: to be removed"_s);
        QVERIFY(workspace.save().empty());
        QCOMPARE(model.rowCount(), 3);
        workspace.undoStack().undo();
        QCOMPARE(model.rowCount(), 4);
    }

    void anUnreadableFileSaysWhy()
    {
        OpenWorkspace open;
        open.files.files["/w/apps/users.json"].readable = false;
        models::Workspace workspace(*findLayout("/w", open.files),
                                    models::Surroundings{open.files, open.keys, open.clock});
        models::FileList list(workspace);
        const FileTableModel model(list, workspace);
        const QModelIndex state = model.index(4, FileTableModel::State);
        QCOMPARE(state.data(models::RawRole).toInt(), int(FileTableModel::StateKind::Unreadable));
        QCOMPARE(state.data().toString(), u"can't be read: permission denied"_s);
        QCOMPARE(model.index(4, FileTableModel::What).data().toString(), u"API definition"_s);
    }
};

QTEST_GUILESS_MAIN(TestFileTableModel)
#include "tst_filetablemodel.moc"
