#include "models/openpolicies.h"

#include "models/policyeditor.h"
#include "tests/support/workspacefixture.h"

#include <QtTest>

using namespace gatereeve;
using models::PolicyEditor;

namespace
{

const std::string ObjectIdA = "5b70e7aceacd79000186ddeb", ObjectIdB = "5b70e7aceacd79000186ddec";

std::string policy(const std::string& id, int rate, const std::string& objectId = ObjectIdA)
{
    return "{\n\t\"_id\": \"" + objectId + "\",\n\t\"id\": \"" + id + "\",\n\t\"rate\": " + std::to_string(rate) +
           ",\n\t\"per\": 1\n}\n";
}

} // namespace

// The other forms in which policies stand in files: one a file, and lists. Edits are the same undo steps, and touch
// their bytes only.
class TestOpenPolicies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void showsThePoliciesOfAllFiles();
    void editsTouchTheirFileOnly();
    void severalFilesInOneStep();
    void typingMergesOverSeveralFiles();
    void aNewPolicyGetsAFile();
    void aNewPolicyThatIsUndoneLeavesNoFile();
    void theNameOfAFileIsPlain();
    void deletingRemovesTheFileOnSave();
    void undoingADeletionAfterSavingWritesTheFileAgain();
    void renamingChangesTheMember();
    void copyOfAPolicyHasNoForeignIdentity();
    void brokenFileKeepsItsLastGoodPolicy();
    void policiesThatCameLaterAreShown();
    void listIsEditedInPlace();
    void listGainsAndLosesElements();
    void anEmptiedListIsNoDeletedFile();
    void oneAloneIsNotRemovedAndHasNoRoom();
    void objectIdsAreNotRenamed();
    void folderThatIsNotReadIsEditableAndNotInForce();
    void placesLeadToTheirPolicy();
    void severalComeInAtOnce();

private:
    void openFolder()
    {
        m_fixture->write("/e/policy-gold.json", policy("gold", 5));
        m_fixture->write("/e/policy-silver.json", policy("silver", 2, ObjectIdB));
        m_fixture->open("/e");
    }
    void openList(const std::string& before = "[", const std::string& after = "]\n")
    {
        m_fixture->write("/e/all.json", before + policy("gold", 5) + ", " + policy("silver", 2, ObjectIdB) + after);
        m_fixture->open("/e/all.json");
    }
    models::Workspace& workspace() { return *m_fixture->workspace; }
    QStringList ids() { return workspace().policyList().ids(); }
    std::vector<std::string> filesWithErrors()
    {
        std::vector<std::string> files;
        for (const Finding& finding : workspace().policyLoad().problems) {
            if (finding.severity == Severity::Error)
                files.push_back(finding.place.file);
        }
        return files;
    }
    const std::string& text(const char* path) { return workspace().fileAt(QString::fromLatin1(path))->text(); }

    std::unique_ptr<tests::WorkspaceFixture> m_fixture;
};

void TestOpenPolicies::init()
{
    m_fixture = std::make_unique<tests::WorkspaceFixture>();
}

void TestOpenPolicies::showsThePoliciesOfAllFiles()
{
    openFolder();
    QCOMPARE(ids(), (QStringList{"gold", "silver"}));
    QCOMPARE(workspace().policies().size(), size_t(2));
    QCOMPARE(m_fixture->policy("silver").rate, 2.0);
    QVERIFY(!workspace().policiesFile());
    QVERIFY(filesWithErrors().empty());
}

void TestOpenPolicies::editsTouchTheirFileOnly()
{
    openFolder();
    QVERIFY(PolicyEditor(workspace()).setRate({"gold"}, {7, 1}).ok());
    QCOMPARE(text("/e/policy-gold.json"), policy("gold", 7));
    QCOMPARE(text("/e/policy-silver.json"), policy("silver", 2, ObjectIdB));
    QCOMPARE(workspace().policies().at("gold")->policy.rate, 7.0);
    workspace().undoStack().undo();
    QCOMPARE(text("/e/policy-gold.json"), policy("gold", 5));
    QVERIFY(!workspace().isModified());
}

void TestOpenPolicies::severalFilesInOneStep()
{
    openFolder();
    QVERIFY(PolicyEditor(workspace()).setInactive({"gold", "silver"}, true).ok());
    QVERIFY(m_fixture->policy("gold").isInactive && m_fixture->policy("silver").isInactive);
    QCOMPARE(workspace().undoStack().count(), 1);
    workspace().undoStack().undo();
    QVERIFY(!m_fixture->policy("gold").isInactive && !m_fixture->policy("silver").isInactive);
}

void TestOpenPolicies::typingMergesOverSeveralFiles()
{
    openFolder();
    PolicyEditor editor(workspace());
    for (const double rate : {1.0, 12.0, 123.0})
        QVERIFY(editor.setRate({"gold", "silver"}, {rate, 1}).ok());
    QCOMPARE(workspace().undoStack().count(), 1);
    workspace().undoStack().undo();
    QCOMPARE(text("/e/policy-gold.json"), policy("gold", 5));
    QCOMPARE(text("/e/policy-silver.json"), policy("silver", 2, ObjectIdB));
}

void TestOpenPolicies::aNewPolicyGetsAFile()
{
    openFolder();
    QVERIFY(PolicyEditor(workspace()).add("bronze", "{\"rate\": 1, \"per\": 1}").ok());
    QCOMPARE(ids(), (QStringList{"bronze", "gold", "silver"}));
    QVERIFY(!m_fixture->disk.files.contains("/e/policy-bronze.json"));
    QVERIFY(workspace().save().empty());
    QCOMPARE(m_fixture->onDisk("/e/policy-bronze.json"), "{\n  \"id\": \"bronze\",\n  \"rate\": 1,\n  \"per\": 1\n}\n");
    QCOMPARE(workspace().policies().count("bronze"), size_t(1));
}

void TestOpenPolicies::aNewPolicyThatIsUndoneLeavesNoFile()
{
    openFolder();
    QVERIFY(PolicyEditor(workspace()).add("bronze").ok());
    workspace().undoStack().undo();
    QCOMPARE(ids(), (QStringList{"gold", "silver"}));
    QVERIFY(!workspace().isModified());
    QVERIFY(workspace().save().empty());
    QVERIFY(!m_fixture->disk.files.contains("/e/policy-bronze.json"));
    QVERIFY(PolicyEditor(workspace()).add("bronze").ok()); // its file is free again
    QCOMPARE(text("/e/policy-bronze.json"), "{\n  \"id\": \"bronze\"\n}\n");
}

void TestOpenPolicies::theNameOfAFileIsPlain()
{
    openFolder();
    QVERIFY(PolicyEditor(workspace()).add("../é/x").ok());
    QVERIFY(PolicyEditor(workspace()).add("..-é-x").ok());
    QVERIFY(workspace().save().empty());
    QVERIFY(m_fixture->disk.files.contains("/e/policy--é-x.json"));
    QVERIFY(m_fixture->disk.files.contains("/e/policy--é-x-2.json"));
}

void TestOpenPolicies::deletingRemovesTheFileOnSave()
{
    openFolder();
    QVERIFY(PolicyEditor(workspace()).remove({"gold"}).ok());
    QCOMPARE(ids(), QStringList{"silver"});
    QCOMPARE(workspace().policies().count("gold"), size_t(0));
    QVERIFY(m_fixture->disk.files.contains("/e/policy-gold.json"));
    QVERIFY(workspace().save().empty());
    QVERIFY(!m_fixture->disk.files.contains("/e/policy-gold.json"));
    QVERIFY(!workspace().isModified());
    workspace().lookAtDisk();
    QVERIFY(filesWithErrors().empty());
}

void TestOpenPolicies::undoingADeletionAfterSavingWritesTheFileAgain()
{
    openFolder();
    QVERIFY(PolicyEditor(workspace()).remove({"gold"}).ok());
    QVERIFY(workspace().save().empty());
    workspace().undoStack().undo();
    QCOMPARE(ids(), (QStringList{"gold", "silver"}));
    QVERIFY(workspace().isModified());
    QVERIFY(workspace().save().empty());
    QCOMPARE(m_fixture->onDisk("/e/policy-gold.json"), policy("gold", 5));
}

void TestOpenPolicies::renamingChangesTheMember()
{
    openFolder();
    QSignalSpy renamed(&workspace().policyList(), &models::PolicyList::renamed);
    QVERIFY(PolicyEditor(workspace()).rename("gold", "golden").ok());
    QCOMPARE(text("/e/policy-gold.json"), policy("golden", 5));
    QCOMPARE(renamed.count(), 1); // the row stays, and with it the selection
    QCOMPARE(ids(), (QStringList{"golden", "silver"}));
}

void TestOpenPolicies::copyOfAPolicyHasNoForeignIdentity()
{
    openFolder();
    QVERIFY(PolicyEditor(workspace()).duplicate("gold", "gold-2").ok());
    QCOMPARE(text("/e/policy-gold-2.json"), "{\n  \"id\": \"gold-2\",\n  \"rate\": 5,\n  \"per\": 1\n}\n");
    QCOMPARE(workspace().policies().at("gold-2")->policy.rate, 5.0);
}

void TestOpenPolicies::brokenFileKeepsItsLastGoodPolicy()
{
    openFolder();
    workspace().setText(*workspace().fileAt("/e/policy-gold.json"), "{", "Typing");
    QCOMPARE(ids(), (QStringList{"gold", "silver"}));
    QCOMPARE(workspace().policies().at("gold")->policy.rate, 5.0);
    QCOMPARE(filesWithErrors(), std::vector<std::string>{"/e/policy-gold.json"});
    QVERIFY(!PolicyEditor(workspace()).setRate({"gold"}, {7, 1}));
    QVERIFY(PolicyEditor(workspace()).setRate({"silver"}, {7, 1}).ok());
    QVERIFY(!PolicyEditor(workspace()).setRate({"gold", "silver"}, {8, 1}));
    QCOMPARE(m_fixture->policy("silver").rate, 7.0);
}

void TestOpenPolicies::policiesThatCameLaterAreShown()
{
    openFolder();
    m_fixture->write("/e/policy-bronze.json", policy("bronze", 1));
    workspace().lookAtDisk();
    QCOMPARE(ids(), (QStringList{"bronze", "gold", "silver"}));
}

void TestOpenPolicies::listIsEditedInPlace()
{
    openList("{\"Data\": [", "], \"Pages\": 1}");
    QCOMPARE(ids(), (QStringList{"gold", "silver"}));
    QVERIFY(PolicyEditor(workspace()).setRate({"silver"}, {7, 1}).ok());
    QCOMPARE(text("/e/all.json"),
             "{\"Data\": [" + policy("gold", 5) + ", " + policy("silver", 7, ObjectIdB) + "], \"Pages\": 1}");
}

void TestOpenPolicies::listGainsAndLosesElements()
{
    openList();
    const std::string before = text("/e/all.json");
    PolicyEditor editor(workspace());
    QVERIFY(editor.add("bronze", "{\"rate\": 1}").ok());
    QVERIFY(editor.duplicate("gold", "gold-2").ok());
    QCOMPARE(ids(), (QStringList{"gold", "gold-2", "silver", "bronze"}));
    QVERIFY(editor.remove({"gold", "silver"}).ok());
    QCOMPARE(ids(), (QStringList{"gold-2", "bronze"}));
    while (workspace().undoStack().canUndo())
        workspace().undoStack().undo();
    QCOMPARE(text("/e/all.json"), before);
}

void TestOpenPolicies::anEmptiedListIsNoDeletedFile()
{
    openList();
    workspace().setText(*workspace().fileAt("/e/all.json"), {}, "Typing");
    QCOMPARE(ids(), (QStringList{"gold", "silver"})); // broken, like any other text that is no JSON
    QVERIFY(workspace().save().empty());
    QVERIFY(m_fixture->disk.files.contains("/e/all.json"));
}

void TestOpenPolicies::oneAloneIsNotRemovedAndHasNoRoom()
{
    m_fixture->write("/e/gold.json", policy("gold", 5));
    m_fixture->open("/e/gold.json");
    QCOMPARE(ids(), QStringList{"gold"});
    PolicyEditor editor(workspace());
    QVERIFY(!editor.add("silver"));
    QVERIFY(!editor.duplicate("gold", "silver"));
    QVERIFY(!editor.remove({"gold"}));
    QVERIFY(!workspace().isModified());
    QVERIFY(editor.setRate({"gold"}, {7, 1}).ok());
}

// A service without allow_explicit_policy_id: `_id` is the name, which the dashboard gives.
void TestOpenPolicies::objectIdsAreNotRenamed()
{
    m_fixture->write("/e/tyk.conf", "{\"listen_port\": 8080, \"policies\": {\"policy_source\": \"service\"}}");
    m_fixture->write("/e/policy-gold.json", policy("gold", 5));
    m_fixture->open("/e/tyk.conf");
    QCOMPARE(ids(), QStringList{QString::fromStdString(ObjectIdA)});
    PolicyEditor editor(workspace());
    QVERIFY(!editor.rename(QString::fromStdString(ObjectIdA), "gold"));
    QVERIFY(!editor.add("silver"));
    QVERIFY(editor.add(QString::fromStdString(ObjectIdB)).ok());
    QCOMPARE(ids().size(), 2);
}

void TestOpenPolicies::folderThatIsNotReadIsEditableAndNotInForce()
{
    m_fixture->write("/e/tyk.conf",
                     "{\"listen_port\": 8080, \"policies\": {\"policy_source\": \"file\", \"policy_path\": \"p\"}}");
    m_fixture->write("/e/p/gold.json", policy("gold", 5));
    m_fixture->open("/e/tyk.conf");
    QCOMPARE(ids(), QStringList{"gold"});
    QVERIFY(workspace().policies().empty());
    QVERIFY(PolicyEditor(workspace()).setRate({"gold"}, {7, 1}).ok());
    QVERIFY(workspace().setProfile(Profile::Tyk5).ok());
    QCOMPARE(workspace().policies().at("gold")->policy.rate, 7.0);
    QVERIFY(PolicyEditor(workspace()).add("silver").ok());
    QCOMPARE(text("/e/p/silver.json"), "{\n  \"id\": \"silver\"\n}\n");
}

void TestOpenPolicies::placesLeadToTheirPolicy()
{
    openList();
    const auto at = [&](const char* path) { return workspace().policyAt({.file = "/e/all.json", .path = path}); };
    QCOMPARE(at("[1].rate"), "silver");
    QCOMPARE(at("[0]"), "gold");
    QCOMPARE(at("[12].rate"), "");
    QCOMPARE(workspace().policyAt({.file = "/elsewhere", .path = "[0]"}), "");
}

// In one undo step, and in the form that the source has.
void TestOpenPolicies::severalComeInAtOnce()
{
    const std::vector<CarriedPolicy> carried{
        {"gold", "{\"rate\": 1e0}"}, {"a b", "{\"id\": \"old\", \"rate\": 2}"}, {"a_b", "{\"rate\": 3}"}};
    const auto insert = [&](const QStringList& expected) {
        const int steps = workspace().undoStack().count();
        const auto ids = PolicyEditor(workspace()).insert(carried);
        QVERIFY2(ids.ok(), ids.ok() ? "" : ids.error().describe().c_str());
        QCOMPARE(*ids, expected);
        QCOMPARE(workspace().undoStack().count(), steps + 1);
        for (const QString& id : expected)
            QVERIFY(workspace().policyList().find(id));
    };
    m_fixture->open(); // one object
    const std::string before = m_fixture->policiesText();
    insert({"gold-2", "a b", "a_b"});
    QVERIFY(m_fixture->policiesText().find("\"rate\": 1e0") != std::string::npos);
    workspace().undoStack().undo();
    QCOMPARE(m_fixture->policiesText(), before);

    openFolder();
    insert({"gold-2", "a b", "a_b"});
    QCOMPARE(workspace().policyFiles().size(), 5U); // the two of similar names have a file each
    QVERIFY(!workspace().policyList().find("old"));

    openList();
    insert({"gold-2", "a b", "a_b"});
    QCOMPARE(ids(), (QStringList{"gold", "silver", "gold-2", "a b", "a_b"}));
}

QTEST_MAIN(TestOpenPolicies)
#include "tst_openpolicies.moc"
