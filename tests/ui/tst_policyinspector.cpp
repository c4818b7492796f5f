// The policy inspector in the whole window: what it enforces, what 0 and -1 mean, who uses it (ui.md).

#include "models/policyeditor.h"
#include "ui/pages/policiespage.h"
#include "workbench.h"

#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QTreeWidget>
#include <QtTest>

using namespace gatereeve;
using namespace gatereeve::tests;
using namespace Qt::StringLiterals;

class TestPolicyInspector : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Workbench> m_bench;

    void select(const QString& id) { m_bench->window->findChild<ui::PoliciesPage*>()->select(id); }
    QString sentence() { return m_bench->find<QLabel>("enforcesSentence")->text(); }
    QLabel* note(const char* name) { return m_bench->find<QLabel>(name); }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<Workbench>();
        m_bench->window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_bench->window.get()));
    }
    void cleanup() { m_bench.reset(); }

    void theSentenceFollowsBoxesRightsAndProfile()
    {
        select(u"gold"_s);
        QCOMPARE(sentence(), u"The whole policy replaces what the key says."_s);
        QTest::keyClick(m_bench->find<QCheckBox>("enforcesAccess"), Qt::Key_Space);
        QVERIFY(sentence().startsWith(u"Only its rate and quota are enforced, for the whole key"_s));
        QVERIFY(sentence().endsWith(u"Access rights listed here are not granted."_s));
        QVERIFY(m_bench->workspace->setProfile(Profile::Tyk5).ok());
        QVERIFY(sentence().contains(u"It cannot stand alone"_s));
    }

    // policy-semantics.md 6.3: the two exclude each other; one tick is one undo step.
    void perApiIsOneStep()
    {
        select(u"quota-only"_s);
        const int before = m_bench->workspace->undoStack().index();
        QTest::keyClick(m_bench->find<QCheckBox>("enforcesPerApi"), Qt::Key_Space);
        Partitions perApi;
        perApi.perApi = true;
        QCOMPARE(m_bench->workspace->policyList().find(u"quota-only"_s)->policy().partitions, perApi);
        QCOMPARE(m_bench->workspace->undoStack().index(), before + 1);
        m_bench->workspace->undoStack().undo();
        QVERIFY(m_bench->workspace->policyList().find(u"quota-only"_s)->policy().partitions.quota);
        QVERIFY(!m_bench->find<QCheckBox>("enforcesPerApi")->isChecked());
    }

    void zeroAndMinusOneAreExplainedWhereTheyStand()
    {
        select(u"gold"_s);
        QVERIFY(note("policyRateNote")->isHidden());
        QVERIFY(note("policyQuotaNote")->isHidden());
        models::PolicyEditor editor(*m_bench->workspace);
        (void)editor.setQuota({u"gold"_s}, {-1, 60});
        QVERIFY(note("policyQuotaNote")->text().startsWith(u"-1: unlimited"_s));
        QVERIFY(!note("policyQuotaNote")->isHidden());
        QCOMPARE(note("policyQuotaNumbers")->text(), u"quota_max -1 in 60 s"_s);
        QVERIFY(m_bench->find<QWidget>("policyQuotaText")->accessibleDescription().contains(u"-1: unlimited"_s));
        select(u"quota-only"_s); // its rate of 0 is not enforced
        QVERIFY(note("policyRateNote")->isHidden());
    }

    void saysHowManyKeysUseItAndLeadsThere()
    {
        select(u"gold"_s);
        auto* uses = m_bench->find<QPushButton>("policyUses");
        QCOMPARE(uses->text(), u"used by no key"_s);
        m_bench->issue({u"gold"_s}, u"acme"_s);
        QCOMPARE(uses->text(), u"used by 1 key"_s);
        m_bench->issue({u"gold"_s, u"free"_s}, u"second"_s);
        QCOMPARE(uses->text(), u"used by 2 keys"_s);
        uses->setFocus();
        QTest::keyClick(uses, Qt::Key_Space);
        QCOMPARE(m_bench->find<QTabWidget>("policyTabs")->currentIndex(), 2);
        auto* list = m_bench->find<QTreeWidget>("usedBy");
        QVERIFY(list->hasFocus());
        QCOMPARE(list->topLevelItemCount(), 2);
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(m_bench->window->view()->currentPage(), ui::WorkspaceView::KeysId);
    }

    void severalPoliciesShowWhatTheyHaveInCommon()
    {
        auto* table = m_bench->find<QAbstractItemView>("policyTable");
        table->setFocus();
        table->selectAll();
        QVERIFY(sentence().startsWith(u"They differ"_s));
        QVERIFY(m_bench->find<QPushButton>("policyUses")->isHidden());
    }
};

QTEST_MAIN(TestPolicyInspector)
#include "tst_policyinspector.moc"
