#include "core/engine/pathpattern.h"

#include <QtTest>

using namespace gatereeve;

namespace
{

std::shared_ptr<const PathPattern> compiled(const char* expression, bool ignoreCase = false,
                                            PathPattern::Braces braces = PathPattern::Braces::Literal)
{
    auto result = PathPattern::compile(expression, ignoreCase, braces);
    return result ? *result : nullptr;
}

} // namespace

class TestPathPattern : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void searchedAnywhere_data();
    void searchedAnywhere();
    void letterCase();
    void bracesStandForOneSegment_data();
    void bracesStandForOneSegment();
    void invalidExpressionSaysWhy();
    void hostileExpressionsEnd();
    void findTellsThePlace();
    void cacheSharesAndRemembersFailures();
    void allowedUrls_emptyListRestrictsNothing();
    void allowedUrls_firstRuleOfPathAndMethod();
    void allowedUrls_invalidExpressionNeverMatches();
};

// gateway-behaviour.md 7 and 10: RE2 expressions, searched anywhere in the path.
void TestPathPattern::searchedAnywhere_data()
{
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("found");

    QTest::newRow("in the middle") << QByteArray("/ok") << QByteArray("/w/okay") << true;
    QTest::newRow("anchored at the start") << QByteArray("^/ok") << QByteArray("/w/ok") << false;
    QTest::newRow("anchored at both ends") << QByteArray("^/w/[0-9]+$") << QByteArray("/w/12") << true;
    QTest::newRow("not with more behind") << QByteArray("^/w/[0-9]+$") << QByteArray("/w/12/x") << false;
    QTest::newRow("any") << QByteArray(".*") << QByteArray("/") << true;
    QTest::newRow("empty expression") << QByteArray("") << QByteArray("/x") << true;
    QTest::newRow("Perl classes") << QByteArray("/\\d{2}$") << QByteArray("/42") << true;
    QTest::newRow("empty path") << QByteArray("/") << QByteArray("") << false;
    QTest::newRow("broken UTF-8 in the path") << QByteArray("^/.$") << QByteArray("/\xff") << false;
}

void TestPathPattern::searchedAnywhere()
{
    QFETCH(QByteArray, expression);
    QFETCH(QByteArray, path);
    QFETCH(bool, found);

    const auto pattern = compiled(expression.constData());
    QVERIFY(pattern);
    QCOMPARE(pattern->expression(), expression.toStdString());
    QCOMPARE(pattern->foundIn(path.toStdString()), found);
    QCOMPARE(pattern->find(path.toStdString()).has_value(), found);
}

void TestPathPattern::letterCase()
{
    QVERIFY(!compiled("/Orders")->foundIn("/orders"));
    QVERIFY(compiled("/Orders", true)->foundIn("/orders"));
}

void TestPathPattern::bracesStandForOneSegment_data()
{
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("found");

    QTest::newRow("one segment") << QByteArray("^/item/{id}/x$") << QByteArray("/item/7/x") << true;
    QTest::newRow("not two") << QByteArray("^/item/{id}/x$") << QByteArray("/item/7/8/x") << false;
    QTest::newRow("not none") << QByteArray("^/item/{id}/x$") << QByteArray("/item//x") << false;
    QTest::newRow("twice") << QByteArray("^/{a}/{b}$") << QByteArray("/1/2") << true;
    QTest::newRow("a repetition stays one") << QByteArray("^/[0-9]{2,3}$") << QByteArray("/12") << true;
    QTest::newRow("a repetition is no segment") << QByteArray("^/[0-9]{2}$") << QByteArray("/12345") << false;
    QTest::newRow("an escaped brace is a brace") << QByteArray("^/\\{id\\}$") << QByteArray("/{id}") << true;
    QTest::newRow("an open brace is a brace") << QByteArray("^/{id$") << QByteArray("/{id") << true;
}

void TestPathPattern::bracesStandForOneSegment()
{
    QFETCH(QByteArray, expression);
    QFETCH(QByteArray, path);
    QFETCH(bool, found);

    const auto pattern = compiled(expression.constData(), false, PathPattern::Braces::Segment);
    QVERIFY(pattern);
    QCOMPARE(pattern->foundIn(path.toStdString()), found);
}

void TestPathPattern::invalidExpressionSaysWhy()
{
    const auto result = PathPattern::compile("/orders/(");
    QVERIFY(!result);
    QVERIFY(result.error().text.find("/orders/(") != std::string::npos);
    QVERIFY(result.error().text.find("missing )") != std::string::npos);
}

void TestPathPattern::hostileExpressionsEnd()
{
    const auto exponentialElsewhere = compiled("^(a+)+$");
    QVERIFY(exponentialElsewhere);
    QVERIFY(!exponentialElsewhere->foundIn(std::string(50000, 'a') + '!'));
    QVERIFY(!compiled("((a{100}){100}){100}"));
    QVERIFY(!compiled("\xff"));
}

void TestPathPattern::findTellsThePlace()
{
    const auto found = compiled("v[0-9]+")->find("/api/v12/x");
    QVERIFY(found);
    QCOMPARE(found->offset, size_t(5));
    QCOMPARE(found->length, size_t(3));
}

void TestPathPattern::cacheSharesAndRemembersFailures()
{
    PatternCache cache;
    const auto first = cache.get("/x");
    QVERIFY(first);
    QCOMPARE(cache.get("/x").get(), first.get());
    QVERIFY(!cache.get("("));
    QVERIFY(!cache.get("("));
    cache.clear();
    QVERIFY(cache.get("/x").get() != first.get());
}

void TestPathPattern::allowedUrls_emptyListRestrictsNothing()
{
    PatternCache cache;
    QVERIFY(!AllowedUrlMatcher({}, cache).restricts());
    QVERIFY(AllowedUrlMatcher({{"/x", {}}}, cache).restricts());
}

void TestPathPattern::allowedUrls_firstRuleOfPathAndMethod()
{
    PatternCache cache;
    const AllowedUrlMatcher matcher({{"/orders", {"GET"}}, {"/orders/7", {"POST", "GET"}}, {"/all", {}}}, cache);
    QCOMPARE(matcher.match("GET", "/orders/7"), 0);
    QCOMPARE(matcher.match("POST", "/orders/7"), 1);
    QCOMPARE(matcher.match("DELETE", "/orders/7"), -1);
    QCOMPARE(matcher.match("get", "/orders/7"), -1); // method names are exact
    QCOMPARE(matcher.match("GET", "/all"), -1);      // no methods: none
}

// profiles.md, quirks: such a rule never matches.
void TestPathPattern::allowedUrls_invalidExpressionNeverMatches()
{
    PatternCache cache;
    const AllowedUrlMatcher matcher({{"(", {"GET"}}, {"/x", {"GET"}}}, cache);
    QVERIFY(matcher.restricts());
    QCOMPARE(matcher.match("GET", "/("), -1);
    QCOMPARE(matcher.match("GET", "/x"), 1);

    QCOMPARE(invalidExpressionUnder(Profile::Guide), InvalidExpression::NeverMatches);
    QCOMPARE(invalidExpressionUnder(Profile::Tyk5), InvalidExpression::NeverMatches);
    const AllowedUrlMatcher lax({{"/x", {"GET"}}, {"(", {"GET"}}}, cache, invalidExpressionUnder(Profile::Tyk29));
    QCOMPARE(lax.match("GET", "/x"), 0);
    QCOMPARE(lax.match("DELETE", "/y"), 1); // of any method
}

QTEST_APPLESS_MAIN(TestPathPattern)
#include "tst_pathpattern.moc"
