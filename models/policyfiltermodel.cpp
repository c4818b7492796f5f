#include "models/policyfiltermodel.h"

#include "models/policytablemodel.h"

#include <algorithm>

namespace gatereeve::models
{

using namespace Qt::StringLiterals;

namespace
{

const QStringList& stateWords()
{
    static const QStringList words{u"active"_s, u"inactive"_s, u"unloaded"_s,
                                   u"broken"_s, u"trial"_s,    u"partitioned"_s};
    return words;
}

bool anyContains(const QStringList& texts, const QString& word)
{
    return std::any_of(texts.begin(), texts.end(),
                       [&](const QString& text) { return text.contains(word, Qt::CaseInsensitive); });
}

FilterPrefix meaningOf(const QString& prefix, const QString& word)
{
    if (prefix == u"is")
        return stateWords().contains(word) ? FilterPrefix::Understood : FilterPrefix::NotUnderstood;
    if (prefix != u"api" && prefix != u"tag")
        return FilterPrefix::Unknown;
    return word.isEmpty() ? FilterPrefix::NotUnderstood : FilterPrefix::Understood;
}

} // namespace

PolicyFilterModel::PolicyFilterModel(QObject* parent) : QSortFilterProxyModel(parent)
{
    setSortRole(SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
}

void PolicyFilterModel::setFilterLine(const QString& line)
{
    m_line = readFilterLine(line, meaningOf);
    invalidateFilter();
}

bool PolicyFilterModel::filterAcceptsRow(int sourceRow, const QModelIndex&) const
{
    return std::all_of(m_line.terms.begin(), m_line.terms.end(),
                       [&](const FilterTerm& term) { return fits(term, sourceRow) != term.negated; });
}

bool PolicyFilterModel::fits(const FilterTerm& term, int sourceRow) const
{
    const auto value = [&](int column, int role) { return sourceModel()->index(sourceRow, column).data(role); };
    if (term.prefix == u"api")
        return anyContains(value(0, PolicyTableModel::ApisRole).toStringList(), term.word);
    if (term.prefix == u"tag")
        return anyContains(value(0, PolicyTableModel::TagsRole).toStringList(), term.word);
    if (term.prefix.isEmpty())
        return value(0, PolicyTableModel::FilterRole).toString().contains(term.word, Qt::CaseInsensitive);

    using Kind = PolicyTableModel::StateKind;
    const auto state = static_cast<Kind>(value(PolicyTableModel::State, RawRole).toInt());
    switch (stateWords().indexOf(term.word.toLower())) {
    case 0:
        return state == Kind::Active;
    case 1:
        return state == Kind::Denies;
    case 2:
        return state == Kind::NotLoaded;
    case 3:
        return state == Kind::Unusable || state == Kind::FormerVersion;
    case 4:
        return value(PolicyTableModel::Trial, RawRole).toLongLong() > 0;
    default:
        return value(PolicyTableModel::Enforces, RawRole).toStringList().size() < 3;
    }
}

} // namespace gatereeve::models
