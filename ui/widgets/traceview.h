#pragma once

// The checks of one request in words, each with its mark, and under them what would have let it pass, one way a row;
// activating a way goes to where it would be changed.

#include "core/engine/decisionwords.h"

#include <QTreeWidget>

namespace gatereeve::ui
{

class TraceView final : public QTreeWidget
{
    Q_OBJECT

public:
    explicit TraceView(QWidget* parent = nullptr);

    void setTrace(const Trace& trace);
    // Instead of a trace, why there is none.
    void setNothing(const QString& why);

Q_SIGNALS:
    void placeActivated(const gatereeve::Place& place); // of a value in a file
    void keyActivated();                                // the change is one of the key

private:
    void addWays(const std::vector<NearestChange>& ways);
    void activate(QTreeWidgetItem* item);
    std::vector<NearestChange> m_ways; // of the last rows
};

} // namespace gatereeve::ui
