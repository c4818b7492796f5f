#include "models/filterline.h"

namespace gatereeve::models
{

FilterLine readFilterLine(const QString& line, const FilterPrefixes& meaning)
{
    FilterLine read;
    for (QString word : line.split(u' ', Qt::SkipEmptyParts)) {
        const QString written = word;
        FilterTerm term;
        term.negated = word.size() > 1 && word.startsWith(u'-');
        if (term.negated)
            word.remove(0, 1);
        const qsizetype colon = word.indexOf(u':');
        const QString prefix = colon > 0 ? word.left(colon).toLower() : QString();
        const QString rest = word.mid(colon + 1);
        const FilterPrefix known = colon > 0 ? meaning(prefix, rest.toLower()) : FilterPrefix::Unknown;
        if (known == FilterPrefix::Understood) {
            term.prefix = prefix;
            term.word = rest;
        } else {
            term.word = word;
            if (known == FilterPrefix::NotUnderstood)
                read.notUnderstood.append(written);
        }
        read.terms.append(term);
    }
    return read;
}

} // namespace gatereeve::models
