#include "ui/diskbars.h"

#include "core/compare/merge.h"
#include "models/text.h"
#include "ui/dialogs/changesdialog.h"
#include "ui/dialogs/mergedialog.h"
#include "ui/widgets/messagebar.h"

#include <QDir>
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

DiskBars::DiskBars(models::Workspace& workspace, MessageBar& bar, QWidget* parent)
    : QObject(parent),
      m_workspace(workspace),
      m_bar(bar),
      m_journal(workspace)
{
    connect(&workspace, &models::Workspace::conflicted, this, &DiskBars::showConflict);
    connect(&workspace, &models::Workspace::reloaded, this, &DiskBars::showReloaded);
    connect(&m_journal, &models::UnsavedJournal::leftFound, this, &DiskBars::offerLeft);
    connect(&m_journal, &models::UnsavedJournal::failed, this, [this](const Error& error) {
        Q_EMIT failed(
            tr("Unsaved edits are not kept for the case of a crash: %1").arg(models::toQString(error.describe())));
    });
}

void DiskBars::tellFailure(const Error& error)
{
    Q_EMIT failed(models::toQString(error.describe()));
}

void DiskBars::greet()
{
    tellUnwritable();
    tellNetworkDisk();
    const std::string journal = m_workspace.layout().stateFolder + "/journal";
    for (const InterruptedSave& save : interruptedSaves(m_workspace.disk(), journal))
        offerInterrupted(save);
    offerLeft();
}

void DiskBars::offerLeft()
{
    for (const UnsavedText& left : m_journal.left())
        offerUnsaved(left);
}

// Told before somebody has typed for an hour.
void DiskBars::tellUnwritable()
{
    QStringList names;
    for (const models::JsonFile* file : m_workspace.files()) {
        if (file->exists() && file->isEditable() && !m_workspace.disk().info(file->path()).writable)
            names.append(file->name());
    }
    if (!names.isEmpty())
        m_bar.post({u"unwritable"_s,
                    theme::Tone::Muted,
                    tr("Read-only for this account: %1. Edits can be made and tried, and saved as copies elsewhere.")
                        .arg(names.join(u", "_s)),
                    {}});
}

void DiskBars::tellNetworkDisk()
{
    if (m_workspace.isOnNetworkDisk())
        m_bar.post({u"network-disk"_s,
                    theme::Tone::Muted,
                    tr("On a network disk: changes of other machines are seen after up to %n seconds.", nullptr,
                       models::FileWatcher::PollSeconds),
                    {}});
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
                 {tr("Compare…"),
                  [this, left] {
                      models::JsonFile* file = m_workspace.fileAt(models::toQString(left.file));
                      compare(tr("Unsaved edits of %1").arg(file->name()), file, file->text(), tr("as it is"),
                              left.text, tr("with the unsaved edits"));
                      offerUnsaved(left); // still to be decided
                  }},
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

void DiskBars::compare(const QString& title, models::JsonFile* file, const std::string& before,
                       const QString& beforeLabel, const std::string& after, const QString& afterLabel)
{
    const auto versionOf = [&](const std::string& text) {
        return compare::SourceFiles{compare::sourceFile(file->name().toStdString(), text, file->path())};
    };
    ChangesDialog dialog(title, {versionOf(before), versionOf(after), beforeLabel, afterLabel},
                         qobject_cast<QWidget*>(parent()));
    dialog.exec();
}

void DiskBars::showUnsaved()
{
    TwoVersions versions{{}, {}, tr("on disk"), tr("here, not saved")};
    const QDir folder(models::toQString(m_workspace.layout().folder));
    for (const models::JsonFile* file : m_workspace.files()) {
        if (!file->isModified())
            continue;
        const std::string name = folder.relativeFilePath(models::toQString(file->path())).toStdString();
        if (file->exists())
            versions.before.push_back(compare::sourceFile(name, file->savedText(), file->path()));
        if (!file->isGone())
            versions.after.push_back(compare::sourceFile(name, file->text(), file->path()));
    }
    ChangesDialog dialog(tr("What saving changes on disk"), std::move(versions), qobject_cast<QWidget*>(parent()));
    dialog.exec();
}

// Fields that only one side changed are taken from there; for the others the user is asked.
void DiskBars::merge(models::JsonFile* file)
{
    std::string diskText;
    if (file->lookAtDisk(&diskText) != models::JsonFile::Disk::Changed)
        return;
    const auto parsed = [&](const std::string& text) {
        return json::Document::parse(text, models::JsonFile::parseOptions(file->path()));
    };
    auto base = parsed(file->savedText()), ours = parsed(file->text()), theirs = parsed(diskText);
    for (const auto* version : {&base, &ours, &theirs}) {
        if (!*version) {
            tellFailure({"can't be merged while one of its versions is broken: " + version->error().text,
                         version->error().place});
            return showConflict(file);
        }
    }
    compare::Merged merged = compare::merge(*base, *ours, *theirs);
    if (!merged.isClean()) {
        MergeDialog dialog(file->name(), {*base, *ours, *theirs}, qobject_cast<QWidget*>(parent()));
        if (dialog.exec() != QDialog::Accepted)
            return showConflict(file);
        merged.text = dialog.text();
    }
    if (const auto taken = m_workspace.takeMerged(*file, diskText, merged.text); !taken) {
        tellFailure(taken.error());
        showConflict(file);
    }
}

void DiskBars::saveOver(models::JsonFile* file)
{
    const auto tell = [this, file](const QString& copy) {
        m_bar.post({barName("overwritten"_L1, file->path()),
                    theme::Tone::Muted,
                    tr("What was on disk in place of %1 is kept in %2.")
                        .arg(file->name(), QDir(models::toQString(m_workspace.layout().folder)).relativeFilePath(copy)),
                    {}});
    };
    QObject now; // for this save alone
    connect(file, &models::JsonFile::overwritten, &now, tell);
    if (const auto written = m_workspace.saveFile(*file, models::JsonFile::Overwrite::Allow); !written)
        tellFailure(written.error());
}

void DiskBars::showConflict(models::JsonFile* file)
{
    if (!file->exists())
        return showGone(file);
    std::string diskText;
    (void)file->lookAtDisk(&diskText);
    m_bar.post({barName("conflict"_L1, file->path()),
                theme::Tone::Warning,
                tr("%1 was changed on disk while it has edits here.").arg(file->name()),
                {{tr("Merge both"), [this, file] { merge(file); }},
                 {tr("Compare…"),
                  [this, file, diskText] {
                      compare(tr("Two versions of %1").arg(file->name()), file, diskText, tr("on disk"), file->text(),
                              tr("here, not saved"));
                      showConflict(file); // still to be decided
                  }},
                 {tr("Take what is on disk"), [this, file] { m_workspace.reload(*file); }},
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

void DiskBars::showReloaded(models::JsonFile* file, const std::string& former)
{
    const QString name = barName("reloaded"_L1, file->path());
    QUndoStack& stack = m_workspace.undoStack();
    const std::string now = file->text();
    const auto showChanges = [this, file, former, now] {
        compare(tr("What changed in %1").arg(file->name()), file, former, tr("before"), now, tr("on disk now"));
        showReloaded(file, former);
    };
    m_bar.post({name,
                theme::Tone::Muted,
                tr("%1 was changed on disk and is loaded anew.").arg(file->name()),
                {{tr("Show changes…"), showChanges}, {tr("Undo"), [&stack] { stack.undo(); }}}});
    // Later steps lie on top of it: then it is no longer the one that Undo takes back.
    connect(
        &stack, &QUndoStack::indexChanged, this, [this, name] { m_bar.dismiss(name); }, Qt::SingleShotConnection);
}

} // namespace gatereeve::ui
