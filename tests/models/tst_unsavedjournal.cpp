#include "models/unsavedjournal.h"

#include "models/policyeditor.h"
#include "tests/support/workspacefixture.h"

#include <QtTest>

using namespace gatereeve;
using models::PolicyEditor;
using models::UnsavedJournal;

class TestUnsavedJournal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void editsAreKeptAndComeBackAfterACrash();
    void aBrokenTextComesBackToo();
    void savingAndUndoingForget();
    void whatIsGivenUpIsNotKept();
    void anEndThatNobodyWasAskedAboutKeepsTheNewest();
    void whatIsDiscardedIsGone();
    void aFailingDiskIsToldOnce();
    void othersAreKeptBesideOneThatFails();

private:
    void startJournal() { m_journal = std::make_unique<UnsavedJournal>(*m_fixture->workspace); }
    int entries()
    {
        int found = 0;
        for (const auto& [path, file] : m_fixture->disk.files)
            found += path.starts_with("/w/.gatereeve/journal/") ? 1 : 0;
        return found;
    }
    // The process ends without a word: what is in memory goes, what is on disk stays.
    void crash()
    {
        const auto files = m_fixture->disk.files;
        m_journal.reset();
        m_fixture->disk.files = files;
        m_fixture->open();
        startJournal();
    }

    std::unique_ptr<tests::WorkspaceFixture> m_fixture;
    std::unique_ptr<UnsavedJournal> m_journal;
};

void TestUnsavedJournal::init()
{
    m_journal.reset();
    m_fixture = std::make_unique<tests::WorkspaceFixture>();
    m_fixture->open();
    startJournal();
}

void TestUnsavedJournal::editsAreKeptAndComeBackAfterACrash()
{
    QVERIFY(PolicyEditor(*m_fixture->workspace).setRate({QStringLiteral("gold")}, {7, 1}).ok());
    const std::string edited = m_fixture->policiesText();
    QTRY_COMPARE(entries(), 1);
    crash();
    QCOMPARE(m_fixture->policy("gold").rate, 5.0);
    QCOMPARE(m_journal->left().size(), size_t(1));
    QVERIFY(m_journal->left().front().isOfDisk);
    m_journal->open(m_journal->left().front());
    QCOMPARE(m_fixture->policiesText(), edited);
    QVERIFY(m_journal->left().empty());
    QVERIFY(m_fixture->workspace->isModified());
    m_fixture->workspace->undoStack().undo();
    QVERIFY(!m_fixture->workspace->isModified());
}

void TestUnsavedJournal::aBrokenTextComesBackToo()
{
    auto& file = *m_fixture->workspace->policiesFile();
    m_fixture->workspace->setText(file, "{\"gold\": {", QStringLiteral("Typing"));
    QTRY_COMPARE(entries(), 1);
    crash();
    m_journal->open(m_journal->left().front());
    QCOMPARE(m_fixture->policiesText(), "{\"gold\": {");
    QCOMPARE(m_fixture->workspace->policies().count("gold"), size_t(1)); // the good one stays in force
}

void TestUnsavedJournal::savingAndUndoingForget()
{
    for (const bool saves : {true, false}) {
        QVERIFY(PolicyEditor(*m_fixture->workspace).setRate({QStringLiteral("gold")}, {saves ? 7.0 : 9.0, 1}).ok());
        QTRY_COMPARE(entries(), 1);
        if (saves)
            QVERIFY(m_fixture->workspace->save().empty());
        else
            m_fixture->workspace->undoStack().undo();
        QTRY_COMPARE(entries(), 0);
    }
}

void TestUnsavedJournal::whatIsGivenUpIsNotKept()
{
    QVERIFY(PolicyEditor(*m_fixture->workspace).setRate({QStringLiteral("gold")}, {7, 1}).ok());
    QTRY_COMPARE(entries(), 1);
    m_journal->giveUp();
    QCOMPARE(entries(), 0);
    m_journal.reset();
    QCOMPARE(entries(), 0);
}

// A session of the desktop that ends takes its programs with it.
void TestUnsavedJournal::anEndThatNobodyWasAskedAboutKeepsTheNewest()
{
    QVERIFY(PolicyEditor(*m_fixture->workspace).setRate({QStringLiteral("gold")}, {7, 1}).ok());
    const std::string edited = m_fixture->policiesText();
    m_journal.reset(); // before the pause is over
    QCOMPARE(entries(), 1);
    m_fixture->open();
    startJournal();
    QCOMPARE(m_journal->left().front().text, edited);
}

void TestUnsavedJournal::whatIsDiscardedIsGone()
{
    QVERIFY(PolicyEditor(*m_fixture->workspace).setRate({QStringLiteral("gold")}, {7, 1}).ok());
    QTRY_COMPARE(entries(), 1);
    crash();
    m_journal->discard(m_journal->left().front());
    QCOMPARE(entries(), 0);
    QVERIFY(!m_fixture->workspace->isModified());
}

void TestUnsavedJournal::aFailingDiskIsToldOnce()
{
    QSignalSpy failed(m_journal.get(), &UnsavedJournal::failed);
    m_fixture->disk.failAt = 1;
    m_fixture->disk.staysBroken = true;
    PolicyEditor editor(*m_fixture->workspace);
    QVERIFY(editor.setRate({QStringLiteral("gold")}, {7, 1}).ok());
    QTRY_COMPARE(failed.count(), 1);
    const int calls = m_fixture->disk.calls;
    QVERIFY(editor.setInactive({QStringLiteral("gold")}, true).ok());
    QTRY_VERIFY(m_fixture->disk.calls > calls);
    QCOMPARE(failed.count(), 1);
    QCOMPARE(m_fixture->policy("gold").rate, 7.0);
}

// One that can't be written does not keep the others out.
void TestUnsavedJournal::othersAreKeptBesideOneThatFails()
{
    auto& workspace = *m_fixture->workspace;
    m_fixture->disk.failAt = 2; // what the first file wants to write
    workspace.setText(*workspace.confFile(), workspace.confFile()->text() + "\n", QStringLiteral("Typing"));
    QVERIFY(PolicyEditor(workspace).setRate({QStringLiteral("gold")}, {7, 1}).ok());
    QSignalSpy failed(m_journal.get(), &UnsavedJournal::failed);
    QTRY_COMPARE(failed.count(), 1);
    QTRY_COMPARE(entries(), 1);
}

QTEST_GUILESS_MAIN(TestUnsavedJournal)
#include "tst_unsavedjournal.moc"
