#pragma once

// Problems as a table.

#include "models/problemlist.h"
#include "models/rowmodel.h"

namespace gatereeve::models
{

class ProblemListModel : public RowModel
{
    Q_OBJECT
public:
    enum Column {
        SeverityColumn, // "error", "warning", "note"; RawRole: Severity as int
        Text,
        Location, // "policies.json:12"
        ColumnCount
    };
    // Where a click leads: file path, JSON path ("gold.rate"), line (0: unknown).
    enum OwnRole { FileRole = FirstOwnRole, JsonPathRole, LineRole, KindRole };

    explicit ProblemListModel(const ProblemList& problems, QObject* parent = nullptr);

protected:
    QString header(int column) const override;
    QVariant cell(int row, int column, int role) const override;

private:
    const ProblemList& m_problems;
};

} // namespace gatereeve::models
