#include "ui/widgets/traceview.h"

#include "models/text.h"
#include "ui/theme.h"

#include <QHeaderView>

#include <algorithm>

namespace gatereeve::ui
{

namespace
{

struct Look {
    QString icon;
    theme::Tone tone;
    QString word; // for screen readers
};

Look lookOf(TraceStep::Mark mark)
{
    switch (mark) {
    case TraceStep::Mark::Passed:
        return {QStringLiteral("passed"), theme::Tone::Good, TraceView::tr("passed")};
    case TraceStep::Mark::Stopped:
        return {QStringLiteral("refused"), theme::Tone::Bad, TraceView::tr("stopped here")};
    case TraceStep::Mark::Note:
        break;
    }
    return {QStringLiteral("note"), theme::Tone::Muted, TraceView::tr("note")};
}

QString wordsOf(const NearestChange& way)
{
    QStringList words;
    for (const Message& one : way.words)
        words.append(models::sentence(one));
    return words.join(TraceView::tr(" and "));
}

enum Column { Name, Words, LinkTo, ColumnCount };
enum LinkRole { KindRole = Qt::UserRole, IdRole, FieldRole };

struct Link {
    enum class Kind : uint8_t { None, Policy, Key, Api, Place };
    Kind kind = Kind::None;
    QString id, field;
    QString label;
};

Link policyLink(const QString& policy, Check check)
{
    const QString field = check == Check::Rate    ? QStringLiteral("rate")
                          : check == Check::Quota ? QStringLiteral("quota_max")
                                                  : QString();
    return {Link::Kind::Policy, policy, field, policy};
}

// A check that passed leads to what it was about, the one that stopped to what stands behind that.
Link linkOf(const TraceStep& step, const TraceTargets& targets)
{
    const bool stopped = step.mark == TraceStep::Mark::Stopped;
    if (step.check == Check::Route && !targets.apiId.isEmpty())
        return {Link::Kind::Api, targets.apiId, {}, targets.apiName};
    if (stopped && !targets.policy.isEmpty())
        return policyLink(targets.policy, step.check);
    const bool isOfKey =
        step.check == Check::Session || (stopped && step.check > Check::Session && step.check <= Check::Quota);
    if (isOfKey && !targets.key.isEmpty())
        return {Link::Kind::Key, targets.key, {}, TraceView::tr("the key")};
    if (stopped && step.check < Check::Token && !targets.apiId.isEmpty())
        return {Link::Kind::Api, targets.apiId, {}, targets.apiName};
    return {};
}

// `number` of the way.
Link linkOf(const NearestChange& way, size_t number, const TraceTargets& targets)
{
    if (!way.place.file.empty())
        return {Link::Kind::Place, QString::number(number), {}, TraceView::tr("change")};
    if (way.key && !targets.key.isEmpty())
        return {Link::Kind::Key, targets.key, {}, TraceView::tr("the key")};
    return {};
}

void setLink(QTreeWidgetItem* item, const Link& link)
{
    if (link.kind == Link::Kind::None)
        return;
    item->setData(LinkTo, KindRole, int(link.kind));
    item->setData(LinkTo, IdRole, link.id);
    item->setData(LinkTo, FieldRole, link.field);
    const QString text = link.field.isEmpty() ? link.label : QString(link.label + QStringLiteral(" · ") + link.field);
    item->setText(LinkTo, text + QStringLiteral(" ↗"));
    item->setData(LinkTo, Qt::AccessibleTextRole,
                  link.kind == Link::Kind::Place ? TraceView::tr("leads to where that is changed")
                                                 : TraceView::tr("leads to %1").arg(text));
    item->setToolTip(LinkTo, TraceView::tr("Enter or a click leads there"));
    item->setForeground(LinkTo, theme::colour(theme::Tone::Accent));
}

} // namespace

TraceTargets targetsOf(const Decision& decision, const Snapshot* snapshot)
{
    TraceTargets targets;
    targets.policy = models::toQString(decision.policy.view());
    if (!decision.key.cut)
        targets.key = models::toQString(decision.key.view());
    if (snapshot && snapshot->generation == decision.generation && decision.apiIndex < snapshot->apis.size()) {
        const ApiDefinition& api = snapshot->apis[decision.apiIndex].definition;
        targets.apiId = models::toQString(api.apiId);
        targets.apiName = models::toQString(api.name.empty() ? api.apiId : api.name);
    }
    return targets;
}

TraceView::TraceView(QWidget* parent) : QTreeWidget(parent)
{
    setObjectName(QStringLiteral("trace"));
    setAccessibleName(tr("Checks of the selected request"));
    setColumnCount(ColumnCount);
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(Name, QHeaderView::ResizeToContents);
    header()->setSectionResizeMode(Words, QHeaderView::Stretch);
    header()->setSectionResizeMode(LinkTo, QHeaderView::ResizeToContents);
    viewport()->setMouseTracking(true);
    connect(this, &QTreeWidget::itemClicked, this, [this](const QTreeWidgetItem* item, int column) {
        if (column == LinkTo)
            follow(item);
    });
    connect(this, &QTreeWidget::itemEntered, this, [this](const QTreeWidgetItem* item, int column) {
        const bool leads = column == LinkTo && item->data(LinkTo, KindRole).isValid();
        viewport()->setCursor(leads ? Qt::PointingHandCursor : Qt::ArrowCursor);
    });
    connect(this, &QTreeWidget::itemActivated, this, &TraceView::follow);
}

void TraceView::setTrace(const Trace& trace, const TraceTargets& targets)
{
    clear();
    for (const TraceStep& step : trace.steps) {
        const Look look = lookOf(step.mark);
        auto* item = new QTreeWidgetItem(this, {models::toQString(nameOf(step.check)), models::sentence(step.text)});
        item->setIcon(0, theme::icon(look.icon, look.tone));
        item->setData(0, Qt::AccessibleTextRole, tr("%1: %2").arg(item->text(0), look.word));
        item->setToolTip(1, item->text(1));
        if (step.mark == TraceStep::Mark::Stopped) {
            QFont bold = font();
            bold.setBold(true);
            item->setFont(0, bold);
            item->setFont(1, bold);
        }
        setLink(item, linkOf(step, targets));
    }
    addWays(trace.wouldPass, targets);
}

void TraceView::addWays(const std::vector<NearestChange>& ways, const TraceTargets& targets)
{
    m_ways.clear();
    for (const NearestChange& way : ways) {
        auto* item = new QTreeWidgetItem(this, {tr("would pass"), wordsOf(way)});
        item->setIcon(0, theme::icon(QStringLiteral("note"), theme::Tone::Accent));
        item->setToolTip(1, item->text(1).toHtmlEscaped());
        setLink(item, linkOf(way, m_ways.size(), targets));
        m_ways.push_back(way);
    }
}

void TraceView::follow(const QTreeWidgetItem* item)
{
    const QString id = item->data(LinkTo, IdRole).toString();
    switch (Link::Kind(item->data(LinkTo, KindRole).toInt())) {
    case Link::Kind::Policy:
        Q_EMIT policyActivated(id, item->data(LinkTo, FieldRole).toString());
        break;
    case Link::Kind::Key:
        Q_EMIT keyActivated(id);
        break;
    case Link::Kind::Api:
        Q_EMIT apiActivated(id);
        break;
    case Link::Kind::Place: {
        const Place place = m_ways[id.toULongLong()].place; // who goes there may show another trace here
        Q_EMIT placeActivated(place);
        break;
    }
    case Link::Kind::None:
        break;
    }
}

void TraceView::setNothing(const QString& why)
{
    clear();
    m_ways.clear();
    auto* item = new QTreeWidgetItem(this, {QString(), why});
    item->setForeground(1, theme::colour(theme::Tone::Muted));
}

} // namespace gatereeve::ui
