#include "models/jsonfile.h"

#include "models/besidetheloop.h"
#include "tests/support/failingfilesystem.h"

#include <QSignalSpy>
#include <QtTest>

using namespace gatereeve;
using models::JsonFile;
using tests::FailingFileSystem;

namespace
{

const std::string Path = "/w/policies.json";
const std::string State = "/w/.gatereeve";
const std::string Text = "{\"gold\": {\"rate\": 5}}\n";

FailingFileSystem diskWith(const std::string& text)
{
    return FailingFileSystem{{Path, text}};
}

// One that another thread may write to, while this one waits.
struct SharedDisk : FailingFileSystem {
    using FailingFileSystem::FailingFileSystem;
    bool isForAllThreads() const override { return true; }
};

const std::string LargeObject = Text + std::string(models::LargeText, ' ');

// Whether `work` is done beside the loop: it comes to what was queued before.
bool isBesideTheLoop(const std::function<void()>& work)
{
    bool isBeside = false;
    QObject context;
    QMetaObject::invokeMethod(
        &context, [&] { isBeside = models::isWorkOnItsWay(); }, Qt::QueuedConnection);
    work();
    return isBeside;
}

// The five becomes another digit.
json::Edits digit(const std::string& digit)
{
    return {{Text.find('5'), 1, digit}};
}

} // namespace

// DESIGN decision 8 (loading never rewrites) and contracts.md, Files of a workspace.
class TestJsonFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void loadsWithoutChange();
    void modifiedIsReadFromTheText();
    void brokenTextKeepsTheLastGoodDocument();
    void missingFileIsMadeBySaving();
    void unreadableFileIsNeverWritten_data();
    void unreadableFileIsNeverWritten();
    void changeOnDiskIsNotOverwritten();
    void withoutACopyNothingIsOverwritten();
    void goneFileCountsAsNotSaved();
    void failedSaveLeavesTheFile();
    void keepsByteOrderMarkAndTrailingText();
    void largeFilesAreSavedBesideTheLoop();
    void largeDocumentsThatOthersReadAreCopiedBesideTheLoop();
};

void TestJsonFile::loadsWithoutChange()
{
    auto disk = diskWith(Text);
    const JsonFile file(Path, disk, State);
    QCOMPARE(file.text(), Text);
    QVERIFY(file.document());
    QVERIFY(!file.error());
    QVERIFY(!file.isModified());
    QCOMPARE(file.name(), QStringLiteral("policies.json"));
    QCOMPARE(disk.calls, 0);
}

void TestJsonFile::modifiedIsReadFromTheText()
{
    auto disk = diskWith(Text);
    JsonFile file(Path, disk, State);
    const QSignalSpy changed(&file, &JsonFile::changed), saved(&file, &JsonFile::savedChanged);
    file.apply(digit("6"));
    QVERIFY(file.isModified());
    file.apply(digit("7"));
    file.apply(digit("5"));
    QVERIFY(!file.isModified());
    QCOMPARE(changed.count(), 3);
    QCOMPARE(saved.count(), 2);

    file.apply(digit("6"));
    QVERIFY(file.save().ok());
    QVERIFY(!file.isModified());
    QCOMPARE(disk.files[Path].bytes, std::string("{\"gold\": {\"rate\": 6}}\n"));
}

void TestJsonFile::brokenTextKeepsTheLastGoodDocument()
{
    auto disk = diskWith(Text);
    JsonFile file(Path, disk, State);
    file.apply(digit("x"));
    QVERIFY(!file.document());
    QCOMPARE(file.error()->place.file, Path);
    QCOMPARE(file.error()->place.line, 1);
    QCOMPARE(file.lastGood()->text(), Text);
    file.apply(digit("6"));
    QVERIFY(file.document());
    QVERIFY(!file.error());
}

void TestJsonFile::missingFileIsMadeBySaving()
{
    FailingFileSystem disk;
    JsonFile file("/w/policies/policies.json", disk, State);
    QVERIFY(!file.exists());
    QVERIFY(!file.isModified());
    QVERIFY(file.error());
    file.apply({{0, 0, "{}\n"}});
    QVERIFY(file.isModified());
    QVERIFY(file.save().ok());
    QVERIFY(file.exists());
    QCOMPARE(disk.files["/w/policies/policies.json"].bytes, std::string("{}\n"));
}

void TestJsonFile::unreadableFileIsNeverWritten_data()
{
    QTest::addColumn<bool>("isFolder");
    QTest::newRow("folder") << true;
    QTest::newRow("no permission") << false;
}

void TestJsonFile::unreadableFileIsNeverWritten()
{
    QFETCH(bool, isFolder);
    FailingFileSystem disk;
    if (isFolder)
        disk.folders.insert(Path);
    else
        disk.files[Path] = {.bytes = Text, .readable = false};
    JsonFile file(Path, disk, State);
    QVERIFY(file.error());
    QVERIFY(!file.isEditable());
    file.apply({{0, 0, "{}"}});
    for (const auto overwrite : {JsonFile::Overwrite::Refuse, JsonFile::Overwrite::Allow})
        QVERIFY(!file.save(overwrite).ok());
    QCOMPARE(disk.calls, 0);
}

void TestJsonFile::changeOnDiskIsNotOverwritten()
{
    auto disk = diskWith(Text);
    JsonFile file(Path, disk, State);
    QCOMPARE(file.lookAtDisk(), JsonFile::Disk::Same);
    file.apply(digit("6"));
    disk.files[Path].bytes = "{\"theirs\": {}}";
    std::string theirs;
    QCOMPARE(file.lookAtDisk(&theirs), JsonFile::Disk::Changed);
    QCOMPARE(theirs, std::string("{\"theirs\": {}}"));

    const auto refused = file.save();
    QVERIFY(!refused.ok());
    QVERIFY(QByteArray::fromStdString(refused.error().text).contains("changed on disk"));
    QCOMPARE(disk.files[Path].bytes, theirs);
    QVERIFY(file.isModified());

    QSignalSpy overwritten(&file, &JsonFile::overwritten);
    QVERIFY(file.save(JsonFile::Overwrite::Allow).ok());
    QCOMPARE(disk.files[Path].bytes, file.text());
    // Nothing is overwritten without a copy.
    const std::string copy = "/w/.gatereeve/overwritten/policies.json.1";
    QCOMPARE(overwritten, (QList<QVariantList>{{QString::fromStdString(copy)}}));
    QCOMPARE(disk.files[copy].bytes, theirs);
    QCOMPARE(disk.files[copy].mode, 0600U);
}

void TestJsonFile::withoutACopyNothingIsOverwritten()
{
    auto disk = diskWith(Text);
    JsonFile file(Path, disk, State);
    file.apply(digit("6"));
    const std::string theirs = "{\"theirs\": {}}";
    for (disk.failAt = 1; disk.failAt <= 2; ++disk.failAt) { // the folder, the copy
        disk.calls = 0;
        disk.files[Path].bytes = theirs;
        const auto saved = file.save(JsonFile::Overwrite::Allow);
        QVERIFY(!saved.ok());
        QVERIFY2(saved.error().text.find("could not be kept") != std::string::npos, saved.error().text.c_str());
        QCOMPARE(disk.files[Path].bytes, theirs);
        QVERIFY(file.isModified());
    }
}

void TestJsonFile::goneFileCountsAsNotSaved()
{
    auto disk = diskWith(Text);
    JsonFile file(Path, disk, State);
    disk.files.erase(Path);
    QCOMPARE(file.lookAtDisk(), JsonFile::Disk::Gone);
    file.markGone();
    QVERIFY(file.isModified());
    QCOMPARE(file.text(), Text);
    QVERIFY(file.save().ok());
    QCOMPARE(disk.files[Path].bytes, Text);
    QVERIFY(!file.isModified());
}

void TestJsonFile::failedSaveLeavesTheFile()
{
    auto disk = diskWith(Text);
    JsonFile file(Path, disk, State);
    file.apply(digit("6"));
    disk.failAt = 1;
    disk.staysBroken = true;
    QVERIFY(!file.save().ok());
    QCOMPARE(disk.files[Path].bytes, Text);
    QVERIFY(file.isModified());
    disk.failAt = 0;
    QVERIFY(file.save().ok());
    QVERIFY(!file.isModified());
}

// policy-semantics.md 1.1: text after the value is ignored where a file is read; the desktop keeps it, and the mark
// too.
void TestJsonFile::keepsByteOrderMarkAndTrailingText()
{
    const std::string text = "\xEF\xBB\xBF{\"gold\": {\"rate\": 5}} see the wiki\r\n";
    auto disk = diskWith(text);
    JsonFile file(Path, disk, State);
    QVERIFY(file.document());
    const size_t five = text.find('5');
    file.apply({{five, 1, "6"}});
    QVERIFY(file.save().ok());
    QCOMPARE(disk.files[Path].bytes, std::string("\xEF\xBB\xBF{\"gold\": {\"rate\": 6}} see the wiki\r\n"));
}

void TestJsonFile::largeFilesAreSavedBesideTheLoop()
{
    SharedDisk disk{{Path, LargeObject}};
    JsonFile file(Path, disk, State);
    file.apply(digit("7"));
    disk.failAt = 1;
    QVERIFY(!file.save().ok());
    QVERIFY(file.isModified());
    QVERIFY(disk.files.at(Path).bytes == LargeObject);
    disk.failAt = 0;
    QVERIFY(isBesideTheLoop([&] { QVERIFY(file.save().ok()); }));
    QVERIFY(!file.isModified());
    QVERIFY(disk.files.at(Path).bytes == file.text());
    QVERIFY(file.savedText() == file.text());
}

void TestJsonFile::largeDocumentsThatOthersReadAreCopiedBesideTheLoop()
{
    FailingFileSystem disk{{Path, LargeObject}};
    JsonFile file(Path, disk, State);
    const json::Document held = *file.document();
    QVERIFY(isBesideTheLoop([&] { file.apply(digit("7")); }));
    QVERIFY(file.reread()); // as if nobody had held it
    QCOMPARE(file.text()[Text.find('5')], '7');
    QVERIFY(held.text() == LargeObject);
    QVERIFY(!isBesideTheLoop([&] { file.apply(digit("8")); })); // nobody holds this one
    QVERIFY(file.reread());
}

QTEST_GUILESS_MAIN(TestJsonFile)
#include "tst_jsonfile.moc"
