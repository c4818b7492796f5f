#pragma once

// The keys as a table. Times are relative to the workspace's clock: refreshTimes() when it has moved.

#include "models/keystate.h"
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
    void tellKeysOf(const QStringList& policyIds);
    QString displayed(const StoredKey& key, int column) const;
    QVariant raw(const StoredKey& key, int column) const;
    QString toolTip(const StoredKey& key, int column) const;
    const KeyState& stateOf(const StoredKey& key) const;

    // A cell is asked for several roles, one after the other, and a state is a run of the key's policies: the last one
    // is kept.
    struct Known {
        StoredKey key;
        int64_t nowSeconds = 0;
        KeyState state;
    };
    Workspace& m_workspace;
    mutable std::optional<Known> m_last;
};

} // namespace gatereeve::models
