#pragma once

// Why an effective session is as it is: field · value · from · why; below each row what else could have been, and what
// other profiles would give.

#include "models/sessionrows.h"

#include <QAbstractItemModel>

#include <memory>

namespace gatereeve::models
{

class EffectiveSessionModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { Field, Value, From, Why, ColumnCount };
    enum class Kind { Stated, PassedOver, Elsewhere };
    enum Role {
        KindRole = Qt::UserRole + 1, // Kind as int
        FieldRole,                   // QString, of the row or of the one above
        ShortFieldRole, // QString, to be read below the row of its API: "orders" itself, then "rate" indented
        SourceRole,     // Source::Kind as int
        PolicyRole,     // QString, name of the policy in From; empty for key and rule
        RuleRole,       // QString, "guide 9"
        CombinedRole,   // bool: no single policy states it
        DiffersRole     // bool: another profile would give something else
    };

    explicit EffectiveSessionModel(QObject* parent = nullptr);
    ~EffectiveSessionModel() override;

    // Only rows that came, went or differ change; what is unfolded or selected stays so.
    void setRows(SessionRows rows);
    int differing() const; // rows that differ under another profile
    // The whole table to be read elsewhere, one line a row, those below indented.
    QString text() const;
    // "policy gold", "key", "rule".
    static QString sourceText(const Source& source);

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Node;
    struct Line;
    using Nodes = std::vector<std::unique_ptr<Node>>;

    bool hasSameFields(const SessionRows& rows) const;
    void removeOthers(const SessionRows& rows);
    bool isInOrder(const SessionRows& rows) const;
    void insertMissing(SessionRows& rows);
    void update(SessionRows& rows);
    void replaceContents(SessionRows& rows);
    void updateChildren(Node& node, SessionRow& now);
    void announce(const std::vector<int>& rows);
    void announceBelow(const std::vector<int>& rows);
    void number(size_t from);
    Line lineOf(const QModelIndex& index) const;
    QString textOf(const Line& line, int column) const;
    QString shortField(const Line& line) const;
    Nodes m_nodes;
};

} // namespace gatereeve::models
