#include "ui/theme.h"

#include "ui/housestyle.h"

#include <QApplication>
#include <QChart>
#include <QFile>
#include <QFontDatabase>
#include <QHeaderView>
#include <QIconEngine>
#include <QLabel>
#include <QLegend>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>
#include <QTableView>
#include <QToolTip>
#include <QtCharts/QAbstractAxis>

namespace gatereeve::ui::theme
{

namespace
{

using namespace Qt::StringLiterals;

struct Colours {
    QRgb window, base, alternate, text, muted, disabled, button, line, accent, highlight, onHighlight, good, warning,
        bad;
};

constexpr Colours Light{0xfff5f5f2, 0xffffffff, 0xfff8f8f5, 0xff1f2428, 0xff5b636b, 0xff9aa0a6, 0xfff0f0ec,
                        0xffd3d3cd, 0xff1a6a84, 0xff1a6a84, 0xffffffff, 0xff2c7a37, 0xff8f5f00, 0xffb3261e};
constexpr Colours Dark{0xff23262a, 0xff1b1d20, 0xff202326, 0xffe4e6e8, 0xffa2aab1, 0xff6c737a, 0xff2e3237,
                       0xff42474d, 0xff62b9d3, 0xff1f5b70, 0xffffffff, 0xff7cc684, 0xffe2b34c, 0xfff08b82};

// Set once by apply(); the palette alone could not tell our meaning colours.
bool dark = false;

const Colours& colours()
{
    return dark ? Dark : Light;
}

QPalette paletteOf(const Colours& c)
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, QRgb rgb) { palette.setColor(role, QColor::fromRgba(rgb)); };
    set(QPalette::Window, c.window);
    set(QPalette::WindowText, c.text);
    set(QPalette::Base, c.base);
    set(QPalette::AlternateBase, c.alternate);
    set(QPalette::Text, c.text);
    set(QPalette::Button, c.button);
    set(QPalette::ButtonText, c.text);
    set(QPalette::BrightText, c.bad);
    set(QPalette::ToolTipBase, c.base);
    set(QPalette::ToolTipText, c.text);
    set(QPalette::PlaceholderText, c.muted);
    set(QPalette::Highlight, c.highlight);
    set(QPalette::HighlightedText, c.onHighlight);
    set(QPalette::Link, c.accent);
    set(QPalette::LinkVisited, c.accent);
    set(QPalette::Light, dark ? 0xff3a3f44 : 0xffffffff);
    set(QPalette::Midlight, dark ? 0xff34383d : 0xfffafaf8);
    set(QPalette::Mid, c.line);
    set(QPalette::Dark, dark ? 0xff141618 : 0xffb9b9b3);
    set(QPalette::Shadow, dark ? 0xff000000 : 0xff8a8a85);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, QColor::fromRgba(c.disabled));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor::fromRgba(c.line));
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, QColor::fromRgba(c.muted));
    return palette;
}

QColor mixed(const QColor& a, const QColor& b, double share)
{
    const auto mix = [share](int x, int y) { return static_cast<int>(x + (y - x) * share); };
    return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

// Draws an SVG whose colour is written "currentColor" in that of its tone.
class ToneIconEngine final : public QIconEngine
{
public:
    ToneIconEngine(QString name, Tone tone) : m_name(std::move(name)), m_tone(tone) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        QColor ink = colour(m_tone);
        if (mode == QIcon::Disabled)
            ink = QColor::fromRgba(colours().disabled);
        if (mode == QIcon::Selected)
            ink = QColor::fromRgba(colours().onHighlight);
        QByteArray svg = source();
        svg.replace("currentColor", ink.name().toLatin1());
        QSvgRenderer(svg).render(painter, rect);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        const QString key = u"tone-icon %1 %2 %3 %4 %5x%6"_s.arg(m_name)
                                .arg(int(m_tone))
                                .arg(int(mode))
                                .arg(dark)
                                .arg(size.width())
                                .arg(size.height());
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, pixmap.rect(), mode, state);
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

    QIconEngine* clone() const override { return new ToneIconEngine(*this); }

private:
    QByteArray source() const
    {
        QFile file(u":/icons/%1.svg"_s.arg(m_name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QString m_name;
    Tone m_tone;
};

} // namespace

Scheme schemeNamed(const QString& name)
{
    return name == u"light" ? Scheme::Light : name == u"dark" ? Scheme::Dark : Scheme::Desktop;
}

QString nameOf(Scheme scheme)
{
    switch (scheme) {
    case Scheme::Light:
        return u"light"_s;
    case Scheme::Dark:
        return u"dark"_s;
    case Scheme::Desktop:
        break;
    }
    return u"desktop"_s;
}

void apply(QApplication& application, Scheme scheme)
{
    // What the platform brought, before the first palette of ours covers it.
    static const bool desktopIsDark = QApplication::palette().color(QPalette::Window).lightness() < 128;
    dark = scheme == Scheme::Dark || (scheme == Scheme::Desktop && desktopIsDark);
    application.setStyle(new HouseStyle); // the application owns it
    QApplication::setPalette(paletteOf(colours()));
    QToolTip::setPalette(QApplication::palette());
}

bool isDark()
{
    return dark;
}

QColor colour(Tone tone)
{
    const Colours& c = colours();
    switch (tone) {
    case Tone::Muted:
        return QColor::fromRgba(c.muted);
    case Tone::Accent:
        return QColor::fromRgba(c.accent);
    case Tone::Good:
        return QColor::fromRgba(c.good);
    case Tone::Warning:
        return QColor::fromRgba(c.warning);
    case Tone::Bad:
        return QColor::fromRgba(c.bad);
    case Tone::Plain:
        break;
    }
    return QColor::fromRgba(c.text);
}

QColor wash(Tone tone)
{
    return mixed(QColor::fromRgba(colours().window), colour(tone), dark ? 0.22 : 0.14);
}

QIcon icon(const QString& name, Tone tone)
{
    return QIcon(new ToneIconEngine(name, tone));
}

QFont fixedFont()
{
    return QFontDatabase::systemFont(QFontDatabase::FixedFont);
}

void makeHeading(QLabel* label)
{
    QFont font = label->font();
    font.setBold(true);
    label->setFont(font);
}

void makeTitle(QLabel* label)
{
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * 1.35);
    font.setBold(true);
    label->setFont(font);
}

void makeMuted(QLabel* label)
{
    label->setForegroundRole(QPalette::PlaceholderText);
}

void style(QChart* chart)
{
    const QColor text = colour(Tone::Muted);
    chart->setBackgroundVisible(false);
    chart->setPlotAreaBackgroundVisible(false);
    chart->setTitleBrush(colour(Tone::Plain));
    chart->legend()->setLabelColor(text);
    for (QAbstractAxis* axis : chart->axes()) {
        axis->setLabelsColor(text);
        axis->setTitleBrush(text);
        axis->setGridLineColor(QColor::fromRgba(colours().line));
        axis->setLinePenColor(QColor::fromRgba(colours().line));
    }
}

void style(QTableView* table)
{
    constexpr int RowHeight = 27;
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->setTabKeyNavigation(false);
    table->setWordWrap(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(RowHeight);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

} // namespace gatereeve::ui::theme
