#pragma once

// The API definitions as a table, the broken files included.

#include "models/rowmodel.h"
#include "models/workspace.h"

namespace gatereeve::models
{

class ApiTableModel : public RowModel
{
    Q_OBJECT
public:
    enum Column {
        Name, // the file's name when broken
        ApiId,
        ListenPath,
        Target,     // "echo, instead of …" when the workspace uses it
        Versions,   // RawRole: QStringList
        Protection, // "token", "keyless", "other kind"
        State,      // "served", "not active", "broken: …"
        ColumnCount
    };

    explicit ApiTableModel(Workspace& workspace, QObject* parent = nullptr);

    static QStringList versionsOf(const ApiDefinition& api); // "Default" for one without versions

protected:
    QString header(int column) const override;
    QVariant cell(int row, int column, int role) const override;

private:
    QString displayed(const ApiItem& item, int column) const;
    Workspace& m_workspace;
};

} // namespace gatereeve::models
