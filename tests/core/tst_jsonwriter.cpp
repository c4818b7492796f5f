// Writing JSON: what is written reads back as the same.

#include "core/json/document.h"
#include "core/json/writer.h"
#include "tests/support/randomjson.h"

#include <QtTest>

#include <bit>
#include <cmath>
#include <limits>
#include <random>

using namespace gatereeve;
using namespace gatereeve::json;

namespace
{

QByteArray bytes(const std::string& text)
{
    return QByteArray::fromStdString(text);
}

void writeExample(Writer& writer)
{
    writer.beginObject();
    writer.key("rate").number(5).key("quota_max").integer(-1);
    writer.key("tags").beginArray().string("a\"b").boolean(true).null().endArray();
    writer.key("none").beginArray().endArray().key("nothing").beginObject().endObject();
    writer.key("kept").raw("1e3").key("deep").beginArray().beginArray().integer(1).endArray().endArray();
    writer.endObject();
}

} // namespace

class TestJsonWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesCompact();
    void writesIndented();
    void writesOneScalar();
    void startsAnewAfterTake();
    void quotes_data();
    void quotes();
    void everyTextReadsBack();
    void numbers_data();
    void numbers();
    void everyNumberReadsBack();
    void integersAreExact();
    void laysOut_data();
    void laysOut();
    void laysOutRandomDocuments();
    void mendsBrokenUnicode();
};

void TestJsonWriter::writesCompact()
{
    Writer writer;
    writeExample(writer);
    QCOMPARE(bytes(writer.take()),
             QByteArray(R"({"rate":5,"quota_max":-1,"tags":["a\"b",true,null],"none":[],"nothing":{},)"
                        R"("kept":1e3,"deep":[[1]]})"));
}

void TestJsonWriter::writesIndented()
{
    Writer writer(Writer::Layout::Indented, 4);
    writeExample(writer);
    QCOMPARE(bytes(writer.take()), QByteArray(R"({
    "rate": 5,
    "quota_max": -1,
    "tags": [
        "a\"b",
        true,
        null
    ],
    "none": [],
    "nothing": {},
    "kept": 1e3,
    "deep": [
        [
            1
        ]
    ]
})"));
}

void TestJsonWriter::writesOneScalar()
{
    QCOMPARE(bytes(Writer().string("x").take()), QByteArray("\"x\""));
    QCOMPARE(bytes(Writer().null().take()), QByteArray("null"));
    QCOMPARE(bytes(Writer(Writer::Layout::Indented).boolean(false).take()), QByteArray("false"));
}

void TestJsonWriter::startsAnewAfterTake()
{
    Writer writer;
    QCOMPARE(bytes(writer.beginArray().integer(1).endArray().take()), QByteArray("[1]"));
    QCOMPARE(bytes(writer.beginArray().integer(2).endArray().take()), QByteArray("[2]"));
}

void TestJsonWriter::quotes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("literal");

    QTest::newRow("plain") << QByteArray("gold") << QByteArray(R"("gold")");
    QTest::newRow("escapes") << QByteArray("\"\\/\b\f\n\r\t") << QByteArray(R"("\"\\/\b\f\n\r\t")");
    QTest::newRow("control") << QByteArray("\x01\x1f\x7f") << QByteArray("\"\\u0001\\u001f\x7f\"");
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << QByteArray(R"("a\u0000b")");
    QTest::newRow("UTF-8") << QByteArray("\u00e4\u20ac\U0001F600") << QByteArray("\"\u00e4\u20ac\U0001F600\"");
    QTest::newRow("broken UTF-8") << QByteArray("a\xE4z\xC3") << QByteArray("\"a\uFFFDz\uFFFD\"");
    QTest::newRow("encoded surrogate") << QByteArray("\xED\xA0\x80") << QByteArray("\"\uFFFD\uFFFD\uFFFD\"");
}

// policy-semantics.md 1.1: broken Unicode is replaced by U+FFFD.
void TestJsonWriter::quotes()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, literal);
    QCOMPARE(bytes(json::quoted(text.toStdString())), literal);
}

void TestJsonWriter::everyTextReadsBack()
{
    std::mt19937 random(11);
    for (int round = 0; round < 2000; ++round) {
        QString text;
        for (auto left = random() % 8; left > 0; --left)
            text += QChar(static_cast<char16_t>(random() % (left % 2 == 0 ? 0x80 : 0xD800)));
        const auto document = Document::parse(json::quoted(text.toStdString()));
        QVERIFY(document.ok());
        QCOMPARE(QString::fromStdString(document->root().string()), text);
    }
}

void TestJsonWriter::numbers_data()
{
    QTest::addColumn<double>("number");
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("whole") << 5.0 << QByteArray("5");
    QTest::newRow("round") << 100000.0 << QByteArray("100000");
    QTest::newRow("fraction") << 0.1 << QByteArray("0.1");
    QTest::newRow("negative") << -2.5 << QByteArray("-2.5");
    QTest::newRow("minus zero") << -0.0 << QByteArray("-0");
    QTest::newRow("largest plain") << 1e20 << QByteArray("100000000000000000000");
    QTest::newRow("exponent") << 1e21 << QByteArray("1e+21");
    QTest::newRow("smallest plain") << 1e-6 << QByteArray("0.000001");
    QTest::newRow("small") << 1e-7 << QByteArray("1e-7");
    QTest::newRow("smaller") << 1e-10 << QByteArray("1e-10");
    QTest::newRow("largest of all") << std::numeric_limits<double>::max() << QByteArray("1.7976931348623157e+308");
    QTest::newRow("no number") << std::numeric_limits<double>::quiet_NaN() << QByteArray("null");
    QTest::newRow("infinite") << -std::numeric_limits<double>::infinity() << QByteArray("null");
}

void TestJsonWriter::numbers()
{
    QFETCH(double, number);
    QFETCH(QByteArray, text);
    QCOMPARE(bytes(numberText(number)), text);
}

void TestJsonWriter::everyNumberReadsBack()
{
    std::mt19937_64 random(12);
    for (int round = 0; round < 20000; ++round) {
        const auto number = std::bit_cast<double>(random());
        if (!std::isfinite(number))
            continue;
        const auto document = Document::parse(numberText(number));
        QVERIFY(document.ok());
        QCOMPARE(std::bit_cast<quint64>(*document->root().real()), std::bit_cast<quint64>(number));
    }
}

void TestJsonWriter::integersAreExact()
{
    for (const int64_t number : {std::numeric_limits<int64_t>::min(), int64_t{-1}, int64_t{0},
                                 int64_t{9007199254740993}, std::numeric_limits<int64_t>::max()}) {
        const auto document = Document::parse(Writer().integer(number).take());
        QCOMPARE(*document->root().integer(), number);
    }
}

void TestJsonWriter::laysOut_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("compact");
    QTest::addColumn<QByteArray>("indentedByTab"); // behind "> ", with CRLF

    QTest::newRow("scalar") << QByteArray(" 1e3\n") << QByteArray("1e3") << QByteArray("1e3");
    QTest::newRow("empty ones") << QByteArray("[ { } , [\n] ]") << QByteArray("[{},[]]")
                                << QByteArray("[\r\n> \t{},\r\n> \t[]\r\n> ]");
    QTest::newRow("object") << QByteArray("{ \"a b\" : 1,\n\"a\":[2 , 3]}") << QByteArray("{\"a b\":1,\"a\":[2,3]}")
                            << QByteArray(
                                   "{\r\n> \t\"a b\": 1,\r\n> \t\"a\": [\r\n> \t\t2,\r\n> \t\t3\r\n> \t]\r\n> }");
    QTest::newRow("signs in quotes") << QByteArray(R"([ "{ \" , : [" ])") << QByteArray(R"(["{ \" , : ["])")
                                     << QByteArray("[\r\n> \t\"{ \\\" , : [\"\r\n> ]");
}

void TestJsonWriter::laysOut()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, compact);
    QFETCH(QByteArray, indentedByTab);
    QCOMPARE(bytes(compacted(json.toStdString())), compact);
    QCOMPARE(bytes(indented(json.toStdString(), "\t", "> ", "\r\n")), indentedByTab);
}

// policy-semantics.md 1.1; what is whole keeps its spelling.
void TestJsonWriter::mendsBrokenUnicode()
{
    QCOMPARE(mended("{ \"a\xff\": [\"\\ud800\", \"\\u0041\\n\", \"\\ud83d\\ude00\", 1.50] }"),
             std::string("{\"a\uFFFD\":[\"\uFFFD\",\"\\u0041\\n\",\"\\ud83d\\ude00\",1.50]}"));
}

void TestJsonWriter::laysOutRandomDocuments()
{
    for (uint seed = 1; seed <= 500; ++seed) {
        const std::string text = RandomJson(seed).document();
        const std::string compact = compacted(text);
        QVERIFY(Document::parse(compact).ok());
        QVERIFY(compact.size() <= text.size());
        QCOMPARE(compacted(indented(text, "  ")), compact);
        QCOMPARE(indented(compact, "  "), indented(text, "  "));
        QVERIFY(Document::parse(indented(text, "\t", " ", "\r\n")).ok());
    }
}

QTEST_APPLESS_MAIN(TestJsonWriter)
#include "tst_jsonwriter.moc"
