#pragma once

// Saving without ever harming what is there (contracts.md, Files of a workspace): written aside and renamed over; where
// another file may not take the place (hard links, a foreign owner, a bind mount, a closed folder), a copy of the
// former bytes goes to the journal, the file is written in place and the copy removed. Symbolic links are followed,
// permissions stay, everything is flushed before the next step depends on it. One writer per file at a time; any
// thread.

#include "core/workspace/filesystem.h"

namespace gatereeve
{

// After an error the file holds its former bytes; where even that could not be made sure, the journal has them and the
// error says where. `journalFolder` (.gatereeve/journal) is made when it is needed.
Result<void> saveSafely(FileSystem& files, const std::string& path, const std::string& bytes,
                        const std::string& journalFolder);

// A save in place that did not end (a crash): `file` may be half written, `copy` is what it held before.
struct InterruptedSave {
    std::string file, copy;

    bool operator==(const InterruptedSave&) const = default;
};
std::vector<InterruptedSave> interruptedSaves(const FileSystem& files, const std::string& journalFolder);

// Puts the former bytes back and drops the copy. On an error the copy stays.
Result<void> restore(FileSystem& files, const InterruptedSave& save);

} // namespace gatereeve
