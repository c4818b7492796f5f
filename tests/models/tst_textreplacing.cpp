#include "models/textreplacing.h"

#include "models/foundtextsmodel.h"
#include "tests/support/workspacefixture.h"

#include <QAbstractItemModelTester>
#include <QtTest>

using namespace gatereeve;
using models::FoundText;
using models::FoundTextsModel;
using models::TextReplacing;
using models::TextSearch;
using namespace Qt::StringLiterals;

namespace
{

// Odd layout on purpose: it has to stay.
const std::string Policies = "{\r\n\t\"gold\" : { \"id\":\"gold\", \"tags\": [ \"paid\",\"acme\" ],\r\n"
                             "\t\t\"access_rights\": {\"orders\":{\"api_id\":\"orders\",\"allowed_urls\":"
                             "[{\"url\":\"/orders/v1/.*\",\"methods\":[\"GET\"]}]}} },\r\n"
                             "\t\"golden\": {\"tags\":[\"ACME\"],\"access_rights\":{\"orders\":{},\"users\":{}}},\r\n"
                             "\t\"both\": {\"access_rights\":{\"jwt\":{\"api_id\":\"jwt\"},\"users\":{}}}\r\n}";

std::string replacedIn(std::string text, const std::string& before, const std::string& after)
{
    for (size_t at = 0; (at = text.find(before, at)) != std::string::npos; at += after.size())
        text.replace(at, before.size(), after);
    return text;
}

} // namespace

// Find and replace over ids, tags and URLs of a workspace.
class TestTextReplacing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void findsEachKindWhereItStands_data();
    void findsEachKindWhereItStands();
    void findsTheSameInPieces();
    void replacesInOneStepAndNothingElse();
    void replacesOnlyWhatIsChosen();
    void expressionsHaveGroups();
    void plainTextIsTakenLiterally();
    void anInvalidExpressionSaysWhere();
    void sayWhatCannotBeReplaced_data();
    void sayWhatCannotBeReplaced();
    void noTwoRightsGetOneName();
    void brokenFilesAreLeftOut();
    void aRefusingStoreLeavesAllAsItWas();
    void tableHasACheckMarkForEach();

private:
    TextReplacing found(const TextSearch& search);
    void replaceAll(const TextSearch& search);
    std::unique_ptr<tests::WorkspaceFixture> m_fixture;
};

void TestTextReplacing::init()
{
    m_fixture = std::make_unique<tests::WorkspaceFixture>();
    m_fixture->write(tests::PoliciesPath, Policies);
    m_fixture->write("/w/apps/jwt.json",
                     "{\"api_id\":\"jwt\",\"name\":\"Jwt\",\"jwt_default_policies\":[\"gold\"],\"proxy\":"
                     "{\"listen_path\":\"/jwt/\",\"target_url\":\"http://old.example/v1\"}}");
    m_fixture->addKey("k1", {"gold"}, "acme one");
    Session& session = m_fixture->keys.keys["k1"].session;
    session.tags = {"acme"};
    session.accessRights["orders"] = {.apiId = "orders", .allowedUrls = {{"/orders/v1/7", {"GET"}}}};
    m_fixture->open();
}

TextReplacing TestTextReplacing::found(const TextSearch& search)
{
    auto replacing = TextReplacing::find(*m_fixture->workspace, search);
    if (!replacing)
        qFatal("%s", replacing.error().describe().c_str());
    return *std::move(replacing);
}

void TestTextReplacing::replaceAll(const TextSearch& search)
{
    const TextReplacing replacing = found(search);
    std::set<size_t> all;
    for (size_t index = 0; index < replacing.found().size(); ++index) {
        if (replacing.found()[index].problem.isEmpty())
            all.insert(index);
    }
    QVERIFY(!all.empty());
    QVERIFY(replacing.replace(all).ok());
}

void TestTextReplacing::findsEachKindWhereItStands_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("find");
    QTest::addColumn<QStringList>("where");

    const auto row = [](const char* name, TextKind kind, const QString& find, const QStringList& where) {
        QTest::newRow(name) << static_cast<int>(kind) << find << where;
    };
    row("policy ids", TextKind::PolicyId, u"gold"_s,
        {u"gold:gold"_s, u"gold:gold"_s, u"golden:golden"_s, u"Jwt:gold"_s, u"acme one:gold"_s});
    row("API ids", TextKind::ApiId, u"orders"_s,
        {u"gold:orders"_s, u"gold:orders"_s, u"golden:orders"_s, u"Orders:orders"_s, u"acme one:orders"_s,
         u"acme one:orders"_s});
    row("tags, any case", TextKind::Tag, u"acme"_s, {u"gold:acme"_s, u"golden:ACME"_s, u"acme one:acme"_s});
    row("URLs", TextKind::Url, u"v1"_s,
        {u"gold:/orders/v1/.*"_s, u"Jwt:http://old.example/v1"_s, u"acme one:/orders/v1/7"_s});
    row("nothing", TextKind::Tag, u"gold"_s, {});
    row("an empty text finds nothing", TextKind::Tag, QString(), {});
}

void TestTextReplacing::findsEachKindWhereItStands()
{
    QFETCH(int, kind);
    QFETCH(QString, find);
    QFETCH(QStringList, where);
    QStringList got;
    const TextReplacing replacing = found({.find = find, .kinds = {static_cast<TextKind>(kind)}});
    for (const FoundText& text : replacing.found())
        got.append(text.ownerLabel + u':' + text.before);
    QCOMPARE(got, where);
}

void TestTextReplacing::findsTheSameInPieces()
{
    const TextSearch search{.find = u"o"_s, .replaceBy = u"0"_s};
    const TextReplacing whole = found(search);
    auto inPieces = TextReplacing::begin(*m_fixture->workspace, search);
    QVERIFY(inPieces && inPieces->found().empty());
    int pieces = 1;
    while (!inPieces->lookOn(std::chrono::milliseconds(0)))
        ++pieces;
    QVERIFY(pieces > 4); // policies, APIs, the key
    QVERIFY(!whole.found().empty());
    const auto factsOf = [](const FoundText& text) {
        return std::tuple(text.kind, text.owner, text.ownerId, text.before, text.after, text.problem);
    };
    QVERIFY(std::ranges::equal(whole.found(), inPieces->found(), {}, factsOf, factsOf));
    QVERIFY(TextReplacing::begin(*m_fixture->workspace, {})->isDone()); // nothing is looked for
}

void TestTextReplacing::replacesInOneStepAndNothingElse()
{
    auto& workspace = *m_fixture->workspace;
    const std::string api = workspace.fileAt(u"/w/apps/jwt.json"_s)->text();
    const StoredKey key = m_fixture->keys.keys["k1"];
    replaceAll({.find = u"gold"_s, .replaceBy = u"first"_s, .wholeTexts = true});
    QCOMPARE(workspace.undoStack().count(), 1);
    QCOMPARE(m_fixture->policiesText(), replacedIn(Policies, "\"gold\"", "\"first\""));
    QCOMPARE(workspace.fileAt(u"/w/apps/jwt.json"_s)->text(), replacedIn(api, "\"gold\"", "\"first\""));
    QCOMPARE(m_fixture->keys.keys["k1"].session.applyPolicies, std::vector<std::string>{"first"});
    workspace.undoStack().undo();
    QCOMPARE(m_fixture->policiesText(), Policies);
    QCOMPARE(workspace.fileAt(u"/w/apps/jwt.json"_s)->text(), api);
    QVERIFY(m_fixture->keys.keys["k1"] == key);

    replaceAll({.find = u"orders"_s, .replaceBy = u"sales"_s});
    QCOMPARE(m_fixture->policiesText(), replacedIn(Policies, "orders", "sales"));
    const AccessRights& rights = m_fixture->keys.keys["k1"].session.accessRights;
    QVERIFY(rights.size() == 1 && rights.at("sales").apiId == "sales");
    QCOMPARE(rights.at("sales").allowedUrls.front().url, std::string("/sales/v1/7"));
}

void TestTextReplacing::replacesOnlyWhatIsChosen()
{
    const TextReplacing replacing = found({.find = u"acme"_s, .replaceBy = u"emca"_s, .kinds = {TextKind::Tag}});
    QCOMPARE(replacing.found().size(), 3U);
    QVERIFY(replacing.replace({1}).ok());
    QCOMPARE(m_fixture->policiesText(), replacedIn(Policies, "ACME", "emca"));
    QCOMPARE(m_fixture->keys.keys["k1"].session.tags, std::vector<std::string>{"acme"});
    QVERIFY(found({}).replace({}).ok());
    QCOMPARE(m_fixture->workspace->undoStack().count(), 1);
}

void TestTextReplacing::expressionsHaveGroups()
{
    replaceAll({.find = u"^/orders/v(\\d)"_s, .replaceBy = u"/v\\1/orders"_s, .isExpression = true});
    QCOMPARE(m_fixture->policiesText(), replacedIn(Policies, "/orders/v1/", "/v1/orders/"));
}

void TestTextReplacing::plainTextIsTakenLiterally()
{
    replaceAll({.find = u"/.*"_s, .replaceBy = u"/\\1\"$"_s});
    QCOMPARE(m_fixture->policiesText(), replacedIn(Policies, "/.*", "/\\\\1\\\"$"));
    QVERIFY(found({.find = u"acme"_s, .matchesCase = true, .kinds = {TextKind::Tag}}).found().size() == 2);
}

void TestTextReplacing::anInvalidExpressionSaysWhere()
{
    const auto result = TextReplacing::find(*m_fixture->workspace, {.find = u"a("_s, .isExpression = true});
    QVERIFY(!result.ok());
    QVERIFY2(result.error().text.find("at character 3") != std::string::npos, result.error().text.c_str());
    QVERIFY(found({.find = u"a("_s}).found().empty());
}

void TestTextReplacing::sayWhatCannotBeReplaced_data()
{
    QTest::addColumn<QString>("find");
    QTest::addColumn<QString>("replaceBy");
    QTest::addColumn<QStringList>("problems"); // one each, in order

    const QString fine;
    QTest::newRow("the name of another policy")
        << u"^golden$"_s << u"gold"_s << QStringList{u"there is already a policy gold"_s};
    QTest::newRow("two policies would get one name")
        << u"^gold(en)?$"_s << u"x"_s << QStringList{fine, fine, u"there is already a policy x"_s, fine, fine};
    QTest::newRow("an API that is granted already")
        << u"^users$"_s << u"orders"_s << QStringList{u"the API orders is granted there already"_s, fine};
    QTest::newRow("nor is the api_id in such a right")
        << u"^jwt$"_s << u"users"_s
        << QStringList{u"the API users is granted there already"_s, u"the API users is granted there already"_s, fine};
    QTest::newRow("empty") << u"^paid$"_s << QString() << QStringList{u"it would be empty"_s};
    QTest::newRow("no change") << u"^paid$"_s << u"paid"_s << QStringList{u"it would stay as it is"_s};
}

void TestTextReplacing::sayWhatCannotBeReplaced()
{
    QFETCH(QString, find);
    QFETCH(QString, replaceBy);
    QFETCH(QStringList, problems);
    QStringList got;
    const TextReplacing replacing = found({.find = find, .replaceBy = replaceBy, .isExpression = true});
    for (const FoundText& text : replacing.found())
        got.append(text.problem);
    QCOMPARE(got, problems);
}

// Neither in a policy nor in a key is a right lost because two of them would get one name.
void TestTextReplacing::noTwoRightsGetOneName()
{
    auto& workspace = *m_fixture->workspace;
    workspace.setText(*workspace.policiesFile(),
                      "{\"p\": {\"access_rights\": {\"api-v1\": {}, \"api-v2\": {\"api_id\": \"api-v2\"}}}}",
                      u"typing"_s);
    m_fixture->addKey("k2", {});
    Session session = m_fixture->keys.keys["k2"].session;
    session.accessRights = {{"api-v1", {.apiId = "api-v1"}}, {"api-v2", {.apiId = "api-v2"}}};
    m_fixture->keys.keys["k2"].session = session;
    workspace.keyList().refresh();
    const TextReplacing replacing = found({.find = u"-v\\d"_s, .isExpression = true, .kinds = {TextKind::ApiId}});
    std::set<size_t> chosen;
    QStringList problems;
    for (size_t index = 0; index < replacing.found().size(); ++index) {
        const FoundText& text = replacing.found()[index];
        problems.append(text.ownerLabel.left(1) + u':' + text.before +
                        (text.problem.isEmpty() ? u" goes"_s : u" stays"_s));
        if (text.problem.isEmpty())
            chosen.insert(index);
    }
    const QString key = models::labelOf(m_fixture->keys.keys["k2"]).left(1);
    QCOMPARE(problems,
             (QStringList{u"p:api-v1 goes"_s, u"p:api-v2 stays"_s, u"p:api-v2 stays"_s, key + u":api-v1 goes"_s,
                          key + u":api-v1 goes"_s, key + u":api-v2 stays"_s, key + u":api-v2 stays"_s}));
    QVERIFY(replacing.replace(chosen).ok());
    QCOMPARE(m_fixture->keys.keys["k2"].session.accessRights.size(), 2U);
    QCOMPARE(workspace.policyList().find(u"p"_s)->policy().accessRights.size(), 2U);
}

void TestTextReplacing::brokenFilesAreLeftOut()
{
    auto& workspace = *m_fixture->workspace;
    workspace.setText(*workspace.policiesFile(), "{\"gold\": ", u"typing"_s);
    const TextReplacing replacing = found({.find = u"gold"_s});
    QCOMPARE(replacing.leftOut(), QStringList{u"policies.json"_s});
    QCOMPARE(replacing.found().size(), 2U); // of the API and the key
}

void TestTextReplacing::aRefusingStoreLeavesAllAsItWas()
{
    const TextReplacing replacing = found({.find = u"acme"_s, .replaceBy = u"emca"_s});
    m_fixture->keys.failure = Error{"the disk is full", {}};
    QVERIFY(!replacing.replace({0, 1, 2}).ok());
    QCOMPARE(m_fixture->policiesText(), Policies);
    QCOMPARE(m_fixture->workspace->undoStack().count(), 0);
}

void TestTextReplacing::tableHasACheckMarkForEach()
{
    FoundTextsModel model;
    const QAbstractItemModelTester tester(&model);
    const TextReplacing replacing =
        found({.find = u"^(golden|gold|acme)$"_s, .replaceBy = u"gold"_s, .isExpression = true});
    model.setFound(&replacing);
    QCOMPARE(model.rowCount(), int(replacing.found().size()));
    QVERIFY(model.replaceable() < model.rowCount());
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row, FoundTextsModel::Kind);
        const bool canBe = model.at(row).problem.isEmpty();
        QCOMPARE(index.data(Qt::CheckStateRole).isValid(), canBe);
        QCOMPARE(index.flags().testFlag(Qt::ItemIsUserCheckable), canBe);
        QCOMPARE(model.setData(index, Qt::Unchecked, Qt::CheckStateRole), canBe);
    }
    QVERIFY(model.chosen().empty());
    QCOMPARE(model.chosenCount(), 0);
    model.setFound(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

QTEST_GUILESS_MAIN(TestTextReplacing)
#include "tst_textreplacing.moc"
