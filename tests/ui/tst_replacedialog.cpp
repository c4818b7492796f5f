// Find and replace, by keys in the whole window.

#include "ui/dialogs/replacedialog.h"

#include "ui/pages/policiespage.h"
#include "workbench.h"

#include <QAction>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QtTest>

using namespace gatereeve;
using models::FoundTextsModel;
using namespace Qt::StringLiterals;

class TestReplaceDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<tests::Workbench>();
        m_bench->open();
        m_bench->window->show();
        m_bench->find<QAction>("actionReplace")->trigger();
        m_table = m_bench->find<QTableView>("foundTexts");
        m_replace = m_bench->find<QPushButton>("replaceChosen");
    }
    void cleanup() { m_bench.reset(); }

    void whatIsFoundFollowsTyping()
    {
        QVERIFY(!m_replace->isEnabled());
        type("findText", u"paid"_s);
        type("replaceText", u"billed"_s);
        QTRY_VERIFY(m_replace->isEnabled());
        const int found = rows();
        QVERIFY(found > 0);
        QVERIFY(m_bench->find<QLabel>("foundCount")->text().startsWith(QString::number(found)));
        QTest::keyClick(m_bench->find<QCheckBox>("findTags"), Qt::Key_Space);               // off
        QTRY_VERIFY(m_bench->find<QLabel>("foundCount")->text().startsWith(u"0 places"_s)); // all was looked through
        QCOMPARE(rows(), 0);
        QVERIFY(!m_replace->isEnabled());
    }

    void replacesWhatIsTickedInOneStep()
    {
        const std::string before = m_bench->workspace->policiesFile()->text();
        type("findText", u"/orders/"_s);
        type("replaceText", u"/sales/"_s);
        QTRY_VERIFY(m_replace->isEnabled());
        const int found = rows();
        m_table->setCurrentIndex(m_table->model()->index(0, FoundTextsModel::Kind));
        QTest::keyClick(m_table, Qt::Key_Space); // the first one stays
        QVERIFY(m_replace->text().contains(QString::number(found - 1)));
        m_replace->click();
        QTRY_COMPARE(rows(), 1);
        QCOMPARE(m_bench->workspace->undoStack().count(), 1);
        m_bench->workspace->undoStack().undo();
        QCOMPARE(m_bench->workspace->policiesFile()->text(), before);
        QTRY_COMPARE(rows(), found);                                     // the edit is followed
        QVERIFY(m_replace->text().contains(QString::number(found - 1))); // and what was unmarked stays so
    }

    void anInvalidExpressionIsSaid()
    {
        m_bench->find<QCheckBox>("findExpression")->click();
        type("findText", u"a("_s);
        QTRY_VERIFY(m_bench->find<QLabel>("foundCount")->text().contains(u"invalid at character"_s));
        QVERIFY(!m_replace->isEnabled());
    }

    void enterLeadsToThePlace()
    {
        type("findText", u"gold"_s);
        QTRY_VERIFY(rows() > 0);
        m_table->setCurrentIndex(m_table->model()->index(0, 0));
        QTest::keyClick(m_table, Qt::Key_Return);
        QCOMPARE(m_bench->window->findChild<ui::PoliciesPage*>()->selected(), QStringList{u"gold"_s});
    }

private:
    void type(const char* field, const QString& text) { QTest::keyClicks(m_bench->find<QLineEdit>(field), text); }
    int rows() const { return m_table->model()->rowCount(); }

    std::unique_ptr<tests::Workbench> m_bench;
    QTableView* m_table = nullptr;
    QPushButton* m_replace = nullptr;
};

QTEST_MAIN(TestReplaceDialog)
#include "tst_replacedialog.moc"
