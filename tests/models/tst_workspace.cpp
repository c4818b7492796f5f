#include "models/workspace.h"

#include "models/besidetheloop.h"
#include "models/policyeditor.h"
#include "tests/support/workspacefixture.h"

#include <QSignalSpy>
#include <QtTest>

#include <functional>
#include <random>

using namespace gatereeve;
using models::JsonFile;
using models::PolicyEditor;
using models::Workspace;

namespace
{

const QStringList Gold{QStringLiteral("gold")};

// Three: a, b and c.
std::string largePolicies()
{
    const std::string tag(models::LargeText / 3, 't');
    const std::string rest = "\": {\"rate\": 1, \"per\": 1, \"tags\": [\"" + tag + "\"]}";
    return "{\"a" + rest + ", \"b" + rest + ", \"c" + rest + "}";
}

bool hasKind(const Findings& findings, std::string_view kind)
{
    return std::ranges::any_of(findings, [&](const Finding& finding) { return finding.kind == kind; });
}

// Of loading the policies.
Findings toldOf(const Workspace& workspace)
{
    Findings told = workspace.policyLoad().problems;
    std::ranges::copy(workspace.policyLoad().notes, std::back_inserter(told));
    return told;
}

} // namespace

// DESIGN, The path of the data; contracts.md, Files of a workspace.
class TestWorkspace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensWhatTheConfNames();
    void opensABarePoliciesFile();
    void editIsInForceUnsaved();
    void aPolicyThatIsNotActiveIsListedButNotLoaded();
    void brokenTextKeepsPoliciesInForce();
    void wrongTypeKeepsTheFormerVersion();
    void wrongTypeIsZeroUnder29();
    void oneFaultKeepsAllUnder5();
    void anEmptyFileKeepsAllUnder29();
    void aMalformedIdDropsThoseAfterItUnder29();
    void brokenApiKeepsItsLastDefinition();
    void savesOnlyWhatChanged();
    void countsUnsavedEdits();
    void failedSaveIsToldAndStaysModified();
    void unmodifiedFileIsReloadedQuietly();
    void modifiedFileIsNotReloaded();
    void newApiFileIsFound();
    void profileAndEchoAreUndoable();
    void addsThePoliciesSection();
    void mendedSettingsCount();
    void deletingWithCommandsOnTheStack();
    void oneEditOfManyChangesOneRow();
    void policiesThatChangePlacesDoSoInTheList();
    void theWindowGoesOnDuringLargeEdits();
    void theDiskIsLookedAtAfterALargeEdit();
    void watchesTheDisk();
    void editedIsAsOpenedAnew();
};

void TestWorkspace::opensWhatTheConfNames()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    const Workspace& workspace = *fixture.workspace;
    QCOMPARE(workspace.title(), QStringLiteral("w"));
    QCOMPARE(workspace.policyList().ids(),
             (QStringList{QStringLiteral("gold"), QStringLiteral("silver"), QStringLiteral("trial")}));
    QCOMPARE(workspace.apiList().rowCount(), 1);
    QCOMPARE(workspace.settings().listenPort, 8080);
    QCOMPARE(workspace.profile(), Profile::Guide);
    QVERIFY(!workspace.isModified());
    const SnapshotInput input = workspace.snapshotInput(7);
    QCOMPARE(input.generation, 7u);
    QCOMPARE(input.policies.size(), 3u);
    QCOMPARE(input.apis.size(), 1u);
    QCOMPARE(input.settings.listenPort, 8080);
}

void TestWorkspace::opensABarePoliciesFile()
{
    tests::WorkspaceFixture fixture;
    fixture.disk.files.erase(tests::ConfPath);
    fixture.open(tests::PoliciesPath);
    QVERIFY(!fixture.workspace->confFile());
    QVERIFY(!fixture.workspace->lacksPolicies());
    QCOMPARE(fixture.workspace->policyList().rowCount(), 3);
}

// profiles.md, guide 7: an edit in the window is enforced at once, unsaved.
void TestWorkspace::editIsInForceUnsaved()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    Workspace& workspace = *fixture.workspace;
    const QSignalSpy edited(&workspace, &Workspace::edited);
    QSignalSpy policies(&workspace, &Workspace::policiesChanged);
    QVERIFY(PolicyEditor(workspace).setRate(Gold, {9, 1}).ok());
    QCOMPARE(edited.count(), 1);
    QCOMPARE(policies.count(), 1);
    QCOMPARE(policies.at(0).at(0).toStringList(), Gold);
    QCOMPARE(workspace.snapshotInput(1).policies.at("gold")->policy.rate, 9.0);
    QVERIFY(workspace.isModified());
    QVERIFY(fixture.onDisk(tests::PoliciesPath).find("\"rate\": 9") == std::string::npos);
    workspace.undoStack().undo();
    QCOMPARE(workspace.snapshotInput(1).policies.at("gold")->policy.rate, 5.0);
    QVERIFY(!workspace.isModified());
}

// profiles.md, guide 2.
void TestWorkspace::aPolicyThatIsNotActiveIsListedButNotLoaded()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    QVERIFY(PolicyEditor(*fixture.workspace).setActive(Gold, false).ok());
    QVERIFY(!fixture.workspace->policies().contains("gold"));
    QCOMPARE(fixture.workspace->policyList().at(0).state, models::PolicyItem::State::NotLoaded);
    fixture.workspace->undoStack().undo();
    QVERIFY(fixture.workspace->policies().contains("gold"));
    QCOMPARE(fixture.workspace->policyList().at(0).state, models::PolicyItem::State::Loaded);
}

// profiles.md, guide 5.
void TestWorkspace::brokenTextKeepsPoliciesInForce()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    Workspace& workspace = *fixture.workspace;
    workspace.setText(*workspace.policiesFile(), "{\"gold\": {", QStringLiteral("Typing"));
    QCOMPARE(workspace.policies().size(), 3u);
    QCOMPARE(workspace.policyList().rowCount(), 3);
    QVERIFY(hasKind(toldOf(workspace), "malformed"));
    workspace.undoStack().undo();
    QVERIFY(!hasKind(toldOf(workspace), "malformed"));
}

// profiles.md, guide 5.
void TestWorkspace::wrongTypeKeepsTheFormerVersion()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    Workspace& workspace = *fixture.workspace;
    std::string text = workspace.policiesFile()->text();
    text.replace(text.find("\"rate\": 5"), 9, "\"rate\": \"5\"");
    workspace.setText(*workspace.policiesFile(), text, QStringLiteral("Typing"));
    QCOMPARE(workspace.policies().at("gold")->policy.rate, 5.0);
    QCOMPARE(workspace.policyList().at(0).state, models::PolicyItem::State::FormerVersion);
    QVERIFY(hasKind(toldOf(workspace), "wrong-type"));
}

// policy-semantics.md 3.2.
void TestWorkspace::wrongTypeIsZeroUnder29()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    Workspace& workspace = *fixture.workspace;
    QVERIFY(workspace.setProfile(Profile::Tyk29).ok());
    workspace.setText(*workspace.policiesFile(), R"({"gold": {"rate": "9", "per": 7}})", QStringLiteral("Typing"));
    QCOMPARE(workspace.policies().size(), 1u);
    QCOMPARE(workspace.policies().at("gold")->policy.rate, 0.0);
    QCOMPARE(workspace.policies().at("gold")->policy.per, 7.0);
    QCOMPARE(workspace.policyList().at(0).state, models::PolicyItem::State::Loaded);
    QVERIFY(hasKind(toldOf(workspace), "wrong-type"));
    // The same text under the rules of the guide: never zeros, not even as a former version.
    QVERIFY(workspace.setProfile(Profile::Guide).ok());
    QVERIFY(workspace.policies().at("gold")->unusable);
}

// policy-semantics.md 11.2.
void TestWorkspace::oneFaultKeepsAllUnder5()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    Workspace& workspace = *fixture.workspace;
    QVERIFY(workspace.setProfile(Profile::Tyk5).ok());
    workspace.setText(*workspace.policiesFile(), R"({"gold": {"rate": "9"}, "new": {}})", QStringLiteral("Typing"));
    QCOMPARE(workspace.policies().size(), 3u);
    QCOMPARE(workspace.policies().at("gold")->policy.rate, 5.0);
    QCOMPARE(workspace.policyList().at(0).state, models::PolicyItem::State::FormerVersion);
    QCOMPARE(workspace.policyList().at(1).state, models::PolicyItem::State::NotLoaded);
    workspace.setText(*workspace.policiesFile(), "{}", QStringLiteral("Typing"));
    QVERIFY(workspace.policies().empty());
}

// policy-semantics.md 3.3.
void TestWorkspace::anEmptyFileKeepsAllUnder29()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    Workspace& workspace = *fixture.workspace;
    QVERIFY(workspace.setProfile(Profile::Tyk29).ok());
    workspace.setText(*workspace.policiesFile(), "{}", QStringLiteral("Typing"));
    QCOMPARE(workspace.snapshotInput(1).policies.size(), 3u);
    QCOMPARE(workspace.policyList().rowCount(), 0);
    QVERIFY(hasKind(toldOf(workspace), "empty-set"));
    workspace.setText(*workspace.policiesFile(), R"({"gold": {}})", QStringLiteral("Typing"));
    QCOMPARE(workspace.policies().size(), 1u);
    QVERIFY(!hasKind(toldOf(workspace), "empty-set"));
}

// policy-semantics.md 3.2.
void TestWorkspace::aMalformedIdDropsThoseAfterItUnder29()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    Workspace& workspace = *fixture.workspace;
    QVERIFY(workspace.setProfile(Profile::Tyk29).ok());
    workspace.setText(*workspace.policiesFile(), R"({"gold": {}, "silver": {"_id": "x"}, "trial": {}})",
                      QStringLiteral("Typing"));
    QCOMPARE(workspace.policies().size(), 1u);
    QCOMPARE(workspace.policyList().at(0).state, models::PolicyItem::State::Loaded);
    QCOMPARE(workspace.policyList().at(2).state, models::PolicyItem::State::NotLoaded);
    // Nothing before it: all stay, and the row says that it is another version.
    workspace.setText(*workspace.policiesFile(), R"({"gold": {"_id": "x", "rate": 9}})", QStringLiteral("Typing"));
    QCOMPARE(workspace.policies().size(), 1u);
    QCOMPARE(workspace.policyList().at(0).state, models::PolicyItem::State::FormerVersion);
}

void TestWorkspace::brokenApiKeepsItsLastDefinition()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    Workspace& workspace = *fixture.workspace;
    const QSignalSpy apis(&workspace, &Workspace::apisChanged);
    workspace.setText(*workspace.apiFiles().front(), "{", QStringLiteral("Typing"));
    QCOMPARE(apis.count(), 1);
    QVERIFY(workspace.apiList().find(QStringLiteral("orders")));
    QVERIFY(hasKind(workspace.apiList().at(0).findings, "malformed"));
}

void TestWorkspace::savesOnlyWhatChanged()
{
    tests::WorkspaceFixture fixture;
    const std::string orders = fixture.onDisk(tests::OrdersPath), conf = fixture.onDisk(tests::ConfPath);
    fixture.open();
    Workspace& workspace = *fixture.workspace;
    QVERIFY(PolicyEditor(workspace).setRate(Gold, {9, 1}).ok());
    QVERIFY(workspace.save().empty());
    QCOMPARE(fixture.onDisk(tests::PoliciesPath), fixture.policiesText());
    QCOMPARE(fixture.onDisk(tests::OrdersPath), orders);
    QCOMPARE(fixture.onDisk(tests::ConfPath), conf);
    QVERIFY(!fixture.disk.files.contains("/w/gatereeve.json"));
    QVERIFY(workspace.undoStack().isClean());
}

void TestWorkspace::countsUnsavedEdits()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    Workspace& workspace = *fixture.workspace;
    PolicyEditor editor(workspace);
    QVERIFY(editor.setInactive(Gold, true).ok());
    QVERIFY(editor.setActive(Gold, false).ok());
    QCOMPARE(workspace.unsavedEdits(), 2);
    QVERIFY(workspace.save().empty());
    QCOMPARE(workspace.unsavedEdits(), 0);
    workspace.undoStack().undo();
    QCOMPARE(workspace.unsavedEdits(), 1);
    QVERIFY(editor.setHmacEnabled(Gold, true).ok()); // the saved state can't be reached any more
    QCOMPARE(workspace.unsavedEdits(), -1);
}

void TestWorkspace::failedSaveIsToldAndStaysModified()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    Workspace& workspace = *fixture.workspace;
    const std::string before = fixture.onDisk(tests::PoliciesPath);
    QVERIFY(PolicyEditor(workspace).setRate(Gold, {9, 1}).ok());
    fixture.disk.failAt = 1;
    fixture.disk.staysBroken = true;
    QCOMPARE(workspace.save().size(), 1u);
    QVERIFY(workspace.isModified());
    QVERIFY(!workspace.undoStack().isClean());
    QCOMPARE(fixture.onDisk(tests::PoliciesPath), before);
}

void TestWorkspace::unmodifiedFileIsReloadedQuietly()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    Workspace& workspace = *fixture.workspace;
    const QSignalSpy reloaded(&workspace, &Workspace::reloaded), conflicted(&workspace, &Workspace::conflicted);
    const std::string before = fixture.policiesText();
    fixture.write(tests::PoliciesPath, "{\"iron\": {\"rate\": 1, \"per\": 1}}");
    workspace.lookAtDisk();
    workspace.lookAtDisk();
    QCOMPARE(reloaded.count(), 1);
    QCOMPARE(conflicted.count(), 0);
    QCOMPARE(workspace.policyList().ids(), QStringList{QStringLiteral("iron")});
    QVERIFY(!workspace.isModified());
    QCOMPARE(workspace.unsavedEdits(), 0);
    // What was here before can still be had back.
    workspace.undoStack().undo();
    QCOMPARE(fixture.policiesText(), before);
    QVERIFY(workspace.isModified());
}

void TestWorkspace::modifiedFileIsNotReloaded()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    Workspace& workspace = *fixture.workspace;
    QVERIFY(PolicyEditor(workspace).setRate(Gold, {9, 1}).ok());
    const QSignalSpy reloaded(&workspace, &Workspace::reloaded), conflicted(&workspace, &Workspace::conflicted);
    fixture.write(tests::PoliciesPath, "{}");
    workspace.lookAtDisk();
    QCOMPARE(conflicted.count(), 1);
    QCOMPARE(reloaded.count(), 0);
    QCOMPARE(fixture.policy("gold").rate, 9.0);
    QCOMPARE(workspace.save().size(), 1u);
    QCOMPARE(fixture.onDisk(tests::PoliciesPath), std::string("{}"));

    workspace.reload(*workspace.policiesFile());
    QCOMPARE(fixture.policiesText(), std::string("{}"));
    QVERIFY(!workspace.isModified());
    workspace.undoStack().undo();
    QCOMPARE(fixture.policy("gold").rate, 9.0);
    QVERIFY(workspace.saveFile(*workspace.policiesFile(), JsonFile::Overwrite::Refuse).ok());
    QCOMPARE(fixture.onDisk(tests::PoliciesPath), fixture.policiesText());
}

void TestWorkspace::newApiFileIsFound()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    Workspace& workspace = *fixture.workspace;
    const QSignalSpy edited(&workspace, &Workspace::edited);
    fixture.write("/w/apps/users.json", R"({"api_id": "users", "name": "Users", "proxy": {"listen_path": "/users/"}})");
    workspace.lookAtDisk();
    QCOMPARE(edited.count(), 1);
    QVERIFY(workspace.apiList().find(QStringLiteral("users")));
}

void TestWorkspace::profileAndEchoAreUndoable()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    Workspace& workspace = *fixture.workspace;
    const QSignalSpy changed(&workspace, &Workspace::settingsChanged);
    QVERIFY(workspace.setEchoUpstream(true).ok());
    QVERIFY(workspace.setProfile(Profile::Tyk5).ok());
    QVERIFY(workspace.usesEchoUpstream());
    QCOMPARE(workspace.profile(), Profile::Tyk5);
    QCOMPARE(changed.count(), 2);
    QVERIFY(workspace.save().empty());
    QCOMPARE(QString::fromStdString(fixture.onDisk("/w/gatereeve.json")),
             QStringLiteral("{\n  \"upstream\": \"echo\",\n  \"profile\": \"5\"\n}\n"));
    workspace.undoStack().undo();
    workspace.undoStack().undo();
    QVERIFY(!workspace.usesEchoUpstream());
    QCOMPARE(workspace.profile(), Profile::Guide);
}

// contracts.md, Files of a workspace: no `policies` section: offered, one undo step.
void TestWorkspace::addsThePoliciesSection()
{
    tests::WorkspaceFixture fixture;
    const std::string conf = R"({"listen_port": 8080, "app_path": "apps"})";
    fixture.write(tests::ConfPath, conf);
    fixture.open();
    Workspace& workspace = *fixture.workspace;
    QVERIFY(workspace.lacksPolicies());
    QVERIFY(hasKind(workspace.findings(), "no-policies"));
    QVERIFY(workspace.addPoliciesSection().ok());
    QCOMPARE(workspace.undoStack().count(), 1);
    QCOMPARE(workspace.policyList().rowCount(), 3);
    QVERIFY(!hasKind(workspace.findings(), "no-policies"));
    workspace.undoStack().undo();
    QCOMPARE(workspace.confFile()->text(), conf);
    QVERIFY(workspace.lacksPolicies());
    QCOMPARE(workspace.policyList().rowCount(), 0);
    workspace.undoStack().redo();
    QCOMPARE(workspace.policyList().rowCount(), 3);
}

void TestWorkspace::mendedSettingsCount()
{
    tests::WorkspaceFixture fixture;
    fixture.write(tests::ConfPath,
                  R"({"listen_port": "8080", "policies": {"policy_record_name": "policies/policies.json"}})");
    fixture.open();
    Workspace& workspace = *fixture.workspace;
    QVERIFY(!hasKind(workspace.findings(), "wrong-type")); // not of finding files: lint tells it
    QCOMPARE(workspace.settings().listenPort, 0);
    std::string text = workspace.confFile()->text();
    text.replace(text.find("\"8080\""), 6, "8080");
    workspace.setText(*workspace.confFile(), text, QStringLiteral("Typing"));
    QCOMPARE(workspace.settings().listenPort, 8080);
}

void TestWorkspace::deletingWithCommandsOnTheStack()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    QVERIFY(PolicyEditor(*fixture.workspace).setRate(Gold, {9, 1}).ok());
    const QSignalSpy saved(fixture.workspace.get(), &Workspace::savedChanged);
    fixture.workspace.reset();
    QCOMPARE(saved.count(), 0);
}

void TestWorkspace::oneEditOfManyChangesOneRow()
{
    tests::WorkspaceFixture fixture;
    std::string text = "{\n";
    for (int i = 0; i < 2000; ++i)
        text += "  \"p" + std::to_string(i) + "\": {\"rate\": 1, \"per\": 1},\n";
    fixture.write(tests::PoliciesPath, text + "  \"last\": {}\n}\n");
    fixture.open();
    auto& list = fixture.workspace->policyList();
    const QSignalSpy inserted(&list, &models::RowSource::rowsInserted), removed(&list, &models::RowSource::rowsRemoved);
    QSignalSpy changed(&list, &models::RowSource::rowsChanged);
    QVERIFY(PolicyEditor(*fixture.workspace).setRate({QStringLiteral("p1234")}, {2, 1}).ok());
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.at(0), (QList<QVariant>{1234, 1234}));
    QVERIFY(PolicyEditor(*fixture.workspace).remove({QStringLiteral("p7")}).ok());
    QCOMPARE(removed.count(), 1);
    QCOMPARE(inserted.count(), 0);
    QCOMPARE(changed.count(), 1);
}

// One edit that leaves the same names.
void TestWorkspace::policiesThatChangePlacesDoSoInTheList()
{
    tests::WorkspaceFixture fixture;
    const std::string a = "\"a\": {\"rate\": 1}", b = "\"b\": {\"rate\": 2}", c = "\"c\": {}";
    fixture.write(tests::PoliciesPath, "{" + a + ", " + b + ", " + c + "}");
    fixture.open();
    auto& workspace = *fixture.workspace;
    workspace.setText(*workspace.policiesFile(), "{" + b + ", " + a + ", " + c + "}", QStringLiteral("Typing"));
    QCOMPARE(workspace.policyList().ids(), (QStringList{"b", "a", "c"}));
    workspace.undoStack().undo();
    QCOMPARE(workspace.policyList().ids(), (QStringList{"a", "b", "c"}));
}

void TestWorkspace::theWindowGoesOnDuringLargeEdits()
{
    tests::WorkspaceFixture fixture;
    fixture.write(tests::PoliciesPath, largePolicies());
    fixture.open();
    Workspace& workspace = *fixture.workspace;
    const std::string before = fixture.policiesText();
    bool goesOn = false;
    const auto see = [&] { goesOn = models::isWorkOnItsWay(); };
    QMetaObject::invokeMethod(this, see, Qt::QueuedConnection);
    QSignalSpy policies(&workspace, &Workspace::policiesChanged);
    QVERIFY(PolicyEditor(workspace).setRate(workspace.policyList().ids(), {9, 1}).ok());
    QVERIFY(goesOn);
    QCOMPARE(policies.count(), 1);
    QCOMPARE(policies.at(0).at(0).toStringList(), workspace.policyList().ids());
    for (const char* id : {"a", "b", "c"}) {
        QCOMPARE(fixture.policy(id).rate, 9.0);
        QCOMPARE(workspace.policies().at(id)->policy.rate, 9.0);
    }
    goesOn = false;
    QMetaObject::invokeMethod(this, see, Qt::QueuedConnection);
    workspace.undoStack().undo();
    QVERIFY(goesOn);
    QVERIFY(fixture.policiesText() == before);
    QCOMPARE(fixture.policy("c").rate, 1.0);
    QVERIFY(!workspace.undoStack().canUndo());
}

// A reload in the midst of an edit would be an edit within an edit.
void TestWorkspace::theDiskIsLookedAtAfterALargeEdit()
{
    tests::WorkspaceFixture fixture;
    fixture.write(tests::PoliciesPath, largePolicies());
    fixture.open();
    Workspace& workspace = *fixture.workspace;
    const QSignalSpy conflicted(&workspace, &Workspace::conflicted);
    bool wasAtWork = false;
    const auto news = [&] {
        wasAtWork = models::isWorkOnItsWay();
        fixture.write(tests::PoliciesPath, "{}");
        workspace.lookAtDisk();
    };
    QMetaObject::invokeMethod(&workspace, news, Qt::QueuedConnection);
    QVERIFY(PolicyEditor(workspace).setRate(workspace.policyList().ids(), {9, 1}).ok());
    QVERIFY(wasAtWork);
    QCOMPARE(conflicted.count(), 0);
    QTRY_COMPARE(conflicted.count(), 1);
    QCOMPARE(fixture.policy("a").rate, 9.0);
}

// On a real folder: the watcher is Qt's.
void TestWorkspace::watchesTheDisk()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("policies.json"));
    tests::WorkspaceFixture fixture;
    fixture.write(models::toUtf8(path), "{}");
    QFile real(path);
    QVERIFY(real.open(QIODevice::WriteOnly) && real.write("{}") == 2);
    real.close();
    fixture.open(models::toUtf8(path));
    fixture.workspace->watchDisk();
    QSignalSpy reloaded(fixture.workspace.get(), &Workspace::reloaded);
    fixture.write(models::toUtf8(path), "{\"iron\": {}}");
    QVERIFY(real.open(QIODevice::WriteOnly) && real.write("{\"iron\": {}}") == 12);
    real.close();
    QVERIFY(reloaded.wait());
    QCOMPARE(fixture.workspace->policyList().rowCount(), 1);
}

// Random edits of all kinds, undone and redone: what is known of the file afterwards is what reading it as a whole
// gives.
void TestWorkspace::editedIsAsOpenedAnew()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    Workspace& workspace = *fixture.workspace;
    PolicyEditor editor(workspace);
    std::mt19937 random(7);
    const auto below = [&](unsigned limit) { return int(random() % limit); };
    for (int edit = 0; edit < 400; ++edit) {
        const QStringList all = workspace.policyList().ids();
        const QString id = all.isEmpty() ? QString() : all[below(unsigned(all.size()))];
        const QString api = QStringLiteral("api%1").arg(below(3));
        const std::function<void()> edits[] = {
            [&] {
                (void)editor.setRate({id}, {double(below(9)), 1});
            },
            [&] {
                (void)editor.setRate(all, {double(below(9)), 1});
            },
            [&] { (void)editor.setTags({id}, QStringList(below(3), QStringLiteral("t"))); },
            [&] { (void)editor.setActive({id}, below(2) == 0); },
            [&] { (void)editor.setInactive({id}, below(2) == 0); },
            [&] { (void)editor.setEnforces({id}, models::Partition(below(4)), below(2) == 0); },
            [&] { (void)editor.grantApi(id, api, {}); },
            [&] {
                (void)editor.addUrl(id, api, {"/(", {"GET"}});
            },
            [&] { (void)editor.revokeApi(id, api); },
            [&] { (void)editor.setName({id}, QString(below(9), u'x')); },
            [&] { (void)editor.setJson(id, below(2) == 0 ? "{}" : "{\n\"rate\": 1,\n\n\"per\": 1}"); },
            [&] { (void)editor.add(editor.freeId(QStringLiteral("new"))); },
            [&] { (void)editor.duplicate(id, editor.freeId(id)); },
            [&] { (void)editor.rename(id, editor.freeId(id)); },
            [&] {
                if (all.size() > 6)
                    (void)editor.remove({id});
            },
            [&] { workspace.undoStack().undo(); },
            [&] { workspace.undoStack().undo(); },
            [&] { workspace.undoStack().redo(); },
            [&] { workspace.finishTyping(); },
        };
        edits[below(std::size(edits))]();
        tests::WorkspaceFixture fresh;
        fresh.write(tests::PoliciesPath, fixture.policiesText());
        fresh.open();
        const Workspace& anew = *fresh.workspace;
        QVERIFY(workspace.policiesFile()->document()->isSameAs(*anew.policiesFile()->document()));
        QCOMPARE(workspace.policyList().ids(), anew.policyList().ids());
        for (int row = 0; row < anew.policyList().rowCount(); ++row) {
            const models::PolicyItem &known = workspace.policyList().at(row), &read = anew.policyList().at(row);
            QVERIFY2(known.raw == read.raw && known.policy() == read.policy() && known.findings == read.findings &&
                         known.state == read.state && known.why == read.why,
                     fixture.policiesText().c_str());
        }
        QVERIFY2(workspace.findings() == anew.findings(), fixture.policiesText().c_str());
        QVERIFY(workspace.policyLoad().places == anew.policyLoad().places);
        QVERIFY(workspace.policyLoad().loaded == anew.policyLoad().loaded);
        const auto snapshot = SnapshotCompiler::compile(workspace.snapshotInput(1));
        QVERIFY(snapshot->findings == SnapshotCompiler::compile(anew.snapshotInput(1))->findings);
        QVERIFY(std::ranges::equal(workspace.policies(), anew.policies(), [](const auto& left, const auto& right) {
            return left.first == right.first && left.second->policy == right.second->policy &&
                   left.second->unusable == right.second->unusable;
        }));
    }
}

QTEST_GUILESS_MAIN(TestWorkspace)
#include "tst_workspace.moc"
