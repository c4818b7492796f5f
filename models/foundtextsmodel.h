#pragma once

// What a search has found, as a table with a check mark at each that is to be replaced. Main thread.

#include "models/textreplacing.h"

#include <QAbstractTableModel>

#include <tuple>

namespace gatereeve::models
{

class FoundTextsModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Kind, Where, Before, After, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    // Marks all that can be replaced, but for what was unmarked before and is found again. `replacing` must outlive it,
    // or the next call; null: nothing was found.
    void setFound(const TextReplacing* replacing);
    void forgetUnmarked() { m_unmarked.clear(); } // something else is looked for
    const FoundText& at(int row) const { return m_replacing->found()[static_cast<size_t>(row)]; }
    std::set<size_t> chosen() const; // made on demand: there may be very many
    int chosenCount() const { return m_replaceable - static_cast<int>(m_notChosen.size()); }
    int replaceable() const { return m_replaceable; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void chosenChanged();

private:
    static QString kindText(TextKind kind);
    static QString ownerText(const FoundText& found);
    const TextReplacing* m_replacing = nullptr;
    std::set<size_t> m_notChosen; // of those that can be replaced
    // What it is, of whom, where in a file, and its text.
    using Identity = std::tuple<TextKind, FoundText::Owner, QString, std::string, QString>;
    static Identity identityOf(const FoundText& found);
    std::set<Identity> m_unmarked;
    int m_replaceable = 0;
};

} // namespace gatereeve::models
