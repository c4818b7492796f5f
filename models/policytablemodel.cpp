#include "models/policytablemodel.h"

#include "models/text.h"

#include <QMimeData>

namespace gatereeve::models
{

using namespace Qt::StringLiterals;

namespace
{

QStringList enforcedParts(const Partitions& partitions)
{
    QStringList parts;
    if (partitions.enforcesRate())
        parts.append(PolicyTableModel::tr("rate"));
    if (partitions.enforcesQuota())
        parts.append(PolicyTableModel::tr("quota"));
    if (partitions.enforcesRights())
        parts.append(PolicyTableModel::tr("access"));
    return parts;
}

QString enforcesText(const Partitions& partitions)
{
    if (partitions.perApi)
        return PolicyTableModel::tr("per API");
    return partitions.isPartitioned() ? enforcedParts(partitions).join(u", "_s) : PolicyTableModel::tr("all");
}

// What a policy does not enforce is not its business, whatever the number says.
QString rateCell(const Policy& policy)
{
    return policy.partitions.enforcesRate() ? toQString(rateText(policy.rate, policy.per)) : u"—"_s;
}

QString quotaCell(const Policy& policy)
{
    return policy.partitions.enforcesQuota() ? toQString(quotaText(policy.quotaMax, policy.quotaRenewalRate)) : u"—"_s;
}

QString displayed(const PolicyItem& item, int column)
{
    const Policy& policy = item.policy();
    switch (column) {
    case PolicyTableModel::Id:
        return item.id;
    case PolicyTableModel::Rate:
        return rateCell(policy);
    case PolicyTableModel::Quota:
        return quotaCell(policy);
    case PolicyTableModel::Enforces:
        return enforcesText(policy.partitions);
    case PolicyTableModel::Trial:
        return policy.keyExpiresIn > 0 ? toQString(durationText(policy.keyExpiresIn)) : u"—"_s;
    case PolicyTableModel::State:
        return PolicyTableModel::stateText(PolicyTableModel::stateOf(item));
    default:
        return {};
    }
}

QVariant raw(const PolicyItem& item, int column)
{
    const Policy& policy = item.policy();
    switch (column) {
    case PolicyTableModel::Rate:
        return policy.per > 0 ? policy.rate / policy.per : policy.rate;
    case PolicyTableModel::Quota:
        return static_cast<qlonglong>(policy.quotaMax);
    case PolicyTableModel::Enforces:
        return enforcedParts(policy.partitions);
    case PolicyTableModel::Trial:
        return static_cast<qlonglong>(policy.keyExpiresIn);
    case PolicyTableModel::State:
        return static_cast<int>(PolicyTableModel::stateOf(item));
    default:
        return displayed(item, column);
    }
}

QString edited(const PolicyItem& item, int column)
{
    switch (column) {
    case PolicyTableModel::Rate:
        return toQString(rateText(item.policy().rate, item.policy().per));
    case PolicyTableModel::Quota:
        return toQString(quotaText(item.policy().quotaMax, item.policy().quotaRenewalRate));
    case PolicyTableModel::Trial:
        return toQString(durationText(item.policy().keyExpiresIn));
    default:
        return displayed(item, column);
    }
}

QStringList apisOf(const Policy& policy)
{
    QStringList apis;
    for (const auto& [id, right] : policy.accessRights)
        apis.append(toQString(id));
    return apis;
}

QString toolTip(const PolicyItem& item, int column)
{
    if (column == PolicyTableModel::State && !item.why.pattern.empty())
        return sentence(item.why);
    if (column == PolicyTableModel::Id)
        return toQString(item.policy().name);
    return {};
}

} // namespace

PolicyTableModel::PolicyTableModel(Workspace& workspace, QObject* parent)
    : RowModel(workspace.policyList(), ColumnCount, parent),
      m_workspace(workspace)
{
}

QString PolicyTableModel::mimeType()
{
    return u"application/x-gatereeve-policies+json"_s;
}

QStringList PolicyTableModel::mimeTypes() const
{
    return {mimeType()};
}

QMimeData* PolicyTableModel::mimeData(const QModelIndexList& indexes) const
{
    QStringList ids;
    for (const QModelIndex& index : indexes) {
        if (index.column() == Id)
            ids.append(index.data(IdRole).toString());
    }
    const auto carried = PolicyEditor(m_workspace).carried(ids);
    if (!carried || carried->empty())
        return nullptr;
    const std::string text = textOf(*carried);
    auto* data = new QMimeData;
    data->setText(toQString(text)); // for editors
    data->setData(mimeType(), QByteArray::fromStdString(text));
    return data;
}

bool PolicyTableModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int, int, const QModelIndex&)
{
    if (action == Qt::IgnoreAction)
        return true;
    auto carried = carriedPolicies(data->data(mimeType()).toStdString());
    if (!carried) {
        Q_EMIT refused(carried.error());
        return false;
    }
    const auto ids = PolicyEditor(m_workspace).insert(*std::move(carried));
    if (ids)
        Q_EMIT inserted(*ids);
    else
        Q_EMIT refused(ids.error());
    return ids.ok();
}

PolicyTableModel::StateKind PolicyTableModel::stateOf(const PolicyItem& item)
{
    switch (item.state) {
    case PolicyItem::State::NotLoaded:
        return StateKind::NotLoaded;
    case PolicyItem::State::Unusable:
        return StateKind::Unusable;
    case PolicyItem::State::FormerVersion:
        return StateKind::FormerVersion;
    case PolicyItem::State::Loaded:
        break;
    }
    return item.policy().isInactive ? StateKind::Denies : StateKind::Active;
}

QString PolicyTableModel::stateText(StateKind state)
{
    switch (state) {
    case StateKind::Active:
        return tr("active");
    case StateKind::Denies:
        return tr("denies its keys");
    case StateKind::NotLoaded:
        return tr("not loaded");
    case StateKind::Unusable:
        return tr("unusable");
    case StateKind::FormerVersion:
        return tr("broken, former version in force");
    }
    return {};
}

QString PolicyTableModel::header(int column) const
{
    switch (column) {
    case Id:
        return tr("Id");
    case Rate:
        return tr("Rate");
    case Quota:
        return tr("Quota");
    case Enforces:
        return tr("Enforces");
    case Trial:
        return tr("Key life");
    case State:
        return tr("State");
    default:
        return {};
    }
}

QVariant PolicyTableModel::cell(int row, int column, int role) const
{
    const PolicyItem& item = m_workspace.policyList().at(row);
    switch (role) {
    case Qt::DisplayRole:
        return displayed(item, column);
    case Qt::EditRole:
        return edited(item, column);
    case Qt::ToolTipRole:
        return toolTip(item, column);
    case Qt::TextAlignmentRole:
        return column == Rate || column == Quota || column == Trial ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                                                    : QVariant();
    case SortRole:
        return column == Enforces ? QVariant(displayed(item, column)) : raw(item, column);
    case RawRole:
        return raw(item, column);
    case IdRole:
        return item.id;
    case FilterRole:
        return QStringList{item.id, toQString(item.policy().name), toQStringList(item.policy().tags).join(u' '),
                           apisOf(item.policy()).join(u' ')}
            .join(u'\n');
    case ApisRole:
        return apisOf(item.policy());
    case TagsRole:
        return toQStringList(item.policy().tags);
    default:
        return {};
    }
}

Qt::ItemFlags PolicyTableModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::ItemIsDropEnabled; // policies come in at the end, not into a row
    Qt::ItemFlags flags = RowModel::flags(index) | Qt::ItemIsDragEnabled;
    const bool editable = index.column() != Enforces && index.column() != State;
    const auto isGood = [&] {
        return m_workspace.fileAt(m_workspace.policyList().at(index.row()).file)->document().has_value();
    };
    return flags.setFlag(Qt::ItemIsEditable, editable && isGood());
}

bool PolicyTableModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable))
        return false;
    const QString id = m_workspace.policyList().at(index.row()).id;
    const auto result = edit(id, index.column(), value.toString());
    if (!result)
        Q_EMIT refused(result.error());
    return result.ok();
}

Result<void> PolicyTableModel::edit(const QString& id, int column, const QString& text)
{
    PolicyEditor editor(m_workspace);
    const std::string typed = toUtf8(text);
    if (column == Id)
        return editor.rename(id, text.trimmed());
    if (column == Rate) {
        const auto rate = parseRate(typed);
        return rate ? editor.setRate({id}, *rate) : rate.error();
    }
    if (column == Quota) {
        const auto quota = parseQuota(typed);
        return quota ? editor.setQuota({id}, *quota) : quota.error();
    }
    const auto seconds = parseDuration(typed);
    return seconds ? editor.setKeyExpiresIn({id}, *seconds) : seconds.error();
}

} // namespace gatereeve::models
