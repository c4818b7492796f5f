// The window as a whole, by keyboard and object names, over the example workspace and a gateway without sockets. The
// steps are those of the journey (issue main-job): issue, try, edit, undo, partitions, state, save, clock.

#include "models/keyeditor.h"
#include "models/policyeditor.h"
#include "ui/dialogs/issuekeydialog.h"
#include "ui/pages/keyspage.h"
#include "ui/pages/policiespage.h"
#include "ui/pages/trypage.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/statelabel.h"
#include "workbench.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QCommandLinkButton>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>
#include <QtTest>

using namespace gatereeve;
using namespace gatereeve::tests;
using namespace Qt::StringLiterals;

class TestMainWindow : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Workbench> m_bench;

    void trigger(const char* action) { m_bench->find<QAction>(action)->trigger(); }

    // Chooses a row of a view by typing the beginning of its text.
    void choose(const char* view, const QString& text)
    {
        auto* list = m_bench->find<QAbstractItemView>(view);
        list->setFocus();
        QTest::keyClicks(list, text);
        QVERIFY2(list->currentIndex().data().toString().startsWith(text), qPrintable(text));
    }

    void typeInto(const char* field, const QString& text)
    {
        auto* line = m_bench->find<QLineEdit>(field);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
    }

    // Runs when the modal dialog is there, and closes it by Escape afterwards, come what may.
    template <typename Steps>
    void inDialog(Steps steps)
    {
        QTimer::singleShot(0, this, [steps] {
            auto* dialog = qobject_cast<ui::IssueKeyDialog*>(QApplication::activeModalWidget());
            QVERIFY(dialog);
            steps(dialog);
            QTest::keyClick(dialog, Qt::Key_Escape);
        });
    }

    int count(const QString& outcome)
    {
        auto* results = m_bench->find<QAbstractItemView>("tryResults");
        int found = 0;
        for (int row = 0; row < results->model()->rowCount(); ++row)
            found += results->model()->index(row, 0).data().toString() == outcome;
        return found;
    }

    QString effective(const QString& field)
    {
        const auto* model = m_bench->find<QTreeView>("effectiveSession")->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            if (model->index(row, 0).data().toString() == field)
                return model->index(row, 1).data().toString();
        }
        return {};
    }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<Workbench>();
        m_bench->window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_bench->window.get()));
    }
    void cleanup() { m_bench.reset(); }

    void showsTheWorkspaceAndThreeStates()
    {
        QVERIFY(m_bench->window->windowTitle().contains(u"quota-demo"_s));
        QVERIFY(m_bench->window->windowTitle().contains(u"rules: guide"_s));
        QCOMPARE(m_bench->find<QAbstractItemView>("policyTable")->model()->rowCount(), 6);
        QVERIFY(m_bench->find<QListWidget>("pageList")->item(0)->text().contains(u"6"_s));
        const auto* status = m_bench->find<QLabel>("statusLine");
        QVERIFY(status->text().contains(u"enforced: generation 1"_s));
        QVERIFY(!status->text().contains(u"not saved"_s));
        QVERIFY(!m_bench->window->isWindowModified());
    }

    void issuesAKeyByKeyboard()
    {
        choose("policyTable", u"trial"_s);
        QString keyText, ends;
        inDialog([&](ui::IssueKeyDialog* dialog) {
            QCOMPARE(dialog->order().policies, QStringList{u"trial"_s});
            auto* alias = dialog->findChild<QLineEdit*>(u"issueAlias"_s);
            QTRY_VERIFY(alias->hasFocus());
            QTest::keyClicks(alias, u"acme trial"_s);
            ends = dialog->findChild<QLabel*>(u"issueEnds"_s)->text();
            QTest::keyClick(dialog, Qt::Key_Return); // the default button issues
            keyText = dialog->findChild<QPlainTextEdit*>(u"issuedKeys"_s)->toPlainText();
            QVERIFY(dialog->findChild<QPushButton*>(u"copyKey"_s)->hasFocus());
        });
        trigger("actionIssueKey");
        // key_expires_in of 14 days, from 25 November 14:05 (profiles.md, guide 4)
        QVERIFY2(ends.contains(u"9 December"_s), qPrintable(ends));
        QCOMPARE(m_bench->keys.keys.size(), size_t(1));
        QCOMPARE(keyText.toStdString(), m_bench->keys.keys.begin()->second.text);
        QCOMPARE(m_bench->keys.keys.begin()->second.session.expires, m_bench->clock.nowSeconds() + 14 * 86400);
        QCOMPARE(m_bench->window->view()->keysPage().selected().size(), 1);
    }

    void theDialogTellsWhatWouldBeRefused()
    {
        ui::IssueKeyDialog dialog(*m_bench->workspace, m_bench->prompts, {}, {}, m_bench->window.get());
        QVERIFY(!dialog.findChild<QPushButton*>(u"issueButton"_s)->isEnabled());
        const auto* verdict = dialog.findChild<ui::StateLabel*>(u"issueVerdict"_s);
        QVERIFY(!verdict->text().isEmpty());
    }

    void aBurstShowsWhatPassedAndWhatNot()
    {
        const StoredKey key = m_bench->issue({u"trial"_s}, u"acme"_s);
        trigger("actionTry");
        m_bench->window->view()->tryPage().setKey(QString::fromStdString(key.name));
        m_bench->find<QLineEdit>("tryPath")->setText(u"/orders/7"_s);
        trigger("actionSendOnce");
        QTRY_COMPARE(count(u"passed"_s), 1);
        m_bench->base.at += 2 * NanosecondsPerSecond;
        m_bench->find<QSpinBox>("burstSize")->setValue(12);
        trigger("actionSendBurst");
        QTRY_COMPARE(count(u"limited"_s), 7); // 5 per second of 12
        QCOMPARE(count(u"passed"_s), 1 + 5);
        QCOMPARE(m_bench->gateway.reachedUpstream, 6); // the refused ones did not
        QTRY_VERIFY(m_bench->find<QAbstractItemView>("trace")->model()->rowCount() > 3);
        const auto* quota = m_bench->find<QWidget>("quotaGauge");
        QTRY_VERIFY(quota->accessibleDescription().contains(u"6 of 50"_s));
    }

    // ui.md: the trace has links into the document.
    void whatWouldPassLeadsToWhereItIsChanged()
    {
        const StoredKey key = m_bench->issue({u"trial"_s}, u"acme"_s);
        trigger("actionTry");
        m_bench->window->view()->tryPage().setKey(QString::fromStdString(key.name));
        m_bench->find<QLineEdit>("tryPath")->setText(u"/orders/7"_s);
        m_bench->find<QSpinBox>("burstSize")->setValue(6);
        trigger("actionSendBurst");
        QTRY_COMPARE(count(u"limited"_s), 1); // 5 per second
        auto* results = m_bench->find<QAbstractItemView>("tryResults");
        results->setCurrentIndex(results->model()->index(0, 0));
        auto* trace = m_bench->find<QAbstractItemView>("trace");
        const auto rowOf = [trace](const QString& text) {
            for (int row = 0; row < trace->model()->rowCount(); ++row) {
                if (trace->model()->index(row, 1).data().toString() == text)
                    return row;
            }
            return -1;
        };
        QTRY_VERIFY(rowOf(u"in 1 s"_s) >= 0);
        const int way = rowOf(u"with rate ≥ 6 in trial"_s);
        QVERIFY(way >= 0);
        trace->setCurrentIndex(trace->model()->index(way, 0));
        trace->setFocus();
        QTest::keyClick(trace, Qt::Key_Return);
        QCOMPARE(m_bench->window->view()->currentPage(), ui::WorkspaceView::PoliciesId);
        QTRY_COMPARE(QApplication::focusWidget(), m_bench->find<QWidget>("policyRateText"));
    }

    void anEditIsEnforcedUnsavedAndUndone()
    {
        const StoredKey key = m_bench->issue({u"trial"_s}, u"acme"_s);
        m_bench->window->view()->tryPage().setKey(QString::fromStdString(key.name));
        m_bench->find<QLineEdit>("tryPath")->setText(u"/orders/7"_s);
        choose("policyTable", u"trial"_s);
        typeInto("policyRateText", u"8 per second"_s);
        QVERIFY(m_bench->window->isWindowModified());
        QVERIFY(m_bench->find<QAction>("actionUndo")->text().contains(u"trial"_s));
        QVERIFY(m_bench->find<QLabel>("statusLine")->text().contains(u"generation 2 (1 "_s));
        QVERIFY(m_bench->find<ui::StateLabel>("gatewayState")->text().contains(u"unsaved edits enforced"_s));
        m_bench->find<QSpinBox>("burstSize")->setValue(12);
        trigger("actionSendBurst");
        QTRY_COMPARE(count(u"passed"_s), 8);

        trigger("actionUndo");
        QCOMPARE(m_bench->find<QLineEdit>("policyRateText")->text(), u"5 per second"_s);
        QVERIFY(!m_bench->window->isWindowModified());
        m_bench->base.at += 2 * NanosecondsPerSecond;
        m_bench->find<QPushButton>("clearResults")->click();
        trigger("actionSendBurst");
        QTRY_COMPARE(count(u"passed"_s), 5);
    }

    void undoInAFieldIsTypingsFirst()
    {
        choose("policyTable", u"trial"_s);
        auto* field = m_bench->find<QLineEdit>("policyRateText");
        for (const char* name : {"policyRateText", "policyName", "policyTags"}) {
            typeInto(name,
                     QLatin1StringView(name) == QLatin1StringView("policyRateText") ? u"8 per second"_s : u"other"_s);
            QVERIFY2(m_bench->workspace->isModified(), name);
            QTest::keyClick(m_bench->find<QLineEdit>(name), Qt::Key_Z, Qt::ControlModifier);
            QVERIFY2(!m_bench->workspace->isModified(), name);
        }
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, u"9"_s);
        QTest::keyClick(field, Qt::Key_Z, Qt::ControlModifier); // not committed: the typing goes, nothing else
        QCOMPARE(field->text(), u"5 per second"_s);
        QVERIFY(!m_bench->workspace->isModified());
    }

    void onlyTheQuotaLeavesTheRestToTheKey()
    {
        const StoredKey key = m_bench->issue({u"trial"_s}, u"acme"_s, true);
        choose("policyTable", u"trial"_s);
        for (const char* box : {"enforcesRate", "enforcesAccess"}) {
            m_bench->find<QCheckBox>(box)->setFocus();
            QTest::keyClick(m_bench->find<QCheckBox>(box), Qt::Key_Space);
        }
        QVERIFY(m_bench->find<QLabel>("enforcesSentence")->text().startsWith(u"Only its quota"_s));
        const Partitions& now = m_bench->workspace->policyList().find(u"trial"_s)->policy().partitions;
        QVERIFY(now.quota && !now.rateLimit && !now.acl);
        typeInto("policyRateText", u"1 per second"_s);
        m_bench->window->view()->keysPage().select(QString::fromStdString(key.name));
        QVERIFY(effective(u"rate"_s).isEmpty() || effective(u"rate"_s).startsWith(u"5 per second"_s));
        trigger("actionUndo");
        trigger("actionUndo");
        trigger("actionUndo"); // the first tick wrote out two parts, and is one step
        QVERIFY(!m_bench->workspace->isModified());
    }

    void deniedAndNotLoadedAreToldApart()
    {
        m_bench->issue({u"trial"_s}, u"acme"_s);
        choose("policyTable", u"trial"_s);
        QTest::keyClick(m_bench->find<QCheckBox>("policyInactive"), Qt::Key_Space);
        QVERIFY(m_bench->workspace->policyList().find(u"trial"_s)->policy().isInactive);
        QTest::keyClick(m_bench->find<QCheckBox>("policyInactive"), Qt::Key_Space);
        m_bench->find<QRadioButton>("policyNotLoaded")->click();
        auto& bar = m_bench->window->view()->messageBar();
        QVERIFY(bar.textOf(u"cut-off:trial"_s).contains(u"acme"_s)); // which keys that cuts off
        m_bench->find<QRadioButton>("policyLoaded")->click();
        QVERIFY(!bar.names().contains(u"cut-off:trial"_s));
    }

    void savingWritesOnlyWhatChanged()
    {
        const std::string before = m_bench->fileText("policies/policies.json");
        choose("policyTable", u"trial"_s);
        auto* field = m_bench->find<QLineEdit>("policyRateText");
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, u"8/s"_s);
        QVERIFY(field->hasFocus()); // not even left: saving takes what stands in the field
        trigger("actionSave");
        QVERIFY(!m_bench->window->isWindowModified());
        const std::string after = m_bench->fileText("policies/policies.json");
        QCOMPARE(after.size(), before.size());
        int differing = 0;
        for (size_t i = 0; i < after.size(); ++i)
            differing += after[i] != before[i];
        QCOMPARE(differing, 1);
        QVERIFY(m_bench->find<QLabel>("statusLine")->text().contains(u"saved "_s));
    }

    void aSaveThatFailsIsSaidInTheBar()
    {
        choose("policyTable", u"trial"_s);
        typeInto("policyRateText", u"8/s"_s);
        m_bench->files.files["/quota-demo/policies/policies.json"].bytes = "{}"; // changed by somebody meanwhile
        trigger("actionSave");
        QVERIFY(m_bench->window->view()->messageBar().names().contains(u"save"_s));
        QVERIFY(m_bench->window->isWindowModified());
        QCOMPARE(m_bench->fileText("policies/policies.json"), std::string("{}"));
    }

    void theClockJumpsAndComesBack()
    {
        const StoredKey key = m_bench->issue({u"trial"_s}, u"acme"_s);
        m_bench->window->view()->tryPage().setKey(QString::fromStdString(key.name));
        const auto* band = m_bench->find<QLabel>("clockBand");
        QVERIFY(band->isHidden());
        trigger("clockFirstAfter");
        QVERIFY(!band->isHidden());
        QCOMPARE(m_bench->clock.nowSeconds(), key.session.expires + 1);
        trigger("actionSendOnce");
        QTRY_COMPARE(count(u"refused"_s), 1);
        m_bench->prompts.yes = false;
        trigger("clockReal");
        QVERIFY(!m_bench->clock.isReal()); // the answer was no
        m_bench->prompts.yes = true;
        trigger("clockReal");
        QVERIFY(m_bench->clock.isReal());
        QVERIFY(band->isHidden());
        m_bench->prompts.texts = {u"nonsense"_s, u"14 days"_s};
        trigger("clockAt");
        QCOMPARE(m_bench->clock.nowSeconds(), toSeconds(m_bench->base.at) + 14 * 86400);
    }

    void theJsonIsInStepWithTheForm()
    {
        choose("policyTable", u"trial"_s);
        auto* tabs = m_bench->find<QTabWidget>("policyTabs");
        tabs->setCurrentIndex(1);
        auto* json = m_bench->find<QWidget>("policyJsonText");
        json->setFocus();
        QTest::keyClick(json, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(json, u"{\"rate\": 9, \"per\": 1}"_s);
        QTest::keyClick(json, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(m_bench->find<QLineEdit>("policyRateText")->text(), u"9 per second"_s);
        QTest::keyClick(json, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(json, u"{\"rate\": }"_s);
        QTest::keyClick(json, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(m_bench->find<QLabel>("policyJsonError")->text().contains(u"Line 1"_s));
        QCOMPARE(m_bench->workspace->policyList().find(u"trial"_s)->policy().rate, 9.0);
    }

    void deletingAsksOnlyWhenKeysLoseAccess()
    {
        choose("policyTable", u"gold"_s);
        m_bench->find<QPushButton>("deletePolicy")->click();
        QVERIFY(m_bench->prompts.asked.isEmpty());
        QCOMPARE(m_bench->workspace->policyList().rowCount(), 5);
        trigger("actionUndo");
        m_bench->issue({u"gold"_s}, u"acme"_s);
        m_bench->window->findChild<ui::PoliciesPage*>()->select(u"gold"_s);
        m_bench->prompts.yes = false;
        m_bench->find<QPushButton>("deletePolicy")->click();
        QCOMPARE(m_bench->prompts.asked.size(), 1);
        QVERIFY(m_bench->prompts.asked.first().text.startsWith(u"Delete gold: 1 key"_s));
        QCOMPARE(m_bench->workspace->policyList().rowCount(), 6);
    }

    void keysAreExtendedSuspendedAndRevoked()
    {
        const StoredKey key = m_bench->issue({u"trial"_s}, u"acme"_s);
        const QString name = QString::fromStdString(key.name);
        const auto session = [&] { return m_bench->keys.keys.at(key.name).session; };
        trigger("actionKeys");
        m_bench->window->view()->keysPage().select(name);
        m_bench->prompts.texts = {u"1 day"_s};
        trigger("actionExtendKey");
        QCOMPARE(session().expires, key.session.expires + 86400);
        trigger("actionSuspendKey");
        QVERIFY(session().isInactive);
        QVERIFY(m_bench->find<ui::StateLabel>("keyState")->text().contains(u"suspended"_s));
        trigger("actionUndo");
        QVERIFY(!session().isInactive);
        m_bench->keys.failure = Error{"the disk is full", {}};
        trigger("actionSuspendKey");
        QVERIFY(!m_bench->window->view()->messageBar().names().isEmpty());
        QVERIFY(!session().isInactive);
        m_bench->keys.failure.reset();
        trigger("actionRevokeKey");
        QVERIFY(m_bench->prompts.asked.last().text.startsWith(u"Revoke acme"_s));
        QVERIFY(m_bench->keys.keys.empty());
    }

    // profiles.md: the profile is a setting of the workspace; its choice is an edit like any other, and enforced.
    void theRulesAreChosenByKeyboardAndUndone()
    {
        auto* button = m_bench->find<QToolButton>("profileButton");
        QCOMPARE(button->text(), u"Rules: guide"_s);
        button->setFocus();
        QTimer::singleShot(0, this, [] {
            QWidget* menu = QApplication::activePopupWidget();
            QVERIFY(menu);
            QTest::keyClick(menu, Qt::Key_2); // the letter of "Tyk 2.9.5"
        });
        QTest::keyClick(button, Qt::Key_Space);
        QCOMPARE(m_bench->workspace->profile(), Profile::Tyk29);
        QCOMPARE(button->text(), u"Rules: Tyk 2.9.5"_s);
        QVERIFY(m_bench->window->windowTitle().contains(u"rules: Tyk 2.9.5"_s));
        QVERIFY(m_bench->find<QLabel>("statusLine")->text().startsWith(u"rules: Tyk 2.9.5"_s));
        QCOMPARE(m_bench->gateway.snapshot(m_bench->gateway.state().generation)->profile, Profile::Tyk29);
        QVERIFY(m_bench->window->isWindowModified());
        trigger("actionSave");
        QVERIFY(m_bench->fileText("gatereeve.json").find("\"2.9\"") != std::string::npos);

        trigger("actionUndo");
        QVERIFY(m_bench->find<QAction>("actionProfileGuide")->isChecked());
        QCOMPARE(m_bench->gateway.snapshot(m_bench->gateway.state().generation)->profile, Profile::Guide);
        QVERIFY(m_bench->window->windowTitle().contains(u"rules: guide"_s));
    }

    // profiles.md, guide 2; policy-semantics.md 12: 2.9 loads and applies what is not active.
    void theChosenRulesDecideWhatIsEnforced()
    {
        const StoredKey key = m_bench->issue({u"trial"_s}, u"acme"_s);
        QVERIFY(models::PolicyEditor(*m_bench->workspace).setActive({u"trial"_s}, false).ok());
        trigger("actionTry");
        m_bench->window->view()->tryPage().setKey(QString::fromStdString(key.name));
        m_bench->find<QLineEdit>("tryPath")->setText(u"/orders/7"_s);
        trigger("actionSendOnce");
        QTRY_COMPARE(count(u"refused"_s), 1);
        trigger("actionProfile29");
        trigger("actionSendOnce");
        QTRY_COMPARE(count(u"passed"_s), 1);
        trigger("actionUndo");
        trigger("actionSendOnce");
        QTRY_COMPARE(count(u"refused"_s), 2);
        QCOMPARE(count(u"passed"_s), 1);
    }

    void rulesThatCanNotBeKeptAreNotChosen()
    {
        m_bench->workspace->setText(m_bench->workspace->settingsFile(), "{ broken", u"Break"_s);
        QVERIFY(!m_bench->find<QAction>("actionProfile5")->isEnabled());
        trigger("actionProfile5");
        QCOMPARE(m_bench->workspace->profile(), Profile::Guide);
        QVERIFY(m_bench->find<QAction>("actionProfileGuide")->isChecked());
        QVERIFY(m_bench->find<QToolButton>("profileButton")->toolTip().contains(u"gatereeve.json can't be read"_s));
    }

    void aBrokenFileKeepsTheRestUsable()
    {
        m_bench->workspace->setText(*m_bench->workspace->policiesFile(), "{ broken", u"Break"_s);
        QTRY_VERIFY(m_bench->problems.count(Severity::Error) > 0);
        QVERIFY(m_bench->find<QListWidget>("pageList")->item(ui::WorkspaceView::ProblemsId)->text().contains(u"1"_s));
        QCOMPARE(m_bench->find<QAbstractItemView>("policyTable")->model()->rowCount(), 6);
        trigger("actionProblems");
        auto* tree = m_bench->find<QAbstractItemView>("problemTree");
        QVERIFY(tree->model()->rowCount() > 0);
        trigger("actionUndo");
        QTRY_COMPARE(m_bench->problems.count(Severity::Error), 0);
    }

    void aNarrowWindowShowsTheInspectorAsAPage()
    {
        m_bench->window->resize(900, 700);
        QCoreApplication::processEvents();
        for (const char* button : {"profileButton", "clockButton"})
            QVERIFY2(m_bench->find<QToolButton>(button)->isVisible(), button);
        const auto* table = m_bench->find<QAbstractItemView>("policyTable");
        choose("policyTable", u"gold"_s);
        QVERIFY(table->isVisible());
        QTest::keyClick(m_bench->find<QAbstractItemView>("policyTable"), Qt::Key_Return);
        QVERIFY(!table->isVisible());
        QVERIFY(m_bench->find<QLineEdit>("policyRateText")->isVisible());
        for (auto* back : m_bench->window->findChildren<QToolButton*>(u"backToList"_s)) {
            if (back->isVisible())
                back->click();
        }
        QVERIFY(table->isVisible());
    }

    void layoutAndSelectionSurviveARestart()
    {
        choose("policyTable", u"gold"_s);
        trigger("actionKeys");
        m_bench->open();
        QCOMPARE(m_bench->window->view()->currentPage(), ui::WorkspaceView::KeysId);
        QVERIFY(!m_bench->window->findChild<QWidget*>(u"policyTable"_s)); // made when it is first shown
        trigger("actionPolicies");
        const auto* table = m_bench->find<QAbstractItemView>("policyTable");
        QCOMPARE(table->selectionModel()->selectedRows().value(0).data().toString(), u"gold"_s);
    }

    void unsavedEditsAreAskedAbout()
    {
        choose("policyTable", u"gold"_s);
        typeInto("policyRateText", u"8/s"_s);
        m_bench->prompts.leaving = ui::Prompts::Leaving::Stay;
        QVERIFY(!m_bench->window->close());
        m_bench->prompts.leaving = ui::Prompts::Leaving::Save;
        QVERIFY(m_bench->window->close());
        QVERIFY(!m_bench->workspace->isModified());
    }

    void withoutAWorkspaceItWelcomes()
    {
        m_bench->window->setWorkspace(nullptr);
        QSignalSpy example(m_bench->window.get(), &ui::MainWindow::exampleRequested);
        QSignalSpy open(m_bench->window.get(), &ui::MainWindow::openRequested);
        m_bench->find<QPushButton>("welcomeExample")->click();
        QCOMPARE(example.count(), 1);
        m_bench->prompts.workspace = u"/elsewhere/tyk.conf"_s;
        trigger("actionOpen");
        QCOMPARE(open.takeFirst().first().toString(), u"/elsewhere/tyk.conf"_s);
        m_bench->prompts.workspace = u"/elsewhere"_s;
        trigger("actionOpenFolder");
        QCOMPARE(open.takeFirst().first().toString(), u"/elsewhere"_s);
        QVERIFY(!m_bench->find<QAction>("actionIssueKey")->isEnabled());
    }

    // A line of a button that wraps needs the height of both.
    void nothingOnTheWelcomePageIsCutOff()
    {
        m_bench->window->show();
        m_bench->window->setWorkspace(nullptr);
        QVERIFY(QTest::qWaitForWindowExposed(m_bench->window.get()));
        const auto buttons = m_bench->window->findChildren<QCommandLinkButton*>();
        QVERIFY(buttons.size() >= 2);
        for (const auto* button : buttons)
            QTRY_VERIFY2(button->height() >= button->heightForWidth(button->width()), qPrintable(button->text()));
    }

    void theCountFollowsWhatComesAndGoes()
    {
        models::PolicyEditor editor(*m_bench->workspace);
        QVERIFY(editor.add(u"partner"_s));
        QCOMPARE(m_bench->find<QLabel>("policyCount")->text(), u"7 policies"_s);
        QVERIFY(editor.remove({u"partner"_s, u"gold"_s}));
        QCOMPARE(m_bench->find<QLabel>("policyCount")->text(), u"5 policies"_s);
    }

    void aDroppedFolderIsOpened()
    {
        trigger("actionPolicies");
        auto* filter = m_bench->find<QLineEdit>("policyFilter"); // a field, too: it would take the name for a text
        QSignalSpy open(m_bench->window.get(), &ui::MainWindow::openRequested);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(u"/elsewhere"_s)});
        QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(filter, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(filter, &drop);
        QCOMPARE(open.takeFirst().first().toString(), u"/elsewhere"_s);
        QVERIFY(filter->text().isEmpty());
        data.setUrls({QUrl(u"https://example.org/policies.json"_s)});
        QDropEvent remote(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_bench->window.get(), &remote);
        QVERIFY(open.isEmpty());
    }

    void everyControlHasANameForScreenReaders()
    {
        QStringList nameless;
        for (QWidget* widget : m_bench->window->findChildren<QWidget*>()) {
            const bool control = qobject_cast<QLineEdit*>(widget) || qobject_cast<QComboBox*>(widget) ||
                                 qobject_cast<QAbstractItemView*>(widget) || qobject_cast<QSpinBox*>(widget);
            const bool inner = widget->objectName().startsWith(u"qt_"_s) ||
                               qobject_cast<QComboBox*>(widget->parentWidget()) ||
                               qobject_cast<QAbstractSpinBox*>(widget->parentWidget()) ||
                               widget->inherits("QHeaderView") || widget->inherits("QComboBoxListView");
            bool hasBuddy = false;
            for (const QLabel* label : m_bench->window->findChildren<QLabel*>())
                hasBuddy = hasBuddy || label->buddy() == widget;
            if (control && !inner && widget->accessibleName().isEmpty() && !hasBuddy)
                nameless.append(widget->objectName().isEmpty() ? QString::fromUtf8(widget->metaObject()->className())
                                                               : widget->objectName());
        }
        QCOMPARE(nameless.join(u' '), QString());
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
