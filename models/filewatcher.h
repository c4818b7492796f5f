#pragma once

// Tells that something happened to files or folders on disk, once it has been quiet for a moment. It says nothing about
// what: JsonFile::lookAtDisk compares the content, so that saving by ourselves is no news. Main thread.

#include <QFileSystemWatcher>
#include <QTimer>

#include <functional>

namespace gatereeve::models
{

// The type of the file system that a path lies on ("ext4", "nfs4"); handed in, so that tests need no network disk.
using FileSystemType = std::function<QByteArray(const QString& path)>;
QByteArray fileSystemTypeOf(const QString& path);

class FileWatcher : public QObject
{
    Q_OBJECT
public:
    explicit FileWatcher(FileSystemType typeOf = fileSystemTypeOf, QObject* parent = nullptr);
    void setPaths(const QStringList& paths); // files, there or not, and folders
    // Some of them lie on a network disk: the system tells nothing of what other machines do there, so it is told every
    // PollSeconds that something may have happened.
    bool polls() const { return m_poll.isActive(); }
    static constexpr int PollSeconds = 5;

Q_SIGNALS:
    void somethingHappened();

private:
    void watchAll(); // a file that was replaced by another has to be watched anew
    FileSystemType m_typeOf;
    QFileSystemWatcher m_watcher;
    QTimer m_quiet, m_poll;
    QStringList m_paths;
};

} // namespace gatereeve::models
