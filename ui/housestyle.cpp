#include "ui/housestyle.h"

#include "ui/theme.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>

namespace gatereeve::ui
{

namespace
{

// Fusion takes its outlines from the window's colour; only the copy for one call gets this one.
constexpr QColor OutlineSource(0x8d, 0x95, 0x9c);
constexpr int RowPadding = 6; // pixels, above and below together

bool isOutlined(QStyle::PrimitiveElement element)
{
    switch (element) {
    case QStyle::PE_FrameLineEdit:
    case QStyle::PE_PanelLineEdit:
    case QStyle::PE_IndicatorCheckBox:
    case QStyle::PE_IndicatorItemViewItemCheck:
    case QStyle::PE_IndicatorRadioButton:
        return true;
    default:
        return false;
    }
}

} // namespace

HouseStyle::HouseStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{
}

void HouseStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                               const QWidget* widget) const
{
    if (element == PE_FrameFocusRect && qobject_cast<const QAbstractItemView*>(widget)) {
        painter->setPen(QPen(option->palette.color(QPalette::Text), 1, Qt::DotLine));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option->rect.adjusted(1, 1, -2, -2));
        return;
    }
    // Fusion draws the arrow of a branch in the colour of text, which a selected row does not contrast with.
    if (element == PE_IndicatorBranch && option->state.testFlag(State_Selected)) {
        QStyleOption copy(*option);
        copy.palette.setColor(QPalette::Text, option->palette.color(QPalette::HighlightedText));
        copy.palette.setColor(QPalette::WindowText, option->palette.color(QPalette::HighlightedText));
        QProxyStyle::drawPrimitive(element, &copy, painter, widget);
        return;
    }
    if (!theme::isDark() || !isOutlined(element)) {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        return;
    }
    const auto draw = [&](auto copy) {
        copy.palette.setColor(QPalette::Window, OutlineSource);
        QProxyStyle::drawPrimitive(element, &copy, painter, widget);
    };
    if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option))
        draw(QStyleOptionFrame(*frame));
    else if (const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option))
        draw(QStyleOptionViewItem(*item));
    else if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option))
        draw(QStyleOptionButton(*button));
    else
        QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void HouseStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                    const QWidget* widget) const
{
    const auto* spinBox = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
    if (!theme::isDark() || control != CC_SpinBox || !spinBox) {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
        return;
    }
    QStyleOptionSpinBox copy(*spinBox);
    copy.palette.setColor(QPalette::Window, OutlineSource);
    QProxyStyle::drawComplexControl(control, &copy, painter, widget);
}

QSize HouseStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                   const QWidget* widget) const
{
    const QSize usual = QProxyStyle::sizeFromContents(type, option, size, widget);
    return type == CT_ItemViewItem ? usual + QSize(0, RowPadding) : usual;
}

} // namespace gatereeve::ui
