#pragma once

// One file as a document: its text in the window, its text on disk, and the last text that was JSON. Edits come through
// undo commands only (commands/editjson.h); nothing is written to disk except by save(). Main thread.

#include "core/json/document.h"
#include "core/json/edit.h"
#include "core/reading/finding.h"
#include "core/workspace/filesystem.h"

#include <QObject>

#include <memory>
#include <optional>

namespace gatereeve::models
{

class JsonFile : public QObject
{
    Q_OBJECT
public:
    // Loads at once. A file that is not there, or that can't be read, is a JsonFile too: with an error().
    // `files` must outlive it; copies made while saving go to journal/ and overwritten/ of `stateFolder`.
    JsonFile(const std::string& path, FileSystem& files, const std::string& stateFolder, QObject* parent = nullptr);

    // A file of which nothing is left is removed by save(): one that holds a single policy, which was deleted.
    void setRemovedWhenEmpty(bool removed) { m_removedWhenEmpty = removed; }
    // There is nothing in it, or will be nothing once it is saved.
    bool isGone() const { return text().empty() && (!m_exists || m_removedWhenEmpty); }

    const std::string& path() const { return m_path; }
    QString name() const; // without folders

    const std::string& text() const { return m_error ? m_text : m_lastGood->text(); }
    // Nothing while the text is broken, missing or unreadable.
    const std::optional<json::Document>& document() const { return m_error ? None : m_lastGood; }
    // The document as it last was; nothing when it never was one. Who keeps a copy makes the next edit of a large one
    // slower.
    const std::optional<json::Document>& lastGood() const { return m_lastGood; }
    // What the last change() read of the document; nothing when that was all of it.
    const std::optional<json::Reread>& reread() const { return m_reread; }
    // Why there is no document(): syntax error with its place, or the system's reason.
    const std::optional<Error>& error() const { return m_error; }
    bool exists() const { return m_exists; } // on disk, as last seen
    // False for a file that is there but could not be read (too large, a directory, no permission): never written.
    bool isEditable() const { return m_readable; }
    // The text differs from that on disk, as last loaded or saved. Not a flag: undo back to the saved text makes it
    // false.
    bool isModified() const { return m_modified; }
    const std::string& savedText() const { return *m_savedText; }
    using SharedText = std::shared_ptr<const std::string>;
    SharedText sharedSavedText() const { return m_savedText; } // for other threads
    // Another number after each change of text or savedText.
    uint64_t revision() const { return m_revision; }

    enum class Disk : uint8_t { Same, Changed, Gone, Unreadable };
    // Compares the file's content with what was last loaded or saved. `diskText` gets the content when it Changed.
    Disk lookAtDisk(std::string* diskText = nullptr) const;
    // The disk holds `diskText`: it counts as the saved text from now on. The text in the window stays.
    void acceptDisk(const std::string& diskText);
    // The file is gone from disk: the text in the window counts as not saved from now on.
    void markGone();

    enum class Overwrite : uint8_t { Refuse, Allow };
    // Refuses when the disk holds something else than last loaded or saved, unless told to overwrite: then a copy of
    // that is kept first. On an error the file on disk is as it was.
    Result<void> save(Overwrite overwrite = Overwrite::Refuse);

    // How the files of a workspace are read: like the gateway's, but a byte order mark is kept instead of refused.
    static json::ParseOptions parseOptions(const std::string& path);

    // For undo commands.
    void apply(const json::Edits& edits);

Q_SIGNALS:
    void changed();                        // text and document
    void savedChanged();                   // isModified or savedText
    void overwritten(const QString& copy); // by save(): where the copy lies of what somebody else had written

private:
    void load();
    void acceptDisk(SharedText diskText);
    void setText(std::string_view text);
    std::optional<json::Reread> applyToDocument(const json::Edits& edits);
    bool takesTimeOnDisk() const;     // so that another thread does it (besidetheloop.h)
    Result<void> whyNotSaved() const; // told before anything happens
    Result<void> keepWhatIsOnDisk();
    Result<void> removeFromDisk();
    void updateModified();

    std::string m_path;
    FileSystem& m_files;
    std::string m_stateFolder;
    std::string m_text; // only while it is no JSON: else the document has it
    SharedText m_savedText = std::make_shared<const std::string>();
    uint64_t m_revision = 1;
    std::optional<json::Document> m_lastGood;
    static inline const std::optional<json::Document> None;
    std::optional<json::Reread> m_reread;
    std::optional<Error> m_error;
    bool m_exists = false, m_readable = true, m_modified = false, m_removedWhenEmpty = false;
};

// Why it can't be used, for the list of problems: only while it has an error().
Finding unusableFile(const JsonFile& file);

} // namespace gatereeve::models
