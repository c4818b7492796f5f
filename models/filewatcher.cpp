#include "models/filewatcher.h"

#include <QFileInfo>
#include <QStorageInfo>

#include <algorithm>
#include <array>
#include <utility>

namespace gatereeve::models
{

namespace
{

constexpr int QuietMilliseconds = 150; // editors write in several steps

bool isRemote(QByteArrayView type)
{
    constexpr std::array<QByteArrayView, 9> types{"nfs",   "nfs4",       "cifs", "smb2", "smb3",
                                                  "smbfs", "fuse.sshfs", "9p",   "ceph"};
    return std::ranges::find(types, type) != types.end();
}

} // namespace

QByteArray fileSystemTypeOf(const QString& path)
{
    return QStorageInfo(path).fileSystemType();
}

FileWatcher::FileWatcher(FileSystemType typeOf, QObject* parent) : QObject(parent), m_typeOf(std::move(typeOf))
{
    m_poll.setInterval(PollSeconds * 1000);
    connect(&m_poll, &QTimer::timeout, this, &FileWatcher::check);
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(QuietMilliseconds);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this] { m_quiet.start(); });
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] { m_quiet.start(); });
    connect(&m_quiet, &QTimer::timeout, this, [this] {
        watchAll();
        check();
    });
}

FileWatcher::~FileWatcher()
{
    m_reader.waitForDone();
}

void FileWatcher::check()
{
    if (!m_makeCheck) {
        Q_EMIT somethingHappened();
        return;
    }
    if (m_isReading) { // what is read may be older than this event
        m_quiet.start();
        return;
    }
    m_isReading = true;
    m_reader.start([this, read = m_makeCheck()] {
        const size_t news = read();
        const auto tell = [this, news] {
            m_isReading = false;
            if (std::exchange(m_told, news) != news && news != 0)
                Q_EMIT somethingHappened();
        };
        QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
    });
}

void FileWatcher::setPaths(const QStringList& paths)
{
    m_paths = paths;
    watchAll();
    QStringList folders;
    for (const QString& path : paths)
        folders.append(QFileInfo(path).path());
    folders.removeDuplicates();
    const bool remote = std::ranges::any_of(folders, [&](const QString& folder) { return isRemote(m_typeOf(folder)); });
    if (!remote)
        m_poll.stop();
    else if (!m_poll.isActive())
        m_poll.start();
}

void FileWatcher::watchAll()
{
    QStringList fresh;
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    for (const auto& path : m_paths) {
        // The folder as well: it tells when a file that is not there (any more) appears.
        for (const auto& wanted : {path, QFileInfo(path).path()}) {
            if (QFileInfo::exists(wanted) && !watched.contains(wanted) && !fresh.contains(wanted))
                fresh.append(wanted);
        }
    }
    if (!fresh.isEmpty())
        m_watcher.addPaths(fresh);
}

} // namespace gatereeve::models
