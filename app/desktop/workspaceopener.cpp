#include "app/desktop/workspaceopener.h"

#include "gateway/store/stores.h"
#include "models/besidetheloop.h"

#include <QCoreApplication>

#include <utility>

namespace gatereeve::app
{

WorkspaceOpener::WorkspaceOpener(FileSystem& files, EmbeddedGateway& gateway)
    : m_files(files),
      m_gateway(gateway),
      m_abandoned(std::make_shared<std::atomic<bool>>(false))
{
    m_thread.setMaxThreadCount(1);
}

WorkspaceOpener::~WorkspaceOpener()
{
    finish();
}

Result<Layout> WorkspaceOpener::find(const QString& path) const
{
    return findLayout(path.toStdString(), m_files, BrokenConf::Opened);
}

OpenedWorkspace WorkspaceOpener::open(Layout layout) const
{
    OpenedWorkspace opened;
    opened.gateway = m_gateway.prepare(layout.stateFolder + '/' + std::string(gateway::WorkspaceStoreName));
    opened.workspace = std::make_unique<models::Workspace>(
        std::move(layout), models::Surroundings{m_files, opened.gateway.gateway->keys(), *m_gateway.sharedClock()});
    opened.first = SnapshotCompiler::compile(opened.workspace->snapshotInput(1));
    opened.workspace->moveToThread(thread());
    return opened;
}

void WorkspaceOpener::findAside(const QString& path, std::function<void(Result<Layout>)> then)
{
    aside<Result<Layout>>([this, path] { return find(path); }, std::move(then));
}

void WorkspaceOpener::openAside(Layout layout, std::function<void(OpenedWorkspace)> then)
{
    aside<OpenedWorkspace>([this, layout = std::move(layout)] { return open(layout); }, std::move(then));
}

// What is abandoned goes in its thread, or with the event that would have brought it.
template <typename Made>
void WorkspaceOpener::aside(std::function<Made()> make, std::function<void(Made)> then)
{
    abandon();
    m_abandoned = std::make_shared<std::atomic<bool>>(false);
    m_thread.start([this, abandoned = m_abandoned, make = std::move(make), then = std::move(then)] {
        if (*abandoned)
            return;
        auto made = std::make_shared<Made>(make());
        if (*abandoned)
            return;
        const auto bring = [abandoned, made = std::move(made), then] {
            if (!*abandoned)
                then(std::move(*made));
        };
        QMetaObject::invokeMethod(
            this, [this, bring] { whenFree(bring); }, Qt::QueuedConnection);
    });
}

// Who brings a workspace closes the one before it, which may be at work.
void WorkspaceOpener::whenFree(const std::function<void()>& bring)
{
    if (!models::comesAgainWhenFree(this, [this, bring] { whenFree(bring); }))
        bring();
}

void WorkspaceOpener::abandon()
{
    *m_abandoned = true;
}

void WorkspaceOpener::finish()
{
    abandon();
    m_thread.waitForDone();
    QCoreApplication::removePostedEvents(this, QEvent::MetaCall);
}

} // namespace gatereeve::app
