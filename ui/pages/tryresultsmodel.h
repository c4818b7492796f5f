#pragma once

// The requests of the Try page, newest first: what was sent, what came back, and the gateway's decision about it, which
// arrives on its own way and is joined by connection.

#include "core/engine/decision.h"
#include "ui/gatewaycontrol.h"

#include <QAbstractTableModel>

#include <deque>
#include <optional>

namespace gatereeve::ui
{

struct TryResult {
    TryRequest request;
    QString keyLabel;
    Nanoseconds sentAt = 0; // the gateway's time
    std::optional<TryAnswer> answer;
    std::optional<Decision> decision;

    // passed, limited, refused, failed; "waiting" before the answer. By the decision; without one by the status.
    QString outcome() const;
};

class TryResultsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Outcome, Status, Why, Request, Key, Duration, Time, ColumnCount };

    explicit TryResultsModel(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    const TryResult& at(int row) const { return m_results[size_t(row)]; }
    void add(TryResult result);
    void clear();
    // How many of the rows ended with that word.
    int count(const QString& outcome) const;

public Q_SLOTS:
    void takeAnswer(const gatereeve::ui::TryAnswer& answer);
    void takeDecisions(const QList<gatereeve::Decision>& decisions);

Q_SIGNALS:
    // The row has its decision (the answer came before).
    void decided(int row);

private:
    static bool belongs(const Decision& decision, const TryAnswer& answer);
    void join(int row, const Decision& decision);

    std::deque<TryResult> m_results;  // newest first
    int m_undecided = 0;              // of them, answered and without a decision
    std::deque<Decision> m_unclaimed; // decisions that came before their answers, oldest first
};

} // namespace gatereeve::ui
