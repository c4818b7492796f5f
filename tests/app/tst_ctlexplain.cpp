// `gatereevectl explain` as a person calls it (docs/contracts.md, docs/explain.md): the real program.

#include "core/json/document.h"
#include "tests/support/programrun.h"

#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatereeve;

namespace
{

const QString Example = QStringLiteral(GATEREEVE_SOURCE_DIR "/resources/example");
const QString SchemaCheck = QStringLiteral(GATEREEVE_SOURCE_DIR "/tests/app/checkschema.py");
const QString Schema = QStringLiteral(GATEREEVE_SOURCE_DIR "/docs/explain.schema.json");

using Run = tests::ProgramRun<QString>;

Run run(const QStringList& arguments, const QByteArray& input = {})
{
    return tests::runCtl<QString>(arguments, input);
}

Run explain(const QStringList& arguments, const QByteArray& input = {})
{
    return run(QStringList{u"explain"_s} + arguments, input);
}

std::optional<json::Value> parsed(const QString& text)
{
    auto document = json::Document::parse(text.toStdString());
    return document ? std::optional(document->root()) : std::nullopt;
}

std::string textOf(const std::optional<json::Value>& object, const char* member)
{
    const auto value = object ? object->member(member) : std::nullopt;
    return value && value->isString() ? value->string() : std::string("no ") + member;
}

} // namespace

class TestCtlExplain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void keyOnInput();
    void jsonOfAKeyOnInput();
    void everyPolicyOfAWorkspace();
    void policiesTogether();
    void apisOfAnotherKind();
    void storedKey();
    void comparison();
    void fitsItsSchema_data();
    void fitsItsSchema();
    void schemaCheckSeesFaults();
    void exitCodes();

private:
    QTemporaryDir m_folder;
    QString m_policies, m_workspace;
};

void TestCtlExplain::initTestCase()
{
    m_policies = m_folder.filePath(u"policies.json"_s);
    QFile file(m_policies);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"gold\": {\"rate\": 5, \"per\": 1, \"active\": true, \"org_id\": \"acme\", \"access_rights\": "
               "{\"a\": {\"versions\": [\"v1\"]}}}, \"late\": {\"active\": false}}");
    m_workspace = m_folder.filePath(u"example"_s);
    QDirIterator files(Example, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString from = files.next(), target = m_workspace + from.mid(Example.size());
        QVERIFY(QDir().mkpath(QFileInfo(target).path()));
        QVERIFY(QFile::copy(from, target));
    }
}

void TestCtlExplain::keyOnInput()
{
    const Run good = explain({u"--policies"_s, m_policies}, "{\"apply_policies\": [\"gold\"], \"alias\": \"Ann\"}");
    QCOMPARE(good.code, 0);
    QCOMPARE(good.err, QString());
    QVERIFY2(good.out.startsWith(u"The key Ann works and never ends, for API a: at most 5 per second, without a "
                                 "quota.\n\nThe whole key (what counts are the limits of each API, below)\n"_s),
             qUtf8Printable(good.out));
    QVERIFY(good.out.contains(u"  rate: 5 per second — policy gold sets 5 per second (guide 9)\n"
                              "      not used: unlimited from the key\n"_s));
    QVERIFY(!good.out.contains(u"Tyk"_s));

    const Run refused = explain({u"--policies"_s, m_policies}, "{\"apply_policies\": [\"late\"]}");
    QCOMPARE(refused.code, 3);
    QVERIFY(
        refused.out.startsWith(u"The key is refused: the key names policy late, which is not loaded. (guide 9)\n"_s));
}

// The members of `apply` have the same values here.
void TestCtlExplain::jsonOfAKeyOnInput()
{
    const QByteArray key = "{\"apply_policies\": [\"gold\"]}";
    const auto explained = parsed(explain({u"--policies"_s, m_policies, u"--json"_s}, key).out);
    const auto applied = parsed(run({u"apply"_s, u"--policies"_s, m_policies}, key).out);
    QVERIFY(explained && applied);
    QCOMPARE(explained->member("session")->raw(), applied->member("session")->raw());
    QCOMPARE(explained->member("error")->raw(), applied->member("error")->raw());
    QVERIFY(explained->member("reasons")->size() > 3);
    QCOMPARE(explained->member("others")->size(), size_t(0));
    const auto refused =
        parsed(explain({u"--policies"_s, m_policies, u"--format"_s, u"json"_s, u"--api-org"_s, u"other"_s}, key).out);
    QCOMPARE(textOf(refused, "error"), "attempting to apply policy from different organisation to key, skipping");
    QCOMPARE(textOf(refused->member("state"), "kind"), "policies refused");
    QCOMPARE(textOf(refused->member("state")->member("by"), "policy"), "gold");
}

void TestCtlExplain::everyPolicyOfAWorkspace()
{
    const Run text = explain({u"--conf"_s, m_workspace});
    QCOMPARE(text.code, 0);
    QCOMPARE(text.out.count(u"A new key of policy "_s), 6);
    QVERIFY(text.out.contains(u"A new key of policy trial works until "_s)); // guide 4
    const auto json = parsed(explain({u"--conf"_s, m_workspace + u"/tyk.conf"_s, u"--json"_s}).out);
    QVERIFY(json);
    const json::Value explanations = *json->member("explanations");
    QCOMPARE(explanations.size(), size_t(6));
    QCOMPARE(explanations.element(0)->member("policies")->element(0)->string(), "acl-only");
    QVERIFY(!QFileInfo::exists(m_workspace + u"/.gatereeve"_s));
}

void TestCtlExplain::policiesTogether()
{
    const Run both = explain({u"--conf"_s, m_workspace, u"--policy"_s, u"gold"_s, u"--policy"_s, u"trial"_s});
    QCOMPARE(both.code, 0);
    QCOMPARE(both.out.count(u"A new key of "_s), 1);
    QVERIFY(both.out.startsWith(u"A new key of policies gold and trial works until "_s));
    const Run gone = explain({u"--conf"_s, m_workspace, u"--policy"_s, u"gone"_s});
    QCOMPARE(gone.code, 3);
    QVERIFY(gone.out.startsWith(u"A new key of policy gone is refused: "_s));
}

// A key of a policy that grants nothing but APIs for web tokens is of no use by itself.
void TestCtlExplain::apisOfAnotherKind()
{
    const QString folder = m_folder.filePath(u"tokens"_s);
    QVERIFY(QDir().mkpath(folder + u"/apps"_s));
    const auto write = [&](const QString& name, const QByteArray& text) {
        QFile file(folder + u'/' + name);
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    };
    QVERIFY(write(u"tyk.conf"_s, "{\"app_path\": \"apps\", \"policies\": {\"policy_source\": \"file\", "
                                 "\"policy_record_name\": \"policies.json\"}}"));
    QVERIFY(write(u"policies.json"_s, "{\"web\": {\"active\": true, \"rate\": 5, \"per\": 1, \"access_rights\": "
                                      "{\"web\": {\"versions\": [\"Default\"]}}}}"));
    QVERIFY(write(u"apps/web.json"_s,
                  "{\"api_id\": \"web\", \"name\": \"Web\", \"active\": true, \"enable_jwt\": true, "
                  "\"proxy\": {\"listen_path\": \"/web/\", \"target_url\": \"http://127.0.0.1:9/\"}}"));
    const Run explained = explain({u"--conf"_s, folder});
    QCOMPARE(explained.code, 3);
    QVERIFY2(
        explained.out.startsWith(u"A new key of policy web is refused: API Web takes JSON web tokens; a key by itself "
                                 "is refused there.\n"_s),
        qPrintable(explained.out));
    QVERIFY(explained.out.contains(u"access: refused"_s));
}

void TestCtlExplain::storedKey()
{
    QCOMPARE(explain({u"--conf"_s, m_workspace, u"--key"_s, u"nobody-has-this"_s}).code, 4);
    QVERIFY(!QFileInfo::exists(m_workspace + u"/.gatereeve"_s)); // explaining makes no store
    const Run issued = run({u"keys"_s, u"issue"_s, u"--workspace"_s, m_workspace, u"--policy"_s, u"gold"_s,
                            u"--alias"_s, u"for Ann"_s, u"--tag"_s, u"mine"_s});
    QCOMPARE(issued.code, 0);
    const QString key = issued.out.trimmed();
    const Run explained = explain({u"--conf"_s, m_workspace, u"--key"_s, key});
    QVERIFY2(explained.code == 0, qUtf8Printable(explained.err));
    QVERIFY(explained.out.startsWith(u"Key …"_s + key.right(4) + u" (for Ann) works and never ends"_s));
    QVERIFY(!explained.out.contains(key));
    // What the policies add is told apart from what is stored.
    QVERIFY(explained.out.contains(u"not used: unlimited from the key"_s));
    const auto json = parsed(explain({u"--conf"_s, m_workspace, u"--key"_s, key, u"--json"_s}).out);
    QCOMPARE(textOf(json->member("explanations")->element(0), "key"), key.toStdString());
    const Run none = explain({u"--conf"_s, m_workspace, u"--key"_s, u"nobody-has-this"_s});
    QCOMPARE(none.code, 4);
    QVERIFY(none.err.contains(u"no key …this"_s));
}

void TestCtlExplain::comparison()
{
    const Run text = explain({u"--conf"_s, m_workspace, u"--policy"_s, u"gold"_s, u"--compare"_s});
    QVERIFY(text.out.contains(u"\nUnder Tyk 2.9.5 it "_s));
    QVERIFY(text.out.contains(u"\nUnder Tyk 5 it "_s));
    const auto json = parsed(explain({u"--policies"_s, m_policies, u"--compare"_s, u"--json"_s}, "{}").out);
    QCOMPARE(json->member("others")->size(), size_t(2));
    QCOMPARE(textOf(json->member("others")->element(0), "profile"), "2.9");
    QCOMPARE(textOf(json->member("others")->element(1), "profile"), "5");
}

void TestCtlExplain::fitsItsSchema_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("input");
    const QStringList input{u"--policies"_s, m_policies}, workspace{u"--conf"_s, m_workspace};
    QTest::newRow("key") << input << QByteArray("{\"apply_policies\": [\"gold\"]}");
    QTest::newRow("refused") << input << QByteArray("{\"apply_policies\": [\"gone\"]}");
    QTest::newRow("no policies") << input << QByteArray("{\"is_inactive\": true}");
    QTest::newRow("compared") << input + QStringList{u"--compare"_s} << QByteArray("{\"apply_policies\": [\"late\"]}");
    QTest::newRow("workspace") << workspace + QStringList{u"--compare"_s} << QByteArray();
    QTest::newRow("together") << workspace + QStringList{u"--policy"_s, u"gold"_s, u"--policy"_s, u"quota-demo"_s}
                              << QByteArray();
}

void TestCtlExplain::fitsItsSchema()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, input);
    const Run json = explain(arguments + QStringList{u"--json"_s}, input);
    const Run checked = tests::runProgram<QString>(u"python3"_s, {SchemaCheck, Schema}, json.out.toUtf8());
    QVERIFY2(checked.code == 0, qUtf8Printable(checked.out + checked.err));
}

void TestCtlExplain::schemaCheckSeesFaults()
{
    for (const QByteArray text : {"{}", "{\"explanations\": [{}]}", "{\"explanations\": 1}", "[]", ""}) {
        const Run checked = tests::runProgram<QString>(u"python3"_s, {SchemaCheck, Schema}, text);
        QVERIFY2(checked.code == 1, text.constData());
    }
}

void TestCtlExplain::exitCodes()
{
    QCOMPARE(explain({}).code, 2);
    QCOMPARE(explain({u"--policies"_s, m_policies, u"--conf"_s, m_workspace}, "{}").code, 2);
    QCOMPARE(explain({u"--policies"_s, m_policies, u"--policy"_s, u"gold"_s}, "{}").code, 2);
    QCOMPARE(explain({u"--conf"_s, m_workspace, u"--key"_s, u"x"_s, u"--policy"_s, u"gold"_s}).code, 2);
    QCOMPARE(explain({u"--conf"_s, m_workspace, u"--api-org"_s, u"x"_s}).code, 2);
    QCOMPARE(explain({u"--conf"_s, m_workspace, u"--format"_s, u"xml"_s}).code, 2);
    QCOMPARE(explain({u"--conf"_s, m_workspace, u"--profile"_s, u"3"_s}).code, 2);
    QCOMPARE(explain({u"--policies"_s, m_policies}, "{").code, 4);
    QCOMPARE(explain({u"--policies"_s, m_policies}, "{\"rate\": \"5\"}").code, 4);
    QCOMPARE(explain({u"--policies"_s, u"/no/such/file"_s}, "{}").code, 4);
    QCOMPARE(explain({u"--conf"_s, u"/no/such/file"_s}).code, 4);
    QCOMPARE(explain({u"--policies"_s, SchemaCheck}, "{}").code, 4);
    const Run help = explain({u"--help"_s});
    QCOMPARE(help.code, 0);
    for (const QString& option : {u"--policies"_s, u"--api-org"_s, u"--profile"_s, u"--conf"_s, u"--policy"_s,
                                  u"--key"_s, u"--compare"_s, u"--format"_s})
        QVERIFY2(help.out.contains(option), qUtf8Printable(option));
}

QTEST_GUILESS_MAIN(TestCtlExplain)
#include "tst_ctlexplain.moc"
