// Where a cursor stands in a JSON text, whole, half typed or broken. "|" is the cursor.

#include "core/json/cursor.h"
#include "core/json/document.h"
#include "tests/support/randomjson.h"

#include <QtTest>

using namespace gatereeve;
using namespace gatereeve::json;

namespace
{

using At = CursorContext::At;

CursorContext contextOf(std::string text)
{
    const size_t offset = text.find('|');
    Q_ASSERT(offset != std::string::npos);
    return contextAt(text.erase(offset, 1), offset);
}

// a.b[] of the path.
std::string pathOf(const CursorContext& context)
{
    std::string path;
    for (const CursorStep& step : context.path)
        path += step.isElement ? "[]" : (path.empty() ? "" : ".") + step.name;
    return path;
}

std::string nounOf(At at)
{
    return at == At::Name ? "name" : at == At::Value ? "value" : "nowhere";
}

std::vector<CursorStep> stepsTo(const Value& value)
{
    const auto parent = value.parent();
    if (!parent)
        return {};
    std::vector<CursorStep> steps = stepsTo(*parent);
    steps.push_back({!value.hasName(), value.hasName() ? value.name() : std::string()});
    return steps;
}

const std::string Whole = "{\"gold\": {\"rate\": 5, \"tags\": [\"a\", {\"b\": 1}], \"partitions\": {\"quota\": true}}, "
                          "\"free\": {}}\n";

} // namespace

class TestJsonCursor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void placesAndPaths_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("at");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("typed");

        const auto row = [](const char* name, const char* text, const char* at, const char* path, const char* typed) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(at) << QByteArray(path) << QByteArray(typed);
        };
        row("empty", "|", "nowhere", "", "");
        row("outside", "{} |", "nowhere", "", "");
        row("in an empty object", "{|}", "name", "", "");
        row("in a name", "{\"ra|te\": 5}", "name", "", "ra");
        row("behind a name", "{\"rate\"| : 5}", "nowhere", "", "");
        row("in a value", "{\"rate\": |}", "value", "", "");
        row("in a text value", "{\"rate\": \"a|b\"}", "value", "", "");
        row("nested", "{\"gold\": {\"pa|", "name", "gold", "pa");
        row("list", "{\"a\": [1, |", "value", "a", "");
        row("object in a list", "{\"allowed_urls\": [{\"url\": \"/\"}, {\"m|\"}]}", "name", "allowed_urls[]", "m");
        row("name that is data", "{\"a.b\": {\"x\\\"y\": {\"|", "name", "a.b.x\"y", "");
        row("without quotes", "{ ra|", "name", "", "ra");
        // Broken
        row("unclosed name ends with its line", "{\"gold\": {\"ra|\n \"per\": 1}}", "name", "gold", "ra");
        row("unclosed text above", "{\"gold\": {\"name\": \"x,\n \"|\": 1}}", "name", "gold", "");
        row("comma missing", "{\"gold\": {\"rate\": 5 \"|", "name", "gold", "");
        row("comma missing behind an object", "{\"gold\": {}\n \"|", "name", "", "");
        row("colon missing", "{\"gold\" {\"ra|", "name", "gold", "ra");
        row("bracket too many", "{\"gold\": {\"a\": 1]], \"ra|", "name", "gold", "ra");
        row("bracket that closes more", "{\"a\": [{\"b\": 1 ], \"c|", "name", "", "c");
        row("closed once too often", "{}} \"|", "nowhere", "", "");
        row("half an escape", "{\"ra\\|", "name", "", "ra\\");
        row("broken escape", "{\"gold\": {\"\\u12|", "name", "gold", "\\u12");
        row("bad bytes", "{\"\xff\xfe\": {\"|", "name", "\xff\xfe", "");
        row("number with a sign", "{\"a\": -1.5e+3, \"|", "name", "", "");
    }
    void placesAndPaths()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, at);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, typed);
        const CursorContext context = contextOf(text.toStdString());
        QCOMPARE(nounOf(context.at), at.toStdString());
        QCOMPARE(pathOf(context), path.toStdString());
        QCOMPARE(context.typed, typed.toStdString());
    }

    void theNameThatStandsThere()
    {
        CursorContext context = contextOf("{\"ra|te\" : 5}");
        QCOMPARE(context.begin, size_t(1));
        QCOMPARE(context.end, size_t(7));
        QCOMPARE(context.name, std::string("rate"));
        QVERIFY(context.hasColon);
        context = contextOf("{ \"ra|\n}");
        QCOMPARE(context.end, size_t(5));
        QVERIFY(!context.hasColon);
        context = contextOf("{ ra|te: 1}");
        QCOMPARE(context.name, std::string("rate"));
        QVERIFY(context.hasColon);
    }

    // A quote that is typed in front of others pairs with the wrong one.
    void anOpeningQuoteSwallowsNothing()
    {
        const CursorContext context = contextOf("{\"ra|, \"per\": 1}");
        QCOMPARE(context.begin, size_t(1));
        QCOMPARE(context.end, size_t(4));
        QCOMPARE(context.name, std::string("ra"));
        QVERIFY(!context.hasColon);
        QCOMPARE(context.others, std::vector<std::string>{"per"});
        const CursorContext before = contextOf("{\"ra|\"per\": 1}");
        QCOMPARE(before.end, size_t(4));
        QVERIFY(!before.hasColon);
        QCOMPARE(before.others, std::vector<std::string>{"per"});
    }

    void theOtherNamesOfTheObject()
    {
        const CursorContext context = contextOf("{\"a\": {\"x\": 1}, \"|\", \"b\": [{\"y\": 2}], \"c\": {\"z\": 3}}");
        QCOMPARE(context.others, (std::vector<std::string>{"a", "b", "c"}));
        QCOMPARE(contextOf("{\"a\": 1, |").others, std::vector<std::string>{"a"});
        QCOMPARE(contextOf("{\"g\": {\"a\": 1, \"|\"}, \"h\": {\"b\": 1}}").others, std::vector<std::string>{"a"});
    }

    // In good texts it agrees with the reader: behind every opening bracket, about the way there and about all names.
    void agreesWithTheReader()
    {
        for (uint32_t seed = 1; seed <= 2000; ++seed) {
            const auto document = Document::parse(RandomJson(seed, RandomJson::Unicode::Valid).document());
            QVERIFY(document.ok());
            for (size_t index = 0; index < document->valueCount(); ++index) {
                const Value value = document->valueAt(index);
                if (!value.isObject() && !value.isArray())
                    continue;
                const CursorContext context = contextAt(document->text(), value.offset() + 1);
                QCOMPARE(nounOf(context.at), nounOf(value.isObject() ? At::Name : At::Value));
                QVERIFY2(context.path == stepsTo(value), document->text().c_str());
                std::vector<std::string> names;
                for (const Value child : value) {
                    if (child.hasName())
                        names.push_back(child.name());
                }
                QCOMPARE(context.others, names);
            }
        }
    }

    // Cut off anywhere, with the cursor anywhere, or with any byte missing or another one: it ends, and inside the
    // text.
    void anythingIsSurvived()
    {
        const auto check = [](const std::string& text) {
            for (size_t offset = 0; offset <= text.size() + 1; ++offset) {
                const CursorContext context = contextAt(text, offset);
                QVERIFY(context.begin <= context.end && context.end <= text.size());
                QVERIFY(context.begin <= std::min(offset, text.size()));
            }
        };
        for (size_t length = 0; length <= Whole.size(); ++length) {
            check(Whole.substr(0, length));
            check(Whole.substr(length));
        }
        for (size_t at = 0; at < Whole.size(); ++at) {
            check(std::string(Whole).erase(at, 1));
            for (const char c : {'"', '{', '}', '[', ']', '\\', ':', ',', '\n', '\0', '\xff'}) {
                std::string text = Whole;
                text[at] = c;
                check(text);
            }
        }
    }

    // In a good text every name is found as what it is, wherever the cursor stands in it.
    void everyNameOfAGoodText()
    {
        for (size_t at = Whole.find("quota"); at < Whole.find("quota") + 5; ++at) {
            const CursorContext context = contextAt(Whole, at + 1);
            QCOMPARE(context.name, std::string("quota"));
            QCOMPARE(pathOf(context), std::string("gold.partitions"));
            QVERIFY(context.others.empty());
        }
    }
};

QTEST_APPLESS_MAIN(TestJsonCursor)
#include "tst_jsoncursor.moc"
