#include "models/policyeditor.h"

#include "tests/support/workspacefixture.h"

#include <QSignalSpy>
#include <QtTest>

#include <functional>

using namespace gatereeve;
using models::Partition;
using models::PolicyEditor;
using Edit = std::function<Result<void>(PolicyEditor&)>;

Q_DECLARE_METATYPE(Edit)

namespace
{

const QStringList Gold{QStringLiteral("gold")};
const QString Orders = QStringLiteral("orders");

// Lines of `after` that are not in `before` at the same place from above or below: what git diff would show as added.
std::string changedPart(const std::string& before, const std::string& after)
{
    size_t head = 0;
    while (head < before.size() && head < after.size() && before[head] == after[head])
        ++head;
    size_t tail = 0;
    while (tail < std::min(before.size(), after.size()) - head &&
           before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    return after.substr(head, after.size() - head - tail);
}

} // namespace

// DESIGN decisions 8 and 9: each edit is one named step that touches its bytes only.
class TestPolicyEditor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void editsAreUndoable_data();
    void editsAreUndoable();
    void rateTouchesItsBytesOnly();
    void sameValueIsNoStep_data();
    void sameValueIsNoStep();
    void severalPoliciesInOneStep();
    void typingMergesUntilFinished();
    void flagsDoNotMerge();
    void refusals_data();
    void refusals();
    void brokenFileIsNotEdited();
    void addsToAFileThatIsNotThereYet();
    void removesRuns_data();
    void removesRuns();
    void unknownMembersOfALimitStay();
    void lettersOfMembersDoNotMatter();
    void findsAFreeId();
};

void TestPolicyEditor::editsAreUndoable_data()
{
    QTest::addColumn<Edit>("edit");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("changed"); // the part of the file that differs afterwards; null: not compared
    const auto row = [](const char* name, const char* text, const char* changed, const Edit& edit) {
        QTest::newRow(name) << edit << QString::fromUtf8(text) << QString::fromUtf8(changed);
    };
    const QString gold = Gold.first();
    row("name", "Name of gold", "en", [](PolicyEditor& e) { return e.setName(Gold, QStringLiteral("Golden")); });
    row("organisation", "Organisation of gold", ",\n    \"org_id\": \"o1\"",
        [](PolicyEditor& e) { return e.setOrganisation(Gold, QStringLiteral("o1")); });
    row("quota", "Quota of gold", "50, \"quota_renewal_rate\": 36", [](PolicyEditor& e) {
        return e.setQuota(Gold, {50, 3600});
    });
    row("throttling", "Throttling of gold", ",\n    \"throttle_interval\": 0.5,\n    \"throttle_retry_limit\": 3",
        [](PolicyEditor& e) { return e.setThrottling(Gold, 0.5, 3); });
    row("do not load", "Do not load gold", "fals", [](PolicyEditor& e) { return e.setActive(Gold, false); });
    row("deny", "Deny the keys of gold", ",\n    \"is_inactive\": true",
        [](PolicyEditor& e) { return e.setInactive(Gold, true); });
    row("trial", "Trial of gold", ",\n    \"key_expires_in\": 60",
        [](PolicyEditor& e) { return e.setKeyExpiresIn(Gold, 60); });
    row("tag added", "Tags of gold", ", \"eu\"", [](PolicyEditor& e) {
        return e.setTags(Gold, {QStringLiteral("paid"), QStringLiteral("eu")});
    });
    row("hmac", "HMAC of gold", ",\n    \"hmac_enabled\": true",
        [](PolicyEditor& e) { return e.setHmacEnabled(Gold, true); });
    row("rename", "Rename gold to golden", "en",
        [gold](PolicyEditor& e) { return e.rename(gold, QStringLiteral("golden")); });
    row("url", "Allowed URL in gold", "v2/",
        [gold](PolicyEditor& e) { return e.setUrl(gold, Orders, 1, QStringLiteral("/v2/status")); });
    row("method taken", "Methods of an allowed URL in gold", "",
        [gold](PolicyEditor& e) { return e.setMethods(gold, Orders, 0, {QStringLiteral("GET")}); });
    row("version added", "Versions of Orders in gold", ", \"v2\"", [gold](PolicyEditor& e) {
        return e.setVersions(gold, Orders, {QStringLiteral("v1"), QStringLiteral("v2")});
    });
    row("url removed", "Remove an allowed URL in gold", "",
        [gold](PolicyEditor& e) { return e.removeUrl(gold, Orders, 1); });
    row("partition", "What gold enforces", ",\n    \"partitions\": {\"quota\": true}",
        [](PolicyEditor& e) { return e.setEnforces(Gold, Partition::Quota, true); });
    row("copied", "Copy of gold", nullptr,
        [gold](PolicyEditor& e) { return e.duplicate(gold, QStringLiteral("gold-2")); });
    row("added", "New policy iron", ",\n  \"iron\": {\"rate\": 1}",
        [](PolicyEditor& e) { return e.add(QStringLiteral("iron"), R"({"rate": 1})"); });
    row("json", "JSON of gold", nullptr, [gold](PolicyEditor& e) { return e.setJson(gold, R"({"rate": 1})"); });
    row("api granted", "Grant users in gold", nullptr,
        [gold](PolicyEditor& e) { return e.grantApi(gold, QStringLiteral("users"), {QStringLiteral("Default")}); });
    row("url added", "Allowed URL in gold", nullptr, [gold](PolicyEditor& e) {
        return e.addUrl(gold, Orders, {"/x", {"PUT"}});
    });
    row("own limit", "Limit of Orders in gold", nullptr,
        [gold](PolicyEditor& e) { return e.setLimit(gold, Orders, Limit{.rate = 2, .per = 1}); });
    row("api revoked", "Revoke Orders in gold", "", [gold](PolicyEditor& e) { return e.revokeApi(gold, Orders); });
}

void TestPolicyEditor::editsAreUndoable()
{
    QFETCH(Edit, edit);
    QFETCH(QString, text);
    QFETCH(QString, changed);
    tests::WorkspaceFixture fixture;
    fixture.open();
    auto& stack = fixture.workspace->undoStack();
    const std::string before = fixture.policiesText();
    PolicyEditor editor(*fixture.workspace);
    QVERIFY(edit(editor).ok());
    QCOMPARE(stack.count(), 1);
    QCOMPARE(stack.undoText(), text);
    const std::string after = fixture.policiesText();
    QVERIFY(after != before);
    QVERIFY(fixture.workspace->policiesFile()->document());
    if (!changed.isNull())
        QCOMPARE(QString::fromStdString(changedPart(before, after)), changed);
    stack.undo();
    QCOMPARE(fixture.policiesText(), before);
    stack.redo();
    QCOMPARE(fixture.policiesText(), after);
}

void TestPolicyEditor::rateTouchesItsBytesOnly()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    std::string expected = fixture.policiesText();
    expected.replace(expected.find("\"rate\": 5, \"per\": 1"), 19, "\"rate\": 2.5, \"per\": 10");
    QVERIFY(PolicyEditor(*fixture.workspace).setRate(Gold, {2.5, 10}).ok());
    QCOMPARE(fixture.policiesText(), expected);
    QCOMPARE(fixture.workspace->undoStack().undoText(), QStringLiteral("Rate of gold"));
    QCOMPARE(fixture.policy("gold").rate, 2.5);
}

void TestPolicyEditor::sameValueIsNoStep_data()
{
    QTest::addColumn<Edit>("edit");
    const auto row = [](const char* name, const Edit& edit) { QTest::newRow(name) << edit; };
    row("rate", [](PolicyEditor& e) { return e.setRate(Gold, {5, 1}); });
    row("absent flag", [](PolicyEditor& e) { return e.setInactive(Gold, false); });
    row("absent partition", [](PolicyEditor& e) { return e.setEnforces(Gold, Partition::Quota, false); });
    row("tags", [](PolicyEditor& e) { return e.setTags(Gold, {QStringLiteral("paid")}); });
    row("active", [](PolicyEditor& e) { return e.setActive(Gold, true); });
    row("same id", [](PolicyEditor& e) { return e.rename(Gold.first(), Gold.first()); });
    row("granted already", [](PolicyEditor& e) { return e.grantApi(Gold.first(), Orders, {}); });
    row("no limit", [](PolicyEditor& e) { return e.setLimit(Gold.first(), Orders, std::nullopt); });
}

void TestPolicyEditor::sameValueIsNoStep()
{
    QFETCH(Edit, edit);
    tests::WorkspaceFixture fixture;
    fixture.open();
    PolicyEditor editor(*fixture.workspace);
    QVERIFY(edit(editor).ok());
    QCOMPARE(fixture.workspace->undoStack().count(), 0);
}

void TestPolicyEditor::severalPoliciesInOneStep()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    const std::string before = fixture.policiesText();
    const QSignalSpy edited(fixture.workspace.get(), &models::Workspace::edited);
    PolicyEditor editor(*fixture.workspace);
    QVERIFY(editor.setQuota({QStringLiteral("trial"), QStringLiteral("silver")}, {10, 60}).ok());
    QCOMPARE(fixture.policy("trial").quotaMax, 10);
    QCOMPARE(fixture.policy("silver").quotaRenewalRate, 60);
    QCOMPARE(fixture.policy("gold").quotaMax, 1000);
    QCOMPARE(fixture.workspace->undoStack().count(), 1);
    QCOMPARE(edited.count(), 1);
    fixture.workspace->undoStack().undo();
    QCOMPARE(fixture.policiesText(), before);
}

void TestPolicyEditor::typingMergesUntilFinished()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    const std::string before = fixture.policiesText();
    PolicyEditor editor(*fixture.workspace);
    for (const double rate : {6.0, 60.0, 600.0})
        QVERIFY(editor.setRate(Gold, {rate, 1}).ok());
    QCOMPARE(fixture.workspace->undoStack().count(), 1);
    fixture.workspace->finishTyping();
    QVERIFY(editor.setRate(Gold, {7, 60}).ok());
    QCOMPARE(fixture.workspace->undoStack().count(), 2);
    fixture.workspace->undoStack().undo();
    QCOMPARE(fixture.policy("gold").rate, 600.0);
    fixture.workspace->undoStack().undo();
    QCOMPARE(fixture.policiesText(), before);
}

void TestPolicyEditor::flagsDoNotMerge()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    PolicyEditor editor(*fixture.workspace);
    QVERIFY(editor.setEnforces(Gold, Partition::Quota, true).ok());
    QVERIFY(editor.setEnforces(Gold, Partition::Acl, true).ok());
    QCOMPARE(fixture.workspace->undoStack().count(), 2);
    QVERIFY(fixture.policy("gold").partitions.quota && fixture.policy("gold").partitions.acl);
    fixture.workspace->undoStack().undo();
    QVERIFY(!fixture.policy("gold").partitions.acl);
}

void TestPolicyEditor::refusals_data()
{
    QTest::addColumn<Edit>("edit");
    const auto row = [](const char* name, const Edit& edit) { QTest::newRow(name) << edit; };
    row("unknown id", [](PolicyEditor& e) { return e.setRate({QStringLiteral("iron")}, {1, 1}); });
    row("one of two unknown", [](PolicyEditor& e) {
        return e.setRate({Gold.first(), QStringLiteral("iron")}, {1, 1});
    });
    row("id taken", [](PolicyEditor& e) { return e.rename(Gold.first(), QStringLiteral("silver")); });
    row("id empty", [](PolicyEditor& e) { return e.rename(Gold.first(), {}); });
    row("added twice", [](PolicyEditor& e) { return e.add(Gold.first()); });
    row("copy to a taken id", [](PolicyEditor& e) { return e.duplicate(Gold.first(), QStringLiteral("silver")); });
    row("no object", [](PolicyEditor& e) { return e.setJson(Gold.first(), "5"); });
    row("no JSON", [](PolicyEditor& e) { return e.setJson(Gold.first(), "{"); });
    row("API not granted", [](PolicyEditor& e) { return e.setVersions(Gold.first(), QStringLiteral("users"), {}); });
    row("no such URL", [](PolicyEditor& e) { return e.setUrl(Gold.first(), Orders, 2, QStringLiteral("/")); });
    row("negative URL", [](PolicyEditor& e) { return e.removeUrl(Gold.first(), Orders, -1); });
}

void TestPolicyEditor::refusals()
{
    QFETCH(Edit, edit);
    tests::WorkspaceFixture fixture;
    fixture.open();
    const std::string before = fixture.policiesText();
    PolicyEditor editor(*fixture.workspace);
    const auto result = edit(editor);
    QVERIFY(!result.ok());
    QVERIFY(!result.error().text.empty());
    QCOMPARE(fixture.policiesText(), before);
    QCOMPARE(fixture.workspace->undoStack().count(), 0);
}

void TestPolicyEditor::brokenFileIsNotEdited()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    auto& file = *fixture.workspace->policiesFile();
    fixture.workspace->setText(file, file.text() + "}", QStringLiteral("Typing"));
    fixture.workspace->setText(file, "{\"gold\": ", QStringLiteral("Typing"));
    const auto result = PolicyEditor(*fixture.workspace).setRate(Gold, {1, 1});
    QVERIFY(!result.ok());
    QCOMPARE(result.error().place.file, file.path());
    QCOMPARE(file.text(), std::string("{\"gold\": "));
}

void TestPolicyEditor::addsToAFileThatIsNotThereYet()
{
    tests::WorkspaceFixture fixture;
    fixture.disk.files.erase(tests::PoliciesPath);
    fixture.disk.folders.insert("/w/policies");
    fixture.open();
    QVERIFY(PolicyEditor(*fixture.workspace).add(QStringLiteral("new"), "{\"rate\": 1, \"per\": 1}").ok());
    QCOMPARE(fixture.workspace->policyList().ids(), QStringList{QStringLiteral("new")});
    QVERIFY(fixture.workspace->save().empty());
    QVERIFY(json::Document::parse(fixture.onDisk(tests::PoliciesPath)).ok());
    fixture.workspace->undoStack().undo();
    QVERIFY(fixture.policiesText().empty());
}

void TestPolicyEditor::removesRuns_data()
{
    QTest::addColumn<QStringList>("ids");
    QTest::addColumn<QString>("left");
    const QString a = QStringLiteral("a"), b = QStringLiteral("b"), c = QStringLiteral("c"), d = QStringLiteral("d");
    QTest::newRow("first") << QStringList{a} << "{\n  \"b\": {}, \"c\": {},\n  \"d\": {}\n}";
    QTest::newRow("middle") << QStringList{b} << "{\n  \"a\": {}, \"c\": {},\n  \"d\": {}\n}";
    QTest::newRow("run at the end") << QStringList{c, d} << "{\n  \"a\": {},\n  \"b\": {}\n}";
    QTest::newRow("first two") << QStringList{b, a} << "{\n  \"c\": {},\n  \"d\": {}\n}";
    QTest::newRow("apart") << QStringList{a, c} << "{\n  \"b\": {},\n  \"d\": {}\n}";
    QTest::newRow("all") << QStringList{a, b, c, d} << "{}";
}

void TestPolicyEditor::removesRuns()
{
    QFETCH(QStringList, ids);
    QFETCH(QString, left);
    tests::WorkspaceFixture fixture;
    const std::string before = "{\n  \"a\": {},\n  \"b\": {}, \"c\": {},\n  \"d\": {}\n}";
    fixture.write(tests::PoliciesPath, before);
    fixture.open();
    QVERIFY(PolicyEditor(*fixture.workspace).remove(ids).ok());
    QCOMPARE(QString::fromStdString(fixture.policiesText()), left);
    fixture.workspace->undoStack().undo();
    QCOMPARE(fixture.policiesText(), before);
}

void TestPolicyEditor::unknownMembersOfALimitStay()
{
    tests::WorkspaceFixture fixture;
    fixture.write(
        tests::PoliciesPath,
        R"({"gold": {"access_rights": {"orders": {"limit": {"rate": 1.0, "per": 1, "smoothing": {"delay": 3}}}}}})");
    fixture.open();
    Limit limit;
    limit.rate = 1;
    limit.per = 60;
    limit.quotaMax = 10;
    QVERIFY(PolicyEditor(*fixture.workspace).setLimit(Gold.first(), Orders, limit).ok());
    QCOMPARE(QString::fromStdString(fixture.policiesText()),
             QStringLiteral(R"({"gold": {"access_rights": {"orders": {"limit": {"rate": 1.0, "per": 60, "smoothing": )"
                            R"({"delay": 3}, "quota_max": 10}}}}})"));
}

// policy-semantics.md 1.1: letter case of known members is ignored, so `Rate` is what has to change.
void TestPolicyEditor::lettersOfMembersDoNotMatter()
{
    tests::WorkspaceFixture fixture;
    fixture.write(tests::PoliciesPath, R"({"gold": {"Rate": 5, "PER": 1}})");
    fixture.open();
    QVERIFY(PolicyEditor(*fixture.workspace).setRate(Gold, {6, 2}).ok());
    QCOMPARE(fixture.policiesText(), std::string(R"({"gold": {"Rate": 6, "PER": 2}})"));
}

void TestPolicyEditor::findsAFreeId()
{
    tests::WorkspaceFixture fixture;
    fixture.open();
    PolicyEditor editor(*fixture.workspace);
    QCOMPARE(editor.freeId(QStringLiteral("iron")), QStringLiteral("iron"));
    QCOMPARE(editor.freeId(Gold.first()), QStringLiteral("gold-2"));
    QVERIFY(editor.duplicate(Gold.first(), QStringLiteral("gold-2")).ok());
    QCOMPARE(editor.freeId(Gold.first()), QStringLiteral("gold-3"));
    QCOMPARE(fixture.workspace->policyList().rowOf(QStringLiteral("gold-2")), 1);
}

QTEST_GUILESS_MAIN(TestPolicyEditor)
#include "tst_policyeditor.moc"
