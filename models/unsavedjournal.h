#pragma once

// Keeps the unsaved texts of a workspace in its journal, a moment after each edit, and takes them out again when they
// are saved, undone, or given up on purpose: only a crash leaves them. Main thread; where the disk lets several threads
// in, one of its own writes, so that the window never waits for the disk.

#include "core/workspace/editjournal.h"
#include "models/workspace.h"

#include <QThreadPool>
#include <QTimer>

#include <functional>
#include <map>
#include <optional>
#include <set>

namespace gatereeve::models
{

class UnsavedJournal final : public QObject
{
    Q_OBJECT
public:
    explicit UnsavedJournal(Workspace& workspace, QObject* parent = nullptr);
    ~UnsavedJournal() override; // keeps what is unsaved by then

    // From a session that did not end well, for files of this workspace. Where another thread reads, none until
    // leftFound().
    const std::vector<UnsavedText>& left() const { return m_left; }
    // Takes the text into the window as an edit, to be looked at, saved or undone.
    void open(const UnsavedText& left);
    void discard(const UnsavedText& left);

    // The user chose not to save: nothing is kept until the next edit.
    void giveUp();

Q_SIGNALS:
    void leftFound();                           // once, where another thread looked for them
    void failed(const gatereeve::Error& error); // once, until it works again

private:
    void lookForLeft();
    void keepAll();
    void keep(const JsonFile& file);
    void finishWriting();
    void takeResult();
    void dropLeft(const std::string& file);
    void write(const std::function<void()>& task); // one after the other

    Workspace& m_workspace;
    EditJournal m_journal;            // the writer's, once it is at work
    std::vector<UnsavedText> m_found; // the writer's, until they are m_left
    std::vector<UnsavedText> m_left;
    std::map<std::string, uint64_t> m_kept; // path → revision of the file
    std::set<std::string> m_failed;         // of those: could not be written; tried again later, or after an edit
    std::set<std::string> m_opened;         // of m_left: dropped once they are kept anew
    struct Written {
        std::string path;
        Result<void> result;
    };
    std::optional<Written> m_written; // the writer's until it has ended, and not taken yet
    QTimer m_pause, m_retry;
    QThreadPool m_writer;
    bool m_isWriting = false, m_atOnce = false;
    // On its way, and the writer's until it is there. Kept, because new memory for a large text takes longer than the
    // copy.
    std::string m_text;
    bool m_hasFailed = false, m_givenUp = false;
};

} // namespace gatereeve::models
