#include "ui/workspaceview.h"

#include "core/keys/keytext.h"
#include "core/workspace/safesave.h"
#include "models/keystate.h"
#include "models/lintedworkspace.h"
#include "models/openpolicies.h"
#include "models/problemlist.h"
#include "models/text.h"
#include "models/workspace.h"
#include "ui/dialogs/convertdialog.h"
#include "ui/dialogs/issuekeydialog.h"
#include "ui/dialogs/replacedialog.h"
#include "ui/diskbars.h"
#include "ui/gatewaycontrol.h"
#include "ui/keyfacts.h"
#include "ui/pages/apispage.h"
#include "ui/pages/fieldfocus.h"
#include "ui/pages/filespage.h"
#include "ui/pages/keyspage.h"
#include "ui/pages/policiespage.h"
#include "ui/pages/problemspage.h"
#include "ui/pages/trafficpage.h"
#include "ui/pages/trypage.h"
#include "ui/passingclipboard.h"
#include "ui/prompts.h"
#include "ui/widgets/messagebar.h"
#include "ui/workspacenotices.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace gatereeve::ui
{

using namespace Qt::StringLiterals;

namespace
{

// Icons and groups of the settings.
constexpr std::array PageNames{"policies", "keys", "apis", "try", "traffic", "files", "problems"};
constexpr int SideWidth = 168;

QString settingsGroup(int page)
{
    return u"window/"_s + QLatin1StringView(PageNames[size_t(page)]);
}

} // namespace

WorkspaceView::WorkspaceView(models::Workspace& workspace, GatewayControl& gateway, const models::ProblemList& problems,
                             Prompts& prompts, QSettings& settings, QWidget* parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_gateway(gateway),
      m_problems(problems),
      m_prompts(prompts),
      m_settings(settings),
      m_side(new QListWidget(this)),
      m_stack(new QStackedWidget(this)),
      m_bar(new MessageBar(this)),
      m_disk(new DiskBars(workspace, *m_bar, this)),
      m_notices(new WorkspaceNotices(workspace, gateway, *m_bar, this))
{
    m_stack->setObjectName(u"pages"_s);
    auto* line = new QHBoxLayout;
    line->setSpacing(0);
    line->addWidget(makeSide());
    line->addWidget(m_stack, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(line, 1);
    layout->addWidget(m_bar);
    wireWorkspace();
    showCounts();
    m_notices->greet();
    m_disk->greet();
}

WorkspaceView::~WorkspaceView()
{
    saveLayout();
}

QWidget* WorkspaceView::makeSide()
{
    m_side->setObjectName(u"pageList"_s);
    m_side->setAccessibleName(tr("Pages"));
    m_side->setFixedWidth(SideWidth);
    m_side->setFrameShape(QFrame::NoFrame);
    m_side->setIconSize(QSize(18, 18));
    m_side->setSpacing(2);
    m_side->viewport()->setBackgroundRole(QPalette::Window);
    for (int page = 0; page < PageCount; ++page) {
        auto* item = new QListWidgetItem(theme::icon(QLatin1StringView(PageNames[size_t(page)])), QString(), m_side);
        item->setSizeHint(QSize(0, 34));
        item->setToolTip(tr("Ctrl+%1").arg(page + 1));
    }
    connect(m_side, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0)
            m_stack->setCurrentWidget(&page(PageId(row)));
    });
    const QString last = m_settings.value(u"window/page"_s).toString();
    const auto known = std::ranges::find(PageNames, last, [](const char* name) { return QLatin1StringView(name); });
    m_side->setCurrentRow(known == PageNames.end() ? 0 : int(known - PageNames.begin()));
    return m_side;
}

void WorkspaceView::showKey(const QString& name)
{
    showPage(KeysId);
    keysPage().select(name);
}

void WorkspaceView::showPolicy(const QString& id, const QString& field)
{
    showPage(PoliciesId);
    if (field.isEmpty())
        policiesPage().select(id);
    else
        policiesPage().showField(id, field);
}

void WorkspaceView::showApi(const QString& apiId)
{
    showPage(ApisId);
    apisPage().select(apiId);
}

void WorkspaceView::findAndReplace()
{
    if (!m_replace) {
        m_replace = new ReplaceDialog(m_workspace, this);
        connect(m_replace, &ReplaceDialog::placeActivated, this, &WorkspaceView::goTo);
        connect(m_replace, &ReplaceDialog::keyActivated, this, &WorkspaceView::showKey);
        connect(m_replace, &ReplaceDialog::failed, this, &WorkspaceView::fail);
    }
    m_replace->begin();
}

void WorkspaceView::convertPolicies()
{
    ConvertDialog dialog(m_workspace, m_prompts, this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    const QString written = dialog.written();
    m_bar->post({u"converted"_s,
                 theme::Tone::Good,
                 tr("The policies are written to %1.").arg(written),
                 {{tr("Open them"), [this, written] { Q_EMIT openRequested(written); }}}});
}

Page& WorkspaceView::page(PageId id)
{
    Page*& page = m_pages[id];
    if (!page) {
        page = makePage(id);
        connect(page, &Page::failed, this, &WorkspaceView::fail);
        m_stack->addWidget(page);
        m_settings.beginGroup(settingsGroup(id));
        page->restoreLayout(m_settings);
        m_settings.endGroup();
        page->setNarrow(m_narrow);
    }
    return *page;
}

Page* WorkspaceView::makePage(PageId id)
{
    switch (id) {
    case PoliciesId:
        return makePolicies();
    case KeysId:
        return makeKeys();
    case ApisId:
        return makeApis();
    case TryId:
        return makeTry();
    case TrafficId:
        return makeTraffic();
    case FilesId:
        return makeFiles();
    case ProblemsId:
        return makeProblems();
    case PageCount:
        break;
    }
    Q_UNREACHABLE();
}

Page* WorkspaceView::makePolicies()
{
    auto* page = new PoliciesPage(m_workspace, m_prompts, m_settings, this);
    connect(page, &PoliciesPage::issueKeyRequested, this, &WorkspaceView::issueKey);
    connect(page, &PoliciesPage::keyActivated, this, &WorkspaceView::showKey);
    connect(page, &PoliciesPage::textRequested, this, &WorkspaceView::showText);
    connect(page, &PoliciesPage::apiActivated, this, &WorkspaceView::showApi);
    return page;
}

Page* WorkspaceView::makeKeys()
{
    auto* page = new KeysPage(m_workspace, m_gateway, m_prompts, this);
    connect(page, &KeysPage::issueKeyRequested, this, &WorkspaceView::issueKeyOfSelection);
    connect(page, &KeysPage::rotated, this, &WorkspaceView::showRotated);
    connect(page, &KeysPage::policyActivated, this, &WorkspaceView::showPolicy);
    connect(page, &KeysPage::tryRequested, this, [this](const QString& name) {
        tryPage().setKey(name);
        showPage(TryId);
    });
    return page;
}

Page* WorkspaceView::makeApis()
{
    auto* page = new ApisPage(m_workspace, this);
    connect(page, &ApisPage::textRequested, this, &WorkspaceView::showText);
    connect(page, &ApisPage::tryRequested, this, [this](const QString& path) {
        tryPage().setPath(path);
        showPage(TryId);
    });
    return page;
}

// What a request was decided by leads to its form.
template <typename TracePage>
void WorkspaceView::wireTraces(const TracePage* page)
{
    connect(page, &TracePage::policyActivated, this, &WorkspaceView::showPolicy);
    connect(page, &TracePage::keyActivated, this, &WorkspaceView::showKey);
    connect(page, &TracePage::apiActivated, this, &WorkspaceView::showApi);
    connect(page, &TracePage::placeActivated, this, &WorkspaceView::goTo);
}

Page* WorkspaceView::makeTry()
{
    auto* page = new TryPage(m_workspace, m_gateway, this);
    wireTraces(page);
    return page;
}

Page* WorkspaceView::makeTraffic()
{
    auto* page = new TrafficPage(m_workspace, m_gateway, m_prompts, this);
    wireTraces(page);
    connect(page, &TrafficPage::countChanged, this, &WorkspaceView::showCounts);
    return page;
}

Page* WorkspaceView::makeFiles()
{
    auto* page = new FilesPage(m_workspace, m_problems, this);
    connect(page, &FilesPage::formRequested, this, [this](const Place& place) {
        if (!showForm(place))
            fail(tr("The cursor stands in no policy."));
    });
    return page;
}

Page* WorkspaceView::makeProblems()
{
    auto* page = new ProblemsPage(m_workspace, m_problems, m_prompts, this);
    connect(page, &ProblemsPage::placeActivated, this, &WorkspaceView::goTo);
    return page;
}

PoliciesPage& WorkspaceView::policiesPage()
{
    return static_cast<PoliciesPage&>(page(PoliciesId));
}

KeysPage& WorkspaceView::keysPage()
{
    return static_cast<KeysPage&>(page(KeysId));
}

ApisPage& WorkspaceView::apisPage()
{
    return static_cast<ApisPage&>(page(ApisId));
}

TryPage& WorkspaceView::tryPage()
{
    return static_cast<TryPage&>(page(TryId));
}

TrafficPage& WorkspaceView::trafficPage()
{
    return static_cast<TrafficPage&>(page(TrafficId));
}

FilesPage& WorkspaceView::filesPage()
{
    return static_cast<FilesPage&>(page(FilesId));
}

void WorkspaceView::wireWorkspace()
{
    connect(&m_workspace, &models::Workspace::policiesChanged, this, &WorkspaceView::showCounts);
    connect(&m_workspace, &models::Workspace::apisChanged, this, &WorkspaceView::showCounts);
    connect(m_disk, &DiskBars::failed, this, &WorkspaceView::fail);
    connect(&m_workspace.keyList(), &models::KeyList::keyChanged, this, &WorkspaceView::showCounts);
    connect(&m_workspace.keyList(), &models::RowSource::wasReset, this, &WorkspaceView::showCounts);
    connect(&m_workspace.keyList(), &models::KeyList::failed, this,
            [this](const Error& error) { fail(models::toQString(error.describe())); });
    connect(&m_problems, &models::ProblemList::changed, this, &WorkspaceView::showCounts);
    connect(m_notices, &WorkspaceNotices::failed, this, &WorkspaceView::fail);
    connect(m_notices, &WorkspaceNotices::problemsRequested, this, [this] { showPage(ProblemsId); });
}

void WorkspaceView::showPage(PageId page)
{
    m_side->setCurrentRow(page);
    m_stack->currentWidget()->setFocus();
}

WorkspaceView::PageId WorkspaceView::currentPage() const
{
    return PageId(m_side->currentRow());
}

void WorkspaceView::setNarrow(bool narrow)
{
    m_narrow = narrow;
    for (Page* page : m_pages) {
        if (page)
            page->setNarrow(narrow);
    }
    m_side->setFixedWidth(narrow ? 44 : SideWidth);
}

ClockMenu::Subject WorkspaceView::clockSubject()
{
    const StoredKey* key = m_workspace.keyList().find(tryPage().keyName());
    if (!key)
        return {};
    const KeyFacts facts = factsOf(*key, m_workspace, m_gateway);
    const QString label = key->session.alias.empty() ? tr("The key") : models::toQString(key->session.alias);
    return {label, facts.quotaEnds, facts.ends};
}

void WorkspaceView::issueKeyOfSelection()
{
    issueKey(policiesPage().selected());
}

void WorkspaceView::issueKey(const QStringList& policies)
{
    // A workspace on the echo upstream is there to learn from: own values show what partitions leave to a key.
    IssueKeyDialog::Habits habits;
    habits.life = m_settings.value(u"issue/life"_s, 0).toLongLong();
    habits.writeOwnValues = m_settings.value(u"issue/ownValues"_s, m_workspace.usesEchoUpstream()).toBool();
    const QString address = m_gateway.state().address;
    habits.baseAddress =
        m_settings.value(u"issue/baseAddress"_s, address.isEmpty() ? QString() : QString(u"http://"_s + address))
            .toString();
    const QString proposed = habits.baseAddress;
    IssueKeyDialog dialog(m_workspace, m_prompts, policies, habits, this);
    dialog.exec();
    if (dialog.issued().empty())
        return;
    m_settings.setValue(u"issue/life"_s, qlonglong(dialog.habits().life));
    m_settings.setValue(u"issue/ownValues"_s, dialog.habits().writeOwnValues);
    if (dialog.habits().baseAddress != proposed) // the gateway's own address is no habit
        m_settings.setValue(u"issue/baseAddress"_s, dialog.habits().baseAddress);
    const QString name = models::toQString(dialog.issued().front().name);
    keysPage().select(name);
    tryPage().setKey(name);
}

bool WorkspaceView::save()
{
    const std::vector<Error> errors = m_workspace.save();
    m_bar->dismiss(u"save"_s);
    if (errors.empty()) {
        Q_EMIT saved();
        return true;
    }
    QStringList texts;
    for (const Error& error : errors)
        texts.append(models::toQString(error.describe()));
    m_bar->post({u"save"_s,
                 theme::Tone::Bad,
                 tr("Not saved. %1").arg(texts.join(u'\n')),
                 {{tr("Try again"), [this] { save(); }}, {tr("Save copies elsewhere…"), [this] { saveCopies(); }}}});
    return false;
}

// The files stay modified: what is on their disk is still not what is here.
void WorkspaceView::saveCopies()
{
    for (models::JsonFile* file : m_workspace.files()) {
        if (!file->isModified() || file->isGone())
            continue;
        const QString path = m_prompts.askSaveFile(this, tr("Save a copy of %1").arg(file->name()), file->name());
        if (path.isEmpty())
            return;
        const auto saved = saveSafely(m_workspace.disk(), models::toUtf8(path), file->text(),
                                      m_workspace.layout().stateFolder + "/journal");
        if (!saved)
            fail(models::toQString(saved.error().describe()));
    }
}

void WorkspaceView::showCounts()
{
    const QStringList names{tr("Policies"), tr("Keys"),  tr("APIs"),    tr("Try"),
                            tr("Traffic"),  tr("Files"), tr("Problems")};
    const int problems = m_problems.count(Severity::Error) + m_problems.count(Severity::Warning);
    const auto orNone = [](int count) { return count > 0 ? count : -1; };
    const QList<int> counts{m_workspace.policyList().rowCount(),
                            m_workspace.keyList().rowCount(),
                            m_workspace.apiList().rowCount(),
                            -1,
                            orNone(trafficPage().count()),
                            -1,
                            orNone(problems)};
    for (int page = 0; page < PageCount; ++page) {
        QListWidgetItem* item = m_side->item(page);
        item->setText(counts[page] < 0 ? names[page] : u"%1  %2"_s.arg(names[page]).arg(counts[page]));
        item->setData(Qt::AccessibleTextRole, item->text());
    }
    const bool errors = m_problems.count(Severity::Error) > 0;
    m_side->item(ProblemsId)
        ->setIcon(theme::icon(u"problems"_s, problems == 0 ? theme::Tone::Plain
                                             : errors      ? theme::Tone::Bad
                                                           : theme::Tone::Warning));
}

void WorkspaceView::showUnsaved()
{
    m_disk->showUnsaved();
}

void WorkspaceView::giveUpEdits()
{
    m_disk->giveUpEdits();
}

void WorkspaceView::fail(const QString& text)
{
    m_bar->post({u"failed"_s, theme::Tone::Bad, text, {}});
}

// The only moment at which somebody wants the text of the new key at once.
void WorkspaceView::showRotated(const QString& name, int64_t oldEnds)
{
    const StoredKey* key = m_workspace.keyList().find(name);
    if (!key)
        return;
    tryPage().setKey(name);
    const QString text = models::toQString(m_workspace.keyList().textOf(*key));
    const int64_t now = m_workspace.clock().nowSeconds();
    const QString old = oldEnds < now ? tr("the old text is refused from now on")
                                      : tr("the old text can be used until %1").arg(models::shortTime(oldEnds, now));
    const QString label = key->session.alias.empty() ? tr("The key") : models::toQString(key->session.alias);
    m_bar->post({u"rotated"_s,
                 theme::Tone::Good,
                 tr("%1 has the new text %2; %3.").arg(label, models::toQString(maskedKey(text.toStdString())), old),
                 {{tr("Copy the new text (cleared after %1 s)").arg(ClipboardTime.count()),
                   [text] { copyForAWhile(text, realLater(), {}); }}}});
}

// To the form that has the field; else to the text.
void WorkspaceView::goTo(const Place& place)
{
    if (const std::string key = models::keyNameAt(place); !key.empty())
        showKey(models::toQString(key));
    else if (!showForm(place))
        showText(place);
}

// False: it belongs to no policy and no API definition, or its file is broken.
bool WorkspaceView::showForm(const Place& place)
{
    const models::JsonFile* file = m_workspace.fileAt(models::toQString(place.file));
    if (!file || !file->document())
        return false;
    const QString policy = m_workspace.policyAt(place);
    if (const auto spot = models::OpenPolicies(m_workspace).find(policy); !policy.isEmpty() && spot) {
        showPage(PoliciesId);
        const std::string path = spot->value.path(); // of the one that counts, where several have the name
        const QString field = place.path.starts_with(path) ? fieldOf(place.path.substr(path.size())) : QString();
        if (field.isEmpty())
            policiesPage().select(policy);
        else
            policiesPage().showField(policy, field);
        return true;
    }
    if (std::ranges::find(m_workspace.apiFiles(), file) == m_workspace.apiFiles().end())
        return false;
    showPage(ApisId);
    apisPage().selectFile(models::toQString(file->path()));
    return true;
}

void WorkspaceView::showText(const Place& place)
{
    showPage(FilesId);
    filesPage().showPlace(place);
}

void WorkspaceView::switchTextAndForm()
{
    switch (currentPage()) {
    case PoliciesId:
        showText(policiesPage().placeOfSelection());
        break;
    case ApisId:
        showText(apisPage().placeOfSelection());
        break;
    case FilesId:
        Q_EMIT filesPage().formRequested(filesPage().cursorPlace());
        break;
    default:
        showPage(FilesId);
    }
}

void WorkspaceView::saveLayout() const
{
    for (int id = 0; id < PageCount; ++id) {
        if (!m_pages[size_t(id)])
            continue; // what was remembered of it stays
        m_settings.beginGroup(settingsGroup(id));
        m_pages[size_t(id)]->saveLayout(m_settings);
        m_settings.endGroup();
    }
    m_settings.setValue(u"window/page"_s, QLatin1StringView(PageNames[size_t(m_side->currentRow())]));
}

} // namespace gatereeve::ui
