#pragma once

// Tells that something happened to files or folders on disk, once it has been quiet for a moment. It says nothing about
// what: JsonFile::lookAtDisk compares the content, so that saving by ourselves is no news. Main thread.

#include <QFileSystemWatcher>
#include <QTimer>

namespace gatereeve::models
{

class FileWatcher : public QObject
{
    Q_OBJECT
public:
    explicit FileWatcher(QObject* parent = nullptr);
    void setPaths(const QStringList& paths); // files, there or not, and folders

Q_SIGNALS:
    void somethingHappened();

private:
    void watchAll(); // a file that was replaced by another has to be watched anew
    QFileSystemWatcher m_watcher;
    QTimer m_quiet;
    QStringList m_paths;
};

} // namespace gatereeve::models
