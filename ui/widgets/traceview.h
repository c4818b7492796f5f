#pragma once

// The checks of one request in words, each with its mark, and under them what would have let it pass, one way a row.
// Where a check took its answer from (policy, key, API), and where a way would be gone, is a link to that form: a
// click, or Enter on the row.

#include "core/engine/decisionwords.h"

#include <QTreeWidget>

namespace gatereeve::ui
{

// What a trace can lead to; what is empty leads nowhere.
struct TraceTargets {
    QString policy; // behind the refusal
    QString key;    // stored name
    QString apiId, apiName;
};
TraceTargets targetsOf(const Decision& decision, const Snapshot* snapshot);

class TraceView final : public QTreeWidget
{
    Q_OBJECT

public:
    explicit TraceView(QWidget* parent = nullptr);

    void setTrace(const Trace& trace, const TraceTargets& targets);
    // Instead of a trace, why there is none.
    void setNothing(const QString& why);

Q_SIGNALS:
    // `field` as in an effective session (pages/fieldfocus.h); empty: the policy as a whole.
    void policyActivated(const QString& id, const QString& field);
    void keyActivated(const QString& name);
    void apiActivated(const QString& apiId);
    void placeActivated(const gatereeve::Place& place); // of a value in a file

private:
    void addWays(const std::vector<NearestChange>& ways, const TraceTargets& targets);
    void follow(const QTreeWidgetItem* item);
    std::vector<NearestChange> m_ways; // of the last rows
};

} // namespace gatereeve::ui
