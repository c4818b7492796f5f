#include "ui/pages/decisionsaver.h"

#include "core/workspace/filesystem.h"
#include "core/workspace/privatefile.h"
#include "models/text.h"

#include <QElapsedTimer>
#include <QPromise>
#include <QThreadPool>

#include <algorithm>
#include <memory>

namespace gatereeve::ui
{

namespace
{

constexpr int Slice = 10; // milliseconds
constexpr uint64_t BetweenLooksAtTheTime = 64;

} // namespace

DecisionSaver::DecisionSaver(const models::DecisionList& decisions, const models::KeyList& keys, FileSystem& files,
                             QObject* parent)
    : QObject(parent),
      m_decisions(decisions),
      m_keys(keys),
      m_files(files)
{
    connect(&m_timer, &QTimer::timeout, this, &DecisionSaver::addSlice);
    connect(&m_writing, &QFutureWatcherBase::finished, this, [this] {
        m_outcome = m_writing.result();
        Q_EMIT finished();
    });
}

DecisionSaver::~DecisionSaver()
{
    m_writing.waitForFinished();
}

void DecisionSaver::start(const QString& path, models::ExportFormat format, models::DecisionFilter filter,
                          uint64_t endNumber)
{
    m_path = path;
    m_export = models::DecisionExport(format, &m_keys);
    m_filter = std::move(filter);
    m_next = 0;
    m_end = endNumber;
    m_count = 0;
    m_timer.start(0);
}

void DecisionSaver::addSlice()
{
    QElapsedTimer timer;
    timer.start();
    // Rows may have gone since, and all of them when somebody cleared.
    m_next = std::max(m_next, m_decisions.firstNumber());
    const uint64_t end = std::min(m_end, m_decisions.endNumber());
    for (; m_next < end; ++m_next) {
        if (m_next % BetweenLooksAtTheTime == 0 && timer.hasExpired(Slice))
            return;
        const int row = int(m_next - m_decisions.firstNumber());
        if (!m_filter.isEmpty() && !m_filter.fits(m_decisions, row))
            continue;
        const Decision decision = m_decisions.at(row);
        m_export.add(decision, m_decisions.apiOf(decision));
        ++m_count;
    }
    m_timer.stop();
    write();
}

void DecisionSaver::write()
{
    auto promise = std::make_shared<QPromise<Result<void>>>();
    m_writing.setFuture(promise->future());
    promise->start();
    auto job = [promise, &files = m_files, path = models::toUtf8(m_path),
                text = std::make_shared<const std::string>(m_export.take())] {
        promise->addResult(writePrivately(files, path, *text));
        promise->finish();
    };
    if (m_files.isForAllThreads())
        QThreadPool::globalInstance()->start(std::move(job));
    else
        job();
}

} // namespace gatereeve::ui
