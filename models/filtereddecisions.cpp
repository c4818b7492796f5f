#include "models/filtereddecisions.h"

#include <QElapsedTimer>

#include <algorithm>

namespace gatereeve::models
{

FilteredDecisions::FilteredDecisions(const DecisionList& decisions, QObject* parent)
    : RowSource(parent),
      m_decisions(decisions)
{
    m_shown.seen = decisions.endNumber(); // without a filter that is all of them
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &FilteredDecisions::goOn);
    connect(&decisions, &RowSource::rowsInserted, this, [this] {
        if (!m_timer.isActive())
            goOn();
    });
    connect(&decisions, &RowSource::rowsAboutToBeRemoved, this, [this](int, int last) { aboutToRemove(last); });
    connect(&decisions, &RowSource::rowsRemoved, this, &FilteredDecisions::removed);
    connect(&decisions, &RowSource::aboutToReset, this, &RowSource::aboutToReset);
    connect(&decisions, &RowSource::wasReset, this, &FilteredDecisions::reset);
}

int FilteredDecisions::rowCount() const
{
    return m_shown.filter.isEmpty() ? static_cast<int>(m_shown.seen - m_decisions.firstNumber())
                                    : static_cast<int>(m_shown.numbers.size());
}

int FilteredDecisions::listRow(int row) const
{
    return m_shown.filter.isEmpty()
               ? row
               : static_cast<int>(m_shown.numbers[static_cast<size_t>(row)] - m_decisions.firstNumber());
}

int FilteredDecisions::rowOf(uint64_t number) const
{
    if (number < m_decisions.firstNumber() || number >= m_shown.seen)
        return -1;
    if (m_shown.filter.isEmpty())
        return static_cast<int>(number - m_decisions.firstNumber());
    const auto place = std::ranges::lower_bound(m_shown.numbers, number);
    return place == m_shown.numbers.end() || *place != number ? -1 : static_cast<int>(place - m_shown.numbers.begin());
}

void FilteredDecisions::setFilter(DecisionFilter filter)
{
    m_next = Pass{std::move(filter), {}, m_decisions.firstNumber()};
    m_timer.start(0);
}

void FilteredDecisions::setPaused(bool paused)
{
    if (paused == m_paused)
        return;
    m_paused = paused;
    // A changed filter may have come further than what is shown.
    m_pausedAt = std::max(m_shown.seen, m_next ? m_next->seen : 0);
    goOn();
}

int FilteredDecisions::waiting() const
{
    return m_paused ? static_cast<int>(m_decisions.endNumber() - m_pausedAt) : 0;
}

void FilteredDecisions::Pass::forgetBefore(uint64_t number)
{
    numbers.erase(numbers.begin(), std::ranges::lower_bound(numbers, number));
    seen = std::max(seen, number);
}

std::vector<uint64_t> FilteredDecisions::look(Pass& pass, uint64_t end) const
{
    constexpr uint64_t BetweenLooksAtTheTime = 256;
    std::vector<uint64_t> found;
    if (pass.filter.isEmpty()) {
        pass.seen = end;
        return found;
    }
    QElapsedTimer timer;
    timer.start();
    for (; pass.seen < end; ++pass.seen) {
        if (pass.seen % BetweenLooksAtTheTime == 0 && timer.hasExpired(Slice))
            break;
        if (pass.filter.fits(m_decisions, static_cast<int>(pass.seen - m_decisions.firstNumber())))
            found.push_back(pass.seen);
    }
    return found;
}

// One slice of a changed filter, or else of what is new.
void FilteredDecisions::goOn()
{
    if (m_next) {
        const std::vector<uint64_t> found = look(*m_next, end());
        m_next->numbers.insert(m_next->numbers.end(), found.begin(), found.end());
        if (m_next->seen == end()) {
            Q_EMIT aboutToReset();
            m_shown = std::move(*m_next);
            m_next.reset();
            Q_EMIT wasReset();
            Q_EMIT filtered();
        }
    } else {
        takeNew();
    }
    if (m_next || m_shown.seen < end())
        m_timer.start(0);
}

void FilteredDecisions::takeNew()
{
    const int before = rowCount();
    if (m_shown.filter.isEmpty()) {
        if (m_shown.seen >= end())
            return;
        Q_EMIT rowsAboutToBeInserted(before, before + static_cast<int>(end() - m_shown.seen) - 1);
        m_shown.seen = end();
        Q_EMIT rowsInserted();
        return;
    }
    const std::vector<uint64_t> found = look(m_shown, end());
    if (found.empty())
        return;
    Q_EMIT rowsAboutToBeInserted(before, before + static_cast<int>(found.size()) - 1);
    m_shown.numbers.insert(m_shown.numbers.end(), found.begin(), found.end());
    Q_EMIT rowsInserted();
}

void FilteredDecisions::aboutToRemove(int last)
{
    const uint64_t until = m_decisions.firstNumber() + static_cast<uint64_t>(last) + 1;
    m_going = m_shown.filter.isEmpty()
                  ? std::min(last + 1, rowCount())
                  : static_cast<int>(std::ranges::lower_bound(m_shown.numbers, until) - m_shown.numbers.begin());
    if (m_going > 0)
        Q_EMIT rowsAboutToBeRemoved(0, m_going - 1);
}

void FilteredDecisions::removed()
{
    const uint64_t first = m_decisions.firstNumber();
    m_shown.forgetBefore(first);
    if (m_next)
        m_next->forgetBefore(first);
    m_pausedAt = std::max(m_pausedAt, first);
    if (m_going > 0)
        Q_EMIT rowsRemoved();
}

void FilteredDecisions::reset()
{
    const auto begin = [&](Pass& pass) {
        pass.numbers.clear();
        pass.seen = m_decisions.firstNumber();
    };
    begin(m_shown);
    if (m_next)
        begin(*m_next);
    m_pausedAt = m_decisions.firstNumber();
    Q_EMIT wasReset();
}

} // namespace gatereeve::models
