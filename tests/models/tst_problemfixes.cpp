// What can be done about problems: one named undo step each, that gives the same bytes back.

#include "models/livelint.h"
#include "models/problemfixes.h"
#include "tests/support/workspacefixture.h"

#include <QtTest>

using namespace gatereeve;
using models::JsonFile;
using models::LiveLint;
using models::Problem;
using models::ProblemFixes;
using models::ProblemList;
using models::Workspace;
using Silence = models::ProblemFixes::Silence;
using namespace Qt::StringLiterals;

class TestProblemFixes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<tests::WorkspaceFixture>();
        m_problems = std::make_unique<ProblemList>();
        m_fixture->write(tests::PoliciesPath,
                         "{\"gold\": {\"rate\": 5, \"per\": 1},\n \"silver\": {\"rate\": 2, \"per\": 1},"
                         "\n \"bronze\": {\"rate\": \"3\"}}\n");
    }
    void cleanup() { m_lint.reset(); }

    void oneStepThatCanBeUndone();
    void allOfAKindOverAllFiles();
    void offeredFixesAreDoneOneAtATime();
    void nothingIsDoneToAnotherText();
    void aKeyIsFixedInTheStore();
    void silencesHere();
    void silencesARule();
    void silencesInAFileWithOthers();
    void aKeyCanNotBeNamed();
    void entriesAreNotSilencedThemselves();
    void aBrokenSettingsFileIsLeftAlone();

private:
    void open()
    {
        m_fixture->open();
        m_lint = std::make_unique<LiveLint>(*m_fixture->workspace, *m_problems, [](const auto& job) { job(); });
        m_lint->setDelay(std::chrono::milliseconds(0));
        m_fixes = std::make_unique<ProblemFixes>(*m_fixture->workspace, *m_problems);
        settle();
    }
    void settle() { QTRY_VERIFY(m_problems->isUpToDate()); }
    Workspace& workspace() { return *m_fixture->workspace; }
    QUndoStack& undoStack() { return workspace().undoStack(); }
    std::vector<Problem> of(std::string_view rule) const
    {
        std::vector<Problem> found;
        for (int i = 0; i < m_problems->size(); ++i) {
            if (m_problems->at(i).rule->id == rule)
                found.push_back(m_problems->at(i));
        }
        return found;
    }

    std::unique_ptr<tests::WorkspaceFixture> m_fixture;
    std::unique_ptr<ProblemList> m_problems;
    std::unique_ptr<LiveLint> m_lint;
    std::unique_ptr<ProblemFixes> m_fixes;
};

void TestProblemFixes::oneStepThatCanBeUndone()
{
    open();
    const std::string before = m_fixture->policiesText();
    const auto absent = of("active-absent");
    QCOMPARE(absent.size(), size_t{2});
    QVERIFY(m_fixes->fix(absent.front()).ok());
    QCOMPARE(undoStack().count(), 1);
    QCOMPARE(undoStack().text(0), u"Fix: add \"active\": true"_s);
    QVERIFY(m_fixture->policiesText().starts_with("{\"gold\": {\"rate\": 5, \"per\": 1, \"active\": true},"));
    settle();
    QCOMPARE(of("active-absent").size(), size_t{1});
    undoStack().undo();
    QCOMPARE(m_fixture->policiesText(), before);
    settle();
    QCOMPARE(of("active-absent").size(), size_t{2});
}

void TestProblemFixes::allOfAKindOverAllFiles()
{
    m_fixture->write(tests::ConfPath, "{\"listen_port\": 8080, \"policies\": {\"policy_path\": \"folder\"}}");
    m_fixture->write("/w/gatereeve.json", "{\"profile\": \"5\"}");
    m_fixture->write(
        "/w/folder/a.json",
        "{\"id\": \"a\", \"rate\": 5,\n  \"access_rights\": {\"x\": {\"apiid\": \"x\", \"apiname\": \"X\"}}}");
    m_fixture->write("/w/folder/b.json", "{\"id\": \"b\", \"access_rights\": {\"x\": {\"apiid\": \"x\"}}}");
    open();
    const lint::Rule& rule = lint::ruleOf("service-spelling");
    QCOMPARE(m_fixes->fixableLike(rule), 3);
    std::vector<std::string> before;
    for (const JsonFile* file : workspace().policyFiles())
        before.push_back(file->text());
    QVERIFY(m_fixes->fixAll(rule).ok());
    QCOMPARE(undoStack().count(), 1);
    QCOMPARE(undoStack().text(0), u"Fix all of service-spelling"_s);
    settle();
    QCOMPARE(m_fixes->fixableLike(rule), 0);
    for (const JsonFile* file : workspace().policyFiles())
        QVERIFY(file->isModified() && file->document());
    undoStack().undo();
    for (size_t i = 0; i < before.size(); ++i)
        QCOMPARE(workspace().policyFiles()[i]->text(), before[i]);
}

// What changes what is enforced has to be wanted.
void TestProblemFixes::offeredFixesAreDoneOneAtATime()
{
    open();
    const auto wrong = of("wrong-type");
    QCOMPARE(wrong.size(), size_t{1});
    QVERIFY(wrong.front().fix && !wrong.front().fix->isSafe);
    QCOMPARE(m_fixes->fixableLike(*wrong.front().rule), 0);
    QVERIFY(m_fixes->fixAll(*wrong.front().rule).ok());
    QCOMPARE(undoStack().count(), 0);
    QVERIFY(m_fixes->fix(wrong.front()).ok());
    QVERIFY(m_fixture->policiesText().find("\"bronze\": {\"rate\": 3}") != std::string::npos);
}

void TestProblemFixes::nothingIsDoneToAnotherText()
{
    open();
    const Problem absent = of("active-absent").front();
    workspace().setText(*workspace().policiesFile(), "{}", u"Typing"_s);
    QVERIFY(!m_fixes->fix(absent).ok());
    QVERIFY(!m_fixes->fixAll(*absent.rule).ok());
    QCOMPARE(m_fixture->policiesText(), std::string("{}"));
    QCOMPARE(undoStack().count(), 1);
}

void TestProblemFixes::aKeyIsFixedInTheStore()
{
    StoredKey key{"one", "one", {}};
    key.session.accessRights["orders"].allowedUrls = {{"/orders/", {"get"}}};
    m_fixture->keys.keys["one"] = key;
    open();
    const auto lower = of("method-case");
    QCOMPARE(lower.size(), size_t{1});
    QVERIFY(m_fixes->fix(lower.front()).ok());
    QCOMPARE(m_fixture->keys.keys["one"].session.accessRights["orders"].allowedUrls.front().methods,
             std::vector<std::string>{"GET"});
    settle();
    QVERIFY(of("method-case").empty());
    undoStack().undo();
    QVERIFY(m_fixture->keys.keys["one"] == key);
}

void TestProblemFixes::silencesHere()
{
    open();
    const Problem absent = of("active-absent").front();
    QVERIFY(m_fixes->silence(absent, Silence::Here, u" it's meant \"so\" "_s).ok());
    QCOMPARE(QString::fromStdString(workspace().settingsFile().text()),
             u"{\n  \"silence\": [\n    {\n      \"rule\": \"active-absent\",\n"
             "      \"path\": \"policies/policies.json#gold\",\n"
             "      \"reason\": \"it's meant \\\"so\\\"\"\n    }\n  ]\n}\n"_s);
    QCOMPARE(undoStack().text(0), u"Silence active-absent"_s);
    settle();
    QCOMPARE(of("active-absent").size(), size_t{1});
    QCOMPARE(m_problems->silenced(), 1);
    QVERIFY(of("silence-invalid").empty() && of("silence-unused").empty());
    undoStack().undo();
    QVERIFY(workspace().settingsFile().text().empty());
    settle();
    QCOMPARE(m_problems->silenced(), 0);
}

void TestProblemFixes::silencesARule()
{
    open();
    QVERIFY(m_fixes->silence(of("active-absent").front(), Silence::Everywhere, u"old gateways"_s).ok());
    settle();
    QCOMPARE(m_problems->silenced(), 2);
}

void TestProblemFixes::silencesInAFileWithOthers()
{
    const std::string before =
        "{\"profile\": \"guide\",\n \"silence\": [{\"rule\": \"unlimited-quota\", \"reason\": \"r\"}], \"x\": 1}";
    m_fixture->write("/w/gatereeve.json", before);
    open();
    QVERIFY(m_fixes->silence(of("active-absent").front(), Silence::Everywhere, u"s"_s).ok());
    const std::string& text = workspace().settingsFile().text();
    QVERIFY(text.starts_with(before.substr(0, before.find("}], "))));
    QVERIFY(text.ends_with("], \"x\": 1}"));
    settle();
    QVERIFY(of("active-absent").empty());
    undoStack().undo();
    QCOMPARE(workspace().settingsFile().text(), before);
}

// Its name may be the key itself, which must not get into a file.
void TestProblemFixes::aKeyCanNotBeNamed()
{
    m_fixture->addKey("one", {"glod"});
    open();
    const Problem dangling = of("dangling-policy").front();
    QVERIFY(!m_fixes->canSilence(dangling, Silence::Here));
    QVERIFY(m_fixes->canSilence(dangling, Silence::Everywhere));
}

void TestProblemFixes::entriesAreNotSilencedThemselves()
{
    m_fixture->write("/w/gatereeve.json", "{\"silence\": [{\"rule\": \"unlimited-quota\"}]}");
    open();
    const Problem invalid = of("silence-invalid").front();
    QVERIFY(!m_fixes->canSilence(invalid, Silence::Here) && !m_fixes->canSilence(invalid, Silence::Everywhere));
}

void TestProblemFixes::aBrokenSettingsFileIsLeftAlone()
{
    m_fixture->write("/w/gatereeve.json", "{\"silence\": {}}");
    open();
    QVERIFY(!m_fixes->silence(of("active-absent").front(), Silence::Here, u"r"_s).ok());
    workspace().setText(workspace().settingsFile(), "{ broken", u"Typing"_s);
    settle();
    QVERIFY(!m_fixes->silence(of("active-absent").front(), Silence::Here, u"r"_s).ok());
    QCOMPARE(workspace().settingsFile().text(), std::string("{ broken"));
}

QTEST_GUILESS_MAIN(TestProblemFixes)
#include "tst_problemfixes.moc"
