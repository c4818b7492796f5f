#include "models/policyeditor.h"

#include "tests/support/workspacefixture.h"

#include <QtTest>

using namespace gatereeve;
using models::PolicyEditor;

namespace
{

const char* const JwtPath = "/w/apps/jwt.json";

std::string jwtApi(const std::string& name)
{
    return "{\"api_id\": \"jwt\", \"proxy\": {}, \"jwt_default_policies\": [\"" + name +
           "\", \"trial\"],\r\n \"jwt_scope_to_policy_mapping\": {\"gold\": \"" + name + "\"}}";
}

} // namespace

// Renaming a policy carries its new name to all who refer to it, in one undo step.
class TestPolicyRenaming : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void carriesTheNameToKeysAndApis();
    void undoTakesAllBack();
    void aRefusingStoreLeavesAllAsItWas();
    void repeatedMembersAreRenamedToo();

private:
    std::unique_ptr<tests::WorkspaceFixture> m_fixture;
};

void TestPolicyRenaming::init()
{
    m_fixture = std::make_unique<tests::WorkspaceFixture>();
    m_fixture->write(JwtPath, jwtApi("gold"));
    m_fixture->addKey("k1", {"trial", "gold"});
    m_fixture->addKey("k2", {"silver"});
    m_fixture->addKey("k3", {});
    m_fixture->keys.keys["k3"].session.applyPolicyId = "gold";
    m_fixture->open();
}

void TestPolicyRenaming::carriesTheNameToKeysAndApis()
{
    auto& workspace = *m_fixture->workspace;
    QVERIFY(PolicyEditor(workspace).rename("gold", "golden").ok());
    QCOMPARE(workspace.undoStack().count(), 1);
    QVERIFY(workspace.policyList().find("golden") && !workspace.policyList().find("gold"));
    QCOMPARE(m_fixture->keys.keys["k1"].session.applyPolicies, (std::vector<std::string>{"trial", "golden"}));
    QCOMPARE(m_fixture->keys.keys["k2"].session.applyPolicies, std::vector<std::string>{"silver"});
    QCOMPARE(m_fixture->keys.keys["k3"].session.applyPolicyId, "golden");
    QCOMPARE(workspace.fileAt(JwtPath)->text(), jwtApi("golden")); // the scope of that name stays
}

void TestPolicyRenaming::undoTakesAllBack()
{
    auto& workspace = *m_fixture->workspace;
    const auto keys = m_fixture->keys.keys;
    const std::string policies = m_fixture->policiesText();
    QVERIFY(PolicyEditor(workspace).rename("gold", "golden").ok());
    workspace.undoStack().undo();
    QCOMPARE(m_fixture->policiesText(), policies);
    QCOMPARE(workspace.fileAt(JwtPath)->text(), jwtApi("gold"));
    QVERIFY(m_fixture->keys.keys == keys);
    workspace.undoStack().redo();
    QCOMPARE(m_fixture->keys.keys["k3"].session.applyPolicyId, "golden");
}

void TestPolicyRenaming::aRefusingStoreLeavesAllAsItWas()
{
    auto& workspace = *m_fixture->workspace;
    const auto keys = m_fixture->keys.keys;
    m_fixture->keys.failingName = "k3"; // after k1 was changed
    const auto renamed = PolicyEditor(workspace).rename("gold", "golden");
    QVERIFY(!renamed);
    QVERIFY(m_fixture->keys.keys == keys);
    QVERIFY(workspace.policyList().find("gold"));
    QCOMPARE(workspace.fileAt(JwtPath)->text(), jwtApi("gold"));
    QCOMPARE(workspace.undoStack().count(), 0);
}

void TestPolicyRenaming::repeatedMembersAreRenamedToo()
{
    auto& workspace = *m_fixture->workspace;
    workspace.setText(*workspace.policiesFile(), "{\"gold\": {\"rate\": 1}, \"gold\": {\"rate\": 2}}", "Typing");
    QVERIFY(PolicyEditor(workspace).rename("gold", "golden").ok());
    QCOMPARE(m_fixture->policiesText(), "{\"golden\": {\"rate\": 1}, \"golden\": {\"rate\": 2}}");
}

QTEST_MAIN(TestPolicyRenaming)
#include "tst_policyrenaming.moc"
