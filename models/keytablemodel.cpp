#include "models/keytablemodel.h"

#include "core/timetext.h"
#include "models/keyeditor.h"
#include "models/text.h"

#include <algorithm>
#include <unordered_set>

namespace gatereeve::models
{

using namespace Qt::StringLiterals;

namespace
{

int64_t createdAt(const Session& session)
{
    const auto time = parseRfc3339(session.dateCreated);
    return time ? toSeconds(*time) : 0;
}

} // namespace

KeyTableModel::KeyTableModel(Workspace& workspace, QObject* parent)
    : RowModel(workspace.keyList(), ColumnCount, parent),
      m_workspace(workspace)
{
    const auto forget = [this] {
        m_last.reset();
        emitColumnsChanged(State, State);
    };
    connect(&workspace, &Workspace::policiesChanged, this, [this, forget](const QStringList& ids) {
        m_last.reset();
        if (ids.isEmpty())
            forget();
        else
            tellKeysOf(ids);
    });
    connect(&workspace, &Workspace::settingsChanged, this, forget); // profile, allow_master_keys
}

// An edit of one policy says nothing new about a hundred thousand keys.
void KeyTableModel::tellKeysOf(const QStringList& policyIds)
{
    std::unordered_set<std::string> names;
    for (const QString& id : policyIds)
        names.insert(toUtf8(id));
    const auto isConcerned = [&](int row) {
        const Session& session = m_workspace.keyList().at(row).session;
        return session.applyPolicies.empty() ? names.contains(session.applyPolicyId)
                                             : std::ranges::any_of(session.applyPolicies, [&](const std::string& name) {
                                                   return names.contains(name);
                                               });
    };
    for (int row = 0; row < rowCount(); ++row) {
        const int first = row;
        while (row < rowCount() && isConcerned(row))
            ++row;
        if (row > first)
            Q_EMIT dataChanged(index(first, State), index(row - 1, State));
    }
}

void KeyTableModel::refreshTimes()
{
    emitColumnsChanged(State, Created);
}

QString KeyTableModel::header(int column) const
{
    switch (column) {
    case Alias:
        return tr("Alias");
    case Key:
        return tr("Key");
    case Policies:
        return tr("Policies");
    case State:
        return tr("State");
    case Expires:
        return tr("Ends");
    case Created:
        return tr("Created");
    default:
        return {};
    }
}

QVariant KeyTableModel::cell(int row, int column, int role) const
{
    const StoredKey& key = m_workspace.keyList().at(row);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return displayed(key, column);
    case Qt::ToolTipRole:
        return toolTip(key, column);
    case SortRole:
        return column == Policies || column == State ? QVariant(displayed(key, column)) : raw(key, column);
    case RawRole:
        return raw(key, column);
    case IdRole:
        return toQString(key.name);
    default:
        return {};
    }
}

QString KeyTableModel::displayed(const StoredKey& key, int column) const
{
    const int64_t now = m_workspace.clock().nowSeconds();
    switch (column) {
    case Alias:
        return toQString(key.session.alias);
    case Key:
        return maskedTextOf(key);
    case Policies:
        return toQStringList(key.session.policyNames()).join(u", "_s);
    case State:
        return stateOf(key).text;
    case Expires:
        return relativeTime(key.session.expires, now);
    case Created: {
        const int64_t created = createdAt(key.session);
        return created > 0 ? relativeTime(created, now) : QString();
    }
    default:
        return {};
    }
}

QVariant KeyTableModel::raw(const StoredKey& key, int column) const
{
    switch (column) {
    case Policies:
        return toQStringList(key.session.policyNames());
    case State:
        return static_cast<int>(stateOf(key).kind);
    case Expires:
        return static_cast<qlonglong>(key.session.expires);
    case Created:
        return static_cast<qlonglong>(createdAt(key.session));
    default:
        return displayed(key, column);
    }
}

const KeyState& KeyTableModel::stateOf(const StoredKey& key) const
{
    const int64_t now = m_workspace.clock().nowSeconds();
    if (!m_last || m_last->nowSeconds != now || m_last->key != key)
        m_last = Known{key, now, keyState(key, m_workspace, now)};
    return m_last->state;
}

QString KeyTableModel::toolTip(const StoredKey& key, int column) const
{
    if (column == Expires && key.session.expires > 0)
        return exactTime(key.session.expires);
    if (column == Created && createdAt(key.session) > 0)
        return exactTime(createdAt(key.session));
    return {};
}

Qt::ItemFlags KeyTableModel::flags(const QModelIndex& index) const
{
    return RowModel::flags(index).setFlag(Qt::ItemIsEditable, index.isValid() && index.column() == Alias);
}

bool KeyTableModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable))
        return false;
    const QString name = index.data(IdRole).toString();
    return KeyEditor(m_workspace).setAlias(name, value.toString()).ok(); // the list signals what failed
}

} // namespace gatereeve::models
