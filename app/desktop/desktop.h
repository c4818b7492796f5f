#pragma once

// The desktop program put together: one window, at most one open workspace with its gateway. The only place where ui
// and gateway meet.

#include "app/desktop/snapshotpublisher.h"
#include "app/desktop/workspaceopener.h"
#include "app/disk/posixfilesystem.h"
#include "models/livelint.h"
#include "ui/mainwindow.h"
#include "ui/prompts.h"

#include <QSettings>

namespace gatereeve::app
{

class Desktop final : public QObject
{
    Q_OBJECT
public:
    // `settings` and `prompts` outlive it. `systemClock` is what real time means (tests bring their own).
    Desktop(QSettings& settings, ui::Prompts& prompts, const Clock& systemClock, QString dataFolder);
    ~Desktop() override;

    ui::MainWindow& window() { return m_window; }
    EmbeddedGateway& gateway() { return m_gateway; }
    models::Workspace* workspace() { return m_workspace.get(); }

    // A folder, a tyk.conf or a policies file. What does not open is told in the window; what was open stays.
    bool open(const QString& path);
    // The same while the window lives on and says so; `otherwise`: what to do when it does not open. Opening another
    // one, or closing, puts an end to it.
    void startOpening(const QString& path, const std::function<void()>& otherwise = {});
    // The example workspace: copied to the data folder at first use.
    void startOpeningExample();
    void close();

private:
    void reload();
    void tellError(const Error& error);
    void adopt(OpenedWorkspace opened);
    void whenNotFound(const Error& error, const std::function<void()>& otherwise);
    QSettings& m_settings;
    const QString m_dataFolder;
    PosixFileSystem m_files;
    EmbeddedGateway m_gateway;
    WorkspaceOpener m_opener;
    models::ProblemList m_problems;
    QStringList m_untold; // while something is opened: for the window of what is opened then
    std::unique_ptr<models::Workspace> m_workspace;
    std::unique_ptr<SnapshotPublisher> m_publisher;
    std::unique_ptr<models::LiveLint> m_lint;
    ui::MainWindow m_window;
};

} // namespace gatereeve::app
