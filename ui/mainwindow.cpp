#include "ui/mainwindow.h"

#include "models/text.h"
#include "models/workspace.h"
#include "ui/gatewaycontrol.h"
#include "ui/pages/keyspage.h"
#include "ui/pages/trypage.h"
#include "ui/pages/welcomepage.h"
#include "ui/profilemenu.h"
#include "ui/prompts.h"
#include "ui/statusline.h"
#include "ui/widgets/lastgoodbar.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/statelabel.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QSettings>
#include <QStackedLayout>
#include <QStatusBar>
#include <QTime>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace gatereeve::ui
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int NarrowBelow = 1000; // pixels
constexpr int MostRecent = 5;

const QString RecentKey = u"window/recent"_s;
const QString SchemeKey = u"window/scheme"_s;

} // namespace

MainWindow::MainWindow(const Surroundings& surroundings, QWidget* parent) : QMainWindow(parent), m_with(surroundings)
{
    setObjectName(u"mainWindow"_s);
    setWindowIcon(QIcon(u":/icons/gatereeve.svg"_s));
    setMinimumSize(640, 480);
    setAcceptDrops(true);
    makeFileMenu();
    makeEditMenu();
    makeViewMenu();
    makeKeyMenu();
    makeGatewayMenu();
    makeHelpMenu();
    makeToolBar();
    makeCentre();
    m_status = new QLabel(this);
    m_status->setObjectName(u"statusLine"_s);
    m_status->setTextInteractionFlags(Qt::TextSelectableByMouse);
    statusBar()->addWidget(m_status, 1);

    connect(&m_with.gateway, &GatewayControl::stateChanged, this, &MainWindow::refreshState);
    connect(&m_with.gateway, &GatewayControl::clockChanged, this, &MainWindow::refreshClock);
    connect(&m_with.gateway, &GatewayControl::echoUpstreamChanged, this, &MainWindow::refreshState);
    if (!restoreGeometry(m_with.settings.value(u"window/geometry"_s).toByteArray()))
        resize(1280, 800);
    qApp->installEventFilter(this);
    setWorkspace(nullptr);
}

MainWindow::~MainWindow()
{
    delete m_view; // remembers its layout while the workspace is still there
}

QAction* MainWindow::addAction(QMenu* menu, const QString& name, const QString& text, const QKeySequence& keys,
                               const QString& icon)
{
    QAction* action = menu->addAction(text);
    action->setObjectName(name);
    action->setShortcut(keys);
    if (!icon.isEmpty())
        action->setIcon(theme::icon(icon));
    return action;
}

void MainWindow::makeFileMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&File"));
    QAction* open = addAction(menu, u"actionOpen"_s, tr("&Open…"), QKeySequence::Open, u"open"_s);
    QAction* openFolder =
        addAction(menu, u"actionOpenFolder"_s, tr("Open a &folder…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O));
    QAction* example = addAction(menu, u"actionExample"_s, tr("Open the &example"));
    m_save = addAction(menu, u"actionSave"_s, tr("&Save"), QKeySequence::Save, u"save"_s);
    m_showUnsaved = addAction(menu, u"actionShowUnsaved"_s, tr("&What saving changes…"),
                              QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S));
    QAction* convert = addAction(menu, u"actionConvert"_s, tr("Con&vert the policies…"));
    m_closeWorkspace = addAction(menu, u"actionCloseWorkspace"_s, tr("&Close the workspace"), QKeySequence::Close);
    menu->addSeparator();
    QAction* quit = addAction(menu, u"actionQuit"_s, tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q));
    connect(open, &QAction::triggered, this, &MainWindow::askToOpen);
    connect(openFolder, &QAction::triggered, this, &MainWindow::askToOpenFolder);
    connect(example, &QAction::triggered, this, [this] {
        if (mayLeaveWorkspace())
            Q_EMIT exampleRequested();
    });
    connect(m_save, &QAction::triggered, this, &MainWindow::save);
    connect(m_showUnsaved, &QAction::triggered, this, [this] {
        commitField();
        m_view->showUnsaved();
    });
    connect(convert, &QAction::triggered, this, [this] {
        commitField();
        m_view->convertPolicies();
    });
    connect(m_closeWorkspace, &QAction::triggered, this, [this] {
        if (mayLeaveWorkspace())
            Q_EMIT closeWorkspaceRequested();
    });
    connect(quit, &QAction::triggered, this, &MainWindow::close);
    m_needWorkspace << convert << m_closeWorkspace;
}

void MainWindow::makeEditMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Edit"));
    m_undo = addAction(menu, u"actionUndo"_s, tr("&Undo"), QKeySequence::Undo, u"undo"_s);
    m_redo = addAction(menu, u"actionRedo"_s, tr("&Redo"), QKeySequence::Redo, u"redo"_s);
    connect(m_undo, &QAction::triggered, this, &MainWindow::undo);
    connect(m_redo, &QAction::triggered, this, &MainWindow::redo);
    menu->addSeparator();
    QAction* replace =
        addAction(menu, u"actionReplace"_s, tr("&Find and replace…"), QKeySequence(Qt::CTRL | Qt::Key_H), u"search"_s);
    connect(replace, &QAction::triggered, this, [this] {
        commitField();
        m_view->findAndReplace();
    });
    m_needWorkspace.append(replace);
}

void MainWindow::makeViewMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&View"));
    const std::pair<QString, QString> pages[] = {
        {u"actionPolicies"_s, tr("&Policies")}, {u"actionKeys"_s, tr("&Keys")},       {u"actionApis"_s, tr("&APIs")},
        {u"actionTry"_s, tr("&Try")},           {u"actionTraffic"_s, tr("Tra&ffic")}, {u"actionFiles"_s, tr("F&iles")},
        {u"actionProblems"_s, tr("P&roblems")}};
    int number = 0;
    for (const auto& [name, text] : pages) {
        const auto page = WorkspaceView::PageId(number);
        QAction* action = addAction(menu, name, text, QKeySequence(int(Qt::CTRL) | (Qt::Key_1 + number)));
        connect(action, &QAction::triggered, this, [this, page] { m_view->showPage(page); });
        m_needWorkspace.append(action);
        ++number;
    }
    menu->addSeparator();
    QAction* text =
        addAction(menu, u"actionTextOrForm"_s, tr("Te&xt or form"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_J));
    text->setToolTip(tr("From a policy or API to its text, and back"));
    connect(text, &QAction::triggered, this, [this] { m_view->switchTextAndForm(); });
    m_needWorkspace.append(text);
    menu->addSeparator();
    auto* schemes = new QActionGroup(this);
    const std::pair<QString, QString> looks[] = {
        {u"desktop"_s, tr("As the deskt&op")}, {u"light"_s, tr("&Light")}, {u"dark"_s, tr("&Dark")}};
    const QString names[] = {u"actionDesktopScheme"_s, u"actionLight"_s, u"actionDark"_s};
    const QString chosen = m_with.settings.value(SchemeKey, u"desktop"_s).toString();
    for (int i = 0; i < 3; ++i) {
        QAction* action = addAction(menu, names[i], looks[i].second);
        action->setCheckable(true);
        action->setChecked(looks[i].first == chosen);
        schemes->addAction(action);
        connect(action, &QAction::triggered, this, [this, scheme = looks[i].first] { chooseScheme(scheme); });
    }
}

void MainWindow::makeKeyMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Key"));
    QAction* issue =
        addAction(menu, u"actionIssueKey"_s, tr("&Issue a key…"), QKeySequence(Qt::CTRL | Qt::Key_I), u"issue"_s);
    menu->addSeparator();
    QAction* tryIt = addAction(menu, u"actionTryKey"_s, tr("&Try the selected key"));
    QAction* extend = addAction(menu, u"actionExtendKey"_s, tr("&Extend…"), {}, u"extend"_s);
    QAction* suspend = addAction(menu, u"actionSuspendKey"_s, tr("&Suspend"), {}, u"paused"_s);
    QAction* resume = addAction(menu, u"actionResumeKey"_s, tr("&Resume"));
    QAction* rotate = addAction(menu, u"actionRotateKey"_s, tr("R&otate…"), {}, u"rotate"_s);
    QAction* revoke = addAction(menu, u"actionRevokeKey"_s, tr("Re&voke…"), {}, u"revoke"_s);
    connect(issue, &QAction::triggered, this, [this] { m_view->issueKeyOfSelection(); });
    connect(tryIt, &QAction::triggered, this, [this] {
        m_view->tryPage().setKey(m_view->keysPage().selected().value(0));
        m_view->showPage(WorkspaceView::TryId);
    });
    connect(extend, &QAction::triggered, this, [this] { m_view->keysPage().extend(); });
    connect(suspend, &QAction::triggered, this, [this] { m_view->keysPage().suspend(true); });
    connect(resume, &QAction::triggered, this, [this] { m_view->keysPage().suspend(false); });
    connect(rotate, &QAction::triggered, this, [this] { m_view->keysPage().rotate(); });
    connect(revoke, &QAction::triggered, this, [this] { m_view->keysPage().revoke(); });
    m_needWorkspace << issue << tryIt << extend << suspend << resume << rotate << revoke;
}

void MainWindow::makeGatewayMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Gateway"));
    QAction* once =
        addAction(menu, u"actionSendOnce"_s, tr("&Send once"), QKeySequence(Qt::CTRL | Qt::Key_Return), u"send"_s);
    QAction* burst = addAction(menu, u"actionSendBurst"_s, tr("Send a &burst"),
                               QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return), u"burst"_s);
    menu->addSeparator();
    m_running = addAction(menu, u"actionGatewayRunning"_s, tr("&Running"));
    m_running->setCheckable(true);
    m_echo = addAction(menu, u"actionEchoUpstream"_s, tr("&Echo in place of all targets"));
    m_echo->setCheckable(true);
    menu->setToolTipsVisible(true);
    m_rules = menu->addMenu(tr("R&ules"));
    m_rules->setToolTipsVisible(true);
    connect(once, &QAction::triggered, this, [this] {
        m_view->showPage(WorkspaceView::TryId);
        m_view->tryPage().sendOnce();
    });
    connect(burst, &QAction::triggered, this, [this] {
        m_view->showPage(WorkspaceView::TryId);
        m_view->tryPage().sendBurst();
    });
    connect(m_running, &QAction::triggered, this, [this](bool on) { m_with.gateway.setRunning(on); });
    connect(m_echo, &QAction::triggered, this, [this](bool on) { m_with.gateway.setEchoUpstream(on); });
    m_needWorkspace << once << burst << m_running << m_echo;
}

void MainWindow::makeHelpMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Help"));
    QAction* about = addAction(menu, u"actionAbout"_s, tr("&About Gatereeve"));
    connect(about, &QAction::triggered, this, [this] {
        QMessageBox::about(this, tr("About Gatereeve"),
                           tr("<b>Gatereeve %1</b><p>A workbench for API token policies. Free software under the GNU "
                              "General Public License, version 3 or later.<p>No account. Nothing leaves this machine.")
                               .arg(QStringLiteral(GATEREEVE_VERSION)));
    });
}

void MainWindow::makeToolBar()
{
    QToolBar* bar = m_bar = addToolBar(tr("Tools"));
    bar->setObjectName(u"toolBar"_s);
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize(QSize(16, 16));
    bar->addAction(findChild<QAction*>(u"actionOpen"_s));
    bar->addAction(m_save);
    bar->addSeparator();
    bar->addAction(m_undo);
    bar->addAction(m_redo);
    static_cast<QToolButton*>(bar->widgetForAction(m_redo))->setToolButtonStyle(Qt::ToolButtonIconOnly);
    bar->addSeparator();
    m_state = new StateLabel(bar);
    m_state->setObjectName(u"gatewayState"_s);
    m_state->setSingleLine();
    m_state->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(m_state);
    m_profile = new ProfileMenu(bar);
    bar->addWidget(m_profile);
    m_rules->addActions(m_profile->choices());
    connect(m_profile, &ProfileMenu::failed, this, &MainWindow::tell);
    m_clock = new ClockMenu(
        m_with.gateway, m_with.prompts, [this] { return m_view ? m_view->clockSubject() : ClockMenu::Subject(); }, bar);
    bar->addWidget(m_clock);
}

void MainWindow::makeCentre()
{
    auto* outer = new QWidget(this);
    m_band = new QLabel(outer);
    m_band->setObjectName(u"clockBand"_s);
    m_band->setAlignment(Qt::AlignCenter);
    m_band->setMargin(3);
    m_band->setAutoFillBackground(true);
    m_centre = new QWidget(outer);
    m_welcome = new WelcomePage(m_centre);
    m_ownBar = new MessageBar(outer);
    m_ownBar->setObjectName(u"windowBar"_s);
    auto* centre = new QStackedLayout(m_centre);
    centre->addWidget(m_welcome);
    m_openingText = new QLabel(m_centre);
    m_openingText->setObjectName(u"opening"_s);
    m_openingText->setAlignment(Qt::AlignCenter);
    m_openingText->setWordWrap(true);
    m_openingText->setTextFormat(Qt::PlainText);
    theme::makeMuted(m_openingText);
    centre->addWidget(m_openingText);
    auto* layout = new QVBoxLayout(outer);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_band);
    layout->addWidget(m_centre, 1);
    layout->addWidget(m_ownBar);
    setCentralWidget(outer);
    connect(m_welcome, &WelcomePage::openRequested, this, &MainWindow::askToOpen);
    connect(m_welcome, &WelcomePage::exampleRequested, this, &MainWindow::exampleRequested);
    connect(m_welcome, &WelcomePage::recentRequested, this, &MainWindow::requestOpen);
}

void MainWindow::setWorkspace(models::Workspace* workspace)
{
    delete m_view;
    m_view = nullptr;
    m_workspace = workspace;
    m_savedAt.clear();
    m_ownBar->dismiss(u"told"_s);
    m_openingText->clear();
    if (workspace) {
        remember(models::toQString(workspace->layout().opened));
        m_view =
            new WorkspaceView(*workspace, m_with.gateway, m_with.problems, m_with.prompts, m_with.settings, m_centre);
        m_centre->layout()->addWidget(m_view);
        showCentre();
        m_view->setNarrow(width() < NarrowBelow);
        connect(m_view, &WorkspaceView::openRequested, this, &MainWindow::requestOpen);
        connect(m_view, &WorkspaceView::saved, this, [this] {
            m_savedAt = QTime::currentTime().toString(u"HH:mm"_s);
            refreshState();
        });
        connect(&workspace->undoStack(), &QUndoStack::indexChanged, m_view, [this] { refreshUndo(); });
        connect(workspace, &models::Workspace::savedChanged, m_view, [this] { refreshState(); });
        connect(workspace, &models::Workspace::policiesChanged, m_view, [this] { refreshState(); });
        connect(workspace, &models::Workspace::settingsChanged, m_view, [this] { refreshState(); });
        connect(&workspace->keyList(), &models::KeyList::keyChanged, m_view, [this] { refreshState(); });
        m_view->showPage(m_view->currentPage());
    }
    m_profile->setWorkspace(workspace);
    m_welcome->setRecent(recentWorkspaces(m_with.settings));
    showCentre();
    refreshUndo();
    refreshClock();
}

void MainWindow::setOpening(const QString& path)
{
    m_openingText->setText(path.isEmpty() ? QString() : tr("Opening %1…").arg(path));
    if (isOpening())
        m_ownBar->dismiss(u"told"_s);
    showCentre();
    refreshUndo();
}

bool MainWindow::isOpening() const
{
    return !m_openingText->text().isEmpty();
}

bool MainWindow::isUsable() const
{
    return m_workspace && !isOpening();
}

void MainWindow::showCentre()
{
    QWidget* view = m_view ? static_cast<QWidget*>(m_view) : m_welcome;
    static_cast<QStackedLayout*>(m_centre->layout())->setCurrentWidget(isOpening() ? m_openingText : view);
    if (m_view)
        m_view->setEnabled(!isOpening()); // also the dialogs that stand open
    for (QAction* action : m_needWorkspace)
        action->setEnabled(isUsable());
    m_profile->setUsable(!isOpening());
    m_rules->setEnabled(isUsable());
    m_closeWorkspace->setEnabled(m_workspace || isOpening());
}

bool MainWindow::mayLeaveWorkspace()
{
    if (isOpening()) // asked when that began
        return true;
    commitField();
    if (!m_workspace || !m_workspace->isModified())
        return true;
    switch (m_with.prompts.askLeaving(this, std::max(1, m_workspace->unsavedEdits()))) {
    case Prompts::Leaving::Save:
        return m_view->save();
    case Prompts::Leaving::Discard:
        m_view->giveUpEdits();
        return true;
    case Prompts::Leaving::Stay:
        break;
    }
    return false;
}

void MainWindow::tell(const QString& text)
{
    (m_view ? m_view->messageBar() : *m_ownBar).post({u"told"_s, theme::Tone::Bad, text, {}});
}

QStringList MainWindow::recentWorkspaces(const QSettings& settings)
{
    return settings.value(RecentKey).toStringList();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!mayLeaveWorkspace()) {
        event->ignore();
        return;
    }
    m_with.settings.setValue(u"window/geometry"_s, saveGeometry());
    event->accept();
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    fitToolBar();
    if (m_view)
        m_view->setNarrow(width() < NarrowBelow);
}

// Rules and clock stay in sight: where room is short the other buttons do without their words.
void MainWindow::fitToolBar()
{
    const auto style = width() < NarrowBelow ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon;
    if (m_bar->toolButtonStyle() == style)
        return;
    m_bar->setToolButtonStyle(style);
    static_cast<QToolButton*>(m_bar->widgetForAction(m_redo))->setToolButtonStyle(Qt::ToolButtonIconOnly);
}

// A text field claims the keys of undo even when it has nothing to take back; then they belong to the workspace.
// A file or folder that is dropped anywhere on the window is opened; a field would take its name for a text.
bool MainWindow::takesDrop(QObject* object, QEvent* event)
{
    const bool isDrag = event->type() == QEvent::DragEnter || event->type() == QEvent::DragMove;
    const auto* widget = qobject_cast<const QWidget*>(object);
    if ((!isDrag && event->type() != QEvent::Drop) || !widget || widget->window() != this)
        return false;
    auto* drop = static_cast<QDropEvent*>(event);
    const QList<QUrl> urls = drop->mimeData()->urls();
    if (urls.isEmpty() || !urls.first().isLocalFile())
        return false;
    drop->setDropAction(Qt::CopyAction);
    drop->accept();
    if (!isDrag)
        requestOpen(urls.first().toLocalFile());
    return true;
}

bool MainWindow::eventFilter(QObject* object, QEvent* event)
{
    if (takesDrop(object, event))
        return true;
    if (event->type() != QEvent::ShortcutOverride)
        return QMainWindow::eventFilter(object, event);
    const auto* field = qobject_cast<const QLineEdit*>(object);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool ours = field && ((key->matches(QKeySequence::Undo) && !field->isUndoAvailable()) ||
                                (key->matches(QKeySequence::Redo) && !field->isRedoAvailable()));
    if (ours)
        event->ignore();
    return ours;
}

void MainWindow::askToOpen()
{
    const QString start = m_workspace ? models::toQString(m_workspace->layout().folder) : QString();
    const QString path = m_with.prompts.askWorkspace(this, start);
    if (!path.isEmpty())
        requestOpen(path);
}

void MainWindow::askToOpenFolder()
{
    const QString start = m_workspace ? models::toQString(m_workspace->layout().folder) : QString();
    const QString path = m_with.prompts.askFolder(this, start);
    if (!path.isEmpty())
        requestOpen(path);
}

void MainWindow::requestOpen(const QString& path)
{
    if (mayLeaveWorkspace())
        Q_EMIT openRequested(path);
}

void MainWindow::save()
{
    commitField();
    if (m_view)
        m_view->save();
}

void MainWindow::undo()
{
    commitField();
    if (m_workspace)
        m_workspace->undoStack().undo();
}

void MainWindow::redo()
{
    commitField();
    if (m_workspace)
        m_workspace->undoStack().redo();
}

// What stands in a field counts before the window acts on the whole: leaving a field commits it.
void MainWindow::commitField()
{
    QWidget* field = QApplication::focusWidget();
    if (!field || !isAncestorOf(field))
        return;
    field->clearFocus();
    field->setFocus();
}

void MainWindow::chooseScheme(const QString& name)
{
    m_with.settings.setValue(SchemeKey, name);
    theme::apply(*qApp, theme::schemeNamed(name));
}

void MainWindow::refreshUndo()
{
    QUndoStack* stack = isUsable() ? &m_workspace->undoStack() : nullptr;
    m_undo->setEnabled(stack && stack->canUndo());
    m_redo->setEnabled(stack && stack->canRedo());
    m_undo->setText(m_undo->isEnabled() ? tr("&Undo \"%1\"").arg(stack->undoText()) : tr("&Undo"));
    m_redo->setText(m_redo->isEnabled() ? tr("&Redo \"%1\"").arg(stack->redoText()) : tr("&Redo"));
    m_redo->setToolTip(m_redo->text().remove(u'&'));
    refreshState();
}

void MainWindow::refreshState()
{
    const GatewayState state = m_with.gateway.state();
    const bool running = m_workspace && state.kind == GatewayState::Kind::Running;
    const bool failing = state.kind == GatewayState::Kind::Failed || !state.notEnforced.isEmpty();
    m_state->setState(running   ? failing ? u"warning"_s : u"active"_s
                      : failing ? u"error"_s
                                : u"notloaded"_s,
                      failing   ? theme::Tone::Bad
                      : running ? theme::Tone::Good
                                : theme::Tone::Muted,
                      m_workspace   ? enforcedText(state, m_workspace)
                      : isOpening() ? tr("A workspace is being opened")
                                    : tr("No workspace is open"));
    m_state->setToolTip(state.reason);
    m_running->setChecked(running);
    m_echo->setChecked(m_with.gateway.echoUpstream());
    m_echo->setEnabled(isUsable() && m_workspace->canSetOptions());
    m_echo->setToolTip(m_workspace && !m_echo->isEnabled()
                           ? cannotBeRead(m_workspace->settingsFile())
                           : tr("A built-in upstream answers with what it received, so that no service is needed"));
    m_showUnsaved->setEnabled(isUsable() && m_workspace->isModified());
    m_save->setEnabled(isUsable()); // also with nothing to save: a field may hold what is not committed yet
    m_status->setText(m_workspace ? statusText(*m_workspace, state, m_savedAt) : QString());
    refreshTitle();
}

void MainWindow::refreshClock()
{
    const ClockSetting setting = m_with.gateway.clock();
    const bool real = setting.mode == ClockSetting::Mode::Real;
    m_band->setVisible(!real);
    if (!real) {
        QPalette palette = m_band->palette();
        palette.setColor(QPalette::Window, theme::wash(theme::Tone::Warning));
        palette.setColor(QPalette::WindowText, theme::colour(theme::Tone::Warning));
        m_band->setPalette(palette);
        m_band->setText(tr("Time is not real. Keys issued and calls counted now are dropped on return."));
    }
    refreshState();
}

void MainWindow::refreshTitle()
{
    if (!m_workspace) {
        setWindowTitle(tr("Gatereeve"));
        return;
    }
    setWindowModified(m_workspace->isModified());
    //: [*] is where the mark of unsaved edits goes
    setWindowTitle(tr("%1[*] — Gatereeve · rules: %2")
                       .arg(m_workspace->title(), models::toQString(titleOf(m_workspace->profile()))));
}

void MainWindow::remember(const QString& path)
{
    QStringList recent = recentWorkspaces(m_with.settings);
    recent.removeAll(path);
    recent.prepend(path);
    m_with.settings.setValue(RecentKey, recent.first(qMin(recent.size(), qsizetype(MostRecent))));
}

} // namespace gatereeve::ui
