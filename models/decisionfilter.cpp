#include "models/decisionfilter.h"

#include "core/engine/decisionwords.h"
#include "models/decisiontext.h"
#include "models/text.h"

#include <algorithm>

namespace gatereeve::models
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype MostTerms = 64; // one bit each

const QStringList& outcomes()
{
    static const QStringList words{u"passed"_s, u"limited"_s, u"refused"_s, u"failed"_s};
    return words;
}

// "path-list" as the line has no blanks.
QString writtenCheck(Check check)
{
    return toQString(nameOf(check)).replace(u' ', u'-');
}

bool isCheck(const QString& word)
{
    for (auto check = uint8_t{0}; check < static_cast<uint8_t>(Check::None); ++check) {
        if (writtenCheck(static_cast<Check>(check)) == word)
            return true;
    }
    return false;
}

// "429", "4xx".
bool isStatus(const QString& word)
{
    return word.size() == 3 && word[0] >= u'1' && word[0] <= u'9' &&
           (word.endsWith(u"xx") || (word[1].isDigit() && word[2].isDigit()));
}

FilterPrefix meaningOf(const QString& prefix, const QString& word)
{
    const auto known = [](bool understood) {
        return understood ? FilterPrefix::Understood : FilterPrefix::NotUnderstood;
    };
    if (prefix == u"is")
        return known(outcomes().contains(word));
    if (prefix == u"check")
        return known(isCheck(word));
    if (prefix == u"status")
        return known(isStatus(word));
    if (prefix == u"generation") {
        bool isNumber = false;
        word.toULongLong(&isNumber);
        return known(isNumber);
    }
    static const QStringList names{u"key"_s, u"policy"_s, u"method"_s, u"path"_s, u"api"_s};
    return names.contains(prefix) ? known(!word.isEmpty()) : FilterPrefix::Unknown;
}

bool has(const QString& text, const QString& word)
{
    return text.contains(word, Qt::CaseInsensitive);
}

bool anyHas(const QStringList& texts, const QString& word)
{
    return std::ranges::any_of(texts, [&](const QString& text) { return has(text, word); });
}

std::string_view outcomeOf(const CompactDecision& compact)
{
    Decision decision;
    decision.stoppedAt = compact.stoppedAt;
    decision.cause = compact.cause;
    return outcomeWord(decision);
}

// What stands in the row itself.
bool fitsRow(const FilterTerm& term, const CompactDecision& row)
{
    const QString& word = term.word;
    if (term.prefix == u"status")
        return word.endsWith(u"xx", Qt::CaseInsensitive) ? row.status / 100 == word[0].digitValue()
                                                         : row.status == word.toInt();
    if (term.prefix == u"is")
        return toQString(outcomeOf(row)) == word.toLower();
    if (term.prefix == u"check")
        return writtenCheck(row.stoppedAt) == word.toLower();
    if (term.prefix == u"key")
        return has(toQString(row.keyTail.view()), word.startsWith(u'…') ? word.mid(1) : word);
    if (term.prefix.isEmpty())
        return has(toQString(row.keyTail.view()), word) ||
               (row.stoppedAt != Check::None && has(writtenCheck(row.stoppedAt), word)) ||
               QString::number(row.status) == word;
    return false;
}

bool isOfPath(const FilterTerm& term)
{
    return term.prefix.isEmpty() || term.prefix == u"path";
}

} // namespace

DecisionFilter::DecisionFilter(const QString& line, const KeyList* keys)
    : m_line(readFilterLine(line, meaningOf)),
      m_keys(keys)
{
    for (; m_line.terms.size() > MostTerms; m_line.terms.removeLast())
        m_line.notUnderstood.append(m_line.terms.last().word);
}

bool DecisionFilter::asksKeys() const
{
    return std::ranges::any_of(m_line.terms, [](const FilterTerm& term) {
        return term.prefix.isEmpty() || term.prefix == u"key" || term.prefix == u"policy";
    });
}

bool DecisionFilter::fits(const DecisionList& decisions, int row)
{
    const CompactDecision& compact = decisions.compact(row);
    const uint64_t bySubject = remembered(m_subjects, decisions.subjects(), compact.subject, [&] {
        const Decision decision = decisions.at(row);
        const DecisionApi api = decisions.apiOf(decision);
        return bitsOf([&](const FilterTerm& term) { return fitsSubject(term, decision, api); });
    });
    const uint64_t byPath = remembered(m_paths, decisions.paths(), compact.path, [&] {
        const QString path = toQString(decisions.paths().at(compact.path));
        return bitsOf([&](const FilterTerm& term) { return isOfPath(term) && has(path, term.word); });
    });
    const uint64_t known = bySubject | byPath;
    for (qsizetype i = 0; i < m_line.terms.size(); ++i) {
        const FilterTerm& term = m_line.terms[i];
        const bool fits = (known >> i & 1) != 0 || fitsRow(term, compact);
        if (fits == term.negated)
            return false;
    }
    return true;
}

template <typename Fits>
uint64_t DecisionFilter::bitsOf(Fits fits) const
{
    uint64_t bits = 0;
    for (qsizetype i = 0; i < m_line.terms.size(); ++i)
        bits |= static_cast<uint64_t>(fits(m_line.terms[i])) << i;
    return bits;
}

template <typename Compute>
uint64_t DecisionFilter::remembered(std::vector<Memo>& memos, const InternedTexts& texts, uint32_t id, Compute compute)
{
    if (memos.size() <= id)
        memos.resize(std::max<size_t>(size_t{id} + 1, memos.size() * 2));
    Memo& memo = memos[id];
    if (memo.serial != texts.serial(id))
        memo = {texts.serial(id), compute()};
    return memo.bits;
}

bool DecisionFilter::fitsSubject(const FilterTerm& term, const Decision& decision, const DecisionApi& api) const
{
    const QString& word = term.word;
    if (term.prefix == u"key")
        return has(aliasOf(decision, m_keys), word);
    if (term.prefix == u"policy")
        return anyHas(policiesOf(decision, m_keys), word);
    if (term.prefix == u"method")
        return toQString(decision.method.view()).compare(word, Qt::CaseInsensitive) == 0;
    if (term.prefix == u"api")
        return has(api.name, word) || api.id.compare(word, Qt::CaseInsensitive) == 0;
    if (term.prefix == u"generation")
        return decision.generation == word.toULongLong();
    return term.prefix.isEmpty() &&
           (has(toQString(decision.method.view()), word) || has(api.name, word) ||
            has(aliasOf(decision, m_keys), word) || anyHas(policiesOf(decision, m_keys), word));
}

} // namespace gatereeve::models
