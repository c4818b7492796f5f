#include "models/filewatcher.h"

#include <QFileInfo>

namespace gatereeve::models
{

namespace
{

constexpr int QuietMilliseconds = 150; // editors write in several steps

} // namespace

FileWatcher::FileWatcher(QObject* parent) : QObject(parent)
{
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
    m_reader.start([this, isNews = m_makeCheck()] {
        const bool news = isNews();
        const auto tell = [this, news] {
            m_isReading = false;
            if (news)
                Q_EMIT somethingHappened();
        };
        QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
    });
}

void FileWatcher::setPaths(const QStringList& paths)
{
    m_paths = paths;
    watchAll();
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
