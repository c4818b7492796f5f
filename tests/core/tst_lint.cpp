// The run as a whole: places, silencing, fixes.

#include "core/lint/fixing.h"
#include "tests/support/linting.h"
#include "tests/support/memoryfilesystem.h"

using namespace gatereeve;
using lint::LintFinding;
using testing::findingsOf;
using testing::inputOf;
using testing::Linted;

namespace
{

std::string marked(const Linted& linted, const LintFinding& found)
{
    return linted.policies.substr(found.offset, found.length);
}

Linted silenced(const std::string& entry)
{
    return {"{\"gold\": {\"rate\": 5}, \"golden\": {\"rate\": 5}}", {}, {}, {}, {}, "{\"silence\": [" + entry + "]}"};
}

size_t countOf(const Linted& linted, std::string_view rule)
{
    return findingsOf(linted, rule).size();
}

} // namespace

class TestLint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void placesOfValues();
    void placesOfAdoptedFindings();
    void placesOfDefinitions();
    void inTheOrderOfTheText();
    void nothingIsSaidOfWhatIsNotKnown();
    void duplicatesCountOnce();
    void silencing_data();
    void silencing();
    void silencingIsCounted();
    void safeFixesKeepAllElse();
    void severalFixesOfOnePolicy();
    void offeredFixesAreLeftAlone();
    void offeredFixesMendTheirFinding_data();
    void offeredFixesMendTheirFinding();
    void aFileThatChangedIsLeftAlone();
};

void TestLint::placesOfValues()
{
    const Linted linted{"{\n  \"gold\": {\"active\": true, \"rate\": 0, \"key_expires_in\": 14}\n}"};
    const LintFinding trial = findingsOf(linted, "trial-period").at(0);
    QCOMPARE(toString(trial.finding.place), std::string("policies.json:2:57: "));
    QCOMPARE(trial.finding.place.path, std::string("gold.key_expires_in"));
    QCOMPARE(marked(linted, trial), std::string("14"));
    const LintFinding rate = findingsOf(linted, "unlimited-rate").at(0);
    QCOMPARE(marked(linted, rate), std::string("0"));
    const LintFinding quota = findingsOf(linted, "unlimited-quota").at(0); // absent: the policy's name
    QCOMPARE(marked(linted, quota), std::string("\"gold\""));
    QCOMPARE(quota.finding.place.column, 3);
}

void TestLint::placesOfAdoptedFindings()
{
    const Linted linted{"{\"gold\": {\"rate\": \"5\", \"access_rights\": []}}"};
    const lint::LintFindings found = findingsOf(linted, "wrong-type");
    QCOMPARE(found.size(), size_t{2});
    QCOMPARE(marked(linted, found[0]), std::string("\"5\""));
    QCOMPARE(found[0].finding.place.path, std::string("gold.rate"));
    QVERIFY(found[1].length > 0);
}

// The compiler of snapshots names a path only; lines are found by it, dots in names of versions included.
void TestLint::placesOfDefinitions()
{
    Linted linted;
    linted.apis = {"{\"api_id\": \"a\", \"proxy\": {\"listen_path\": \"/a/\", \"target_url\": \"http://h\"},\n"
                   "\"version_data\": {\"versions\": {\"v.1\": {\"name\": \"v.1\", \"override_target\": \"h:80\"}}}}"};
    const LintFinding found = findingsOf(linted, "bad-target").at(0);
    QCOMPARE(found.finding.place.line, 2);
    QCOMPARE(linted.apis[0].substr(found.offset, found.length), std::string("\"h:80\""));
}

void TestLint::inTheOrderOfTheText()
{
    const lint::LintResult result =
        lint::run(inputOf({"{\"b\": {\"active\": true, \"rate\": 0}, \"a\": {\"quota_max\": 0, \"rate\": 5}}"}));
    QVERIFY(result.findings.size() > 3);
    for (size_t i = 1; i < result.findings.size(); ++i)
        QVERIFY(result.findings[i - 1].offset <= result.findings[i].offset);
}

void TestLint::nothingIsSaidOfWhatIsNotKnown()
{
    const Linted linted{"{\"gold\": {\"access_rights\": {\"x\": {}}}}", {}, {"{\"apply_policies\": [\"y\"]}"}};
    lint::LintInput input = inputOf(linted);
    input.knowsApis = input.knowsPolicies = false;
    for (const LintFinding& found : lint::run(input).findings)
        QVERIFY(found.rule->category != lint::Category::Dangling);
    QCOMPARE(countOf(linted, "dangling-api"), size_t{1});
    QCOMPARE(countOf(linted, "dangling-policy"), size_t{1});
}

// Of a repeated name the last policy counts, and the others are not looked at.
void TestLint::duplicatesCountOnce()
{
    QCOMPARE(countOf({"{\"gold\": {\"key_expires_in\": 1}, \"gold\": {\"key_expires_in\": 2}}"}, "trial-period"),
             size_t{1});
}

void TestLint::silencing_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("left");
    QTest::newRow("everywhere") << QByteArray() << 0;
    QTest::newRow("the policy") << QByteArray("gold") << 1; // not golden
    QTest::newRow("the file") << QByteArray("policies.json") << 0;
    QTest::newRow("another file") << QByteArray("cies.json") << 2;
    QTest::newRow("policy in the file") << QByteArray("policies.json#golden") << 1;
    QTest::newRow("policy in another file") << QByteArray("x.json#golden") << 2;
    QTest::newRow("a member of it") << QByteArray("gold.rate") << 2;
}

void TestLint::silencing()
{
    QFETCH(QByteArray, path);
    QFETCH(int, left);
    const std::string entry =
        "{\"rule\": \"active-absent\", \"path\": \"" + path.toStdString() + "\", \"reason\": \"as it was\"}";
    QCOMPARE(countOf(silenced(entry), "active-absent"), static_cast<size_t>(left));
    QCOMPARE(countOf(silenced(entry), "silence-unused"), left == 2 ? size_t{1} : size_t{0});
}

void TestLint::silencingIsCounted()
{
    const std::string good = "{\"rule\": \"active-absent\", \"reason\": \"as it was\"}";
    QCOMPARE(lint::run(inputOf(silenced(good))).silenced, size_t{2});
    // Without a reason it does not count, and is a finding itself; so is a rule that there is not.
    for (const std::string& bad :
         {std::string("{\"rule\": \"active-absent\"}"), std::string("{\"rule\": \"x\", \"reason\": \"y\"}")}) {
        QCOMPARE(countOf(silenced(bad), "active-absent"), size_t{2});
        QCOMPARE(countOf(silenced(bad), "silence-invalid"), size_t{1});
        QCOMPARE(lint::run(inputOf(silenced(bad))).silenced, size_t{0});
    }
}

namespace
{

lint::LintedFiles filesOf(const std::string& text, Profile profile, tests::MemoryFileSystem& disk)
{
    disk.files["w/policies.json"].bytes = text;
    lint::LintedFiles files;
    files.input.profile = profile;
    files.input.policies = testing::documentOf(text, "w/policies.json");
    files.journalFolder = "w/.gatereeve/journal";
    return files;
}

std::string fixedText(const std::string& text, Profile profile)
{
    tests::MemoryFileSystem disk;
    lint::LintedFiles files = filesOf(text, profile, disk);
    const lint::Fixed fixed = lint::fixSafely(files, disk);
    return fixed.errors.empty() ? disk.files["w/policies.json"].bytes : fixed.errors.front().text;
}

} // namespace

void TestLint::safeFixesKeepAllElse()
{
    const std::string before =
        "\t{ \"gold\" : {\r\n\t\t\"rate\" : 1e1,\r\n\t\t\"per\" : 1.0,\r\n\t\t\"tags\" : [ ]\r\n\t} } // note";
    const std::string after =
        "\t{ \"gold\" : {\r\n\t\t\"rate\" : 1e1,\r\n\t\t\"per\" : 1.0,\r\n\t\t\"active\" : true,\r\n\t\t\"tags\" : [ "
        "]\r\n\t} } // note";
    QCOMPARE(fixedText(before, Profile::Guide), after);
    QCOMPARE(fixedText(after, Profile::Guide), after);
}

// Two insertions at one place: the second comes in a round of its own.
void TestLint::severalFixesOfOnePolicy()
{
    const std::string text =
        "{\"gold\": {\"id\": \"x\", \"access_rights\": {\"a\": {\"apiid\": \"a\", \"apiname\": \"A\"}}}}";
    QCOMPARE(fixedText(text, Profile::Tyk5),
             std::string(
                 "{\"gold\": {\"id\": \"gold\", \"access_rights\": {\"a\": {\"api_id\": \"a\", \"api_name\": \"A\"}}, "
                 "\"active\": true}}"));
}

void TestLint::offeredFixesAreLeftAlone()
{
    const std::string text =
        "{\"gold\": {\"active\": true, \"quota_mx\": 5, \"rate\": \"5\", \"access_rights\": {\"a\": "
        "{\"allowed_urls\": [{\"url\": \"/x\", \"methods\": [\"get\"]}]}}}}";
    QCOMPARE(fixedText(text, Profile::Guide), text);
}

void TestLint::offeredFixesMendTheirFinding_data()
{
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("wrong-type") << QByteArray("wrong-type") << QByteArray("{\"gold\": {\"rate\": \"5\"}}");
    QTest::newRow("flag") << QByteArray("wrong-type") << QByteArray("{\"gold\": {\"is_inactive\": \"true\"}}");
    QTest::newRow("misspelt") << QByteArray("misspelt-member") << QByteArray("{\"gold\": {\"quota_mx\": 5}}");
    QTest::newRow("method") << QByteArray("method-case")
                            << QByteArray(
                                   "{\"gold\": {\"access_rights\": {\"a\": {\"allowed_urls\": [{\"url\": \"/x\", "
                                   "\"methods\": [\"get\"]}]}}}}");
    QTest::newRow("id") << QByteArray("id-absent") << QByteArray("{\"gold\": {\"rate\": 5}}");
    QTest::newRow("other id") << QByteArray("id-differs") << QByteArray("{\"gold\": {\"id\": \"x\"}}");
}

void TestLint::offeredFixesMendTheirFinding()
{
    QFETCH(QByteArray, rule);
    QFETCH(QByteArray, text);
    Linted linted{text.toStdString()};
    linted.profile = Profile::Tyk29;
    const LintFinding found = findingsOf(linted, rule.toStdString()).at(0);
    QVERIFY(found.fix && !found.fix->isSafe && !found.fix->title.english().empty());
    linted.policies = json::applied(linted.policies, found.fix->edits);
    QCOMPARE(countOf(linted, rule.toStdString()), size_t{0});
}

void TestLint::aFileThatChangedIsLeftAlone()
{
    tests::MemoryFileSystem disk;
    lint::LintedFiles files = filesOf("{\"gold\": {\"rate\": 5}}", Profile::Guide, disk);
    disk.files["w/policies.json"].bytes = "{}";
    const lint::Fixed fixed = lint::fixSafely(files, disk);
    QCOMPARE(fixed.errors.size(), size_t{1});
    QVERIFY(fixed.done.empty());
    QCOMPARE(disk.files["w/policies.json"].bytes, std::string("{}"));
}

QTEST_GUILESS_MAIN(TestLint)
#include "tst_lint.moc"
