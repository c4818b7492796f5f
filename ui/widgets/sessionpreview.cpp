#include "ui/widgets/sessionpreview.h"

#include "models/sessionpreviewmodel.h"
#include "ui/theme.h"

#include <QHeaderView>
#include <QStyledItemDelegate>

#include <algorithm>

namespace gatereeve::ui
{

using Model = models::SessionPreviewModel;

namespace
{

class PreviewDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->textElideMode = index.column() == Model::Field ? Qt::ElideMiddle : Qt::ElideRight;
        const auto change = Model::Change(index.data(Model::ChangeRole).toInt());
        if (index.column() == Model::Value)
            option->font.setBold(true);
        if (index.column() == Model::Value && change == Model::Change::Gone)
            option->font.setStrikeOut(true);
        if (change == Model::Change::Same)
            return;
        const theme::Tone tone = change == Model::Change::Gone ? theme::Tone::Bad : theme::Tone::Accent;
        option->backgroundBrush = theme::wash(tone);
        if (index.column() == Model::Before) {
            option->font.setBold(true);
            option->palette.setColor(QPalette::Text, theme::colour(tone));
        }
    }
};

} // namespace

SessionPreview::SessionPreview(QWidget* parent) : QTableView(parent), m_model(new Model(this))
{
    setAccessibleName(tr("What the key gives, and what the last change made different"));
    theme::style(this);
    setModel(m_model);
    setItemDelegate(new PreviewDelegate(this));
    setSelectionMode(QAbstractItemView::SingleSelection);
    horizontalHeader()->setStretchLastSection(true);
    hideColumn(Model::Why); // sentences are told one at a time, where they have room
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, &SessionPreview::tellReason);
    connect(m_model, &Model::dataChanged, this, &SessionPreview::tellReason);
    connect(m_model, &Model::modelReset, this, &SessionPreview::tellReason);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
}

void SessionPreview::showDifference(const Provenance& before, const Provenance& now)
{
    m_model->show(before, now);
    constexpr int Narrowest = 70, Widest = 200;
    for (const int column : {Model::Field, Model::Value, Model::Before, Model::From}) {
        // Never narrower than before: columns that jump while a policy is dragged can't be read.
        const int least = m_fitted ? columnWidth(column) : Narrowest;
        setColumnWidth(column, std::min(Widest, std::max(least, sizeHintForColumn(column) + theme::Gap)));
    }
    m_fitted = true;
}

void SessionPreview::tellReason()
{
    Q_EMIT reasonChanged(currentIndex().data(Qt::ToolTipRole).toString());
}

int SessionPreview::changes() const
{
    return m_model->changes();
}

} // namespace gatereeve::ui
