#include "app/workspacewatch.h"

#include <QDir>
#include <QFileInfo>

#include <chrono>

namespace gatereeve::app
{

WorkspaceWatch::WorkspaceWatch(const Layout& layout, QObject* parent) : QObject(parent)
{
    if (!layout.policiesFile.empty()) {
        const QFileInfo policies(QString::fromStdString(layout.policiesFile));
        m_wanted << policies.filePath() << policies.path();
        m_definitionFolders << policies.path();
    }
    if (!layout.policyFolder.empty())
        m_definitionFolders << QString::fromStdString(layout.policyFolder);
    if (!layout.appFolder.empty())
        m_definitionFolders << QString::fromStdString(layout.appFolder);
    m_wanted << m_definitionFolders;
    for (const CertificateFiles& files :
         layout.settings.useSsl ? layout.certificates : std::vector<CertificateFiles>()) {
        for (const std::string& file : {files.certFile, files.keyFile}) {
            const QFileInfo info(QString::fromStdString(file)); // its folder too: it may be renewed by renaming
            m_wanted << info.filePath() << info.path();
        }
    }
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(std::chrono::milliseconds(50));
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_quiet, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_quiet, qOverload<>(&QTimer::start));
    connect(&m_quiet, &QTimer::timeout, this, [this] {
        look();
        Q_EMIT changed();
    });
    look();
}

// A replaced file is a new one to the system: it is taken on again, and so is each definition.
void WorkspaceWatch::look()
{
    QStringList wanted;
    for (const QString& path : std::as_const(m_wanted)) {
        const QFileInfo info(path);
        if (info.exists())
            wanted << path;
        if (info.isDir() && m_definitionFolders.contains(path)) {
            const QStringList names = QDir(path).entryList({QStringLiteral("*.json")}, QDir::Files);
            for (const QString& name : names)
                wanted << path + u'/' + name;
        }
    }
    wanted.removeDuplicates();
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    for (const QString& path : watched)
        wanted.removeAll(path);
    if (!wanted.isEmpty())
        m_watcher.addPaths(wanted);
}

} // namespace gatereeve::app
