#pragma once

// The files of a workspace as a table.

#include "models/filelist.h"
#include "models/rowmodel.h"

namespace gatereeve::models
{

class FileTableModel : public RowModel
{
    Q_OBJECT
public:
    enum Column {
        Name,  // below the workspace's folder where it is there; tool tip: the full path
        What,  // "policies", "API Orders (OpenAPI)"
        State, // "saved", "not saved", "broken at line 3, column 7"; RawRole: StateKind
        ColumnCount
    };
    enum class StateKind { Saved, Modified, Broken, NotThere, Unreadable };

    FileTableModel(const FileList& files, const Workspace& workspace, QObject* parent = nullptr);

    static StateKind kindOf(const FileItem& item);
    static QString stateText(const FileItem& item);
    static QString whatText(const FileItem& item);
    QString nameOf(const FileItem& item) const;

protected:
    QString header(int column) const override;
    QVariant cell(int row, int column, int role) const override;

private:
    const FileList& m_files;
    QString m_folder; // with the slash
};

} // namespace gatereeve::models
