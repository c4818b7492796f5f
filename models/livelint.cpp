#include "models/livelint.h"

#include "models/besidetheloop.h"
#include "models/workspace.h"

#include <QPromise>
#include <QThreadPool>

namespace gatereeve::models
{

namespace
{

constexpr size_t KeysAtOnce = 500; // some milliseconds

} // namespace

void LiveLint::runInPool(std::function<void()> job)
{
    QThreadPool::globalInstance()->start(std::move(job));
}

LiveLint::LiveLint(Workspace& workspace, ProblemList& problems, Runner runner, QObject* parent)
    : QObject(parent),
      m_workspace(workspace),
      m_problems(problems),
      m_runner(std::move(runner)),
      m_keys(workspace.keyList())
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &LiveLint::start);
    connect(&m_running, &QFutureWatcherBase::finished, this, &LiveLint::take);
    connect(&workspace, &Workspace::edited, this, &LiveLint::outdate);
    connect(&m_keys, &KeyDocuments::outdated, this, &LiveLint::outdate);
    m_problems.setOutdated();
    m_timer.start(0);
}

void LiveLint::outdate()
{
    m_isStale = true;
    m_problems.setOutdated();
    m_timer.start(m_delay);
}

// One run at a time: take() comes here again when this one was overtaken.
void LiveLint::start()
{
    if (m_running.isRunning())
        return;
    if (!m_keys.makeSome(KeysAtOnce)) {
        m_timer.start(0);
        return;
    }
    m_isStale = false;
    auto promise = std::make_shared<QPromise<Outcome>>(); // shared: jobs are copied
    m_running.setFuture(promise->future());
    auto files = std::make_shared<const lint::WorkspaceFiles>(filesToLint(m_workspace));
    promise->start();
    m_runner([promise, files = std::move(files), keys = m_keys.all()] {
        promise->addResult(run(*files, keys));
        promise->finish();
    });
}

LiveLint::Outcome LiveLint::run(const lint::WorkspaceFiles& files, const std::vector<json::Document>& keys)
{
    lint::LintResult result = linted(files, keys);
    return {std::make_shared<const Problems>(std::move(result.findings)), static_cast<int>(result.silenced)};
}

void LiveLint::take()
{
    if (comesAgainWhenFree(this, [this] { take(); })) // who hears of it may mend what was found, which is an edit
        return;
    if (m_running.isRunning()) // meanwhile the next one was begun
        return;
    if (m_isStale) {
        if (!m_timer.isActive())
            start();
        return;
    }
    const Outcome outcome = m_running.result();
    endBesideTheLoop(m_problems.setFound(outcome.problems, outcome.silenced));
}

} // namespace gatereeve::models
