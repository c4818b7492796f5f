#include "models/problemlistmodel.h"

#include "models/text.h"

#include <QFileInfo>

namespace gatereeve::models
{

using namespace Qt::StringLiterals;

namespace
{

QString severityText(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return ProblemListModel::tr("error");
    case Severity::Warning:
        return ProblemListModel::tr("warning");
    case Severity::Note:
        return ProblemListModel::tr("note");
    }
    return {};
}

QString placeText(const Place& place)
{
    const QString file = QFileInfo(toQString(place.file)).fileName();
    return place.line > 0 ? u"%1:%2"_s.arg(file).arg(place.line) : file;
}

QString displayed(const Finding& finding, int column)
{
    switch (column) {
    case ProblemListModel::SeverityColumn:
        return severityText(finding.severity);
    case ProblemListModel::Text:
        return sentence(finding.message);
    default:
        return placeText(finding.place);
    }
}

QVariant sorted(const Finding& finding, int column)
{
    if (column == ProblemListModel::SeverityColumn)
        return -static_cast<int>(finding.severity); // errors first
    return displayed(finding, column);
}

} // namespace

ProblemListModel::ProblemListModel(const ProblemList& problems, QObject* parent)
    : RowModel(problems, ColumnCount, parent),
      m_problems(problems)
{
}

QString ProblemListModel::header(int column) const
{
    switch (column) {
    case SeverityColumn:
        return tr("Severity");
    case Text:
        return tr("Problem");
    case Location:
        return tr("Place");
    default:
        return {};
    }
}

QVariant ProblemListModel::cell(int row, int column, int role) const
{
    const Finding& finding = m_problems.at(row);
    switch (role) {
    case Qt::DisplayRole:
        return displayed(finding, column);
    case Qt::ToolTipRole:
        return column == Location ? toQString(toString(finding.place) + finding.place.path)
                                  : displayed(finding, column);
    case SortRole:
        return sorted(finding, column);
    case RawRole:
        return column == SeverityColumn ? QVariant(static_cast<int>(finding.severity))
                                        : QVariant(displayed(finding, column));
    case FileRole:
        return toQString(finding.place.file);
    case JsonPathRole:
        return toQString(finding.place.path);
    case LineRole:
        return finding.place.line;
    case IdRole:
    case KindRole:
        return toQString(finding.kind);
    default:
        return {};
    }
}

} // namespace gatereeve::models
