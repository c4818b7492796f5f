#include "models/filelist.h"

#include "models/text.h"

#include <algorithm>

namespace gatereeve::models
{

namespace
{

FileItem::State stateOf(const JsonFile& file)
{
    using State = FileItem::State;
    if (!file.isEditable())
        return State::Unreadable;
    if (!file.exists() && file.text().empty())
        return State::NotThere;
    if (file.isGone())
        return State::Emptied;
    return file.document() ? State::Good : State::Broken;
}

FileItem itemOf(JsonFile& file, FileItem::Role role)
{
    return {&file, role, {}, false, file.isModified(), stateOf(file), file.error()};
}

} // namespace

FileList::FileList(Workspace& workspace, QObject* parent) : RowSource(parent), m_workspace(workspace)
{
    m_items = itemsNow();
    connect(&workspace, &Workspace::savedChanged, this, &FileList::refresh);
    connect(&workspace, &Workspace::edited, this, &FileList::refresh);
    connect(&workspace, &Workspace::apisChanged, this, &FileList::refresh);
    connect(&workspace, &Workspace::policiesChanged, this, &FileList::refresh);
    connect(&workspace, &Workspace::settingsChanged, this, &FileList::refresh);
}

int FileList::rowOf(const JsonFile* file) const
{
    const auto found = std::ranges::find(m_items, file, &FileItem::file);
    return found == m_items.end() ? -1 : static_cast<int>(found - m_items.begin());
}

void FileList::refresh()
{
    synchronize(m_items, itemsNow(), [](const FileItem& item) { return item.file; });
}

std::vector<FileItem> FileList::itemsNow() const
{
    using Role = FileItem::Role;
    std::vector<FileItem> items;
    if (JsonFile* conf = m_workspace.confFile())
        items.push_back(itemOf(*conf, Role::GatewaySettings));
    items.push_back(itemOf(m_workspace.settingsFile(), Role::WorkspaceSettings));
    for (JsonFile* file : m_workspace.policyFiles()) {
        const bool isOver = !file->exists() && file->text().empty(); // one of a folder that was removed
        if (!isOver || m_workspace.policyForm() == PolicyForm::ById)
            items.push_back(itemOf(*file, Role::Policies));
    }
    const ApiList& apis = m_workspace.apiList();
    for (size_t i = 0; i < m_workspace.apiFiles().size(); ++i) {
        items.push_back(itemOf(*m_workspace.apiFiles()[i], Role::Api));
        // Rows follow the files, but a file that has come may be told before its row.
        if (const int row = static_cast<int>(i); row < apis.rowCount() && apis.at(row).definition) {
            items.back().title = toQString(apis.at(row).definition->name);
            items.back().isOpenApi = apis.at(row).definition->isOas;
        }
    }
    return items;
}

} // namespace gatereeve::models
