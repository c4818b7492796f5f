#include "ui/pages/tryresultsmodel.h"

#include "core/engine/decisionwords.h"
#include "models/decisiontext.h"
#include "models/text.h"

#include <QDateTime>

#include <algorithm>

namespace gatereeve::ui
{

namespace
{

constexpr size_t MostResults = 5000;
constexpr size_t MostUnclaimed = 1000; // decisions about requests of others are among them

QString reasonOf(const TryResult& result)
{
    if (result.decision && !result.decision->passed())
        return models::sentence(summaryOf(*result.decision));
    if (!result.answer)
        return {};
    if (result.answer->status == 0)
        return result.answer->error;
    if (result.answer->status < 400)
        return {};
    return QString::fromUtf8(result.answer->body.left(200)).simplified();
}

} // namespace

QString TryResult::outcome() const
{
    if (!answer)
        return TryResultsModel::tr("waiting");
    if (answer->status == 0)
        return QStringLiteral("failed");
    if (decision)
        return models::toQString(outcomeWord(*decision));
    if (answer->status < 400)
        return QStringLiteral("passed");
    return answer->status == 429   ? QStringLiteral("limited")
           : answer->status >= 500 ? QStringLiteral("failed")
                                   : QStringLiteral("refused");
}

TryResultsModel::TryResultsModel(QObject* parent) : QAbstractTableModel(parent)
{
}

int TryResultsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_results.size());
}

int TryResultsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TryResultsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const TryResult& result = at(index.row());
    if (role == Qt::TextAlignmentRole && index.column() == Duration)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::TextAlignmentRole && index.column() == Status)
        return int(Qt::AlignCenter); // a code, always of three digits
    if (role == Qt::ToolTipRole && index.column() == Why)
        return reasonOf(result);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Outcome:
        return result.outcome();
    case Status:
        return result.answer && result.answer->status ? QVariant(result.answer->status) : QVariant();
    case Why:
        return reasonOf(result);
    case Request:
        return QString::fromUtf8(result.request.method + ' ' + result.request.target);
    case Key:
        return result.keyLabel;
    case Duration:
        return result.answer ? QVariant(models::durationText(result.answer->duration)) : QVariant();
    case Time:
        return QDateTime::fromMSecsSinceEpoch(result.sentAt / 1'000'000).toString(QStringLiteral("HH:mm:ss"));
    default:
        return {};
    }
}

QVariant TryResultsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QStringList headers{tr("Outcome"), tr("Status"),   tr("Why"), tr("Request"),
                              tr("Key"),     tr("Duration"), tr("Sent")};
    return headers.value(section);
}

void TryResultsModel::add(TryResult result)
{
    if (m_results.size() == MostResults) {
        beginRemoveRows({}, int(MostResults) - 1, int(MostResults) - 1);
        const TryResult& last = m_results.back();
        m_undecided -= last.answer && last.answer->status != 0 && !last.decision ? 1 : 0;
        m_results.pop_back();
        endRemoveRows();
    }
    beginInsertRows({}, 0, 0);
    m_results.push_front(std::move(result));
    endInsertRows();
}

void TryResultsModel::clear()
{
    beginResetModel();
    m_results.clear();
    m_unclaimed.clear();
    m_undecided = 0;
    endResetModel();
}

int TryResultsModel::count(const QString& outcome) const
{
    return int(std::count_if(m_results.begin(), m_results.end(),
                             [&](const TryResult& result) { return result.outcome() == outcome; }));
}

void TryResultsModel::takeAnswer(const TryAnswer& answer)
{
    const auto place = std::find_if(m_results.begin(), m_results.end(),
                                    [&](const TryResult& result) { return result.request.id == answer.id; });
    if (place == m_results.end())
        return; // cleared meanwhile
    place->answer = answer;
    m_undecided += answer.status != 0 ? 1 : 0; // of what was not answered no decision may ever come
    const int row = int(place - m_results.begin());
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    const auto decision =
        std::find_if(m_unclaimed.begin(), m_unclaimed.end(), [&](const Decision& d) { return belongs(d, answer); });
    if (decision == m_unclaimed.end())
        return;
    const Decision joined = *decision;
    m_unclaimed.erase(decision);
    join(row, joined);
}

void TryResultsModel::takeDecisions(const QList<Decision>& decisions)
{
    for (const Decision& decision : decisions) {
        const auto isOf = [&](const TryResult& result) {
            return result.answer && !result.decision && belongs(decision, *result.answer);
        };
        // Most are about requests of others.
        const auto place = m_undecided == 0 ? m_results.end() : std::find_if(m_results.begin(), m_results.end(), isOf);
        if (place != m_results.end()) {
            join(int(place - m_results.begin()), decision);
            continue;
        }
        m_unclaimed.push_back(decision);
        if (m_unclaimed.size() > MostUnclaimed)
            m_unclaimed.pop_front();
    }
}

bool TryResultsModel::belongs(const Decision& decision, const TryAnswer& answer)
{
    return decision.clientPort == answer.clientPort && decision.requestOfConnection == answer.requestOfConnection;
}

void TryResultsModel::join(int row, const Decision& decision)
{
    m_results[size_t(row)].decision = decision;
    m_undecided -= m_results[size_t(row)].answer->status != 0 ? 1 : 0;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    Q_EMIT decided(row);
}

} // namespace gatereeve::ui
