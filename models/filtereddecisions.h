#pragma once

// Those rows of a DecisionList that a filter lets through, up to the moment at which they were paused. Only new rows
// are looked at; a changed filter looks at all of them in slices of the event loop, and what was shown stays as it is
// until it is through.

#include "models/decisionfilter.h"
#include "models/decisionlist.h"

#include <QTimer>

#include <deque>
#include <optional>

namespace gatereeve::models
{

class FilteredDecisions : public RowSource
{
    Q_OBJECT
public:
    // The longest time for which the event loop waits, in milliseconds.
    static constexpr int Slice = 10;

    explicit FilteredDecisions(const DecisionList& decisions, QObject* parent = nullptr); // which outlives it

    int rowCount() const override;
    int listRow(int row) const; // in the list
    uint64_t number(int row) const { return m_decisions.firstNumber() + static_cast<uint64_t>(listRow(row)); }
    int rowOf(uint64_t number) const; // -1: not shown
    Decision at(int row) const { return m_decisions.at(listRow(row)); }
    const DecisionList& list() const { return m_decisions; }

    void setFilter(DecisionFilter filter);
    // The one that was set last, even while it is still looking.
    const DecisionFilter& filter() const { return m_next ? m_next->filter : m_shown.filter; }
    bool isFiltering() const { return m_next.has_value(); }
    // New decisions wait until it goes on; those that the list drops go even so.
    void setPaused(bool paused);
    bool isPaused() const { return m_paused; }
    int waiting() const; // those that came since the pause, whether they fit or not

Q_SIGNALS:
    void filtered(); // a changed filter is through

private:
    // A filter and what it has found. Without terms it finds everything, and no number is kept.
    struct Pass {
        DecisionFilter filter;
        std::deque<uint64_t> numbers;
        uint64_t seen = 0; // looked at, up to here

        void forgetBefore(uint64_t number);
    };
    std::vector<uint64_t> look(Pass& pass, uint64_t end) const; // for one slice
    uint64_t end() const { return m_paused ? m_pausedAt : m_decisions.endNumber(); }
    void goOn();
    void takeNew();
    void aboutToRemove(int last);
    void removed();
    void reset();

    const DecisionList& m_decisions;
    Pass m_shown;
    std::optional<Pass> m_next; // a changed filter that is still looking
    QTimer m_timer{this};
    bool m_paused = false;
    uint64_t m_pausedAt = 0;
    int m_going = 0; // rows that the list is about to drop
};

} // namespace gatereeve::models
