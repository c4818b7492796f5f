#pragma once

// An effective session beside the one before the last change: field · value · before · from · why. What differs says
// so in words; fields that are gone stay in the list with their former value.

#include "core/engine/provenance.h"

#include <QAbstractTableModel>

#include <vector>

namespace gatereeve::models
{

class SessionPreviewModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Field, Value, Before, From, Why, ColumnCount };
    enum class Change { Same, New, Changed, Gone };
    // ChangeRole: Change as int. PolicyRole: QString, the policy in From, empty for key and rule.
    enum Role { ChangeRole = Qt::UserRole + 1, PolicyRole };

    using QAbstractTableModel::QAbstractTableModel;
    // Rows whose field stays only change; the rest is inserted and removed.
    void show(const Provenance& before, const Provenance& now);
    int changes() const; // rows that are not the same

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        Change change = Change::Same;
        Reason reason;      // of a field that is gone: what it was
        std::string before; // value, where there was one

        bool operator==(const Row&) const = default;
    };
    static std::vector<Row> compare(const Provenance& before, const Provenance& now);
    static QString beforeText(const Row& row);

    std::vector<Row> m_rows;
};

} // namespace gatereeve::models
