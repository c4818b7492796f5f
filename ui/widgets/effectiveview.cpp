#include "ui/widgets/effectiveview.h"

#include "models/effectivesessionmodel.h"
#include "ui/rulesentences.h"
#include "ui/theme.h"

#include <QAction>
#include <QHeaderView>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QStyledItemDelegate>
#include <QToolTip>
#include <QWhatsThis>

#include <algorithm>

namespace gatereeve::ui
{

using Model = models::EffectiveSessionModel;

namespace
{

bool isKind(const QModelIndex& index, Model::Kind kind)
{
    return index.data(Model::KindRole).toInt() == int(kind);
}

// Strikes out what lost, marks what needs a second look, and shows the source as something that leads somewhere.
class SessionDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem&,
                   const QModelIndex& index) override
    {
        QString text = index.data().toString();
        if (index.column() == Model::From && !index.data(Model::RuleRole).toString().isEmpty())
            text = ruleSentence(index.data(Model::RuleRole).toString());
        QToolTip::showText(event->globalPos(), text.toHtmlEscaped(), view);
        return true;
    }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->textElideMode = index.column() == Model::Field ? Qt::ElideMiddle : Qt::ElideRight;
        if (index.column() == Model::Field)
            option->text = index.data(Model::ShortFieldRole).toString(); // the tool tip has it in full
        mark(option, index);
        if (index.column() == Model::From) {
            option->font.setUnderline(true);
            if (!(option->state & QStyle::State_Selected))
                option->palette.setColor(QPalette::Text, theme::colour(theme::Tone::Accent));
        } else if (!isKind(index, Model::Kind::Stated)) {
            option->font.setStrikeOut(index.column() == Model::Value && isKind(index, Model::Kind::PassedOver));
            option->palette.setColor(QPalette::Text, theme::colour(theme::Tone::Muted));
        } else if (index.column() == Model::Value) {
            option->font.setBold(true);
        }
    }

private:
    static void mark(QStyleOptionViewItem* option, const QModelIndex& index)
    {
        QIcon icon;
        if (index.column() == Model::Why && index.data(Model::CombinedRole).toBool())
            icon = theme::icon(QStringLiteral("combined"), theme::Tone::Warning);
        else if (index.column() == Model::Field &&
                 (index.data(Model::DiffersRole).toBool() || isKind(index, Model::Kind::Elsewhere)))
            icon = theme::icon(QStringLiteral("differs"), theme::Tone::Warning);
        if (icon.isNull())
            return;
        option->icon = icon;
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->decorationSize = QSize(14, 14);
    }
};

} // namespace

EffectiveView::EffectiveView(QWidget* parent)
    : QTreeView(parent),
      m_model(new Model(this)),
      m_goTo(new QAction(this)),
      m_copy(new QAction(tr("Copy the table as text"), this))
{
    setObjectName(QStringLiteral("effectiveSession"));
    setAccessibleName(tr("What is in effect, and why"));
    setModel(m_model);
    setItemDelegate(new SessionDelegate(this));
    setUniformRowHeights(true);
    setAlternatingRowColors(true);
    setAllColumnsShowFocus(true);
    setEditTriggers(NoEditTriggers);
    setMouseTracking(true); // the hand over links
    setIndentation(14);
    setWhatsThis(tr("Return on a row goes to where it comes from; Right unfolds what was passed over."));
    header()->setStretchLastSection(true);
    addActions();
    connect(this, &QTreeView::clicked, this, [this](const QModelIndex& index) {
        if (index.column() == Model::From)
            follow(index);
    });
    connect(m_model, &QAbstractItemModel::dataChanged, this, &EffectiveView::detailsChanged);
}

void EffectiveView::addActions()
{
    m_copy->setObjectName(QStringLiteral("copySession"));
    m_copy->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_C);
    m_copy->setShortcutContext(Qt::WidgetShortcut);
    m_goTo->setObjectName(QStringLiteral("goToSource"));
    connect(m_goTo, &QAction::triggered, this, [this] { follow(currentIndex()); });
    connect(m_copy, &QAction::triggered, this, &EffectiveView::copyRequested);
    addAction(m_goTo);
    addAction(m_copy);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    adaptActions();
}

void EffectiveView::setProvenance(const Provenance& provenance)
{
    setRows(models::sessionRows(provenance));
}

void EffectiveView::setRows(models::SessionRows rows)
{
    const bool first = m_model->rowCount() == 0;
    m_model->setRows(std::move(rows));
    if (first && m_model->rowCount() > 0) {
        fitColumns();
        setCurrentIndex(m_model->index(0, 0));
    }
    adaptActions();
    Q_EMIT detailsChanged();
}

void EffectiveView::fitColumns()
{
    // At most these parts of the width, so that something is left for Why.
    constexpr std::pair<int, int> Percent[] = {{Model::Field, 29}, {Model::Value, 26}, {Model::From, 21}};
    for (const auto& [column, percent] : Percent) {
        resizeColumnToContents(column);
        setColumnWidth(column, std::min(columnWidth(column), viewport()->width() * percent / 100));
    }
    m_fittedTo = viewport()->width();
}

void EffectiveView::resizeEvent(QResizeEvent* event)
{
    QTreeView::resizeEvent(event);
    if (m_model->rowCount() > 0 && viewport()->width() != m_fittedTo)
        fitColumns();
}

QString EffectiveView::details() const
{
    const QModelIndex row = currentIndex();
    if (!row.isValid())
        return {};
    const auto cell = [&](int column) { return row.siblingAtColumn(column).data().toString(); };
    const QString field = row.data(Model::FieldRole).toString();
    const QString subject = isKind(row, Model::Kind::Stated) ? field : tr("%1, %2").arg(field, cell(Model::Field));
    QStringList parts{tr("%1: %2, from %3.").arg(subject, cell(Model::Value), cell(Model::From))};
    if (QString why = cell(Model::Why); !why.isEmpty()) {
        why.front() = why.front().toUpper();
        parts.append(why.endsWith(u'.') ? why : why + u'.');
    }
    if (const QString rule = row.data(Model::RuleRole).toString(); !rule.isEmpty())
        parts.append(ruleSentence(rule) == rule ? tr("(%1)").arg(rule) : tr("%1 (%2)").arg(ruleSentence(rule), rule));
    return parts.join(u' ');
}

void EffectiveView::goToNextDifference()
{
    const QModelIndex current = currentIndex().parent().isValid() ? currentIndex().parent() : currentIndex();
    const int rows = m_model->rowCount();
    for (int step = 1; step <= rows; ++step) {
        const QModelIndex row = m_model->index((current.row() + step + rows) % rows, 0);
        if (!row.data(Model::DiffersRole).toBool())
            continue;
        expand(row);
        setCurrentIndex(row);
        scrollTo(m_model->index(m_model->rowCount(row) - 1, 0, row));
        scrollTo(row);
        setFocus();
        return;
    }
}

void EffectiveView::follow(const QModelIndex& index)
{
    if (!index.isValid())
        return;
    const QString field = index.data(Model::FieldRole).toString();
    switch (Source::Kind(index.data(Model::SourceRole).toInt())) {
    case Source::Kind::Policy:
        Q_EMIT policyActivated(index.data(Model::PolicyRole).toString(), field);
        return;
    case Source::Kind::Key:
        Q_EMIT keyActivated(field);
        return;
    case Source::Kind::Rule:
        break;
    }
    const QString rule = index.data(Model::RuleRole).toString();
    const QString text = rule.isEmpty() ? index.siblingAtColumn(Model::Why).data().toString() : ruleSentence(rule);
    const QRect place = visualRect(index.siblingAtColumn(Model::From));
    QWhatsThis::showText(viewport()->mapToGlobal(place.bottomLeft()), text.toHtmlEscaped(), this);
}

void EffectiveView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        follow(currentIndex());
    else
        QTreeView::keyPressEvent(event);
}

void EffectiveView::mouseMoveEvent(QMouseEvent* event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    viewport()->setCursor(index.isValid() && index.column() == Model::From ? Qt::PointingHandCursor : Qt::ArrowCursor);
    QTreeView::mouseMoveEvent(event);
}

void EffectiveView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTreeView::currentChanged(current, previous);
    adaptActions();
    Q_EMIT detailsChanged();
}

void EffectiveView::adaptActions()
{
    const QModelIndex row = currentIndex();
    m_goTo->setEnabled(row.isValid());
    m_copy->setEnabled(m_model->rowCount() > 0);
    switch (Source::Kind(row.data(Model::SourceRole).toInt())) {
    case Source::Kind::Policy:
        m_goTo->setText(tr("Go to policy %1").arg(row.data(Model::PolicyRole).toString()));
        return;
    case Source::Kind::Key:
        m_goTo->setText(tr("Go to the key's own value"));
        return;
    case Source::Kind::Rule:
        break;
    }
    m_goTo->setText(tr("Say the rule"));
}

} // namespace gatereeve::ui
