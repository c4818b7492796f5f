#include "ui/widgets/traceview.h"

#include "models/text.h"
#include "ui/theme.h"

#include <QHeaderView>

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

bool leadsSomewhere(const NearestChange& way)
{
    return way.key || !way.place.file.empty();
}

} // namespace

TraceView::TraceView(QWidget* parent) : QTreeWidget(parent)
{
    setObjectName(QStringLiteral("trace"));
    setAccessibleName(tr("Checks of the selected request"));
    setColumnCount(2);
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    header()->setStretchLastSection(true);
    connect(this, &QTreeWidget::itemActivated, this, &TraceView::activate);
}

void TraceView::setTrace(const Trace& trace)
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
    }
    addWays(trace.wouldPass);
}

void TraceView::addWays(const std::vector<NearestChange>& ways)
{
    m_ways = ways;
    for (const NearestChange& way : ways) {
        auto* item = new QTreeWidgetItem(this, {tr("would pass"), wordsOf(way)});
        item->setIcon(0, theme::icon(QStringLiteral("note"), theme::Tone::Accent));
        if (leadsSomewhere(way)) {
            QFont link = font();
            link.setUnderline(true);
            item->setFont(1, link);
        }
        item->setToolTip(1, leadsSomewhere(way) ? tr("%1\nEnter: go to where that is changed").arg(item->text(1))
                                                : item->text(1));
    }
}

void TraceView::activate(QTreeWidgetItem* item)
{
    const int row = indexOfTopLevelItem(item) - (topLevelItemCount() - int(m_ways.size()));
    if (row < 0)
        return;
    const NearestChange& way = m_ways[size_t(row)];
    if (!way.place.file.empty())
        Q_EMIT placeActivated(way.place);
    else if (way.key)
        Q_EMIT keyActivated();
}

void TraceView::setNothing(const QString& why)
{
    clear();
    m_ways.clear();
    auto* item = new QTreeWidgetItem(this, {QString(), why});
    item->setForeground(1, theme::colour(theme::Tone::Muted));
}

} // namespace gatereeve::ui
