#include "models/problemtreemodel.h"

#include "models/lintedworkspace.h"
#include "models/problemtext.h"
#include "models/rowsource.h"
#include "models/text.h"

#include <algorithm>
#include <unordered_map>

namespace gatereeve::models
{

using namespace Qt::StringLiterals;

namespace
{

constexpr std::string_view KeysKey = "keys"; // no path of a file

FilterPrefix meaningOf(const QString& prefix, const QString& word)
{
    if (prefix == u"severity") {
        const bool isOne = word == u"error" || word == u"warning" || word == u"note";
        return isOne ? FilterPrefix::Understood : FilterPrefix::NotUnderstood;
    }
    if (prefix != u"rule" && prefix != u"file")
        return FilterPrefix::Unknown;
    return word.isEmpty() ? FilterPrefix::NotUnderstood : FilterPrefix::Understood;
}

bool contains(std::string_view text, const QString& word)
{
    return toQString(text).contains(word, Qt::CaseInsensitive);
}

QString searchedText(const Workspace& workspace, const Problem& problem)
{
    const Place& place = problem.finding.place;
    return sentence(problem.finding.message) + u' ' + toQString(problem.rule->id) + u' ' +
           placeTitle(workspace, place) + u' ' + toQString(place.path);
}

} // namespace

bool isSameProblem(const Problem& left, const Problem& right)
{
    return left.rule == right.rule && left.finding.place.path == right.finding.place.path &&
           left.finding.place.file == right.finding.place.file && left.finding.message == right.finding.message;
}

ProblemTreeModel::ProblemTreeModel(const Workspace& workspace, const ProblemList& problems, QObject* parent)
    : QAbstractItemModel(parent),
      m_workspace(workspace),
      m_problems(problems),
      m_groups(grouped())
{
    connect(&problems, &ProblemList::changed, this, &ProblemTreeModel::follow);
}

void ProblemTreeModel::setGrouping(Grouping grouping)
{
    if (grouping == m_grouping)
        return;
    m_grouping = grouping;
    reset();
}

void ProblemTreeModel::setFilterLine(const QString& line)
{
    FilterLine filter = readFilterLine(line, meaningOf);
    if (filter == m_filter)
        return;
    m_filter = std::move(filter);
    reset();
}

int ProblemTreeModel::shownCount() const
{
    size_t count = 0;
    for (const auto& group : m_groups)
        count += group->problems.size();
    return static_cast<int>(count);
}

// What is shown, in groups

bool ProblemTreeModel::isShown(int i)
{
    return std::ranges::all_of(m_filter.terms, [&](const FilterTerm& term) { return fits(term, i) != term.negated; });
}

bool ProblemTreeModel::fits(const FilterTerm& term, int i)
{
    const Problem& problem = m_problems.at(i);
    if (term.prefix == u"severity")
        return toQString(nameOf(problem.finding.severity)).compare(term.word, Qt::CaseInsensitive) == 0;
    if (term.prefix == u"rule")
        return contains(problem.rule->id, term.word);
    if (term.prefix == u"file")
        return fileTitle(m_workspace, problem.finding.place.file).contains(term.word, Qt::CaseInsensitive);
    m_searched.resize(static_cast<size_t>(m_problems.size()));
    QString& text = m_searched[static_cast<size_t>(i)];
    if (text.isEmpty())
        text = searchedText(m_workspace, problem);
    return text.contains(term.word, Qt::CaseInsensitive);
}

// Lives as long as the problem.
std::string_view ProblemTreeModel::keyFor(const Problem& problem) const
{
    switch (m_grouping) {
    case Grouping::ByFile:
        return isInKey(problem.finding.place) ? KeysKey : std::string_view(problem.finding.place.file);
    case Grouping::ByRule:
        return problem.rule->id;
    case Grouping::BySeverity:
        return nameOf(problem.finding.severity);
    }
    return {};
}

QString ProblemTreeModel::titleFor(const Problem& problem) const
{
    switch (m_grouping) {
    case Grouping::ByFile:
        return fileTitle(m_workspace, problem.finding.place.file);
    case Grouping::ByRule:
        return toQString(problem.rule->id);
    case Grouping::BySeverity:
        break;
    }
    switch (problem.finding.severity) {
    case Severity::Error:
        return tr("Errors");
    case Severity::Warning:
        return tr("Warnings");
    case Severity::Note:
        return tr("Notes");
    }
    return {};
}

// Files as lint orders them, keys behind them; what is worse before what is better, and rules by their name.
bool ProblemTreeModel::comesBefore(const Group& left, const Group& right) const
{
    if (m_grouping == Grouping::ByFile)
        return left.key != KeysKey && right.key == KeysKey;
    if (left.severity != right.severity)
        return left.severity > right.severity;
    return left.key < right.key;
}

ProblemTreeModel::Groups ProblemTreeModel::grouped()
{
    Groups groups;
    std::unordered_map<std::string_view, Group*> known;
    for (int i = 0; i < m_problems.size(); ++i) {
        if (!isShown(i))
            continue;
        const Problem& problem = m_problems.at(i);
        const std::string_view key = keyFor(problem);
        Group*& group = known[key];
        if (!group) {
            groups.push_back(std::make_unique<Group>(
                Group{std::string(key), titleFor(problem), problem.rule, problem.finding.severity, 0, {}}));
            group = groups.back().get();
        }
        group->problems.push_back(&problem);
    }
    std::ranges::stable_sort(groups, [this](const auto& a, const auto& b) { return comesBefore(*a, *b); });
    for (size_t row = 0; row < groups.size(); ++row)
        groups[row]->row = static_cast<int>(row);
    return groups;
}

// Changes

void ProblemTreeModel::reset()
{
    beginResetModel();
    m_groups = grouped();
    endResetModel();
}

void ProblemTreeModel::follow()
{
    m_searched.clear();
    Groups now = grouped();
    followGroups(now);
    for (size_t row = 0; row < m_groups.size(); ++row) {
        if (now[row])
            followProblems(*m_groups[row], std::move(now[row]->problems));
    }
}

// Afterwards both have the same groups in the same order; of `now` those are null that were inserted.
void ProblemTreeModel::followGroups(Groups& now)
{
    const auto [first, removed, inserted] =
        rowDifference(m_groups.size(), now.size(),
                      [&](size_t oldRow, size_t newRow) { return m_groups[oldRow]->key == now[newRow]->key; });
    const auto begin = static_cast<std::ptrdiff_t>(first);
    if (removed > 0) {
        beginRemoveRows({}, static_cast<int>(first), static_cast<int>(first + removed - 1));
        m_groups.erase(m_groups.begin() + begin, m_groups.begin() + begin + static_cast<std::ptrdiff_t>(removed));
        renumber();
        endRemoveRows();
    }
    if (inserted > 0) {
        beginInsertRows({}, static_cast<int>(first), static_cast<int>(first + inserted - 1));
        const auto from = std::make_move_iterator(now.begin() + begin);
        m_groups.insert(m_groups.begin() + begin, from, from + static_cast<std::ptrdiff_t>(inserted));
        renumber();
        endInsertRows();
    }
}

void ProblemTreeModel::renumber()
{
    for (size_t row = 0; row < m_groups.size(); ++row)
        m_groups[row]->row = static_cast<int>(row);
}

void ProblemTreeModel::followProblems(Group& group, std::vector<const Problem*> now)
{
    auto& rows = group.problems;
    const QModelIndex parent = index(group.row, 0);
    const size_t before = rows.size();
    const auto [first, removed, inserted] = rowDifference(rows.size(), now.size(), [&](size_t oldRow, size_t newRow) {
        return isSameProblem(*rows[oldRow], *now[newRow]);
    });
    const auto begin = static_cast<std::ptrdiff_t>(first);
    if (removed > 0) {
        beginRemoveRows(parent, static_cast<int>(first), static_cast<int>(first + removed - 1));
        rows.erase(rows.begin() + begin, rows.begin() + begin + static_cast<std::ptrdiff_t>(removed));
        endRemoveRows();
    }
    if (inserted > 0) {
        beginInsertRows(parent, static_cast<int>(first), static_cast<int>(first + inserted - 1));
        rows.insert(rows.begin() + begin, now.begin() + begin,
                    now.begin() + begin + static_cast<std::ptrdiff_t>(inserted));
        endInsertRows();
    }
    rows = std::move(now);
    if (rows.empty())
        return;
    // Those that stayed may have moved to other lines.
    Q_EMIT dataChanged(index(0, 0, parent), index(static_cast<int>(rows.size()) - 1, ColumnCount - 1, parent));
    if (before != rows.size())
        Q_EMIT dataChanged(parent, index(group.row, ColumnCount - 1));
}

// The tree

const Problem* ProblemTreeModel::problemAt(const QModelIndex& index) const
{
    const auto* group = static_cast<const Group*>(index.internalPointer());
    return index.isValid() && group ? group->problems[static_cast<size_t>(index.row())] : nullptr;
}

std::vector<const Problem*> ProblemTreeModel::problemsAt(const QModelIndex& index) const
{
    if (const Problem* one = problemAt(index))
        return {one};
    return index.isValid() ? m_groups[static_cast<size_t>(index.row())]->problems : std::vector<const Problem*>();
}

QModelIndex ProblemTreeModel::indexOf(const Problem& problem) const
{
    const auto group = std::ranges::find(m_groups, keyFor(problem), &Group::key);
    if (group == m_groups.end())
        return {};
    const auto& problems = (*group)->problems;
    const auto found =
        std::ranges::find_if(problems, [&](const Problem* other) { return isSameProblem(*other, problem); });
    return found == problems.end()
               ? QModelIndex()
               : createIndex(static_cast<int>(found - problems.begin()), 0, static_cast<const void*>(group->get()));
}

QModelIndex ProblemTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return parent.isValid() ? createIndex(row, column, m_groups[static_cast<size_t>(parent.row())].get())
                            : createIndex(row, column);
}

QModelIndex ProblemTreeModel::parent(const QModelIndex& index) const
{
    const auto* group = index.isValid() ? static_cast<const Group*>(index.internalPointer()) : nullptr;
    return group ? createIndex(group->row, 0) : QModelIndex();
}

int ProblemTreeModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_groups.size());
    const bool isGroup = !parent.internalPointer() && parent.column() == 0;
    return isGroup ? static_cast<int>(m_groups[static_cast<size_t>(parent.row())]->problems.size()) : 0;
}

int ProblemTreeModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QVariant ProblemTreeModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Problem* problem = problemAt(index);
    return problem ? problemData(*problem, index.column(), role)
                   : groupData(*m_groups[static_cast<size_t>(index.row())], index.column(), role);
}

QVariant ProblemTreeModel::groupData(const Group& group, int column, int role) const
{
    const auto count = static_cast<int>(group.problems.size());
    switch (role) {
    case Qt::DisplayRole:
        return column == Text ? group.title : column == Location ? tr("%n found", nullptr, count) : QString();
    case Qt::AccessibleTextRole:
        return tr("%1: %2").arg(group.title, tr("%n found", nullptr, count));
    case Qt::ToolTipRole:
        if (m_grouping == Grouping::ByRule)
            return toQString(group.rule->reason);
        return m_grouping == Grouping::ByFile && group.key != KeysKey ? toQString(group.key) : QString();
    case RawRole:
        if (m_grouping != Grouping::ByFile)
            return static_cast<int>(group.severity);
        return {};
    default:
        return {};
    }
}

QVariant ProblemTreeModel::problemData(const Problem& problem, int column, int role) const
{
    const Finding& finding = problem.finding;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        switch (column) {
        case Text:
            return sentence(finding.message);
        case SeverityColumn:
            return severityWord(finding.severity);
        case RuleColumn:
            return toQString(problem.rule->id);
        default:
            return placeText(finding.place, role);
        }
    case Qt::AccessibleTextRole:
        return column == Text ? tr("%1: %2").arg(severityWord(finding.severity), sentence(finding.message))
                              : problemData(problem, column, Qt::DisplayRole);
    case RawRole:
        return static_cast<int>(finding.severity);
    default:
        return {};
    }
}

// Below its file a line is enough.
QString ProblemTreeModel::placeText(const Place& place, int role) const
{
    const bool isBelowFile = m_grouping == Grouping::ByFile && place.line > 0 && !isInKey(place);
    return role == Qt::DisplayRole && isBelowFile ? tr("line %1").arg(place.line) : placeTitle(m_workspace, place);
}

QVariant ProblemTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Text:
        return tr("Problem");
    case SeverityColumn:
        return tr("Severity");
    case RuleColumn:
        return tr("Rule");
    case Location:
        return tr("Place");
    default:
        return {};
    }
}

} // namespace gatereeve::models
