#include "ui/pages/trafficpage.h"

#include "core/units.h"
#include "models/decisiontablemodel.h"
#include "models/decisiontext.h"
#include "models/text.h"
#include "models/workspace.h"
#include "ui/delegates/markdelegate.h"
#include "ui/gatewaycontrol.h"
#include "ui/pages/decisionsaver.h"
#include "ui/prompts.h"
#include "ui/widgets/statelabel.h"
#include "ui/widgets/traceview.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QShortcut>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace gatereeve::ui
{

using Table = models::DecisionTableModel;

namespace
{

constexpr int RefreshAfter = 100; // milliseconds; decisions come in crowds

QString number(uint64_t count)
{
    return models::toQString(groupedNumber(int64_t(count)));
}

models::DecisionList::FindApi apiNames(const GatewayControl& gateway)
{
    return [&gateway](uint64_t generation, uint32_t index) -> models::DecisionApi {
        const auto snapshot = gateway.snapshot(generation);
        if (!snapshot || index >= snapshot->apis.size())
            return {};
        const ApiDefinition& api = snapshot->apis[index].definition;
        return {models::toQString(api.apiId), models::toQString(api.name.empty() ? api.apiId : api.name)};
    };
}

} // namespace

TrafficPage::TrafficPage(models::Workspace& workspace, GatewayControl& gateway, Prompts& prompts, QWidget* parent)
    : Page(parent),
      m_workspace(workspace),
      m_gateway(gateway),
      m_prompts(prompts),
      m_decisions(models::DecisionList::Capacity, apiNames(gateway)),
      m_model(new Table(
          m_shown, [&gateway](uint64_t generation) { return gateway.snapshot(generation); }, &workspace.keyList(),
          this)),
      m_saver(new DecisionSaver(m_decisions, workspace.keyList(), workspace.disk(), this)),
      m_parts(new QSplitter(Qt::Vertical, this))
{
    m_refresh.setInterval(RefreshAfter);
    m_refresh.setSingleShot(true);
    m_keysChanged.setInterval(RefreshAfter);
    m_keysChanged.setSingleShot(true);
    auto* top = new QWidget(this);
    auto* topLayout = new QVBoxLayout(top);
    topLayout->setContentsMargins(theme::Margin, theme::Margin, theme::Margin, theme::Tight);
    topLayout->setSpacing(theme::Gap);
    topLayout->addWidget(makeTop());
    m_count = new QLabel(top);
    m_count->setObjectName(QStringLiteral("trafficCount"));
    m_count->setWordWrap(true);
    theme::makeMuted(m_count);
    topLayout->addWidget(m_count);
    m_state = new StateLabel(top);
    m_state->setObjectName(QStringLiteral("trafficState"));
    m_state->hide();
    topLayout->addWidget(m_state);
    topLayout->addWidget(makeTable(), 1);
    m_trace = new TraceView(this);
    m_trace->setObjectName(QStringLiteral("trafficTrace"));
    m_parts->setChildrenCollapsible(false);
    m_parts->addWidget(top);
    m_parts->addWidget(m_trace);
    m_parts->setStretchFactor(0, 1);
    m_parts->setSizes({460, 240});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_parts);
    setFocusProxy(m_table);
    wire();
    showState();
    showSelected();
}

QWidget* TrafficPage::makeTop()
{
    auto* top = new QWidget(this);
    m_filter = new QLineEdit(top);
    m_filter->setObjectName(QStringLiteral("trafficFilter"));
    m_filter->setAccessibleName(tr("Filter of the traffic"));
    m_filter->setPlaceholderText(tr("Filter: status:429  key:acme  policy:gold  is:refused  check:rate  /orders"));
    m_filter->setToolTip(tr("status:429 or 4xx · key: · policy: · method: · path: · api: · generation: · check:rate · "
                            "is:passed, limited, refused, failed · -word for what must not be"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(theme::icon(QStringLiteral("search"), theme::Tone::Muted), QLineEdit::LeadingPosition);
    m_pause = new QPushButton(theme::icon(QStringLiteral("paused")), tr("&Pause"), top);
    m_pause->setObjectName(QStringLiteral("trafficPause"));
    m_pause->setCheckable(true);
    m_pause->setToolTip(tr("Space in the table"));
    auto* clear = new QPushButton(tr("C&lear"), top);
    clear->setObjectName(QStringLiteral("trafficClear"));
    connect(clear, &QPushButton::clicked, this, &TrafficPage::clear);
    auto* layout = new QHBoxLayout(top);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::Gap);
    layout->addWidget(m_filter, 1);
    layout->addWidget(m_pause);
    layout->addWidget(clear);
    layout->addWidget(makeExportButton());
    return top;
}

QWidget* TrafficPage::makeExportButton()
{
    auto* button = new QPushButton(theme::icon(QStringLiteral("save")), tr("E&xport"), this);
    button->setObjectName(QStringLiteral("trafficExport"));
    button->setToolTip(tr("The rows that the filter shows, with masked keys"));
    auto* menu = new QMenu(button);
    QAction* csv = menu->addAction(tr("As &CSV…"));
    csv->setObjectName(QStringLiteral("exportCsv"));
    connect(csv, &QAction::triggered, this, [this] { save(false); });
    QAction* json = menu->addAction(tr("As &JSON…"));
    json->setObjectName(QStringLiteral("exportJson"));
    connect(json, &QAction::triggered, this, [this] { save(true); });
    button->setMenu(menu);
    return button;
}

QWidget* TrafficPage::makeTable()
{
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("trafficTable"));
    m_table->setAccessibleName(tr("Decisions of the gateway, newest last"));
    m_table->setModel(m_model);
    theme::style(m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionResizeMode(Table::Path, QHeaderView::Stretch);
    header->setMinimumSectionSize(40);
    constexpr std::pair<int, int> Widths[] = {{Table::Time, 96},      {Table::Outcome, 90}, {Table::Status, 56},
                                              {Table::Method, 70},    {Table::Api, 90},     {Table::Key, 150},
                                              {Table::StoppedAt, 90}, {Table::Policy, 110}, {Table::Duration, 76},
                                              {Table::Generation, 48}};
    for (const auto& [column, width] : Widths)
        m_table->setColumnWidth(column, width);
    m_table->setItemDelegateForColumn(
        Table::Outcome,
        new MarkDelegate([](const QModelIndex& index) { return markOfOutcome(index.data(models::RawRole).toString()); },
                         m_table));
    auto* space = new QShortcut(Qt::Key_Space, m_table);
    space->setContext(Qt::WidgetShortcut);
    connect(space, &QShortcut::activated, m_pause, &QPushButton::toggle);
    return m_table;
}

void TrafficPage::wire()
{
    connect(&m_gateway, &GatewayControl::decided, this, [this](const QList<Decision>& batch) {
        m_decisions.append({batch.constData(), size_t(batch.size())});
        if (!m_refresh.isActive())
            m_refresh.start();
    });
    connect(&m_gateway, &GatewayControl::stateChanged, this, [this] {
        if (m_selected == UINT64_MAX)
            showSelected(); // where to send requests to
    });
    connect(&m_refresh, &QTimer::timeout, this, [this] {
        showState();
        if (!m_table->currentIndex().isValid())
            showSelected();
        Q_EMIT countChanged();
    });
    connect(m_filter, &QLineEdit::textChanged, this, &TrafficPage::filter);
    connect(m_pause, &QPushButton::toggled, this, &TrafficPage::setPaused);
    connect(m_saver, &DecisionSaver::finished, this, &TrafficPage::showSaved);
    connect(m_trace, &TraceView::policyActivated, this, &TrafficPage::policyActivated);
    connect(m_trace, &TraceView::keyActivated, this, &TrafficPage::keyActivated);
    connect(m_trace, &TraceView::apiActivated, this, &TrafficPage::apiActivated);
    connect(m_trace, &TraceView::placeActivated, this, &TrafficPage::placeActivated);
    const models::KeyList& keys = m_workspace.keyList();
    connect(&keys, &models::KeyList::keyChanged, &m_keysChanged, qOverload<>(&QTimer::start));
    connect(&keys, &models::RowSource::wasReset, &m_keysChanged, qOverload<>(&QTimer::start));
    connect(&m_keysChanged, &QTimer::timeout, this, [this] {
        m_table->viewport()->update(); // aliases
        if (m_shown.filter().asksKeys())
            filter();
    });
    follow();
}

// The end stays in sight while it is in sight; what somebody reads further up stays where it is.
void TrafficPage::follow()
{
    QScrollBar* bar = m_table->verticalScrollBar();
    connect(bar, &QScrollBar::valueChanged, this, [this, bar](int value) { m_follows = value >= bar->maximum(); });
    // The table has become shorter or longer.
    connect(bar, &QScrollBar::rangeChanged, this, [this] {
        if (m_follows)
            m_table->scrollToBottom();
    });
    connect(m_model, &QAbstractItemModel::rowsInserted, this, [this] {
        if (m_follows)
            m_table->scrollToBottom();
    });
    connect(m_model, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex&, int first, int last) { m_leaving = last - first + 1; });
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, [this, bar] {
        if (!m_follows)
            bar->setValue(std::max(0, bar->value() - m_leaving));
    });
    connect(m_model, &QAbstractItemModel::modelAboutToBeReset, this, [this] {
        const int top = m_table->rowAt(0);
        m_readAt = m_follows || top < 0 || top >= m_shown.rowCount() ? UINT64_MAX : m_shown.number(top);
    });
    connect(m_model, &QAbstractItemModel::modelReset, this, &TrafficPage::goOnReading);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &TrafficPage::showSelected);
}

// Another filter, or another key, and all rows are new ones: what was read, or else selected, stays in sight.
void TrafficPage::goOnReading()
{
    const int row = m_selected == UINT64_MAX ? -1 : m_shown.rowOf(m_selected);
    if (row >= 0)
        m_table->setCurrentIndex(m_model->index(row, 0));
    else
        showSelected();
    const int top = m_readAt == UINT64_MAX ? -1 : m_shown.rowOf(m_readAt);
    if (top >= 0)
        m_table->scrollTo(m_model->index(top, 0), QAbstractItemView::PositionAtTop);
    else if (row < 0)
        m_table->scrollToBottom();
    showState();
}

void TrafficPage::filter()
{
    m_shown.setFilter(models::DecisionFilter(m_filter->text(), &m_workspace.keyList()));
    showState();
}

void TrafficPage::clear()
{
    m_lostBefore = m_gateway.droppedDecisions();
    m_selected = UINT64_MAX;
    m_decisions.clear();
    m_state->hide();
    showState();
    Q_EMIT countChanged();
}

void TrafficPage::setPaused(bool paused)
{
    m_shown.setPaused(paused);
    m_pause->setIcon(theme::icon(paused ? QStringLiteral("try") : QStringLiteral("paused")));
    m_pause->setText(paused ? tr("&Resume") : tr("&Pause"));
    showState();
}

void TrafficPage::save(bool asJson)
{
    if (m_saver->isBusy()) {
        Q_EMIT failed(tr("Another export is still being written."));
        return;
    }
    const QString name = asJson ? tr("traffic.json") : tr("traffic.csv");
    const QString path = m_prompts.askSaveFile(this, tr("Export the traffic"), name);
    if (path.isEmpty())
        return;
    const uint64_t end =
        m_shown.isPaused() ? m_decisions.endNumber() - uint64_t(m_shown.waiting()) : m_decisions.endNumber();
    m_saver->start(path, asJson ? models::ExportFormat::Json : models::ExportFormat::Csv,
                   models::DecisionFilter(m_filter->text(), &m_workspace.keyList()), end);
    m_state->setState(QStringLiteral("note"), theme::Tone::Muted, tr("Writing %1…").arg(path));
    m_state->show();
}

void TrafficPage::showSaved()
{
    m_state->show(); // it may have been cleared meanwhile
    const Result<void>& outcome = m_saver->outcome();
    if (outcome)
        m_state->setState(
            QStringLiteral("passed"), theme::Tone::Good,
            tr("Saved %n decisions as %1; only you can read it.", nullptr, m_saver->count()).arg(m_saver->path()));
    else
        m_state->setState(QStringLiteral("error"), theme::Tone::Bad,
                          tr("Not saved. %1").arg(models::toQString(outcome.error().describe())));
}

void TrafficPage::showState()
{
    m_count->setText(stateText());
    m_count->setToolTip(
        m_decisions.rowCount() < models::DecisionList::Capacity * 15 / 16
            ? QString()
            : tr("The newest %1 are kept, what is older goes.").arg(number(uint64_t(models::DecisionList::Capacity))));
    const QStringList unknown = m_shown.filter().notUnderstood();
    if (!unknown.isEmpty())
        m_count->setText(tr("Not understood: %1").arg(unknown.join(u' ')) + QStringLiteral(" · ") + m_count->text());
}

QString TrafficPage::stateText() const
{
    QStringList parts;
    if (m_shown.isFiltering())
        parts.append(tr("looking…"));
    if (m_shown.filter().isEmpty())
        parts.append(m_shown.rowCount() == 1 ? tr("1 decision")
                                             : tr("%1 decisions").arg(number(uint64_t(m_shown.rowCount()))));
    else
        parts.append(tr("%1 of %2 decisions").arg(number(uint64_t(m_shown.rowCount())), number(uint64_t(count()))));
    if (m_shown.isPaused())
        parts.append(m_shown.waiting() > 0 ? tr("paused, %n decisions came meanwhile", nullptr, m_shown.waiting())
                                           : tr("paused"));
    const uint64_t dropped = m_gateway.droppedDecisions();
    if (const uint64_t lost = dropped > m_lostBefore ? dropped - m_lostBefore : 0)
        parts.append(tr("%n lost because the window came too late for them", nullptr, int(lost)));
    return parts.join(QStringLiteral(" · "));
}

void TrafficPage::showSelected()
{
    const int row = m_table->currentIndex().row();
    if (row < 0) {
        const QString address = m_gateway.state().address;
        m_trace->setNothing(count() > 0         ? tr("Select a request; the checks it went through stand here.")
                            : address.isEmpty() ? tr("The gateway is not running. Start it in the menu Gateway.")
                                                : tr("What is sent to %1 appears here as it is decided.").arg(address));
        return;
    }
    m_selected = m_shown.number(row);
    const Decision decision = m_shown.at(row);
    m_trace->setTrace(m_model->trace(row), targetsOf(decision, m_gateway.snapshot(decision.generation).get()));
}

void TrafficPage::setNarrow(bool narrow)
{
    for (const int column : {int(Table::Policy), int(Table::Generation)})
        m_table->setColumnHidden(column, narrow);
}

void TrafficPage::saveLayout(QSettings& settings) const
{
    settings.setValue(QStringLiteral("splitter"), m_parts->saveState());
    settings.setValue(QStringLiteral("header"), m_table->horizontalHeader()->saveState());
}

void TrafficPage::restoreLayout(const QSettings& settings)
{
    m_parts->restoreState(settings.value(QStringLiteral("splitter")).toByteArray());
    m_table->horizontalHeader()->restoreState(settings.value(QStringLiteral("header")).toByteArray());
}

} // namespace gatereeve::ui
