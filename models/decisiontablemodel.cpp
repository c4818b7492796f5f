#include "models/decisiontablemodel.h"

#include "models/decisiontext.h"
#include "models/keylist.h"
#include "models/keystate.h"
#include "models/text.h"

#include <QDateTime>

namespace gatereeve::models
{

using namespace Qt::StringLiterals;

namespace
{

QString outcomeText(std::string_view word)
{
    if (word == "passed")
        return DecisionTableModel::tr("passed");
    if (word == "limited")
        return DecisionTableModel::tr("limited");
    if (word == "refused")
        return DecisionTableModel::tr("refused");
    return DecisionTableModel::tr("failed");
}

} // namespace

DecisionTableModel::DecisionTableModel(const FilteredDecisions& decisions, FindSnapshot findSnapshot,
                                       const KeyList* keys, QObject* parent)
    : RowModel(decisions, ColumnCount, parent),
      m_decisions(decisions),
      m_findSnapshot(std::move(findSnapshot)),
      m_keys(keys)
{
}

Trace DecisionTableModel::trace(int row) const
{
    const Decision decision = m_decisions.at(row);
    const auto snapshot = m_findSnapshot(decision.generation);
    const StoredKey* key = keyOf(decision, m_keys);
    return traceOf(decision, snapshot.get(), {toUtf8(aliasOf(decision, m_keys)), key ? &key->session : nullptr});
}

QString DecisionTableModel::header(int column) const
{
    switch (column) {
    case Time:
        return tr("Time");
    case Outcome:
        return tr("Outcome");
    case Status:
        return tr("Status");
    case Method:
        return tr("Method");
    case Path:
        return tr("Path");
    case Api:
        return tr("API");
    case Key:
        return tr("Key");
    case StoppedAt:
        return tr("Stopped by");
    case Policy:
        return tr("Policy");
    case Duration:
        return tr("Took");
    case Generation:
        return tr("Gen.");
    default:
        return {};
    }
}

QVariant DecisionTableModel::cell(int row, int column, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return column == Status ? QVariant(Qt::AlignCenter) // a code, always of three digits
               : column == Duration || column == Generation ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                                            : QVariant();
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role < SortRole)
        return {}; // asked for each cell that is painted
    const Decision decision = m_decisions.at(row);
    switch (role) {
    case Qt::DisplayRole:
        return displayed(decision, column);
    case Qt::ToolTipRole:
        return toolTip(decision, column);
    case IdRole:
        return toQString(decision.key.view());
    case SortRole:
    case RawRole:
        return raw(decision, column);
    default:
        return {};
    }
}

QString DecisionTableModel::displayed(const Decision& decision, int column) const
{
    switch (column) {
    case Time:
        return QDateTime::fromMSecsSinceEpoch(decision.time / 1'000'000).toString(u"HH:mm:ss.zzz"_s);
    case Outcome:
        return outcomeText(outcomeWord(decision));
    case Status:
        return QString::number(decision.status);
    case Method:
        return toQString(decision.method.view());
    case Path:
        return pathOf(decision);
    case Api:
        return m_decisions.list().apiOf(decision).name;
    case Key:
        return keyLabelOf(decision, m_keys);
    case StoppedAt:
        return checkOf(decision);
    case Policy:
        return policiesOf(decision, m_keys).join(u", "_s);
    case Duration:
        return durationText(static_cast<Nanoseconds>(decision.durationMicroseconds) * 1000);
    case Generation:
        return QString::number(decision.generation);
    default:
        return {};
    }
}

QVariant DecisionTableModel::toolTip(const Decision& decision, int column) const
{
    switch (column) {
    case Time:
        return exactTime(toSeconds(decision.time));
    case Outcome:
    case Status:
    case StoppedAt:
        return sentence(summaryOf(decision));
    case Path:
    case Api:
    case Key:
    case Policy:
        return displayed(decision, column).toHtmlEscaped(); // what somebody sent is no rich text
    case Generation:
        return tr("Enforced by generation %1").arg(decision.generation);
    default:
        return {};
    }
}

QVariant DecisionTableModel::raw(const Decision& decision, int column) const
{
    switch (column) {
    case Time:
        return static_cast<qlonglong>(decision.time);
    case Outcome:
        return toQString(outcomeWord(decision)); // never translated
    case Status:
        return static_cast<int>(decision.status);
    case Duration:
        return static_cast<uint>(decision.durationMicroseconds);
    case Generation:
        return static_cast<qulonglong>(decision.generation);
    default:
        return displayed(decision, column);
    }
}

} // namespace gatereeve::models
