#include "models/jsonfile.h"

#include "core/workspace/keptcopy.h"
#include "core/workspace/layout.h"
#include "core/workspace/safesave.h"
#include "models/besidetheloop.h"
#include "models/text.h"

#include <QFileInfo>

#include <cassert>

namespace gatereeve::models
{

JsonFile::JsonFile(const std::string& path, FileSystem& files, const std::string& stateFolder, QObject* parent)
    : QObject(parent),
      m_path(path),
      m_files(files),
      m_stateFolder(stateFolder)
{
    load();
}

QString JsonFile::name() const
{
    return QFileInfo(toQString(m_path)).fileName();
}

json::ParseOptions JsonFile::parseOptions(const std::string& path)
{
    return {.file = path, .maximumSize = LargestFile, .allowTrailingText = true, .allowByteOrderMark = true};
}

void JsonFile::load()
{
    m_exists = m_files.info(m_path).exists;
    if (!m_exists) {
        m_error = Error{"the file is not there", {.file = m_path}};
        return;
    }
    auto bytes = m_files.read(m_path, LargestFile);
    m_readable = bytes.ok();
    if (!bytes) {
        m_error = bytes.error();
        return;
    }
    m_savedText = std::make_shared<const std::string>(std::move(bytes).value());
    setText(*m_savedText);
}

void JsonFile::setText(std::string_view text)
{
    m_reread.reset();
    if (text.empty() && (!m_exists || m_removedWhenEmpty)) {
        m_error = Error{"the file is not there", {.file = m_path}};
        m_text.clear();
        return;
    }
    auto parsed = besideTheLoopIf(text.size() >= LargeText, [&] {
        // A copy, because what is broken stays as it was typed; with room, so that an edit that inserts finds it.
        std::string copy;
        copy.reserve(text.size() + text.size() / 64);
        copy = text;
        return json::Document::parse(std::move(copy), parseOptions(m_path));
    });
    if (parsed) {
        m_error.reset();
        m_lastGood = std::move(parsed).value();
        m_text = {};
    } else {
        m_error = parsed.error();
        m_text = text;
    }
}

void JsonFile::updateModified()
{
    // A file that is not on disk is modified as soon as there is something to write.
    m_modified = m_exists ? text() != *m_savedText : !text().empty();
    ++m_revision;
}

void JsonFile::apply(const json::Edits& edits)
{
    assert(!isWorkOnItsWay()); // an edit within an edit would be lost
    const bool wasModified = m_modified;
    const auto reread = m_error ? std::nullopt : applyToDocument(edits);
    if (!reread)
        setText(besideTheLoopIf(text().size() >= LargeText, [&] { return json::applied(text(), edits); }));
    m_reread = reread;
    updateModified();
    Q_EMIT changed();
    if (m_modified != wasModified)
        Q_EMIT savedChanged();
}

std::optional<json::Reread> JsonFile::applyToDocument(const json::Edits& edits)
{
    const json::ParseOptions options = parseOptions(m_path);
    if (text().size() < LargeText || !m_lastGood->isShared())
        return m_lastGood->apply(edits, options);
    // Somebody reads it in another thread (livelint.h), so it is copied, and that takes longer than the edit.
    auto [document, reread] = besideTheLoop([&] {
        json::Document copy = *m_lastGood;
        auto read = copy.apply(edits, options);
        return std::pair(std::move(copy), std::move(read));
    });
    if (reread)
        m_lastGood = std::move(document);
    return reread;
}

JsonFile::Disk JsonFile::lookAtDisk(std::string* diskText) const
{
    if (!m_files.info(m_path).exists)
        return m_exists ? Disk::Gone : Disk::Same;
    auto bytes = m_files.read(m_path, LargestFile);
    if (!bytes)
        return m_readable ? Disk::Unreadable : Disk::Same;
    if (m_exists && m_readable && *bytes == *m_savedText)
        return Disk::Same;
    if (diskText)
        *diskText = std::move(bytes).value();
    return Disk::Changed;
}

void JsonFile::acceptDisk(const std::string& diskText)
{
    acceptDisk(std::make_shared<const std::string>(diskText));
}

void JsonFile::acceptDisk(SharedText diskText)
{
    m_savedText = std::move(diskText);
    m_exists = m_readable = true;
    updateModified();
    Q_EMIT savedChanged();
}

void JsonFile::markGone()
{
    m_exists = false;
    updateModified();
    Q_EMIT savedChanged();
}

Result<void> JsonFile::save(Overwrite overwrite)
{
    assert(!isWorkOnItsWay());
    if (!m_readable)
        return Error{"could not be read and is therefore never written; mend the cause and open the workspace again",
                     {.file = m_path}};
    const auto mayBe = overwrite == Overwrite::Refuse ? whyNotSaved() : keepWhatIsOnDisk();
    if (!mayBe)
        return mayBe;
    if (isGone())
        return removeFromDisk();
    if (!m_exists) {
        if (auto made = m_files.makeDirectory(toUtf8(QFileInfo(toQString(m_path)).path())); !made)
            return made;
    }
    const auto saved = besideTheLoopIf(takesTimeOnDisk(), [this]() -> Result<SharedText> {
        auto bytes = std::make_shared<const std::string>(text());
        if (auto written = saveSafely(m_files, m_path, *bytes, m_stateFolder + "/journal"); !written)
            return written.error();
        return SharedText(std::move(bytes));
    });
    if (!saved)
        return saved.error();
    acceptDisk(*saved);
    return {};
}

bool JsonFile::takesTimeOnDisk() const
{
    return text().size() >= LargeText && m_files.isForAllThreads();
}

Result<void> JsonFile::whyNotSaved() const
{
    const Disk disk = besideTheLoopIf(takesTimeOnDisk(), [this] { return lookAtDisk(); });
    if (disk == Disk::Changed)
        return Error{"was changed on disk meanwhile; reload it, or save over it on purpose", {.file = m_path}};
    if (disk == Disk::Unreadable)
        return Error{"can't be read any more, so it is not written either; look at its permissions", {.file = m_path}};
    return {};
}

Result<void> JsonFile::keepWhatIsOnDisk()
{
    std::string theirs;
    if (lookAtDisk(&theirs) != Disk::Changed)
        return {};
    const auto copy = keepCopy(m_files, m_path, theirs, m_stateFolder + "/overwritten");
    if (!copy)
        return Error{"is not overwritten, because what is on disk could not be kept: " + copy.error().describe(),
                     {.file = m_path}};
    Q_EMIT overwritten(toQString(*copy));
    return {};
}

Finding unusableFile(const JsonFile& file)
{
    const std::string kind = file.exists() ? "malformed" : "missing-file";
    return {kind, Severity::Error, {"file." + kind, "%1", {file.error()->text}}, file.error()->place};
}

Result<void> JsonFile::removeFromDisk()
{
    if (m_exists) {
        if (auto removed = m_files.remove(m_path); !removed)
            return removed;
    }
    m_savedText = std::make_shared<const std::string>();
    markGone();
    return {};
}

} // namespace gatereeve::models
