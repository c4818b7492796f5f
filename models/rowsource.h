#pragma once

// Something with rows that tells about each change before and after it, so that any number of table models can follow
// without copying or rebuilding. Main thread.

#include <QObject>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace gatereeve::models
{

class RowSource : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual int rowCount() const = 0;

protected:
    // Makes `rows` into `now`, telling the rows between the first and the last key that differ as removed and inserted,
    // and those that kept their key but not their value as changed.
    template <typename Row, typename KeyOf>
    void synchronize(std::vector<Row>& rows, std::vector<Row> now, KeyOf keyOf);

Q_SIGNALS:
    void rowsAboutToBeInserted(int first, int last);
    void rowsInserted();
    void rowsAboutToBeRemoved(int first, int last);
    void rowsRemoved();
    void aboutToReset();
    void wasReset();
    void rowsChanged(int first, int last); // same rows, other content
};

// Where two lists differ: `removed` old rows from `first` on have become `inserted` new ones.
struct RowDifference {
    size_t first = 0, removed = 0, inserted = 0;
};

template <typename Same>
RowDifference rowDifference(size_t before, size_t now, Same same)
{
    const size_t shorter = std::min(before, now);
    size_t head = 0, tail = 0;
    while (head < shorter && same(head, head))
        ++head;
    while (tail < shorter - head && same(before - 1 - tail, now - 1 - tail))
        ++tail;
    return {head, before - head - tail, now - head - tail};
}

template <typename Row, typename KeyOf>
void RowSource::synchronize(std::vector<Row>& rows, std::vector<Row> now, KeyOf keyOf)
{
    const auto difference = rowDifference(rows.size(), now.size(), [&](size_t oldRow, size_t newRow) {
        return keyOf(rows[oldRow]) == keyOf(now[newRow]);
    });
    const auto first = static_cast<std::ptrdiff_t>(difference.first);
    const auto removed = static_cast<std::ptrdiff_t>(difference.removed);
    const auto inserted = static_cast<std::ptrdiff_t>(difference.inserted);
    if (removed > 0) {
        Q_EMIT rowsAboutToBeRemoved(static_cast<int>(first), static_cast<int>(first + removed - 1));
        rows.erase(rows.begin() + first, rows.begin() + first + removed);
        Q_EMIT rowsRemoved();
    }
    if (inserted > 0) {
        Q_EMIT rowsAboutToBeInserted(static_cast<int>(first), static_cast<int>(first + inserted - 1));
        rows.insert(rows.begin() + first, now.begin() + first, now.begin() + first + inserted);
        Q_EMIT rowsInserted();
    }
    for (size_t row = 0; row < rows.size(); ++row) {
        if (rows[row] == now[row])
            continue;
        const size_t begin = row;
        for (; row < rows.size() && !(rows[row] == now[row]); ++row)
            rows[row] = std::move(now[row]);
        Q_EMIT rowsChanged(static_cast<int>(begin), static_cast<int>(row - 1));
    }
}

} // namespace gatereeve::models
