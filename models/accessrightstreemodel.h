#pragma once

// Access rights as a tree: API → its versions, and API → allowed URL → methods. All APIs of the workspace are shown,
// checked when granted; so are granted APIs and versions that nobody defines. Check boxes grant and revoke; texts are
// edited in place. Changes come back from the target and touch only the rows that differ, so that what is unfolded
// stays so.

#include "models/accessrightstarget.h"
#include "models/workspace.h"

#include <QAbstractItemModel>
#include <QPointer>

#include <memory>

namespace gatereeve::models
{

class AccessRightsTreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column {
        Name,   // API, version, URL (editable), method; checkable except URLs
        Access, // API: "everything", "2 URLs"; URL: "GET POST" (editable: methods with blanks)
        Rate,   // API: its own limit, "5 per second" (editable; empty: none of its own)
        Quota,  // the same
        ColumnCount
    };
    enum class NodeKind { Api, Version, Url, Method };
    enum Role {
        KindRole = Qt::UserRole + 1,
        ApiIdRole,
        GrantedRole,
        DefinedRole
    }; // NodeKind as int, QString, bool, bool

    // The workspace gives the APIs; no target: an empty tree.
    explicit AccessRightsTreeModel(Workspace& workspace, QObject* parent = nullptr);
    ~AccessRightsTreeModel() override;
    void setTarget(AccessRightsTarget* target); // not owned; may be deleted at any time

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

    QModelIndex indexOfApi(const QString& apiId) const;
    void addUrl(const QModelIndex& index,
                const QString& url = QStringLiteral("/.*")); // to the API that holds the index; GET
    void addVersion(const QModelIndex& index, const QString& version);
    void removeUrl(const QModelIndex& index);
    // An API by its id, for one that no file of the workspace defines.
    void grant(const QString& apiId);

Q_SIGNALS:
    void refused(const Error& error);

private:
    struct Node;
    std::unique_ptr<Node> makeTree() const;
    void refresh();
    void addApi(Node& root, const QString& apiId, const QString& label, const AccessRight* right) const;
    void update(Node& old, Node& now);
    void updateRow(Node& old, Node& now);
    static QString textOf(const Node& node, int column);
    static QStringList grantedVersions(const Node& api);
    QModelIndex indexOf(const Node& node, int column = 0) const;
    static Node& nodeOf(const QModelIndex& index);
    bool report(const Result<void>& result);
    bool check(const Node& node, bool checked);
    bool edit(const Node& node, int column, const QString& text);
    bool editLimit(const Node& node, int column, const QString& text);

    Workspace& m_workspace;
    QPointer<AccessRightsTarget> m_target;
    std::unique_ptr<Node> m_root;
};

} // namespace gatereeve::models
