#include "models/unsavedjournal.h"

#include "models/text.h"

#include <QThread>

#include <chrono>

namespace gatereeve::models
{

namespace
{

constexpr std::chrono::milliseconds Pause{500}; // at most so much of typing is lost
constexpr size_t Room = 1 << 16;                // a text may grow so much until more memory is needed

} // namespace

UnsavedJournal::UnsavedJournal(Workspace& workspace, QObject* parent)
    : QObject(parent),
      m_workspace(workspace),
      m_journal(workspace.disk(), workspace.layout().stateFolder + "/journal")
{
    for (UnsavedText& left : m_journal.takeLeft()) {
        if (m_workspace.fileAt(toQString(left.file)))
            m_left.push_back(std::move(left));
    }
    m_writer.setMaxThreadCount(1);
    m_pause.setSingleShot(true);
    m_pause.setInterval(Pause);
    connect(&m_pause, &QTimer::timeout, this, &UnsavedJournal::keepAll);
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
    m_writer.waitForDone();
    m_isWriting = false;
    m_atOnce = true;
    keepAll();
}

void UnsavedJournal::giveUp()
{
    m_pause.stop();
    m_givenUp = true;
    m_writer.waitForDone();
    for (const auto& [path, revision] : m_kept)
        m_journal.forget(path);
    m_kept.clear();
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
    if (m_givenUp)
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
    m_text.assign(file.text());
    write([this, path = file.path(), saved = file.sharedSavedText()] {
        const auto kept = m_journal.keep(path, *saved, m_text);
        if (QThread::currentThread() == thread())
            takeResult(path, kept);
        else
            QMetaObject::invokeMethod(
                this,
                [this, path, kept] {
                    if (takeResult(path, kept))
                        keepAll();
                },
                Qt::QueuedConnection);
    });
}

bool UnsavedJournal::takeResult(const std::string& path, const Result<void>& kept)
{
    m_isWriting = false;
    if (!kept) {
        m_kept[path] = 0;
        if (!m_hasFailed)
            Q_EMIT failed(kept.error());
    }
    m_hasFailed = !kept;
    return kept.ok();
}

void UnsavedJournal::open(const UnsavedText& left)
{
    const UnsavedText taken = left;
    if (JsonFile* file = m_workspace.fileAt(toQString(taken.file)))
        m_workspace.setText(*file, taken.text, tr("Unsaved edits of %1").arg(file->name()));
    discard(taken);
}

void UnsavedJournal::discard(const UnsavedText& left)
{
    const std::string file = left.file;
    write([this, file] { m_journal.dropLeft(file); });
    std::erase_if(m_left, [&](const UnsavedText& text) { return text.file == file; });
}

} // namespace gatereeve::models
