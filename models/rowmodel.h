#pragma once

// Base of the table models: follows a RowSource and leaves two questions to the derived class, the header of a column
// and one cell. Sorting proxies use SortRole, which holds numbers and times as such.

#include "models/rowsource.h"

#include <QAbstractTableModel>

namespace gatereeve::models
{

enum Role {
    SortRole = Qt::UserRole + 1,
    RawRole, // the value itself, as its column's comment says
    IdRole,  // what the row is found by: policy id, stored key name, API id
    FirstOwnRole
};

class RowModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    RowModel(const RowSource& source, int columns, QObject* parent);

    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const final;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const final;

protected:
    virtual QString header(int column) const = 0;
    virtual QVariant cell(int row, int column, int role) const = 0;
    void emitColumnsChanged(int firstColumn, int lastColumn); // all rows

private:
    const RowSource& m_source;
    int m_columns;
};

} // namespace gatereeve::models
