#pragma once

// All that is worth telling, from everybody who finds something: the workspace's files, the snapshot compiler, later
// lint. Errors first, then by file and line.

#include "core/reading/finding.h"
#include "models/rowsource.h"

#include <QStringList>

#include <map>

namespace gatereeve::models
{

class ProblemList : public RowSource
{
    Q_OBJECT
public:
    using RowSource::RowSource;

    int rowCount() const override { return static_cast<int>(m_findings.size()); }
    const Finding& at(int row) const { return m_findings[static_cast<size_t>(row)]; }
    int count(Severity severity) const;
    // Replaces what `origin` ("files", "snapshot", …) had found before.
    void setFindings(const QString& origin, const Findings& findings);

Q_SIGNALS:
    void countChanged();

private:
    std::map<QString, Findings> m_byOrigin;
    Findings m_findings;
};

} // namespace gatereeve::models
