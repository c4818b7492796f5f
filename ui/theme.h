#pragma once

// How everything looks: the Fusion style under two palettes of ours, one accent colour, four meaning colours (never the
// only carrier of a meaning), distances, and icons that follow the palette. Qt 6.4 neither tells nor changes the colour
// scheme, so dark is a palette, and charts and the JSON editor are coloured by hand.

#include <QColor>
#include <QIcon>
#include <QString>

class QApplication;
class QChart;
class QFont;
class QLabel;
class QTableView;

namespace gatereeve::ui::theme
{

enum class Scheme : uint8_t { Desktop, Light, Dark };

// The scheme of a name (desktop, light, dark); anything else is Desktop.
Scheme schemeNamed(const QString& name);
QString nameOf(Scheme scheme);

// Sets style and palette of the application. Desktop looks at the brightness of the palette that the platform brought.
void apply(QApplication& application, Scheme scheme);
bool isDark();

enum class Tone : uint8_t { Plain, Muted, Accent, Good, Warning, Bad };
QColor colour(Tone tone);
// A background of that tone, close to the window's.
QColor wash(Tone tone);

// Distances in pixels; everything is laid out with these.
inline constexpr int Tight = 4, Gap = 8, Wide = 16, Margin = 12;

// resources/icons/NAME.svg, drawn in the colour of the tone at the moment of painting.
QIcon icon(const QString& name, Tone tone = Tone::Plain);

QFont fixedFont();
// A label's looks by role, following palette changes.
void makeHeading(QLabel* label);
void makeTitle(QLabel* label);
void makeMuted(QLabel* label);

void style(QChart* chart);
// Rows without grid, selected as a whole, Tab leads on to the next widget.
void style(QTableView* table);

} // namespace gatereeve::ui::theme
