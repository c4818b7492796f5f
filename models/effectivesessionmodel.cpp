#include "models/effectivesessionmodel.h"

#include "models/text.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace gatereeve::models
{

namespace
{

// Index of the reason that a loser stands under; top rows carry none.
constexpr quintptr TopRow = std::numeric_limits<quintptr>::max();

QString sourceText(const Source& source)
{
    switch (source.kind) {
    case Source::Kind::Key:
        return EffectiveSessionModel::tr("key");
    case Source::Kind::Policy:
        return EffectiveSessionModel::tr("policy %1").arg(toQString(source.policy));
    case Source::Kind::Rule:
        return EffectiveSessionModel::tr("rule");
    }
    return {};
}

} // namespace

void EffectiveSessionModel::setProvenance(Provenance provenance)
{
    const bool sameFields = std::ranges::equal(m_provenance, provenance, {}, &Reason::field, &Reason::field);
    if (!sameFields) {
        beginResetModel();
        m_provenance = std::move(provenance);
        endResetModel();
        return;
    }
    for (size_t i = 0; i < provenance.size(); ++i)
        replaceRow(static_cast<int>(i), std::move(provenance[i]));
}

void EffectiveSessionModel::replaceRow(int row, Reason&& now)
{
    Reason& reason = m_provenance[static_cast<size_t>(row)];
    if (reason == now)
        return;
    const QModelIndex top = index(row, 0);
    const auto losers = std::exchange(now.losers, {});
    const int before = rowCount(top);
    const int after = static_cast<int>(losers.size());
    if (after < before) {
        beginRemoveRows(top, after, before - 1);
        reason.losers.resize(losers.size());
        endRemoveRows();
    } else if (after > before) {
        beginInsertRows(top, before, after - 1);
        reason.losers = losers;
        endInsertRows();
    }
    now.losers = losers;
    reason = std::move(now);
    Q_EMIT dataChanged(top, index(row, ColumnCount - 1));
    if (const int common = std::min(before, after); common > 0)
        Q_EMIT dataChanged(index(0, 0, top), index(common - 1, ColumnCount - 1, top));
}

QModelIndex EffectiveSessionModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) : TopRow);
}

QModelIndex EffectiveSessionModel::parent(const QModelIndex& child) const
{
    if (!child.isValid() || child.internalId() == TopRow)
        return {};
    return createIndex(static_cast<int>(child.internalId()), 0, TopRow);
}

int EffectiveSessionModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_provenance.size());
    if (parent.internalId() != TopRow || parent.column() > 0)
        return 0;
    return static_cast<int>(m_provenance[static_cast<size_t>(parent.row())].losers.size());
}

int EffectiveSessionModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QVariant EffectiveSessionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Field:
        return tr("Field");
    case Value:
        return tr("Value");
    case From:
        return tr("From");
    case Why:
        return tr("Why");
    default:
        return {};
    }
}

QVariant EffectiveSessionModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (index.internalId() == TopRow)
        return reasonData(m_provenance[static_cast<size_t>(index.row())], index.column(), role);
    const Reason& reason = m_provenance[index.internalId()];
    return loserData(reason.losers[static_cast<size_t>(index.row())], index.column(), role);
}

QVariant EffectiveSessionModel::reasonData(const Reason& reason, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole: {
        const std::array cells{toQString(reason.field), toQString(reason.value), sourceText(reason.winner),
                               sentence(reason.why)};
        return cells[static_cast<size_t>(column)];
    }
    case Qt::ToolTipRole:
        return column == Why ? tr("%1 (%2)").arg(sentence(reason.why), toQString(reason.rule)) : QVariant();
    case LoserRole:
        return false;
    case PolicyRole:
        return toQString(reason.winner.policy);
    case RuleRole:
        return toQString(reason.rule);
    default:
        return {};
    }
}

QVariant EffectiveSessionModel::loserData(const Candidate& loser, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        if (column == Value)
            return toQString(loser.value);
        return column == From ? sourceText(loser.source) : QString();
    case LoserRole:
        return true;
    case PolicyRole:
        return toQString(loser.source.policy);
    default:
        return {};
    }
}

} // namespace gatereeve::models
