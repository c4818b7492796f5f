#pragma once

// Puts a mark before the text of a cell. Models hold no icons; which mark a cell gets is asked of a function.

#include "ui/marks.h"

#include <QStyledItemDelegate>

#include <functional>

namespace gatereeve::ui
{

class MarkDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    // A mark without an icon leaves the cell as it is.
    using MarkOfCell = std::function<Mark(const QModelIndex&)>;
    explicit MarkDelegate(MarkOfCell markOfCell, QObject* parent = nullptr);

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    MarkOfCell m_markOfCell;
};

} // namespace gatereeve::ui
