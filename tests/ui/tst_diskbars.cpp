#include "ui/diskbars.h"

#include "models/policyeditor.h"
#include "models/text.h"
#include "ui/dialogs/changesdialog.h"
#include "ui/dialogs/mergedialog.h"
#include "ui/widgets/messagebar.h"
#include "ui/workspaceview.h"
#include "workbench.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QPushButton>
#include <QTimer>
#include <QTreeWidget>
#include <QtTest>

using namespace gatereeve;
using namespace Qt::StringLiterals;
using tests::Workbench;

namespace
{

const std::string Path = "/quota-demo/policies/policies.json";
const QString Name = u"policies.json"_s;

} // namespace

// What happens to files outside, in the real window.
class TestDiskBars : public QObject
{
    Q_OBJECT

    std::unique_ptr<Workbench> m_bench;

    ui::MessageBar& bar() { return m_bench->window->view()->messageBar(); }
    models::JsonFile& file() { return *m_bench->workspace->policiesFile(); }
    std::string& onDisk() { return m_bench->files.files.at(Path).bytes; }
    bool has(const char* kind)
    {
        return bar().names().contains(QLatin1StringView(kind) + u':' + models::toQString(Path));
    }
    void edit(double rate) { QVERIFY(models::PolicyEditor(*m_bench->workspace).setRate({u"gold"_s}, {rate, 1}).ok()); }
    std::string changedOutside()
    {
        std::string text = onDisk();
        text.insert(text.rfind('}'), "  ");
        return onDisk() = text;
    }
    // Another rate on disk, of another policy or of the same one.
    std::string rateOnDisk(const char* policy, const char* from, const char* to)
    {
        std::string text = onDisk();
        const size_t place = text.find(from, text.find('"' + std::string(policy) + "\": {"));
        Q_ASSERT(place != std::string::npos);
        text.replace(place, std::string(from).size(), to);
        return onDisk() = text;
    }
    // What is done in a dialog once it is open.
    template <typename Dialog, typename Steps>
    void inDialog(Steps steps)
    {
        auto* opened = new QTimer(this); // the bar runs its actions once the press is over
        opened->setInterval(0);
        connect(opened, &QTimer::timeout, this, [opened, steps] {
            auto* dialog = qobject_cast<Dialog*>(QApplication::activeModalWidget());
            if (!dialog)
                return;
            opened->stop();
            opened->deleteLater();
            steps(*dialog);
        });
        opened->start();
    }
    // What the dialog about changes says, once it is open; closes it.
    void readChanges(QStringList& words)
    {
        inDialog<ui::ChangesDialog>([&words](ui::ChangesDialog& dialog) {
            auto* tree = dialog.findChild<QTreeWidget*>(u"changesTree"_s);
            for (QTreeWidgetItemIterator item(tree); *item; ++item)
                words << (*item)->text(0);
            QTest::keyClick(&dialog, Qt::Key_Escape);
        });
    }
    void press(const char* kind, int action)
    {
        auto* row = bar().findChild<QWidget*>(u"message:"_s + QLatin1StringView(kind) + u':' + models::toQString(Path));
        QVERIFY(row);
        const auto buttons = row->findChildren<QPushButton*>(u"messageAction"_s);
        QVERIFY(buttons.size() > action);
        QTest::keyClick(buttons.at(action), Qt::Key_Space);
    }

private Q_SLOTS:
    void init() { m_bench = std::make_unique<Workbench>(); }
    void cleanup() { m_bench.reset(); }

    void aChangeOutsideIsTakenOverAndCanBeUndone()
    {
        const std::string before = onDisk(), after = changedOutside();
        m_bench->workspace->lookAtDisk();
        QCOMPARE(file().text(), after);
        QVERIFY(has("reloaded"));
        press("reloaded", 1);
        QTRY_VERIFY(!has("reloaded"));
        QCOMPARE(file().text(), before);
        QVERIFY(file().isModified());
    }

    void anEditAfterAReloadTakesItsBarAway()
    {
        changedOutside();
        m_bench->workspace->lookAtDisk();
        QVERIFY(has("reloaded"));
        edit(9);
        QVERIFY(!has("reloaded"));
    }

    void bothChangedIsLeftToTheUser_data()
    {
        QTest::addColumn<int>("action");
        QTest::newRow("what is on disk") << 2;
        QTest::newRow("mine") << 3;
    }

    void bothChangedIsLeftToTheUser()
    {
        QFETCH(int, action);
        edit(9);
        const std::string mine = file().text(), theirs = changedOutside();
        m_bench->workspace->lookAtDisk();
        QVERIFY(has("conflict"));
        QCOMPARE(file().text(), mine);
        QCOMPARE(onDisk(), theirs);
        press("conflict", action);
        QTRY_VERIFY(!has("conflict"));
        QCOMPARE(file().text(), action == 2 ? theirs : mine);
        QCOMPARE(onDisk(), action == 2 ? theirs : mine);
        QVERIFY(!file().isModified());
        // What was there in place of mine is kept, and said where.
        const auto kept = m_bench->files.files.find("/quota-demo/.gatereeve/overwritten/policies.json.1");
        QCOMPARE(kept != m_bench->files.files.end(), action == 3);
        QCOMPARE(has("overwritten"), action == 3);
        if (action == 3)
            QCOMPARE(kept->second.bytes, theirs);
    }

    void changesOfDifferentFieldsAreMerged()
    {
        edit(9);
        rateOnDisk("free", "\"rate\": 1", "\"rate\": 3");
        const std::string theirs = onDisk();
        m_bench->workspace->lookAtDisk();
        press("conflict", 0);
        QTRY_VERIFY(!has("conflict"));
        QCOMPARE(m_bench->workspace->policyList().find(u"free"_s)->policy().rate, 3.0);
        QCOMPARE(m_bench->workspace->policyList().find(u"gold"_s)->policy().rate, 9.0);
        QCOMPARE(onDisk(), theirs); // until it is saved
        QVERIFY(file().isModified());
        QVERIFY(m_bench->window->view()->save());
        QCOMPARE(onDisk(), file().text());
    }

    void aFieldThatBothChangedIsChosen_data()
    {
        QTest::addColumn<int>("choice");
        QTest::addColumn<double>("rate");
        QTest::newRow("mine") << 1 << 9.0;
        QTest::newRow("the disk's") << 2 << 7.0;
        QTest::newRow("as before") << 3 << 5.0;
    }

    void aFieldThatBothChangedIsChosen()
    {
        QFETCH(int, choice);
        QFETCH(double, rate);
        edit(9);
        rateOnDisk("gold", "\"rate\": 5", "\"rate\": 7");
        m_bench->workspace->lookAtDisk();
        inDialog<ui::MergeDialog>([&](ui::MergeDialog& dialog) {
            auto* ok = dialog.findChild<QPushButton*>(u"mergeOk"_s);
            auto* box = dialog.findChild<QComboBox*>(u"mergeChoice"_s);
            QVERIFY(!ok->isEnabled());
            QCOMPARE(dialog.findChildren<QComboBox*>(u"mergeChoice"_s).size(), 1);
            QCOMPARE(dialog.focusWidget(), box);
            for (int step = 0; step < choice; ++step)
                QTest::keyClick(box, Qt::Key_Down);
            QVERIFY(ok->isEnabled());
            QTest::keyClick(ok, Qt::Key_Space);
        });
        press("conflict", 0);
        QTRY_VERIFY(!has("conflict"));
        QCOMPARE(m_bench->workspace->policyList().find(u"gold"_s)->policy().rate, rate);
    }

    void aMergeThatIsLeftChangesNothing()
    {
        edit(9);
        const std::string mine = file().text();
        rateOnDisk("gold", "\"rate\": 5", "\"rate\": 7");
        m_bench->workspace->lookAtDisk();
        inDialog<ui::MergeDialog>([](ui::MergeDialog& dialog) { QTest::keyClick(&dialog, Qt::Key_Escape); });
        press("conflict", 0);
        QTRY_VERIFY(!QApplication::activeModalWidget());
        QVERIFY(has("conflict"));
        QCOMPARE(file().text(), mine);
    }

    void whatChangedIsShownInWords()
    {
        rateOnDisk("gold", "\"rate\": 5", "\"rate\": 7");
        m_bench->workspace->lookAtDisk();
        QStringList words;
        readChanges(words);
        press("reloaded", 0);
        QTRY_VERIFY(!words.isEmpty());
        QCOMPARE(words, (QStringList{u"policy gold"_s, u"rate 5 per second → 7 per second"_s}));
        QTRY_VERIFY(has("reloaded"));
    }

    void whatSavingChangesIsShownBefore()
    {
        auto* action = m_bench->find<QAction>("actionShowUnsaved");
        QVERIFY(!action->isEnabled());
        edit(9);
        QVERIFY(action->isEnabled());
        QStringList words;
        readChanges(words);
        action->trigger();
        QCOMPARE(words, (QStringList{u"policy gold"_s, u"rate 5 per second → 9 per second"_s}));
    }

    void aDeletedFileIsSavedAgain()
    {
        const std::string text = onDisk();
        m_bench->files.files.erase(Path);
        m_bench->workspace->lookAtDisk();
        QVERIFY(has("conflict"));
        QVERIFY(bar().textOf(u"conflict:"_s + models::toQString(Path)).contains(u"gone"_s));
        press("conflict", 0);
        QTRY_VERIFY(m_bench->files.files.contains(Path));
        QCOMPARE(onDisk(), text);
    }

    void aReadOnlyFileIsToldAtOnce()
    {
        QVERIFY(!bar().names().contains(u"unwritable"_s));
        m_bench->files.files.at(Path).writable = false;
        m_bench->open();
        QVERIFY(bar().textOf(u"unwritable"_s).contains(Name));
        const std::string before = onDisk();
        edit(9);
        QVERIFY(!m_bench->window->view()->save());
        QCOMPARE(onDisk(), before);
        m_bench->prompts.fileToSave = u"/elsewhere/copy.json"_s;
        auto* row = bar().findChild<QWidget*>(u"message:save"_s);
        QVERIFY(row);
        QTest::keyClick(row->findChildren<QPushButton*>(u"messageAction"_s).at(1), Qt::Key_Space);
        QTRY_VERIFY(m_bench->files.files.contains("/elsewhere/copy.json"));
        QCOMPARE(m_bench->files.files.at("/elsewhere/copy.json").bytes, file().text());
        QVERIFY(file().isModified());
    }

    void aNetworkDiskIsTold_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<bool>("told");
        QTest::newRow("nfs") << QByteArray("nfs4") << true;
        QTest::newRow("sshfs") << QByteArray("fuse.sshfs") << true;
        QTest::newRow("local") << QByteArray("ext4") << false;
    }

    void aNetworkDiskIsTold()
    {
        QFETCH(QByteArray, type);
        QFETCH(bool, told);
        m_bench->workspace->watchDisk([&](const QString&) { return type; });
        m_bench->window->setWorkspace(m_bench->workspace.get());
        QCOMPARE(bar().names().contains(u"network-disk"_s), told);
    }

    void unsavedEditsOfACrashedSessionAreOffered_data()
    {
        QTest::addColumn<bool>("opens");
        QTest::newRow("opened") << true;
        QTest::newRow("discarded") << false;
    }

    void unsavedEditsOfACrashedSessionAreOffered()
    {
        QFETCH(bool, opens);
        const std::string before = onDisk();
        edit(9);
        const std::string edited = file().text();
        m_bench->open(); // nobody was asked: as after a kill, but for the pause
        QCOMPARE(file().text(), before);
        QVERIFY(has("unsaved"));
        press("unsaved", opens ? 0 : 2);
        QTRY_VERIFY(!has("unsaved"));
        QCOMPARE(file().text(), opens ? edited : before);
        QCOMPARE(onDisk(), before);
        m_bench->prompts.leaving = ui::Prompts::Leaving::Discard;
        QVERIFY(m_bench->window->mayLeaveWorkspace());
        m_bench->open();
        QVERIFY(!has("unsaved"));
    }

    void editsThatWereGivenUpAreNotOffered()
    {
        edit(9);
        m_bench->prompts.leaving = ui::Prompts::Leaving::Discard;
        QVERIFY(m_bench->window->mayLeaveWorkspace());
        m_bench->open();
        QVERIFY(!has("unsaved"));
    }

    void anInterruptedSaveIsOffered_data()
    {
        QTest::addColumn<bool>("restores");
        QTest::newRow("put back") << true;
        QTest::newRow("kept as it is") << false;
    }

    void anInterruptedSaveIsOffered()
    {
        QFETCH(bool, restores);
        const std::string before = onDisk();
        const std::string copy = "/quota-demo/.gatereeve/journal/%2Fquota-demo%2Fpolicies%2Fpolicies.json.before";
        m_bench->files.files[copy].bytes = before;
        onDisk() = before.substr(0, 100);
        m_bench->open();
        QVERIFY(has("interrupted"));
        press("interrupted", restores ? 0 : 1);
        QTRY_VERIFY(!m_bench->files.files.contains(copy));
        QCOMPARE(onDisk(), restores ? before : before.substr(0, 100));
        QCOMPARE(file().document().has_value(), restores);
    }
};

QTEST_MAIN(TestDiskBars)
#include "tst_diskbars.moc"
