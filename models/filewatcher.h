#pragma once

// Tells that something happened to files or folders on disk, once it has been quiet for a moment. It says nothing about
// what: JsonFile::lookAtDisk compares the content, so that saving by ourselves is no news. Main thread; with a check
// the disk is read by a thread of its own first, so that the window does not wait for large files.

#include <QFileSystemWatcher>
#include <QThreadPool>
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
    ~FileWatcher() override;
    void setPaths(const QStringList& paths); // files, there or not, and folders
    void lookSoon() { m_quiet.start(); }     // as if something had happened
    // Some of them lie on a network disk: the system tells nothing of what other machines do there, so it is looked at
    // every PollSeconds.
    bool polls() const { return m_poll.isActive(); }
    static constexpr int PollSeconds = 5;
    // What there is to tell, 0: nothing; the same is told once. `makeCheck` runs in the main thread, what it makes in
    // the other one.
    using Check = std::function<size_t()>;
    void setCheck(const std::function<Check()>& makeCheck) { m_makeCheck = makeCheck; }

Q_SIGNALS:
    void somethingHappened();

private:
    void check();
    void watchAll(); // a file that was replaced by another has to be watched anew
    FileSystemType m_typeOf;
    QFileSystemWatcher m_watcher;
    QTimer m_quiet, m_poll;
    QStringList m_paths;
    std::function<Check()> m_makeCheck;
    QThreadPool m_reader;
    bool m_isReading = false;
    size_t m_told = 0;
};

} // namespace gatereeve::models
