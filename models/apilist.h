#pragma once

// The API definitions of the workspace, one row for each file, the broken ones included. Main thread.

#include "core/apidefinition.h"
#include "core/reading/finding.h"
#include "models/rowsource.h"

#include <optional>

namespace gatereeve::models
{

struct ApiItem {
    QString file; // path
    std::optional<ApiDefinition> definition;
    Findings findings;

    bool operator==(const ApiItem&) const = default;
};

class ApiList : public RowSource
{
    Q_OBJECT
public:
    using RowSource::RowSource;

    int rowCount() const override { return static_cast<int>(m_items.size()); }
    const ApiItem& at(int row) const { return m_items[static_cast<size_t>(row)]; }
    const ApiDefinition* find(const QString& apiId) const;
    QString labelOf(const QString& apiId) const;    // its name, or the id when there is none
    std::vector<ApiDefinition> definitions() const; // those that could be read, by file name

    void update(std::vector<ApiItem> items); // for Workspace

private:
    std::vector<ApiItem> m_items;
};

} // namespace gatereeve::models
