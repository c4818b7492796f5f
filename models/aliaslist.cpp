#include "models/aliaslist.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <optional>
#include <utility>

namespace gatereeve::models
{

namespace
{

bool isSeparator(QChar c)
{
    return c == u',' || c == u';' || c == u'\t';
}

// Reads first cells; what follows in a line is passed over, quotes and all.
class FirstCells
{
public:
    explicit FirstCells(const QString& text) : m_text(text) {}

    bool atEnd() const { return m_at >= m_text.size(); }
    int line() const { return m_line; }

    // Nothing: a quote that is never closed.
    std::optional<QString> next()
    {
        const auto first = cell();
        while (first && !atEnd() && isSeparator(m_text[m_at])) {
            ++m_at;
            if (!cell())
                return std::nullopt;
        }
        endLine();
        return first;
    }

private:
    std::optional<QString> cell()
    {
        while (!atEnd() && m_text[m_at] == u' ')
            ++m_at;
        if (!atEnd() && m_text[m_at] == u'"')
            return quoted();
        const qsizetype begin = m_at;
        while (!atEnd() && !isSeparator(m_text[m_at]) && m_text[m_at] != u'\n')
            ++m_at;
        return m_text.sliced(begin, m_at - begin).trimmed();
    }

    std::optional<QString> quoted()
    {
        QString text;
        for (++m_at; !atEnd(); ++m_at) {
            if (m_text[m_at] == u'"' && m_text.sliced(m_at + 1).startsWith(u'"'))
                ++m_at;
            else if (m_text[m_at] == u'"')
                break;
            text += m_text[m_at];
        }
        if (atEnd())
            return std::nullopt;
        ++m_at;
        while (!atEnd() && !isSeparator(m_text[m_at]) && m_text[m_at] != u'\n')
            ++m_at; // what stands behind the quote is no part of it
        return text.simplified();
    }

    void endLine()
    {
        if (!atEnd())
            ++m_at;
        m_line = 1 + int(m_text.first(m_at).count(u'\n'));
    }

    const QString& m_text;
    qsizetype m_at = 0;
    int m_line = 1;
};

bool isHeading(const QString& cell)
{
    return cell.compare(u"alias", Qt::CaseInsensitive) == 0 || cell.compare(u"name", Qt::CaseInsensitive) == 0;
}

QStringList thoseTwice(const QStringList& aliases)
{
    QSet<QString> seen;
    QStringList twice;
    for (const QString& alias : aliases) {
        if (seen.contains(alias) && !twice.contains(alias))
            twice.append(alias);
        seen.insert(alias);
    }
    return twice;
}

} // namespace

AliasList aliasesOf(const QString& text)
{
    AliasList list;
    QString unified = text;
    unified.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    FirstCells cells(unified);
    bool first = true;
    while (!cells.atEnd()) {
        const int line = cells.line();
        const auto cell = cells.next();
        if (!cell) {
            list.problem =
                QCoreApplication::translate("AliasList", "The quote that opens in line %1 is never closed.").arg(line);
            return list;
        }
        const bool heading = std::exchange(first, false) && isHeading(*cell);
        if (!cell->isEmpty() && !heading)
            list.aliases.append(*cell);
    }
    list.twice = thoseTwice(list.aliases);
    return list;
}

QString csvCell(const QString& text)
{
    QString cell = text;
    if (!cell.isEmpty() && QStringLiteral("=+-@\t\r").contains(cell.front()))
        cell.prepend(u'\'');
    if (!std::ranges::any_of(cell, [](QChar c) { return isSeparator(c) || c == u'"' || c == u'\n' || c == u'\r'; }))
        return cell;
    return u'"' + cell.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

} // namespace gatereeve::models
