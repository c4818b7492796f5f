#include "models/foundtextsmodel.h"

#include "models/text.h"

namespace gatereeve::models
{

using namespace Qt::StringLiterals;

FoundTextsModel::Identity FoundTextsModel::identityOf(const FoundText& found)
{
    return {found.kind, found.owner, found.ownerId, found.place.path, found.before};
}

void FoundTextsModel::setFound(const TextReplacing* replacing)
{
    beginResetModel();
    m_replacing = replacing;
    m_notChosen.clear();
    m_replaceable = 0;
    for (size_t index = 0; replacing && index < replacing->found().size(); ++index) {
        const FoundText& found = replacing->found()[index];
        if (!found.problem.isEmpty())
            continue;
        ++m_replaceable;
        if (!m_unmarked.empty() && m_unmarked.contains(identityOf(found)))
            m_notChosen.insert(index);
    }
    endResetModel();
    Q_EMIT chosenChanged();
}

std::set<size_t> FoundTextsModel::chosen() const
{
    std::set<size_t> chosen;
    for (size_t index = 0; m_replacing && index < m_replacing->found().size(); ++index) {
        if (m_replacing->found()[index].problem.isEmpty() && !m_notChosen.contains(index))
            chosen.insert(chosen.end(), index);
    }
    return chosen;
}

int FoundTextsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_replacing ? 0 : static_cast<int>(m_replacing->found().size());
}

int FoundTextsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString FoundTextsModel::kindText(TextKind kind)
{
    switch (kind) {
    case TextKind::PolicyId:
        return tr("policy id");
    case TextKind::ApiId:
        return tr("API id");
    case TextKind::Tag:
        return tr("tag");
    case TextKind::Url:
        return tr("URL");
    }
    return {};
}

QString FoundTextsModel::ownerText(const FoundText& found)
{
    switch (found.owner) {
    case FoundText::Owner::Policy:
        return tr("policy %1").arg(found.ownerLabel);
    case FoundText::Owner::Api:
        return tr("API %1").arg(found.ownerLabel);
    case FoundText::Owner::Key:
        return tr("key %1").arg(found.ownerLabel);
    }
    return {};
}

QVariant FoundTextsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const FoundText& found = at(index.row());
    if (role == Qt::CheckStateRole && index.column() == Kind && found.problem.isEmpty())
        return m_notChosen.contains(static_cast<size_t>(index.row())) ? Qt::Unchecked : Qt::Checked;
    if (role == Qt::ToolTipRole && index.column() == Where && !found.place.file.empty())
        return u"%1:%2"_s.arg(toQString(found.place.file)).arg(found.place.line);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case Kind:
        return kindText(found.kind);
    case Where:
        return ownerText(found);
    case Before:
        return found.before;
    case After:
        return found.problem.isEmpty() ? found.after : tr("%1 (stays: %2)").arg(found.after, found.problem);
    default:
        return {};
    }
}

bool FoundTextsModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::CheckStateRole || index.column() != Kind || !at(index.row()).problem.isEmpty())
        return false;
    const auto row = static_cast<size_t>(index.row());
    if (value.toInt() == Qt::Checked) {
        m_notChosen.erase(row);
        m_unmarked.erase(identityOf(at(index.row())));
    } else {
        m_notChosen.insert(row);
        m_unmarked.insert(identityOf(at(index.row())));
    }
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    Q_EMIT chosenChanged();
    return true;
}

Qt::ItemFlags FoundTextsModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const bool canBe = at(index.row()).problem.isEmpty();
    Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    if (index.column() == Kind && canBe)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QVariant FoundTextsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case Kind:
        return tr("What");
    case Where:
        return tr("Where");
    case Before:
        return tr("Now");
    case After:
        return tr("Then");
    default:
        return {};
    }
}

} // namespace gatereeve::models
