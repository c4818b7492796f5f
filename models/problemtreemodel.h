#pragma once

// Problems in groups, as many as the filter lets through. Follows its list by inserting, removing and changing rows, so
// that what is chosen and unfolded stays so; another grouping or filter resets it. Main thread.

#include "models/filterline.h"
#include "models/problemlist.h"
#include "models/rowmodel.h"

#include <QAbstractItemModel>

namespace gatereeve::models
{

class Workspace;

class ProblemTreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column {
        Text,           // of a group its title
        SeverityColumn, // of a problem; RawRole: Severity as int
        RuleColumn,
        Location, // "policies.json:12", below its file "line 12"; of a group how many there are in it
        ColumnCount
    };
    enum class Grouping : uint8_t { ByFile, ByRule, BySeverity };

    ProblemTreeModel(const Workspace& workspace, const ProblemList& problems, QObject* parent = nullptr);

    Grouping grouping() const { return m_grouping; }
    void setGrouping(Grouping grouping);
    // severity:error|warning|note, rule:WORD, file:WORD; other words are looked for in sentence, rule and place.
    void setFilterLine(const QString& line);
    QStringList notUnderstood() const { return m_filter.notUnderstood; }
    int shownCount() const; // problems, over all groups

    // Null for a group. Valid until the list changes.
    const Problem* problemAt(const QModelIndex& index) const;
    // The problems of a group, or the one.
    std::vector<const Problem*> problemsAt(const QModelIndex& index) const;
    // Of a problem that says the same about the same; invalid when there is none (any more).
    QModelIndex indexOf(const Problem& problem) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Group {
        std::string key;
        QString title;
        const lint::Rule* rule = nullptr; // these two: of its first problem
        Severity severity = Severity::Note;
        int row = 0;
        std::vector<const Problem*> problems;
    };
    using Groups = std::vector<std::unique_ptr<Group>>; // addresses are in the indexes of their problems

    Groups grouped();
    std::string_view keyFor(const Problem& problem) const;
    QString titleFor(const Problem& problem) const;
    bool comesBefore(const Group& left, const Group& right) const;
    bool isShown(int i);
    bool fits(const FilterTerm& term, int i);
    void reset();
    void follow();
    void followGroups(Groups& now);
    void followProblems(Group& group, std::vector<const Problem*> now);
    void renumber();
    QVariant groupData(const Group& group, int column, int role) const;
    QString placeText(const Place& place, int role) const;
    QVariant problemData(const Problem& problem, int column, int role) const;

    const Workspace& m_workspace;
    const ProblemList& m_problems;
    Grouping m_grouping = Grouping::ByFile;
    FilterLine m_filter;
    std::vector<QString> m_searched; // of the list's problems, made when first looked into
    Groups m_groups;
};

// They say the same about the same value, wherever it stands by now.
bool isSameProblem(const Problem& left, const Problem& right);

} // namespace gatereeve::models
