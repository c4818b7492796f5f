// The URL tester below the access rights, by keyboard: what is typed is answered at once, also for an expression that
// is still being edited.

#include "ui/pages/policiespage.h"
#include "ui/widgets/statelabel.h"
#include "workbench.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTreeView>
#include <QtTest>

using namespace gatereeve;
using namespace gatereeve::tests;
using namespace Qt::StringLiterals;

class TestUrlTester : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Workbench> m_bench;

    // The page of the policies and the page of the keys have one each.
    QWidget* tester() const { return m_bench->window->findChild<ui::PoliciesPage*>(); }
    QString said(const char* label) const
    {
        const auto* found = tester()->findChild<ui::StateLabel*>(QLatin1StringView(label));
        return found && found->isVisible() ? found->text() : QString();
    }
    QLineEdit* path() const { return tester()->findChild<QLineEdit*>(u"urlTestPath"_s); }
    QTreeView* tree() const { return tester()->findChild<QTreeView*>(u"accessRights"_s); }

    // Opens the editor of the first URL of the first API with F2.
    QLineEdit* editFirstUrl() const
    {
        const auto* model = tree()->model();
        const QModelIndex api = model->index(0, 0);
        for (int row = 0; row < model->rowCount(api); ++row) {
            if (model->index(row, 0, api).data().toString().startsWith(u'/'))
                tree()->setCurrentIndex(model->index(row, 0, api));
        }
        tree()->setFocus();
        QTest::keyClick(tree(), Qt::Key_F2);
        return tree()->findChild<QLineEdit*>();
    }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<Workbench>();
        m_bench->window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_bench->window.get()));
        m_bench->window->findChild<ui::PoliciesPage*>()->select(u"free"_s);
    }
    void cleanup() { m_bench.reset(); }

    void tellsRuleAndCharactersWhileTyping()
    {
        QCOMPARE(said("urlVerdict-guide"), QString());
        path()->setFocus();
        QTest::keyClicks(path(), u"/order"_s);
        QVERIFY(!said("urlVerdict-guide").contains(u"passes"_s));
        QTest::keyClicks(path(), u"s/7"_s);
        QCOMPARE(said("urlVerdict-guide"), u"Under all rules: passes; rule 1 matches characters 1–9, \"/orders/7\"."_s);
        QCOMPARE(said("urlVerdict-2.9"), QString()); // no need to repeat it
        const auto* marked = tester()->findChild<QLabel*>(u"urlTestMarked"_s);
        QVERIFY(marked->isVisible() && marked->text().contains(u"underline"_s));
        auto* method = tester()->findChild<QComboBox*>(u"urlTestMethod"_s);
        method->setFocus();
        QTest::keyClick(method, Qt::Key_Down);
        QCOMPARE(method->currentText(), u"POST"_s);
        QVERIFY2(said("urlVerdict-guide").contains(u"refused; rule 1 matches the path, but it is for GET"_s),
                 qPrintable(said("urlVerdict-guide")));
        path()->setText(u"/users/7"_s);
        QVERIFY(said("urlVerdict-guide").contains(u"Users is not granted"_s));
    }

    void judgesAnExpressionWhileItIsTyped()
    {
        QVERIFY(said("urlRemark1").contains(u"/orders/any/other/path"_s));
        path()->setText(u"/orders/7"_s);
        QLineEdit* editor = editFirstUrl();
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, u"^/orders/(7"_s);
        QVERIFY2(said("urlRemark1").contains(u"At character 10: the parenthesis that opens here is never closed"_s),
                 qPrintable(said("urlRemark1")));
        // profiles.md, quirks
        QVERIFY(said("urlVerdict-guide").startsWith(u"guide: refused"_s));
        QVERIFY(said("urlVerdict-2.9").startsWith(u"Tyk 2.9.5: passes"_s));
        QVERIFY(said("urlVerdict-5").startsWith(u"Tyk 5: refused"_s));
        QVERIFY(!m_bench->workspace->isModified()); // nothing is edited yet
        QTest::keyClicks(editor, u")$"_s);
        QCOMPARE(said("urlRemark1"), QString());
        QVERIFY(said("urlVerdict-guide").startsWith(u"Under all rules: passes"_s));
        QTest::keyClick(editor, Qt::Key_Escape);
        QTRY_VERIFY(said("urlRemark1").contains(u"/orders/any/other/path"_s)); // back to what stands there
    }

    void followsEditsAndUndo()
    {
        path()->setText(u"/orders/7/items"_s);
        QLineEdit* editor = editFirstUrl();
        editor->selectAll();
        QTest::keyClicks(editor, u"^/orders/[0-9]+$"_s);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(m_bench->workspace->isModified());
        QVERIFY(said("urlVerdict-guide").contains(u"refused; the only rule is not found"_s));
        m_bench->workspace->undoStack().undo();
        QVERIFY(said("urlVerdict-guide").contains(u"passes"_s));
    }
};

QTEST_MAIN(TestUrlTester)
#include "tst_urltester.moc"
