#include "ui/diskbars.h"

#include "models/text.h"
#include "ui/widgets/messagebar.h"

#include <QFileInfo>

namespace gatereeve::ui
{

using namespace Qt::StringLiterals;

namespace
{

// The name of a bar: of one kind and one file there is one.
QString barName(QLatin1StringView kind, const std::string& path)
{
    return kind + u':' + models::toQString(path);
}

QString fileName(const std::string& path)
{
    return QFileInfo(models::toQString(path)).fileName();
}

} // namespace

DiskBars::DiskBars(models::Workspace& workspace, MessageBar& bar, QObject* parent)
    : QObject(parent),
      m_workspace(workspace),
      m_bar(bar),
      m_journal(workspace)
{
    connect(&workspace, &models::Workspace::conflicted, this, &DiskBars::showConflict);
    connect(&workspace, &models::Workspace::reloaded, this, &DiskBars::showReloaded);
    connect(&m_journal, &models::UnsavedJournal::failed, this, [this](const Error& error) {
        Q_EMIT failed(
            tr("Unsaved edits are not kept for the case of a crash: %1").arg(models::toQString(error.describe())));
    });
}

void DiskBars::tellFailure(const Error& error)
{
    Q_EMIT failed(models::toQString(error.describe()));
}

void DiskBars::offerRecovery()
{
    const std::string journal = m_workspace.layout().stateFolder + "/journal";
    for (const InterruptedSave& save : interruptedSaves(m_workspace.disk(), journal))
        offerInterrupted(save);
    for (const UnsavedText& left : m_journal.left())
        offerUnsaved(left);
}

void DiskBars::offerUnsaved(const UnsavedText& left)
{
    const QString text = left.isOfDisk
                             ? tr("%1 has edits that were not saved when the program last ended.")
                             : tr("%1 has edits that were not saved when the program last ended; the file has changed "
                                  "since.");
    m_bar.post({barName("unsaved"_L1, left.file),
                theme::Tone::Warning,
                text.arg(fileName(left.file)),
                {{tr("Open them"), [this, left] { m_journal.open(left); }},
                 {tr("Discard them"), [this, left] { m_journal.discard(left); }}}});
}

void DiskBars::offerInterrupted(const InterruptedSave& save)
{
    const auto putBack = [this, save] {
        if (const auto restored = restore(m_workspace.disk(), save); !restored)
            return tellFailure(restored.error());
        m_workspace.lookAtDisk();
    };
    const auto keep = [this, save] {
        if (const auto removed = m_workspace.disk().remove(save.copy); !removed)
            tellFailure(removed.error());
    };
    m_bar.post({barName("interrupted"_L1, save.file),
                theme::Tone::Bad,
                tr("Saving %1 was interrupted; the file may be half written. What it held before is kept.")
                    .arg(fileName(save.file)),
                {{tr("Put the former content back"), putBack}, {tr("Keep it as it is"), keep}}});
}

void DiskBars::saveOver(models::JsonFile* file)
{
    if (const auto written = m_workspace.saveFile(*file, models::JsonFile::Overwrite::Allow); !written)
        tellFailure(written.error());
}

void DiskBars::showConflict(models::JsonFile* file)
{
    if (!file->exists())
        return showGone(file);
    m_bar.post({barName("conflict"_L1, file->path()),
                theme::Tone::Warning,
                tr("%1 was changed on disk while it has edits here.").arg(file->name()),
                {{tr("Take what is on disk"), [this, file] { m_workspace.reload(*file); }},
                 {tr("Overwrite it with mine"), [this, file] { saveOver(file); }}}});
}

void DiskBars::showGone(models::JsonFile* file)
{
    m_bar.post({barName("conflict"_L1, file->path()),
                theme::Tone::Warning,
                tr("%1 is gone from disk: deleted, moved, or its folder is out of reach. Its text is still here.")
                    .arg(file->name()),
                {{tr("Save it there again"), [this, file] { saveOver(file); }}}});
}

void DiskBars::showReloaded(models::JsonFile* file)
{
    const QString name = barName("reloaded"_L1, file->path());
    QUndoStack& stack = m_workspace.undoStack();
    m_bar.post({name,
                theme::Tone::Muted,
                tr("%1 was changed on disk and is loaded anew.").arg(file->name()),
                {{tr("Undo"), [&stack] { stack.undo(); }}}});
    // Later steps lie on top of it: then it is no longer the one that Undo takes back.
    connect(
        &stack, &QUndoStack::indexChanged, this, [this, name] { m_bar.dismiss(name); }, Qt::SingleShotConnection);
}

} // namespace gatereeve::ui
