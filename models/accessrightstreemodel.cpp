#include "models/accessrightstreemodel.h"

#include "core/units.h"
#include "models/apitablemodel.h"
#include "models/text.h"

#include <algorithm>
#include <set>

namespace gatereeve::models
{

using namespace Qt::StringLiterals;

struct AccessRightsTreeModel::Node {
    NodeKind kind = NodeKind::Api;
    QString name; // label of an API, name of a version, expression, method
    QString apiId;
    bool granted = false; // APIs, versions, methods
    bool defined = true;  // some definition knows it
    QStringList methods;  // of a URL
    QString access;       // of an API, in words
    std::optional<Limit> limit;
    Node* parent = nullptr;
    std::vector<std::unique_ptr<Node>> children;

    int row() const
    {
        const auto& rows = parent->children;
        const auto own = std::ranges::find_if(rows, [this](const auto& child) { return child.get() == this; });
        return static_cast<int>(own - rows.begin());
    }
    Node& add(Node child)
    {
        child.apiId = child.kind == NodeKind::Api ? child.apiId : apiId;
        child.parent = this;
        return *children.emplace_back(std::make_unique<Node>(std::move(child)));
    }
    // Among the URLs of its API.
    int urlIndex() const
    {
        const auto& rows = parent->children;
        return row() - static_cast<int>(
                           std::ranges::count(rows, NodeKind::Version, [](const auto& child) { return child->kind; }));
    }
    bool isSameRowAs(const Node& other) const
    {
        return kind == other.kind && (kind == NodeKind::Api ? apiId == other.apiId : name == other.name);
    }
    bool looksLike(const Node& other) const
    {
        return name == other.name && granted == other.granted && defined == other.defined && methods == other.methods &&
               access == other.access && limit == other.limit;
    }
};

namespace
{

using Kind = AccessRightsTreeModel::NodeKind;

const QStringList& commonMethods()
{
    static const QStringList methods{u"GET"_s, u"POST"_s, u"PUT"_s, u"PATCH"_s, u"DELETE"_s, u"HEAD"_s, u"OPTIONS"_s};
    return methods;
}

// The common ones first, then what else is granted.
QStringList shownMethods(const QStringList& granted)
{
    QStringList shown = commonMethods();
    for (const auto& method : granted) {
        if (!shown.contains(method))
            shown.append(method);
    }
    return shown;
}

QString accessText(const AccessRight* right)
{
    if (!right)
        return {};
    if (right->allowedUrls.empty())
        return AccessRightsTreeModel::tr("everything");
    if (right->allowedUrls.size() == 1)
        return AccessRightsTreeModel::tr("1 URL");
    return AccessRightsTreeModel::tr("%n URLs", nullptr, static_cast<int>(right->allowedUrls.size()));
}

QStringList with(QStringList list, const QString& text, bool there)
{
    if (!there)
        list.removeAll(text);
    else if (!list.contains(text))
        list.append(text);
    return list;
}

} // namespace

AccessRightsTreeModel::AccessRightsTreeModel(Workspace& workspace, QObject* parent)
    : QAbstractItemModel(parent),
      m_workspace(workspace),
      m_root(std::make_unique<Node>())
{
    connect(&workspace, &Workspace::apisChanged, this, &AccessRightsTreeModel::refresh);
}

AccessRightsTreeModel::~AccessRightsTreeModel() = default;

void AccessRightsTreeModel::setTarget(AccessRightsTarget* target)
{
    if (m_target)
        disconnect(m_target, nullptr, this, nullptr);
    m_target = target;
    if (target) {
        connect(target, &AccessRightsTarget::changed, this, &AccessRightsTreeModel::refresh);
        connect(target, &QObject::destroyed, this, &AccessRightsTreeModel::refresh);
    }
    refresh();
}

// From values to rows

std::unique_ptr<AccessRightsTreeModel::Node> AccessRightsTreeModel::makeTree() const
{
    auto root = std::make_unique<Node>();
    if (!m_target)
        return root;
    const AccessRights rights = m_target->rights();
    std::map<QString, QString> labels; // of all APIs to show, by id
    for (const auto& api : m_workspace.apiList().definitions())
        labels.emplace(toQString(api.apiId), m_workspace.apiList().labelOf(toQString(api.apiId)));
    for (const auto& [id, right] : rights)
        labels.emplace(toQString(id), right.apiName.empty() ? toQString(id) : toQString(right.apiName));
    for (const auto& [id, label] : labels) {
        const auto found = rights.find(toUtf8(id));
        addApi(*root, id, label, found == rights.end() ? nullptr : &found->second);
    }
    return root;
}

void AccessRightsTreeModel::addApi(Node& root, const QString& apiId, const QString& label,
                                   const AccessRight* right) const
{
    const ApiDefinition* definition = m_workspace.apiList().find(apiId);
    Node& api = root.add({.kind = Kind::Api,
                          .name = label,
                          .apiId = apiId,
                          .granted = right != nullptr,
                          .defined = definition != nullptr,
                          .access = accessText(right)});
    if (!right)
        return;
    if (right->limit && !right->limit->isZero())
        api.limit = right->limit;

    const QStringList defined = definition ? ApiTableModel::versionsOf(*definition) : QStringList{};
    const QStringList granted = toQStringList(right->versions);
    QStringList versions = defined;
    for (const auto& version : granted)
        versions = with(versions, version, true);
    for (const auto& version : versions)
        api.add({.kind = Kind::Version,
                 .name = version,
                 .granted = granted.contains(version),
                 .defined = defined.contains(version)});
    for (const auto& allowed : right->allowedUrls) {
        const QStringList methods = toQStringList(allowed.methods);
        Node& url = api.add({.kind = Kind::Url, .name = toQString(allowed.url), .granted = true, .methods = methods});
        for (const auto& method : shownMethods(methods))
            url.add({.kind = Kind::Method, .name = method, .granted = methods.contains(method)});
    }
}

void AccessRightsTreeModel::refresh()
{
    update(*m_root, *makeTree());
}

// Makes the rows below `old` into those below `now`, and tells each change.
void AccessRightsTreeModel::update(Node& old, Node& now)
{
    auto& rows = old.children;
    auto difference = rowDifference(rows.size(), now.children.size(), [&](size_t before, size_t after) {
        return rows[before]->isSameRowAs(*now.children[after]);
    });
    // One row of the same kind has another name (an expression was edited): it stays the row it was.
    if (difference.removed == 1 && difference.inserted == 1 &&
        rows[difference.first]->kind == now.children[difference.first]->kind &&
        rows[difference.first]->kind != Kind::Api)
        difference.removed = difference.inserted = 0;
    const int first = static_cast<int>(difference.first);
    const QModelIndex parent = indexOf(old);
    if (difference.removed > 0) {
        beginRemoveRows(parent, first, first + static_cast<int>(difference.removed) - 1);
        rows.erase(rows.begin() + first, rows.begin() + first + static_cast<int>(difference.removed));
        endRemoveRows();
    }
    if (difference.inserted > 0) {
        beginInsertRows(parent, first, first + static_cast<int>(difference.inserted) - 1);
        for (size_t i = 0; i < difference.inserted; ++i) {
            now.children[difference.first + i]->parent = &old;
            rows.insert(rows.begin() + first + static_cast<int>(i), std::move(now.children[difference.first + i]));
        }
        endInsertRows();
    }
    for (size_t i = 0; i < rows.size(); ++i) {
        if (now.children[i]) // not just taken over
            updateRow(*rows[i], *now.children[i]);
    }
}

void AccessRightsTreeModel::updateRow(Node& old, Node& now)
{
    if (!old.looksLike(now)) {
        old.name = now.name;
        old.granted = now.granted;
        old.defined = now.defined;
        old.methods = now.methods;
        old.access = now.access;
        old.limit = now.limit;
        Q_EMIT dataChanged(indexOf(old), indexOf(old, ColumnCount - 1));
    }
    update(old, now);
}

// QAbstractItemModel

AccessRightsTreeModel::Node& AccessRightsTreeModel::nodeOf(const QModelIndex& index)
{
    return *static_cast<Node*>(index.internalPointer());
}

QModelIndex AccessRightsTreeModel::indexOf(const Node& node, int column) const
{
    return node.parent ? createIndex(node.row(), column, &node) : QModelIndex();
}

QModelIndex AccessRightsTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const Node& node = parent.isValid() ? nodeOf(parent) : *m_root;
    return createIndex(row, column, node.children[static_cast<size_t>(row)].get());
}

QModelIndex AccessRightsTreeModel::parent(const QModelIndex& child) const
{
    return child.isValid() ? indexOf(*nodeOf(child).parent) : QModelIndex();
}

int AccessRightsTreeModel::rowCount(const QModelIndex& parent) const
{
    if (parent.column() > 0)
        return 0;
    return static_cast<int>((parent.isValid() ? nodeOf(parent) : *m_root).children.size());
}

int AccessRightsTreeModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QVariant AccessRightsTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("API, version, URL");
    case Access:
        return tr("Access");
    case Rate:
        return tr("Own rate");
    case Quota:
        return tr("Own quota");
    default:
        return {};
    }
}

QVariant AccessRightsTreeModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node& node = nodeOf(index);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return textOf(node, index.column());
    case Qt::CheckStateRole:
        return index.column() == Name && node.kind != Kind::Url ? QVariant(node.granted ? Qt::Checked : Qt::Unchecked)
                                                                : QVariant();
    case Qt::ToolTipRole:
        return node.defined ? QVariant() : QVariant(tr("No API definition of this workspace has it"));
    case KindRole:
        return static_cast<int>(node.kind);
    case ApiIdRole:
        return node.apiId;
    case GrantedRole:
        return node.granted;
    case DefinedRole:
        return node.defined;
    default:
        return {};
    }
}

QString AccessRightsTreeModel::textOf(const Node& node, int column)
{
    if (column == Name)
        return node.name;
    if (column == Access)
        return node.kind == Kind::Url ? node.methods.join(u' ') : node.access;
    if (!node.limit)
        return {};
    return toQString(column == Rate ? rateText(node.limit->rate, node.limit->per)
                                    : quotaText(node.limit->quotaMax, node.limit->quotaRenewalRate));
}

Qt::ItemFlags AccessRightsTreeModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    if (!index.isValid() || !m_target || !m_target->isEditable())
        return flags;
    const Node& node = nodeOf(index);
    const bool isUrl = node.kind == Kind::Url;
    const bool editable =
        isUrl ? index.column() <= Access : node.kind == Kind::Api && node.granted && index.column() >= Rate;
    flags.setFlag(Qt::ItemIsUserCheckable, index.column() == Name && !isUrl);
    flags.setFlag(Qt::ItemIsEditable, editable);
    return flags;
}

// Edits

bool AccessRightsTreeModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const Qt::ItemFlags can = flags(index);
    if (role == Qt::CheckStateRole && can.testFlag(Qt::ItemIsUserCheckable))
        return check(nodeOf(index), value.toInt() == Qt::Checked);
    if (role == Qt::EditRole && can.testFlag(Qt::ItemIsEditable))
        return edit(nodeOf(index), index.column(), value.toString().trimmed());
    return false;
}

bool AccessRightsTreeModel::report(const Result<void>& result)
{
    if (!result)
        Q_EMIT refused(result.error());
    return result.ok();
}

bool AccessRightsTreeModel::check(const Node& node, bool checked)
{
    if (checked == node.granted)
        return true;
    if (node.kind == Kind::Api) {
        const ApiDefinition* definition = m_workspace.apiList().find(node.apiId);
        const QStringList versions = definition ? ApiTableModel::versionsOf(*definition) : QStringList{u"Default"_s};
        return report(checked ? m_target->grantApi(node.apiId, versions) : m_target->revokeApi(node.apiId));
    }
    if (node.kind == Kind::Version)
        return report(m_target->setVersions(node.apiId, with(grantedVersions(*node.parent), node.name, checked)));
    const Node& url = *node.parent;
    return report(m_target->setMethods(node.apiId, url.urlIndex(), with(url.methods, node.name, checked)));
}

bool AccessRightsTreeModel::edit(const Node& node, int column, const QString& text)
{
    if (node.kind == Kind::Api)
        return editLimit(node, column, text);
    if (column == Access)
        return report(
            m_target->setMethods(node.apiId, node.urlIndex(), text.toUpper().split(u' ', Qt::SkipEmptyParts)));
    if (text.isEmpty())
        return report(Error{"an empty expression would allow every URL; remove the row instead", {}});
    return report(m_target->setUrl(node.apiId, node.urlIndex(), text));
}

// An empty text takes the rate or the quota out of the limit; a limit without both goes altogether.
bool AccessRightsTreeModel::editLimit(const Node& node, int column, const QString& text)
{
    Limit limit = node.limit.value_or(Limit{});
    if (column == Rate) {
        const auto rate = text.isEmpty() ? RateText{} : parseRate(toUtf8(text));
        if (!rate)
            return report(rate.error());
        limit.rate = rate->rate;
        limit.per = rate->per;
    } else {
        const auto quota = text.isEmpty() ? QuotaText{} : parseQuota(toUtf8(text));
        if (!quota)
            return report(quota.error());
        limit.quotaMax = quota->maximum;
        limit.quotaRenewalRate = quota->renewal;
    }
    return report(m_target->setLimit(node.apiId, limit.isZero() ? std::nullopt : std::optional(limit)));
}

QStringList AccessRightsTreeModel::grantedVersions(const Node& api)
{
    QStringList versions;
    for (const auto& child : api.children) {
        if (child->kind == Kind::Version && child->granted)
            versions.append(child->name);
    }
    return versions;
}

QModelIndex AccessRightsTreeModel::indexOfApi(const QString& apiId) const
{
    const auto found = std::ranges::find_if(m_root->children, [&](const auto& api) { return api->apiId == apiId; });
    return found == m_root->children.end() ? QModelIndex() : indexOf(**found);
}

void AccessRightsTreeModel::addUrl(const QModelIndex& index, const QString& url)
{
    if (index.isValid() && m_target)
        report(m_target->addUrl(nodeOf(index).apiId, {toUtf8(url), {"GET"}}));
}

void AccessRightsTreeModel::addVersion(const QModelIndex& index, const QString& version)
{
    if (!index.isValid() || !m_target || version.isEmpty())
        return;
    const QString apiId = nodeOf(index).apiId;
    report(m_target->setVersions(apiId, with(grantedVersions(nodeOf(indexOfApi(apiId))), version, true)));
}

void AccessRightsTreeModel::removeUrl(const QModelIndex& index)
{
    if (!index.isValid() || !m_target)
        return;
    const Node& node = nodeOf(index);
    const Node& url = node.kind == Kind::Method ? *node.parent : node;
    if (url.kind == Kind::Url)
        report(m_target->removeUrl(url.apiId, url.urlIndex()));
}

void AccessRightsTreeModel::grant(const QString& apiId)
{
    if (m_target && !apiId.isEmpty())
        report(m_target->grantApi(apiId, {u"Default"_s}));
}

} // namespace gatereeve::models
