#include "ui/diskbars.h"

#include "models/policyeditor.h"
#include "models/text.h"
#include "ui/widgets/messagebar.h"
#include "ui/workspaceview.h"
#include "workbench.h"

#include <QPushButton>
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
        press("reloaded", 0);
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
        QTest::newRow("what is on disk") << 0;
        QTest::newRow("mine") << 1;
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
        QCOMPARE(file().text(), action == 0 ? theirs : mine);
        QCOMPARE(onDisk(), action == 0 ? theirs : mine);
        QVERIFY(!file().isModified());
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
        press("unsaved", opens ? 0 : 1);
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
