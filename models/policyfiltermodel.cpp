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

} // namespace

PolicyFilterModel::PolicyFilterModel(QObject* parent) : QSortFilterProxyModel(parent)
{
    setSortRole(SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
}

void PolicyFilterModel::setFilterLine(const QString& line)
{
    m_terms.clear();
    m_notUnderstood.clear();
    for (QString word : line.split(u' ', Qt::SkipEmptyParts)) {
        Term term;
        const QString written = word;
        term.negated = word.size() > 1 && word.startsWith(u'-');
        if (term.negated)
            word.remove(0, 1);
        const qsizetype colon = word.indexOf(u':');
        const QString prefix = word.left(colon).toLower();
        const QString rest = word.mid(colon + 1);
        const bool known =
            prefix == u"api" || prefix == u"tag" || (prefix == u"is" && stateWords().contains(rest.toLower()));
        if (colon > 0 && known && !rest.isEmpty()) {
            term.prefix = prefix;
            term.word = rest;
        } else {
            term.word = word;
            if (colon > 0 && (known || prefix == u"is"))
                m_notUnderstood.append(written);
        }
        m_terms.append(term);
    }
    invalidateFilter();
}

bool PolicyFilterModel::filterAcceptsRow(int sourceRow, const QModelIndex&) const
{
    return std::all_of(m_terms.begin(), m_terms.end(),
                       [&](const Term& term) { return fits(term, sourceRow) != term.negated; });
}

bool PolicyFilterModel::fits(const Term& term, int sourceRow) const
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
