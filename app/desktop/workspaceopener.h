#pragma once

// Opens workspaces: finds the files, opens the store of the keys, reads the documents and compiles the first
// generation. At once, or in a thread of its own, so that the window does not wait for large files; the work is the
// same. One thing at a time is done aside, the last one asked for counts. Main thread, but for what says so.

#include "app/desktop/embeddedgateway.h"
#include "core/workspace/layout.h"
#include "models/workspace.h"

#include <QThreadPool>

#include <atomic>
#include <functional>

namespace gatereeve::app
{

// All that is to be shown and enforced, before it is. Belongs to the main thread.
struct OpenedWorkspace {
    PreparedGateway gateway; // outlives the workspace
    std::unique_ptr<models::Workspace> workspace;
    std::shared_ptr<const Snapshot> first; // generation 1
};

class WorkspaceOpener final : public QObject
{
    Q_OBJECT
public:
    // Both outlive it.
    WorkspaceOpener(FileSystem& files, EmbeddedGateway& gateway);
    ~WorkspaceOpener() override; // waits for what is under way; nothing comes of it

    // Any thread. The second needs that no other process and no gateway of ours has the store any more.
    Result<Layout> find(const QString& path) const;
    OpenedWorkspace open(Layout layout) const;

    // The same aside; `then` runs in the main thread, later, unless it is abandoned before.
    void findAside(const QString& path, std::function<void(Result<Layout>)> then);
    void openAside(Layout layout, std::function<void(OpenedWorkspace)> then);
    // Nothing comes of what is under way.
    void abandon();
    // The same, and the files and the store are left alone when it returns.
    void finish();

private:
    using Abandoned = std::shared_ptr<std::atomic<bool>>;
    template <typename Made>
    void aside(std::function<Made()> make, std::function<void(Made)> then);
    void whenFree(const std::function<void()>& bring);

    FileSystem& m_files;
    EmbeddedGateway& m_gateway;
    QThreadPool m_thread;
    Abandoned m_abandoned; // of what is under way, or was last
};

} // namespace gatereeve::app
