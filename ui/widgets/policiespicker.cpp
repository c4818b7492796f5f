#include "ui/widgets/policiespicker.h"

#include "core/units.h"
#include "models/policytablemodel.h"
#include "models/text.h"
#include "models/workspace.h"
#include "ui/marks.h"

#include <QApplication>
#include <QKeyEvent>

namespace gatereeve::ui
{

namespace
{

constexpr int IdRole = Qt::UserRole, RefusedRole = Qt::UserRole + 1;

QStringList wordsOf(const models::PolicyItem& item)
{
    const Policy& policy = item.policy();
    const auto state = models::PolicyTableModel::stateOf(item);
    QStringList says;
    if (policy.partitions.enforcesRate())
        says.append(models::toQString(rateText(policy.rate, policy.per)));
    if (policy.partitions.enforcesQuota())
        says.append(models::toQString(quotaText(policy.quotaMax, policy.quotaRenewalRate)));
    if (policy.keyExpiresIn > 0)
        says.append(PoliciesPicker::tr("ends after %1").arg(models::toQString(durationText(policy.keyExpiresIn))));
    if (state != models::PolicyTableModel::StateKind::Active)
        says.append(models::PolicyTableModel::stateText(state));
    return says;
}

} // namespace

PoliciesPicker::PoliciesPicker(models::Workspace& workspace, QWidget* parent)
    : QListWidget(parent),
      m_workspace(workspace)
{
    setObjectName(QStringLiteral("policiesPicker"));
    setAccessibleName(tr("Policies of the key, in order"));
    setSelectionMode(QAbstractItemView::SingleSelection);
    setAlternatingRowColors(true);
    setIconSize(QSize(16, 16));
    setToolTip(tr("Tick with Space; drag, or press Alt+Up and Alt+Down, to order."));
    connect(this, &QListWidget::itemChanged, this, [this] {
        if (!m_filling)
            announce();
    });
    connect(&workspace, &models::Workspace::policiesChanged, this, &PoliciesPicker::follow);
}

void PoliciesPicker::setPolicies(const QStringList& policies)
{
    if (policies != m_policies || m_draggedFrom >= 0)
        fill(policies);
}

// There may be very many rows: an edit of one policy touches one, and nobody waits for rows that nobody sees.
void PoliciesPicker::follow(const QStringList& changed)
{
    m_isStale = m_isStale || changed.isEmpty();
    if (m_isStale) {
        if (isVisible())
            fill(m_policies);
        return;
    }
    m_filling = true;
    for (int row = 0; row < count(); ++row) {
        if (changed.contains(item(row)->data(IdRole).toString()))
            describe(*item(row));
    }
    m_filling = false;
}

void PoliciesPicker::showEvent(QShowEvent* event)
{
    QListWidget::showEvent(event);
    if (m_isStale)
        fill(m_policies);
}

QStringList PoliciesPicker::policies() const
{
    return m_policies;
}

void PoliciesPicker::showRefusal(const QString& policy, const QString& why)
{
    m_filling = true;
    for (int i = 0; i < count(); ++i) {
        QListWidgetItem* row = item(i);
        const bool refused = !policy.isEmpty() && row->data(IdRole).toString() == policy;
        if (!refused && !row->data(RefusedRole).toBool())
            continue;
        describe(*row);
        row->setData(RefusedRole, refused);
        if (!refused)
            continue;
        row->setIcon(theme::icon(QStringLiteral("refused"), theme::Tone::Bad));
        row->setText(tr("%1 — refused").arg(policy));
        row->setToolTip(why);
    }
    m_filling = false;
}

bool PoliciesPicker::canMoveCurrent(int by) const
{
    const int to = currentRow() + by;
    return currentRow() >= 0 && to >= 0 && to < count();
}

void PoliciesPicker::moveCurrent(int by)
{
    if (!canMoveCurrent(by))
        return;
    moveRow(currentRow(), currentRow() + by);
    announce();
}

void PoliciesPicker::moveRow(int from, int to)
{
    m_filling = true; // it is taken out and put in; that is one edit
    insertItem(to, takeItem(from));
    setCurrentRow(to);
    m_filling = false;
}

void PoliciesPicker::mousePressEvent(QMouseEvent* event)
{
    QListWidget::mousePressEvent(event);
    const QListWidgetItem* pressed = event->button() == Qt::LeftButton ? itemAt(event->position().toPoint()) : nullptr;
    m_pressedRow = pressed ? row(pressed) : -1;
    m_pressedAt = event->position().toPoint();
}

void PoliciesPicker::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint at = event->position().toPoint();
    const bool held = m_pressedRow >= 0 && (event->buttons() & Qt::LeftButton);
    if (held && m_draggedFrom < 0 && (at - m_pressedAt).manhattanLength() >= QApplication::startDragDistance())
        startDragging();
    if (m_draggedFrom >= 0)
        dragTo(at);
}

void PoliciesPicker::mouseReleaseEvent(QMouseEvent* event)
{
    m_pressedRow = -1;
    if (m_draggedFrom < 0) {
        QListWidget::mouseReleaseEvent(event);
        return;
    }
    // The view itself must not hear of it: where a drag ends nothing is ticked.
    m_draggedFrom = -1;
    setState(NoState);
    viewport()->unsetCursor();
    announce();
}

void PoliciesPicker::startDragging()
{
    m_draggedFrom = m_pressedRow;
    m_previewed = m_policies;
    setCurrentRow(m_pressedRow);
    viewport()->setCursor(Qt::ClosedHandCursor);
}

void PoliciesPicker::dragTo(const QPoint& at)
{
    const int x = visualItemRect(currentItem()).center().x();
    const QListWidgetItem* over = itemAt(QPoint(x, at.y()));
    const int beyond = at.y() < visualItemRect(currentItem()).top() ? 0 : count() - 1;
    const int to = over ? row(over) : beyond;
    if (to == currentRow())
        return;
    moveRow(currentRow(), to);
    scrollToItem(currentItem());
    const QStringList now = ticked();
    if (now == m_previewed)
        return;
    m_previewed = now;
    Q_EMIT previewed(now);
}

void PoliciesPicker::giveUpDragging()
{
    if (m_draggedFrom < 0)
        return;
    moveRow(currentRow(), m_draggedFrom);
    m_draggedFrom = m_pressedRow = -1;
    setState(NoState);
    viewport()->unsetCursor();
    Q_EMIT previewed(m_policies);
}

void PoliciesPicker::keyPressEvent(QKeyEvent* event)
{
    const bool up = event->key() == Qt::Key_Up, down = event->key() == Qt::Key_Down;
    if (event->key() == Qt::Key_Escape && m_draggedFrom >= 0)
        giveUpDragging();
    else if ((event->modifiers() & Qt::AltModifier) && (up || down))
        moveCurrent(up ? -1 : 1);
    else
        QListWidget::keyPressEvent(event);
}

void PoliciesPicker::focusOutEvent(QFocusEvent* event)
{
    giveUpDragging();
    QListWidget::focusOutEvent(event);
}

void PoliciesPicker::fill(const QStringList& ticked)
{
    m_filling = true;
    m_isStale = false;
    m_pressedRow = m_draggedFrom = -1; // rows that are made anew are in nobody's hand
    const QString current = currentItem() ? currentItem()->data(IdRole).toString() : QString();
    clear();
    for (const QString& id : ticked)
        addRow(id, true);
    for (const QString& id : m_workspace.policyList().ids()) {
        if (!ticked.contains(id))
            addRow(id, false);
    }
    for (int row = 0; row < count(); ++row) {
        if (item(row)->data(IdRole).toString() == current)
            setCurrentRow(row);
    }
    m_policies = ticked;
    m_filling = false;
}

void PoliciesPicker::addRow(const QString& id, bool ticked)
{
    auto* row = new QListWidgetItem; // not in the list yet: each change would be told
    row->setData(IdRole, id);
    row->setFlags((row->flags() | Qt::ItemIsUserCheckable) & ~(Qt::ItemIsDragEnabled | Qt::ItemIsDropEnabled));
    row->setCheckState(ticked ? Qt::Checked : Qt::Unchecked);
    describe(*row);
    QListWidget::addItem(row);
}

void PoliciesPicker::describe(QListWidgetItem& row) const
{
    const QString id = row.data(IdRole).toString();
    const models::PolicyItem* policy = m_workspace.policyList().find(id);
    QString text = tr("%1 — there is no such policy").arg(id);
    Mark mark{QStringLiteral("error"), theme::Tone::Bad};
    if (policy) {
        const QStringList says = wordsOf(*policy);
        text = says.isEmpty() ? id : tr("%1 — %2").arg(id, says.join(QStringLiteral(" · ")));
        mark = markOf(models::PolicyTableModel::stateOf(*policy));
    }
    row.setIcon(theme::icon(mark.icon, mark.tone));
    row.setText(text);
    row.setToolTip(text);
}

QStringList PoliciesPicker::ticked() const
{
    QStringList ticked;
    for (int row = 0; row < count(); ++row) {
        if (item(row)->checkState() == Qt::Checked)
            ticked.append(item(row)->data(IdRole).toString());
    }
    return ticked;
}

void PoliciesPicker::announce()
{
    const QStringList now = ticked();
    if (now == m_policies)
        return;
    m_policies = now;
    Q_EMIT edited(now);
}

} // namespace gatereeve::ui
