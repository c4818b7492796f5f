#include "ui/delegates/markdelegate.h"

namespace gatereeve::ui
{

MarkDelegate::MarkDelegate(MarkOfCell markOfCell, QObject* parent)
    : QStyledItemDelegate(parent),
      m_markOfCell(std::move(markOfCell))
{
}

void MarkDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const Mark mark = m_markOfCell(index);
    if (mark.icon.isEmpty())
        return;
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->icon = theme::icon(mark.icon, mark.tone);
    option->decorationSize = QSize(16, 16);
}

} // namespace gatereeve::ui
