// Pictures of every page and dialog, light and dark, to look at: shots FOLDER [WIDTH HEIGHT]. No test; run it with
// QT_QPA_PLATFORM=offscreen after changes to the window.

#include "models/keyeditor.h"
#include "models/policyeditor.h"
#include "ui/dialogs/changesdialog.h"
#include "ui/dialogs/convertdialog.h"
#include "ui/dialogs/issuekeydialog.h"
#include "ui/dialogs/mergedialog.h"
#include "ui/dialogs/replacedialog.h"
#include "ui/pages/keyspage.h"
#include "ui/pages/policiespage.h"
#include "ui/pages/trypage.h"
#include "ui/theme.h"
#include "ui/widgets/jsoneditor.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/policiespicker.h"
#include "workbench.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>
#include <QtTest>

using namespace gatereeve;
using namespace gatereeve::tests;
using namespace Qt::StringLiterals;

namespace
{

class Camera
{
public:
    Camera(QString folder, QString scheme) : m_folder(std::move(folder)), m_scheme(std::move(scheme)) {}
    void shoot(QWidget& widget, const QString& name, QWidget* popup = nullptr, QPoint at = {}) const
    {
        QTest::qWait(400); // slides, charts and delayed refreshes come to rest
        const QString file = u"%1/%2-%3.png"_s.arg(m_folder, name, m_scheme);
        QPixmap picture = widget.grab();
        if (popup)
            QPainter(&picture).drawPixmap(at, popup->grab());
        if (!picture.save(file))
            qFatal("cannot write %s", qPrintable(file));
    }

private:
    QString m_folder, m_scheme;
};

void selectKey(Workbench& bench, const std::string& alias)
{
    for (const auto& [name, key] : bench.keys.keys) {
        if (key.session.alias == alias)
            bench.window->view()->keysPage().select(QString::fromStdString(name));
    }
}

void edit(Workbench& bench, models::JsonFile& file, const QList<std::pair<std::string, std::string>>& changes)
{
    std::string text = file.text();
    for (const auto& [from, to] : changes)
        text.replace(text.find(from), from.size(), to);
    bench.workspace->setText(file, text, u"Edit"_s);
}

// Files in which this and that is wrong: by file, by rule with a filter, and a broken one.
void shootProblems(Workbench& bench, const Camera& camera)
{
    ui::MainWindow& window = *bench.window;
    auto& stack = bench.workspace->undoStack();
    const int before = stack.index();
    edit(bench, *bench.workspace->policiesFile(),
         {{"\"rate\": 1,", "\"rate\": \"1\","},
          {"\"active\": true,", ""},
          {"\"quota_max\": 10000", "\"quota_maxx\": 10000"},
          {"\"methods\": [\"GET\"]", "\"methods\": [\"get\"]"}});
    edit(bench, *bench.workspace->apiFiles().front(), {{"\"active\": true", "\"active\": false"}});
    edit(bench, bench.workspace->settingsFile(),
         {{"\"upstream\"",
           "\"silence\": [{\"rule\": \"listens-everywhere\", \"reason\": \"a firewall is before it\"}],\n  "
           "\"upstream\""}});
    window.view()->showPage(ui::WorkspaceView::ProblemsId);
    camera.shoot(window, u"problems"_s);
    bench.find<QComboBox>("problemGrouping")->setCurrentIndex(1);
    bench.find<QLineEdit>("problemFilter")->setText(u"-severity:note"_s);
    camera.shoot(window, u"problems-by-rule"_s);
    bench.find<QComboBox>("problemGrouping")->setCurrentIndex(0);
    bench.find<QLineEdit>("problemFilter")->clear();
    edit(bench, *bench.workspace->policiesFile(), {{"\"free\": {", "\"free\": {,"}});
    camera.shoot(window, u"problems-broken"_s);
    stack.setIndex(before);
    camera.shoot(window, u"problems-few"_s);
}

void shootPages(Workbench& bench, const Camera& camera)
{
    ui::MainWindow& window = *bench.window;
    ui::WorkspaceView& view = *window.view();
    auto& policies = *window.findChild<ui::PoliciesPage*>();
    policies.select(u"gold"_s);
    models::PolicyEditor editor(*bench.workspace);
    (void)editor.setRate({u"gold"_s}, {8, 1});
    camera.shoot(window, u"policies"_s);
    auto* tabs = bench.find<QTabWidget>("policyTabs");
    tabs->setCurrentIndex(1);
    camera.shoot(window, u"policies-json"_s);
    tabs->setCurrentIndex(2);
    camera.shoot(window, u"policies-usedby"_s);
    tabs->setCurrentIndex(0);
    policies.select(u"quota-only"_s);
    (void)editor.setQuota({u"quota-only"_s}, {-1, 86400});
    camera.shoot(window, u"policies-unlimited"_s);
    bench.workspace->undoStack().undo();
    (void)editor.setActive({u"free"_s}, false);
    policies.select(u"free"_s);
    auto* rate = bench.find<QLineEdit>("policyRateText");
    rate->setText(u"five a day"_s);
    QMetaObject::invokeMethod(rate, "textEdited", Q_ARG(QString, rate->text()));
    camera.shoot(window, u"policies-notloaded"_s);
    bench.workspace->undoStack().undo();
    rate->setText(u"1 per second"_s);

    view.showPage(ui::WorkspaceView::KeysId);
    selectKey(bench, "nightly export");
    auto* effective = bench.find<QTreeView>("effectiveSession");
    effective->expand(effective->model()->index(0, 0));
    effective->setFocus();
    camera.shoot(window, u"keys"_s);
    selectKey(bench, "acme trial");
    camera.shoot(window, u"keys-trial"_s);
    selectKey(bench, "old laptop");
    camera.shoot(window, u"keys-suspended"_s);

    view.showPage(ui::WorkspaceView::ApisId);
    camera.shoot(window, u"apis"_s);

    view.showPage(ui::WorkspaceView::TryId);
    bench.find<QLineEdit>("tryPath")->setText(u"/orders/7"_s);
    for (int second = 0; second < 14; ++second) {
        bench.find<QPushButton>(second % 3 == 1 ? "sendBurst" : "sendOnce")->click();
        QTest::qWait(20);
        bench.base.at += NanosecondsPerSecond;
    }
    bench.find<QPushButton>("sendBurst")->click();
    camera.shoot(window, u"try"_s);

    bench.gateway.setClock({ClockSetting::Mode::At, 1.0, bench.base.at + 20 * 86400 * NanosecondsPerSecond});
    bench.find<QPushButton>("sendOnce")->click();
    camera.shoot(window, u"try-clock"_s);
    bench.gateway.setClock({});

    shootProblems(bench, camera);
}

// A day's traffic of several keys: passed, limited and refused; with a filter, paused, and lost ones.
void shootTraffic(Workbench& bench, const Camera& camera)
{
    ui::MainWindow& window = *bench.window;
    std::vector<StoredKey> keys;
    for (const StoredKey& key : bench.workspace->keyList().keys())
        keys.push_back(key);
    const QByteArray targets[] = {"/orders/7", "/orders/8215/items", "/users/12",
                                  "/nowhere",  "/orders/12",         "/orders/9"};
    const auto send = [&](int count) {
        for (int i = 0; i < count; ++i) {
            ui::TryRequest request;
            request.method = i % 5 == 3 ? "POST" : "GET";
            request.target = targets[i % 7 == 6 ? 3 : i * 5 % 3];
            const StoredKey& key = keys[size_t(i / 12) % keys.size()];
            if (i % 11 != 10)
                request.headers = {{"Authorization", QByteArray::fromStdString(key.text)}};
            bench.base.at += 61'000'000;
            bench.gateway.send(request);
        }
    };
    window.view()->showPage(ui::WorkspaceView::TrafficId);
    bench.find<QPushButton>("trafficClear")->click();
    camera.shoot(window, u"traffic-empty"_s);
    send(160);
    auto* table = bench.find<QTableView>("trafficTable");
    QTest::qWait(200);
    for (int row = table->model()->rowCount() - 1; row >= 0; --row) {
        if (table->model()->index(row, 2).data().toInt() == 429) {
            table->setCurrentIndex(table->model()->index(row, 0));
            break;
        }
    }
    camera.shoot(window, u"traffic"_s);
    bench.find<QLineEdit>("trafficFilter")->setText(u"-is:passed path:/orders"_s);
    bench.find<QPushButton>("trafficPause")->click();
    bench.gateway.dropped = 23;
    send(40);
    camera.shoot(window, u"traffic-filtered"_s);
    window.resize(900, window.height());
    bench.find<QLineEdit>("trafficFilter")->setText(u"-is:slow"_s);
    camera.shoot(window, u"traffic-narrow"_s);
    window.resize(1280, window.height());
    bench.find<QLineEdit>("trafficFilter")->clear();
    bench.find<QPushButton>("trafficPause")->click();
    bench.gateway.dropped = 0;
}

// A command out of a README, of which not all can be taken over.
void shootCurl(Workbench& bench, const Camera& camera)
{
    bench.window->view()->showPage(ui::WorkspaceView::TryId);
    QGuiApplication::clipboard()->setText(
        u"curl -k -X POST https://api.example.com/orders/7 -H 'Authorization: '\"$TOKEN\" -d '{\"amount\": 3}'"_s);
    bench.find<QToolButton>("pasteCurl")->click();
    camera.shoot(*bench.window, u"try-curl"_s);
}

// The editor of access rights scrolled into sight, with a request and an expression that is being typed.
void shootUrlTester(Workbench& bench, const Camera& camera)
{
    ui::MainWindow& window = *bench.window;
    window.view()->showPage(ui::WorkspaceView::PoliciesId);
    auto& page = *window.findChild<ui::PoliciesPage*>();
    page.select(u"gold"_s);
    auto* path = page.findChild<QLineEdit*>(u"urlTestPath"_s);
    path->setText(u"/orders/7/items?page=2"_s);
    auto* area = page.findChild<QScrollArea*>();
    const auto scroll = [&] {
        QTest::qWait(50);
        area->verticalScrollBar()->setValue(area->verticalScrollBar()->maximum());
    };
    scroll();
    camera.shoot(window, u"urltester"_s);
    auto* tree = page.findChild<QTreeView*>(u"accessRights"_s);
    const QModelIndex api = tree->model()->index(0, 0);
    tree->setCurrentIndex(tree->model()->index(tree->model()->rowCount(api) - 1, 0, api));
    tree->edit(tree->currentIndex());
    auto* editor = tree->findChild<QLineEdit*>();
    editor->selectAll();
    QTest::keyClicks(editor, u"^/orders/([0-9]+"_s);
    scroll();
    camera.shoot(window, u"urltester-invalid"_s);
    QTest::keyClicks(editor, u")/report.pdf"_s);
    path->setText(u"/orders/7/report.pdf"_s);
    scroll();
    camera.shoot(window, u"urltester-broad"_s);
    QTest::keyClick(editor, Qt::Key_Escape);
    path->clear();
}

// The text of a file, what is known at its cursor, and what the form shows while the text is broken.
void shootFiles(Workbench& bench, const Camera& camera)
{
    ui::MainWindow& window = *bench.window;
    models::JsonFile& file = *bench.workspace->policiesFile();
    window.view()->showText({.file = file.path()});
    auto* editor = window.findChild<ui::JsonEditor*>(u"fileText"_s);
    editor->showOffset(file.text().find("\"gold\": {") + 9);
    camera.shoot(window, u"files"_s);
    QTest::keyClick(editor, Qt::Key_Return);
    QTest::keyClicks(editor, u"\"qu"_s);
    QWidget* popup = nullptr;
    for (QWidget* widget : QApplication::topLevelWidgets())
        popup = widget->objectName() == u"completions"_s && widget->isVisible() ? widget : popup;
    camera.shoot(window, u"files-completion"_s, popup, window.mapFromGlobal(popup->pos()));
    popup->hide();
    camera.shoot(window, u"files-broken"_s);
    window.view()->showPage(ui::WorkspaceView::PoliciesId);
    window.findChild<ui::PoliciesPage*>()->select(u"gold"_s);
    camera.shoot(window, u"policies-broken"_s);
    while (bench.workspace->undoStack().canUndo())
        bench.workspace->undoStack().undo();
    window.view()->showPage(ui::WorkspaceView::ApisId);
    camera.shoot(window, u"apis"_s);
}

// The menu lies over the window: both are painted into one picture.
void shootProfileMenu(Workbench& bench, const Camera& camera)
{
    ui::MainWindow& window = *bench.window;
    auto* button = bench.find<QToolButton>("profileButton");
    QMenu* menu = button->menu();
    menu->popup(button->mapToGlobal(QPoint(0, button->height())));
    menu->setActiveAction(menu->actions().at(1));
    camera.shoot(window, u"profile"_s, menu,
                 QPoint(window.width() - menu->width(), button->mapTo(&window, QPoint(0, button->height())).y()));
    menu->close();
}

void shootDialogs(Workbench& bench, const Camera& camera)
{
    const ui::IssueKeyDialog::Habits habits{0, false, u"http://127.0.0.1:8080"_s};
    const auto make = [&](const QStringList& policies) {
        auto dialog =
            std::make_unique<ui::IssueKeyDialog>(*bench.workspace, bench.prompts, policies, habits, bench.window.get());
        dialog->show();
        return dialog;
    };
    auto dialog = make({u"trial"_s});
    dialog->findChild<QLineEdit*>(u"issueAlias"_s)->setText(u"acme trial"_s);
    camera.shoot(*dialog, u"issue"_s);
    dialog->findChild<QPushButton*>(u"issueButton"_s)->click();
    dialog->findChild<QPushButton*>(u"copyKey"_s)->click();
    camera.shoot(*dialog, u"issued"_s);

    models::PolicyEditor editor(*bench.workspace);
    (void)editor.setKeyExpiresIn({u"gold"_s}, 86400);
    dialog = make({u"trial"_s, u"rate-only"_s, u"gold"_s});
    auto* picker = dialog->findChild<ui::PoliciesPicker*>();
    const auto middle = [&](int row) { return picker->visualItemRect(picker->item(row)).center(); };
    QTest::mousePress(picker->viewport(), Qt::LeftButton, {}, middle(0));
    QTest::mouseMove(picker->viewport(), middle(0) + QPoint(0, 12));
    QTest::mouseMove(picker->viewport(), middle(2));
    camera.shoot(*dialog, u"issue-dragging"_s);
    QTest::mouseRelease(picker->viewport(), Qt::LeftButton, {}, middle(2));
    picker->setCurrentRow(1);
    QTest::keyClick(picker, Qt::Key_Space); // gold no longer
    camera.shoot(*dialog, u"issue-changed"_s);

    (void)editor.add(u"partner"_s, R"({"org_id": "elsewhere", "active": true, "rate": 10, "per": 1})");
    dialog = make({u"trial"_s, u"partner"_s});
    camera.shoot(*dialog, u"issue-refused"_s);
    bench.workspace->undoStack().undo();
    bench.workspace->undoStack().undo();

    dialog = make({u"trial"_s});
    dialog->findChild<QCheckBox*>(u"issueFromList"_s)->click();
    dialog->findChild<QPlainTextEdit*>(u"issueAliases"_s)->setPlainText(u"acme\nbolt\n\"Harbour, Sons\"\nacme"_s);
    camera.shoot(*dialog, u"issue-list"_s);
    dialog->findChild<QPushButton*>(u"issueButton"_s)->click();
    camera.shoot(*dialog, u"issued-list"_s);
}

// Both changed: the bar, what differs, and the field that has to be chosen.
void shootFileBars(Workbench& bench, const Camera& camera)
{
    const std::string path = "/quota-demo/policies/policies.json";
    models::JsonFile& file = *bench.workspace->policiesFile();
    while (bench.workspace->undoStack().canUndo())
        bench.workspace->undoStack().undo();
    const std::string before = file.text();
    const auto changed = [](std::string text, const char* policy, const char* from, const char* to) {
        const size_t place = text.find(from, text.find('"' + std::string(policy) + "\": {"));
        return text.replace(place, std::string(from).size(), to);
    };
    (void)models::PolicyEditor(*bench.workspace).setRate({u"gold"_s}, {9, 1});
    const std::string mine = file.text();
    const std::string theirs = changed(changed(before, "gold", "\"rate\": 5", "\"rate\": 7"), "free",
                                       "\"quota_max\": 100", "\"quota_max\": 200");
    bench.files.files.at(path).bytes = theirs;
    bench.workspace->lookAtDisk();
    bench.window->view()->showPage(ui::WorkspaceView::PoliciesId);
    camera.shoot(*bench.window, u"bar-conflict"_s);

    const auto versionOf = [&](const std::string& text) {
        return compare::SourceFiles{compare::sourceFile("policies.json", text, path)};
    };
    ui::ChangesDialog changes(u"Two versions of policies.json"_s,
                              {versionOf(theirs), versionOf(mine), u"on disk"_s, u"here, not saved"_s},
                              bench.window.get());
    changes.show();
    camera.shoot(changes, u"changes"_s);
    const auto parsed = [&](const std::string& text) {
        return *json::Document::parse(text, models::JsonFile::parseOptions(path));
    };
    ui::MergeDialog merge(u"policies.json"_s, {parsed(before), parsed(mine), parsed(theirs)}, bench.window.get());
    merge.show();
    camera.shoot(merge, u"merge"_s);

    bench.files.files.at(path).bytes = before;
    bench.workspace->reload(file);
    bench.window->view()->messageBar().dismiss(u"conflict:"_s + QString::fromStdString(path));
}

void type(QDialog& dialog, const char* field, const QString& text)
{
    dialog.findChild<QLineEdit*>(QLatin1StringView(field))->setText(text);
}

void shootReplacing(Workbench& bench, const Camera& camera)
{
    ui::ReplaceDialog replace(*bench.workspace, bench.window.get());
    replace.begin();
    type(replace, "findText", u"orders"_s);
    type(replace, "replaceText", u"users"_s);
    QTest::qWait(400); // as after typing
    camera.shoot(replace, u"replace"_s);
    ui::ConvertDialog convert(*bench.workspace, bench.prompts, bench.window.get());
    convert.show();
    camera.shoot(convert, u"convert"_s);
}

void shootAll(const QString& folder, const QString& scheme, const QSize& size)
{
    ui::theme::apply(*qApp, ui::theme::schemeNamed(scheme));
    const Camera camera(folder, scheme);
    Workbench bench;
    bench.issue({u"trial"_s}, u"acme trial"_s, true);
    bench.issue({u"gold"_s}, u"Harbour & Sons"_s);
    bench.issue({u"gold"_s, u"quota-only"_s}, u"nightly export"_s);
    const StoredKey suspended = bench.issue({u"free"_s}, u"old laptop"_s);
    (void)models::KeyEditor(*bench.workspace).setInactive({QString::fromStdString(suspended.name)}, true);
    bench.issue({u"acl-only"_s, u"rate-only"_s}, {});
    bench.workspace->undoStack().clear();
    bench.window->resize(size);
    bench.window->show();
    shootPages(bench, camera);
    shootTraffic(bench, camera);
    shootCurl(bench, camera);
    shootUrlTester(bench, camera);
    shootProfileMenu(bench, camera);
    shootFiles(bench, camera);
    shootDialogs(bench, camera);
    shootFileBars(bench, camera);
    shootReplacing(bench, camera);
    bench.window->resize(900, size.height());
    bench.window->view()->showPage(ui::WorkspaceView::PoliciesId);
    camera.shoot(*bench.window, u"narrow"_s);
    bench.window->view()->showPage(ui::WorkspaceView::KeysId);
    selectKey(bench, "nightly export");
    camera.shoot(*bench.window, u"narrow-key"_s);
    bench.window->resize(size);
    bench.window->setWorkspace(nullptr);
    camera.shoot(*bench.window, u"welcome"_s);
    bench.window->setOpening(u"/srv/gateway/policies of all regions/tyk.conf"_s);
    camera.shoot(*bench.window, u"opening"_s);
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    const QString folder = arguments.value(1, u"."_s);
    QDir().mkpath(folder);
    const QSize size(arguments.value(2, u"1280"_s).toInt(), arguments.value(3, u"800"_s).toInt());
    for (const QString& scheme : {u"light"_s, u"dark"_s})
        shootAll(folder, scheme, size);
    return 0;
}
