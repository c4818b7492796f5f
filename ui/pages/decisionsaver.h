#pragma once

// Writes decisions to a file while the window goes on: the text is made in slices of the event loop, the disk waits in
// another thread. One file at a time.

#include "core/result.h"
#include "models/decisionexport.h"
#include "models/decisionfilter.h"

#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

namespace gatereeve
{
class FileSystem;
}

namespace gatereeve::ui
{

class DecisionSaver final : public QObject
{
    Q_OBJECT

public:
    // All outlive it; `files` also what is being written.
    DecisionSaver(const models::DecisionList& decisions, const models::KeyList& keys, FileSystem& files,
                  QObject* parent = nullptr);
    ~DecisionSaver() override; // waits until the disk is done; a text that is still being made is given up

    // Those that fit, up to the row of this number. Only this user may read the file.
    void start(const QString& path, models::ExportFormat format, models::DecisionFilter filter, uint64_t endNumber);
    bool isBusy() const { return m_timer.isActive() || m_writing.isRunning(); }
    QString path() const { return m_path; }
    int count() const { return m_count; } // decisions in the file
    const Result<void>& outcome() const { return m_outcome; }

Q_SIGNALS:
    void finished();

private:
    void addSlice();
    void write();

    const models::DecisionList& m_decisions;
    const models::KeyList& m_keys;
    FileSystem& m_files;
    models::DecisionExport m_export{models::ExportFormat::Csv, nullptr};
    models::DecisionFilter m_filter;
    uint64_t m_next = 0, m_end = 0;
    int m_count = 0;
    QString m_path;
    QTimer m_timer{this};
    QFutureWatcher<Result<void>> m_writing{this};
    Result<void> m_outcome;
};

} // namespace gatereeve::ui
