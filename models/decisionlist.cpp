#include "models/decisionlist.h"

namespace gatereeve::models
{

DecisionList::DecisionList(int capacity, QObject* parent) : RowSource(parent), m_capacity(static_cast<size_t>(capacity))
{
}

void DecisionList::append(std::span<const Decision> decisions)
{
    if (decisions.size() > m_capacity)
        decisions = decisions.last(m_capacity);
    if (decisions.empty())
        return;
    const size_t sum = m_decisions.size() + decisions.size();
    if (sum > m_capacity) {
        const auto excess = static_cast<std::ptrdiff_t>(sum - m_capacity);
        Q_EMIT rowsAboutToBeRemoved(0, static_cast<int>(excess) - 1);
        m_decisions.erase(m_decisions.begin(), m_decisions.begin() + excess);
        Q_EMIT rowsRemoved();
    }
    Q_EMIT rowsAboutToBeInserted(rowCount(), rowCount() + static_cast<int>(decisions.size()) - 1);
    m_decisions.insert(m_decisions.end(), decisions.begin(), decisions.end());
    Q_EMIT rowsInserted();
}

void DecisionList::clear()
{
    Q_EMIT aboutToReset();
    m_decisions.clear();
    Q_EMIT wasReset();
}

} // namespace gatereeve::models
