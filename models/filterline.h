#pragma once

// The line above a list that says what is shown of it: words that all must fit, "prefix:word", and "-word" for what
// must not. Pure.

#include <QStringList>

#include <functional>

namespace gatereeve::models
{

struct FilterTerm {
    QString prefix; // lower case; empty: any text of a row
    QString word;
    bool negated = false;

    bool operator==(const FilterTerm&) const = default;
};

struct FilterLine {
    QList<FilterTerm> terms;
    QStringList notUnderstood; // known prefixes with a word that means nothing to them; looked for as they stand

    bool operator==(const FilterLine&) const = default;
};

enum class FilterPrefix : uint8_t { Unknown, Understood, NotUnderstood };
// What "prefix:word" means; `word` may be empty, both are in lower case.
using FilterPrefixes = std::function<FilterPrefix(const QString& prefix, const QString& word)>;

FilterLine readFilterLine(const QString& line, const FilterPrefixes& meaning);

} // namespace gatereeve::models
