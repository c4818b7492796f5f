#include "models/unsavedjournal.h"

#include "models/besidetheloop.h"
#include "models/text.h"

#include <QSignalBlocker>
#include <QThread>

#include <chrono>
#include <utility>

namespace gatereeve::models
{

namespace
{

constexpr std::chrono::milliseconds Pause{500}; // at most so much of typing is lost
constexpr std::chrono::seconds RetryPause{10};  // after a failure
constexpr size_t Room = 1 << 16;                // a text may grow so much until more memory is needed

} // namespace

UnsavedJournal::UnsavedJournal(Workspace& workspace, QObject* parent)
    : QObject(parent),
      m_workspace(workspace),
      m_journal(workspace.disk(), workspace.layout().stateFolder + "/journal")
{
    m_writer.setMaxThreadCount(1);
    lookForLeft();
    m_pause.setSingleShot(true);
    m_pause.setInterval(Pause);
    connect(&m_pause, &QTimer::timeout, this, &UnsavedJournal::keepAll);
    m_retry.setSingleShot(true);
    m_retry.setInterval(RetryPause);
    connect(&m_retry, &QTimer::timeout, this, [this] {
        for (const std::string& path : std::exchange(m_failed, {}))
            m_kept.erase(path);
        keepAll();
    });
    const auto wait = [this] {
        m_givenUp = false;
        if (!m_pause.isActive())
            m_pause.start();
    };
    connect(&workspace.undoStack(), &QUndoStack::indexChanged, this, wait);
    connect(&workspace, &Workspace::savedChanged, this, wait);
}

UnsavedJournal::~UnsavedJournal()
{
    const QSignalBlocker silence(this); // who would show it may be gone by now
    finishWriting();
    for (const std::string& path : m_failed)
        m_kept.erase(path);
    m_atOnce = true;
    keepAll();
}

// They are compared with what is on disk, which takes a while where that is large.
void UnsavedJournal::lookForLeft()
{
    const auto take = [this] {
        for (UnsavedText& left : m_found) {
            if (m_workspace.fileAt(toQString(left.file)))
                m_left.push_back(std::move(left));
        }
        m_found.clear();
    };
    write([this, take] {
        m_found = m_journal.takeLeft();
        if (QThread::currentThread() == thread())
            return take();
        QMetaObject::invokeMethod(
            this,
            [this, take] {
                take();
                Q_EMIT leftFound();
            },
            Qt::QueuedConnection);
    });
}

void UnsavedJournal::giveUp()
{
    m_pause.stop();
    m_retry.stop();
    m_givenUp = true;
    finishWriting();
    for (const auto& [path, revision] : m_kept)
        m_journal.forget(path);
    m_kept.clear();
    m_failed.clear();
    for (const std::string& file : std::exchange(m_opened, {}))
        dropLeft(file);
}

// What the writer ended with is not delivered any more while nobody returns to the event loop.
void UnsavedJournal::finishWriting()
{
    m_writer.waitForDone();
    takeResult();
}

void UnsavedJournal::write(const std::function<void()>& task)
{
    if (m_workspace.disk().isForAllThreads() && !m_atOnce)
        m_writer.start(task);
    else
        task();
}

// One text at a time: the next one when it is there.
void UnsavedJournal::keepAll()
{
    if (m_givenUp || comesAgainWhenFree(this, [this] { keepAll(); })) // in a reload the text is still the former one
        return;
    for (const JsonFile* file : m_workspace.files()) {
        if (m_isWriting)
            return m_pause.start(); // the disk is slower than the edits, or there are several files
        if (file->isModified()) {
            if (const auto kept = m_kept.find(file->path()); kept == m_kept.end() || kept->second != file->revision())
                keep(*file);
        } else if (m_kept.erase(file->path()) > 0) {
            write([this, path = file->path()] { m_journal.forget(path); });
        }
    }
}

void UnsavedJournal::keep(const JsonFile& file)
{
    m_isWriting = true;
    if (m_text.capacity() < file.text().size() && m_workspace.disk().isForAllThreads() && !m_atOnce) {
        write([this, size = file.text().size() + Room] {
            m_text.assign(size, ' '); // the writer waits for the memory
            QMetaObject::invokeMethod(
                this,
                [this] {
                    m_isWriting = false;
                    keepAll();
                },
                Qt::QueuedConnection);
        });
        return;
    }
    m_kept[file.path()] = file.revision();
    m_failed.erase(file.path());
    m_text.assign(file.text());
    write([this, path = file.path(), saved = file.sharedSavedText()] {
        m_written.emplace(path, m_journal.keep(path, *saved, m_text));
        if (QThread::currentThread() == thread())
            return takeResult();
        QMetaObject::invokeMethod(
            this,
            [this] {
                takeResult();
                keepAll();
            },
            Qt::QueuedConnection);
    });
}

void UnsavedJournal::takeResult()
{
    m_isWriting = false;
    if (!m_written)
        return; // taken already, or it was about memory
    const Written written = *std::exchange(m_written, {});
    if (written.result) {
        m_hasFailed = !m_failed.empty();
        if (m_opened.erase(written.path) > 0)
            dropLeft(written.path);
        return;
    }
    m_failed.insert(written.path);
    m_retry.start();
    if (!std::exchange(m_hasFailed, true))
        Q_EMIT failed(written.result.error());
}

// What a former session left stays until the same text is kept as this one's.
void UnsavedJournal::open(const UnsavedText& left)
{
    const UnsavedText taken = left;
    JsonFile* file = m_workspace.fileAt(toQString(taken.file));
    if (!file)
        return discard(taken);
    m_workspace.setText(*file, taken.text, tr("Unsaved edits of %1").arg(file->name()));
    if (!file->isModified())
        return discard(taken);
    std::erase_if(m_left, [&](const UnsavedText& text) { return text.file == taken.file; });
    m_opened.insert(taken.file);
    keepAll();
}

void UnsavedJournal::discard(const UnsavedText& left)
{
    const std::string file = left.file;
    dropLeft(file);
    std::erase_if(m_left, [&](const UnsavedText& text) { return text.file == file; });
}

void UnsavedJournal::dropLeft(const std::string& file)
{
    write([this, file] { m_journal.dropLeft(file); });
}

} // namespace gatereeve::models
