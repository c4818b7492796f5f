// The whole journey of the issue main-job in the real window over the real gateway, by keyboard and object names. The
// upstream is a fake one that counts: what is refused must not reach it. Real time stands still until the test moves
// it.

#include "app/desktop/desktop.h"
#include "app/example.h"
#include "models/policyeditor.h"
#include "tests/support/fakeupstream.h"
#include "ui/dialogs/issuekeydialog.h"
#include "ui/pages/trypage.h"
#include "ui/widgets/messagebar.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTimer>
#include <QtTest>

#include <atomic>

using namespace gatereeve;
using namespace Qt::StringLiterals;

namespace
{

class StandingClock final : public Clock
{
public:
    Nanoseconds now() const override { return time.load(); }
    std::atomic<Nanoseconds> time = 1'800'000'000 * NanosecondsPerSecond;
};

// Says yes to whatever is asked.
class YesPrompts final : public ui::Prompts
{
public:
    bool confirm(QWidget*, const ui::Question&) override { return true; }
    Leaving askLeaving(QWidget*, int) override { return Leaving::Discard; }
    QString askWorkspace(QWidget*, const QString&) override { return {}; }
    QString askFolder(QWidget*, const QString&) override { return {}; }
    QString askOpenFile(QWidget*, const QString&, const QString&) override { return {}; }
    QString askSaveFile(QWidget*, const QString&, const QString&) override { return {}; }
    QString askText(QWidget*, const QString&, const QString&, const QString&) override { return {}; }
    int askChoice(QWidget*, const ui::Choice& choice) override { return choice.preselected; }
};

} // namespace

class TestJourney : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    StandingClock m_clock;
    YesPrompts m_prompts;
    gateway::FakeUpstream m_upstream;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<app::Desktop> m_desktop;

    QString workspace() const { return m_folder.filePath(u"workspace"_s); }
    QByteArray policiesFile() const
    {
        QFile file(workspace() + u"/policies/policies.json"_s);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    template <typename T>
    T* find(const char* name) const
    {
        T* found = m_desktop->window().findChild<T*>(QString::fromLatin1(name));
        if (!found)
            qFatal("no %s in the window", name);
        return found;
    }
    void trigger(const char* action) const { find<QAction>(action)->trigger(); }
    void choosePolicy(const QString& id) const
    {
        trigger("actionPolicies");
        auto* table = find<QAbstractItemView>("policyTable");
        table->setFocus();
        QTest::keyClicks(table, id);
        QCOMPARE(table->currentIndex().siblingAtColumn(0).data().toString(), id);
    }
    void typeInto(const char* field, const QString& text) const
    {
        auto* line = find<QLineEdit>(field);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
    }
    StoredKey issueKey(const QString& alias)
    {
        choosePolicy(u"trial"_s);
        QString text;
        QTimer::singleShot(0, this, [&] {
            auto* dialog = qobject_cast<ui::IssueKeyDialog*>(QApplication::activeModalWidget());
            QVERIFY(dialog);
            auto* field = dialog->findChild<QLineEdit*>(u"issueAlias"_s);
            field->setFocus();
            QTest::keyClicks(field, alias);
            auto* own = dialog->findChild<QCheckBox*>(u"issueOwnValues"_s);
            if (!own->isChecked())
                own->click();
            QTest::keyClick(dialog, Qt::Key_Return);
            text = dialog->findChild<QPlainTextEdit*>(u"issuedKeys"_s)->toPlainText();
            dialog->findChild<QPushButton*>(u"copyKey"_s)->click();
            QTest::keyClick(dialog, Qt::Key_Escape);
        });
        trigger("actionIssueKey");
        [&] { QCOMPARE(QApplication::clipboard()->text(), text); }();
        for (const StoredKey& key : m_desktop->workspace()->keyList().keys()) {
            if (key.text == text.toStdString())
                return key;
        }
        return {};
    }
    int outcomes(const QString& word) const
    {
        const auto* model = find<QAbstractItemView>("tryResults")->model();
        int count = 0;
        for (int row = 0; row < model->rowCount(); ++row)
            count += model->index(row, 0).data().toString() == word;
        return count;
    }
    // Rows of the results that name the text in any column.
    // Why a request was refused comes with its decision, up to 50 ms after the answer: to be tried.
    bool isShown(const QString& text) const
    {
        const auto* model = find<QAbstractItemView>("tryResults")->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            for (int column = 0; column < model->columnCount(); ++column) {
                if (model->index(row, column).data().toString().contains(text))
                    return true;
            }
        }
        return false;
    }
    void useKey(const StoredKey& key) const
    {
        trigger("actionTry");
        m_desktop->window().view()->tryPage().setKey(QString::fromStdString(key.name));
        find<QLineEdit>("tryPath")->setText(u"/orders/7"_s);
        find<QPushButton>("clearResults")->click();
    }
    // A burst in a window of its own: so many pass, so many don't, and only those that pass reach the upstream.
    void burst(int size, int passed, int refused, const QString& word) const
    {
        const_cast<TestJourney*>(this)->m_clock.time += 2 * NanosecondsPerSecond;
        find<QPushButton>("clearResults")->click();
        const int before = m_upstream.requests();
        find<QSpinBox>("burstSize")->setValue(size);
        trigger(size == 1 ? "actionSendOnce" : "actionSendBurst");
        QTRY_COMPARE(outcomes(u"passed"_s) + outcomes(word), size);
        QCOMPARE(outcomes(u"passed"_s), passed);
        QCOMPARE(outcomes(word), refused);
        QCOMPARE(m_upstream.requests() - before, passed);
    }

    // Opens the workspace in place of the one that is open, and acts when that is closed and this one not there yet: an
    // event that is queued before the other thread begins.
    void whileReading(const std::function<void()>& act)
    {
        bool hasActed = false;
        const auto actSoon = [&] {
            QMetaObject::invokeMethod(
                this,
                [&] {
                    act();
                    hasActed = true;
                },
                Qt::QueuedConnection);
        };
        connect(m_desktop->window().view(), &QObject::destroyed, this, actSoon, Qt::SingleShotConnection);
        m_desktop->startOpening(workspace());
        QTRY_VERIFY(hasActed);
    }

private Q_SLOTS:
    void initTestCase()
    {
        app::PosixFileSystem files;
        QVERIFY(app::copyExample(workspace().toStdString(), files).ok());
        // The fake upstream in place of the example's targets, and the echo off.
        const QStringList definitions = QDir(workspace() + u"/apps"_s).entryList({u"*.json"_s});
        for (const QString& name : definitions) {
            QFile file(workspace() + u"/apps/"_s + name);
            QVERIFY(file.open(QIODevice::ReadWrite));
            QByteArray text = file.readAll();
            static const QRegularExpression target(u"http://127\\.0\\.0\\.1:\\d+"_s);
            text = QString::fromUtf8(text).replace(target, u"http://127.0.0.1:%1"_s.arg(m_upstream.port())).toUtf8();
            file.resize(0);
            file.write(text);
        }
        QVERIFY(QFile::remove(workspace() + u"/gatereeve.json"_s));
        m_settings = std::make_unique<QSettings>(m_folder.filePath(u"window.ini"_s), QSettings::IniFormat);
        m_desktop = std::make_unique<app::Desktop>(*m_settings, m_prompts, m_clock, m_folder.path());
        m_desktop->window().show();
        QVERIFY(m_desktop->open(workspace()));
        QVERIFY(QTest::qWaitForWindowActive(&m_desktop->window()));
    }
    void cleanupTestCase() { m_desktop.reset(); }

    void journey()
    {
        const QByteArray fileBefore = policiesFile();
        // 1. The gateway is running.
        QCOMPARE(m_desktop->gateway().state().kind, ui::GatewayState::Kind::Running);
        QCOMPARE(find<QAbstractItemView>("policyTable")->model()->rowCount(), 6);

        // 2. A key is issued and copied; its end is fixed.
        const StoredKey first = issueKey(u"first trial"_s), second = issueKey(u"second trial"_s);
        QVERIFY(!first.text.empty() && !second.text.empty());
        QCOMPARE(first.session.expires, m_clock.nowSeconds() + 14 * 86400);

        // 3. Once, a burst, the quota of the second key, the renewal.
        useKey(first);
        trigger("actionSendOnce");
        QTRY_COMPARE(outcomes(u"passed"_s), 1);
        QCOMPARE(m_upstream.requests(), 1);
        QTRY_VERIFY(find<QAbstractItemView>("trace")->model()->rowCount() > 3);
        burst(12, 5, 7, u"limited"_s);
        QTRY_VERIFY(isShown(u"6th call"_s));
        useKey(second);
        for (int i = 0; i < 10; ++i)
            burst(5, 5, 0, u"limited"_s);
        burst(1, 0, 1, u"refused"_s);
        QTRY_VERIFY(isShown(u"50 calls"_s));
        trigger("clockAfterRenewal");
        QVERIFY(!m_desktop->gateway().sharedClock()->isReal());
        burst(1, 1, 0, u"refused"_s);
        trigger("clockReal");
        burst(1, 0, 1, u"refused"_s); // the overlay is gone

        // 4. The rate is edited: enforced unsaved; undone: the old one holds again.
        useKey(first);
        choosePolicy(u"trial"_s);
        typeInto("policyRateText", u"8 per second"_s);
        QVERIFY(find<QLabel>("statusLine")->text().contains(u"not saved"_s));
        burst(12, 8, 4, u"limited"_s);
        QCOMPARE(policiesFile(), fileBefore);
        trigger("actionUndo");
        burst(12, 5, 7, u"limited"_s);

        // 5. Only the quota: the key's own 5 per second hold, whatever the policy says.
        choosePolicy(u"trial"_s);
        typeInto("policyRateText", u"2 per second"_s);
        burst(4, 2, 2, u"limited"_s);
        for (const char* box : {"enforcesRate", "enforcesAccess"})
            find<QCheckBox>(box)->click();
        QVERIFY(find<QLabel>("enforcesSentence")->text().contains(u"quota"_s));
        burst(12, 5, 7, u"limited"_s);
        while (find<QAction>("actionUndo")->isEnabled() && m_desktop->workspace()->isModified())
            trigger("actionUndo");
        QVERIFY(!m_desktop->workspace()->isModified());

        // 6. Denied, and free at once; not loaded, and the window says which keys that cuts off.
        choosePolicy(u"trial"_s);
        find<QCheckBox>("policyInactive")->click();
        burst(1, 0, 1, u"refused"_s);
        QTRY_VERIFY(isShown(u"403"_s));
        find<QCheckBox>("policyInactive")->click();
        burst(1, 1, 0, u"refused"_s);
        find<QRadioButton>("policyNotLoaded")->click();
        QVERIFY(m_desktop->window().view()->messageBar().textOf(u"cut-off:trial"_s).contains(u"first trial"_s));
        burst(1, 0, 1, u"refused"_s);
        find<QRadioButton>("policyLoaded")->click();
        burst(1, 1, 0, u"refused"_s);

        // 7. Saved: the changed value and nothing else.
        while (m_desktop->workspace()->isModified())
            trigger("actionUndo");
        choosePolicy(u"trial"_s);
        typeInto("policyRateText", u"8 per second"_s);
        trigger("actionSave");
        QByteArray expected = fileBefore;
        const qsizetype policy = expected.indexOf("\"trial\": {");
        const qsizetype rate = expected.indexOf("\"rate\": 5", policy);
        expected.replace(rate, 9, "\"rate\": 8");
        QCOMPARE(policiesFile(), expected);
        QVERIFY(!m_desktop->window().isWindowModified());

        // 8. One second after the trial's end, and back.
        useKey(first);
        trigger("clockFirstAfter");
        trigger("actionSendOnce");
        QTRY_COMPARE(outcomes(u"refused"_s), 1);
        QTRY_VERIFY(isShown(u"401"_s));
        trigger("clockReal");
        burst(1, 1, 0, u"refused"_s);
    }

    // Issue effective-session: the profile is enforced by the gateway as well. 2.9 applies what is not active.
    void theChosenRulesAreEnforced()
    {
        StoredKey first;
        for (const StoredKey& key : m_desktop->workspace()->keyList().keys())
            first = key.session.alias == "first trial" ? key : first;
        useKey(first);
        QVERIFY(models::PolicyEditor(*m_desktop->workspace()).setActive({u"trial"_s}, false).ok());
        burst(1, 0, 1, u"refused"_s);
        trigger("actionProfile29");
        burst(1, 1, 0, u"refused"_s);
        trigger("actionUndo");
        burst(1, 0, 1, u"refused"_s);
        trigger("actionUndo");
        burst(1, 1, 0, u"refused"_s);
    }

    // The key store survives, and with it quotas and keys (bullet Stores).
    void reopens()
    {
        const size_t keys = m_desktop->workspace()->keyList().keys().size();
        QVERIFY(m_desktop->open(workspace()));
        QCOMPARE(m_desktop->workspace()->keyList().keys().size(), keys);
        const StoredKey* second = nullptr;
        for (const StoredKey& key : m_desktop->workspace()->keyList().keys())
            second = key.session.alias == "second trial" ? &key : second;
        QVERIFY(second);
        QCOMPARE(m_desktop->gateway().quotaUsed(QString::fromStdString(second->name), u"trial"_s).count, int64_t{50});
        useKey(*second); // not over a connection to the gateway before, which may have had the same port
        burst(1, 0, 1, u"refused"_s);
    }

    void aFolderWithoutWorkspaceIsSaid()
    {
        QVERIFY(!m_desktop->open(m_folder.filePath(u"nothing here"_s)));
        QVERIFY(m_desktop->workspace()); // what was open stays
    }

    // Files may be large: they are read aside, and the window says so meanwhile.
    void opensWhileTheWindowLives()
    {
        m_desktop->startOpening(workspace());
        QCOMPARE(find<QLabel>("opening")->text(), u"Opening %1…"_s.arg(workspace()));
        QVERIFY(find<QLabel>("opening")->isVisible());
        for (const char* action : {"actionSave", "actionUndo", "actionReplace", "actionIssueKey"})
            QVERIFY(!find<QAction>(action)->isEnabled());
        QTRY_VERIFY(!find<QLabel>("opening")->isVisible());
        QVERIFY(m_desktop->workspace());
        QVERIFY(find<QAction>("actionSave")->isEnabled());
        trigger("actionPolicies");
        QCOMPARE(find<QAbstractItemView>("policyTable")->model()->rowCount(), 6);
        QCOMPARE(m_desktop->workspace()->keyList().storeDescription(), u"sqlite"_s);
        QCOMPARE(m_desktop->workspace()->thread(), thread());
        QVERIFY(models::PolicyEditor(*m_desktop->workspace()).setActive({u"trial"_s}, false).ok());
        QCOMPARE(m_desktop->gateway().state().generation, uint64_t{2});
        trigger("actionUndo");
    }

    void whatDoesNotOpenAsideIsSaid()
    {
        const models::Workspace* before = m_desktop->workspace();
        bool otherwise = false;
        m_desktop->startOpening(m_folder.filePath(u"nothing here"_s), [&] { otherwise = true; });
        QTRY_VERIFY(otherwise);
        QCOMPARE(m_desktop->workspace(), before);
        QVERIFY(m_desktop->window().view()->isVisible());
        QVERIFY(find<QAction>("actionSave")->isEnabled());
        QVERIFY(m_desktop->window().view()->messageBar().textOf(u"told"_s).contains(u"no such file or folder"_s));
    }

    // As at the start, when the last workspace is gone: the example opens, and why is still said there.
    void whatDidNotOpenIsSaidWhereAnotherOpened()
    {
        const QPointer<models::Workspace> before = m_desktop->workspace();
        m_desktop->startOpening(m_folder.filePath(u"nothing here"_s), [this] { m_desktop->startOpening(workspace()); });
        QTRY_VERIFY(!before && m_desktop->workspace());
        QVERIFY(m_desktop->window().view()->messageBar().textOf(u"told"_s).contains(u"no such file or folder"_s));
    }

    // Whatever the user wants meanwhile: the last wish counts, and no store stays locked.
    void openingIsAbandoned()
    {
        const QString other = m_folder.filePath(u"other"_s);
        app::PosixFileSystem files;
        QVERIFY(app::copyExample(other.toStdString(), files).ok());

        m_desktop->startOpening(workspace());
        m_desktop->startOpening(other);
        QTRY_VERIFY(!find<QLabel>("opening")->isVisible());
        QCOMPARE(m_desktop->workspace()->title(), u"other"_s);

        whileReading([&] {
            QVERIFY(find<QLabel>("opening")->isVisible());
            trigger("actionCloseWorkspace");
            QVERIFY(!find<QLabel>("opening")->isVisible());
        });
        QVERIFY(!m_desktop->workspace());
        m_desktop->startOpening(workspace());
        QTRY_VERIFY(m_desktop->workspace());
        QCOMPARE(m_desktop->workspace()->keyList().storeDescription(), u"sqlite"_s);

        whileReading([&] { QVERIFY(m_desktop->open(workspace())); });
        QVERIFY(m_desktop->workspace());
        QCOMPARE(m_desktop->workspace()->keyList().storeDescription(), u"sqlite"_s);
        m_desktop->startOpening(workspace()); // and the program ends
    }
};

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    TestJourney test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_journey.moc"
