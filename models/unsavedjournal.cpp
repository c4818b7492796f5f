#include "models/unsavedjournal.h"

#include "models/text.h"

#include <chrono>

namespace gatereeve::models
{

namespace
{

constexpr std::chrono::milliseconds Pause{500}; // at most so much of typing is lost

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
    if (!m_givenUp)
        keepAll();
}

void UnsavedJournal::giveUp()
{
    m_pause.stop();
    m_givenUp = true;
    for (const std::string& path : m_kept)
        m_journal.forget(path);
    m_kept.clear();
}

void UnsavedJournal::keepAll()
{
    for (const JsonFile* file : m_workspace.files()) {
        if (!file->isModified()) {
            if (m_kept.erase(file->path()) > 0)
                m_journal.forget(file->path());
            continue;
        }
        const auto kept = m_journal.keep(file->path(), file->savedText(), file->text());
        if (kept)
            m_kept.insert(file->path());
        else if (!m_hasFailed)
            Q_EMIT failed(kept.error());
        m_hasFailed = !kept;
    }
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
    m_journal.dropLeft(file);
    std::erase_if(m_left, [&](const UnsavedText& text) { return text.file == file; });
}

} // namespace gatereeve::models
