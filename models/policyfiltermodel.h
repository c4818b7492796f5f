#pragma once

// The filter line above the policies: words that all must fit. is:active, is:inactive (denies its keys), is:unloaded,
// is:broken, is:trial, is:partitioned, api:NAME, tag:NAME; any other word is looked for in id, name, tags and APIs.
// "-word" negates.

#include "models/filterline.h"

#include <QSortFilterProxyModel>

namespace gatereeve::models
{

class PolicyFilterModel : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit PolicyFilterModel(QObject* parent = nullptr);
    void setFilterLine(const QString& line);
    // Words with a prefix that means nothing here, for the mark beside the line; empty when all is understood.
    QStringList notUnderstood() const { return m_line.notUnderstood; }

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;

private:
    bool fits(const FilterTerm& term, int sourceRow) const;
    FilterLine m_line;
};

} // namespace gatereeve::models
