// How the page of the traffic does with very many decisions: bench_traffic [DECISIONS [KEYS]], 1,000,000 and 1,000
// without. The window is real, decisions come from a fake gateway in batches as the real one sends them. Of each action
// it prints how long it takes until it is through, and the longest time for which the window answered nothing. Says
// nothing about whether a goal was reached. QT_QPA_PLATFORM=offscreen, Release.

#include "tests/support/watchedapplication.h"
#include "tests/ui/workbench.h"
#include "ui/translations.h"

#include <QAction>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QTextStream>
#include <QTimer>

#include <malloc.h>
#include <unistd.h>

using namespace gatereeve;
using namespace Qt::StringLiterals;

namespace
{

constexpr int Batch = 500;

Decision decision(int64_t number, int keys)
{
    Decision decision;
    decision.time = 1'795'615'500 * NanosecondsPerSecond + number * 20'000;
    decision.generation = 1 + uint64_t(number / 200'000);
    decision.apiIndex = uint32_t(number % 2);
    decision.durationMicroseconds = uint32_t(150 + number % 700);
    decision.requestOfConnection = uint32_t(number);
    decision.method.set(number % 9 == 0 ? "POST" : "GET");
    decision.path.set("/orders/" + std::to_string(number * 7 % 100'000));
    const std::string key = "5f3c9a1e7b2d4c6081a9e5d3key" + std::to_string(number * 31 % keys);
    decision.key.set(key);
    decision.keyTail.set(key.substr(key.size() - 4));
    decision.status = 200;
    decision.rateMaximum = 5;
    decision.rateWindow = NanosecondsPerSecond;
    decision.rateCount = number % 5;
    decision.quotaMaximum = 10'000;
    decision.quotaCount = number % 10'000;
    if (number % 10 == 0) {
        decision.status = 429;
        decision.stoppedAt = Check::Rate;
        decision.cause = Cause::RateExceeded;
        decision.policy.set("gold");
    }
    return decision;
}

int64_t megabytes()
{
    malloc_trim(0);
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE) / 1'000'000;
}

class Bench
{
public:
    Bench(tests::WatchedApplication& application, tests::Workbench& workbench, int keys)
        : m_application(application),
          m_workbench(workbench),
          m_keys(keys)
    {
    }

    void measure(const QString& what, const std::function<void()>& action, const std::function<bool()>& isThrough)
    {
        m_application.forget();
        const double before = tests::threadMilliseconds();
        QElapsedTimer timer;
        timer.start();
        QMetaObject::invokeMethod(&m_application, action, Qt::QueuedConnection);
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
        while (!isThrough())
            QApplication::processEvents(QEventLoop::WaitForMoreEvents);
        const double took = double(timer.nsecsElapsed()) / 1e6;
        QApplication::processEvents();
        const auto& pause = m_application.longestPause();
        QTextStream(stdout) << u"%1 %2 ms, processor %3; longest pause %4 ms, processor %5 (%6)\n"_s.arg(what, -44)
                                   .arg(took, 8, 'f', 1)
                                   .arg(tests::threadMilliseconds() - before, 8, 'f', 1)
                                   .arg(pause.milliseconds, 6, 'f', 1)
                                   .arg(pause.processor, 6, 'f', 1)
                                   .arg(pause.what.trimmed());
    }

    // `perSecond` 0: as fast as the event loop takes them. Made outside of what is measured.
    void come(const QString& what, int64_t count, int perSecond)
    {
        int64_t left = count / Batch;
        QTimer timer;
        timer.setTimerType(Qt::PreciseTimer);
        timer.setInterval(perSecond == 0 ? 0 : 1000 * Batch / perSecond);
        QObject::connect(&timer, &QTimer::timeout, &m_application, [&] {
            if (left-- <= 0)
                return timer.stop();
            QList<Decision> batch;
            for (int i = 0; i < Batch; ++i)
                batch.append(decision(m_next++, m_keys));
            Q_EMIT m_workbench.gateway.decided(batch);
        });
        measure(
            what, [&] { timer.start(); }, [&] { return !timer.isActive() && left < 0; });
    }

private:
    tests::WatchedApplication& m_application;
    tests::Workbench& m_workbench;
    int m_keys;
    int64_t m_next = 0;
};

void addKeys(tests::Workbench& workbench, int count)
{
    for (int i = 0; i < count; ++i) {
        StoredKey key;
        key.name = key.text = "5f3c9a1e7b2d4c6081a9e5d3key" + std::to_string(i);
        key.session.alias = (i % 10 == 0 ? "acme " : "customer ") + std::to_string(i);
        key.session.applyPolicies = {"gold"};
        workbench.keys.keys[key.name] = key;
    }
    workbench.workspace->keyList().refresh();
}

void measureFilters(Bench& bench, tests::Workbench& workbench)
{
    auto* filter = workbench.find<QLineEdit>("trafficFilter");
    auto* count = workbench.find<QLabel>("trafficCount");
    const auto isThrough = [=] { return !count->text().contains(u"looking"_s); };
    const QStringList lines{u"status:429"_s,      u"status:429 key:acme policy:gold"_s,
                            u"orders/77"_s,       u"acme -is:passed"_s,
                            u"nothing like it"_s, QString()};
    for (const QString& line : lines)
        bench.measure(
            u"filter \"%1\""_s.arg(line), [=] { filter->setText(line); }, isThrough);
    filter->setText(u"is:limited"_s);
    while (!isThrough())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    bench.come(u"10,000 a second for 5 s, filtered"_s, 50'000, 10'000);
    filter->clear();
    while (!isThrough())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

void measureTable(Bench& bench, tests::Workbench& workbench)
{
    auto* table = workbench.find<QTableView>("trafficTable");
    const auto always = [] { return true; };
    QScrollBar* bar = table->verticalScrollBar();
    for (const int share : {50, 25, 99})
        bench.measure(
            u"scroll to %1 %"_s.arg(share), [=] { bar->setValue(int(int64_t(bar->maximum()) * share / 100)); }, always);
    bench.measure(
        u"select a row"_s, [=] { table->setCurrentIndex(table->model()->index(table->model()->rowCount() / 2, 0)); },
        always);
    bench.measure(
        u"another page and back"_s,
        [&] {
            workbench.window->findChild<QAction*>(u"actionPolicies"_s)->trigger();
            workbench.window->findChild<QAction*>(u"actionTraffic"_s)->trigger();
        },
        always);
}

} // namespace

int main(int argc, char** argv)
{
    tests::WatchedApplication application(argc, argv);
    ui::installTranslations(application);
    const int64_t decisions = QApplication::arguments().value(1, u"1000000"_s).toLongLong();
    const int keys = QApplication::arguments().value(2, u"1000"_s).toInt();
    tests::Workbench workbench;
    addKeys(workbench, keys);
    workbench.window->resize(1280, 800);
    workbench.window->show();
    workbench.window->findChild<QAction*>(u"actionTraffic"_s)->trigger();
    QApplication::processEvents();
    Bench bench(application, workbench, keys);
    const int64_t before = megabytes();
    bench.come(u"%1 decisions, %2 keys"_s.arg(decisions).arg(keys), decisions, 0);
    QTextStream(stdout) << u"    memory for them: %1 MB\n"_s.arg(megabytes() - before);
    bench.come(u"10,000 a second for 5 s, the oldest go"_s, 50'000, 10'000);
    measureTable(bench, workbench);
    measureFilters(bench, workbench);
    auto* pause = workbench.find<QPushButton>("trafficPause");
    pause->click();
    bench.come(u"100,000 while paused"_s, 100'000, 0);
    bench.measure(
        u"resume"_s, [=] { pause->click(); }, [] { return true; });
    workbench.prompts.fileToSave = u"/quota-demo/traffic.csv"_s;
    bench.measure(
        u"export all as CSV (the disk is memory)"_s,
        [&] { workbench.window->findChild<QAction*>(u"exportCsv"_s)->trigger(); },
        [&] { return workbench.files.files.contains("/quota-demo/traffic.csv"); });
    QTextStream(stdout) << u"    %1 MB\n"_s.arg(workbench.fileText("traffic.csv").size() / 1'000'000);
    bench.measure(
        u"clear"_s, [&] { workbench.find<QPushButton>("trafficClear")->click(); }, [] { return true; });
    return 0;
}
