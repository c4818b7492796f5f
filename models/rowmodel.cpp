#include "models/rowmodel.h"

namespace gatereeve::models
{

RowModel::RowModel(const RowSource& source, int columns, QObject* parent)
    : QAbstractTableModel(parent),
      m_source(source),
      m_columns(columns)
{
    connect(&source, &RowSource::rowsAboutToBeInserted, this,
            [this](int first, int last) { beginInsertRows({}, first, last); });
    connect(&source, &RowSource::rowsInserted, this, [this] { endInsertRows(); });
    connect(&source, &RowSource::rowsAboutToBeRemoved, this,
            [this](int first, int last) { beginRemoveRows({}, first, last); });
    connect(&source, &RowSource::rowsRemoved, this, [this] { endRemoveRows(); });
    connect(&source, &RowSource::aboutToReset, this, [this] { beginResetModel(); });
    connect(&source, &RowSource::wasReset, this, [this] { endResetModel(); });
    connect(&source, &RowSource::rowsChanged, this,
            [this](int first, int last) { Q_EMIT dataChanged(index(first, 0), index(last, m_columns - 1)); });
}

int RowModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_source.rowCount();
}

int RowModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_columns;
}

QVariant RowModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    return cell(index.row(), index.column(), role);
}

QVariant RowModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= m_columns)
        return {};
    return header(section);
}

void RowModel::emitColumnsChanged(int firstColumn, int lastColumn)
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, firstColumn), index(rowCount() - 1, lastColumn));
}

} // namespace gatereeve::models
