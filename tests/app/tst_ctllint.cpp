// `gatereevectl lint` as a person, an editor and a CI call it (docs/contracts.md, docs/lint.md): the real program.

#include "core/json/document.h"
#include "core/lint/rule.h"
#include "tests/support/programrun.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatereeve;

namespace
{

const QString Example = QStringLiteral(GATEREEVE_SOURCE_DIR "/resources/example");
const QString SchemaCheck = QStringLiteral(GATEREEVE_SOURCE_DIR "/tests/app/checkschema.py");
const QString SarifSchema = QStringLiteral(GATEREEVE_SOURCE_DIR "/tests/app/sarif-subset.schema.json");

using Run = tests::ProgramRun<QString>;

std::optional<json::Value> parsed(const QString& text)
{
    auto document = json::Document::parse(text.toStdString());
    return document ? std::optional(document->root()) : std::nullopt;
}

const QByteArray Bad = "{\n  \"gold\": {\"active\": true, \"rate\": \"5\", \"per\": 1}\n}\n";
const QByteArray Warned = "{\n  \"gold\": {\"active\": true, \"rate\": 0, \"per\": 1, \"quota_max\": -1}\n}\n";
const QByteArray Noted = "{\n  \"gold\": {\"rate\": 5, \"per\": 1, \"quota_max\": -1}\n}\n";

} // namespace

class TestCtlLint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theExampleIsInOrder();
    void textOfACompiler();
    void pathsFromTheWorkingFolder();
    void exitCodes();
    void asJson();
    void asSarif_data();
    void asSarif();
    void sarifInCharacters();
    void schemaSeesFaults();
    void fixing();
    void silencing();
    void explaining();
    void tableOfTheDocumentation();
    void realWorkspaces();

private:
    Run lint(const QStringList& arguments) const
    {
        return tests::runCtl<QString>(QStringList{u"lint"_s} + arguments, {}, m_folder.path());
    }
    void write(const QString& name, const QByteArray& text) const
    {
        const QString path = m_folder.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    QByteArray contents(const QString& name) const
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
};

// What people begin with; its one note is that a gateway of Tyk would listen everywhere.
void TestCtlLint::theExampleIsInOrder()
{
    const Run run = lint({Example, u"--strict"_s});
    QCOMPARE(run.code, 0);
    QCOMPARE(run.out.count(u'\n'), 1);
    QVERIFY(run.out.contains(u"note:"_s) && run.out.endsWith(u"[listens-everywhere]\n"_s));
}

void TestCtlLint::textOfACompiler()
{
    write(u"policies.json"_s, Bad);
    const Run run = lint({u"policies.json"_s});
    QCOMPARE(run.code, 1);
    QVERIFY2(run.out.contains(u"policies.json:2:36: error: `rate` is the text \"5\""_s), qPrintable(run.out));
    QVERIFY(run.out.contains(u" [wrong-type]\n"_s));
    QVERIFY(run.err.contains(u"1 error, "_s));
}

void TestCtlLint::pathsFromTheWorkingFolder()
{
    write(u"below/policies.json"_s, Bad);
    QVERIFY(lint({m_folder.filePath(u"below"_s)}).out.startsWith(u"below/policies.json:2:"_s));
    QTemporaryDir elsewhere;
    QVERIFY(QFile::copy(m_folder.filePath(u"below/policies.json"_s), elsewhere.filePath(u"policies.json"_s)));
    QVERIFY(lint({elsewhere.path()}).out.startsWith(elsewhere.filePath(u"policies.json"_s)));
}

void TestCtlLint::exitCodes()
{
    write(u"warned.json"_s, Warned);
    QCOMPARE(lint({u"warned.json"_s}).code, 0);
    QCOMPARE(lint({u"warned.json"_s, u"--strict"_s}).code, 1);
    write(u"noted.json"_s, Noted);
    QCOMPARE(lint({u"noted.json"_s, u"--strict"_s}).code, 0);
    write(u"broken.json"_s, "{");
    const Run broken = lint({u"broken.json"_s});
    QCOMPARE(broken.code, 1);
    QVERIFY(broken.out.startsWith(u"broken.json:1:2: error: "_s) && broken.out.contains(u"[syntax]"_s));
    QCOMPARE(lint({u"nowhere"_s}).code, 4);
    QCOMPARE(lint({}).code, 2);
    QCOMPARE(lint({u"noted.json"_s, u"--format"_s, u"xml"_s}).code, 2);
    QCOMPARE(lint({u"--fix"_s}).code, 2);
}

void TestCtlLint::asJson()
{
    write(u"policies.json"_s, Noted);
    const Run run = lint({u"policies.json"_s, u"--format"_s, u"json"_s});
    const auto root = parsed(run.out);
    QVERIFY2(root, qPrintable(run.out));
    QCOMPARE(*root->member("errors")->integer(), 0);
    QVERIFY(*root->member("notes")->integer() >= 1);
    const json::Value findings = *root->member("findings");
    bool found = false;
    for (const json::Value finding : findings) {
        if (finding.member("rule")->string() != "active-absent")
            continue;
        found = true;
        QCOMPARE(finding.member("path")->string(), std::string("gold"));
        QCOMPARE(*finding.member("offset")->integer(), 4);
        QCOMPARE(*finding.member("length")->integer(), 6);
        QVERIFY(finding.member("fix")->member("safe")->boolean());
    }
    QVERIFY(found);
}

void TestCtlLint::asSarif_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("error") << Bad;
    QTest::newRow("with a fix") << Noted;
    QTest::newRow("nothing found") << QByteArray("{}");
    QTest::newRow("no JSON") << QByteArray("{");
}

void TestCtlLint::asSarif()
{
    QFETCH(QByteArray, text);
    write(u"policies.json"_s, text);
    const Run run = lint({u"policies.json"_s, u"--format"_s, u"sarif"_s});
    const Run checked = tests::runProgram<QString>(u"python3"_s, {SchemaCheck, SarifSchema}, run.out.toUtf8());
    QVERIFY2(checked.code == 0, qPrintable(checked.out + checked.err));
    const json::Value sarif = *parsed(run.out)->member("runs")->element(0);
    const json::Value rules = *sarif.member("tool")->member("driver")->member("rules"),
                      results = *sarif.member("results");
    QCOMPARE(results.size() > 0, text != "{}");
    for (const json::Value result : results) { // 3.27.6: ruleIndex points at the rule of ruleId
        const auto rule = rules.element(static_cast<size_t>(*result.member("ruleIndex")->integer()));
        QVERIFY(rule && rule->member("id")->string() == result.member("ruleId")->string());
    }
}

// 3.14.17: columns count what columnKind says, not bytes; names in addresses are escaped.
void TestCtlLint::sarifInCharacters()
{
    write(u"ä b.json"_s, QByteArray("{\"gäld\": {\"active\": true, \"key_expires_in\": 14}}"));
    const Run run = lint({u"ä b.json"_s, u"--format"_s, u"sarif"_s});
    const json::Value results = *parsed(run.out)->member("runs")->element(0)->member("results");
    bool found = false;
    for (const json::Value result : results) {
        if (result.member("ruleId")->string() != "trial-period")
            continue;
        found = true;
        const json::Value place = *result.member("locations")->element(0)->member("physicalLocation");
        QCOMPARE(place.member("artifactLocation")->member("uri")->string(), std::string("%C3%A4%20b.json"));
        QCOMPARE(*place.member("region")->member("startColumn")->integer(), 45);
        QCOMPARE(*place.member("region")->member("endColumn")->integer(), 47);
    }
    QVERIFY(found);
}

void TestCtlLint::schemaSeesFaults()
{
    write(u"policies.json"_s, Bad);
    const QByteArray good = lint({u"policies.json"_s, u"--format"_s, u"sarif"_s}).out.toUtf8();
    const QList<QPair<QByteArray, QByteArray>> faults = {{"\"level\": \"error\"", "\"level\": \"fatal\""},
                                                         {"\"ruleId\"", "\"rule\""},
                                                         {"\"2.1.0\"", "\"2.0.0\""},
                                                         {"\"startLine\": 2", "\"startLine\": \"2\""},
                                                         {"\"results\"", "\"result\""}};
    for (const auto& [before, after] : faults) {
        QVERIFY2(good.contains(before), before.constData());
        const QByteArray bad = QByteArray(good).replace(before, after);
        QCOMPARE(tests::runProgram<QString>(u"python3"_s, {SchemaCheck, SarifSchema}, bad).code, 1);
    }
}

void TestCtlLint::fixing()
{
    write(u"fix/policies.json"_s, Noted);
    const Run run = lint({u"fix"_s, u"--fix"_s});
    QCOMPARE(run.code, 0);
    QVERIFY2(run.err.contains(u"fix/policies.json:2:3: fixed: add \"active\": true [active-absent]"_s),
             qPrintable(run.err));
    QVERIFY(!run.out.contains(u"[active-absent]"_s));
    QCOMPARE(contents(u"fix/policies.json"_s),
             QByteArray("{\n  \"gold\": {\"rate\": 5, \"per\": 1, \"quota_max\": -1, \"active\": true}\n}\n"));
    const Run again = lint({u"fix"_s, u"--fix"_s});
    QVERIFY(!again.err.contains(u"fixed:"_s));
    QVERIFY(!QDir(m_folder.filePath(u"fix/.gatereeve"_s)).exists()); // nothing is left behind
}

void TestCtlLint::silencing()
{
    write(u"silent/policies.json"_s, Warned);
    write(u"silent/gatereeve.json"_s,
          "{\"silence\": [{\"rule\": \"unlimited-rate\", \"path\": \"gold\", \"reason\": \"an internal service\"}]}");
    const Run run = lint({u"silent"_s, u"--strict"_s});
    QCOMPARE(run.code, 0);
    QVERIFY2(!run.out.contains(u"unlimited-rate"_s), qPrintable(run.out));
    QVERIFY(run.err.contains(u"1 silenced"_s));
    write(u"silent/gatereeve.json"_s, "{\"silence\": [{\"rule\": \"unlimited-rate\", \"path\": \"gold\"}]}");
    const Run without = lint({u"silent"_s});
    QVERIFY(without.out.contains(u"[unlimited-rate]"_s) && without.out.contains(u"[silence-invalid]"_s));
    QVERIFY(!without.err.contains(u"silenced"_s));
}

void TestCtlLint::explaining()
{
    for (const char* id : {"syntax", "active-absent", "method-case"}) { // without a fix, with a safe one, with another
        const lint::Rule& rule = lint::ruleOf(id);
        const Run run =
            lint({u"--explain"_s, QString::fromUtf8(rule.id.data(), static_cast<qsizetype>(rule.id.size()))});
        QCOMPARE(run.code, 0);
        QVERIFY(run.out.contains(QString::fromUtf8(rule.reason.data(), static_cast<qsizetype>(rule.reason.size()))));
    }
    QCOMPARE(lint({u"--explain"_s, u"no-such-rule"_s}).code, 2);
    QCOMPARE(lint({u"--explain"_s, u"syntax"_s, u"."_s}).code, 2);
}

// docs/lint.md shows the table as it is in the program.
void TestCtlLint::tableOfTheDocumentation()
{
    QFile file(QStringLiteral(GATEREEVE_SOURCE_DIR "/docs/lint.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QStringList shown;
    for (const QString& line : QString::fromUtf8(file.readAll()).split(u'\n')) {
        if (line.startsWith(u"| `"_s))
            shown << line;
    }
    QStringList expected;
    for (const lint::Rule& rule : lint::rules()) {
        const auto text = [](std::string_view view) {
            return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
        };
        const QString fix = rule.fix == lint::FixKind::None ? QString() : text(nameOf(rule.fix));
        expected << u"| `%1` | %2 | %3 | %4 | %5 | %6 |"_s.arg(text(rule.id), text(nameOf(rule.category)),
                                                               text(nameOf(rule.severity)), text(rule.reason),
                                                               text(rule.remedy), fix);
    }
    for (qsizetype i = 0; i < qMax(shown.size(), expected.size()); ++i)
        QCOMPARE(shown.value(i), expected.value(i));
}

// Whatever people have: every finding has a file, and no workspace stops the run.
void TestCtlLint::realWorkspaces()
{
    const QDir real(QStringLiteral(GATEREEVE_SOURCE_DIR "/../shared/real"));
    const QStringList folders = real.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    if (folders.isEmpty())
        QSKIP("no real workspaces at ../shared/real, so nothing of them is tested");
    QStringList paths;
    for (const QString& folder : folders)
        paths << real.filePath(folder);
    for (const QString& profile : {u"guide"_s, u"2.9"_s, u"5"_s}) {
        const Run run = lint(paths + QStringList{u"--profile"_s, profile, u"--format"_s, u"sarif"_s});
        QCOMPARE(run.code, 1); // some have errors
        const Run checked = tests::runProgram<QString>(u"python3"_s, {SchemaCheck, SarifSchema}, run.out.toUtf8());
        QVERIFY2(checked.code == 0, qPrintable(checked.out + checked.err));
    }
}

QTEST_GUILESS_MAIN(TestCtlLint)
#include "tst_ctllint.moc"
