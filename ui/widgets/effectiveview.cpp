#include "ui/widgets/effectiveview.h"

#include "models/effectivesessionmodel.h"
#include "ui/theme.h"

#include <QHeaderView>
#include <QStyledItemDelegate>

namespace gatereeve::ui
{

using Model = models::EffectiveSessionModel;

namespace
{

// Strikes losers through, and shows a policy as something that leads somewhere.
class SessionDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
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
    setToolTip(tr("Return on a policy goes to it."));
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
    m_model->setProvenance(provenance);
    if (!first)
        return;
    for (const int column : {Model::Field, Model::Value, Model::From})
        resizeColumnToContents(column);
}

} // namespace gatereeve::ui
