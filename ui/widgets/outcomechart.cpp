#include "ui/widgets/outcomechart.h"

#include "ui/theme.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChart>
#include <QChartView>
#include <QEvent>
#include <QGraphicsLayout>
#include <QLegend>
#include <QStackedBarSeries>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace gatereeve::ui
{

namespace
{

constexpr int Shown = 30;          // seconds with requests
constexpr int MinimumHeight = 250; // below, Qt Charts elides the axis labels to "…"

} // namespace

OutcomeChart::OutcomeChart(QWidget* parent)
    : QWidget(parent),
      m_chart(new QChart),
      m_passed(new QBarSet(tr("passed"))),
      m_refused(new QBarSet(tr("refused"))),
      m_counts(new QValueAxis)
{
    setObjectName(QStringLiteral("outcomeChart"));
    setAccessibleName(tr("Passed and refused requests by second"));
    auto* series = new QStackedBarSeries;
    series->append(m_passed);
    series->append(m_refused);
    series->setBarWidth(0.8);
    m_chart->addSeries(series);
    auto* seconds = new QBarCategoryAxis;
    for (int i = 0; i < Shown; ++i)
        seconds->append(QString::number(i));
    seconds->setLabelsVisible(false);
    seconds->setGridLineVisible(false);
    m_chart->addAxis(seconds, Qt::AlignBottom);
    series->attachAxis(seconds);
    m_counts->setLabelFormat(QStringLiteral("%d"));
    m_chart->addAxis(m_counts, Qt::AlignLeft);
    series->attachAxis(m_counts);
    m_chart->setMargins(QMargins(0, 0, 0, 0));
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->legend()->setAlignment(Qt::AlignTop);

    auto* view = new QChartView(m_chart, this);
    view->setRenderHint(QPainter::Antialiasing);
    view->setMinimumHeight(MinimumHeight);
    view->setFrameShape(QFrame::NoFrame);
    view->setBackgroundRole(QPalette::Window);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(view);
    m_redraw.setSingleShot(true);
    m_redraw.setInterval(50); // requests come in crowds
    connect(&m_redraw, &QTimer::timeout, this, &OutcomeChart::redraw);
    applyTheme();
    redraw();
}

void OutcomeChart::add(int64_t second, bool passed)
{
    auto place = std::find_if(m_seconds.rbegin(), m_seconds.rend(), [&](const Second& s) { return s.at <= second; });
    if (place == m_seconds.rend() || place->at != second)
        place = std::make_reverse_iterator(m_seconds.insert(place.base(), Second{second}) + 1);
    ++(passed ? place->passed : place->refused);
    while (m_seconds.size() > size_t(Shown))
        m_seconds.pop_front();
    m_redraw.start();
}

void OutcomeChart::clear()
{
    m_seconds.clear();
    redraw();
}

int OutcomeChart::passed() const
{
    return std::accumulate(m_seconds.begin(), m_seconds.end(), 0, [](int n, const Second& s) { return n + s.passed; });
}

int OutcomeChart::refused() const
{
    return std::accumulate(m_seconds.begin(), m_seconds.end(), 0, [](int n, const Second& s) { return n + s.refused; });
}

void OutcomeChart::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        applyTheme();
    QWidget::changeEvent(event);
}

void OutcomeChart::redraw()
{
    QList<qreal> passedBars(Shown, 0), refusedBars(Shown, 0);
    int most = 4;
    size_t i = Shown - m_seconds.size();
    for (const Second& second : m_seconds) {
        passedBars[qsizetype(i)] = second.passed;
        refusedBars[qsizetype(i)] = second.refused;
        most = std::max(most, second.passed + second.refused);
        ++i;
    }
    m_passed->remove(0, m_passed->count());
    m_refused->remove(0, m_refused->count());
    m_passed->append(passedBars);
    m_refused->append(refusedBars);
    const int step = std::max(1, int(std::ceil(most / 4.0)));
    m_counts->setRange(0, step * 4);
    m_counts->setTickCount(5);
}

void OutcomeChart::applyTheme()
{
    theme::style(m_chart);
    m_passed->setColor(theme::colour(theme::Tone::Accent));
    m_passed->setBorderColor(Qt::transparent);
    // Hatched, so that the two differ without colour.
    m_refused->setBrush(QBrush(theme::colour(theme::Tone::Bad), Qt::BDiagPattern));
    m_refused->setBorderColor(theme::colour(theme::Tone::Bad));
}

} // namespace gatereeve::ui
