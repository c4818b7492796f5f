#include "ui/widgets/effectiveview.h"

#include "models/effectivesessionmodel.h"
#include "ui/theme.h"

#include <QHeaderView>
#include <QHelpEvent>
#include <QStyledItemDelegate>
#include <QToolTip>

#include <algorithm>

namespace gatereeve::ui
{

using Model = models::EffectiveSessionModel;

namespace
{

const QString RightsPrefix = QStringLiteral("access_rights.");

// Strikes losers through, and shows a policy as something that leads somewhere.
class SessionDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem&,
                   const QModelIndex& index) override
    {
        QToolTip::showText(event->globalPos(), index.data().toString(), view);
        return true;
    }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->textElideMode = index.column() == Model::Field ? Qt::ElideMiddle : Qt::ElideRight;
        if (index.column() == Model::Field)
            option->text.remove(RightsPrefix); // the tool tip has it in full
        if (index.data(Model::LoserRole).toBool()) {
            option->font.setStrikeOut(index.column() == Model::Value);
            option->palette.setColor(QPalette::Text, theme::colour(theme::Tone::Muted));
        } else if (index.column() == Model::From && !index.data(Model::PolicyRole).toString().isEmpty()) {
            option->font.setUnderline(true);
            option->palette.setColor(QPalette::Text, theme::colour(theme::Tone::Accent));
        } else if (index.column() == Model::Value) {
            option->font.setBold(true);
        }
    }
};

} // namespace

EffectiveView::EffectiveView(QWidget* parent) : QTreeView(parent), m_model(new Model(this))
{
    setObjectName(QStringLiteral("effectiveSession"));
    setAccessibleName(tr("What is in effect, and why"));
    setModel(m_model);
    setItemDelegate(new SessionDelegate(this));
    setUniformRowHeights(true);
    setAlternatingRowColors(true);
    setWhatsThis(tr("Return on a policy goes to it."));
    header()->setStretchLastSection(true);
    connect(this, &QTreeView::activated, this, [this](const QModelIndex& index) {
        const QString policy = index.data(Model::PolicyRole).toString();
        if (!policy.isEmpty())
            Q_EMIT policyActivated(policy);
    });
}

void EffectiveView::setProvenance(const Provenance& provenance)
{
    const bool first = m_model->rowCount() == 0;
    // What holds for the key as a whole comes before what holds for one API.
    Provenance ordered = provenance;
    std::stable_partition(ordered.begin(), ordered.end(),
                          [](const Reason& reason) { return !reason.field.starts_with("access_rights."); });
    m_model->setProvenance(std::move(ordered));
    if (!first)
        return;
    constexpr int Widest = 170;
    for (const int column : {Model::Field, Model::Value, Model::From}) {
        resizeColumnToContents(column);
        setColumnWidth(column, std::min(columnWidth(column), Widest));
    }
}

} // namespace gatereeve::ui
