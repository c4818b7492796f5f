#include "app/git/revision.h"

#include "app/git/git.h"

#include <filesystem>
#include <set>

namespace gatereeve::app
{
namespace
{

Error readOnly(const std::string& path)
{
    return {"is part of a git revision, which can't be changed", {path, 0, 0, {}}};
}

// git's own sentence, without what it begins with.
std::string wordsOf(const GitAnswer& answer)
{
    QString words = QString::fromUtf8(answer.err).section(QLatin1Char('\n'), 0, 0).trimmed();
    if (words.startsWith(QLatin1String("fatal: ")))
        words.remove(0, 7);
    return words.isEmpty() ? "git ended with " + std::to_string(answer.code) : words.toStdString();
}

Result<QByteArray> outputOf(const QStringList& arguments)
{
    const Result<GitAnswer> answer = runGit(arguments);
    if (!answer)
        return answer.error();
    if (answer->code != 0)
        return Error{wordsOf(*answer), {}};
    return answer->out;
}

} // namespace

Result<std::unique_ptr<GitRevision>> GitRevision::open(const std::string& revision)
{
    const QString name = QString::fromStdString(revision);
    // Resolved first, so that a name is never taken for an option.
    const Result<QByteArray> tree =
        outputOf({"rev-parse", "--verify", "--end-of-options", name + QLatin1String("^{tree}")});
    if (!tree)
        return Error{"no such revision: " + tree.error().text, {revision, 0, 0, {}}};
    const Result<QByteArray> listing =
        outputOf({"ls-tree", "-r", "-z", "-l", "--full-tree", QString::fromLatin1(tree->trimmed())});
    if (!listing)
        return Error{listing.error().text, {revision, 0, 0, {}}};
    auto result = std::make_unique<GitRevision>();
    for (const QByteArray& line : listing->split('\0')) {
        // "100644 blob 1a2b…   1234<tab>path"
        const qsizetype tab = line.indexOf('\t');
        const QList<QByteArray> words = line.left(tab).simplified().split(' ');
        if (tab > 0 && words.size() == 4 && words[1] == "blob" && words[0] != "120000")
            result->m_blobs[line.mid(tab + 1).toStdString()] = {words[2].toStdString(), words[3].toULongLong()};
    }
    return result;
}

bool GitRevision::isFolder(const std::string& path) const
{
    if (path == ".")
        return true;
    const auto next = m_blobs.lower_bound(path + '/');
    return next != m_blobs.end() && next->first.starts_with(path + '/');
}

FileInfo GitRevision::info(const std::string& path) const
{
    FileInfo info;
    const auto blob = m_blobs.find(path);
    info.isDirectory = isFolder(path);
    info.exists = info.isDirectory || blob != m_blobs.end();
    info.size = blob != m_blobs.end() ? blob->second.size : 0;
    info.writable = info.replaceable = false;
    return info;
}

Result<std::string> GitRevision::read(const std::string& path, size_t maximumSize) const
{
    const auto blob = m_blobs.find(path);
    if (blob == m_blobs.end())
        return Error{isFolder(path) ? "is a folder" : "is not in that revision", {path, 0, 0, {}}};
    if (blob->second.size > maximumSize)
        return Error{"is too large", {path, 0, 0, {}}};
    const Result<QByteArray> bytes = outputOf({"cat-file", "blob", QString::fromStdString(blob->second.object)});
    if (!bytes)
        return Error{bytes.error().text, {path, 0, 0, {}}};
    return bytes->toStdString();
}

Result<std::vector<std::string>> GitRevision::list(const std::string& directory) const
{
    if (!isFolder(directory))
        return Error{"no such folder", {directory, 0, 0, {}}};
    const std::string prefix = directory == "." ? std::string() : directory + '/';
    std::set<std::string> names;
    for (auto blob = m_blobs.lower_bound(prefix); blob != m_blobs.end() && blob->first.starts_with(prefix); ++blob)
        names.insert(blob->first.substr(prefix.size(), blob->first.find('/', prefix.size()) - prefix.size()));
    return std::vector<std::string>(names.begin(), names.end());
}

Result<std::string> GitRevision::resolveLinks(const std::string& path) const
{
    return path;
}

Result<void> GitRevision::makeDirectory(const std::string& path)
{
    return readOnly(path);
}

Result<void> GitRevision::writeNew(const std::string& path, const std::string&, uint32_t)
{
    return readOnly(path);
}

Result<void> GitRevision::overwrite(const std::string& path, const std::string&)
{
    return readOnly(path);
}

Result<void> GitRevision::rename(const std::string& from, const std::string&)
{
    return readOnly(from);
}

Result<void> GitRevision::remove(const std::string& path)
{
    return readOnly(path);
}

Result<void> GitRevision::flushDirectory(const std::string& path)
{
    return readOnly(path);
}

Result<RevisionPath> revisionPath(const std::string& text)
{
    const size_t colon = text.find(':');
    if (colon == std::string::npos || colon == 0)
        return Error{"no such file or folder, and no revision of git (REV:path)", {text, 0, 0, {}}};
    RevisionPath result{text.substr(0, colon), text.substr(colon + 1)};
    if (result.path == "." || result.path.starts_with("./") || result.path.starts_with("../")) {
        const Result<QByteArray> prefix = outputOf({"rev-parse", "--show-prefix"});
        if (!prefix)
            return Error{prefix.error().text, {text, 0, 0, {}}};
        result.path =
            (std::filesystem::path(prefix->trimmed().toStdString()) / result.path).lexically_normal().string();
    }
    return result;
}

} // namespace gatereeve::app
