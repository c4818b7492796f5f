#include "models/filetablemodel.h"

#include "models/text.h"

namespace gatereeve::models
{

using namespace Qt::StringLiterals;

FileTableModel::FileTableModel(const FileList& files, const Workspace& workspace, QObject* parent)
    : RowModel(files, ColumnCount, parent),
      m_files(files),
      m_folder(toQString(workspace.layout().folder) + u'/')
{
}

FileTableModel::StateKind FileTableModel::kindOf(const FileItem& item)
{
    switch (item.state) {
    case FileItem::State::Good:
    case FileItem::State::Emptied:
        break;
    case FileItem::State::Broken:
        return StateKind::Broken;
    case FileItem::State::NotThere:
        return StateKind::NotThere;
    case FileItem::State::Unreadable:
        return StateKind::Unreadable;
    }
    return item.isModified ? StateKind::Modified : StateKind::Saved;
}

QString FileTableModel::stateText(const FileItem& item)
{
    switch (kindOf(item)) {
    case StateKind::Saved:
        return tr("saved");
    case StateKind::Modified:
        return item.state == FileItem::State::Emptied ? tr("not saved: to be removed") : tr("not saved");
    case StateKind::NotThere:
        return tr("not there yet");
    case StateKind::Unreadable:
        return tr("can't be read: %1").arg(toQString(item.error->text));
    case StateKind::Broken:
        break;
    }
    const Place& place = item.error->place;
    const QString text = place.line > 0 ? tr("broken at line %1, column %2").arg(place.line).arg(place.column)
                                        : tr("broken: %1").arg(toQString(item.error->text));
    return item.isModified ? tr("%1; not saved").arg(text) : text;
}

QString FileTableModel::whatText(const FileItem& item)
{
    switch (item.role) {
    case FileItem::Role::GatewaySettings:
        return tr("settings of the gateway");
    case FileItem::Role::WorkspaceSettings:
        return tr("settings of this workspace");
    case FileItem::Role::Policies:
        return tr("policies");
    case FileItem::Role::Api:
        break;
    }
    const QString text = item.title.isEmpty() ? tr("API definition") : tr("API %1").arg(item.title);
    return item.isOpenApi ? tr("%1 (OpenAPI)").arg(text) : text;
}

QString FileTableModel::nameOf(const FileItem& item) const
{
    const QString path = toQString(item.file->path());
    return path.startsWith(m_folder) ? path.mid(m_folder.size()) : path;
}

QString FileTableModel::header(int column) const
{
    switch (column) {
    case Name:
        return tr("File");
    case What:
        return tr("Holds");
    case State:
        return tr("State");
    default:
        return {};
    }
}

QVariant FileTableModel::cell(int row, int column, int role) const
{
    const FileItem& item = m_files.at(row);
    if (role == IdRole)
        return toQString(item.file->path());
    if (role == RawRole && column == State)
        return static_cast<int>(kindOf(item));
    if (role == Qt::ToolTipRole && column == Name)
        return toQString(item.file->path());
    if (role == Qt::ToolTipRole && column == State && item.error)
        return toQString(item.error->describe());
    if (role != Qt::DisplayRole && role != SortRole && role != RawRole && role != Qt::ToolTipRole)
        return {};
    return column == Name ? nameOf(item) : column == What ? whatText(item) : stateText(item);
}

} // namespace gatereeve::models
