#pragma once

// The latest decisions, oldest first; when full the oldest go. They come in batches from the gateway's rings.

#include "core/engine/decision.h"
#include "models/rowsource.h"

#include <deque>
#include <span>

namespace gatereeve::models
{

class DecisionList : public RowSource
{
    Q_OBJECT
public:
    explicit DecisionList(int capacity = 10'000, QObject* parent = nullptr);

    int rowCount() const override { return static_cast<int>(m_decisions.size()); }
    const Decision& at(int row) const { return m_decisions[static_cast<size_t>(row)]; }
    void append(std::span<const Decision> decisions);
    void clear();

private:
    std::deque<Decision> m_decisions;
    size_t m_capacity;
};

} // namespace gatereeve::models
