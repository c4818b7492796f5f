#pragma once

// Lints the open workspace while it is edited: some time after the last edit of a file, a setting or a key, over the
// unsaved texts, in another thread. A result counts only if nothing was edited since its run began. Main thread.

#include "models/keydocuments.h"
#include "models/lintedworkspace.h"
#include "models/problemlist.h"

#include <QFutureWatcher>
#include <QTimer>

#include <chrono>
#include <functional>

namespace gatereeve::models
{

class Workspace;

class LiveLint : public QObject
{
    Q_OBJECT
public:
    // Runs a job some time, in whatever thread; tests bring their own.
    using Runner = std::function<void(std::function<void()> job)>;
    static void runInPool(std::function<void()> job);

    // Both outlive it. A first run begins as soon as the event loop gets to it.
    LiveLint(Workspace& workspace, ProblemList& problems, Runner runner = runInPool, QObject* parent = nullptr);

    // From the last edit to the beginning of a run.
    void setDelay(std::chrono::milliseconds delay) { m_delay = delay; }

private:
    struct Outcome {
        std::shared_ptr<const Problems> problems;
        int silenced = 0;
    };

    void outdate();
    void start();
    void take();
    static Outcome run(const lint::WorkspaceFiles& files, const std::vector<json::Document>& keys);

    Workspace& m_workspace;
    ProblemList& m_problems;
    const Runner m_runner;
    std::chrono::milliseconds m_delay{150};
    KeyDocuments m_keys;
    QTimer m_timer{this};
    QFutureWatcher<Outcome> m_running{this};
    bool m_isStale = false; // what runs now is of a former state
};

} // namespace gatereeve::models
