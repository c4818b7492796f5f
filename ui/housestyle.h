#pragma once

// Fusion with four corrections: outlines of fields and boxes, which it draws darker than the window, stay visible on a
// dark one; rows of lists and trees get room to breathe; the current cell of a selected row is framed, not washed over,
// and the arrow of its branch is seen.

#include <QProxyStyle>

namespace gatereeve::ui
{

class HouseStyle final : public QProxyStyle
{
    Q_OBJECT

public:
    HouseStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                           const QWidget* widget) const override;
};

} // namespace gatereeve::ui
