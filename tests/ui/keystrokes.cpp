// How long the window takes from an edit until everything is painted again, with a key of 20 policies and 200 APIs in
// each: keystrokes [EDITS]. How long an edit of one of many policies takes until its problems are known, and what lint
// holds up meanwhile: keystrokes [EDITS] lint [POLICIES]. No test; run it with QT_QPA_PLATFORM=offscreen, on a Release
// build.

#include "core/engine/policyapplier.h"
#include "models/keyeditor.h"
#include "models/policyeditor.h"
#include "models/sessionrows.h"
#include "ui/pages/keyinspector.h"
#include "ui/pages/keyspage.h"
#include "ui/pages/policiespage.h"
#include "ui/widgets/effectiveview.h"
#include "workbench.h"

#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QTextStream>
#include <QTimer>
#include <QTreeView>

#include <algorithm>
#include <ctime>
#include <functional>

using namespace gatereeve;
using namespace gatereeve::tests;
using namespace Qt::StringLiterals;

namespace
{

constexpr int Policies = 20, Apis = 200;

std::string right(int api)
{
    const std::string id = "api" + std::to_string(api);
    return "\"" + id + "\": {\"api_id\": \"" + id + "\", \"api_name\": \"" + id +
           "\", \"versions\": [\"Default\"], \"allowed_urls\": [{\"url\": \"/" + id +
           "/.*\", \"methods\": [\"GET\", \"POST\"]}]}";
}

// With `shared` all policies grant the same APIs.
std::string policies(bool shared)
{
    std::string text;
    for (int policy = 0; policy < Policies; ++policy) {
        std::string rights;
        for (int api = 0; api < Apis; ++api)
            rights += (rights.empty() ? "" : ",\n") + right(shared ? api : policy * Apis + api);
        text += (text.empty() ? "\"p" : ",\n\"p") + std::to_string(policy) +
                "\": {\"active\": true, \"rate\": " + std::to_string(policy + 1) +
                ", \"per\": 1, \"quota_max\": 1000, \"quota_renewal_rate\": 86400,\n" + "\"access_rights\": {" +
                rights + "}}";
    }
    return "{" + text + "}";
}

// What waits for a pause in typing has had it.
void settle()
{
    const auto waits = [] {
        for (QWidget* window : QApplication::topLevelWidgets()) {
            for (const auto* inspector : window->findChildren<ui::KeyInspector*>()) {
                const auto timers = inspector->findChildren<QTimer*>(Qt::FindDirectChildrenOnly);
                if (inspector->isVisible() && std::ranges::any_of(timers, &QTimer::isActive))
                    return true;
            }
        }
        return false;
    };
    while (waits())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

void measure(const QString& what, int edits, const std::function<void(int)>& edit)
{
    std::vector<double> times, busy; // ms
    for (int i = 0; i < edits; ++i) {
        settle();
        QElapsedTimer timer;
        timer.start();
        const std::clock_t begin = std::clock();
        edit(i);
        QCoreApplication::processEvents(); // layouts and paints
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
        busy.push_back(double(std::clock() - begin) * 1e3 / CLOCKS_PER_SEC);
    }
    std::ranges::sort(times);
    std::ranges::sort(busy);
    QTextStream(stdout) << u"  %1: median %2 ms, slowest %3 ms; median of the processor's time %4 ms\n"_s.arg(what, -48)
                               .arg(times[times.size() / 2], 0, 'f', 1)
                               .arg(times.back(), 0, 'f', 1)
                               .arg(busy[busy.size() / 2], 0, 'f', 1);
}

void measureAll(bool shared, int edits)
{
    Workbench bench;
    bench.files.files["/quota-demo/policies/policies.json"].bytes = policies(shared);
    bench.open();
    QStringList names;
    for (int policy = 0; policy < Policies; ++policy)
        names.append(u"p%1"_s.arg(policy));
    const StoredKey key = bench.issue(names, u"acme"_s);
    const QString name = QString::fromStdString(key.name);
    bench.window->resize(1280, 800);
    bench.window->show();
    bench.window->view()->showPage(ui::WorkspaceView::KeysId);
    bench.window->view()->keysPage().select(name);
    QCoreApplication::processEvents();
    auto* view = bench.find<ui::EffectiveView>("effectiveSession");
    QTextStream(stdout) << u"%1 policies, %2 APIs each, %3: %4 rows\n"_s.arg(Policies)
                               .arg(Apis)
                               .arg(shared ? u"the same"_s : u"all different"_s)
                               .arg(view->model()->rowCount());

    models::KeyEditor keyEditor(*bench.workspace);
    models::PolicyEditor policyEditor(*bench.workspace);
    measure(u"key page, tags of the key"_s, edits, [&](int i) { (void)keyEditor.setTags({name}, {u"t%1"_s.arg(i)}); });
    measure(u"key page, own rate of the key"_s, edits, [&](int i) {
        (void)keyEditor.setRate({name}, {double(i + 1), 1});
    });
    measure(u"key page, rate of a policy (rows change)"_s, edits, [&](int i) {
        (void)policyEditor.setRate({u"p19"_s}, {double(100 + i), 1});
    });
    measure(u"key page, an API comes or goes"_s, edits, [&](int i) {
        if (i % 2 == 0)
            (void)policyEditor.revokeApi(u"p3"_s, u"api%1"_s.arg(shared ? 7 : 3 * Apis + 7));
        else
            (void)policyEditor.grantApi(u"p3"_s, u"api%1"_s.arg(shared ? 7 : 3 * Apis + 7), {u"Default"_s});
    });
    bench.window->view()->showPage(ui::WorkspaceView::PoliciesId);
    bench.window->findChild<ui::PoliciesPage*>()->select(u"p19"_s);
    QCoreApplication::processEvents();
    measure(u"policy page, rate of the policy"_s, edits, [&](int i) {
        (void)policyEditor.setRate({u"p19"_s}, {double(300 + i), 1});
    });
    // Parts of the above, by themselves.
    const StoredKey& stored = *bench.workspace->keyList().find(name);
    measure(u"of these: applying the policies with reasons"_s, edits, [&](int) {
        Provenance why;
        (void)applyPolicies(stored.session, {bench.workspace->policies(), std::nullopt, Profile::Guide}, &why);
    });
    measure(u"of these: the same and the table"_s, edits, [&](int) {
        Provenance why;
        (void)applyPolicies(stored.session, {bench.workspace->policies(), std::nullopt, Profile::Guide}, &why);
        view->setRows(models::sessionRows(std::move(why)));
    });
}

double busyTime() // of this thread, ms
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

// Knows for how long lint held up the event loop: its own events, and painting the page.
class TimedApplication final : public QApplication
{
public:
    using QApplication::QApplication;

    double longest = 0, busiest = 0; // ms
    bool notify(QObject* receiver, QEvent* event) override
    {
        const bool isOfLint =
            qobject_cast<models::LiveLint*>(receiver->parent()) || qobject_cast<QTreeView*>(receiver->parent());
        QElapsedTimer timer;
        timer.start();
        const double before = busyTime();
        const bool done = QApplication::notify(receiver, event);
        if (isOfLint) {
            longest = std::max(longest, double(timer.nsecsElapsed()) / 1e6);
            busiest = std::max(busiest, busyTime() - before);
        }
        return done;
    }
};

// Of the APIs that the example has. Each leaves out `active`, and has an unlimited quota: two problems a policy.
std::string manyPolicies(int count)
{
    std::string rights;
    for (const std::string api : {"orders", "users", "status"}) {
        std::string urls;
        for (int i = 0; i < 6; ++i)
            urls += (urls.empty() ? "\n          " : ",\n          ") +
                    ("{\"url\": \"^/" + api + "/list/" + std::to_string(i) + "$\", \"methods\": [\"GET\", \"POST\"]}");
        rights += (rights.empty() ? "\n      \"" : ",\n      \"") + api + "\": {\n        \"api_id\": \"" + api +
                  "\",\n        \"versions\": [\"Default\"],\n        \"allowed_urls\": [" + urls + "]\n      }";
    }
    std::string text;
    for (int i = 0; i < count; ++i) {
        const std::string id = "policy" + std::to_string(i);
        text += (text.empty() ? "\n  \"" : ",\n  \"") + id + "\": {\n    \"id\": \"" + id +
                "\",\n    \"org_id\": \"5f3c9a1e7b2d4c6081a9e5d3\",\n    \"rate\": 100,\n    \"per\": 1,\n    "
                "\"tags\": [\"paid\", \"europe\"],\n    \"access_rights\": {" +
                rights + "\n    }\n  }";
    }
    return "{" + text + "\n}\n";
}

void waitForLint(const Workbench& bench)
{
    while (!bench.problems.isUpToDate())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QCoreApplication::processEvents();
}

void measureLint(TimedApplication& application, int edits, int policies)
{
    Workbench bench;
    bench.files.files["/quota-demo/policies/policies.json"].bytes = manyPolicies(policies);
    bench.open();
    bench.lint->setDelay(std::chrono::milliseconds(150));
    bench.window->resize(1280, 800);
    bench.window->show();
    waitForLint(bench);
    QTextStream out(stdout);
    out << u"%1 policies, %2 MB: %3 problems\n"_s.arg(policies)
               .arg(double(bench.workspace->policiesFile()->text().size()) / 1e6, 0, 'f', 1)
               .arg(bench.problems.size());
    models::PolicyEditor editor(*bench.workspace);
    for (const auto page : {ui::WorkspaceView::PoliciesId, ui::WorkspaceView::ProblemsId}) {
        bench.window->view()->showPage(page);
        QCoreApplication::processEvents();
        double told = 0;
        application.longest = application.busiest = 0;
        for (int i = 0; i < edits; ++i) {
            (void)editor.setQuota({u"policy%1"_s.arg(policies / 2 + i)}, {50 + int(page), 60});
            QCoreApplication::processEvents(); // of the edit itself
            QElapsedTimer timer;
            timer.start();
            waitForLint(bench);
            told = std::max(told, double(timer.nsecsElapsed()) / 1e6);
        }
        out << u"  page %1: problems told after at most %2 ms; longest pause by lint %3 ms, %4 ms of them busy\n"_s
                   .arg(page == ui::WorkspaceView::PoliciesId ? u"Policies"_s : u"Problems"_s)
                   .arg(told, 0, 'f', 0)
                   .arg(application.longest, 0, 'f', 1)
                   .arg(application.busiest, 0, 'f', 1);
    }
    const auto timed = [&](const QString& what, const std::function<void()>& step) {
        QElapsedTimer timer;
        timer.start();
        const double before = busyTime();
        step();
        QCoreApplication::processEvents();
        out << u"  %1: %2 ms, %3 ms of them busy\n"_s.arg(what, -24)
                   .arg(double(timer.nsecsElapsed()) / 1e6, 0, 'f', 1)
                   .arg(busyTime() - before, 0, 'f', 1);
    };
    auto* filter = bench.find<QLineEdit>("problemFilter");
    auto* grouping = bench.find<QComboBox>("problemGrouping");
    timed(u"filter, first letter"_s, [&] { filter->setText(u"p"_s); });
    timed(u"filter, one more"_s, [&] { filter->setText(u"policy77"_s); });
    timed(u"filter, none"_s, [&] { filter->clear(); });
    timed(u"by rule"_s, [&] { grouping->setCurrentIndex(1); });
    timed(u"by severity"_s, [&] { grouping->setCurrentIndex(2); });
}

} // namespace

int main(int argc, char** argv)
{
    TimedApplication application(argc, argv);
    const int edits = QApplication::arguments().value(1, u"20"_s).toInt();
    if (QApplication::arguments().value(2) == u"lint") {
        measureLint(application, edits, QApplication::arguments().value(3, u"10000"_s).toInt());
        return 0;
    }
    for (const bool shared : {true, false})
        measureAll(shared, edits);
    return 0;
}
