#pragma once

// What was edited and not yet saved, kept beside the workspace (.gatereeve/journal) so that it outlives a crash. Each
// file's text lies there as a whole, with a hash of the bytes on disk that it was edited from. Secrets never go into
// it: their place holds a mark, and what the file itself says comes back there. One writer at a time; any thread.

#include "core/workspace/filesystem.h"

#include <optional>

namespace gatereeve
{

struct UnsavedText {
    std::string file;      // path
    std::string text;      // secrets put back from the file on disk, as far as it still has them
    bool isOfDisk = false; // it was edited from what the disk holds now; else both have changed

    bool operator==(const UnsavedText&) const = default;
};

class EditJournal final
{
public:
    // `files` outlives it. The folder is made when it is needed.
    EditJournal(FileSystem& files, std::string folder) : m_files(files), m_folder(std::move(folder)) {}

    // Replaces what was kept of that file before; whole when this returns, or as it was before.
    Result<void> keep(const std::string& file, const std::string& savedText, const std::string& text);
    // Nothing is unsaved there any more.
    void forget(const std::string& file);

    // What a session left that did not end well; to be called before the first keep(). It stays, beside what is kept
    // from now on, until it is dropped. An entry that can't be read is left out and stays.
    std::vector<UnsavedText> takeLeft();
    void dropLeft(const std::string& file);

private:
    std::string entryOf(const std::string& file, std::string_view suffix) const;
    std::string textOnDisk(const std::string& file) const; // empty: not there
    std::optional<UnsavedText> read(const std::string& name) const;

    FileSystem& m_files;
    std::string m_folder;
};

// The text with a mark in place of each secret: the values of `secret` and `node_secret` of a tyk.conf, of passwords
// and of connection strings. Also where the text is broken.
std::string withoutSecrets(const std::string& text);
// The marks replaced by what `source` says at the same names, in their order; a mark for which it has nothing stays.
std::string withSecretsOf(const std::string& text, const std::string& source);

} // namespace gatereeve
