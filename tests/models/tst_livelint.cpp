// The open workspace is linted as it is edited: unsaved texts and keys, results of the newest state only. Jobs are run
// by hand, so that each order of events can be had.

#include "models/besidetheloop.h"
#include "models/keyeditor.h"
#include "models/livelint.h"
#include "models/policyeditor.h"
#include "tests/support/workspacefixture.h"

#include <QSemaphore>
#include <QtTest>

#include <algorithm>
#include <deque>

using namespace gatereeve;
using models::LiveLint;
using models::ProblemList;
using models::Workspace;
using namespace Qt::StringLiterals;

class TestLiveLint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_jobs.clear();
        m_fixture = std::make_unique<tests::WorkspaceFixture>();
        m_problems = std::make_unique<ProblemList>();
    }
    void cleanup() { m_lint.reset(); }

    void tellsAtOnceWhatIsThere();
    void followsUnsavedTexts();
    void waitsForTheLastEdit();
    void aResultOfAFormerStateIsDropped();
    void aResultDuringALargeEditComesAfterIt();
    void keysAreLinted();
    void manyKeysThatComeAndGo();
    void ofKeysNoSecretsAreTold();
    void aBrokenFileRaisesNoFalseAlarms();
    void aFileThatIsNotThere();
    void theProfileCounts();
    void silencedIsCounted();
    void worksInAnotherThread();
    void mayGoWhileItRuns();

private:
    void open()
    {
        m_fixture->open();
        m_lint = std::make_unique<LiveLint>(*m_fixture->workspace, *m_problems,
                                            [this](std::function<void()> job) { m_jobs.push_back(std::move(job)); });
        m_lint->setDelay(std::chrono::milliseconds(0));
        QVERIFY(nextJob());
        finishJob();
    }
    Workspace& workspace() { return *m_fixture->workspace; }
    bool nextJob()
    {
        return QTest::qWaitFor([this] { return !m_jobs.empty(); });
    }
    void runJob()
    {
        m_jobs.front()();
        m_jobs.pop_front();
    }
    void finishJob()
    {
        const QSignalSpy changed(m_problems.get(), &ProblemList::changed);
        runJob();
        QTRY_COMPARE(changed.count(), 1);
    }
    // Of what was just edited.
    void settle()
    {
        QVERIFY(!m_problems->isUpToDate());
        QVERIFY(nextJob());
        finishJob();
        QVERIFY(m_problems->isUpToDate());
    }
    QStringList keysWith(std::string_view rule) const
    {
        QStringList keys;
        for (int i = 0; i < m_problems->size(); ++i) {
            if (m_problems->at(i).rule->id == rule)
                keys.append(QString::fromStdString(models::keyNameAt(m_problems->at(i).finding.place)));
        }
        return keys;
    }
    int count(std::string_view rule, std::string_view path = {}) const
    {
        int count = 0;
        for (int i = 0; i < m_problems->size(); ++i) {
            const models::Problem& one = m_problems->at(i);
            count += one.rule->id == rule && (path.empty() || one.finding.place.path.starts_with(path)) ? 1 : 0;
        }
        return count;
    }
    void type(models::JsonFile& file, const std::string& from, const std::string& to)
    {
        std::string text = file.text();
        text.replace(text.find(from), from.size(), to);
        workspace().setText(file, text, u"Typing"_s);
    }

    std::deque<std::function<void()>> m_jobs;
    std::unique_ptr<tests::WorkspaceFixture> m_fixture;
    std::unique_ptr<ProblemList> m_problems;
    std::unique_ptr<LiveLint> m_lint;
};

void TestLiveLint::tellsAtOnceWhatIsThere()
{
    open();
    QCOMPARE(count("dangling-version"), 0);
    QCOMPARE(count("unlimited-quota", "silver"), 1);
    QVERIFY(m_jobs.empty());
}

void TestLiveLint::followsUnsavedTexts()
{
    open();
    type(*workspace().policiesFile(), "\"rate\": 5", "\"rate\": \"5\"");
    settle();
    QCOMPARE(count("wrong-type", "gold.rate"), 1);
    workspace().undoStack().undo();
    settle();
    QCOMPARE(count("wrong-type"), 0);
    type(*workspace().apiFiles().front(), "\"v1\"", "\"v9\"");
    settle();
    QCOMPARE(count("dangling-version"), 2);
}

void TestLiveLint::waitsForTheLastEdit()
{
    open();
    for (const char* rate : {"\"1\"", "\"12\"", "\"123\""})
        workspace().setText(*workspace().policiesFile(), "{\"gold\": {\"rate\": " + std::string(rate) + "}}",
                            u"Typing"_s);
    settle();
    QVERIFY(m_jobs.empty()); // one for the three
    QCOMPARE(count("wrong-type"), 1);
}

void TestLiveLint::aResultOfAFormerStateIsDropped()
{
    open();
    type(*workspace().policiesFile(), "\"rate\": 5", "\"rate\": \"5\"");
    QVERIFY(nextJob());
    workspace().undoStack().undo(); // while that job has not ended
    const QSignalSpy changed(m_problems.get(), &ProblemList::changed);
    runJob();
    QVERIFY(nextJob()); // the former one is over, so the next begins
    QCOMPARE(changed.count(), 0);
    QCOMPARE(count("wrong-type"), 0);
    finishJob();
    QCOMPARE(count("wrong-type"), 0);
    QVERIFY(m_problems->isUpToDate());
}

// Who hears of it may mend what was found: that would be an edit within the edit.
void TestLiveLint::aResultDuringALargeEditComesAfterIt()
{
    open();
    type(*workspace().policiesFile(), "\"rate\": 5", "\"rate\": 0");
    QVERIFY(nextJob());
    const QSignalSpy changed(m_problems.get(), &ProblemList::changed);
    QSemaphore done;
    const auto end = [&] { done.release(); };
    const auto result = [&] {
        runJob();
        QMetaObject::invokeMethod(this, end, Qt::QueuedConnection); // behind the news of it
    };
    QMetaObject::invokeMethod(this, result, Qt::QueuedConnection);
    models::doBesideTheLoop([&] { done.acquire(); });
    QCOMPARE(changed.count(), 0);
    QTRY_COMPARE(changed.count(), 1);
    QVERIFY(m_problems->isUpToDate());
}

void TestLiveLint::keysAreLinted()
{
    m_fixture->addKey("one", {"glod"}, "acme");
    open();
    QCOMPARE(keysWith("dangling-policy"), QStringList{u"one"_s});
    QVERIFY(models::KeyEditor(workspace()).setPolicies({u"one"_s}, {u"gold"_s}).ok());
    settle();
    QVERIFY(keysWith("dangling-policy").isEmpty());
    QVERIFY(models::PolicyEditor(workspace()).setActive({u"gold"_s}, false).ok());
    settle();
    QCOMPARE(keysWith("dangling-policy"), QStringList{u"one"_s}); // not loaded
}

void TestLiveLint::manyKeysThatComeAndGo()
{
    const auto name = [](int i) { return "key" + std::to_string(10000 + i); };
    for (int i = 0; i < 1300; ++i)
        m_fixture->addKey(name(i), {i % 2 == 0 ? "glod" : "gold"});
    open();
    QCOMPARE(keysWith("dangling-policy").size(), 650);
    models::KeyList& keys = workspace().keyList();
    QVERIFY(keys.remove(QString::fromStdString(name(0))).ok());
    StoredKey first{name(-1), name(-1), {}}, changed = *keys.find(QString::fromStdString(name(601)));
    first.session.applyPolicies = changed.session.applyPolicies = {"nobody"};
    QVERIFY(keys.put(first).ok() && keys.put(changed).ok());
    settle();
    QStringList expected{QString::fromStdString(name(-1)), QString::fromStdString(name(601))};
    for (int i = 2; i < 1300; i += 2)
        expected.append(QString::fromStdString(name(i)));
    expected.sort();
    QCOMPARE(keysWith("dangling-policy"), expected);
}

// What lies in a store is in no file that is copied and put under version control.
void TestLiveLint::ofKeysNoSecretsAreTold()
{
    StoredKey key{"one", "one", {}};
    key.session.applyPolicies = {"gold"};
    key.session.hmacString = "a long random text";
    m_fixture->keys.keys["one"] = key;
    open();
    QCOMPARE(count("secret-in-file"), 0);
}

void TestLiveLint::aBrokenFileRaisesNoFalseAlarms()
{
    m_fixture->addKey("one", {"gold"});
    m_fixture->addKey("two", {"new"});
    open();
    QCOMPARE(count("dangling-policy"), 1);
    workspace().setText(*workspace().policiesFile(), "{\"new\": {", u"Typing"_s);
    settle();
    QCOMPARE(count("syntax"), 1);
    QCOMPARE(count("dangling-policy"), 0); // it may be what is being typed
    QCOMPARE(count("unlimited-quota"), 0);
    QCOMPARE(count("key-without-rights"), 0);
    workspace().undoStack().undo();
    settle();
    QCOMPARE(count("syntax"), 0);
    QCOMPARE(count("dangling-policy"), 1);
    QCOMPARE(count("unlimited-quota", "silver"), 1);
}

void TestLiveLint::aFileThatIsNotThere()
{
    m_fixture->disk.files.erase(tests::PoliciesPath);
    open();
    QCOMPARE(count("missing-file"), 1);
    workspace().setText(*workspace().policiesFile(), "{\"gold\": {\"rate\": \"5\"}}", u"Typing"_s);
    settle();
    QCOMPARE(count("missing-file"), 0);
    QCOMPARE(count("wrong-type"), 1);
}

void TestLiveLint::theProfileCounts()
{
    open();
    QCOMPARE(count("id-absent"), 0);
    QVERIFY(workspace().setProfile(Profile::Tyk29).ok());
    settle();
    QCOMPARE(count("id-absent"), 3);
}

void TestLiveLint::silencedIsCounted()
{
    open();
    const int quotas = count("unlimited-quota");
    QVERIFY(quotas > 0);
    workspace().setText(workspace().settingsFile(),
                        "{\"silence\": [{\"rule\": \"unlimited-quota\", \"reason\": \"meant\"}]}", u"Typing"_s);
    settle();
    QCOMPARE(count("unlimited-quota"), 0);
    QCOMPARE(m_problems->silenced(), quotas);
}

void TestLiveLint::worksInAnotherThread()
{
    m_fixture->open();
    LiveLint lint(*m_fixture->workspace, *m_problems);
    QTRY_VERIFY(m_problems->isUpToDate());
    QVERIFY(count("unlimited-quota") > 0);
}

void TestLiveLint::mayGoWhileItRuns()
{
    open();
    type(*workspace().policiesFile(), "\"rate\": 5", "\"rate\": \"5\"");
    QVERIFY(nextJob());
    m_lint.reset();
    m_fixture->workspace.reset();
    const QSignalSpy changed(m_problems.get(), &ProblemList::changed);
    runJob();
    QCoreApplication::processEvents();
    QCOMPARE(changed.count(), 0);
}

QTEST_GUILESS_MAIN(TestLiveLint)
#include "tst_livelint.moc"
