#include "models/effectivesessionmodel.h"

#include "core/engine/explanation.h"
#include "models/text.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace gatereeve::models
{

using namespace Qt::StringLiterals;

namespace
{

int childrenOf(const SessionRow& row)
{
    return static_cast<int>(row.reason.losers.size() + row.elsewhere.size());
}

} // namespace

// A row of the top; those below carry its address, which stays while rows come and go above it.
struct EffectiveSessionModel::Node {
    SessionRow row;
    int position = 0;

    const std::string& field() const { return row.reason.field; }
    int children() const { return childrenOf(row); }
};

// What any row shows, whatever it is.
struct EffectiveSessionModel::Line {
    Kind kind = Kind::Stated;
    const SessionRow* top = nullptr;
    Profile profile = Profile::Guide; // Elsewhere only
    const std::string* value = nullptr;
    const Source* source = nullptr;
    const std::string* rule = nullptr; // null: none
    const Message* why = nullptr;      // null: none
};

namespace
{

constexpr size_t MostSignals = 100;

QString profileText(Profile profile)
{
    switch (profile) {
    case Profile::Guide:
        return EffectiveSessionModel::tr("under the guide");
    case Profile::Tyk29:
        return EffectiveSessionModel::tr("under Tyk 2.9.5");
    case Profile::Tyk5:
        break;
    }
    return EffectiveSessionModel::tr("under Tyk 5");
}

} // namespace

EffectiveSessionModel::EffectiveSessionModel(QObject* parent) : QAbstractItemModel(parent)
{
}
EffectiveSessionModel::~EffectiveSessionModel() = default;

QString EffectiveSessionModel::sourceText(const Source& source)
{
    switch (source.kind) {
    case Source::Kind::Key:
        return tr("key");
    case Source::Kind::Policy:
        return tr("policy %1").arg(toQString(source.policy));
    case Source::Kind::Rule:
        break;
    }
    return tr("rule");
}

void EffectiveSessionModel::setRows(SessionRows rows)
{
    if (!hasSameFields(rows)) { // mostly it has
        removeOthers(rows);
        if (!isInOrder(rows)) {
            beginResetModel();
            m_nodes.clear();
            endResetModel();
        }
        insertMissing(rows);
    }
    update(rows);
}

bool EffectiveSessionModel::hasSameFields(const SessionRows& rows) const
{
    return std::ranges::equal(
        m_nodes, rows, {}, [](const auto& node) -> const std::string& { return node->field(); },
        [](const SessionRow& row) -> const std::string& { return row.reason.field; });
}

void EffectiveSessionModel::removeOthers(const SessionRows& rows)
{
    std::unordered_set<std::string_view> fields;
    for (const SessionRow& row : rows)
        fields.insert(row.reason.field);
    const auto stays = [&](size_t i) { return fields.contains(m_nodes[i]->field()); };
    for (size_t end = m_nodes.size(); end > 0;) {
        if (stays(end - 1)) {
            --end;
            continue;
        }
        size_t begin = end - 1;
        while (begin > 0 && !stays(begin - 1))
            --begin;
        beginRemoveRows({}, static_cast<int>(begin), static_cast<int>(end) - 1);
        m_nodes.erase(m_nodes.begin() + static_cast<ptrdiff_t>(begin), m_nodes.begin() + static_cast<ptrdiff_t>(end));
        number(begin);
        endRemoveRows();
        end = begin;
    }
}

// Whether inserting alone leads from what is here to `rows`.
bool EffectiveSessionModel::isInOrder(const SessionRows& rows) const
{
    size_t next = 0;
    for (const SessionRow& row : rows) {
        if (next < m_nodes.size() && m_nodes[next]->field() == row.reason.field)
            ++next;
    }
    return next == m_nodes.size();
}

void EffectiveSessionModel::insertMissing(SessionRows& rows)
{
    const auto isThere = [&](size_t i) { return i < m_nodes.size() && m_nodes[i]->field() == rows[i].reason.field; };
    for (size_t begin = 0; begin < rows.size(); ++begin) {
        if (isThere(begin))
            continue;
        // Up to the row that is next here; its place in `rows` is where the gap ends.
        size_t end = begin + 1;
        while (end < rows.size() && (begin >= m_nodes.size() || m_nodes[begin]->field() != rows[end].reason.field))
            ++end;
        Nodes added;
        for (size_t i = begin; i < end; ++i)
            added.push_back(std::make_unique<Node>(Node{rows[i], 0}));
        beginInsertRows({}, static_cast<int>(begin), static_cast<int>(end) - 1);
        m_nodes.insert(m_nodes.begin() + static_cast<ptrdiff_t>(begin), std::make_move_iterator(added.begin()),
                       std::make_move_iterator(added.end()));
        number(begin);
        endInsertRows();
        begin = end - 1;
    }
}

void EffectiveSessionModel::update(SessionRows& rows)
{
    size_t resized = 0;
    for (size_t i = 0; i < rows.size(); ++i)
        resized += m_nodes[i]->children() != childrenOf(rows[i]) ? 1 : 0;
    if (resized > MostSignals) {
        replaceContents(rows);
        return;
    }
    std::vector<int> changed, changedBelow;
    for (size_t i = 0; i < rows.size(); ++i) {
        Node& node = *m_nodes[i];
        if (node.row == rows[i])
            continue;
        changed.push_back(node.position);
        if (node.row.reason.losers != rows[i].reason.losers || node.row.elsewhere != rows[i].elsewhere)
            changedBelow.push_back(node.position);
        updateChildren(node, rows[i]);
        node.row = std::move(rows[i]);
    }
    announceBelow(changedBelow);
    announce(changed);
}

// All rows in one signal, for the same reason as in announceBelow; those below that are gone lose their index.
void EffectiveSessionModel::replaceContents(SessionRows& rows)
{
    Q_EMIT layoutAboutToBeChanged();
    for (size_t i = 0; i < rows.size(); ++i)
        m_nodes[i]->row = std::move(rows[i]);
    for (const QModelIndex& index : persistentIndexList()) {
        const auto* above = static_cast<const Node*>(index.internalPointer());
        if (above && index.row() >= above->children())
            changePersistentIndex(index, {});
    }
    Q_EMIT layoutChanged();
    Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(m_nodes.size()) - 1, ColumnCount - 1));
}

// Brings the number of children to what it will be; the contents follow with the row itself.
void EffectiveSessionModel::updateChildren(Node& node, SessionRow& now)
{
    const int before = node.children();
    const int after = childrenOf(now);
    if (before == after)
        return;
    const QModelIndex top = index(node.position, 0);
    const auto take = [&] {
        node.row.reason.losers = now.reason.losers;
        node.row.elsewhere = now.elsewhere;
    };
    if (after < before) {
        beginRemoveRows(top, after, before - 1);
        take();
        endRemoveRows();
    } else {
        beginInsertRows(top, before, after - 1);
        take();
        endInsertRows();
    }
}

// A view looks for each changed index among all its rows, so very many signals cost far more than one for everything.
void EffectiveSessionModel::announceBelow(const std::vector<int>& rows)
{
    if (rows.size() > MostSignals) {
        Q_EMIT layoutAboutToBeChanged();
        Q_EMIT layoutChanged();
        return;
    }
    for (const int row : rows) {
        const QModelIndex top = index(row, 0);
        if (const int children = rowCount(top); children > 0)
            Q_EMIT dataChanged(index(0, 0, top), index(children - 1, ColumnCount - 1, top));
    }
}

// Neighbours in one signal.
void EffectiveSessionModel::announce(const std::vector<int>& rows)
{
    if (rows.size() > MostSignals) {
        Q_EMIT dataChanged(index(rows.front(), 0), index(rows.back(), ColumnCount - 1));
        return;
    }
    for (size_t begin = 0; begin < rows.size();) {
        size_t end = begin + 1;
        while (end < rows.size() && rows[end] == rows[end - 1] + 1)
            ++end;
        Q_EMIT dataChanged(index(rows[begin], 0), index(rows[end - 1], ColumnCount - 1));
        begin = end;
    }
}

void EffectiveSessionModel::number(size_t from)
{
    for (size_t i = from; i < m_nodes.size(); ++i)
        m_nodes[i]->position = static_cast<int>(i);
}

int EffectiveSessionModel::differing() const
{
    return static_cast<int>(
        std::ranges::count_if(m_nodes, [](const auto& node) { return !node->row.elsewhere.empty(); }));
}

QModelIndex EffectiveSessionModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? m_nodes[static_cast<size_t>(parent.row())].get() : nullptr);
}

QModelIndex EffectiveSessionModel::parent(const QModelIndex& child) const
{
    const auto* node = static_cast<const Node*>(child.internalPointer());
    return node ? createIndex(node->position, 0) : QModelIndex();
}

int EffectiveSessionModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_nodes.size());
    if (parent.internalPointer() || parent.column() > 0)
        return 0;
    return m_nodes[static_cast<size_t>(parent.row())]->children();
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

EffectiveSessionModel::Line EffectiveSessionModel::lineOf(const QModelIndex& index) const
{
    const auto* above = static_cast<const Node*>(index.internalPointer());
    const auto place = static_cast<size_t>(index.row());
    const SessionRow& row = above ? above->row : m_nodes[place]->row;
    if (!above)
        return {Kind::Stated,     &row,           Profile::Guide, &row.reason.value, &row.reason.winner,
                &row.reason.rule, &row.reason.why};
    const size_t losers = row.reason.losers.size();
    if (place < losers) {
        const Candidate& loser = row.reason.losers[place];
        return {Kind::PassedOver, &row, Profile::Guide, &loser.value, &loser.source, nullptr, nullptr};
    }
    const Elsewhere& other = row.elsewhere[place - losers];
    return {Kind::Elsewhere, &row, other.profile, &other.value, &other.source, &other.rule, &other.why};
}

QString EffectiveSessionModel::textOf(const Line& line, int column) const
{
    switch (column) {
    case Field:
        return line.kind == Kind::Stated       ? toQString(line.top->reason.field)
               : line.kind == Kind::PassedOver ? tr("passed over")
                                               : profileText(line.profile);
    case Value:
        return line.value->empty() ? tr("—") : toQString(*line.value);
    case From:
        return sourceText(*line.source);
    case Why:
        break;
    }
    if (!line.why)
        return {};
    const QString why = sentence(*line.why);
    return line.kind == Kind::Stated && isCombined(line.top->reason) ? tr("combined: %1").arg(why) : why;
}

QString EffectiveSessionModel::shortField(const Line& line) const
{
    const std::string& field = line.top->reason.field;
    const size_t api = line.top->reason.apiLength;
    if (line.kind != Kind::Stated || api == 0)
        return textOf(line, Field);
    if (field.size() == api)
        return toQString(std::string_view(field).substr(std::string_view("access_rights.").size()));
    return u"\u2003"_s + toQString(std::string_view(field).substr(api + 1));
}

QVariant EffectiveSessionModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Line line = lineOf(index);
    switch (role) {
    case Qt::DisplayRole:
        return textOf(line, index.column());
    case Qt::AccessibleTextRole: // what is struck through says so by a word
        return line.kind == Kind::PassedOver && index.column() == Value ? tr("%1, passed over").arg(textOf(line, Value))
                                                                        : textOf(line, index.column());
    case KindRole:
        return static_cast<int>(line.kind);
    case FieldRole:
        return toQString(line.top->reason.field);
    case ShortFieldRole:
        return shortField(line);
    case SourceRole:
        return static_cast<int>(line.source->kind);
    case PolicyRole:
        return toQString(line.source->policy);
    case RuleRole:
        return line.rule ? toQString(*line.rule) : QString();
    case CombinedRole:
        return line.kind == Kind::Stated && isCombined(line.top->reason);
    case DiffersRole:
        return line.kind == Kind::Stated && !line.top->elsewhere.empty();
    default:
        return {};
    }
}

QString EffectiveSessionModel::text() const
{
    QStringList lines;
    const auto add = [&](const QModelIndex& row) {
        QStringList cells;
        for (int column = 0; column < ColumnCount; ++column) {
            if (const QString cell = row.siblingAtColumn(column).data().toString(); !cell.isEmpty())
                cells.append(cell);
        }
        lines.append((row.parent().isValid() ? u"    "_s : QString()) + cells.join(u" · "_s));
    };
    for (int row = 0; row < rowCount(); ++row) {
        const QModelIndex top = index(row, 0);
        add(top);
        for (int below = 0; below < rowCount(top); ++below)
            add(index(below, 0, top));
    }
    return lines.join(u'\n') + u'\n';
}

} // namespace gatereeve::models
