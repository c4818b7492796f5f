#pragma once

// Decisions as rows with a word, the check that stopped them and the reason in one sentence; the trace of a row on
// demand.

#include "core/engine/decisionwords.h"
#include "models/filtereddecisions.h"
#include "models/rowmodel.h"

#include <functional>

namespace gatereeve::models
{

class KeyList;

class DecisionTableModel : public RowModel
{
    Q_OBJECT
public:
    enum Column {
        Time,
        Outcome, // RawRole: "passed", "limited", "refused" or "failed", whatever the language
        Status,
        Method,
        Path,
        Api,
        Key,        // alias and last characters
        StoppedAt,  // the check; its tool tip is the reason
        Policy,     // behind the refusal, else those of the key
        Duration,   // RawRole: microseconds
        Generation, // RawRole: qulonglong
        ColumnCount
    };
    // The snapshot of a generation, or null when it is no longer kept.
    using FindSnapshot = std::function<std::shared_ptr<const Snapshot>(uint64_t generation)>;

    // `keys` may be null: then keys are shown masked only.
    DecisionTableModel(const FilteredDecisions& decisions, FindSnapshot findSnapshot, const KeyList* keys,
                       QObject* parent = nullptr);

    Trace trace(int row) const;

protected:
    QString header(int column) const override;
    QVariant cell(int row, int column, int role) const override;

private:
    QString displayed(const Decision& decision, int column) const;
    QVariant raw(const Decision& decision, int column) const;
    QVariant toolTip(const Decision& decision, int column) const;
    const FilteredDecisions& m_decisions;
    FindSnapshot m_findSnapshot;
    const KeyList* m_keys;
};

} // namespace gatereeve::models
