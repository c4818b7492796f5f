// Definitions that the admin API writes and removes (admin-api.md 4): the files of the folder, and nothing beside it.

#include "app/definitionfolder.h"
#include "tests/support/failingfilesystem.h"

#include <QTest>

using namespace gatereeve;
using namespace std::string_literals;

namespace
{

struct Scene {
    Scene()
    {
        layout.folder = "/w";
        layout.appFolder = "/w/apps";
        layout.stateFolder = "/w/.gatereeve";
        files.files["/w/apps/old.json"].bytes = "{}";
    }
    Layout layout;
    tests::FailingFileSystem files;
    app::DefinitionFolder folder{layout, files};
};

} // namespace

class TestDefinitionFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesAndRemoves()
    {
        Scene scene;
        QVERIFY(scene.folder.write("new", "{1}").ok());
        QVERIFY(scene.folder.write("old", "{2}").ok());
        QCOMPARE(scene.files.files.at("/w/apps/new.json").bytes, "{1}"s);
        QCOMPARE(scene.files.files.at("/w/apps/old.json").bytes, "{2}"s);
        QVERIFY(scene.folder.remove("new").ok());
        QVERIFY(!scene.files.files.contains("/w/apps/new.json"));
    }

    void nothingBesideTheFolder_data()
    {
        QTest::addColumn<std::string>("id");
        QTest::newRow("up") << "../x"s;
        QTest::newRow("absolute") << "/etc/x"s;
        QTest::newRow("below") << "a/b"s;
        QTest::newRow("cut short") << "a\0b"s;
        QTest::newRow("none") << ""s;
    }
    void nothingBesideTheFolder()
    {
        QFETCH(std::string, id);
        Scene scene;
        scene.files.files["/w/x.json"].bytes = "theirs";
        const auto before = scene.files.files.size();
        QVERIFY(!scene.folder.write(id, "{}").ok());
        QVERIFY(!scene.folder.remove(id).ok());
        QCOMPARE(scene.files.files.size(), before);
        QCOMPARE(scene.files.files.at("/w/x.json").bytes, "theirs"s);
    }

    // A name of dots is a file of the folder, since ".json" follows.
    void dotsStayInTheFolder()
    {
        Scene scene;
        QVERIFY(scene.folder.write("..", "{}").ok());
        QVERIFY(scene.files.files.contains("/w/apps/...json"));
    }

    // A full disk at any point leaves what was there, and no half of a new file under its name.
    void aFailingDiskChangesNothing()
    {
        bool failed = true;
        for (int call = 1; failed; ++call) {
            for (const std::string id : {"new", "old"}) {
                Scene scene;
                scene.files.failAt = call;
                failed = !scene.folder.write(id, "{\"api_id\": \"x\"}").ok();
                if (!failed)
                    continue;
                QVERIFY(!scene.files.files.contains("/w/apps/new.json"));
                QCOMPARE(scene.files.files.at("/w/apps/old.json").bytes, "{}"s);
            }
        }
    }

    void withoutAFolderNothingIsWritten()
    {
        Scene scene;
        scene.layout.appFolder.clear();
        QVERIFY(!scene.folder.write("new", "{}").ok());
        QCOMPARE(scene.files.files.size(), size_t(1));
    }
};

QTEST_GUILESS_MAIN(TestDefinitionFolder)
#include "tst_definitionfolder.moc"
