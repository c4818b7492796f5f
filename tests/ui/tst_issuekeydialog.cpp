// The dialog for new keys, by keyboard and mouse: order of policies, what it gives while one is dragged, refusals in
// place, many keys at once, and what goes to the people the keys are for.

#include "models/policyeditor.h"
#include "models/sessionpreviewmodel.h"
#include "ui/dialogs/issuekeydialog.h"
#include "ui/widgets/policiespicker.h"
#include "ui/widgets/statelabel.h"
#include "workbench.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QToolButton>
#include <QtTest>

#include <ctime>

using namespace gatereeve;
using namespace gatereeve::tests;
using namespace Qt::StringLiterals;
using Model = models::SessionPreviewModel;

class TestIssueKeyDialog : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Workbench> m_bench;
    std::unique_ptr<ui::IssueKeyDialog> m_dialog;

    void open(const QStringList& policies)
    {
        m_dialog.reset(); // looks at the workspace
        m_dialog = std::make_unique<ui::IssueKeyDialog>(*m_bench->workspace, m_bench->prompts, policies,
                                                        ui::IssueKeyDialog::Habits{0, false, u"http://gate:8080"_s},
                                                        m_bench->window.get());
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
    }
    template <typename T>
    T* find(const char* name) const
    {
        T* found = m_dialog->findChild<T*>(QLatin1StringView(name));
        Q_ASSERT_X(found, "find", name);
        return found;
    }
    ui::PoliciesPicker* picker() const { return find<ui::PoliciesPicker>("issuePolicies"); }
    QString ends() const { return find<QLabel>("issueEnds")->text(); }
    QString verdict() const { return find<ui::StateLabel>("issueVerdict")->text(); }
    bool mayIssue() const { return find<QPushButton>("issueButton")->isEnabled(); }
    // A cell of the preview by the name of its field.
    QString cell(const QString& field, int column) const
    {
        const auto* model = find<QAbstractItemView>("issueEffective")->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            if (model->index(row, Model::Field).data().toString() == field)
                return model->index(row, column).data().toString();
        }
        return u"(no such field)"_s;
    }
    QPoint middleOf(int row) const { return picker()->visualItemRect(picker()->item(row)).center(); }
    // Policies with trial periods of a day and of an hour, the second in force.
    void openWithTwoTrials()
    {
        models::PolicyEditor editor(*m_bench->workspace);
        QVERIFY(editor.setKeyExpiresIn({u"gold"_s}, 86400).ok());
        QVERIFY(editor.setKeyExpiresIn({u"free"_s}, 3600).ok());
        open({u"gold"_s, u"free"_s});
    }
    void typeNames(const QString& names)
    {
        auto* fromList = find<QCheckBox>("issueFromList");
        fromList->setFocus();
        QTest::keyClick(fromList, Qt::Key_Space);
        auto* list = find<QPlainTextEdit>("issueAliases");
        QVERIFY(list->hasFocus());
        list->insertPlainText(names); // as pasted
    }
    std::string text(int row) const { return find<QTableWidget>("issuedTable")->item(row, 1)->text().toStdString(); }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<Workbench>();
        m_bench->window->show();
    }
    void cleanup()
    {
        m_dialog.reset();
        m_bench.reset();
    }

    // ui.md, Issue a key: "ends on Wed 9 December, 14:05 (13:05 UTC)"; which policy gives it.
    void theEndNamesTimeAndPolicy()
    {
        qputenv("TZ", "Europe/Berlin");
        tzset();
        open({u"trial"_s});
        const QString inBerlin = ends();
        qunsetenv("TZ");
        tzset();
        QVERIFY2(inBerlin.contains(u"Wed 9 December 2026, "_s) && inBerlin.contains(u" UTC)"_s), qPrintable(inBerlin));
        QVERIFY(inBerlin.contains(u"Policy trial gives it 14 days"_s));
        QVERIFY(!find<QCheckBox>("issueTrial")->isEnabled());
        QVERIFY(find<QCheckBox>("issueTrial")->isChecked());
        QCOMPARE(find<QLineEdit>("issueLifeText")->text(), u"14 days"_s);
        QCOMPARE(m_dialog->order().expires, 0); // shown, not asked for
        open({u"gold"_s});
        QCOMPARE(ends(), u"Never ends."_s);
        QVERIFY(!find<QCheckBox>("issueTrial")->isChecked());
        QCOMPARE(m_dialog->order().expires, 0);
        QTest::keyClick(find<QCheckBox>("issueTrial"), Qt::Key_Space);
        QVERIFY(ends().startsWith(u"Ends on Wed 9 December 2026"_s)); // 14 days are offered
        QCOMPARE(m_dialog->order().expires, m_bench->clock.nowSeconds() + 14 * 86400);
    }

    void policiesAreOrderedByKeyboard()
    {
        openWithTwoTrials();
        QVERIFY(ends().contains(u"Policy free gives it 1 hour"_s));
        QCOMPARE(find<QLineEdit>("issueLifeText")->text(), u"1 hour"_s);
        QCOMPARE(find<QLabel>("issueChanges")->text(), QString());
        picker()->setFocus();
        picker()->setCurrentRow(0);
        QTest::keyClick(picker(), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(m_dialog->order().policies, (QStringList{u"free"_s, u"gold"_s}));
        QVERIFY(ends().contains(u"Policy gold gives it 1 day"_s));
        QCOMPARE(cell(u"expires"_s, Model::Value), u"1 day from now"_s);
        QCOMPARE(cell(u"expires"_s, Model::Before), u"was 1 hour from now"_s);
        QCOMPARE(find<QLabel>("issueChanges")->text(), u"1 value changed"_s);
        // the buttons do the same
        QTest::keyClick(find<QToolButton>("issuePolicyUp"), Qt::Key_Space);
        QCOMPARE(m_dialog->order().policies, (QStringList{u"gold"_s, u"free"_s}));
        QVERIFY(!find<QToolButton>("issuePolicyUp")->isEnabled());
        QCOMPARE(cell(u"expires"_s, Model::Before), u"was 1 day from now"_s);
    }

    // Issue effective-session: the session updates while dragging, before the drop.
    void draggingShowsWhatWouldBe()
    {
        openWithTwoTrials();
        QWidget* view = picker()->viewport();
        const QPoint first = middleOf(0), second = middleOf(1);
        QTest::mousePress(view, Qt::LeftButton, {}, first);
        QTest::mouseMove(view, first + QPoint(0, 4));
        QTest::mouseMove(view, second);
        QCOMPARE(m_dialog->order().policies, (QStringList{u"gold"_s, u"free"_s})); // not dropped yet
        QCOMPARE(cell(u"expires"_s, Model::Value), u"1 day from now"_s);
        QCOMPARE(cell(u"expires"_s, Model::Before), u"was 1 hour from now"_s);
        QVERIFY(ends().contains(u"Policy gold"_s));
        QTest::mouseMove(view, first);
        QCOMPARE(cell(u"expires"_s, Model::Before), QString()); // back where it was
        QTest::mouseMove(view, second);
        QTest::mouseRelease(view, Qt::LeftButton, {}, second);
        QCOMPARE(m_dialog->order().policies, (QStringList{u"free"_s, u"gold"_s}));
        QCOMPARE(cell(u"expires"_s, Model::Before), u"was 1 hour from now"_s);
        QCOMPARE(picker()->item(1)->checkState(), Qt::Checked); // the drop ticks nothing
    }

    void escapePutsADraggedPolicyBack()
    {
        openWithTwoTrials();
        QWidget* view = picker()->viewport();
        const QPoint first = middleOf(0), second = middleOf(1);
        QTest::mousePress(view, Qt::LeftButton, {}, first);
        QTest::mouseMove(view, first + QPoint(0, 4));
        QTest::mouseMove(view, second);
        QTest::keyClick(picker(), Qt::Key_Escape);
        QVERIFY(m_dialog->isVisible());
        QCOMPARE(picker()->item(0)->data(Qt::UserRole).toString(), u"gold"_s);
        QVERIFY(ends().contains(u"Policy free"_s));
        QTest::mouseRelease(view, Qt::LeftButton, {}, second);
        QCOMPARE(m_dialog->order().policies, (QStringList{u"gold"_s, u"free"_s}));
    }

    void aTickMarksWhatItChanges()
    {
        open({u"free"_s});
        QCOMPARE(cell(u"rate"_s, Model::Value), u"1 per second"_s);
        picker()->setFocus();
        QTest::keyClicks(picker(), u"gold"_s);
        QTest::keyClick(picker(), Qt::Key_Space);
        QCOMPARE(cell(u"rate"_s, Model::Value), u"5 per second"_s);
        QCOMPARE(cell(u"rate"_s, Model::Before), u"was 1 per second"_s);
        QCOMPARE(cell(u"rate"_s, Model::From), u"gold"_s);
        auto* name = find<QLineEdit>("issueAlias");
        QTest::keyClicks(name, u"acme"_s);
        QCOMPARE(cell(u"rate"_s, Model::Before), u"was 1 per second"_s); // a name is no change of the session
    }

    void refusalsAreSaidInPlace_data()
    {
        QTest::addColumn<QStringList>("policies");
        QTest::addColumn<QString>("json"); // of a policy "other"
        QTest::addColumn<QString>("says");
        QTest::newRow("none") << QStringList{} << u"{}"_s << u"at least one policy"_s;
        QTest::newRow("missing") << QStringList{u"gold"_s, u"iron"_s} << u"{}"_s << u"iron"_s;
        QTest::newRow("foreign organisation")
            << QStringList{u"gold"_s, u"other"_s} << u"{\"org_id\": \"elsewhere\"}"_s << u"organisation"_s;
        QTest::newRow("per_api with another partition")
            << QStringList{u"gold"_s, u"other"_s} << u"{\"partitions\": {\"per_api\": true, \"quota\": true}}"_s
            << u"per_api"_s;
        QTest::newRow("no rights") << QStringList{u"quota-only"_s} << u"{}"_s << u"no API"_s;
    }
    void refusalsAreSaidInPlace()
    {
        QFETCH(QStringList, policies);
        QFETCH(QString, json);
        QFETCH(QString, says);
        QVERIFY(models::PolicyEditor(*m_bench->workspace).add(u"other"_s, json.toStdString()).ok());
        open(policies);
        QVERIFY(!mayIssue());
        QVERIFY2(verdict().contains(says), qPrintable(verdict()));
        QCOMPARE(find<QPushButton>("issueButton")->toolTip().isEmpty(), false);
        if (policies.size() < 2)
            return;
        // The row of the policy says it too, and taking it away mends it.
        QVERIFY2(picker()->item(1)->text().contains(u"refused"_s), qPrintable(picker()->item(1)->text()));
        picker()->setFocus();
        picker()->setCurrentRow(1);
        QTest::keyClick(picker(), Qt::Key_Space);
        QVERIFY2(mayIssue(), qPrintable(verdict()));
        QVERIFY(!picker()->item(1)->text().contains(u"refused"_s));
    }

    void aLineTellsItsReason()
    {
        open({u"trial"_s});
        auto* table = find<QAbstractItemView>("issueEffective");
        table->setFocus(); // on its first line
        const QString first = find<QLabel>("issueWhy")->text();
        QVERIFY2(first.startsWith(u"expires: trial fixes the end"_s), qPrintable(first));
        QTest::keyClick(table, Qt::Key_Down);
        QVERIFY(find<QLabel>("issueWhy")->text().startsWith(u"rate: "_s));
    }

    // guide 3: such a key can be issued, and works as soon as the policy allows it.
    void aPolicyThatDeniesItsKeysIsNamed()
    {
        open({u"acl-only"_s});
        QVERIFY(mayIssue());
        QVERIFY2(verdict().contains(u"acl-only denies its keys"_s), qPrintable(verdict()));
    }

    void aKeyForEachNameOfAList()
    {
        open({u"trial"_s});
        typeNames(u"acme\n\"Harbour, Sons\"\nacme"_s);
        QCOMPARE(find<QLabel>("issueAliasesNote")->text(), u"3 names; more than once: acme"_s);
        auto* issue = find<QPushButton>("issueButton");
        QCOMPARE(issue->text(), u"&Issue 3 keys"_s);
        issue->setFocus();
        QTest::keyClick(issue, Qt::Key_Space);
        QCOMPARE(m_bench->keys.keys.size(), size_t(3));
        const auto* table = find<QTableWidget>("issuedTable");
        QVERIFY(table->isVisible());
        QCOMPARE(table->item(1, 0)->text(), u"Harbour, Sons"_s);
        m_bench->prompts.fileToSave = u"/home/keys.csv"_s;
        QTest::keyClick(find<QPushButton>("saveCsv"), Qt::Key_Space);
        const auto& file = m_bench->files.files.at("/home/keys.csv");
        QCOMPARE(file.mode, 0600u);
        QVERIFY(file.bytes.find("\"Harbour, Sons\"," + text(1)) != std::string::npos);
        QTest::keyClick(find<QPushButton>("copyKey"), Qt::Key_Space);
        QCOMPARE(QGuiApplication::clipboard()->text().count(u'\n'), 2);
    }

    void aListComesFromAFile()
    {
        open({u"trial"_s});
        m_bench->files.files["/home/names.csv"].bytes = "alias,mail\nacme,a@x\nbolt,b@x\n";
        typeNames(QString());
        QVERIFY(!mayIssue());
        m_bench->prompts.fileToOpen = u"/home/absent.csv"_s;
        QTest::keyClick(find<QPushButton>("issueOpenList"), Qt::Key_Space);
        QVERIFY(find<QLabel>("issueAliasesNote")->text().contains(u"absent.csv"_s));
        m_bench->prompts.fileToOpen = u"/home/names.csv"_s;
        QTest::keyClick(find<QPushButton>("issueOpenList"), Qt::Key_Space);
        QCOMPARE(m_dialog->order().aliases, (QStringList{u"acme"_s, u"bolt"_s}));
        QVERIFY(mayIssue());
        find<QPlainTextEdit>("issueAliases")->setPlainText(u"\"acme"_s);
        QVERIFY(!mayIssue());
        QVERIFY(verdict().contains(u"line 1"_s));
    }

    void theClipboardIsClearedAfterAMinute()
    {
        open({u"trial"_s});
        std::chrono::seconds waited{};
        std::function<void()> then;
        m_dialog->setLater([&](std::chrono::seconds time, std::function<void()> call) {
            waited = time;
            then = std::move(call);
        });
        QTest::keyClick(m_dialog.get(), Qt::Key_Return);
        const QString key = find<QPlainTextEdit>("issuedKeys")->toPlainText();
        auto* copy = find<QPushButton>("copyKey");
        QVERIFY(copy->hasFocus());
        QTest::keyClick(copy, Qt::Key_Space);
        QCOMPARE(QGuiApplication::clipboard()->text(), key);
        QCOMPARE(waited, std::chrono::seconds(60));
        then();
        QCOMPARE(QGuiApplication::clipboard()->text(), QString());
        QVERIFY(find<ui::StateLabel>("issuedDone")->text().contains(u"cleared"_s));
        // What somebody else copied meanwhile stays; the dialog may be gone by then.
        QTest::keyClick(copy, Qt::Key_Space);
        QGuiApplication::clipboard()->setText(u"other"_s);
        m_dialog.reset();
        then();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"other"_s);
    }

    void theSheetIsForItsOwnerOnly()
    {
        open({u"trial"_s});
        QTest::keyClicks(find<QLineEdit>("issueAlias"), u"acme"_s);
        QTest::keyClick(m_dialog.get(), Qt::Key_Return);
        m_bench->prompts.fileToSave = u"/home/acme.txt"_s;
        QTest::keyClick(find<QPushButton>("saveSheet"), Qt::Key_Space);
        const auto& file = m_bench->files.files.at("/home/acme.txt");
        QCOMPARE(file.mode, 0600u);
        for (const char* part : {"acme", "http://gate:8080/orders/", "50 per day", "9 December 2026", "UTC"})
            QVERIFY2(file.bytes.find(part) != std::string::npos, file.bytes.c_str());
        m_bench->prompts.fileToSave = u"/quota-demo"_s; // a folder
        QTest::keyClick(find<QPushButton>("saveSheet"), Qt::Key_Space);
        QVERIFY(find<ui::StateLabel>("issuedDone")->text().startsWith(u"Not saved."_s));
    }
};

QTEST_MAIN(TestIssueKeyDialog)
#include "tst_issuekeydialog.moc"
