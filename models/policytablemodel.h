#pragma once

// The policies as a table. Editable cells take the texts of core/units.h ("5 per second"); setData pushes a command and
// the row follows by itself.

#include "models/policyeditor.h"
#include "models/rowmodel.h"

namespace gatereeve::models
{

class PolicyTableModel : public RowModel
{
    Q_OBJECT
public:
    enum Column {
        Id,       // RawRole: QString. Editable (rename)
        Rate,     // RawRole: requests per second as double. Editable
        Quota,    // RawRole: quota_max as qlonglong. Editable
        Enforces, // RawRole: QStringList of quota, rate, access; all three for a complete policy
        Trial,    // RawRole: key_expires_in as qlonglong, seconds. Editable
        State,    // RawRole: StateKind as int
        ColumnCount
    };
    enum class StateKind { Active, Denies, NotLoaded, Unusable, FormerVersion };
    enum OwnRole {
        FilterRole = FirstOwnRole, // QString of all that free text is looked for in: id, name, tags, APIs
        ApisRole,                  // QStringList of API ids
        TagsRole                   // QStringList
    };

    explicit PolicyTableModel(Workspace& workspace, QObject* parent = nullptr);
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

    // Dragged policies are copied, with their text as a policies file; dropped ones are inserted.
    static QString mimeType();
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    Qt::DropActions supportedDragActions() const override { return Qt::CopyAction; }
    Qt::DropActions supportedDropActions() const override { return Qt::CopyAction; }
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;

    static StateKind stateOf(const PolicyItem& item);
    static QString stateText(StateKind state);

Q_SIGNALS:
    void refused(const Error& error); // a cell's text that was not understood, policies that can't be put in
    void inserted(const QStringList& ids);

protected:
    QString header(int column) const override;
    QVariant cell(int row, int column, int role) const override;

private:
    Result<void> edit(const QString& id, int column, const QString& text);
    Workspace& m_workspace;
};

} // namespace gatereeve::models
