#pragma once

// Keeps the unsaved texts of a workspace in its journal, a moment after each edit, and takes them out again when they
// are saved, undone, or given up on purpose: only a crash leaves them. Main thread.

#include "core/workspace/editjournal.h"
#include "models/workspace.h"

#include <QTimer>

#include <set>

namespace gatereeve::models
{

class UnsavedJournal final : public QObject
{
    Q_OBJECT
public:
    explicit UnsavedJournal(Workspace& workspace, QObject* parent = nullptr);
    ~UnsavedJournal() override; // keeps what is unsaved by then

    // From a session that did not end well, for files of this workspace.
    const std::vector<UnsavedText>& left() const { return m_left; }
    // Takes the text into the window as an edit, to be looked at, saved or undone.
    void open(const UnsavedText& left);
    void discard(const UnsavedText& left);

    // The user chose not to save: nothing is kept until the next edit.
    void giveUp();

Q_SIGNALS:
    void failed(const gatereeve::Error& error); // once, until it works again

private:
    void keepAll();

    Workspace& m_workspace;
    EditJournal m_journal;
    std::vector<UnsavedText> m_left;
    std::set<std::string> m_kept; // paths
    QTimer m_pause;
    bool m_hasFailed = false, m_givenUp = false;
};

} // namespace gatereeve::models
