#include "core/workspace/safesave.h"

#include "core/workspace/journalname.h"
#include "core/workspace/layout.h"

#include <filesystem>

namespace gatereeve
{
namespace
{

constexpr uint32_t NewFileMode = 0644;
constexpr uint32_t CopyMode = 0600;
constexpr std::string_view CopySuffix = ".before";

std::string folderOf(const std::string& path)
{
    const std::string folder = std::filesystem::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

// Hidden, and no ".json" at its end: a gateway that reads the folder meanwhile must not take it for a definition.
std::string asideOf(const std::string& path)
{
    const std::filesystem::path file(path);
    return (file.parent_path() / ("." + file.filename().string() + ".saving")).string();
}

std::string copyOf(const std::string& path, const std::string& journalFolder)
{
    return journalFolder + "/" + journalName(path) + std::string(CopySuffix);
}

Error asErrorOf(const std::string& path, const Error& cause, const std::string& step)
{
    std::string text = "was not saved: ";
    if (cause.place.file != path)
        text += cause.place.file + " ";
    return {text + cause.text + (step.empty() ? "" : "; " + step), {path, 0, 0, {}}};
}

Result<void> writeAside(FileSystem& files, const std::string& aside, const std::string& bytes, uint32_t mode)
{
    if (files.info(aside).exists) { // left by a crash; ours by its name
        if (Result<void> removed = files.remove(aside); !removed)
            return removed;
    }
    Result<void> written = files.writeNew(aside, bytes, mode);
    if (!written)
        (void)files.remove(aside); // it may not even be there
    return written;
}

// Keeps what `path` holds in the journal. A copy that an interrupted save left there is the last whole version: it
// stays.
Result<void> keepCopy(FileSystem& files, const std::string& path, const std::string& former, const std::string& copy)
{
    if (files.info(copy).exists)
        return {};
    const std::string journalFolder = folderOf(copy);
    if (Result<void> made = files.makeDirectory(journalFolder); !made)
        return asErrorOf(path, made.error(), "a copy of the file must lie there before it is overwritten");
    // Aside first, so that a copy is whole when it has its name.
    const std::string aside = asideOf(copy);
    Result<void> kept = writeAside(files, aside, former, CopyMode);
    if (kept)
        kept = files.rename(aside, copy);
    if (kept)
        kept = files.flushDirectory(journalFolder);
    if (kept)
        return {};
    for (const std::string& left : {aside, copy}) {
        if (files.info(left).exists)
            (void)files.remove(left);
    }
    return asErrorOf(path, kept.error(), "a copy of the file must lie there before it is overwritten");
}

Result<void> saveInPlace(FileSystem& files, const std::string& path, const std::string& bytes,
                         const std::string& journalFolder)
{
    const Result<std::string> former = files.read(path, LargestFile);
    if (!former)
        return asErrorOf(path, former.error(), {});
    const std::string copy = copyOf(path, journalFolder);
    if (Result<void> kept = keepCopy(files, path, *former, copy); !kept)
        return kept;
    const Result<void> written = files.overwrite(path, bytes);
    if (written) {
        (void)files.remove(copy); // at worst it is offered once more
        return {};
    }
    if (const Result<void> back = files.overwrite(path, *former); !back)
        return asErrorOf(path, written.error(), "and may be half written; what it held before is in " + copy);
    (void)files.remove(copy);
    return asErrorOf(path, written.error(), {});
}

} // namespace

Result<void> saveSafely(FileSystem& files, const std::string& path, const std::string& bytes,
                        const std::string& journalFolder)
{
    const Result<std::string> resolved = files.resolveLinks(path);
    if (!resolved)
        return asErrorOf(path, resolved.error(), {});
    const std::string& target = *resolved;
    const FileInfo info = files.info(target);
    if (info.isDirectory)
        return Error{"was not saved: it is a folder; save under another name", {path, 0, 0, {}}};
    if (info.exists && !info.writable)
        return Error{"was not saved: it is read-only; change its permissions or save under another name",
                     {path, 0, 0, {}}};
    if (info.exists && (info.links > 1 || !info.ownedByUs || !info.replaceable))
        return saveInPlace(files, target, bytes, journalFolder);

    const std::string aside = asideOf(target);
    if (Result<void> written = writeAside(files, aside, bytes, info.exists ? info.mode : NewFileMode); !written)
        return asErrorOf(path, written.error(), {});
    if (const Result<void> replaced = files.rename(aside, target); !replaced) {
        (void)files.remove(aside);
        // A bind mount of one file shows only now.
        return info.exists ? saveInPlace(files, target, bytes, journalFolder) : asErrorOf(path, replaced.error(), {});
    }
    // The new bytes are there and whole; a folder that cannot be flushed leaves them to the system's own time.
    (void)files.flushDirectory(folderOf(target));
    return {};
}

std::vector<InterruptedSave> interruptedSaves(const FileSystem& files, const std::string& journalFolder)
{
    std::vector<InterruptedSave> saves;
    if (!files.info(journalFolder).isDirectory)
        return saves;
    const Result<std::vector<std::string>> names = files.list(journalFolder);
    if (!names)
        return saves;
    for (const std::string& name : *names) {
        if (name.ends_with(CopySuffix) && !name.starts_with('.'))
            saves.push_back({pathOfJournalName(std::string_view(name).substr(0, name.size() - CopySuffix.size())),
                             journalFolder + "/" + name});
    }
    return saves;
}

Result<void> restore(FileSystem& files, const InterruptedSave& save)
{
    const Result<std::string> former = files.read(save.copy, LargestFile);
    if (!former)
        return former.error();
    const Result<void> written = files.info(save.file).exists ? files.overwrite(save.file, *former)
                                                              : files.writeNew(save.file, *former, NewFileMode);
    if (!written)
        return written;
    return files.remove(save.copy);
}

} // namespace gatereeve
