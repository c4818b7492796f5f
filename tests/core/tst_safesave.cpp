#include "core/workspace/safesave.h"
#include "tests/support/failingfilesystem.h"

#include <QtTest>

using namespace gatereeve;
using tests::FailingFileSystem;
using tests::MemoryFile;

namespace
{

const std::string File = "/w/policies/policies.json";
const std::string Journal = "/w/.gatereeve/journal";
const std::string Old = "{\"gold\": {\"rate\": 5}}\n";
const std::string New = "{\"gold\": {\"rate\": 500}}\n";

FailingFileSystem diskWithOld()
{
    return FailingFileSystem{{File, Old}};
}

} // namespace

// contracts.md, Files of a workspace, "Saving follows symbolic links; …".
class TestSafeSave : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void replacesAndKeepsPermissions();
    void makesANewFile();
    void followsSymbolicLinks();
    void writesInPlace_data();
    void writesInPlace();
    void refusesWhatIsNoWritableFile();
    void aFailureLeavesOldOrNew_data();
    void aFailureLeavesOldOrNew();
    void anErrorSaysFileReasonAndStep();
    void leftoverOfACrashIsNoObstacle();
    void interruptedSaveIsFoundAndRestored();
    void copyOfAnInterruptedSaveIsKept();
};

void TestSafeSave::replacesAndKeepsPermissions()
{
    FailingFileSystem disk = diskWithOld();
    disk.files[File].mode = 0600;
    QVERIFY(saveSafely(disk, File, New, Journal).ok());
    QCOMPARE(disk.files.at(File).bytes, New);
    QCOMPARE(disk.files.at(File).mode, 0600u);
    QCOMPARE(disk.files.size(), size_t(1));
}

void TestSafeSave::makesANewFile()
{
    FailingFileSystem disk;
    QVERIFY(saveSafely(disk, File, New, Journal).ok());
    QCOMPARE(disk.files.at(File).bytes, New);
    QCOMPARE(disk.files.at(File).mode, 0644u);
}

void TestSafeSave::followsSymbolicLinks()
{
    FailingFileSystem disk;
    disk.files["/shared/policies.json"].bytes = Old;
    disk.links[File] = "/shared/policies.json";
    QVERIFY(saveSafely(disk, File, New, Journal).ok());
    QCOMPARE(disk.files.at("/shared/policies.json").bytes, New);
    QVERIFY(!disk.files.contains(File));
}

void TestSafeSave::writesInPlace_data()
{
    QTest::addColumn<int>("which");
    QTest::newRow("more than one hard link") << 0;
    QTest::newRow("a foreign owner") << 1;
    QTest::newRow("a folder that lets nothing be replaced") << 2;
    QTest::newRow("a bind mount: the rename fails") << 3;
}

void TestSafeSave::writesInPlace()
{
    QFETCH(int, which);
    FailingFileSystem disk = diskWithOld();
    MemoryFile& file = disk.files[File];
    file.links = which == 0 ? 2 : 1;
    file.ownedByUs = which != 1;
    file.replaceable = which != 2;
    disk.failAt = which == 3 ? 2 : 0; // after the write aside
    QVERIFY(saveSafely(disk, File, New, Journal).ok());
    QCOMPARE(disk.files.at(File).bytes, New);
    QCOMPARE(disk.files.size(), size_t(1)); // neither the copy nor anything else is left
    QVERIFY(disk.folders.contains(Journal));
}

void TestSafeSave::refusesWhatIsNoWritableFile()
{
    FailingFileSystem disk = diskWithOld();
    QVERIFY(!saveSafely(disk, "/w/policies", New, Journal).ok());
    disk.files[File].writable = false;
    const Result<void> saved = saveSafely(disk, File, New, Journal);
    QVERIFY(!saved.ok());
    QCOMPARE(saved.error().place.file, File);
    QCOMPARE(disk.files.at(File).bytes, Old);
}

void TestSafeSave::aFailureLeavesOldOrNew_data()
{
    QTest::addColumn<bool>("inPlace");
    QTest::addColumn<bool>("staysBroken");
    QTest::newRow("aside, one failure") << false << false;
    QTest::newRow("aside, broken from then on") << false << true;
    QTest::newRow("in place, one failure") << true << false;
    QTest::newRow("in place, broken from then on") << true << true;
}

void TestSafeSave::aFailureLeavesOldOrNew()
{
    QFETCH(bool, inPlace);
    QFETCH(bool, staysBroken);
    for (int failAt = 1;; ++failAt) {
        FailingFileSystem disk = diskWithOld();
        disk.files[File].links = inPlace ? 2 : 1;
        disk.failAt = failAt;
        disk.staysBroken = staysBroken;
        const Result<void> saved = saveSafely(disk, File, New, Journal);
        if (disk.calls < failAt) {
            QVERIFY(failAt > 3); // each call had its turn
            break;
        }
        const std::string& bytes = disk.files.at(File).bytes;
        if (saved.ok()) {
            QCOMPARE(bytes, New);
        } else if (bytes != Old) { // only possible when writing back failed as well
            QVERIFY(inPlace && staysBroken);
            const std::vector<InterruptedSave> left = interruptedSaves(disk, Journal);
            QCOMPARE(left.size(), size_t(1));
            QCOMPARE(disk.files.at(left.front().copy).bytes, Old);
            QVERIFY(saved.error().text.find(left.front().copy) != std::string::npos);
        }
        if (!staysBroken && !saved.ok())
            QCOMPARE(disk.files.size(), size_t(1)); // nothing is left lying about
    }
}

void TestSafeSave::anErrorSaysFileReasonAndStep()
{
    FailingFileSystem disk = diskWithOld();
    disk.failAt = 1;
    const Result<void> saved = saveSafely(disk, File, New, Journal);
    QVERIFY(!saved.ok());
    QCOMPARE(saved.error().describe(),
             "/w/policies/policies.json: was not saved: /w/policies/.policies.json.saving No space left on device");
}

void TestSafeSave::leftoverOfACrashIsNoObstacle()
{
    FailingFileSystem disk = diskWithOld();
    disk.files["/w/policies/.policies.json.saving"].bytes = "{\"go";
    QVERIFY(saveSafely(disk, File, New, Journal).ok());
    QCOMPARE(disk.files.at(File).bytes, New);
    QCOMPARE(disk.files.size(), size_t(1));
}

void TestSafeSave::interruptedSaveIsFoundAndRestored()
{
    const std::string odd = "/w/50% off/p.json";
    FailingFileSystem disk{{odd, Old}};
    disk.files[odd].links = 2;
    disk.failAt = 5; // the overwrite, and all after it: a crash in the middle
    disk.staysBroken = true;
    QVERIFY(!saveSafely(disk, odd, New, Journal).ok());
    QVERIFY(disk.files.at(odd).bytes != Old);

    disk.failAt = 0;
    const std::vector<InterruptedSave> left = interruptedSaves(disk, Journal);
    QCOMPARE(left.size(), size_t(1));
    QCOMPARE(left.front().file, odd);
    QVERIFY(restore(disk, left.front()).ok());
    QCOMPARE(disk.files.at(odd).bytes, Old);
    QVERIFY(interruptedSaves(disk, Journal).empty());
}

// A second save over a half written file must not take that for the version to go back to.
void TestSafeSave::copyOfAnInterruptedSaveIsKept()
{
    FailingFileSystem disk = diskWithOld();
    disk.files[File].links = 2;
    disk.failAt = 5;
    disk.staysBroken = true;
    QVERIFY(!saveSafely(disk, File, New, Journal).ok());
    disk.calls = 0;
    disk.failAt = 1; // the next overwrite
    QVERIFY(!saveSafely(disk, File, New, Journal).ok());
    const std::vector<InterruptedSave> left = interruptedSaves(disk, Journal);
    QCOMPARE(left.size(), size_t(1));
    QCOMPARE(disk.files.at(left.front().copy).bytes, Old);

    disk.failAt = 0;
    QVERIFY(saveSafely(disk, File, New, Journal).ok());
    QCOMPARE(disk.files.at(File).bytes, New);
    QVERIFY(interruptedSaves(disk, Journal).empty());
}

QTEST_GUILESS_MAIN(TestSafeSave)
#include "tst_safesave.moc"
