// The page Problems by keyboard: find, go there, fix, silence, and all of it back.

#include "ui/pages/policiespage.h"
#include "ui/pages/problemspage.h"
#include "ui/widgets/messagebar.h"
#include "workbench.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTabWidget>
#include <QTreeView>
#include <QtTest>

using namespace gatereeve;
using namespace gatereeve::tests;
using namespace Qt::StringLiterals;

namespace
{

const std::string Policies =
    "{\"gold\": {\"id\": \"gold\", \"rate\": 5, \"per\": 1, \"access_rights\": {\"orders\": {}}},\n"
    " \"iron\": {\"id\": \"iron\", \"rate\": 3, \"per\": 1, \"access_rights\": {\"orders\": {}}},\n"
    " \"tin\": {\"id\": \"tin\", \"rate\": 4, \"per\": 1, \"access_rights\": {\"nothing\": {}}},\n"
    " \"silver\": {\"id\": \"silver\", \"active\": true, \"rate\": 2, \"per\": 1, \"tags\": [7]},\n"
    " \"bronze\": {\"id\": \"bronze\", \"active\": true, \"rate\": \"1\", \"per\": 1}}\n";

} // namespace

class TestProblemsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<Workbench>();
        m_bench->window->show();
        m_bench->window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_bench->window.get()));
        m_bench->workspace->setText(file(), Policies, u"Typing"_s);
        m_bench->find<QAction>("actionProblems")->trigger();
        settle();
    }
    void cleanup() { m_bench.reset(); }

    void fixesOneAndTheNext();
    void anotherIsChosenWhenAllOfAGroupGo();
    void aFixWaitsForTheList();
    void fixesAllOfAKind();
    void offersNoUnsafeFixForAll();
    void explains();
    void goesToTheField_data();
    void goesToTheField();
    void goesToTheTextWhereThereIsNoForm();
    void goesToTheKey();
    void filtersAndCounts();
    void groups();
    void silencesWithAReason();
    void silencesARule();
    void copies();
    void badgeCountsErrorsAndWarnings();
    void narrowHasDetailsToo();
    void remembersTheGrouping();

private:
    models::JsonFile& file() { return *m_bench->workspace->policiesFile(); }
    QTreeView* tree() { return m_bench->find<QTreeView>("problemTree"); }
    void settle() { QTRY_VERIFY(m_bench->problems.isUpToDate()); }
    void filter(const QString& line)
    {
        auto* edit = m_bench->find<QLineEdit>("problemFilter");
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, line);
        tree()->setFocus();
    }
    // How many problems are shown.
    int shown()
    {
        int count = 0;
        for (int row = 0; row < tree()->model()->rowCount(); ++row)
            count += tree()->model()->rowCount(tree()->model()->index(row, 0));
        return count;
    }
    QString text(const char* label) { return m_bench->find<QLabel>(label)->text(); }
    void fixByKey() { QTest::keyClick(tree(), Qt::Key_Period, Qt::ControlModifier); }
    QUndoStack& undoStack() { return m_bench->workspace->undoStack(); }

    std::unique_ptr<Workbench> m_bench;
};

void TestProblemsPage::fixesOneAndTheNext()
{
    filter(u"rule:active-absent"_s);
    QCOMPARE(shown(), 3);
    fixByKey();
    settle();
    QCOMPARE(shown(), 2);
    QCOMPARE(undoStack().undoText(), u"Fix: add \"active\": true"_s);
    fixByKey(); // the next one has become the chosen one
    settle();
    QCOMPARE(shown(), 1);
    m_bench->find<QAction>("actionUndo")->trigger();
    m_bench->find<QAction>("actionUndo")->trigger();
    QCOMPARE(file().text(), Policies);
    settle();
    QCOMPARE(shown(), 3);
}

void TestProblemsPage::anotherIsChosenWhenAllOfAGroupGo()
{
    filter(u"file:policies rule:active-absent"_s);
    m_bench->workspace->setText(file(), "{ broken", u"Typing"_s);
    settle();
    QCOMPARE(shown(), 0);
    filter(u"file:policies"_s);
    QVERIFY(text("problemSentence").contains(u"expected"_s));
    m_bench->find<QAction>("actionUndo")->trigger();
    settle();
    QVERIFY(tree()->currentIndex().parent().isValid());
    QVERIFY(m_bench->find<QLabel>("problemSentence")->isVisible());
}

// Whoever is quicker than lint loses no key press, and hits nothing else.
void TestProblemsPage::aFixWaitsForTheList()
{
    filter(u"rule:active-absent gold"_s);
    const std::string moved = "\n\n" + Policies;
    m_bench->workspace->setText(file(), moved, u"Typing"_s);
    fixByKey();
    QCOMPARE(file().text(), moved);
    QTRY_VERIFY(file().text().find("\"active\": true") != std::string::npos);
    QVERIFY(file().text().starts_with("\n\n{\"gold\""));
    settle();
    QCOMPARE(shown(), 0);
}

void TestProblemsPage::fixesAllOfAKind()
{
    filter(u"rule:active-absent"_s);
    auto* button = m_bench->find<QPushButton>("problemFixAllButton");
    QVERIFY(button->isEnabled() && button->text().contains(u"(3)"_s));
    QTest::keyClick(tree(), Qt::Key_Period, Qt::ControlModifier | Qt::ShiftModifier);
    settle();
    QCOMPARE(shown(), 0);
    QCOMPARE(undoStack().undoText(), u"Fix all of active-absent"_s);
    m_bench->find<QAction>("actionUndo")->trigger();
    QCOMPARE(file().text(), Policies);
}

void TestProblemsPage::offersNoUnsafeFixForAll()
{
    filter(u"rule:wrong-type bronze"_s);
    QCOMPARE(shown(), 1);
    QVERIFY(!m_bench->find<QPushButton>("problemFixAllButton")->isEnabled());
    QVERIFY(text("problemFix").contains(u"This changes what is enforced."_s));
    fixByKey();
    QVERIFY(file().text().find("\"rate\": 1,") != std::string::npos);
}

void TestProblemsPage::explains()
{
    filter(u"rule:active-absent iron"_s);
    QVERIFY(text("problemSentence").contains(u"iron"_s));
    QVERIFY(text("problemPlace").startsWith(u"policies/policies.json:2"_s));
    for (const char* label : {"problemReason", "problemExample", "problemRemedy"})
        QVERIFY2(!text(label).isEmpty(), label);
    QCOMPARE(text("problemFix"), u"Add \"active\": true. What is enforced stays the same."_s);
    filter(u"nobody"_s);
    QVERIFY(m_bench->find<QLabel>("noProblems")->isVisible());
    QVERIFY(!m_bench->find<QPushButton>("problemFixOneButton")->isEnabled());
}

void TestProblemsPage::goesToTheField_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("policy");
    QTest::addColumn<QString>("focus"); // object name of the widget, or of one that it stands in; empty: the JSON
    QTest::newRow("rate") << u"rule:wrong-type bronze"_s << u"bronze"_s << u"policyRateText"_s;
    QTest::newRow("tags") << u"rule:wrong-type silver"_s << u"silver"_s << u"policyTags"_s;
    QTest::newRow("rights") << u"rule:dangling-api"_s << u"tin"_s << u"accessRights"_s;
}

void TestProblemsPage::goesToTheField()
{
    QFETCH(QString, filter);
    this->filter(filter);
    QCOMPARE(shown(), 1);
    QTest::keyClick(tree(), Qt::Key_Return);
    auto* page = m_bench->window->findChild<ui::PoliciesPage*>();
    QVERIFY(page->isVisible());
    QTEST(page->selected().value(0), "policy");
    QFETCH(QString, focus);
    QWidget* focused = QApplication::focusWidget();
    while (focused && focused->objectName() != focus)
        focused = focused->parentWidget();
    QVERIFY2(focused, qPrintable(QApplication::focusWidget()->objectName()));
}

void TestProblemsPage::goesToTheTextWhereThereIsNoForm()
{
    m_bench->workspace->setText(file(), "{\n\"gold\": {,", u"Typing"_s);
    settle();
    filter(u"rule:syntax"_s);
    QCOMPARE(shown(), 1);
    QTest::keyClick(tree(), Qt::Key_Return);
    QCOMPARE(m_bench->find<QListWidget>("pageList")->currentRow(), int(ui::WorkspaceView::FilesId));
    QCOMPARE(QApplication::focusWidget(), m_bench->find<QWidget>("fileText"));
}

void TestProblemsPage::goesToTheKey()
{
    StoredKey key{"5f3c9a1e7b2d4c60", "5f3c9a1e7b2d4c60", {}};
    key.session.applyPolicies = {"glod"};
    key.session.alias = "acme";
    QVERIFY(m_bench->workspace->keyList().put(key).ok());
    settle();
    filter(u"rule:dangling-policy"_s);
    QCOMPARE(shown(), 1);
    QVERIFY(!m_bench->find<QPushButton>("problemSilenceHereButton")->isEnabled());
    QTest::keyClick(tree(), Qt::Key_Return);
    QCOMPARE(m_bench->find<QListWidget>("pageList")->currentRow(), int(ui::WorkspaceView::KeysId));
}

void TestProblemsPage::filtersAndCounts()
{
    const int all = shown();
    filter(u"severity:error"_s);
    QVERIFY(shown() > 0 && shown() < all);
    QVERIFY(text("problemCount").contains(u"shown: %1 of %2"_s.arg(shown()).arg(all)));
    filter(u"severity:bad"_s);
    QVERIFY(text("problemCount").contains(u"not understood: severity:bad"_s));
    m_bench->find<QLineEdit>("problemFilter")->clear();
    QCOMPARE(shown(), all);
    QVERIFY(!text("problemCount").contains(u"shown"_s));
    QVERIFY(text("problemCount").contains(u"error"_s));
}

void TestProblemsPage::groups()
{
    auto* box = m_bench->find<QComboBox>("problemGrouping");
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Down);
    const auto* model = tree()->model();
    QStringList titles;
    for (int row = 0; row < model->rowCount(); ++row)
        titles.append(model->index(row, 0).data().toString());
    QVERIFY(titles.contains(u"active-absent"_s));
    for (int row = 0; row < model->rowCount(); ++row)
        QVERIFY(tree()->isExpanded(model->index(row, 0)));
    QTest::keyClick(box, Qt::Key_Down);
    QCOMPARE(model->index(0, 0).data().toString(), u"Errors"_s);
}

void TestProblemsPage::silencesWithAReason()
{
    filter(u"rule:active-absent"_s);
    m_bench->prompts.texts = {u"  "_s};
    m_bench->find<QAction>("problemSilenceHere")->trigger();
    QVERIFY(m_bench->window->view()->messageBar().names().contains(u"failed"_s));
    QCOMPARE(undoStack().count(), 1);                        // as before
    m_bench->find<QAction>("problemSilenceHere")->trigger(); // cancelled
    QCOMPARE(undoStack().count(), 1);
    m_bench->prompts.texts = {u"an old habit"_s};
    m_bench->find<QAction>("problemSilenceHere")->trigger();
    settle();
    QCOMPARE(shown(), 2);
    auto* silenced = m_bench->find<QPushButton>("problemsSilenced");
    QVERIFY(silenced->isVisible() && silenced->text().contains(u"1"_s));
    silenced->click();
    QCOMPARE(QApplication::focusWidget(), m_bench->find<QWidget>("problemFileText"));
    m_bench->find<QAction>("actionUndo")->trigger();
    settle();
    QCOMPARE(shown(), 3);
    QVERIFY(!silenced->isVisible());
}

void TestProblemsPage::silencesARule()
{
    filter(u"rule:active-absent"_s);
    m_bench->prompts.texts = {u"an old habit"_s};
    m_bench->find<QAction>("problemSilenceRule")->trigger();
    settle();
    QCOMPARE(shown(), 0);
    QCOMPARE(m_bench->problems.silenced(), 3);
}

void TestProblemsPage::copies()
{
    filter(u"rule:active-absent"_s);
    QTest::keyClick(tree(), Qt::Key_C, Qt::ControlModifier);
    const QString one = QApplication::clipboard()->text();
    QVERIFY(one.startsWith(u"policies/policies.json:1:"_s) && one.endsWith(u"[active-absent]"_s));
    QTest::keyClick(tree(), Qt::Key_Up); // the group
    QTest::keyClick(tree(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text().split(u'\n').size(), 3);
}

void TestProblemsPage::badgeCountsErrorsAndWarnings()
{
    const int counted = m_bench->problems.count(Severity::Error) + m_bench->problems.count(Severity::Warning);
    QVERIFY(counted > 0 && counted < m_bench->problems.size());
    QVERIFY(m_bench->find<QListWidget>("pageList")
                ->item(ui::WorkspaceView::ProblemsId)
                ->text()
                .endsWith(u' ' + QString::number(counted)));
}

void TestProblemsPage::narrowHasDetailsToo()
{
    m_bench->window->resize(900, 700);
    QCoreApplication::processEvents();
    QVERIFY(!m_bench->find<QLabel>("problemSentence")->isVisible());
    filter(u"rule:active-absent"_s);
    QTest::keyClick(tree(), Qt::Key_Return, Qt::AltModifier);
    QVERIFY(m_bench->find<QLabel>("problemSentence")->isVisible());
}

void TestProblemsPage::remembersTheGrouping()
{
    m_bench->find<QComboBox>("problemGrouping")->setCurrentIndex(1);
    m_bench->open();
    QCOMPARE(m_bench->find<QComboBox>("problemGrouping")->currentIndex(), 1);
}

QTEST_MAIN(TestProblemsPage)
#include "tst_problemspage.moc"
