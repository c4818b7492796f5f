#pragma once

// What happens to the workspace's files beyond the window, told in bars, each with its next step: changed outside,
// gone, left unsaved by a session that did not end well, half written by an interrupted save.

#include "core/workspace/safesave.h"
#include "models/unsavedjournal.h"

namespace gatereeve::ui
{

class MessageBar;

class DiskBars final : public QObject
{
    Q_OBJECT

public:
    // Both outlive it.
    DiskBars(models::Workspace& workspace, MessageBar& bar, QWidget* parent);

    // Once, when the workspace has been opened: what a former session left, and what is special about this disk.
    void greet();
    // What saving would change on disk, in words and side by side.
    void showUnsaved();
    void giveUpEdits() { m_journal.giveUp(); }

Q_SIGNALS:
    void failed(const QString& text);

private:
    void tellUnwritable();
    void tellNetworkDisk();
    void offerLeft();
    void offerUnsaved(const UnsavedText& left);
    void offerInterrupted(const InterruptedSave& save);
    void showConflict(models::JsonFile* file);
    void showGone(models::JsonFile* file);
    void showReloaded(models::JsonFile* file, const std::string& former);
    void merge(models::JsonFile* file);
    void compare(const QString& title, models::JsonFile* file, const std::string& before, const QString& beforeLabel,
                 const std::string& after, const QString& afterLabel);
    void saveOver(models::JsonFile* file);
    void tellFailure(const Error& error);

    models::Workspace& m_workspace;
    MessageBar& m_bar;
    models::UnsavedJournal m_journal;
};

} // namespace gatereeve::ui
