#include "ui/widgets/policiespicker.h"

#include "core/units.h"
#include "models/policytablemodel.h"
#include "models/text.h"
#include "models/workspace.h"
#include "ui/marks.h"

#include <QKeyEvent>

namespace gatereeve::ui
{

PoliciesPicker::PoliciesPicker(models::Workspace& workspace, QWidget* parent)
    : QListWidget(parent),
      m_workspace(workspace)
{
    setObjectName(QStringLiteral("policiesPicker"));
    setAccessibleName(tr("Policies of the key, in order"));
    setDragDropMode(QAbstractItemView::InternalMove);
    setAlternatingRowColors(true);
    setIconSize(QSize(16, 16));
    setToolTip(tr("Tick with Space; drag, or press Alt+Up and Alt+Down, to order."));
    connect(this, &QListWidget::itemChanged, this, [this] {
        if (!m_filling)
            announce();
    });
    connect(&workspace, &models::Workspace::policiesChanged, this, [this] { fill(m_policies); });
    fill({});
}

void PoliciesPicker::setPolicies(const QStringList& policies)
{
    fill(policies);
}

QStringList PoliciesPicker::policies() const
{
    return m_policies;
}

void PoliciesPicker::dropEvent(QDropEvent* event)
{
    m_filling = true; // the move inserts and removes rows; it is one edit
    QListWidget::dropEvent(event);
    m_filling = false;
    announce();
}

void PoliciesPicker::keyPressEvent(QKeyEvent* event)
{
    const bool up = event->key() == Qt::Key_Up, down = event->key() == Qt::Key_Down;
    if (!(event->modifiers() & Qt::AltModifier) || !(up || down)) {
        QListWidget::keyPressEvent(event);
        return;
    }
    const int from = currentRow(), to = from + (up ? -1 : 1);
    if (from < 0 || to < 0 || to >= count())
        return;
    m_filling = true;
    insertItem(to, takeItem(from));
    setCurrentRow(to);
    m_filling = false;
    announce();
}

void PoliciesPicker::fill(const QStringList& ticked)
{
    m_filling = true;
    const QString current = currentItem() ? currentItem()->data(Qt::UserRole).toString() : QString();
    clear();
    for (const QString& id : ticked)
        addRow(id, true);
    for (const QString& id : m_workspace.policyList().ids()) {
        if (!ticked.contains(id))
            addRow(id, false);
    }
    for (int row = 0; row < count(); ++row) {
        if (item(row)->data(Qt::UserRole).toString() == current)
            setCurrentRow(row);
    }
    m_policies = ticked;
    m_filling = false;
}

void PoliciesPicker::addRow(const QString& id, bool ticked)
{
    const models::PolicyItem* policy = m_workspace.policyList().find(id);
    QString text = tr("%1 — there is no such policy").arg(id);
    Mark mark{QStringLiteral("error"), theme::Tone::Bad};
    if (policy) {
        const Policy& value = policy->policy;
        const auto state = models::PolicyTableModel::stateOf(*policy);
        QStringList says;
        if (value.partitions.enforcesRate())
            says.append(models::toQString(rateText(value.rate, value.per)));
        if (value.partitions.enforcesQuota())
            says.append(models::toQString(quotaText(value.quotaMax, value.quotaRenewalRate)));
        if (value.keyExpiresIn > 0)
            says.append(tr("ends after %1").arg(models::toQString(durationText(value.keyExpiresIn))));
        if (state != models::PolicyTableModel::StateKind::Active)
            says.append(models::PolicyTableModel::stateText(state));
        text = says.isEmpty() ? id : tr("%1 — %2").arg(id, says.join(QStringLiteral(" · ")));
        mark = markOf(state);
    }
    auto* row = new QListWidgetItem(theme::icon(mark.icon, mark.tone), text, this);
    row->setData(Qt::UserRole, id);
    row->setToolTip(text);
    row->setFlags(row->flags() | Qt::ItemIsUserCheckable);
    row->setCheckState(ticked ? Qt::Checked : Qt::Unchecked);
}

void PoliciesPicker::announce()
{
    QStringList ticked;
    for (int row = 0; row < count(); ++row) {
        if (item(row)->checkState() == Qt::Checked)
            ticked.append(item(row)->data(Qt::UserRole).toString());
    }
    if (ticked == m_policies)
        return;
    m_policies = ticked;
    Q_EMIT edited(ticked);
}

} // namespace gatereeve::ui
