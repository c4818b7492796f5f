// The page of the policies in the whole window: templates, and what the clipboard does.

#include "ui/pages/policiespage.h"

#include "models/text.h"
#include "workbench.h"

#include <QClipboard>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QTableView>
#include <QtTest>

using namespace gatereeve;
using namespace Qt::StringLiterals;

class TestPoliciesPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<tests::Workbench>();
        m_bench->open();
        m_bench->window->show();
        m_page = m_bench->window->findChild<ui::PoliciesPage*>();
        m_table = m_bench->find<QTableView>("policyTable");
        QVERIFY(QTest::qWaitForWindowActive(m_bench->window.get()));
        m_table->setFocus();
    }
    void cleanup() { m_bench.reset(); }

    void newPolicyFromATemplate()
    {
        QMenu* menu = openTemplates();
        QAction* trial = actionOf(menu, &QAction::text, u"Trial"_s);
        QVERIFY(trial && !trial->toolTip().isEmpty());
        trial->trigger();
        QCOMPARE(m_page->selected(), QStringList{u"trial-2"_s}); // there is one of that name
        QCOMPARE(policy("trial-2").keyExpiresIn, 1209600);
    }

    void ownTemplatesAreKeptAndForgotten()
    {
        m_page->select(u"gold"_s);
        m_bench->prompts.texts = {u"Our gold & more"_s};
        actionOf(openTemplates(), &QAction::objectName, u"keepTemplate"_s)->trigger();
        m_page->select(u"free"_s);
        QAction* kept = actionOf(openTemplates(), &QAction::text, u"Our gold && more"_s);
        QVERIFY(kept);
        kept->trigger();
        QCOMPARE(m_page->selected(), QStringList{u"gold-2"_s});
        QVERIFY(policy("gold-2").rate == policy("gold").rate);
        openTemplates()->actions().last()->menu()->actions().first()->trigger();
        QVERIFY(!actionOf(openTemplates(), &QAction::text, u"Our gold && more"_s));
    }

    void copiedPoliciesArePasted()
    {
        m_page->select(u"gold"_s);
        QTest::keySequence(m_table, QKeySequence::Copy);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"\"gold\""_s)); // editors get it as text
        QTest::keySequence(m_table, QKeySequence::Paste);
        QCOMPARE(m_page->selected(), QStringList{u"gold-2"_s});
        QCOMPARE(m_bench->workspace->undoStack().count(), 1);
        QCOMPARE(m_bench->workspace->undoStack().undoText(), u"Paste gold-2"_s);
    }

    void textFromElsewhereIsPasted()
    {
        QGuiApplication::clipboard()->setText(u"[{\"id\": \"x\", \"rate\": 3}, {\"rate\": 4}]"_s);
        QTest::keySequence(m_table, QKeySequence::Paste);
        QCOMPARE(m_page->selected(), (QStringList{u"x"_s, u"policy"_s}));
        QGuiApplication::clipboard()->setText(u"no policies"_s);
        QSignalSpy failed(m_page, &ui::Page::failed);
        QTest::keySequence(m_table, QKeySequence::Paste);
        QCOMPARE(failed.size(), 1);
        QCOMPARE(m_bench->workspace->undoStack().count(), 1);
    }

    void cutPoliciesComeBackByPasting()
    {
        const std::string before = m_bench->workspace->policiesFile()->text();
        m_page->select(u"gold"_s);
        QTest::keySequence(m_table, QKeySequence::Cut);
        QVERIFY(!m_bench->workspace->policyList().find(u"gold"_s));
        QTest::keySequence(m_table, QKeySequence::Paste);
        QCOMPARE(m_page->selected(), QStringList{u"gold"_s});
        m_bench->workspace->undoStack().undo();
        m_bench->workspace->undoStack().undo();
        QCOMPARE(m_bench->workspace->policiesFile()->text(), before);
    }

    void deleteKeyDeletes()
    {
        m_page->select(u"gold"_s);
        QTest::keyClick(m_table, Qt::Key_Delete);
        QVERIFY(!m_bench->workspace->policyList().find(u"gold"_s));
    }

private:
    QMenu* openTemplates()
    {
        QMenu* menu = m_bench->find<QPushButton>("addFromTemplate")->menu();
        Q_EMIT menu->aboutToShow();
        return menu;
    }
    template <typename Property>
    static QAction* actionOf(QMenu* menu, Property property, const QString& value)
    {
        const QList<QAction*> actions = menu->actions();
        const auto found = std::ranges::find(actions, value, property);
        return found == actions.end() ? nullptr : *found;
    }
    const Policy& policy(const char* id) const
    {
        return m_bench->workspace->policyList().find(QString::fromLatin1(id))->policy();
    }

    std::unique_ptr<tests::Workbench> m_bench;
    ui::PoliciesPage* m_page = nullptr;
    QTableView* m_table = nullptr;
};

QTEST_MAIN(TestPoliciesPage)
#include "tst_policiespage.moc"
