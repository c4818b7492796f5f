// How the real window does on a workspace with very many policies and keys: bench_documents [POLICIES [KEYS [view edits
// enforcing replacing saving]]], 10,000 (20 MB), 1,000 and all of them without. Everything is real but the screen:
// disk, gateway, store. Of each action it prints how long it takes until the event loop has nothing left to do, and the
// longest time for which the window answered nothing: during it, and in the moments after it (what waits for a pause in
// typing). Says nothing about whether a goal was reached. QT_QPA_PLATFORM=offscreen, Release.

#include "app/desktop/desktop.h"
#include "app/largepages.h"
#include "gateway/store/stores.h"
#include "models/policyeditor.h"
#include "tests/support/manypolicies.h"
#include "tests/support/watchedapplication.h"
#include "ui/pages/policiespage.h"
#include "ui/translations.h"

#include <QAbstractEventDispatcher>
#include <QDialog>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QLineEdit>
#include <QTableView>
#include <QTemporaryDir>
#include <QTextStream>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <ctime>
#include <thread>

using namespace gatereeve;
using namespace Qt::StringLiterals;

namespace
{

constexpr int Rounds = 7;
constexpr int AfterMilliseconds = 1500;

class NoPrompts final : public ui::Prompts
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

// When the list of policies was painted for the first time.
class FirstPaint final : public QObject
{
public:
    bool eventFilter(QObject* receiver, QEvent* event) override
    {
        if (event->type() == QEvent::Paint && milliseconds < 0 && receiver->parent() &&
            receiver->parent()->objectName() == u"policyTable")
            milliseconds = double(timer.nsecsElapsed()) / 1e6;
        return false;
    }
    QElapsedTimer timer;
    double milliseconds = -1;
};

void write(const QString& path, const std::string& text)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), qint64(text.size())) != qint64(text.size()))
        qFatal("cannot write %s", qPrintable(path));
}

void writeKeys(const QString& folder, unsigned count, unsigned policies)
{
    const std::string file = folder.toStdString() + "/.gatereeve/" + std::string(gateway::WorkspaceStoreName);
    auto store = gateway::openSqliteStore(file);
    if (!store)
        qFatal("%s", store.error().describe().c_str());
    std::atomic<unsigned> next = 0;
    const auto put = [&] {
        for (unsigned number = next++; number < count; number = next++) {
            StoredKey key;
            key.name = key.text = "5f3c9a1e7b2d4c6081a9e5d3" + std::to_string(100'000'000 + number);
            key.session.alias = "Key number " + std::to_string(number);
            key.session.orgId = "5f3c9a1e7b2d4c6081a9e5d3";
            key.session.applyPolicies = {"policy" + std::to_string(number % policies)};
            if (const auto done = (*store)->put(key); !done)
                qFatal("%s", done.error().describe().c_str());
        }
    };
    std::vector<std::jthread> threads; // puts that wait together are committed together
    for (int i = 0; i < 64; ++i)
        threads.emplace_back(put);
}

void writeWorkspace(const QString& folder, unsigned policies, unsigned keys)
{
    write(folder + u"/tyk.conf"_s, R"({"listen_port": 0, "secret": "s", "app_path": "apps/", "policies":
        {"policy_source": "file", "policy_record_name": "policies/policies.json"}})");
    write(folder + u"/policies/policies.json"_s, tests::manyPolicies(policies));
    for (unsigned i = 0; i < tests::ApiCount; ++i)
        write(folder + u"/apps/api%1.json"_s.arg(i), tests::manyApiText(i));
    writeKeys(folder, keys, policies);
}

class Bench
{
public:
    explicit Bench(tests::WatchedApplication& application) : m_application(application) {}

    std::function<bool()> isBusy; // in another thread, with what the present action is about

    // In the event loop, like what a user does. Milliseconds until it is idle again.
    double once(const std::function<void()>& action)
    {
        QElapsedTimer timer;
        timer.start();
        QMetaObject::invokeMethod(&m_application, action, Qt::QueuedConnection);
        while (m_application.eventDispatcher()->processEvents(QEventLoop::AllEvents)) {
        }
        while (isBusy && isBusy())
            m_application.eventDispatcher()->processEvents(QEventLoop::WaitForMoreEvents);
        return double(timer.nsecsElapsed()) / 1e6;
    }

    void measure(const QString& what, const QString& goal, int rounds, const std::function<void(int)>& action)
    {
        std::vector<double> times, busy;
        tests::WatchedApplication::Pause during, after;
        for (int round = 0; round < rounds; ++round) {
            m_application.forget();
            const double before = tests::threadMilliseconds();
            times.push_back(once([&] { action(round); }));
            busy.push_back(tests::threadMilliseconds() - before);
            during = longer(during);
            m_application.forget();
            QEventLoop loop;
            QTimer::singleShot(AfterMilliseconds, &loop, &QEventLoop::quit);
            loop.exec();
            after = longer(after);
        }
        std::ranges::sort(times);
        std::ranges::sort(busy);
        QTextStream(stdout) << u"%1 %2 ms, slowest %3, processor %4   (goal %5)\n"_s.arg(what, -36)
                                   .arg(times[times.size() / 2], 7, 'f', 1)
                                   .arg(times.back(), 7, 'f', 1)
                                   .arg(busy[busy.size() / 2], 7, 'f', 1)
                                   .arg(goal)
                            << u"    pause during %1, after %2\n"_s.arg(textOf(during), textOf(after));
    }

private:
    static QString textOf(const tests::WatchedApplication::Pause& pause)
    {
        return u"%1 ms, processor %2 (%3)"_s.arg(pause.milliseconds, 0, 'f', 1)
            .arg(pause.processor, 0, 'f', 1)
            .arg(pause.what.trimmed());
    }
    tests::WatchedApplication::Pause longer(const tests::WatchedApplication::Pause& than) const
    {
        const auto& now = m_application.longestPause();
        return now.milliseconds > than.milliseconds ? now : than;
    }
    tests::WatchedApplication& m_application;
};

void check(const Result<void>& result)
{
    if (!result)
        qFatal("%s", result.error().describe().c_str());
}

void measureOpening(Bench& bench, app::Desktop& desktop, const QString& folder)
{
    FirstPaint paint;
    qApp->installEventFilter(&paint);
    bench.isBusy = [&] { return paint.milliseconds < 0; };
    bench.measure(u"open"_s, u"300 ms to the first paint"_s, 1, [&](int) {
        paint.timer.start();
        desktop.startOpening(folder);
    });
    bench.isBusy = {};
    QTextStream(stdout) << u"    first paint after %1 ms\n"_s.arg(paint.milliseconds, 0, 'f', 1);
}

// What this thread has spent. That of the process has lint in it, which goes on beside.
double ownMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

// From the edit until every worker has the generation that says so.
void measureEnforcing(app::Desktop& desktop)
{
    models::Workspace& workspace = *desktop.workspace();
    models::PolicyEditor editor(workspace);
    const auto generation = [&desktop] { return desktop.gateway().state().generation; };
    const QString first = u"policy%1"_s.arg(workspace.policyList().rowCount() / 3);
    std::vector<double> times, processor;
    for (int i = 0; i < 3 * Rounds; ++i) {
        const auto before = generation();
        const double spent = ownMilliseconds();
        QElapsedTimer timer;
        timer.start();
        check(editor.setRate({first}, {double(500 + i), 1}));
        while (generation() == before)
            QCoreApplication::processEvents();
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
        processor.push_back(ownMilliseconds() - spent);
        workspace.finishTyping();
        QCoreApplication::processEvents();
    }
    std::sort(times.begin(), times.end());
    std::sort(processor.begin(), processor.end());
    QTextStream(stdout)
        << u"rate edited -> enforced by every worker: median %1 ms, slowest %2, processor %3 (goal 20 ms)\n"_s
               .arg(times[times.size() / 2], 0, 'f', 1)
               .arg(times.back(), 0, 'f', 1)
               .arg(processor[processor.size() / 2], 0, 'f', 1);
}

void measureEdits(Bench& bench, models::Workspace& workspace)
{
    models::PolicyEditor editor(workspace);
    const auto fresh = [&](const Result<void>& result) {
        check(result);
        workspace.finishTyping();
    };
    const QString first = u"policy%1"_s.arg(workspace.policyList().rowCount() / 3);
    bench.measure(u"rate of a policy"_s, u"50"_s, Rounds, [&](int i) {
        fresh(editor.setRate({first}, {double(200 + i), 1}));
    });
    bench.measure(u"undo"_s, u"50"_s, Rounds, [&](int) { workspace.undoStack().undo(); });
    bench.measure(u"redo"_s, u"50"_s, Rounds, [&](int) { workspace.undoStack().redo(); });
    bench.measure(u"typing in one field (one undo step)"_s, u"50"_s, Rounds,
                  [&](int i) { check(editor.setName({first}, QString(i + 1, u'x'))); });
    workspace.finishTyping();
    bench.measure(u"an API granted (lines come)"_s, u"50"_s, Rounds,
                  [&](int i) { fresh(editor.grantApi(first, u"new%1"_s.arg(i), {u"Default"_s})); });
    bench.measure(u"a new policy"_s, u"50"_s, Rounds, [&](int i) {
        fresh(editor.add(u"added%1"_s.arg(i), R"({"active": true, "rate": 5, "per": 1, "access_rights": {}})"));
    });
    bench.measure(u"undo of that"_s, u"50"_s, Rounds, [&](int) { workspace.undoStack().undo(); });
    const QStringList all = workspace.policyList().ids();
    bench.measure(u"key life of all policies"_s, u"reported"_s, 1,
                  [&](int i) { fresh(editor.setKeyExpiresIn(all, 86'400 + i)); });
    bench.measure(u"undo of that"_s, u"reported"_s, 1, [&](int) { workspace.undoStack().undo(); });
}

void measureView(Bench& bench, app::Desktop& desktop)
{
    ui::MainWindow& window = desktop.window();
    auto* page = window.findChild<ui::PoliciesPage*>();
    auto* filter = window.findChild<QLineEdit*>(u"policyFilter"_s);
    auto* table = window.findChild<QTableView*>(u"policyTable"_s);
    bench.measure(u"another policy selected"_s, u"50"_s, Rounds,
                  [&](int i) { page->select(u"policy%1"_s.arg(17 * i + 3)); });
    const QString typed = u"policy12"_s;
    bench.measure(u"a letter in the filter"_s, u"100"_s, int(typed.size()),
                  [&](int i) { filter->setText(typed.first(i + 1)); });
    bench.measure(u"filter is:trial"_s, u"100"_s, 1, [&](int) { filter->setText(u"is:trial"_s); });
    bench.measure(u"filter off"_s, u"100"_s, 1, [&](int) { filter->clear(); });
    bench.measure(u"all policies selected"_s, u"reported"_s, 1, [&](int) { table->selectAll(); });
    bench.measure(u"one selected again"_s, u"reported"_s, 1, [&](int) { page->select(u"policy3"_s); });
    for (const auto& action :
         {u"actionKeys"_s, u"actionApis"_s, u"actionTry"_s, u"actionProblems"_s, u"actionPolicies"_s})
        bench.measure(action, u"100"_s, 2, [&](int) { window.findChild<QAction*>(action)->trigger(); });
    window.findChild<QAction*>(u"actionProblems"_s)->trigger();
    auto* problemFilter = window.findChild<QLineEdit*>(u"problemFilter"_s);
    bench.measure(u"a letter in the problems' filter"_s, u"100"_s, 3,
                  [&](int i) { problemFilter->setText(typed.first(i + 1)); });
    problemFilter->clear();
}

// In a few places, and in all policies.
void measureReplacing(Bench& bench, app::Desktop& desktop)
{
    ui::MainWindow& window = desktop.window();
    window.findChild<QAction*>(u"actionReplace"_s)->trigger();
    auto* find = window.findChild<QLineEdit*>(u"findText"_s);
    for (const QString& text : {u"policy777"_s, u"api"_s})
        bench.measure(u"find "_s + text, u"reported"_s, 3, [&](int i) { find->setText(text.left(text.size() - i)); });
    bench.measure(u"replace by"_s, u"reported"_s, 1,
                  [&](int) { window.findChild<QLineEdit*>(u"replaceText"_s)->setText(u"q"_s); });
    window.findChild<QDialog*>(u"replaceDialog"_s)->close();
}

void measureSaving(Bench& bench, app::Desktop& desktop)
{
    models::Workspace& workspace = *desktop.workspace();
    models::PolicyEditor editor(workspace);
    auto* save = desktop.window().findChild<QAction*>(u"actionSave"_s);
    bench.measure(u"an edit, then save"_s, u"300"_s, 3, [&](int i) {
        check(editor.setRate({u"policy5"_s}, {double(300 + i), 1}));
        workspace.finishTyping();
        save->trigger();
        if (workspace.isModified())
            qFatal("not saved");
    });
}

} // namespace

int main(int argc, char** argv)
{
    app::useLargePages(argv); // as the program does
    tests::WatchedApplication application(argc, argv);
    ui::installTranslations(application);
    const unsigned policies = QApplication::arguments().value(1, u"10000"_s).toUInt();
    const unsigned keys = QApplication::arguments().value(2, u"1000"_s).toUInt();
    QTemporaryDir folder;
    writeWorkspace(folder.path(), policies, keys);
    QTextStream(stdout) << u"%1 policies, %2 MB, %3 keys\n"_s.arg(policies)
                               .arg(double(QFileInfo(folder.filePath(u"policies/policies.json"_s)).size()) / 1e6, 0,
                                    'f', 1)
                               .arg(keys);

    QSettings settings(folder.filePath(u"window.ini"_s), QSettings::IniFormat);
    NoPrompts prompts;
    const SystemClock clock;
    app::Desktop desktop(settings, prompts, clock, folder.filePath(u"data"_s));
    desktop.window().resize(1280, 800);
    desktop.window().show();
    Bench bench(application);
    bench.once([] {});
    measureOpening(bench, desktop, folder.path());
    const QStringList wanted = QApplication::arguments().mid(3);
    const auto isWanted = [&](const char* phase) {
        return wanted.isEmpty() || wanted.contains(QLatin1StringView(phase));
    };
    if (isWanted("view"))
        measureView(bench, desktop);
    if (isWanted("edits"))
        measureEdits(bench, *desktop.workspace());
    if (isWanted("enforcing"))
        measureEnforcing(desktop);
    if (isWanted("replacing"))
        measureReplacing(bench, desktop);
    if (isWanted("saving"))
        measureSaving(bench, desktop);
    bench.measure(u"close the workspace"_s, u"reported"_s, 1, [&](int) { desktop.close(); });
    return 0;
}
