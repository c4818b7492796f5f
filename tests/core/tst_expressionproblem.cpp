#include "core/engine/expressionproblem.h"
#include "core/engine/expressionsample.h"
#include "core/engine/pathpattern.h"

#include <QtTest>

using namespace gatereeve;

// Why an expression can't be used and where; and the texts that examples are built of.
class TestExpressionProblem : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhereAndWhy_data();
    void saysWhereAndWhy();
    void usableOnesHaveNone();
    void placesAreCharacters();
    void samplesMatch_data();
    void samplesMatch();
    void looseDots();
};

void TestExpressionProblem::saysWhereAndWhy_data()
{
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<int>("character"); // counting from 1
    QTest::addColumn<QByteArray>("says");

    QTest::newRow("open parenthesis") << QByteArray("^/orders/(a|b") << 10 << QByteArray("never closed");
    QTest::newRow("the last open one") << QByteArray("(a)(b") << 4 << QByteArray("never closed");
    QTest::newRow("in a class it is a member") << QByteArray("[(](b") << 4 << QByteArray("never closed");
    QTest::newRow("closing parenthesis") << QByteArray("^/a)/b") << 4 << QByteArray("closes nothing");
    QTest::newRow("open bracket") << QByteArray("[a]/[0-9") << 5 << QByteArray("never closed");
    QTest::newRow("star at the beginning") << QByteArray("*/orders") << 1 << QByteArray("nothing before it");
    QTest::newRow("star after an alternative") << QByteArray("/a|*b") << 4 << QByteArray("nothing before it");
    QTest::newRow("two stars") << QByteArray("/a*/b**/c") << 6 << QByteArray("repeats a repetition");
    QTest::newRow("too often") << QByteArray("/a{1001}/x") << 3 << QByteArray("1000");
    QTest::newRow("escape") << QByteArray("/\\d/\\y/x") << 5 << QByteArray("means nothing");
    QTest::newRow("range") << QByteArray("/[a-z]/[z-a]/x") << 9 << QByteArray("backwards");
    QTest::newRow("class") << QByteArray("/[[:word1:]]") << 3 << QByteArray("no known class");
    QTest::newRow("look ahead") << QByteArray("/a(?=b)/x") << 3 << QByteArray("looking ahead");
    QTest::newRow("backslash") << QByteArray("/a\\") << 3 << QByteArray("backslash");
    QTest::newRow("broken UTF-8") << QByteArray("/a\xff") << 1 << QByteArray("UTF-8");
    QTest::newRow("too large") << QByteArray("((a{100}){100}){100}") << 16 << QByteArray("too often");
    QTest::newRow("behind other letters") << QByteArray("/\xc3\xa4\xc3\xb6/(") << 5 << QByteArray("never closed");
}

void TestExpressionProblem::saysWhereAndWhy()
{
    QFETCH(QByteArray, expression);
    QFETCH(int, character);
    QFETCH(QByteArray, says);
    const auto problem = expressionProblem(expression.toStdString());
    QVERIFY(problem);
    const std::string why = problem->why.english();
    QVERIFY2(why.find(says.constData()) != std::string::npos, why.c_str());
    QVERIFY(problem->offset + problem->length <= size_t(expression.size()));
    const std::string placed = withPlace(*problem, expression.toStdString()).english();
    QVERIFY2(placed.starts_with("character " + std::to_string(character) + ":"), placed.c_str());
}

void TestExpressionProblem::usableOnesHaveNone()
{
    for (const char* expression : {"", "^/orders/[0-9]+$", ".*", "/\\d{2}", "(?i)/x", "/[)]"})
        QVERIFY2(!expressionProblem(expression), expression);
}

void TestExpressionProblem::placesAreCharacters()
{
    QCOMPARE(characterAt("abc", 0), size_t(1));
    QCOMPARE(characterAt("\xc3\xa4\xc3\xb6/", 4), size_t(3));
    QCOMPARE(characterAt("abc", 99), size_t(4));
}

void TestExpressionProblem::samplesMatch_data()
{
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<QByteArray>("sample");
    QTest::newRow("plain") << QByteArray("^/orders/list$") << QByteArray("/orders/list");
    QTest::newRow("class") << QByteArray("/orders/[0-9]+") << QByteArray("/orders/7");
    QTest::newRow("negated class") << QByteArray("/[^0-9a-f/]/x") << QByteArray("/A/x");
    QTest::newRow("bracket in a class") << QByteArray("/[]a]b") << QByteArray("/ab");
    QTest::newRow("named class") << QByteArray("/[[:upper:]]") << QByteArray("/A");
    QTest::newRow("Perl class") << QByteArray("/\\d{3}/\\w") << QByteArray("/777/7");
    QTest::newRow("Unicode class") << QByteArray("/\\p{Lu}\\pN") << QByteArray("/A7");
    QTest::newRow("alternatives") << QByteArray("/(?:get|put)/x") << QByteArray("/get/x");
    QTest::newRow("named group") << QByteArray("/(?P<id>\\d+)/x") << QByteArray("/7/x");
    QTest::newRow("switch") << QByteArray("(?i)/ABC") << QByteArray("/ABC");
    QTest::newRow("optional") << QByteArray("/a/?b??c*?") << QByteArray("/ac");
    QTest::newRow("any text") << QByteArray("/a/.*/b.+") << QByteArray("/a/x/bx");
    QTest::newRow("counted") << QByteArray("/a{2,}b{0,3}c{3}") << QByteArray("/aaccc");
    QTest::newRow("no count") << QByteArray("/{id}") << QByteArray("/{id}");
    QTest::newRow("escaped") << QByteArray("/a\\.b\\(\\)") << QByteArray("/a.b()");
    QTest::newRow("quoted") << QByteArray("/\\Qa.*b\\E/c") << QByteArray("/a.*b/c");
    QTest::newRow("empty") << QByteArray("") << QByteArray("");
}

void TestExpressionProblem::samplesMatch()
{
    QFETCH(QByteArray, expression);
    QFETCH(QByteArray, sample);
    const std::string made = sampleOf(expression.toStdString()).text;

    QVERIFY((*PathPattern::compile(expression.toStdString()))->foundIn(made));
    QCOMPARE(QByteArray::fromStdString(made), sample);
}

void TestExpressionProblem::looseDots()
{
    QCOMPARE(sampleOf("/v1.0/x").looseDots, std::vector<size_t>{3});
    QVERIFY(sampleOf("/v1\\.0/x").looseDots.empty());
    QVERIFY(sampleOf("/a.*b").looseDots.empty());
    QVERIFY(sampleOf("/.").looseDots.empty());
    QVERIFY(sampleOf("/a.*").hasAnyText);
    QVERIFY(!sampleOf("/a").hasAnyText);
}

QTEST_APPLESS_MAIN(TestExpressionProblem)
#include "tst_expressionproblem.moc"
