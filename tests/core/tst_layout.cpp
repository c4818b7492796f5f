#include "core/workspace/layout.h"
#include "tests/support/memoryfilesystem.h"

#include <QtTest>

using namespace gatereeve;
using tests::MemoryFileSystem;

namespace
{

std::string conf(const std::string& policies, const std::string& apps = R"("app_path": "/opt/tyk-gateway/apps/")")
{
    return R"({"listen_port": 8080, "secret": "s", )" + apps + R"(, "policies": )" + policies + "}";
}

std::string recordName(const std::string& name)
{
    return R"({"policy_source": "file", "policy_record_name": ")" + name + R"("})";
}

QStringList kinds(const Findings& findings)
{
    QStringList names;
    for (const Finding& finding : findings)
        names += QString::fromStdString(finding.kind);
    return names;
}

} // namespace

// contracts.md, Files of a workspace.
class TestLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pathsAreMapped_data();
    void pathsAreMapped();
    void appFolderAndItsFiles();
    void confIsFoundInAFolder_data();
    void confIsFoundInAFolder();
    void barePolicies_data();
    void barePolicies();
    void policiesThatAreNotInAFile_data();
    void policiesThatAreNotInAFile();
    void exports_data();
    void exports();
    void exportBesideAService();
    void filesOfAnotherKindAreRefused_data();
    void filesOfAnotherKindAreRefused();
    void filesThatCameLaterAreFound();
    void locatesAnewAfterAnEdit();
    void certificatesAreMapped();
    void missingAppFolderIsSaid();
    void nothingToOpen();
    void brokenConfIsLocated();
    void brokenConfCanBeOpened();
    void textAfterTheConfIsIgnoredAndNoted();
    void ownSettings();
    void brokenOwnSettingsLeaveDefaults_data();
    void brokenOwnSettingsLeaveDefaults();
    void apiDefinitions_data();
    void apiDefinitions();
};

void TestLayout::pathsAreMapped_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<QStringList>("present");
    QTest::addColumn<QString>("used");
    QTest::addColumn<bool>("mapped");
    const QString inDocker = "/opt/tyk-gateway/policies/policies.json";
    QTest::newRow("relative: from the folder of tyk.conf (guide 5)")
        << "my/p.json" << QStringList{"/w/my/p.json"} << "/w/my/p.json" << false;
    QTest::newRow("absolute and there") << inDocker << QStringList{inDocker, "/w/policies/policies.json"} << inDocker
                                        << false;
    QTest::newRow("longest tail first") << inDocker
                                        << QStringList{"/w/tyk-gateway/policies/policies.json",
                                                       "/w/policies/policies.json"}
                                        << "/w/tyk-gateway/policies/policies.json" << true;
    QTest::newRow("shortest tail") << "/etc/mine.json" << QStringList{"/w/mine.json", "/w/policies.json"}
                                   << "/w/mine.json" << true;
    QTest::newRow("then policies/policies.json")
        << "/etc/mine.json" << QStringList{"/w/policies/policies.json", "/w/policies.json"}
        << "/w/policies/policies.json" << true;
    QTest::newRow("then policies.json") << "/etc/mine.json" << QStringList{"/w/policies.json"} << "/w/policies.json"
                                        << true;
    QTest::newRow("a folder is no policies file")
        << "/etc/mine" << QStringList{"/w/mine/x.json", "/w/policies.json"} << "/w/policies.json" << true;
    QTest::newRow("a tail does not climb out of the folder")
        << "/x/../../secret.json" << QStringList{"/secret.txt", "/w/secret.json"} << "/w/secret.json" << true;
    QTest::newRow("nowhere: as written, for the message") << inDocker << QStringList{} << inDocker << false;
}

void TestLayout::pathsAreMapped()
{
    QFETCH(QString, written);
    QFETCH(QStringList, present);
    QFETCH(QString, used);
    QFETCH(bool, mapped);
    MemoryFileSystem disk{{"/w/tyk.conf", conf(recordName(written.toStdString()))}};
    for (const QString& path : present)
        disk.files[path.toStdString()].bytes = "{}";
    const Result<Layout> layout = findLayout("/w/tyk.conf", disk);
    QVERIFY(layout.ok());
    QCOMPARE(QString::fromStdString(layout->policiesFile), used);
    const std::map<std::string, std::string> expected{{written.toStdString(), used.toStdString()}};
    QCOMPARE(layout->mapped, mapped ? expected : decltype(expected){});
}

void TestLayout::appFolderAndItsFiles()
{
    const MemoryFileSystem disk{{"/w/tyk.conf", conf(recordName("p.json"))},
                                {"/w/p.json", "{}"},
                                {"/w/apps/b.json", "{}"},
                                {"/w/apps/a.json", "{}"},
                                {"/w/apps/notes.txt", ""},
                                {"/w/apps/deep/c.json", "{}"}};
    const Result<Layout> layout = findLayout("/w", disk);
    QVERIFY(layout.ok());
    QCOMPARE(layout->folder, "/w");
    QCOMPARE(layout->confFile, "/w/tyk.conf");
    QCOMPARE(layout->appFolder, "/w/apps");
    QCOMPARE(layout->apiFiles, (std::vector<std::string>{"/w/apps/a.json", "/w/apps/b.json"}));
    QCOMPARE(layout->mapped.at("/opt/tyk-gateway/apps/"), "/w/apps");
    QCOMPARE(layout->settingsFile, "/w/gatereeve.json");
    QCOMPARE(layout->stateFolder, "/w/.gatereeve");
    QCOMPARE(layout->settings.listenPort, 8080);
    QCOMPARE(kinds(layout->findings), QStringList());
}

void TestLayout::confIsFoundInAFolder_data()
{
    QTest::addColumn<QStringList>("present");
    QTest::addColumn<QString>("found");
    QTest::newRow("tyk.conf") << QStringList{"a.conf", "tyk.conf", "tyk.standalone.conf"} << "/w/tyk.conf";
    QTest::newRow("tyk.standalone.conf") << QStringList{"a.conf", "tyk.standalone.conf"} << "/w/tyk.standalone.conf";
    QTest::newRow("another with a port") << QStringList{"a.conf", "gateway.conf"} << "/w/gateway.conf";
}

void TestLayout::confIsFoundInAFolder()
{
    QFETCH(QStringList, present);
    QFETCH(QString, found);
    MemoryFileSystem disk;
    for (const QString& name : present)
        disk.files["/w/" + name.toStdString()].bytes =
            name == "a.conf" ? "worker_processes 4;" : conf(recordName("p.json"));
    const Result<Layout> layout = findLayout("/w/", disk);
    QVERIFY(layout.ok());
    QCOMPARE(QString::fromStdString(layout->confFile), found);
}

void TestLayout::barePolicies_data()
{
    QTest::addColumn<QString>("opened");
    QTest::addColumn<QString>("policies");
    QTest::newRow("the file") << "/w/policies.json"
                              << "/w/policies.json";
    QTest::newRow("its folder") << "/w"
                                << "/w/policies.json";
    QTest::newRow("in a folder of its own") << "/w/policies/policies.json"
                                            << "/w/policies/policies.json";
    QTest::newRow("the folder above that") << "/w"
                                           << "/w/policies/policies.json";
}

void TestLayout::barePolicies()
{
    QFETCH(QString, opened);
    QFETCH(QString, policies);
    const MemoryFileSystem disk{{policies.toStdString(), R"({"listen_port": {"rate": 5}})"}, {"/w/apps/a.json", "{}"}};
    const Result<Layout> layout = findLayout(opened.toStdString(), disk);
    QVERIFY(layout.ok());
    QCOMPARE(layout->confFile, "");
    QCOMPARE(QString::fromStdString(layout->policiesFile), policies);
    QCOMPARE(layout->folder, "/w");
    QCOMPARE(layout->apiFiles, std::vector<std::string>{"/w/apps/a.json"});
}

void TestLayout::policiesThatAreNotInAFile_data()
{
    QTest::addColumn<QString>("section");
    QTest::addColumn<QStringList>("found");
    QTest::newRow("no section") << QString() << QStringList{"no-policies"};
    QTest::newRow("no record name") << R"({"policy_source": "file"})" << QStringList{"no-policies"};
    QTest::newRow("a service") << R"({"policy_source": "service", "policy_record_name": "tyk_policies"})"
                               << QStringList{"policies-elsewhere"};
}

void TestLayout::policiesThatAreNotInAFile()
{
    QFETCH(QString, section);
    QFETCH(QStringList, found);
    const std::string text = section.isEmpty() ? R"({"listen_port": 8080, "app_path": "apps"})"
                                               : conf(section.toStdString(), R"("app_path": "apps")");
    const MemoryFileSystem disk{{"/w/tyk.conf", text}, {"/w/apps/a.json", "{}"}, {"/w/policies/policies.json", "{}"}};
    const Result<Layout> layout = findLayout("/w/tyk.conf", disk);
    QVERIFY(layout.ok());
    QCOMPARE(layout->policiesFile, "");
    QCOMPARE(kinds(layout->findings), found);
    QCOMPARE(layout->findings.front().place.file, "/w/tyk.conf");
}

namespace
{

const std::string Policy = R"({"_id": "5b70e7aceacd79000186ddeb", "rate": 5, "per": 1})";
const std::string Definition = R"({"api_id": "a", "proxy": {}})";

MemoryFileSystem diskOf(const QStringList& paths, const std::string& bytes)
{
    MemoryFileSystem disk;
    for (const QString& path : paths)
        disk.files[path.toStdString()].bytes = bytes;
    return disk;
}

} // namespace

// issue: layouts that people have. What a dashboard, or tyk-sync, wrote.
void TestLayout::exports_data()
{
    QTest::addColumn<QStringList>("policies");
    QTest::addColumn<QString>("content");
    QTest::addColumn<QString>("opened");
    QTest::addColumn<QString>("folder");
    const QString one = QString::fromStdString(Policy), list = u'[' + one + u']';
    QTest::newRow("tyk-sync's names") << QStringList{"/w/policy-1.json", "/w/policy-2.json"} << one << "/w"
                                      << "/w";
    QTest::newRow("any names") << QStringList{"/w/gold.json", "/w/silver.json"} << one << "/w"
                               << "/w";
    QTest::newRow("in a folder of their own") << QStringList{"/w/policies/gold.json"} << one << "/w"
                                              << "/w/policies";
    QTest::newRow("a list") << QStringList{"/w/all.json"} << list << "/w"
                            << "/w";
    QTest::newRow("the index of tyk-sync") << QStringList{"/w/policy-1.json"} << one << "/w/.tyk.json"
                                           << "/w";
    QTest::newRow("one file with a list") << QStringList{"/w/all.json"} << list << "/w/all.json" << QString();
    QTest::newRow("one file with a service's reply")
        << QStringList{"/w/all.json"} << QString(R"({"Status": "OK", "Message": )" + list + u'}') << "/w/all.json"
        << QString();
    QTest::newRow("one file with a dashboard's list")
        << QStringList{"/w/all.json"} << QString(R"({"Data": )" + list + R"(, "Pages": 1})") << "/w/all.json"
        << QString();
    QTest::newRow("one file with one policy") << QStringList{"/w/gold.json"} << one << "/w/gold.json" << QString();
    QTest::newRow("an empty list") << QStringList{"/w/policies.json"} << "[]"
                                   << "/w" << QString();
}

void TestLayout::exports()
{
    QFETCH(QStringList, policies);
    QFETCH(QString, content);
    QFETCH(QString, opened);
    QFETCH(QString, folder);
    MemoryFileSystem disk = diskOf(policies, content.toStdString());
    disk.files["/w/api-1.json"].bytes = Definition;
    disk.files["/w/notes.json"].bytes = R"({"note": 1})";
    if (opened.endsWith(".tyk.json"))
        disk.files["/w/.tyk.json"].bytes = R"({"policies": [{"file": "../x"}], "files": {}})";
    const Result<Layout> layout = findLayout(opened.toStdString(), disk);
    QVERIFY(layout.ok());
    QVERIFY(layout->isExport);
    QCOMPARE(layout->policiesFile, "");
    QCOMPARE(layout->folder, "/w");
    QCOMPARE(QString::fromStdString(layout->policyFolder), folder);
    QStringList found;
    for (const std::string& path : layout->policyFiles)
        found << QString::fromStdString(path);
    QCOMPARE(found, policies);
    const std::vector<std::string> apis{"/w/api-1.json"};
    QCOMPARE(layout->apiFiles, folder.isEmpty() ? std::vector<std::string>{} : apis);
    QCOMPARE(kinds(layout->findings), QStringList());
}

void TestLayout::exportBesideAService()
{
    const MemoryFileSystem disk{{"/w/tyk.conf", conf(R"({"policy_source": "service"})")},
                                {"/w/policies/policy-1.json", Policy},
                                {"/w/apps/a.json", R"({"api_definition": {"api_id": "a"}})"}};
    const Result<Layout> layout = findLayout("/w", disk);
    QVERIFY(layout.ok());
    QVERIFY(layout->isExport);
    QCOMPARE(layout->policyFiles, std::vector<std::string>{"/w/policies/policy-1.json"});
    QCOMPARE(kinds(layout->findings), QStringList{"policies-elsewhere"});
    Findings findings;
    const std::string& text = disk.files.at("/w/apps/a.json").bytes;
    QVERIFY(!loadApiDefinition(text, "a.json", findings)); // a gateway's folder
    findings.clear();
    const auto definition = loadApiDefinition(text, "a.json", findings, hasExportedApis(*layout));
    QVERIFY(definition && findings.empty());
    QCOMPARE(definition->apiId, "a");
}

void TestLayout::filesOfAnotherKindAreRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("word");
    QTest::newRow("a classic definition") << QString::fromStdString(Definition) << "API definition";
    QTest::newRow("an OpenAPI document") << R"({"openapi": "3.0.3"})"
                                         << "API definition";
    QTest::newRow("a key") << R"({"rate": 5, "apply_policies": ["gold"]})"
                           << "key";
}

void TestLayout::filesOfAnotherKindAreRefused()
{
    QFETCH(QString, text);
    QFETCH(QString, word);
    const Result<Layout> layout = findLayout("/w/x.json", MemoryFileSystem{{"/w/x.json", text.toStdString()}});
    QVERIFY(!layout.ok());
    QVERIFY(QString::fromStdString(layout.error().text).contains(word));
}

void TestLayout::filesThatCameLaterAreFound()
{
    MemoryFileSystem disk = diskOf({"/w/policy-1.json"}, Policy);
    disk.files["/w/api-1.json"].bytes = Definition;
    const Result<Layout> layout = findLayout("/w", disk);
    QVERIFY(layout.ok());
    disk.files["/w/policy-2.json"].bytes = Policy;
    disk.files["/w/api-2.json"].bytes = Definition;
    QCOMPARE(policyFilesNow(*layout, disk), (std::vector<std::string>{"/w/policy-1.json", "/w/policy-2.json"}));
    QCOMPARE(apiFilesNow(*layout, disk), (std::vector<std::string>{"/w/api-1.json", "/w/api-2.json"}));
}

void TestLayout::locatesAnewAfterAnEdit()
{
    const MemoryFileSystem disk{{"/w/tyk.conf", conf(recordName("p.json"), R"("app_path": "apps")")},
                                {"/w/p.json", "{}"},
                                {"/w/q.json", "{}"},
                                {"/w/apps/a.json", "{}"},
                                {"/w/more/b.json", "{}"}};
    Result<Layout> layout = findLayout("/w", disk);
    QVERIFY(layout.ok());
    layout->settings.policyRecordName = "q.json";
    layout->settings.appPath = "more";
    locate(*layout, disk);
    QCOMPARE(layout->policiesFile, "/w/q.json");
    QCOMPARE(layout->apiFiles, std::vector<std::string>{"/w/more/b.json"});
    layout->settings.policyRecordName.clear();
    locate(*layout, disk);
    QCOMPARE(layout->policiesFile, "");
    QCOMPARE(kinds(layout->findings), QStringList{"no-policies"});
}

void TestLayout::brokenConfCanBeOpened()
{
    const MemoryFileSystem disk{
        {"/w/tyk.conf", "{\"listen_port\": }"}, {"/w/policies/policies.json", "{}"}, {"/w/apps/a.json", "{}"}};
    const Result<Layout> layout = findLayout("/w", disk, BrokenConf::Opened);
    QVERIFY(layout.ok());
    QCOMPARE(layout->confFile, "/w/tyk.conf");
    QCOMPARE(layout->policiesFile, "/w/policies/policies.json");
    QCOMPARE(layout->apiFiles, std::vector<std::string>{"/w/apps/a.json"});
    QCOMPARE(kinds(layout->findings), QStringList{"malformed"});
    QCOMPARE(layout->findings.front().place.column, 17);
}

void TestLayout::certificatesAreMapped()
{
    const MemoryFileSystem disk{
        {"/w/tyk.conf", conf(recordName("p.json"), R"("http_server_options": {"use_ssl": true, "certificates":
            [{"domain_name": "a", "cert_file": "/opt/tyk/certs/a.pem", "key_file": "certs/a.key"}, {"cert_file": ""}]})")},
        {"/w/certs/a.pem", ""},
        {"/w/certs/a.key", ""}};
    Result<Layout> layout = findLayout("/w", disk);
    QVERIFY(layout.ok());
    const std::vector<CertificateFiles> here{{"a", "/w/certs/a.pem", "/w/certs/a.key"}, {}};
    QVERIFY(layout->certificates == here);
    QCOMPARE(layout->mapped.at("/opt/tyk/certs/a.pem"), "/w/certs/a.pem");
    locate(*layout, disk);
    QVERIFY(layout->certificates == here);
}

void TestLayout::missingAppFolderIsSaid()
{
    const MemoryFileSystem disk{{"/w/tyk.conf", conf(recordName("p.json"))}, {"/w/p.json", "{}"}};
    const Result<Layout> layout = findLayout("/w", disk);
    QVERIFY(layout.ok());
    QCOMPARE(layout->appFolder, "");
    QCOMPARE(kinds(layout->findings), QStringList{"missing-folder"});
    QVERIFY(layout->findings.front().message.english().find("/opt/tyk-gateway/apps/") != std::string::npos);
}

void TestLayout::nothingToOpen()
{
    MemoryFileSystem disk{{"/w/readme.txt", "hello"}};
    QVERIFY(!findLayout("/w", disk).ok());
    QVERIFY(!findLayout("/elsewhere", disk).ok());
    disk.files["/w/tyk.conf"].bytes = "{}";
    disk.files["/w/tyk.conf"].readable = false;
    const Result<Layout> unreadable = findLayout("/w", disk);
    QVERIFY(!unreadable.ok());
    QCOMPARE(unreadable.error().place.file, "/w/tyk.conf");
}

void TestLayout::brokenConfIsLocated()
{
    const MemoryFileSystem disk{{"/w/tyk.conf", "{\n  \"listen_port\": 8080\n  \"secret\": \"s\"\n}"}};
    const Result<Layout> layout = findLayout("/w", disk);
    QVERIFY(!layout.ok());
    QCOMPARE(layout.error().place.file, "/w/tyk.conf");
    QCOMPARE(layout.error().place.line, 3);
}

void TestLayout::textAfterTheConfIsIgnoredAndNoted()
{
    const MemoryFileSystem disk{
        {"/w/tyk.conf", conf(recordName("p.json")) + "\nnotes\n"}, {"/w/p.json", "{}"}, {"/w/apps/a.json", "{}"}};
    const Result<Layout> layout = findLayout("/w", disk);
    QVERIFY(layout.ok());
    QCOMPARE(layout->policiesFile, "/w/p.json");
    QCOMPARE(kinds(layout->findings), QStringList{"trailing-text"});
}

void TestLayout::ownSettings()
{
    MemoryFileSystem disk{{"/w/tyk.conf", conf(recordName("/old/p.json"))},
                          {"/w/apps/a.json", "{}"},
                          {"/w/p.json", "{}"},
                          {"/w/new/p.json", "{}"}};
    disk.files["/w/gatereeve.json"].bytes =
        R"({"profile": "2.9", "silence": [], "upstream": "echo", "paths": {"/old/p.json": "new/p.json"}})";
    const Result<Layout> layout = findLayout("/w", disk);
    QVERIFY(layout.ok());
    QVERIFY(layout->workspaceSettings.profile == Profile::Tyk29);
    QCOMPARE(layout->workspaceSettings.upstream, "echo");
    QCOMPARE(layout->policiesFile, "/w/new/p.json"); // chosen, although the tail is there as well
    QCOMPARE(layout->mapped.at("/old/p.json"), "/w/new/p.json");
    QCOMPARE(kinds(layout->findings), QStringList());
}

void TestLayout::brokenOwnSettingsLeaveDefaults_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("found");
    QTest::newRow("no JSON") << "{" << QStringList{"malformed"};
    QTest::newRow("a list") << "[]" << QStringList{"wrong-type"};
    QTest::newRow("unknown profile") << R"({"profile": "3.1"})" << QStringList{"wrong-type"};
    QTest::newRow("profile as a number") << R"({"profile": 5})" << QStringList{"wrong-type"};
    QTest::newRow("upstream") << R"({"upstream": true})" << QStringList{"wrong-type"};
    QTest::newRow("paths") << R"({"paths": ["a"]})" << QStringList{"wrong-type"};
    QTest::newRow("a path") << R"({"paths": {"a": 1}})" << QStringList{"wrong-type"};
}

void TestLayout::brokenOwnSettingsLeaveDefaults()
{
    QFETCH(QString, text);
    QFETCH(QStringList, found);
    const MemoryFileSystem disk{{"/w/policies.json", "{}"}, {"/w/gatereeve.json", text.toStdString()}};
    const Result<Layout> layout = findLayout("/w", disk);
    QVERIFY(layout.ok());
    QVERIFY(layout->workspaceSettings == WorkspaceSettings{});
    QCOMPARE(kinds(layout->findings), found);
    QCOMPARE(layout->findings.front().place.file, "/w/gatereeve.json");
}

void TestLayout::apiDefinitions_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isDefinition");
    QTest::addColumn<bool>("isOas");
    QTest::addColumn<QStringList>("found");
    QTest::newRow("classic") << R"({"api_id": "a", "name": "A", "proxy": {"listen_path": "/a/"}})" << true << false
                             << QStringList();
    QTest::newRow("text after the end") << R"({"api_id": "a", "proxy": {}} notes)" << true << false
                                        << QStringList{"trailing-text"};
    QTest::newRow("OpenAPI") << R"({"openapi": "3.0.1", "x-tyk-api-gateway": {"info": {"id": "o"}}})" << true << true
                             << QStringList();
    QTest::newRow("cut short") << R"({"api_id": "a", )" << false << false << QStringList{"malformed"};
    QTest::newRow("a list") << "[]" << false << false << QStringList{"not-a-definition"};
    QTest::newRow("a key") << R"({"rate": 5})" << false << false << QStringList{"not-a-definition"};
    QTest::newRow("an export") << R"({"api_definition": {"api_id": "a"}})" << false << false
                               << QStringList{"not-a-definition"};
}

void TestLayout::apiDefinitions()
{
    QFETCH(QString, text);
    QFETCH(bool, isDefinition);
    QFETCH(bool, isOas);
    QFETCH(QStringList, found);
    Findings findings;
    const std::optional<ApiDefinition> definition = loadApiDefinition(text.toStdString(), "/w/apps/a.json", findings);
    QCOMPARE(definition.has_value(), isDefinition);
    QCOMPARE(kinds(findings), found);
    if (definition) {
        QCOMPARE(definition->isOas, isOas);
        QCOMPARE(definition->fileName, "/w/apps/a.json");
    }
    for (const Finding& finding : findings)
        QCOMPARE(finding.place.file, "/w/apps/a.json");
}

QTEST_GUILESS_MAIN(TestLayout)
#include "tst_layout.moc"
