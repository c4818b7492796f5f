#include "core/workspace/editjournal.h"

#include "tests/support/failingfilesystem.h"

#include <QtTest>

using namespace gatereeve;

namespace
{

const std::string Path = "/w/tyk.conf", Folder = "/w/.gatereeve/journal";
const std::string Saved = "{\"secret\": \"s3cret\", \"listen_port\": 8080}";
const std::string Edited = "{\"secret\": \"s3cret\", \"listen_port\": 9090}";

} // namespace

// contracts.md, Files of a workspace: what was not saved outlives a crash, and secrets never lie in the journal.
class TestEditJournal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_disk = std::make_unique<tests::FailingFileSystem>();
        m_disk->files[Path].bytes = Saved;
    }
    void whatWasKeptIsThereAgain();
    void aLaterTextTakesThePlaceOfAnEarlierOne();
    void forgottenAndSavedTextsAreNotOffered();
    void whatTheDiskHoldsMeanwhileIsTold();
    void whatWasLeftStaysBesideNewEdits();
    void secretsAreNotWritten_data();
    void secretsAreNotWritten();
    void secretsComeBackFromTheFile_data();
    void secretsComeBackFromTheFile();
    void aFailingDiskLeavesTheFormerEntry();
    void strangeEntriesAreLeftOut();

private:
    EditJournal journal() { return EditJournal(*m_disk, Folder); }
    std::unique_ptr<tests::FailingFileSystem> m_disk;
};

void TestEditJournal::whatWasKeptIsThereAgain()
{
    QVERIFY(journal().keep(Path, Saved, Edited).ok());
    const std::vector<UnsavedText> left = journal().takeLeft();
    QCOMPARE(left.size(), size_t(1));
    QCOMPARE(left[0].file, Path);
    QCOMPARE(left[0].text, Edited);
    QVERIFY(left[0].isOfDisk);
    QCOMPARE(m_disk->files.at(Path).bytes, Saved);
    QCOMPARE(journal().takeLeft(), left); // until somebody decides
    journal().dropLeft(Path);
    QVERIFY(journal().takeLeft().empty());
}

void TestEditJournal::aLaterTextTakesThePlaceOfAnEarlierOne()
{
    QVERIFY(journal().keep(Path, Saved, Edited).ok());
    QVERIFY(journal().keep(Path, Saved, Edited + "\n").ok());
    QCOMPARE(journal().takeLeft().front().text, Edited + "\n");
}

void TestEditJournal::forgottenAndSavedTextsAreNotOffered()
{
    QVERIFY(journal().keep(Path, Saved, Edited).ok());
    journal().forget(Path);
    QVERIFY(journal().takeLeft().empty());
    QVERIFY(journal().keep(Path, Saved, Edited).ok());
    m_disk->files[Path].bytes = Edited; // killed between saving and forgetting
    QVERIFY(journal().takeLeft().empty());
}

void TestEditJournal::whatTheDiskHoldsMeanwhileIsTold()
{
    QVERIFY(journal().keep(Path, Saved, Edited).ok());
    m_disk->files[Path].bytes = "{}";
    QVERIFY(!journal().takeLeft().front().isOfDisk);
    m_disk->files.erase(Path);
    QVERIFY(!journal().takeLeft().front().isOfDisk);
}

void TestEditJournal::whatWasLeftStaysBesideNewEdits()
{
    QVERIFY(journal().keep(Path, Saved, Edited).ok());
    EditJournal next = journal();
    QCOMPARE(next.takeLeft().size(), size_t(1));
    QVERIFY(next.keep(Path, Saved, "{}").ok());
    next.forget(Path);
    QCOMPARE(journal().takeLeft().front().text, Edited);
}

void TestEditJournal::secretsAreNotWritten_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("tyk.conf") << "{\"secret\": \"s3cret\", \"node_secret\":\"s3cret\"}";
    QTest::newRow("letter case") << "{\"Secret\": \"s3cret\"}";
    QTest::newRow("nested") << "{\"storage\": {\"password\": \"s3cret\"}}";
    QTest::newRow("in the next line") << "{\"secret\"\n:\n\"s3cret\"}";
    QTest::newRow("broken behind it") << "{\"secret\": \"s3cret\", ,";
    QTest::newRow("without its end") << "{\"secret\": \"s3cret\n}";
    QTest::newRow("cut short") << "{\"secret\": \"s3cret";
    QTest::newRow("with an escape") << "{\"secret\": \"\\\"s3cret\"}";
    QTest::newRow("repeated") << "{\"secret\": \"a\", \"secret\": \"s3cret\"}";
}

void TestEditJournal::secretsAreNotWritten()
{
    QFETCH(QString, text);
    QVERIFY(journal().keep(Path, Saved, text.toStdString()).ok());
    int entries = 0;
    for (const auto& [path, file] : m_disk->files) {
        if (!path.starts_with(Folder))
            continue;
        ++entries;
        QVERIFY2(file.bytes.find("s3cret") == std::string::npos, file.bytes.c_str());
        QCOMPARE(file.mode, uint32_t(0600));
    }
    QCOMPARE(entries, 1);
}

void TestEditJournal::secretsComeBackFromTheFile_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* text, const char* source, const char* expected) {
        QTest::newRow(name) << text << source << expected;
    };
    row("by name", "{\"node_secret\": \"b\", \"secret\": \"a\"}", "{\"secret\": \"A\", \"node_secret\": \"B\"}",
        "{\"node_secret\": \"B\", \"secret\": \"A\"}");
    row("in order", "{\"x\": {\"password\": \"1\"}, \"y\": {\"password\": \"2\"}}",
        "{\"x\": {\"password\": \"X\"}, \"y\": {\"password\": \"Y\"}}",
        "{\"x\": {\"password\": \"X\"}, \"y\": {\"password\": \"Y\"}}");
    row("none is there", "{\"secret\": \"a\"}", "{}", "{\"secret\": \"(secret: not kept in the journal)\"}");
    row("an empty one is none", "{\"secret\": \"\"}", "{\"secret\": \"A\"}", "{\"secret\": \"\"}");
    row("a number is none", "{\"secret\": 5}", "{\"secret\": \"A\"}", "{\"secret\": 5}");
    row("a policy of that name", "{\"secret\": {\"rate\": 5}}", "{}", "{\"secret\": {\"rate\": 5}}");
}

void TestEditJournal::secretsComeBackFromTheFile()
{
    QFETCH(QString, text);
    QFETCH(QString, source);
    QFETCH(QString, expected);
    const std::string kept = withoutSecrets(text.toStdString());
    QCOMPARE(QString::fromStdString(withSecretsOf(kept, source.toStdString())), expected);
}

void TestEditJournal::aFailingDiskLeavesTheFormerEntry()
{
    QVERIFY(journal().keep(Path, Saved, Edited).ok());
    const std::string entry = Folder + "/%2Fw%2Ftyk.conf.unsaved";
    const std::string before = m_disk->files.at(entry).bytes;
    for (const int step : {1, 2, 3}) { // make the folder, write, rename
        m_disk->calls = 0;
        m_disk->failAt = step;
        QVERIFY(!journal().keep(Path, Saved, "{}"));
        m_disk->failAt = 0;
        QCOMPARE(m_disk->files.at(entry).bytes, before);
        QVERIFY(!m_disk->files.contains(Folder + "/.writing"));
    }
    QVERIFY(journal().keep(Path, Saved, "{}").ok());
}

void TestEditJournal::strangeEntriesAreLeftOut()
{
    m_disk->files[Folder + "/x.left"].bytes = "no line end";
    m_disk->files[Folder + "/y.left"].readable = false;
    m_disk->files[Folder + "/%2Fw%2Fp.json.before"].bytes = "{}";
    QVERIFY(journal().takeLeft().empty());
    QCOMPARE(m_disk->files.count(Folder + "/x.left"), size_t(1));
}

QTEST_GUILESS_MAIN(TestEditJournal)
#include "tst_editjournal.moc"
