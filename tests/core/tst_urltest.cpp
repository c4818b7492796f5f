#include "core/engine/broadpattern.h"
#include "core/engine/urltest.h"

#include <QtTest>

using namespace gatereeve;
using Kind = BroadPattern::Kind;

namespace
{

std::string words(const std::vector<AllowedUrl>& rules, const char* method, const char* path,
                  Profile profile = Profile::Guide)
{
    const UrlTest test = testUrl(rules, method, path);
    return verdictWords(test, test.under(profile), rules, method, path).english();
}

} // namespace

// gateway-behaviour.md 10: expressions searched anywhere in the full path, methods exact, the first that fits decides.
class TestUrlTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsRuleAndCharacters();
    void tellsWhyNothingMatches();
    void withoutRulesEverythingPasses();
    void invalidRules();
    void broad_data();
    void broad();
    void tightOnesAreLeftAlone_data();
    void tightOnesAreLeftAlone();
    void everyExampleReallyMatches();
};

void TestUrlTest::tellsRuleAndCharacters()
{
    const std::vector<AllowedUrl> rules{{"^/users/", {"GET"}}, {"orders/[0-9]+", {"GET", "POST"}}, {"/.", {"GET"}}};
    const UrlTest test = testUrl(rules, "GET", "/orders/12/items");
    QVERIFY(test.profilesAgree());
    QCOMPARE(test.under(Profile::Guide), (UrlVerdict{UrlVerdict::By::Rule, 1}));
    QCOMPARE(test.rules[1].found->offset, size_t(1));
    QVERIFY(test.rules[2].found); // would match too, but is not asked
    QCOMPARE(words(rules, "GET", "/orders/12/items"), "rule 2 matches characters 2–10, \"orders/12\"");
    QCOMPARE(words({{"o", {"GET"}}}, "GET", "/\xc3\xa4o"), "rule 1 matches character 3, \"o\"");
    QCOMPARE(words({{"", {"GET"}}}, "GET", "/x"), "rule 1 matches without looking at any character");
}

void TestUrlTest::tellsWhyNothingMatches()
{
    const std::vector<AllowedUrl> rules{{"^/users/", {"GET"}}, {"/orders", {"GET", "POST"}}};
    QVERIFY(!testUrl(rules, "DELETE", "/orders").under(Profile::Tyk5).passes());
    QCOMPARE(words(rules, "DELETE", "/orders"), "rule 2 matches the path, but it is for GET, POST, not for DELETE");
    QCOMPARE(words(rules, "get", "/orders"), "rule 2 matches the path, but it is for GET, POST, not for get");
    QCOMPARE(words(rules, "GET", "/x"), "none of the 2 rules is found in the path");
    QCOMPARE(words({{"/y", {"GET"}}}, "GET", "/x"), "the only rule is not found in the path");
    QCOMPARE(words({{"/x", {}}}, "GET", "/x"), "rule 1 matches the path, but it has no methods");
}

void TestUrlTest::withoutRulesEverythingPasses()
{
    const UrlTest test = testUrl({}, "PURGE", "/whatever");
    QVERIFY(test.under(Profile::Guide).passes() && test.profilesAgree());
    QVERIFY(words({}, "GET", "/").find("no allowed URLs") != std::string::npos);
}

// profiles.md, quirks: under 2.9 it lets pass what was not accepted before it, of any method; elsewhere it never
// matches.
void TestUrlTest::invalidRules()
{
    const std::vector<AllowedUrl> rules{{"/first", {"GET"}}, {"/(", {"GET"}}, {"/last", {"GET"}}};
    const UrlTest last = testUrl(rules, "GET", "/last");
    QVERIFY(!last.profilesAgree());
    QCOMPARE(last.under(Profile::Guide), (UrlVerdict{UrlVerdict::By::Rule, 2}));
    QCOMPARE(last.under(Profile::Tyk29), (UrlVerdict{UrlVerdict::By::InvalidRule, 1}));
    QCOMPARE(last.under(Profile::Tyk5), last.under(Profile::Guide));
    QVERIFY(last.rules[1].problem);
    const UrlTest first = testUrl(rules, "GET", "/first");
    QCOMPARE(first.under(Profile::Tyk29), (UrlVerdict{UrlVerdict::By::Rule, 0}));
    const UrlTest other = testUrl(rules, "DELETE", "/else");
    QVERIFY(!other.under(Profile::Guide).passes());
    QVERIFY(other.under(Profile::Tyk29).passes());
    QCOMPARE(words(rules, "GET", "/else"), "rule 2 can't be used, so it never matches");
    QVERIFY(words(rules, "DELETE", "/else", Profile::Tyk29).find("every request") != std::string::npos);
}

void TestUrlTest::broad_data()
{
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("example");
    const auto row = [](const char* expression, Kind kind, const char* example) {
        QTest::newRow(expression) << QByteArray(expression) << int(kind) << QByteArray(example);
    };
    row("", Kind::EveryPath, "/orders/any/other/path");
    row(".*", Kind::EveryPath, "/orders/any/other/path");
    row("/", Kind::EveryPath, "/orders/any/other/path");
    row("^/[^/]*", Kind::EveryPath, "/orders/any/other/path");
    row("/orders/", Kind::WholeApi, "/orders/any/other/path");
    row("^/orders/.*$", Kind::WholeApi, "/orders/any/other/path");
    row("/list", Kind::StartsAnywhere, "/orders/other/list");
    row("/orders/[0-9]+$", Kind::StartsAnywhere, "/orders/other/orders/7");
    row("^/x|list$", Kind::StartsAnywhere, "/orders/other/list");
    row("^/orders/[0-9]+", Kind::GoesOn, "/orders/7/delete");
    row("^/orders/list\\b", Kind::GoesOn, "/orders/list/delete");
    row("^/orders/report.json$", Kind::LooseDot, "/orders/report-json");
    row("^/orders/[0-9]+/.*$", Kind::AnyDepth, "/orders/7/a/b/c");
    row("^/users/", Kind::NeverReached, "");
    row("^/7$", Kind::NeverReached, "");
}

void TestUrlTest::broad()
{
    QFETCH(QByteArray, expression);
    QFETCH(int, kind);
    QFETCH(QByteArray, example);
    const auto found = broadPatterns(expression.toStdString(), "/orders/");
    const auto one = std::ranges::find(found, Kind(kind), &BroadPattern::kind);
    QVERIFY(one != found.end());
    QCOMPARE(QByteArray::fromStdString(one->example), example);
    QVERIFY(one->why.english().find(example.isEmpty() ? "/orders/" : example.toStdString()) != std::string::npos);
}

void TestUrlTest::tightOnesAreLeftAlone_data()
{
    QTest::addColumn<QByteArray>("expression");
    for (const char* expression : {"^/orders/list$", "^/orders/[0-9]+$", "^/orders/report\\.json$", "^/orders/(a|b)$",
                                   "^/orders/.$", "(", "^/or\\w+/x$", "\\A/orders/list\\z"})
        QTest::newRow(expression) << QByteArray(expression);
}

void TestUrlTest::tightOnesAreLeftAlone()
{
    QFETCH(QByteArray, expression);
    QVERIFY(broadPatterns(expression.toStdString(), "/orders/").empty());
}

void TestUrlTest::everyExampleReallyMatches()
{
    int examples = 0;
    for (const std::string expression : {"", "/list", "^/orders/[0-9]+", "a.b", "/orders/.*/x", "x|y|z", "(a|b)*c+",
                                         "[^/]+", "\\d", "/{id}", "(?i)ORDERS", "^/", "$", "^$"}) {
        for (const std::string listenPath : {"", "/", "/orders/", "/deep/er", "/o.x/"}) {
            for (const BroadPattern& broad : broadPatterns(expression, listenPath)) {
                if (broad.kind == Kind::NeverReached)
                    continue;
                ++examples;
                QVERIFY(broad.example.starts_with(listenPath));
                const auto found = (*PathPattern::compile(expression))->find(broad.example);
                QVERIFY(found);
                QCOMPARE(found->offset, broad.found.offset);
            }
        }
    }
    QVERIFY(examples > 40);
}

QTEST_APPLESS_MAIN(TestUrlTest)
#include "tst_urltest.moc"
