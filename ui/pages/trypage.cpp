#include "ui/pages/trypage.h"

#include "core/engine/decisionwords.h"
#include "core/units.h"
#include "models/decisiontext.h"
#include "models/keystate.h"
#include "models/text.h"
#include "models/workspace.h"
#include "ui/delegates/markdelegate.h"
#include "ui/keyfacts.h"
#include "ui/pages/sending.h"
#include "ui/pages/tryresultsmodel.h"
#include "ui/passingclipboard.h"
#include "ui/widgets/gauge.h"
#include "ui/widgets/outcomechart.h"
#include "ui/widgets/traceview.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace gatereeve::ui
{

namespace
{

constexpr int FirstPace = 5, FirstAtOnce = 4;
constexpr int Tick = 500;        // milliseconds; limits renew with time alone
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
      m_sending(new Sending(this)),
      m_results(new TryResultsModel(this)),
      m_composer(new Composer(workspace, this)),
      m_columns(new QSplitter(this))
{
    m_tick.setInterval(Tick);
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
    m_rate = new Gauge(tr("Rate"), left);
    m_rate->setObjectName(QStringLiteral("rateGauge"));
    m_quota = new Gauge(tr("Quota"), left);
    m_quota->setObjectName(QStringLiteral("quotaGauge"));
    m_chart = new OutcomeChart(left);

    auto* layout = new QVBoxLayout(left);
    layout->setContentsMargins(theme::Margin, theme::Margin, theme::Gap, theme::Margin);
    layout->setSpacing(theme::Gap);
    layout->addWidget(m_composer);
    layout->addLayout(makeSendButtons(left));
    layout->addSpacing(theme::Tight);
    layout->addWidget(m_rate);
    layout->addWidget(m_quota);
    layout->addWidget(m_chart, 1);
    return left;
}

QLayout* TryPage::makeSendButtons(QWidget* parent)
{
    const auto button = [&](const char* name, const char* icon, const QString& text, const QString& tip) {
        auto* made = new QPushButton(theme::icon(QLatin1StringView(icon)), text, parent);
        made->setObjectName(QLatin1StringView(name));
        made->setToolTip(tip);
        return made;
    };
    const auto number = [&](const char* name, const QString& what, int first, int most) {
        auto* made = new QSpinBox(parent);
        made->setObjectName(QLatin1StringView(name));
        made->setAccessibleName(what);
        made->setRange(1, most);
        made->setValue(first);
        return made;
    };
    m_once = button("sendOnce", "send", tr("&Send once"), tr("Ctrl+Return"));
    m_burst = button("sendBurst", "burst", tr("&Burst"), tr("Ctrl+Shift+Return: so many in a row"));
    m_burstSize = number("burstSize", tr("Requests of a burst"), FirstBurst, LargestBurst);
    m_paced = button("sendPaced", "repeat", tr("Pa&ced"), tr("So many per second, until it is stopped"));
    m_pace = number("pace", tr("Requests per second"), FirstPace, Sending::FastestPace);
    m_pace->setSuffix(tr(" per second"));
    m_parallel =
        button("sendParallel", "traffic", tr("Pa&rallel"), tr("So many under way at once, until it is stopped"));
    m_atOnce = number("atOnce", tr("Requests at once"), FirstAtOnce, Sending::MostAtOnce);
    m_atOnce->setSuffix(tr(" at once"));
    m_stop = button("stopSending", "stop", tr("S&top"), tr("Sends no more; what is under way is still answered"));
    m_paced->setCheckable(true);
    m_parallel->setCheckable(true);
    m_stop->setEnabled(false);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(theme::Tight);
    grid->setVerticalSpacing(theme::Tight);
    grid->addWidget(m_once, 0, 0);
    grid->addWidget(m_burst, 0, 1);
    grid->addWidget(m_burstSize, 0, 2);
    grid->addWidget(m_stop, 0, 3);
    grid->addWidget(m_paced, 1, 0);
    grid->addWidget(m_pace, 1, 1);
    grid->addWidget(m_parallel, 1, 2);
    grid->addWidget(m_atOnce, 1, 3);
    return grid;
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
    wireSending();
    connect(&m_gateway, &GatewayControl::answered, m_results, &TryResultsModel::takeAnswer);
    connect(&m_gateway, &GatewayControl::decided, m_results, &TryResultsModel::takeDecisions);
    connect(m_results, &QAbstractItemModel::dataChanged, this, &TryPage::refreshSoon);
    connect(&m_gateway, &GatewayControl::clockChanged, this, &TryPage::showGauges);
    connect(m_results, &TryResultsModel::decided, this, &TryPage::takeDecided);
    connect(&m_refresh, &QTimer::timeout, this, [this] {
        showSums();
        showGauges();
        if (m_shown != selected())
            showSelected(); // made anew, it would lose the place in it that somebody reads
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &TryPage::showSelected);
    connect(m_composer, &Composer::keyChosen, this, [this] {
        showGauges();
        Q_EMIT keyChanged();
    });
    connect(m_composer, &Composer::failed, this, &Page::failed);
    connect(m_composer, &Composer::copyRequested, this, &TryPage::copyCurl);
    connect(m_trace, &TraceView::policyActivated, this, &TryPage::policyActivated);
    connect(m_trace, &TraceView::keyActivated, this, &TryPage::keyActivated);
    connect(m_trace, &TraceView::apiActivated, this, &TryPage::apiActivated);
    connect(&m_workspace, &models::Workspace::policiesChanged, this, &TryPage::showGauges);
    connect(&m_tick, &QTimer::timeout, this, &TryPage::showGauges);
}

void TryPage::wireSending()
{
    connect(m_once, &QPushButton::clicked, this, &TryPage::sendOnce);
    connect(m_burst, &QPushButton::clicked, this, &TryPage::sendBurst);
    connect(m_stop, &QPushButton::clicked, m_sending, &Sending::stop);
    connect(m_paced, &QPushButton::clicked, this, [this](bool on) {
        if (on)
            m_sending->pace(m_pace->value());
        else
            m_sending->stop();
    });
    connect(m_parallel, &QPushButton::clicked, this, [this](bool on) {
        if (on)
            m_sending->parallel(m_atOnce->value());
        else
            m_sending->stop();
    });
    connect(m_pace, &QSpinBox::valueChanged, this, [this](int value) {
        if (m_sending->mode() == Sending::Mode::Paced)
            m_sending->pace(value);
    });
    connect(m_atOnce, &QSpinBox::valueChanged, this, [this](int value) {
        if (m_sending->mode() == Sending::Mode::Parallel)
            m_sending->parallel(value);
    });
    connect(m_sending, &Sending::modeChanged, this, [this] {
        m_paced->setChecked(m_sending->mode() == Sending::Mode::Paced);
        m_parallel->setChecked(m_sending->mode() == Sending::Mode::Parallel);
        m_stop->setEnabled(m_sending->mode() != Sending::Mode::Idle);
    });
    connect(m_sending, &Sending::wanted, this, [this](int count) {
        if (send(count))
            return;
        m_sending->stop();
        for (int i = 0; i < count; ++i)
            m_sending->answered(); // never sent
    });
    connect(&m_gateway, &GatewayControl::answered, m_sending, &Sending::answered);
}

void TryPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    showGauges();
    m_tick.start();
}

void TryPage::hideEvent(QHideEvent* event)
{
    Page::hideEvent(event);
    m_tick.stop();
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
    settings.setValue(QStringLiteral("pace"), m_pace->value());
    settings.setValue(QStringLiteral("atOnce"), m_atOnce->value());
    settings.setValue(QStringLiteral("path"), m_composer->path());
    settings.setValue(QStringLiteral("key"), m_composer->keyName());
}

void TryPage::restoreLayout(const QSettings& settings)
{
    m_columns->restoreState(settings.value(QStringLiteral("columns")).toByteArray());
    m_rows->restoreState(settings.value(QStringLiteral("rows")).toByteArray());
    m_burstSize->setValue(settings.value(QStringLiteral("burst"), FirstBurst).toInt());
    m_pace->setValue(settings.value(QStringLiteral("pace"), FirstPace).toInt());
    m_atOnce->setValue(settings.value(QStringLiteral("atOnce"), FirstAtOnce).toInt());
    if (settings.contains(QStringLiteral("path")))
        m_composer->setPath(settings.value(QStringLiteral("path")).toString());
    if (settings.contains(QStringLiteral("key"))) // else the first of them
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

void TryPage::sendOnce()
{
    m_sending->once();
}

void TryPage::sendBurst()
{
    m_sending->burst(m_burstSize->value());
}

// False: nothing was sent, and why is said.
bool TryPage::send(int count)
{
    Result<TryRequest> request = m_composer->request();
    if (!request) {
        Q_EMIT failed(models::toQString(request.error().text));
        return false;
    }
    if (m_gateway.state().kind != GatewayState::Kind::Running) {
        Q_EMIT failed(tr("The gateway is not running. Start it in the menu Gateway."));
        return false;
    }
    const bool newestIsSelected = m_table->currentIndex().row() <= 0;
    for (int i = 0; i < count; ++i) {
        request->id = m_nextId++;
        TryResult result;
        result.request = *request;
        result.keyLabel = m_composer->keyLabel();
        result.sentAt = m_gateway.now();
        m_results->add(std::move(result));
        m_gateway.send(*request);
    }
    // What somebody reads stays selected while others are sent without end.
    if (newestIsSelected || !m_sending->isEndless())
        m_table->setCurrentIndex(m_results->index(0, 0));
    return true;
}

void TryPage::copyCurl(Composer::Tokens tokens)
{
    const QString address = m_gateway.state().address;
    const auto text = m_composer->curl(
        QStringLiteral("http://") + (address.isEmpty() ? QStringLiteral("127.0.0.1:8080") : address), tokens);
    if (!text) {
        Q_EMIT failed(models::toQString(text.error().text));
        return;
    }
    if (tokens == Composer::Tokens::Whole)
        copyForAWhile(*text, realLater(), {});
    else
        QGuiApplication::clipboard()->setText(*text);
    m_composer->sayCopied(tokens);
}

void TryPage::takeDecided(int row)
{
    const TryResult& result = m_results->at(row);
    m_chart->add(toSeconds(result.sentAt), result.decision->passed());
    refreshSoon();
}

// Once for many: they may come faster than the page is refreshed.
void TryPage::refreshSoon()
{
    if (!m_refresh.isActive())
        m_refresh.start();
}

TryPage::Shown TryPage::selected() const
{
    const int row = m_table->currentIndex().row();
    if (row < 0)
        return {};
    const TryResult& result = m_results->at(row);
    return {result.request.id, result.answer.has_value(), result.decision.has_value()};
}

void TryPage::showSelected()
{
    m_shown = selected();
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
        const StoredKey* key = models::keyOf(decision, &m_workspace.keyList());
        const auto snapshot = m_gateway.snapshot(decision.generation);
        m_trace->setTrace(
            traceOf(decision, snapshot.get(), {result.keyLabel.toStdString(), key ? &key->session : nullptr}),
            targetsOf(decision, snapshot.get()));
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
    showQuota(*key);
    showRate(*key);
}

void TryPage::showQuota(const StoredKey& key)
{
    const KeyFacts facts = factsOf(key, m_workspace, m_gateway);
    if (facts.quotaMaximum <= 0) {
        m_quota->setValue(0, 0, tr("not limited"));
        return;
    }
    const int64_t used = facts.quotaMaximum - facts.quotaLeft;
    const QString numbers =
        tr("%1 of %2 used")
            .arg(models::toQString(groupedNumber(used)), models::toQString(groupedNumber(facts.quotaMaximum)));
    const int64_t now = toSeconds(m_gateway.now());
    m_quota->setValue(used, facts.quotaMaximum,
                      facts.quotaEnds
                          ? tr("%1, renewed %2").arg(numbers, models::relativeTime(toSeconds(facts.quotaEnds), now))
                          : numbers);
}

// The newest decision about this key knows how full its rate window was; once that is over, by the gateway's clock, the
// next one begins empty.
void TryPage::showRate(const StoredKey& key)
{
    for (int row = 0; row < m_results->rowCount(); ++row) {
        const auto& decision = m_results->at(row).decision;
        if (!decision || decision->rateMaximum <= 0 || decision->key.view() != key.name.substr(0, 64))
            continue;
        const Nanoseconds now = m_gateway.now();
        const Nanoseconds ends =
            decision->rateEnds > decision->time ? decision->rateEnds : decision->time + decision->rateWindow;
        const int64_t count = now >= decision->time && now < ends ? decision->rateCount : 0;
        m_rate->setValue(count, decision->rateMaximum,
                         tr("%1 of %2 in %3")
                             .arg(count)
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
