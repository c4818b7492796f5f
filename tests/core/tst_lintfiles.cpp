// Which files a path means, and what is said of those that can't be read.

#include "core/lint/lint.h"
#include "core/lint/lintfiles.h"
#include "core/lint/lintworkspace.h"
#include "core/reading/documentkind.h"
#include "tests/support/memoryfilesystem.h"

#include <QtTest>

#include <algorithm>

using namespace gatereeve;
using tests::MemoryFileSystem;

namespace
{

const std::string Conf = "{\"listen_port\": 8080, \"secret\": \"3f1c9c\", \"app_path\": \"apps\", \"policies\": "
                         "{\"policy_record_name\": \"policies.json\"}}";
const std::string Policies = "{\"gold\": {\"active\": true, \"rate\": 5, \"per\": 1, \"access_rights\": {\"a\": {}}}}";
const std::string Api = "{\"api_id\": \"a\", \"proxy\": {\"listen_path\": \"/a/\", \"target_url\": \"http://h\"}, "
                        "\"version_data\": {\"not_versioned\": true}}";
const std::string Key = "{\"apply_policies\": [\"glod\"]}";

MemoryFileSystem workspace()
{
    return {{"w/tyk.conf", Conf}, {"w/policies.json", Policies}, {"w/apps/a.json", Api}};
}

std::vector<lint::LintedFiles> read(const std::vector<std::string>& paths, const MemoryFileSystem& disk,
                                    std::optional<Profile> profile = {})
{
    auto files = lint::readLintFiles(paths, disk, profile);
    return files ? *std::move(files) : std::vector<lint::LintedFiles>();
}

size_t countOf(const lint::LintedFiles& files, std::string_view rule)
{
    const lint::LintFindings findings = lint::run(files.input).findings;
    return static_cast<size_t>(
        std::ranges::count_if(findings, [&](const lint::LintFinding& found) { return found.rule->id == rule; }));
}

} // namespace

class TestLintFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWorkspace();
    void profileOfTheSettings();
    void singleFilesJoinTheWorkspace();
    void singleFilesByThemselves();
    void aFolderOfFiles();
    void kinds_data();
    void kinds();
    void brokenFiles();
    void brokenConf();
    void exports();
    void missingFiles();
    void noDefinitions();
    void folderOfPolicies();
    void nothingThere();
    void ofABrokenFileItsProblemAlone();
    void whatABrokenFileMayHaveIsNotMissed();
};

void TestLintFiles::aWorkspace()
{
    for (const char* path : {"w", "w/", "w/tyk.conf"}) {
        const auto files = read({path}, workspace());
        QCOMPARE(files.size(), size_t{1});
        const lint::LintInput& input = files[0].input;
        QVERIFY(input.conf && input.policies && input.knowsApis && input.knowsPolicies);
        QCOMPARE(input.apis.size(), size_t{1});
        QVERIFY(input.findings.empty());
        QCOMPARE(files[0].journalFolder, std::string("w/.gatereeve/journal"));
    }
    QVERIFY(!read({"w/policies.json"}, workspace())[0].input.conf); // a bare policies file, with the APIs beside it
    QCOMPARE(read({"w/policies.json"}, workspace())[0].input.apis.size(), size_t{1});
}

void TestLintFiles::profileOfTheSettings()
{
    MemoryFileSystem disk = workspace();
    disk.files["w/gatereeve.json"].bytes = "{\"profile\": \"5\"}";
    QVERIFY(read({"w"}, disk)[0].input.profile == Profile::Tyk5);
    QVERIFY(read({"w"}, disk, Profile::Tyk29)[0].input.profile == Profile::Tyk29);
    QVERIFY(read({"w"}, disk)[0].input.settings.has_value());
}

void TestLintFiles::singleFilesJoinTheWorkspace()
{
    MemoryFileSystem disk = workspace();
    disk.files["k/key.json"].bytes = Key;
    const auto joined = read({"k/key.json", "w", "w/apps/a.json"}, disk);
    QCOMPARE(joined.size(), size_t{1});
    QCOMPARE(joined[0].input.apis.size(), size_t{1}); // named twice, there once
    QCOMPARE(countOf(joined[0], "dangling-policy"), size_t{1});
}

void TestLintFiles::singleFilesByThemselves()
{
    MemoryFileSystem disk = workspace();
    disk.files["k/key.json"].bytes = Key;
    const auto alone = read({"k/key.json"}, disk);
    QCOMPARE(alone.size(), size_t{1});
    QCOMPARE(countOf(alone[0], "dangling-policy"), size_t{0}); // nobody said which policies there are
    QCOMPARE(alone[0].input.keys.size(), size_t{1});
}

// As tyk-sync exports them.
void TestLintFiles::aFolderOfFiles()
{
    const MemoryFileSystem disk{{"x/.tyk.json", "{}"},
                                {"x/policy-1.json", "{\"_id\": \"5b70e7aceacd79000186ddeb\", \"rate\": 5, \"per\": 1, "
                                                    "\"access_rights\": {\"a\": {}, \"b\": {}}}"},
                                {"x/api-1.json", Api}};
    const auto files = read({"x"}, disk);
    QCOMPARE(files.size(), size_t{1});
    QCOMPARE(files[0].input.policyFiles.size(), size_t{1});
    QCOMPARE(files[0].input.apis.size(), size_t{1});
    QCOMPARE(countOf(files[0], "dangling-api"), size_t{1});
}

void TestLintFiles::kinds_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("kind");
    const auto row = [](const char* name, const std::string& text, DocumentKind kind) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << static_cast<int>(kind);
    };
    row("conf", Conf, DocumentKind::Settings);
    row("policies", Policies, DocumentKind::PolicyMap);
    row("nothing", "{}", DocumentKind::Other);
    row("policy", "{\"id\": \"x\", \"access_rights\": {}}", DocumentKind::Policy);
    row("policy without rights", "{\"id\": \"x\", \"rate\": 5}", DocumentKind::Policy);
    row("api", Api, DocumentKind::Api);
    row("oas", "{\"openapi\": \"3.0.3\"}", DocumentKind::Api);
    row("key", Key, DocumentKind::Key);
    row("old key", "{\"allowance\": 5, \"rate\": 5, \"access_rights\": {}}", DocumentKind::Key);
    row("list", "[]", DocumentKind::PolicyList);
}

void TestLintFiles::kinds()
{
    QFETCH(QByteArray, text);
    QFETCH(int, kind);
    const auto document = json::Document::parse(text.toStdString());
    QVERIFY(document.ok());
    QCOMPARE(static_cast<int>(kindOf(*document)), kind);
}

// A finding with its place; the rest is linted, and nothing is said of names that the broken file may have.
void TestLintFiles::brokenFiles()
{
    MemoryFileSystem disk = workspace();
    disk.files["w/apps/a.json"].bytes = "{\"api_id\": }";
    const auto files = read({"w"}, disk);
    QCOMPARE(countOf(files[0], "syntax"), size_t{1});
    QCOMPARE(countOf(files[0], "dangling-api"), size_t{0});
    disk.files["w/policies.json"].bytes = "{";
    QCOMPARE(countOf(read({"w"}, disk)[0], "syntax"), size_t{2});
    QCOMPARE(countOf(read({"w/policies.json"}, disk)[0], "syntax"), size_t{1});
}

void TestLintFiles::brokenConf()
{
    MemoryFileSystem disk = workspace();
    disk.files["w/tyk.conf"].bytes = "{\"listen_port\": 8080,}";
    const auto files = read({"w"}, disk);
    QCOMPARE(files.size(), size_t{1});
    QCOMPARE(countOf(files[0], "syntax"), size_t{1});
    QVERIFY(files[0].input.policies.has_value());
    // Nothing that could be the policies: whatever lies there is looked at by itself.
    const MemoryFileSystem steps{{"s/tyk.conf", "{,"}, {"s/one.json", "{"}, {"s/two.json", Key}};
    const auto loose = read({"s"}, steps);
    QCOMPARE(loose.size(), size_t{1});
    QCOMPARE(countOf(loose[0], "syntax"), size_t{2});
    QCOMPARE(loose[0].input.keys.size(), size_t{1});
}

// As a dashboard exports them, the definition inside; and keys name a policy by either id.
void TestLintFiles::exports()
{
    const MemoryFileSystem disk{
        {"x/api.json", "{\"api_definition\": " + Api + "}"},
        {"x/policy.json", "{\"_id\": \"5b70e7aceacd79000186ddeb\", \"id\": \"gold\", \"access_rights\": {\"a\": {}}}"},
        {"x/key.json", "{\"apply_policies\": [\"5b70e7aceacd79000186ddeb\", \"gold\"]}"}};
    const auto files = read({"x"}, disk);
    QCOMPARE(countOf(files[0], "dangling-api") + countOf(files[0], "bad-listen-path"), size_t{0});
    QCOMPARE(countOf(files[0], "dangling-policy"), size_t{0});
}

void TestLintFiles::missingFiles()
{
    MemoryFileSystem disk = workspace();
    disk.files.erase("w/policies.json");
    disk.files.erase("w/apps/a.json");
    const auto files = read({"w"}, disk);
    QCOMPARE(countOf(files[0], "missing-file"), size_t{1});
    QCOMPARE(countOf(files[0], "missing-folder"), size_t{1});
    for (const lint::LintFinding& found : lint::run(files[0].input).findings)
        QVERIFY(found.finding.place.line > 0); // where tyk.conf names them
    disk.files["w/tyk.conf"].bytes = "{\"listen_port\": 8080}";
    QCOMPARE(countOf(read({"w"}, disk)[0], "no-policies"), size_t{2});
}

void TestLintFiles::noDefinitions()
{
    MemoryFileSystem disk = workspace();
    disk.files["w/apps/b.json"].bytes = "{\"api_definition\": " + Api + "}";
    QCOMPARE(countOf(read({"w"}, disk)[0], "no-definition"), size_t{1});
    // Then the gateway does not read the folder.
    disk.files["w/tyk.conf"].bytes = "{\"use_db_app_configs\": true, " + Conf.substr(1);
    QCOMPARE(countOf(read({"w"}, disk)[0], "no-definition"), size_t{0});
}

void TestLintFiles::folderOfPolicies()
{
    MemoryFileSystem disk{{"w/tyk.conf", "{\"listen_port\": 8080, \"policies\": {\"policy_path\": \"policies\"}}"},
                          {"w/policies/a.json", "{\"id\": \"gold\", \"active\": true, \"rate\": 5}"}};
    QCOMPARE(read({"w"}, disk, Profile::Tyk5)[0].input.policyFiles.size(), size_t{1});
    QCOMPARE(countOf(read({"w"}, disk, Profile::Guide)[0], "policy-folder"), size_t{1});
}

void TestLintFiles::nothingThere()
{
    const auto missing = lint::readLintFiles({"w", "nowhere"}, workspace(), {});
    QVERIFY(!missing);
    QCOMPARE(missing.error().place.file, std::string("nowhere"));
    MemoryFileSystem empty;
    empty.folders.insert("e");
    QVERIFY(!lint::readLintFiles({"e"}, empty, {}));
}

namespace
{

json::Document parsed(const std::string& text, const std::string& file)
{
    return *json::Document::parse(text, {.file = file});
}

// As a window holds them: the key names a policy that is not there.
lint::WorkspaceFiles held(const std::string& policies)
{
    lint::WorkspaceFiles files;
    files.layout = *findLayout("w", workspace());
    files.held["w/tyk.conf"].document = parsed(Conf, "w/tyk.conf");
    files.held["w/policies.json"].document = parsed(policies, "w/policies.json");
    files.held["w/apps/a.json"].document = parsed(Api, "w/apps/a.json");
    return files;
}

std::vector<std::string> rulesOf(const lint::LintResult& result, std::string_view file)
{
    std::vector<std::string> rules;
    for (const lint::LintFinding& found : result.findings) {
        if (found.finding.place.file == file)
            rules.emplace_back(found.rule->id);
    }
    return rules;
}

} // namespace

void TestLintFiles::ofABrokenFileItsProblemAlone()
{
    const std::string inactive = "{\"gold\": {\"active\": false, \"rate\": 5, \"per\": 1}}";
    lint::WorkspaceFiles files = held(inactive);
    const std::vector<json::Document> keys{parsed(Key, "key"), parsed("{\"apply_policies\": [\"gold\"]}", "other")};
    QVERIFY(!rulesOf(lint::run(files, keys), "w/policies.json").empty());
    const auto names = [](const lint::LintResult& result, const char* file) {
        return std::ranges::count(rulesOf(result, file), "dangling-policy");
    };
    QCOMPARE(names(lint::run(files, keys), "key"), 1);
    QCOMPARE(names(lint::run(files, keys), "other"), 1); // not loaded

    files.held["w/policies.json"].problem =
        Finding{"malformed", Severity::Error, {"x", "expected a value", {}}, {"w/policies.json", 1, 9, {}}};
    const lint::LintResult broken = lint::run(files, keys);
    QCOMPARE(rulesOf(broken, "w/policies.json"), std::vector<std::string>{"syntax"});
    QCOMPARE(names(broken, "key"), 0);   // it may be what is being typed
    QCOMPARE(names(broken, "other"), 1); // known from what it last was
}

void TestLintFiles::whatABrokenFileMayHaveIsNotMissed()
{
    lint::WorkspaceFiles files = held(Policies);
    files.held["w/gatereeve.json"].document =
        parsed("{\"silence\": [{\"rule\": \"unlimited-quota\", \"path\": \"gold\", \"reason\": \"internal\"}]}",
               "w/gatereeve.json");
    QCOMPARE(lint::run(files, {}).silenced, size_t{1});
    files.held["w/policies.json"] = {
        std::nullopt,
        Finding{"malformed", Severity::Error, {"x", "expected a value", {}}, {"w/policies.json", 1, 9, {}}}};
    QVERIFY(rulesOf(lint::run(files, {}), "w/gatereeve.json").empty()); // no silence-unused
    files.held["w/policies.json"] = {parsed("{}", "w/policies.json"), std::nullopt};
    QCOMPARE(rulesOf(lint::run(files, {}), "w/gatereeve.json"), std::vector<std::string>{"silence-unused"});
}

QTEST_GUILESS_MAIN(TestLintFiles)
#include "tst_lintfiles.moc"
