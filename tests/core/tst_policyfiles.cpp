// policies.policy_path and where policies are taken from: policy-semantics.md 2, 11.2.

#include "core/workspace/policyfiles.h"
#include "tests/support/memoryfilesystem.h"

#include <QTest>

#include <algorithm>

using namespace gatereeve;
using tests::MemoryFileSystem;

namespace
{

const std::string ObjectId = "5d8929d8f56e1a138f628269";

PolicySet inForce()
{
    return loadPoliciesText(R"({"old": {"rate": 1}})", "former.json", {}, Profile::Tyk5).policies;
}

PolicyLoad loadFolder(const MemoryFileSystem& disk)
{
    return loadPoliciesFrom("/p", disk, inForce(), Profile::Tyk5);
}

QStringList kinds(const Findings& findings)
{
    QStringList kinds;
    for (const Finding& finding : findings)
        kinds << QString::fromStdString(finding.kind);
    return kinds;
}

QStringList names(const PolicyLoad& load)
{
    QStringList names;
    for (const auto& [name, entry] : load.policies)
        names << QString::fromStdString(name);
    return names;
}

} // namespace

class TestPolicyFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onePolicyAFile();
    void otherFilesAreNotRead();
    void unreadableFilesAreSkipped();
    void malformedFilesAreUsedAsFarAsRead();
    void withoutAnyIdIsRefused();
    void theLaterFileCounts();
    void anEmptyFolderTakesEffect();
    void aMissingFolderKeepsAll();
    void onlyFiveReadsFolders();
    void theFolderGoesBeforeTheFile();
    void aFolderThatIsNotReadIsSaid();
    void exportsLoadAsAServiceDelivers_data();
    void exportsLoadAsAServiceDelivers();
    void aBrokenFileOfAnExportIsLeftOut();
    void theFirstOfANameCountsInAnExport();
};

void TestPolicyFiles::onePolicyAFile()
{
    const PolicyLoad load = loadFolder({{"/p/a.json", R"({"id": "gold", "rate": 5})"},
                                        {"/p/b.json", R"({"_id": ")" + ObjectId + R"(", "rate": 6})"},
                                        {"/p/c.json", R"({"id": "both", "_id": ")" + ObjectId + R"("})"}});
    QCOMPARE(names(load), (QStringList{QString::fromStdString(ObjectId), "both", "gold"}));
    QCOMPARE(load.policies.at("gold")->policy.rate, 5.0);
    QCOMPARE(load.policies.at(ObjectId)->policy.id, ObjectId);
    QCOMPARE(load.policies.at("gold")->place.file, std::string("/p/a.json"));
    QVERIFY(!load.previousKept && load.problems.empty());
    QCOMPARE(load.loaded.size(), size_t(3));
}

void TestPolicyFiles::otherFilesAreNotRead()
{
    QCOMPARE(names(loadFolder({{"/p/a.json", R"({"id": "gold"})"}, {"/p/b.json.bak", "{"}, {"/p/README", "x"}})),
             QStringList{"gold"});
}

void TestPolicyFiles::unreadableFilesAreSkipped()
{
    MemoryFileSystem disk{{"/p/a.json", R"({"id": "gold"})"}, {"/p/b.json", R"({"id": "silver"})"}};
    disk.files["/p/a.json"].readable = false;
    const PolicyLoad load = loadFolder(disk);
    QCOMPARE(names(load), QStringList{"silver"});
    QCOMPARE(kinds(load.problems), QStringList{"missing-file"});
    QCOMPARE(load.problems.front().place.file, std::string("/p/a.json"));
}

void TestPolicyFiles::malformedFilesAreUsedAsFarAsRead()
{
    const PolicyLoad load = loadFolder({{"/p/a.json", R"({"id": "types", "rate": "x", "per": 7})"},
                                        {"/p/b.json", R"({"id": "ended", "rate": 3, "_id": "x", "per": 7})"},
                                        {"/p/c.json", R"({"id": "syntax", "rate": 3)"},
                                        {"/p/d.json", R"({"id": "good", "rate": 3})"}});
    QCOMPARE(names(load), (QStringList{"ended", "good", "types"}));
    QCOMPARE(load.policies.at("types")->policy.rate, 0.0);
    QCOMPARE(load.policies.at("types")->policy.per, 7.0);
    QCOMPARE(load.policies.at("ended")->policy.rate, 3.0);
    QCOMPARE(load.policies.at("ended")->policy.per, 0.0); // stands behind the malformed _id
    QCOMPARE(kinds(load.problems), (QStringList{"wrong-type", "bad-object-id", "malformed"})); // one a file
}

void TestPolicyFiles::withoutAnyIdIsRefused()
{
    const PolicyLoad load =
        loadFolder({{"/p/a.json", R"({"rate": 5})"}, {"/p/b.json", "null"}, {"/p/c.json", R"({"id": "gold"})"}});
    QCOMPARE(names(load), QStringList{"gold"});
    QCOMPARE(kinds(load.notes).count("no-id"), 2);
}

void TestPolicyFiles::theLaterFileCounts()
{
    const PolicyLoad load =
        loadFolder({{"/p/a.json", R"({"id": "gold", "rate": 1})"}, {"/p/b.json", R"({"id": "gold", "rate": 2})"}});
    QCOMPARE(load.policies.at("gold")->policy.rate, 2.0);
    QVERIFY(kinds(load.notes).contains("duplicate-id"));
}

void TestPolicyFiles::anEmptyFolderTakesEffect()
{
    MemoryFileSystem disk;
    disk.folders.insert("/p");
    const PolicyLoad load = loadFolder(disk);
    QVERIFY(!load.previousKept && load.policies.empty() && load.problems.empty());
}

void TestPolicyFiles::aMissingFolderKeepsAll()
{
    const PolicyLoad load = loadFolder({});
    QVERIFY(load.previousKept);
    QCOMPARE(names(load), QStringList{"old"});
    QCOMPARE(kinds(load.problems), QStringList{"missing-file"});
}

void TestPolicyFiles::onlyFiveReadsFolders()
{
    const MemoryFileSystem disk{{"/p/a.json", R"({"id": "gold"})"}};
    for (const Profile profile : {Profile::Guide, Profile::Tyk29})
        QCOMPARE(kinds(loadPoliciesFrom("/p", disk, {}, profile).problems), QStringList{"missing-file"});
}

void TestPolicyFiles::theFolderGoesBeforeTheFile()
{
    MemoryFileSystem disk{{"/w/tyk.conf", R"({"listen_port": 8080, "policies": {"policy_source": "file",
        "policy_record_name": "policies.json", "policy_path": "/opt/tyk/policies"}})"},
                          {"/w/policies.json", R"({"in-the-file": {}})"},
                          {"/w/policies/a.json", R"({"id": "in-the-folder"})"}};
    const auto layout = findLayout("/w", disk);
    QVERIFY(layout.ok());
    QCOMPARE(layout->policyFolder, std::string("/w/policies"));
    QCOMPARE(policyFormOf(*layout, Profile::Tyk5), PolicyForm::Folder);
    QCOMPARE(policyFormOf(*layout, Profile::Tyk29), PolicyForm::ById);
    QCOMPARE(names(loadPoliciesOf(*layout, disk, {}, Profile::Tyk5)), QStringList{"in-the-folder"});
    QCOMPARE(names(loadPoliciesOf(*layout, disk, {}, Profile::Tyk29)), QStringList{"in-the-file"});
    disk.files["/w/tyk.conf"].bytes = R"({"listen_port": 8080, "policies": {"policy_record_name": "policies.json"}})";
    QCOMPARE(policyFormOf(*findLayout("/w", disk), Profile::Tyk5), PolicyForm::ById);
}

// Nothing is loaded then, and the way out is named.
void TestPolicyFiles::aFolderThatIsNotReadIsSaid()
{
    const MemoryFileSystem disk{
        {"/w/tyk.conf", R"({"listen_port": 8080, "policies": {"policy_source": "file", "policy_path": "policies"}})"},
        {"/w/policies/a.json", R"({"id": "gold"})"}};
    const auto layout = findLayout("/w", disk);
    for (const Profile profile : {Profile::Guide, Profile::Tyk29}) {
        QCOMPARE(policyFormOf(*layout, profile), PolicyForm::Folder); // so that it can be edited
        const PolicyLoad load = loadPoliciesOf(*layout, disk, {}, profile);
        QVERIFY(load.policies.empty());
        QCOMPARE(kinds(load.problems), QStringList{"policy-folder"});
    }
    QCOMPARE(names(loadPoliciesOf(*layout, disk, {}, Profile::Tyk5)), QStringList{"gold"});
}

// policy-semantics.md 4.3: `_id` is the name, or `id` where the gateway allows that.
void TestPolicyFiles::exportsLoadAsAServiceDelivers_data()
{
    QTest::addColumn<QString>("policies");
    QTest::addColumn<Profile>("profile");
    QTest::addColumn<QString>("name");
    const QString plain = "{\"policy_source\": \"service\"}";
    const QString allowing = "{\"policy_source\": \"service\", \"allow_explicit_policy_id\": true}";
    const QString id = QString::fromStdString(ObjectId);
    for (const Profile profile : {Profile::Guide, Profile::Tyk29}) {
        const std::string title(nameOf(profile));
        QTest::addRow("%s, _id", title.c_str()) << plain << profile << id;
        QTest::addRow("%s, id", title.c_str()) << allowing << profile << "gold";
        QTest::addRow("%s, no tyk.conf", title.c_str()) << QString() << profile << "gold";
    }
    QTest::newRow("5") << plain << Profile::Tyk5 << "gold"; // 11.2
}

void TestPolicyFiles::exportsLoadAsAServiceDelivers()
{
    QFETCH(QString, policies);
    QFETCH(Profile, profile);
    QFETCH(QString, name);
    MemoryFileSystem disk{{"/w/policy-1.json", R"({"id": "gold", "rate": 5, "per": 1, "_id": ")" + ObjectId + R"("})"}};
    if (!policies.isEmpty())
        disk.files["/w/tyk.conf"].bytes = R"({"listen_port": 8080, "policies": )" + policies.toStdString() + "}";
    const auto layout = findLayout("/w", disk);
    QVERIFY(layout.ok());
    QCOMPARE(names(loadPoliciesOf(*layout, disk, {}, profile)), QStringList{name});
}

void TestPolicyFiles::aBrokenFileOfAnExportIsLeftOut()
{
    MemoryFileSystem disk{{"/w/policy-1.json", R"({"id": "gold", "rate": 5, "per": 1})"}, {"/w/policy-2.json", "{"}};
    disk.files["/w/policy-3.json"].readable = false;
    const PolicyLoad load = loadPoliciesOf(*findLayout("/w", disk), disk, {}, Profile::Guide);
    QCOMPARE(names(load), QStringList{"gold"});
    QCOMPARE(kinds(load.problems), (QStringList{"malformed", "missing-file"}));
    QCOMPARE(load.problems.front().place.file, "/w/policy-2.json");
}

void TestPolicyFiles::theFirstOfANameCountsInAnExport()
{
    const MemoryFileSystem disk{{"/w/policy-1.json", R"({"id": "gold", "rate": 5, "per": 1})"},
                                {"/w/policy-2.json", R"({"id": "gold", "rate": 9, "per": 1})"}};
    const PolicyLoad load = loadPoliciesOf(*findLayout("/w", disk), disk, {}, Profile::Guide);
    QCOMPARE(load.policies.at("gold")->policy.rate, 5.0);
    QCOMPARE(kinds(load.problems), QStringList{"duplicate-id"});
}

QTEST_GUILESS_MAIN(TestPolicyFiles)

#include "tst_policyfiles.moc"
