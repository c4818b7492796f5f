#include "ui/widgets/gauge.h"

#include "ui/theme.h"

#include <QPainter>

#include <algorithm>

namespace gatereeve::ui
{

namespace
{

constexpr int BarHeight = 6;

} // namespace

Gauge::Gauge(const QString& label, QWidget* parent) : QWidget(parent), m_label(label)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Gauge::setValue(int64_t used, int64_t maximum, const QString& words)
{
    m_used = used;
    m_maximum = maximum;
    m_words = words;
    setAccessibleName(m_label);
    setAccessibleDescription(words);
    update();
}

QSize Gauge::sizeHint() const
{
    return {160, fontMetrics().height() + theme::Tight + BarHeight};
}

void Gauge::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect line(0, 0, width(), fontMetrics().height());
    painter.setPen(theme::colour(theme::Tone::Plain));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, m_label);
    const int rest = width() - fontMetrics().horizontalAdvance(m_label) - theme::Gap;
    painter.setPen(theme::colour(theme::Tone::Muted));
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, fontMetrics().elidedText(m_words, Qt::ElideRight, rest));

    const QRectF bar(0, line.bottom() + 1 + theme::Tight, width(), BarHeight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().color(QPalette::Mid));
    painter.drawRoundedRect(bar, BarHeight / 2.0, BarHeight / 2.0);
    if (m_maximum <= 0 || m_used <= 0)
        return;
    const double share = std::min(1.0, double(m_used) / double(m_maximum));
    const bool full = m_used >= m_maximum;
    painter.setBrush(theme::colour(full ? theme::Tone::Warning : theme::Tone::Accent));
    painter.drawRoundedRect(QRectF(bar.topLeft(), QSizeF(std::max(double(BarHeight), bar.width() * share), BarHeight)),
                            BarHeight / 2.0, BarHeight / 2.0);
}

} // namespace gatereeve::ui
