// Files → snapshot, load after load, by the rules of the workspace's profile (policy-semantics.md 3.3, 11.2;
// contracts.md, Files of a workspace).

#include "app/workspaceloader.h"
#include "tests/support/memoryfilesystem.h"

#include <QTest>

#include <algorithm>

using namespace gatereeve;
using app::WorkspaceLoader;
using tests::MemoryFileSystem;

namespace
{

const std::string Conf = R"({"listen_port": 8080, "policies": {"policy_record_name": "policies.json"}})";
const std::string Policies = R"({"gold": {"rate": 5, "per": 1}, "silver": {"rate": 1, "per": 1}})";

MemoryFileSystem workspace()
{
    return {{"/w/tyk.conf", Conf}, {"/w/policies.json", Policies}};
}

bool has(const Findings& findings, std::string_view kind)
{
    return std::ranges::any_of(findings, [&](const Finding& finding) { return finding.kind == kind; });
}

} // namespace

class TestWorkspaceLoader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void profileOfTheWorkspaceUnlessAnotherIsAskedFor();
    void emptiedFile_data();
    void emptiedFile();
    void wrongType_data();
    void wrongType();
    void unreadableFileKeepsAll_data();
    void unreadableFileKeepsAll();
    void aFolderUnder5();
    void apisOfAnExport();
    void aFolderOfApisThatVanishes();
};

void TestWorkspaceLoader::profileOfTheWorkspaceUnlessAnotherIsAskedFor()
{
    MemoryFileSystem disk = workspace();
    QCOMPARE(WorkspaceLoader::open("/w", disk)->profile(), Profile::Guide);
    disk.files["/w/gatereeve.json"].bytes = R"({"profile": "2.9"})";
    QCOMPARE(WorkspaceLoader::open("/w", disk)->profile(), Profile::Tyk29);
    auto loader = WorkspaceLoader::open("/w", disk, Profile::Tyk5);
    QCOMPARE(loader->profile(), Profile::Tyk5);
    QCOMPARE(loader->load()->profile, Profile::Tyk5);
}

void TestWorkspaceLoader::emptiedFile_data()
{
    QTest::addColumn<Profile>("profile");
    QTest::addColumn<int>("left");
    QTest::newRow("guide") << Profile::Guide << 0;
    QTest::newRow("2.9") << Profile::Tyk29 << 2;
    QTest::newRow("5") << Profile::Tyk5 << 0;
}

void TestWorkspaceLoader::emptiedFile()
{
    QFETCH(Profile, profile);
    MemoryFileSystem disk = workspace();
    auto loader = WorkspaceLoader::open("/w", disk, profile);
    QCOMPARE(loader->load()->policies.size(), size_t(2));
    disk.files["/w/policies.json"].bytes = "{}";
    QTEST(static_cast<int>(loader->load()->policies.size()), "left");
}

void TestWorkspaceLoader::wrongType_data()
{
    QTest::addColumn<Profile>("profile");
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("otherRate");
    QTest::newRow("guide: the former version") << Profile::Guide << 5.0 << 2.0;
    QTest::newRow("2.9: zero") << Profile::Tyk29 << 0.0 << 2.0;
    QTest::newRow("5: nothing is taken over") << Profile::Tyk5 << 5.0 << 1.0;
}

void TestWorkspaceLoader::wrongType()
{
    QFETCH(Profile, profile);
    MemoryFileSystem disk = workspace();
    auto loader = WorkspaceLoader::open("/w", disk, profile);
    loader->load();
    disk.files["/w/policies.json"].bytes = R"({"gold": {"rate": "9", "per": 1}, "silver": {"rate": 2, "per": 1}})";
    const auto snapshot = loader->load();
    QTEST(snapshot->policies.at("gold")->policy.rate, "rate");
    QTEST(snapshot->policies.at("silver")->policy.rate, "otherRate");
    QVERIFY(has(loader->findings(), "wrong-type"));
}

void TestWorkspaceLoader::unreadableFileKeepsAll_data()
{
    emptiedFile_data();
}

void TestWorkspaceLoader::unreadableFileKeepsAll()
{
    QFETCH(Profile, profile);
    MemoryFileSystem disk = workspace();
    auto loader = WorkspaceLoader::open("/w", disk, profile);
    loader->load();
    disk.files["/w/policies.json"].readable = false;
    QCOMPARE(loader->load()->policies.size(), size_t(2));
    QVERIFY(has(loader->findings(), "missing-file"));
    disk.files["/w/policies.json"] = {.bytes = "{\"gold\": {"};
    QCOMPARE(loader->load()->policies.size(), size_t(2));
    QVERIFY(has(loader->findings(), "malformed"));
}

void TestWorkspaceLoader::aFolderUnder5()
{
    MemoryFileSystem disk{{"/w/tyk.conf", R"({"listen_port": 8080, "policies": {"policy_path": "policies"}})"},
                          {"/w/policies/a.json", R"({"id": "gold", "rate": 5})"}};
    auto loader = WorkspaceLoader::open("/w", disk, Profile::Tyk5);
    QVERIFY(loader->load()->policies.contains("gold"));
    QVERIFY(!has(loader->findings(), "policy-folder"));
    auto under29 = WorkspaceLoader::open("/w", disk, Profile::Tyk29);
    QVERIFY(under29->load()->policies.empty());
    QVERIFY(has(under29->findings(), "policy-folder"));
}

// What stands beside exported policies is served as well, and what came into the folder since.
void TestWorkspaceLoader::apisOfAnExport()
{
    const std::string api = R"({"api_definition": {"api_id": "a", "proxy": {"listen_path": "/a/"}}})";
    MemoryFileSystem disk{{"/w/policy-1.json", R"({"id": "gold", "rate": 5, "per": 1})"}, {"/w/api-1.json", api}};
    auto loader = WorkspaceLoader::open("/w", disk);
    QCOMPARE(loader->load()->apis.size(), size_t(1));
    disk.files["/w/api-2.json"].bytes = api;
    disk.files["/w/policy-2.json"].bytes = R"({"id": "silver", "rate": 5, "per": 1})";
    const auto snapshot = loader->load();
    QCOMPARE(snapshot->apis.size(), size_t(2));
    QVERIFY(snapshot->policies.contains("silver"));
}

void TestWorkspaceLoader::aFolderOfApisThatVanishes()
{
    MemoryFileSystem disk = workspace();
    disk.files["/w/tyk.conf"].bytes = R"({"listen_port": 8080, "app_path": "apps"})";
    disk.files["/w/apps/a.json"].bytes = R"({"api_id": "a", "proxy": {"listen_path": "/a/"}})";
    auto loader = WorkspaceLoader::open("/w", disk);
    QCOMPARE(loader->load()->apis.size(), size_t(1));
    QVERIFY(!has(loader->findings(), "missing-folder"));
    disk.files.erase("/w/apps/a.json");
    QCOMPARE(loader->load()->apis.size(), size_t(0));
    QVERIFY(has(loader->findings(), "missing-folder"));
}

QTEST_GUILESS_MAIN(TestWorkspaceLoader)

#include "tst_workspaceloader.moc"
