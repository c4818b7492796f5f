#pragma once

// Tells when policies, API definitions or certificates of a workspace change on disk (profiles.md: watched under guide
// and 5). Editors write in several steps and replace files by renaming, so it looks at folders too and waits until it
// is quiet.

#include "core/workspace/layout.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace gatereeve::app
{

class WorkspaceWatch final : public QObject
{
    Q_OBJECT
public:
    explicit WorkspaceWatch(const Layout& layout, QObject* parent = nullptr);

Q_SIGNALS:
    void changed();

private:
    void look();
    QStringList m_wanted;            // files and folders
    QStringList m_definitionFolders; // of them, those whose *.json files are watched too
    QFileSystemWatcher m_watcher;
    QTimer m_quiet;
};

} // namespace gatereeve::app
