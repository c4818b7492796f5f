#pragma once

// Why an effective session is as it is: field · value · from · why; below each row what else could have been.

#include "core/engine/provenance.h"

#include <QAbstractItemModel>

namespace gatereeve::models
{

class EffectiveSessionModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { Field, Value, From, Why, ColumnCount };
    // LoserRole: bool, to strike it through. PolicyRole: QString, name of the policy in From, empty for key and rule.
    // RuleRole: QString, "guide 9".
    enum Role { LoserRole = Qt::UserRole + 1, PolicyRole, RuleRole };

    using QAbstractItemModel::QAbstractItemModel;
    // Same fields as before: only the rows that differ change, and what is unfolded stays so.
    void setProvenance(Provenance provenance);
    const Provenance& provenance() const { return m_provenance; }

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void replaceRow(int row, Reason&& now);
    QVariant reasonData(const Reason& reason, int column, int role) const;
    QVariant loserData(const Candidate& loser, int column, int role) const;
    Provenance m_provenance;
};

} // namespace gatereeve::models
