#include "app/desktop/desktop.h"

#include "app/example.h"
#include "models/besidetheloop.h"

#include <utility>

namespace gatereeve::app
{

Desktop::Desktop(QSettings& settings, ui::Prompts& prompts, const Clock& systemClock, QString dataFolder)
    : m_settings(settings),
      m_dataFolder(std::move(dataFolder)),
      m_gateway(systemClock),
      m_opener(m_files, m_gateway),
      m_window({m_gateway, m_problems, prompts, m_settings})
{
    connect(&m_window, &ui::MainWindow::openRequested, this, [this](const QString& path) { startOpening(path); });
    connect(&m_window, &ui::MainWindow::exampleRequested, this, &Desktop::startOpeningExample);
    connect(&m_window, &ui::MainWindow::closeWorkspaceRequested, this, &Desktop::close);
    connect(&m_gateway, &EmbeddedGateway::storeProblem, this, [this](const QString& text) {
        if (m_workspace)
            m_window.tell(text);
        else
            m_untold.append(text);
    });
    m_gateway.onReload = [this] { reload(); };
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

void Desktop::reload()
{
    if (models::comesAgainWhenFree(this, [this] { reload(); })) // half of an edit is not to be published
        return;
    if (m_workspace)
        m_workspace->lookAtDisk();
    if (m_publisher)
        m_publisher->publish();
}

bool Desktop::open(const QString& path)
{
    m_opener.finish();
    m_untold.clear();
    m_window.setOpening({});
    auto layout = m_opener.find(path);
    if (!layout) {
        tellError(layout.error());
        return false;
    }
    close();
    adopt(m_opener.open(*std::move(layout)));
    return true;
}

void Desktop::startOpening(const QString& path, const std::function<void()>& otherwise)
{
    m_untold.clear();
    m_window.setOpening(path);
    m_opener.findAside(path, [this, path, otherwise](Result<Layout> layout) {
        if (!layout)
            return whenNotFound(layout.error(), otherwise);
        close(); // only now: its store may be the one that is wanted
        m_window.setOpening(path);
        m_opener.openAside(*std::move(layout), [this](OpenedWorkspace opened) { adopt(std::move(opened)); });
    });
}

void Desktop::whenNotFound(const Error& error, const std::function<void()>& otherwise)
{
    m_window.setOpening({});
    if (otherwise) {
        otherwise();
        m_untold.append(QString::fromStdString(error.describe())); // also for the window of what that opens
    }
    tellError(error);
}

void Desktop::startOpeningExample()
{
    const QString folder = m_dataFolder + QStringLiteral("/example");
    if (const auto copied = copyExample(folder.toStdString(), m_files); !copied)
        return tellError(copied.error());
    startOpening(folder);
}

void Desktop::tellError(const Error& error)
{
    m_window.tell(QString::fromStdString(error.describe()));
}

void Desktop::adopt(OpenedWorkspace opened)
{
    m_gateway.take(std::move(opened.gateway.gateway));
    m_workspace = std::move(opened.workspace);
    m_publisher = std::make_unique<SnapshotPublisher>(*m_workspace, m_gateway, m_problems, opened.first);
    m_lint = std::make_unique<models::LiveLint>(*m_workspace, m_problems);
    m_gateway.startWith(opened.first, m_workspace->usesEchoUpstream());
    m_workspace->watchDisk();
    m_window.setWorkspace(m_workspace.get());
    if (const Result<void>& store = opened.gateway.store; !store)
        m_untold.append(tr("Keys are kept in memory only: %1").arg(QString::fromStdString(store.error().describe())));
    if (const QStringList untold = std::exchange(m_untold, {}); !untold.isEmpty())
        m_window.tell(untold.join(u'\n'));
}

void Desktop::close()
{
    m_opener.abandon();
    m_window.setWorkspace(nullptr);
    m_lint.reset();
    m_publisher.reset();
    m_workspace.reset();
    m_gateway.discard();
    m_problems.clear();
}

} // namespace gatereeve::app
