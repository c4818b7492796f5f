#pragma once

// The keys as a table. Times are relative to the workspace's clock: refreshTimes() when it has moved.

#include "models/rowmodel.h"
#include "models/workspace.h"

namespace gatereeve::models
{

class KeyTableModel : public RowModel
{
    Q_OBJECT
public:
    enum Column {
        Alias,    // editable
        Key,      // masked
        Policies, // RawRole: QStringList
        State,    // RawRole: KeyState::Kind as int
        Expires,  // RawRole: Unix seconds as qlonglong; tool tip: exact
        Created,  // the same
        ColumnCount
    };

    explicit KeyTableModel(Workspace& workspace, QObject* parent = nullptr);
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

    void refreshTimes();

protected:
    QString header(int column) const override;
    QVariant cell(int row, int column, int role) const override;

private:
    QString displayed(const StoredKey& key, int column) const;
    QVariant raw(const StoredKey& key, int column) const;
    QString toolTip(const StoredKey& key, int column) const;
    Workspace& m_workspace;
};

} // namespace gatereeve::models
