#include "app/desktop/desktop.h"

#include "app/example.h"
#include "gateway/store/stores.h"

namespace gatereeve::app
{

Desktop::Desktop(QSettings& settings, ui::Prompts& prompts, const Clock& systemClock, QString dataFolder)
    : m_settings(settings),
      m_dataFolder(std::move(dataFolder)),
      m_gateway(systemClock),
      m_window({m_gateway, m_problems, prompts, m_settings})
{
    connect(&m_window, &ui::MainWindow::openRequested, this,
            [this](const QString& path) { leaveThen([this, path] { open(path); }); });
    connect(&m_window, &ui::MainWindow::exampleRequested, this, [this] { leaveThen([this] { openExample(); }); });
    connect(&m_window, &ui::MainWindow::closeWorkspaceRequested, this, [this] { leaveThen([this] { close(); }); });
    connect(&m_gateway, &EmbeddedGateway::storeProblem, &m_window, &ui::MainWindow::tell);
    m_gateway.onReload = [this] {
        if (m_workspace)
            m_workspace->lookAtDisk();
        if (m_publisher)
            m_publisher->publish();
    };
    m_gateway.onEchoWanted = [this](bool on) {
        if (!m_workspace)
            return;
        if (const auto set = m_workspace->setEchoUpstream(on); !set)
            m_window.tell(QString::fromStdString(set.error().describe()));
    };
}

Desktop::~Desktop()
{
    close();
}

void Desktop::leaveThen(const std::function<void()>& next)
{
    if (m_window.mayLeaveWorkspace())
        next();
}

bool Desktop::open(const QString& path)
{
    Result<Layout> layout = findLayout(path.toStdString(), m_files, BrokenConf::Opened);
    if (!layout) {
        m_window.tell(QString::fromStdString(layout.error().describe()));
        return false;
    }
    close();
    const std::string storeFile = layout->stateFolder + '/' + std::string(gateway::WorkspaceStoreName);
    const auto prepared = m_gateway.prepare(storeFile);
    m_workspace = std::make_unique<models::Workspace>(
        *std::move(layout), models::Surroundings{m_files, m_gateway.keys(), *m_gateway.sharedClock()});
    m_publisher = std::make_unique<SnapshotPublisher>(*m_workspace, m_gateway, m_problems);
    m_lint = std::make_unique<models::LiveLint>(*m_workspace, m_problems);
    m_gateway.startWith(m_publisher->compile(), m_workspace->usesEchoUpstream());
    m_workspace->watchDisk();
    m_window.setWorkspace(m_workspace.get());
    if (!prepared)
        m_window.tell(tr("Keys are kept in memory only: %1").arg(QString::fromStdString(prepared.error().describe())));
    return true;
}

bool Desktop::openExample()
{
    const QString folder = m_dataFolder + QStringLiteral("/example");
    if (const auto copied = copyExample(folder.toStdString(), m_files); !copied) {
        m_window.tell(QString::fromStdString(copied.error().describe()));
        return false;
    }
    return open(folder);
}

void Desktop::close()
{
    m_window.setWorkspace(nullptr);
    m_lint.reset();
    m_publisher.reset();
    m_workspace.reset();
    m_gateway.discard();
    m_problems.clear();
}

} // namespace gatereeve::app
