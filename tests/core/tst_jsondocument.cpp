// Reading JSON: RFC 8259 to the letter, with the conversions of policy-semantics.md 1.1 and errors that people can use.

#include "core/json/document.h"
#include "tests/support/randomjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <limits>

using namespace gatereeve;
using namespace gatereeve::json;

namespace
{

Document parsed(const std::string& text)
{
    auto document =
        Document::parse(text, {.file = "policies.json", .allowTrailingText = true, .allowByteOrderMark = true});
    if (!document.ok())
        qFatal("%s\n%s", document.error().describe().c_str(), text.c_str());
    return *std::move(document);
}

QByteArray bytes(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

QByteArray described(const Place& place)
{
    return QByteArray::fromStdString(Error{{}, place}.describe());
}

QJsonValue asQt(const Value& value)
{
    switch (value.kind()) {
    case Kind::Null:
        return QJsonValue::Null;
    case Kind::Bool:
        return value.boolean();
    case Kind::Number:
        return value.integer() ? QJsonValue(qint64(*value.integer())) : QJsonValue(*value.real());
    case Kind::String:
        return QString::fromStdString(value.string());
    case Kind::Array: {
        QJsonArray array;
        for (const Value element : value)
            array.append(asQt(element));
        return array;
    }
    case Kind::Object: {
        QJsonObject object;
        for (const Value member : value)
            object.insert(QString::fromStdString(member.name()), asQt(member));
        return object;
    }
    }
    return QJsonValue::Undefined;
}

// Where Qt's reader is more lenient than RFC 8259.
bool isToleratedByQt(const Error& error)
{
    const auto says = [&](const char* words) { return error.text.find(words) != std::string::npos; };
    return says("which is no escape") || says("a line end inside quotes") || says("where it must be escaped") ||
           says("a number begins with a digit") || says("number needs a digit");
}

// The obvious and slow way to a place.
Place slowPlaceAt(const Document& document, size_t offset)
{
    Place place{"policies.json", 1, 1, {}};
    for (size_t at = 0; at < offset; ++at) {
        const bool lineEnd = document.text()[at] == '\n';
        place.line += lineEnd ? 1 : 0;
        place.column = lineEnd ? 1 : place.column + 1;
    }
    for (size_t index = 0; index < document.valueCount(); ++index) {
        const Value value = document.valueAt(index);
        const size_t begin = value.hasName() ? value.nameOffset() : value.offset();
        if (offset >= begin && offset < value.offset() + value.length())
            place.path = value.path();
    }
    return place;
}

} // namespace

class TestJsonDocument : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void placesAndOffsets();
    void keepsTheTextAsItIs();
    void keepsRandomTextsAsTheyAre();
    void refusesWhatIsNotJson_data();
    void refusesWhatIsNotJson();
    void refusesEveryTextCutShort();
    void refusesWhatIsTooLargeOrTooDeep();
    void allowsTrailingTextOnlyWhenAsked();
    void allowsAByteOrderMarkOnlyWhenAsked();
    void integers_data();
    void integers();
    void reals_data();
    void reals();
    void texts_data();
    void texts();
    void walksInFileOrder();
    void lastOfRepeatedMembersWins();
    void ignoresLetterCaseWhenAsked_data();
    void ignoresLetterCaseWhenAsked();
    void writesPathsAsPeopleDo();
    void findsThePlaceOfEveryByte();
    void valuesKeepTheirDocument();
    void agreesWithQtOnValues();
    void agreesWithQtOnWhatIsJson();
};

void TestJsonDocument::keepsTheTextAsItIs()
{
    const std::string text = "\xEF\xBB\xBF{\r\n\t\"b\" : 1e3 , \"a\": -0,\"b\":[ ],\r\n\"\\u0061\": 1.50}\r\n// notes";
    const Document document = parsed(text);
    QCOMPARE(document.text(), text);
    QCOMPARE(document.file(), std::string("policies.json"));
    QCOMPARE(document.root().size(), 4u);
    QCOMPARE(bytes(document.root().element(0) ? "an object has no elements" : ""), QByteArray());
    QCOMPARE(bytes(document.root().firstChild()->raw()), QByteArray("1e3"));
    QCOMPARE(bytes(document.root().lastChild()->rawName()), QByteArray("\"\\u0061\""));
    QCOMPARE(document.endOfRoot(), text.find("}\r\n//") + 1);
    QVERIFY(document.hasTrailingText());
}

void TestJsonDocument::keepsRandomTextsAsTheyAre()
{
    for (uint seed = 1; seed <= 500; ++seed) {
        const std::string text = RandomJson(seed).document();
        const Document document = parsed(text);
        QCOMPARE(document.text(), text);
        QVERIFY(!document.hasTrailingText());
        // Spans lie within their parents, in order, and do not overlap.
        for (size_t index = 1; index < document.valueCount(); ++index) {
            const Value value = document.valueAt(index);
            const Value parent = *value.parent();
            const size_t begin = value.hasName() ? value.nameOffset() : value.offset();
            QVERIFY(begin > parent.offset());
            QVERIFY(value.offset() + value.length() < parent.offset() + parent.length());
            if (const auto next = value.next())
                QVERIFY(value.offset() + value.length() < (next->hasName() ? next->nameOffset() : next->offset()));
            QCOMPARE(value.hasName(), parent.isObject());
        }
    }
}

void TestJsonDocument::refusesWhatIsNotJson_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("error"); // as a compiler would print it

    const auto row = [](const char* name, const QByteArray& text, const QByteArray& error) {
        QTest::newRow(name) << text << "policies.json:" + error;
    };
    row("empty", " \n ", "2:2: the text is empty where a JSON value was expected");
    row("trailing comma in an object", "{\n  \"a\": 1,\n}",
        "2:9: a ',' stands after the last member: JSON allows it only between members");
    row("trailing comma in a list", "{\"a\": [1, ]}",
        "1:9: a: a ',' stands after the last element: JSON allows it only between elements");
    row("missing comma", "{\n  \"a\": 1\n  \"b\": 2\n}",
        "3:3: expected ',' or '}', found '\"': a ',' seems to be missing before it");
    row("missing comma in a list", "[1 2]", "1:4: expected ',' or ']', found '2': a ',' seems to be missing before it");
    row("two commas", "[1,,2]", "1:4: [1]: expected a value, found ','");
    row("comma first", "{,\"a\": 1}", "1:2: expected a name in double quotes or '}', found ','");
    row("line comment", "{\n  // gold\n}",
        "2:3: expected a name in double quotes or '}', found '/': JSON has no comments");
    row("block comment", "{\"a\": /* x */ 1}", "1:7: a: expected a value, found '/': JSON has no comments");
    row("shell comment", "[1] # x", "1:5: expected nothing more after the value, found '#': JSON has no comments");
    row("single quotes", "{'a': 1}",
        "1:2: expected a name in double quotes or '}', found ''': names and texts stand in double quotes, not in "
        "single "
        "ones");
    row("typographic quotes", "[\u201Ca\u201D]",
        "1:2: [0]: expected a value, found '\u201C': names and texts stand in straight double quotes (\"), not in "
        "typographic ones");
    row("no quotes", "{rate: 1}",
        "1:2: expected a name in double quotes or '}', found 'rate': names and texts stand in double quotes");
    row("no colon", "{\"a\" 1}", "1:6: a: expected ':' after the name, found '1'");
    row("other languages' words", "{\"gold\": {\"active\": True}}",
        "1:21: gold.active: expected a value, found 'True': in JSON this is written true");
    row("other languages' nothing", "[None]", "1:2: [0]: expected a value, found 'None': in JSON this is written null");
    row("no number", "[NaN]", "1:2: [0]: expected a value, found 'NaN': JSON has no such number");
    row("plus", "[+1]", "1:2: [0]: expected a value, found '+': a number begins with a digit or '-'");
    row("leading point", "[.5]", "1:2: [0]: expected a value, found '.': a number begins with a digit or '-'");
    row("leading zero", "{\"a\":007}", "1:6: a: a number must not begin with 0");
    row("leading zero of a negative", "[-01]", "1:3: [0]: a number must not begin with 0");
    row("fraction without digits", "[1.]", "1:4: [0]: found ']' where the fraction of a number needs a digit");
    row("exponent without digits", "[1e+]", "1:5: [0]: found ']' where the exponent of a number needs a digit");
    row("minus alone", "[-]", "1:3: [0]: found ']' where a number needs a digit");
    row("hexadecimal", "[0x10]", "1:3: expected ',' or ']', found 'x10': names and texts stand in double quotes");
    row("cut short in a member", "{\n\"gold\": {\n\"rate\": 1",
        "3:10: gold: expected ',' or '}', found the end of the text: the file seems to be cut short; the object from "
        "line "
        "2 is still open");
    row("cut short in quotes", "{\n\"go",
        "2:4: the file ends inside the quotes that open in line 2: a closing quote is "
        "missing, or the file is cut short");
    row("cut short in a word", "[tru",
        "1:5: [0]: expected a value, found the end of the text: the file seems to be cut short; the list from line 1 "
        "is "
        "still open");
    row("wrong bracket", "[\n1}", "2:2: expected ',' or ']', found '}'; the list from line 1 is still open");
    row("one bracket too many", "{}}", "1:3: expected nothing more after the value, found '}'");
    row("line end in quotes", "{\"a\": \"x\ny\"}",
        "1:9: a: found a line end inside quotes: a closing quote is missing, or write \\n");
    row("tab in quotes", "[\"\t\"]", "1:3: [0]: found a tab inside quotes, where it must be escaped: write \\t");
    row("control character in quotes", "[\"\x01\"]",
        "1:3: [0]: found the control character 0x01 inside quotes, where it must be escaped");
    row("NUL in quotes", QByteArray("[\"\0\"]", 5),
        "1:3: [0]: found a NUL byte inside quotes, where it must be escaped");
    row("no escape", "[\"C:\\dir\"]",
        "1:5: [0]: found a backslash before 'dir', which is no escape: for a backslash itself write \\\\");
    row("short escape", "[\"\\u12\"]", "1:7: [0]: found '\"' where \\u needs four hexadecimal digits");
    row("byte order mark", "\xEF\xBB\xBF{}",
        "1:1: the text begins with a byte order mark, which the gateway refuses: save it as UTF-8 without one");
    row("UTF-16", QByteArray("\xFF\xFE{\0}\0", 6),
        "1:1: expected a value, found the byte 0xFF, which is not UTF-8: the file seems to be UTF-16; save it as "
        "UTF-8");
    row("binary", QByteArray("\0\1\2", 3),
        "1:1: expected a value, found a NUL byte: the file seems to be binary, or UTF-16");
    row("no-break space", "[\u00A01]",
        "1:2: [0]: expected a value, found '\u00A0': this is a no-break space; JSON knows only blanks, tabs and line "
        "ends");
    row("form feed is no blank", "[\f1]", "1:2: [0]: expected a value, found the control character 0x0C");
}

void TestJsonDocument::refusesWhatIsNotJson()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, error);
    const auto document = Document::parse(text.toStdString(), {.file = "policies.json"});
    QVERIFY(!document.ok());
    QCOMPARE(QByteArray::fromStdString(document.error().describe()), error);
}

void TestJsonDocument::refusesEveryTextCutShort()
{
    const std::string text = R"({"gold": {"rate": 1.5e+3, "tags": ["\u00e4\n", true, false, null, -0]}})";
    QVERIFY(Document::parse(text).ok());
    for (size_t size = 0; size < text.size(); ++size) {
        const auto document = Document::parse(text.substr(0, size));
        QVERIFY2(!document.ok(), text.substr(0, size).c_str());
        QCOMPARE(document.error().place.line, 1);
        QCOMPARE(document.error().place.column, static_cast<int>(size) + 1);
    }
}

void TestJsonDocument::refusesWhatIsTooLargeOrTooDeep()
{
    QVERIFY(Document::parse("[1]", {.maximumSize = 3}).ok());
    const auto large = Document::parse("[10]", {.file = "big.json", .maximumSize = 3});
    QVERIFY(!large.ok());
    QCOMPARE(QByteArray::fromStdString(large.error().describe()),
             QByteArray("big.json: the text has 4 bytes, and no more than 3 are read"));

    const auto nested = [](size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); };
    QVERIFY(Document::parse(nested(512)).ok());
    const auto deep = Document::parse(nested(513));
    QVERIFY(!deep.ok());
    QCOMPARE(deep.error().place.column, 513);
    QCOMPARE(deep.error().text, std::string("lists and objects are nested deeper than 512 levels"));
    QVERIFY(!Document::parse(std::string(1'000'000, '[')).ok());
}

void TestJsonDocument::allowsTrailingTextOnlyWhenAsked()
{
    const std::string text = "{\"a\": 1}\nNotes: {";
    const auto strict = Document::parse(text);
    QVERIFY(!strict.ok());
    QCOMPARE(described(strict.error().place), QByteArray("2:1: "));

    const Document document = parsed(text);
    QVERIFY(document.hasTrailingText());
    QCOMPARE(document.endOfRoot(), 8u);
    QCOMPARE(described(document.placeAt(text.size())), QByteArray("policies.json:2:9: "));
    QVERIFY(!parsed("1 \t\r\n").hasTrailingText());
}

void TestJsonDocument::allowsAByteOrderMarkOnlyWhenAsked()
{
    const std::string text = "\xEF\xBB\xBF[1]";
    QVERIFY(!Document::parse(text).ok());
    const Document document = parsed(text);
    QCOMPARE(document.root().offset(), 3u);
    QCOMPARE(document.text(), text);
    QVERIFY(!Document::parse("[\xEF\xBB\xBF 1]", {.allowByteOrderMark = true}).ok()); // in front only
}

void TestJsonDocument::integers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("valid");
    QTest::addColumn<qint64>("number");

    QTest::newRow("zero") << QByteArray("0") << true << qint64(0);
    QTest::newRow("minus zero") << QByteArray("-0") << true << qint64(0);
    QTest::newRow("beyond double's precision") << QByteArray("9007199254740993") << true << qint64(9007199254740993);
    QTest::newRow("largest") << QByteArray("9223372036854775807") << true << std::numeric_limits<qint64>::max();
    QTest::newRow("smallest") << QByteArray("-9223372036854775808") << true << std::numeric_limits<qint64>::min();
    QTest::newRow("above") << QByteArray("9223372036854775808") << false << qint64(0);
    QTest::newRow("below") << QByteArray("-9223372036854775809") << false << qint64(0);
    QTest::newRow("fraction") << QByteArray("1.5") << false << qint64(0);
    QTest::newRow("fraction of zero") << QByteArray("1.0") << false << qint64(0);
    QTest::newRow("exponent") << QByteArray("1e3") << false << qint64(0);
}

// policy-semantics.md 1.1: written without fraction and exponent, and 64 bits.
void TestJsonDocument::integers()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, valid);
    QFETCH(qint64, number);
    const auto integer = parsed(text.toStdString()).root().integer();
    QCOMPARE(integer.has_value(), valid);
    QCOMPARE(qint64(integer.value_or(0)), number);
}

void TestJsonDocument::reals_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("valid");
    QTest::addColumn<double>("number");

    QTest::newRow("whole") << QByteArray("5") << true << 5.0;
    QTest::newRow("fraction") << QByteArray("0.1") << true << 0.1;
    QTest::newRow("exponent") << QByteArray("1E+3") << true << 1000.0;
    QTest::newRow("largest") << QByteArray("1.7976931348623157e308") << true << std::numeric_limits<double>::max();
    QTest::newRow("too large") << QByteArray("1e309") << false << 0.0;
    QTest::newRow("too large, by digits") << QByteArray("1" + QByteArray(400, '0')) << false << 0.0;
    QTest::newRow("too large, by digits and exponent")
        << QByteArray("1" + QByteArray(400, '0') + "e-50") << false << 0.0;
    QTest::newRow("exponent beyond counting") << QByteArray("1e99999999999999999999") << false << 0.0;
    QTest::newRow("exponent at the end of counting") << QByteArray("2E9223372036854775807") << false << 0.0;
    QTest::newRow("small at the end of counting") << QByteArray("0.02E-9223372036854775807") << true << 0.0;
    QTest::newRow("so small that it is zero") << QByteArray("1e-400") << true << 0.0;
    QTest::newRow("small by digits") << QByteArray("0." + QByteArray(400, '0') + "1") << true << 0.0;
    QTest::newRow("small beyond counting") << QByteArray("1e-99999999999999999999") << true << 0.0;
    QTest::newRow("zero, however written") << QByteArray("0e999999") << true << 0.0;
}

// policy-semantics.md 1.1: any JSON number that fits a double.
void TestJsonDocument::reals()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, valid);
    QFETCH(double, number);
    const auto real = parsed(text.toStdString()).root().real();
    QCOMPARE(real.has_value(), valid);
    QCOMPARE(real.value_or(0), number);
}

void TestJsonDocument::texts_data()
{
    QTest::addColumn<QByteArray>("literal");
    QTest::addColumn<QByteArray>("decoded");

    const auto row = [](const char* name, const QByteArray& literal, const QByteArray& decoded) {
        QTest::newRow(name) << literal << decoded;
    };
    const QByteArray bad = "\uFFFD";
    row("empty", "", "");
    row("escapes", R"(\"\\\/\b\f\n\r\t)", "\"\\/\b\f\n\r\t");
    row("BMP", R"(\u0041\u00e4\u20AC)", "A\u00e4\u20ac");
    row("NUL", R"(a\u0000b)", QByteArray("a\0b", 3));
    row("surrogate pair", R"(\ud83d\ude00)", "\U0001F600");
    row("UTF-8", "\u00e4\u20ac\U0001F600", "\u00e4\u20ac\U0001F600");
    row("lone high surrogate", R"(\ud83dx)", bad + "x");
    row("lone high surrogate at the end", R"(\ud83d)", bad);
    row("lone low surrogate", R"(\ude00)", bad);
    row("high surrogate before another escape", R"(\ud83d\n)", bad + "\n");
    row("high surrogate before a pair", R"(\ud83d\ud83d\ude00)", bad + "\U0001F600");
    row("Latin-1", "\xE4x", bad + "x");
    row("sequence cut short", "\xE2\x82", bad + bad);
    row("overlong", "\xC0\xAF", bad + bad);
    row("overlong, three bytes", "\xE0\x80\xAF", bad + bad + bad);
    row("encoded surrogate", "\xED\xA0\x80", bad + bad + bad);
    row("above U+10FFFF", "\xF4\x90\x80\x80", bad + bad + bad + bad);
    row("last code point", "\xF4\x8F\xBF\xBF", "\xF4\x8F\xBF\xBF");
}

// policy-semantics.md 1.1: broken Unicode is replaced by U+FFFD.
void TestJsonDocument::texts()
{
    QFETCH(QByteArray, literal);
    QFETCH(QByteArray, decoded);
    const std::string text = "{\"" + literal.toStdString() + "\": \"" + literal.toStdString() + "\"}";
    const Value member = *parsed(text).root().firstChild();
    QCOMPARE(bytes(member.string()), decoded);
    QCOMPARE(bytes(member.name()), decoded);
    QVERIFY(member.parent()->member(decoded.toStdString()).has_value());
    QCOMPARE(bytes(member.raw()), '"' + literal + '"');
}

void TestJsonDocument::walksInFileOrder()
{
    const Document document = parsed(R"({"z": [10, 20, 30], "a": {}, "m": false})");
    const Value root = document.root();
    QVERIFY(!root.parent() && !root.next() && !root.hasName());
    QByteArray names;
    size_t index = 0;
    for (const Value child : root) {
        names += QByteArray::fromStdString(child.name());
        QCOMPARE(child.indexInParent(), index++);
        QCOMPARE(child.parent()->index(), root.index());
    }
    QCOMPARE(names, QByteArray("zam"));
    const Value list = *root.member("z");
    QCOMPARE(*list.element(2)->integer(), 30);
    QVERIFY(!list.element(3) && !list.member("z") && !root.member("q"));
    QVERIFY(!root.member("a")->firstChild() && !root.member("a")->lastChild());
    QCOMPARE(root.member("m")->boolean(), false);
    QCOMPARE(bytes(nameOf(list.kind())), QByteArray("list"));
}

void TestJsonDocument::lastOfRepeatedMembersWins()
{
    const Document document = parsed(R"({"a": 1, "A": 2, "\u0061": 3, "b": 4})");
    QCOMPARE(*document.root().member("a")->integer(), 3);
    QCOMPARE(*document.root().member("A")->integer(), 2);
    QCOMPARE(*document.root().memberIgnoringCase("A")->integer(), 3);
}

void TestJsonDocument::ignoresLetterCaseWhenAsked_data()
{
    QTest::addColumn<QByteArray>("left");
    QTest::addColumn<QByteArray>("right");
    QTest::addColumn<bool>("same");

    QTest::newRow("equal") << QByteArray("rate") << QByteArray("rate") << true;
    QTest::newRow("case") << QByteArray("Quota_MAX") << QByteArray("quota_max") << true;
    QTest::newRow("shorter") << QByteArray("rate") << QByteArray("rat") << false;
    QTest::newRow("longer") << QByteArray("rate") << QByteArray("rates") << false;
    QTest::newRow("no letters") << QByteArray("a@[") << QByteArray("A`{") << false;
    QTest::newRow("long s and kelvin") << QByteArray("\u017Fmoo\u017F\u212A") << QByteArray("SmoosK") << true;
    QTest::newRow("umlauts are not folded") << QByteArray("\u00e4") << QByteArray("\u00c4") << false;
    QTest::newRow("empty") << QByteArray() << QByteArray() << true;
}

// policy-semantics.md 1.1: letter case of known member names is ignored.
void TestJsonDocument::ignoresLetterCaseWhenAsked()
{
    QFETCH(QByteArray, left);
    QFETCH(QByteArray, right);
    QFETCH(bool, same);
    QCOMPARE(isSameName(left.toStdString(), right.toStdString()), same);
    QCOMPARE(isSameName(right.toStdString(), left.toStdString()), same);
}

void TestJsonDocument::writesPathsAsPeopleDo()
{
    const Document document = parsed(R"({"gold plan": {"access_rights": {"orders": {"versions": ["v1", ["x"]]},
        "api.v1": {"": null, "a\"b[0]": 1}}}})");
    QList<QByteArray> paths;
    for (size_t index = 0; index < document.valueCount(); ++index)
        paths.append(QByteArray::fromStdString(document.valueAt(index).path()));
    QCOMPARE(paths, (QList<QByteArray>{
                        "", "gold plan", "gold plan.access_rights", "gold plan.access_rights.orders",
                        "gold plan.access_rights.orders.versions", "gold plan.access_rights.orders.versions[0]",
                        "gold plan.access_rights.orders.versions[1]", "gold plan.access_rights.orders.versions[1][0]",
                        R"(gold plan.access_rights["api.v1"])", R"(gold plan.access_rights["api.v1"][""])",
                        R"(gold plan.access_rights["api.v1"]["a\"b[0]"])"}));
}

void TestJsonDocument::findsThePlaceOfEveryByte()
{
    for (uint seed = 1; seed <= 30; ++seed) {
        const Document document = parsed(RandomJson(seed).document());
        for (size_t offset = 0; offset <= document.text().size(); ++offset)
            QCOMPARE(described(document.placeAt(offset)), described(slowPlaceAt(document, offset)));
        QVERIFY(document.placeAt(document.text().size() + 9) == document.placeAt(document.text().size()));
        QVERIFY(document.root().place() == document.placeAt(document.root().offset()));
    }
}

void TestJsonDocument::valuesKeepTheirDocument()
{
    const auto value = [] { return *parsed(R"({"a": "kept"})").root().firstChild(); }();
    QCOMPARE(value.string(), std::string("kept"));
    QCOMPARE(value.document().root().size(), 1u);
}

void TestJsonDocument::agreesWithQtOnValues()
{
    for (uint seed = 1; seed <= 500; ++seed) {
        const std::string text = '[' + RandomJson(seed, RandomJson::Unicode::Valid).document() + ']';
        const QJsonDocument expected = QJsonDocument::fromJson(QByteArray::fromStdString(text));
        QVERIFY2(!expected.isNull(), text.c_str());
        QCOMPARE(asQt(parsed(text).root()), QJsonValue(expected.array()));
    }
}

// Valid texts with one byte lost or replaced.
void TestJsonDocument::agreesWithQtOnWhatIsJson()
{
    int refused = 0, accepted = 0;
    for (uint seed = 1; seed <= 20000; ++seed) {
        RandomJson random(seed, RandomJson::Unicode::Valid);
        std::string text = '[' + random.document() + ']';
        const size_t at = random.below(static_cast<unsigned>(text.size()));
        if (static_cast<unsigned char>(text[at]) >= 0x80)
            continue; // Qt refuses broken UTF-8, the gateway does not
        const std::string replacement = std::string(random.below(2), "{}[],:\" 0-1.tnu\\/x"[random.below(18)]);
        text.replace(at, 1, replacement);
        const bool expected = !QJsonDocument::fromJson(QByteArray::fromStdString(text)).isNull();
        const auto ours = Document::parse(text);
        QVERIFY2(ours.ok() == expected || (!ours.ok() && isToleratedByQt(ours.error())), text.c_str());
        ++(ours.ok() ? accepted : refused);
    }
    QVERIFY(refused > 1000 && accepted > 1000);
}

// The way back from a place, and what stands there.
void TestJsonDocument::placesAndOffsets()
{
    const std::string text = "{\n  \"a\": {\"b\": [1, 22]},\r\n  \"c\": 3\n}\n";
    const auto document = Document::parse(text, {.file = "x.json"});
    QVERIFY(document.ok());
    for (size_t offset = 0; offset <= text.size(); ++offset)
        QCOMPARE(document->offsetOf(document->placeAt(offset)), offset);
    QCOMPARE(document->offsetOf({"x.json", 99, 99, {}}), text.size()); // beyond the end
    QCOMPARE(document->innermostAt(text.find("22")).raw(), std::string_view("22"));
    QCOMPARE(document->innermostAt(text.find("\"b\"")).path(), std::string("a.b")); // its name belongs to it
    QCOMPARE(document->innermostAt(text.find(',')).path(), std::string("a.b"));     // between the elements
    QCOMPARE(document->innermostAt(1).path(), std::string());
}

QTEST_APPLESS_MAIN(TestJsonDocument)
#include "tst_jsondocument.moc"
