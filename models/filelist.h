#pragma once

// The files of a workspace, settings first, each with what it is and how it stands. Main thread.

#include "models/rowsource.h"
#include "models/workspace.h"

namespace gatereeve::models
{

struct FileItem {
    JsonFile* file = nullptr;
    enum class Role : uint8_t { GatewaySettings, WorkspaceSettings, Policies, Api } role = Role::Policies;
    QString title; // of an API definition: the API's name, as far as it could ever be read
    bool isOpenApi = false;
    bool isModified = false;
    enum class State : uint8_t {
        Good,
        Broken,    // its text, at the place of `error`
        Emptied,   // on disk, and removed by the next saving (JsonFile::isGone)
        NotThere,  // neither on disk nor written yet
        Unreadable // there, and never written; `error` says why
    } state = State::Good;
    std::optional<Error> error;

    bool operator==(const FileItem&) const = default;
};

class FileList : public RowSource
{
    Q_OBJECT
public:
    explicit FileList(Workspace& workspace, QObject* parent = nullptr);

    int rowCount() const override { return static_cast<int>(m_items.size()); }
    const FileItem& at(int row) const { return m_items[static_cast<size_t>(row)]; }
    int rowOf(const JsonFile* file) const; // -1: none

private:
    void refresh();
    std::vector<FileItem> itemsNow() const;

    Workspace& m_workspace;
    std::vector<FileItem> m_items;
};

} // namespace gatereeve::models
