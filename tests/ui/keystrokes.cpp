// How long the window takes from an edit until everything is painted again, with a key of 20 policies and 200 APIs in
// each: keystrokes [EDITS]. No test; run it with QT_QPA_PLATFORM=offscreen, on a Release build.

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
#include <QElapsedTimer>
#include <QTextStream>
#include <QTimer>

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

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const int edits = QApplication::arguments().value(1, u"20"_s).toInt();
    for (const bool shared : {true, false})
        measureAll(shared, edits);
    return 0;
}
