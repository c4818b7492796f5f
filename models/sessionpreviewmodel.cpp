#include "models/sessionpreviewmodel.h"

#include "models/text.h"

#include <algorithm>
#include <map>

namespace gatereeve::models
{

namespace
{

constexpr std::string_view RightsPrefix = "access_rights.";

QString sourceText(const Source& source)
{
    switch (source.kind) {
    case Source::Kind::Key:
        return SessionPreviewModel::tr("key");
    case Source::Kind::Policy:
        return toQString(source.policy);
    case Source::Kind::Rule:
        return SessionPreviewModel::tr("rule");
    }
    return {};
}

} // namespace

// What holds for the key as a whole comes before what holds for one API; what is gone stands at the end of its part.
std::vector<SessionPreviewModel::Row> SessionPreviewModel::compare(const Provenance& before, const Provenance& now)
{
    std::map<std::string_view, const Reason*> former;
    for (const Reason& reason : before)
        former.emplace(reason.field, &reason);
    std::vector<Row> rows;
    for (const Reason& reason : now) {
        const auto was = former.find(reason.field);
        if (was == former.end()) {
            rows.push_back({Change::New, reason, {}});
            continue;
        }
        const bool same = was->second->value == reason.value;
        rows.push_back({same ? Change::Same : Change::Changed, reason, was->second->value});
        former.erase(was);
    }
    for (const Reason& reason : before) {
        if (former.erase(reason.field) > 0)
            rows.push_back({Change::Gone, reason, reason.value});
    }
    std::ranges::stable_partition(rows, [](const Row& row) { return !row.reason.field.starts_with(RightsPrefix); });
    return rows;
}

void SessionPreviewModel::show(const Provenance& before, const Provenance& now)
{
    std::vector<Row> rows = compare(before, now);
    const bool sameFields = std::ranges::equal(
        rows, m_rows, {}, [](const Row& row) { return row.reason.field; },
        [](const Row& row) { return row.reason.field; });
    if (!sameFields) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    for (size_t i = 0; i < rows.size(); ++i) {
        if (rows[i] == m_rows[i])
            continue;
        m_rows[i] = std::move(rows[i]);
        Q_EMIT dataChanged(index(int(i), 0), index(int(i), ColumnCount - 1));
    }
}

int SessionPreviewModel::changes() const
{
    return int(std::ranges::count_if(m_rows, [](const Row& row) { return row.change != Change::Same; }));
}

int SessionPreviewModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int SessionPreviewModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString SessionPreviewModel::beforeText(const Row& row)
{
    switch (row.change) {
    case Change::Same:
        return {};
    case Change::New:
        return tr("new");
    case Change::Changed:
        return tr("was %1").arg(toQString(row.before));
    case Change::Gone:
        return tr("gone");
    }
    return {};
}

QVariant SessionPreviewModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[size_t(index.row())];
    switch (role) {
    case ChangeRole:
        return int(row.change);
    case PolicyRole:
        return toQString(row.reason.winner.policy);
    case Qt::ToolTipRole:
        return tr("%1: %2").arg(toQString(row.reason.field), sentence(row.reason.why));
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (index.column()) {
    case Field: {
        std::string_view field = row.reason.field;
        field.remove_prefix(field.starts_with(RightsPrefix) ? RightsPrefix.size() : 0);
        return toQString(field);
    }
    case Value:
        return toQString(row.reason.value);
    case Before:
        return beforeText(row);
    case From:
        return sourceText(row.reason.winner);
    case Why:
        return row.change == Change::Gone ? tr("nothing gives it any more") : sentence(row.reason.why);
    default:
        return {};
    }
}

QVariant SessionPreviewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Field:
        return tr("Field");
    case Value:
        return tr("Value");
    case Before:
        return tr("Changed");
    case From:
        return tr("From");
    case Why:
        return tr("Why");
    default:
        return {};
    }
}

} // namespace gatereeve::models
