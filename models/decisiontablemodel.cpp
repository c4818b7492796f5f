#include "models/decisiontablemodel.h"

#include "core/keys/keytext.h"
#include "core/timetext.h"
#include "core/units.h"
#include "models/keylist.h"
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

QString pathText(const Decision& decision)
{
    const QString path = toQString(decision.path.view());
    return decision.path.cut ? path + u'…' : path;
}

} // namespace

DecisionTableModel::DecisionTableModel(const DecisionList& decisions, FindSnapshot findSnapshot, const KeyList* keys,
                                       QObject* parent)
    : RowModel(decisions, ColumnCount, parent),
      m_decisions(decisions),
      m_findSnapshot(std::move(findSnapshot)),
      m_keys(keys)
{
}

QString DecisionTableModel::markOf(std::string_view outcomeWord)
{
    if (outcomeWord == "passed")
        return u"✓"_s;
    if (outcomeWord == "limited")
        return u"⏳"_s;
    return outcomeWord == "refused" ? u"✗"_s : u"!"_s;
}

Trace DecisionTableModel::trace(int row) const
{
    const Decision& decision = m_decisions.at(row);
    const auto snapshot = m_findSnapshot(decision.generation);
    const StoredKey* key = m_keys && !decision.key.cut ? m_keys->find(toQString(decision.key.view())) : nullptr;
    return traceOf(decision, snapshot.get(), {toUtf8(keyLabel(decision)), key ? &key->session : nullptr});
}

QString DecisionTableModel::header(int column) const
{
    switch (column) {
    case Outcome:
        return tr("Outcome");
    case Status:
        return tr("Status");
    case Time:
        return tr("Time");
    case Method:
        return tr("Method");
    case Path:
        return tr("Path");
    case Key:
        return tr("Key");
    case Api:
        return tr("API");
    case Why:
        return tr("Why");
    case Duration:
        return tr("Took");
    case Generation:
        return tr("Generation");
    default:
        return {};
    }
}

QVariant DecisionTableModel::cell(int row, int column, int role) const
{
    const Decision& decision = m_decisions.at(row);
    switch (role) {
    case Qt::DisplayRole:
        return displayed(decision, column);
    case MarkRole:
        return markOf(outcomeWord(decision));
    case IdRole:
        return toQString(decision.key.view());
    case SortRole:
    case RawRole:
        return raw(decision, column);
    case Qt::TextAlignmentRole:
        return column == Status || column == Duration || column == Generation
                   ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                   : QVariant();
    default:
        return {};
    }
}

QString DecisionTableModel::displayed(const Decision& decision, int column) const
{
    switch (column) {
    case Outcome:
        return outcomeText(outcomeWord(decision));
    case Status:
        return QString::number(decision.status);
    case Time:
        return QDateTime::fromMSecsSinceEpoch(decision.time / 1'000'000).toString(u"HH:mm:ss.zzz"_s);
    case Method:
        return toQString(decision.method.view());
    case Path:
        return pathText(decision);
    case Key:
        return keyLabel(decision);
    case Api:
        return apiLabel(decision);
    case Why:
        return sentence(summaryOf(decision));
    case Duration:
        return toQString(shortDurationText(static_cast<Nanoseconds>(decision.durationMicroseconds) * 1000));
    case Generation:
        return QString::number(decision.generation);
    default:
        return {};
    }
}

QVariant DecisionTableModel::raw(const Decision& decision, int column) const
{
    switch (column) {
    case Status:
        return static_cast<int>(decision.status);
    case Time:
        return static_cast<qlonglong>(decision.time);
    case Duration:
        return static_cast<uint>(decision.durationMicroseconds);
    case Generation:
        return static_cast<qulonglong>(decision.generation);
    default:
        return displayed(decision, column);
    }
}

QString DecisionTableModel::keyLabel(const Decision& decision) const
{
    if (m_keys && !decision.key.cut) {
        const StoredKey* key = m_keys->find(toQString(decision.key.view()));
        if (key && !key->session.alias.empty())
            return toQString(key->session.alias);
    }
    return decision.keyTail.view().empty() ? QString() : u'…' + toQString(decision.keyTail.view());
}

QString DecisionTableModel::apiLabel(const Decision& decision) const
{
    const auto snapshot = m_findSnapshot(decision.generation);
    if (!snapshot || decision.apiIndex >= snapshot->apis.size())
        return {};
    const ApiDefinition& api = snapshot->apis[decision.apiIndex].definition;
    return toQString(api.name.empty() ? api.apiId : api.name);
}

} // namespace gatereeve::models
