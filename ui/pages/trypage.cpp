#include "ui/pages/trypage.h"

#include "core/engine/decisionwords.h"
#include "core/units.h"
#include "models/keystate.h"
#include "models/text.h"
#include "models/workspace.h"
#include "ui/delegates/markdelegate.h"
#include "ui/keyfacts.h"
#include "ui/pages/composer.h"
#include "ui/pages/tryresultsmodel.h"
#include "ui/widgets/gauge.h"
#include "ui/widgets/outcomechart.h"
#include "ui/widgets/traceview.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace gatereeve::ui
{

namespace
{

constexpr int SteadyPerSecond = 5;
constexpr int RefreshAfter = 30; // milliseconds; answers of a burst come in crowds
constexpr int FirstBurst = 12, LargestBurst = 1000;

QString answerText(const TryAnswer& answer)
{
    if (answer.status == 0)
        return answer.error;
    QString text = QStringLiteral("%1\n").arg(answer.status);
    for (const auto& [name, value] : answer.headers)
        text += QString::fromUtf8(name + ": " + value + '\n');
    text += u'\n' + QString::fromUtf8(answer.body);
    return answer.bodyCut ? text + TryPage::tr("\n… (the rest is not kept)") : text;
}

} // namespace

TryPage::TryPage(models::Workspace& workspace, GatewayControl& gateway, QWidget* parent)
    : Page(parent),
      m_workspace(workspace),
      m_gateway(gateway),
      m_results(new TryResultsModel(this)),
      m_composer(new Composer(workspace, this)),
      m_columns(new QSplitter(this))
{
    m_steady.setInterval(1000 / SteadyPerSecond);
    m_refresh.setInterval(RefreshAfter);
    m_refresh.setSingleShot(true);
    m_columns->setChildrenCollapsible(false);
    m_columns->addWidget(makeLeft());
    m_columns->addWidget(makeRight());
    m_columns->setStretchFactor(1, 1);
    m_columns->setSizes({400, 680});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_columns);
    setFocusProxy(m_once);
    wire();
    showSelected();
    showGauges();
    showSums();
}

QWidget* TryPage::makeLeft()
{
    auto* left = new QWidget(this);
    m_once = new QPushButton(theme::icon(QStringLiteral("send")), tr("&Send once"), left);
    m_once->setObjectName(QStringLiteral("sendOnce"));
    m_once->setToolTip(tr("Ctrl+Return"));
    m_burst = new QPushButton(theme::icon(QStringLiteral("burst")), tr("&Burst"), left);
    m_burst->setObjectName(QStringLiteral("sendBurst"));
    m_burst->setToolTip(tr("Ctrl+Shift+Return: so many at once"));
    m_burstSize = new QSpinBox(left);
    m_burstSize->setObjectName(QStringLiteral("burstSize"));
    m_burstSize->setAccessibleName(tr("Requests of a burst"));
    m_burstSize->setRange(2, LargestBurst);
    m_burstSize->setValue(FirstBurst);
    m_steadily =
        new QPushButton(theme::icon(QStringLiteral("repeat")), tr("%1 per secon&d").arg(SteadyPerSecond), left);
    m_steadily->setObjectName(QStringLiteral("sendSteadily"));
    m_steadily->setCheckable(true);
    m_steadily->setToolTip(tr("Sends until it is pressed again"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme::Tight);
    buttons->addWidget(m_once);
    buttons->addWidget(m_burst);
    buttons->addWidget(m_burstSize);
    buttons->addWidget(m_steadily);
    buttons->addStretch();

    m_rate = new Gauge(tr("Rate"), left);
    m_rate->setObjectName(QStringLiteral("rateGauge"));
    m_quota = new Gauge(tr("Quota"), left);
    m_quota->setObjectName(QStringLiteral("quotaGauge"));
    m_chart = new OutcomeChart(left);

    auto* layout = new QVBoxLayout(left);
    layout->setContentsMargins(theme::Margin, theme::Margin, theme::Gap, theme::Margin);
    layout->setSpacing(theme::Gap);
    layout->addWidget(m_composer);
    layout->addLayout(buttons);
    layout->addSpacing(theme::Tight);
    layout->addWidget(m_rate);
    layout->addWidget(m_quota);
    layout->addWidget(m_chart, 1);
    return left;
}

QWidget* TryPage::makeRight()
{
    auto* top = new QWidget(this);
    m_sums = new QLabel(top);
    m_sums->setObjectName(QStringLiteral("trySums"));
    auto* clear = new QPushButton(tr("C&lear"), top);
    clear->setObjectName(QStringLiteral("clearResults"));
    connect(clear, &QPushButton::clicked, this, [this] {
        m_results->clear();
        m_chart->clear();
        showSums();
        showSelected();
    });
    m_table = new QTableView(top);
    m_table->setObjectName(QStringLiteral("tryResults"));
    m_table->setAccessibleName(tr("Requests sent, newest first"));
    m_table->setModel(m_results);
    theme::style(m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setSectionResizeMode(TryResultsModel::Why, QHeaderView::Stretch);
    constexpr std::pair<int, int> Widths[] = {{TryResultsModel::Outcome, 84},  {TryResultsModel::Status, 52},
                                              {TryResultsModel::Request, 112}, {TryResultsModel::Key, 84},
                                              {TryResultsModel::Duration, 66}, {TryResultsModel::Time, 66}};
    for (const auto& [column, width] : Widths)
        m_table->setColumnWidth(column, width);
    m_table->setItemDelegateForColumn(
        TryResultsModel::Outcome,
        new MarkDelegate([](const QModelIndex& index) { return markOfOutcome(index.data().toString()); }, m_table));
    auto* head = new QHBoxLayout;
    head->addWidget(m_sums, 1);
    head->addWidget(clear);
    auto* topLayout = new QVBoxLayout(top);
    topLayout->setContentsMargins(theme::Gap, theme::Margin, theme::Margin, theme::Tight);
    topLayout->setSpacing(theme::Gap);
    topLayout->addLayout(head);
    topLayout->addWidget(m_table, 1);

    m_trace = new TraceView(this);
    connect(m_trace, &TraceView::placeActivated, this, &TryPage::placeActivated);
    connect(m_trace, &TraceView::keyActivated, this, [this] {
        if (const int row = m_table->currentIndex().row(); row >= 0 && m_results->at(row).decision)
            Q_EMIT keyActivated(models::toQString(m_results->at(row).decision->key.view()));
    });
    m_answer = new QPlainTextEdit(this);
    m_answer->setObjectName(QStringLiteral("tryAnswer"));
    m_answer->setAccessibleName(tr("Answer"));
    m_answer->setReadOnly(true);
    m_answer->setFont(theme::fixedFont());
    m_below = new QTabWidget(this);
    m_below->setObjectName(QStringLiteral("tryDetails"));
    m_below->setDocumentMode(true);
    m_below->addTab(m_trace, tr("Why"));
    m_below->addTab(m_answer, tr("Answer"));
    m_rows = new QSplitter(Qt::Vertical, this);
    m_rows->setChildrenCollapsible(false);
    m_rows->addWidget(top);
    m_rows->addWidget(m_below);
    m_rows->setSizes({360, 280});
    return m_rows;
}

void TryPage::wire()
{
    connect(m_once, &QPushButton::clicked, this, &TryPage::sendOnce);
    connect(m_burst, &QPushButton::clicked, this, &TryPage::sendBurst);
    connect(m_steadily, &QPushButton::toggled, this, &TryPage::setSteady);
    connect(&m_steady, &QTimer::timeout, this, &TryPage::sendOnce);
    connect(&m_gateway, &GatewayControl::answered, m_results, &TryResultsModel::takeAnswer);
    connect(&m_gateway, &GatewayControl::answered, &m_refresh, qOverload<>(&QTimer::start));
    connect(&m_gateway, &GatewayControl::decided, m_results, &TryResultsModel::takeDecisions);
    connect(&m_gateway, &GatewayControl::decided, &m_refresh, qOverload<>(&QTimer::start));
    connect(&m_gateway, &GatewayControl::clockChanged, this, &TryPage::showGauges);
    connect(m_results, &TryResultsModel::decided, this, &TryPage::takeDecided);
    connect(&m_refresh, &QTimer::timeout, this, [this] {
        showSums();
        showGauges();
        showSelected();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &TryPage::showSelected);
    connect(m_composer, &Composer::keyChosen, this, [this] {
        showGauges();
        Q_EMIT keyChanged();
    });
    connect(&m_workspace, &models::Workspace::policiesChanged, this, &TryPage::showGauges);
}

void TryPage::setNarrow(bool narrow)
{
    m_columns->setOrientation(narrow ? Qt::Vertical : Qt::Horizontal);
    m_chart->setVisible(!narrow);
}

void TryPage::saveLayout(QSettings& settings) const
{
    settings.setValue(QStringLiteral("columns"), m_columns->saveState());
    settings.setValue(QStringLiteral("rows"), m_rows->saveState());
    settings.setValue(QStringLiteral("burst"), m_burstSize->value());
    settings.setValue(QStringLiteral("path"), m_composer->path());
    settings.setValue(QStringLiteral("key"), m_composer->keyName());
}

void TryPage::restoreLayout(const QSettings& settings)
{
    m_columns->restoreState(settings.value(QStringLiteral("columns")).toByteArray());
    m_rows->restoreState(settings.value(QStringLiteral("rows")).toByteArray());
    m_burstSize->setValue(settings.value(QStringLiteral("burst"), FirstBurst).toInt());
    if (settings.contains(QStringLiteral("path")))
        m_composer->setPath(settings.value(QStringLiteral("path")).toString());
    m_composer->setKey(settings.value(QStringLiteral("key")).toString());
}

QString TryPage::keyName() const
{
    return m_composer->keyName();
}

void TryPage::setKey(const QString& name)
{
    m_composer->setKey(name);
}

void TryPage::setPath(const QString& path)
{
    m_composer->setPath(path);
}

void TryPage::sendBurst()
{
    send(m_burstSize->value());
}

void TryPage::send(int count)
{
    Result<TryRequest> request = m_composer->request();
    if (!request) {
        m_steadily->setChecked(false);
        Q_EMIT failed(models::toQString(request.error().text));
        return;
    }
    if (m_gateway.state().kind != GatewayState::Kind::Running) {
        m_steadily->setChecked(false);
        Q_EMIT failed(tr("The gateway is not running. Start it in the menu Gateway."));
        return;
    }
    for (int i = 0; i < count; ++i) {
        request->id = m_nextId++;
        TryResult result;
        result.request = *request;
        result.keyLabel = m_composer->keyLabel();
        result.sentAt = m_gateway.now();
        m_results->add(std::move(result));
        m_gateway.send(*request);
    }
    m_table->setCurrentIndex(m_results->index(0, 0));
}

void TryPage::setSteady(bool on)
{
    if (on)
        m_steady.start();
    else
        m_steady.stop();
}

void TryPage::takeDecided(int row)
{
    const TryResult& result = m_results->at(row);
    m_chart->add(toSeconds(result.sentAt), result.decision->passed());
    m_refresh.start();
}

void TryPage::showSelected()
{
    const int row = m_table->currentIndex().row();
    if (row < 0) {
        m_trace->setNothing(tr("Send a request; the checks it went through stand here."));
        m_answer->clear();
        return;
    }
    const TryResult& result = m_results->at(row);
    m_answer->setPlainText(result.answer ? answerText(*result.answer) : QString());
    if (result.decision) {
        const Decision& decision = *result.decision;
        const StoredKey* key =
            decision.key.cut ? nullptr : m_workspace.keyList().find(models::toQString(decision.key.view()));
        m_trace->setTrace(traceOf(decision, m_gateway.snapshot(decision.generation).get(),
                                  {result.keyLabel.toStdString(), key ? &key->session : nullptr}));
    } else {
        m_trace->setNothing(result.answer ? tr("The gateway has not told about this request.") : tr("Waiting…"));
    }
}

void TryPage::showGauges()
{
    const StoredKey* key = m_workspace.keyList().find(keyName());
    if (!key) {
        m_rate->setValue(0, 0, tr("no key chosen"));
        m_quota->setValue(0, 0, tr("no key chosen"));
        return;
    }
    const KeyFacts facts = factsOf(*key, m_workspace, m_gateway);
    if (facts.quotaMaximum <= 0)
        m_quota->setValue(0, 0, tr("not limited"));
    else {
        const int64_t used = facts.quotaMaximum - facts.quotaLeft;
        const QString numbers =
            tr("%1 of %2 used")
                .arg(models::toQString(groupedNumber(used)), models::toQString(groupedNumber(facts.quotaMaximum)));
        m_quota->setValue(used, facts.quotaMaximum,
                          facts.quotaEnds ? tr("%1, renewed %2")
                                                .arg(numbers, models::relativeTime(toSeconds(facts.quotaEnds),
                                                                                   toSeconds(m_gateway.now())))
                                          : numbers);
    }
    // The newest decision about this key knows how full its rate window was.
    for (int row = 0; row < m_results->rowCount(); ++row) {
        const auto& decision = m_results->at(row).decision;
        if (!decision || decision->rateMaximum <= 0 || decision->key.view() != key->name.substr(0, 64))
            continue;
        m_rate->setValue(decision->rateCount, decision->rateMaximum,
                         tr("%1 of %2 in %3")
                             .arg(decision->rateCount)
                             .arg(decision->rateMaximum)
                             .arg(models::toQString(shortDurationText(decision->rateWindow))));
        return;
    }
    m_rate->setValue(0, 0, tr("nothing sent yet"));
}

void TryPage::showSums()
{
    QStringList sums;
    for (const QString& word :
         {QStringLiteral("passed"), QStringLiteral("limited"), QStringLiteral("refused"), QStringLiteral("failed")}) {
        const int count = m_results->count(word);
        if (count > 0)
            sums.append(QStringLiteral("%1 %2").arg(count).arg(word));
    }
    if (m_gateway.droppedDecisions() > 0)
        sums.append(tr("%n traces lost", nullptr, int(m_gateway.droppedDecisions())));
    m_sums->setText(sums.isEmpty() ? tr("Nothing sent yet.") : sums.join(QStringLiteral(" · ")));
}

} // namespace gatereeve::ui
