// Lossless edits (DESIGN decision 8): only the bytes of what changed are replaced, and what is new looks like its
// neighbours.

#include "core/json/edit.h"
#include "tests/support/jsontree.h"
#include "tests/support/randomjson.h"

#include <QtTest>

using namespace gatereeve;
using namespace gatereeve::json;
using tests::iteratorTo;
using tests::nodeOf;
using tests::treeOf;
using Tree = tests::JsonTree;

namespace
{

Document parsed(const std::string& text)
{
    auto document = Document::parse(text, {.file = "edited.json", .allowByteOrderMark = true});
    if (!document.ok())
        qFatal("%s\n%s", document.error().describe().c_str(), text.c_str());
    return *std::move(document);
}

Value valueAt(const Document& document, const std::string& path)
{
    for (size_t index = 0; index < document.valueCount(); ++index)
        if (document.valueAt(index).path() == path)
            return document.valueAt(index);
    qFatal("no value at %s", path.c_str());
}

Tree treeFor(const std::string& json, const std::string& literalOfName)
{
    Tree tree = treeOf(parsed(json).root());
    tree.name = literalOfName;
    return tree;
}

void check(const Document& before, const Edit& edit, const QByteArray& after)
{
    const std::string changed = applied(before.text(), {edit});
    QCOMPARE(QByteArray::fromStdString(changed), after);
    parsed(changed);
    QCOMPARE(applied(changed, inverted(before.text(), {edit})), before.text());
}

} // namespace

class TestJsonEdit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void replacesOnlyTheValue_data();
    void replacesOnlyTheValue();
    void keepsTheRootApartFromTrailingText();
    void insertsMembersLikeTheirNeighbours_data();
    void insertsMembersLikeTheirNeighbours();
    void insertsElementsLikeTheirNeighbours_data();
    void insertsElementsLikeTheirNeighbours();
    void insertsInFrontOfAChild_data();
    void insertsInFrontOfAChild();
    void removesChildSeparatorAndLine_data();
    void removesChildSeparatorAndLine();
    void renamesOnlyTheName();
    void setsTheLastMemberIgnoringCase_data();
    void setsTheLastMemberIgnoringCase();
    void removesSeveralChildren_data();
    void removesSeveralChildren();
    void appliesAndInvertsSeveralEdits();
    void randomReplacement();
    void randomInsertion();
    void randomRemoval();
    void randomRenaming();
    void editedInPlaceIsAsReadAnew();
    void leavesOtherHoldersAlone();
    void tellsWhatWasReadAgain();
    void readsAgainNoDeeperThanAllowed();

private:
    // Calls edit(random, target, tree) for a random value of many random documents: it makes an edit and the same
    // change of the tree. The edited document must parse to that tree, with nothing touched outside the target's parent
    // (or the target itself), and the inverse must bring the old bytes back.
    template <typename MakeEdit>
    void checkRandomEdits(MakeEdit edit);
};

void TestJsonEdit::replacesOnlyTheValue_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("after");

    const auto row = [](const char* name, const QByteArray& before, const QByteArray& path, const QByteArray& json,
                        const QByteArray& after) { QTest::newRow(name) << before << path << json << after; };
    row("scalar", "{\n  \"rate\" : 1e3,\n  \"per\": 1.0\n}\n", "rate", " 5 ",
        "{\n  \"rate\" : 5,\n  \"per\": 1.0\n}\n");
    row("root", " 1 \n", "", "[]", " [] \n");
    row("scalar by object, in its indentation", "{\r\n\t\"limit\": null\r\n}", "limit", R"({"rate":1,"per":[]})",
        "{\r\n\t\"limit\": {\r\n\t\t\"rate\": 1,\r\n\t\t\"per\": []\r\n\t}\r\n}");
    row("scalar by object, in one line", R"({"a": null, "limit": null})", "limit", "{\n\"rate\":1,\n\"per\":2}",
        R"({"a": null, "limit": {"rate": 1, "per": 2}})");
    row("one line stays one line", "{\n  \"tags\": [\"a\", \"b\"]\n}", "tags", "[\n\"c\"\n, \"d\"]",
        "{\n  \"tags\": [\"c\", \"d\"]\n}");
    row("several lines stay several lines", "{\n  \"tags\": [\n    \"a\"\n  ]\n}", "tags", R"(["c","d"])",
        "{\n  \"tags\": [\n    \"c\",\n    \"d\"\n  ]\n}");
    row("lists inside as the others of that name",
        "{\n    \"a\": {\n        \"versions\": [\"Default\"]\n    },\n    \"b\": null\n}", "b",
        R"({"versions":["v1","v2"]})",
        "{\n    \"a\": {\n        \"versions\": [\"Default\"]\n    },\n    \"b\": {\n        \"versions\": [\"v1\", "
        "\"v2\"]\n    }\n}");
    row("compact text stays compact", R"({"a":{"x":[1,2]},"b":0})", "b", R"({ "y": [ 1, 2 ] })",
        R"({"a":{"x":[1,2]},"b":{"y":[1,2]}})");
}

void TestJsonEdit::replacesOnlyTheValue()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, after);
    const Document document = parsed(before.toStdString());
    check(document, replaceValue(valueAt(document, path.toStdString()), json.toStdString()), after);
}

void TestJsonEdit::keepsTheRootApartFromTrailingText()
{
    const ParseOptions options{.allowTrailingText = true};
    const auto document = Document::parse("\"a\"21", options);
    QCOMPARE(applied(document->text(), {replaceValue(document->root(), "0")}), std::string("0 21"));
    QCOMPARE(applied(document->text(), {replaceValue(document->root(), "[]")}), std::string("[]21"));
}

void TestJsonEdit::insertsMembersLikeTheirNeighbours_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("after");

    const auto row = [](const char* name, const QByteArray& before, const QByteArray& path, const QByteArray& json,
                        const QByteArray& after) { QTest::newRow(name) << before << path << json << after; };
    row("blanks and LF", "{\n  \"a\": 1\n}\n", "", "2", "{\n  \"a\": 1,\n  \"new\": 2\n}\n");
    row("tabs and CRLF", "{\r\n\t\"a\" : 1\r\n}\r\n", "", "2", "{\r\n\t\"a\" : 1,\r\n\t\"new\" : 2\r\n}\r\n");
    row("one line", R"({"a": 1, "b": 2})", "", "3", R"({"a": 1, "b": 2, "new": 3})");
    row("one line with padding", R"({ "a":1 , "b":2 })", "", "3", R"({ "a":1 , "b":2 , "new":3 })");
    row("compact", R"({"a":1})", "", "[ 2 ]", R"({"a":1,"new":[2]})");
    row("one member in one line", R"({"a": 1})", "", "2", R"({"a": 1, "new": 2})");
    row("comma first", "{ \"a\": 1\n, \"b\": 2\n}", "", "3", "{ \"a\": 1\n, \"b\": 2\n, \"new\": 3\n}");
    row("blank lines are not multiplied", "{\n  \"a\": 1,\n\n\n  \"b\": 2\n}", "", "3",
        "{\n  \"a\": 1,\n\n\n  \"b\": 2,\n  \"new\": 3\n}");
    row("object in its place", "{\n\t\"gold\": {\n\t\t\"rate\": 1\n\t}\n}", "", R"({"rate":2,"per":1})",
        "{\n\t\"gold\": {\n\t\t\"rate\": 1\n\t},\n\t\"new\": {\n\t\t\"rate\": 2,\n\t\t\"per\": 1\n\t}\n}");
    row("brackets on shared lines", "[{\n  \"a\": 1\n}, {\n  \"a\": 2\n}]", "[1]", "3",
        "[{\n  \"a\": 1\n}, {\n  \"a\": 2,\n  \"new\": 3\n}]");
    row("empty root", "{}\n", "", "1", "{\n  \"new\": 1\n}\n");
    row("empty root over several lines", "{\r\n}\r\n", "", "1", "{\r\n  \"new\": 1\r\n}\r\n");
    row("empty object, unit of the document", "{\n\t\"a\": {},\n\t\"b\": 1\n}", "a", "1",
        "{\n\t\"a\": {\n\t\t\"new\": 1\n\t},\n\t\"b\": 1\n}");
    row("empty object in one line", R"({"a": {}, "b": 1})", "a", "1", R"({"a": {"new": 1}, "b": 1})");
    row("empty object as its namesakes",
        "{\n  \"x\": {\n    \"p\": {\"acl\": true}\n  },\n  \"y\": {\n    \"p\": {}\n  }\n}", "y.p", "true",
        "{\n  \"x\": {\n    \"p\": {\"acl\": true}\n  },\n  \"y\": {\n    \"p\": {\"new\": true}\n  }\n}");
    row("unindented", "{\n\"a\": {\n\"x\": 1\n},\n\"b\": {}\n}", "b", "2",
        "{\n\"a\": {\n\"x\": 1\n},\n\"b\": {\n\"new\": 2\n}\n}");
}

void TestJsonEdit::insertsMembersLikeTheirNeighbours()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, after);
    const Document document = parsed(before.toStdString());
    check(document, insertMember(valueAt(document, path.toStdString()), "new", json.toStdString()), after);
}

void TestJsonEdit::insertsElementsLikeTheirNeighbours_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("after");

    const auto row = [](const char* name, const QByteArray& before, const QByteArray& path, const QByteArray& json,
                        const QByteArray& after) { QTest::newRow(name) << before << path << json << after; };
    row("one line", R"(["a", "b"])", "", R"("c")", R"(["a", "b", "c"])");
    row("several lines", "[\n  1,\n  2\n]", "", "3", "[\n  1,\n  2,\n  3\n]");
    row("several in each line", "[\n  1, 2,\n  3, 4\n]", "", "5", "[\n  1, 2,\n  3, 4, 5\n]");
    row("empty", R"([])", "", "1", "[\n  1\n]");
    row("object after objects on shared lines", "[{\n  \"a\": 1\n}]", "", R"({"a":2})",
        "[{\n  \"a\": 1\n}, {\n  \"a\": 2\n}]");
    row("nested", "{\n    \"tags\": [\n        \"a\"\n    ]\n}", "tags", R"(["b"])",
        "{\n    \"tags\": [\n        \"a\",\n        [\n            \"b\"\n        ]\n    ]\n}");
}

void TestJsonEdit::insertsElementsLikeTheirNeighbours()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, after);
    const Document document = parsed(before.toStdString());
    check(document, insertElement(valueAt(document, path.toStdString()), json.toStdString()), after);
}

void TestJsonEdit::insertsInFrontOfAChild_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("after");

    QTest::newRow("first of one line") << QByteArray(R"({"a": 1, "b": 2})") << QByteArray("a")
                                       << QByteArray(R"({"new": 0, "a": 1, "b": 2})");
    QTest::newRow("second of one line") << QByteArray(R"({"a": 1, "b": 2})") << QByteArray("b")
                                        << QByteArray(R"({"a": 1, "new": 0, "b": 2})");
    QTest::newRow("the only one") << QByteArray("{\r\n  \"a\": 1\r\n}") << QByteArray("a")
                                  << QByteArray("{\r\n  \"new\": 0,\r\n  \"a\": 1\r\n}");
    QTest::newRow("first of several lines") << QByteArray("{\n\t\"a\": 1,\n\t\"b\": 2\n}") << QByteArray("a")
                                            << QByteArray("{\n\t\"new\": 0,\n\t\"a\": 1,\n\t\"b\": 2\n}");
    QTest::newRow("last of several lines") << QByteArray("{\n\t\"a\": 1,\n\t\"b\": 2\n}") << QByteArray("b")
                                           << QByteArray("{\n\t\"a\": 1,\n\t\"new\": 0,\n\t\"b\": 2\n}");
}

void TestJsonEdit::insertsInFrontOfAChild()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, after);
    const Document document = parsed(before.toStdString());
    const Value child = valueAt(document, path.toStdString());
    check(document, insertMember(document.root(), "new", "0", &child), after);
}

void TestJsonEdit::removesChildSeparatorAndLine_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("after");

    const auto row = [](const char* name, const QByteArray& before, const QByteArray& path, const QByteArray& after) {
        QTest::newRow(name) << before << path << after;
    };
    const QByteArray lines = "{\n  \"a\": 1,\n  \"b\": [\n    2\n  ],\n  \"c\": 3\n}\n";
    row("first line", lines, "a", "{\n  \"b\": [\n    2\n  ],\n  \"c\": 3\n}\n");
    row("lines in the middle", lines, "b", "{\n  \"a\": 1,\n  \"c\": 3\n}\n");
    row("last line", lines, "c", "{\n  \"a\": 1,\n  \"b\": [\n    2\n  ]\n}\n");
    row("only element", lines, "b[0]", "{\n  \"a\": 1,\n  \"b\": [],\n  \"c\": 3\n}\n");
    row("CRLF", "{\r\n\t\"a\": 1,\r\n\t\"b\": 2\r\n}", "a", "{\r\n\t\"b\": 2\r\n}");
    row("blanks behind the comma", "{\n  \"a\": 1, \n  \"b\": 2,  \n  \"c\": 3\n}", "b",
        "{\n  \"a\": 1, \n  \"c\": 3\n}");
    row("first in one line", R"({"a": 1, "b": 2, "c": 3})", "a", R"({"b": 2, "c": 3})");
    row("middle in one line", R"({"a": 1, "b": 2, "c": 3})", "b", R"({"a": 1, "c": 3})");
    row("last in one line", R"({ "a": 1, "b": 2 })", "b", R"({ "a": 1 })");
    row("only one", R"({ "a": 1 })", "a", "{}");
    row("shared lines", "[\n  1, 2,\n  3, 4\n]", "[1]", "[\n  1,\n  3, 4\n]");
    row("comma first", "{ \"a\": 1\n, \"b\": 2\n, \"c\": 3 }", "b", "{ \"a\": 1\n, \"c\": 3 }");
    row("repeated name: only that one", R"({"a": 1, "a": 2})", "a", R"({"a": 2})");
}

void TestJsonEdit::removesChildSeparatorAndLine()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, after);
    const Document document = parsed(before.toStdString());
    check(document, removeChild(valueAt(document, path.toStdString())), after);
}

void TestJsonEdit::renamesOnlyTheName()
{
    const Document document = parsed("{ \"\\u0067old\"\t: { \"rate\":1e0 } }");
    check(document, renameMember(valueAt(document, "gold"), "say \"gold\""),
          "{ \"say \\\"gold\\\"\"\t: { \"rate\":1e0 } }");
}

void TestJsonEdit::setsTheLastMemberIgnoringCase_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");

    QTest::newRow("exact") << QByteArray(R"({"rate": 1})") << QByteArray(R"({"rate": 9})");
    QTest::newRow("other case keeps its spelling") << QByteArray(R"({"Rate": 1})") << QByteArray(R"({"Rate": 9})");
    QTest::newRow("the last one is what Tyk reads")
        << QByteArray(R"({"rate": 1, "RATE": 2, "per": 3})") << QByteArray(R"({"rate": 1, "RATE": 9, "per": 3})");
    QTest::newRow("absent") << QByteArray(R"({"per": 3})") << QByteArray(R"({"per": 3, "rate": 9})");
    QTest::newRow("escaped") << QByteArray(R"({"r\u0041te": 3})") << QByteArray(R"({"r\u0041te": 9})");
}

void TestJsonEdit::setsTheLastMemberIgnoringCase()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    const Document document = parsed(before.toStdString());
    check(document, setMember(document.root(), "rate", "9"), after);
}

void TestJsonEdit::removesSeveralChildren_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QList<int>>("children");
    QTest::addColumn<QByteArray>("after");

    const QByteArray oneLine = "[0, 1, 2, 3, 4]", lines = "[\n  0,\n  1,\n  2,\n  3,\n  4\n]";
    QTest::newRow("none") << oneLine << QList<int>{} << oneLine;
    QTest::newRow("all") << lines << QList<int>{0, 1, 2, 3, 4} << QByteArray("[]");
    QTest::newRow("both ends") << oneLine << QList<int>{0, 1, 3, 4} << QByteArray("[2]");
    QTest::newRow("every other") << oneLine << QList<int>{0, 2, 4} << QByteArray("[1, 3]");
    QTest::newRow("both ends of lines") << lines << QList<int>{0, 1, 3, 4} << QByteArray("[\n  2\n]");
    QTest::newRow("every other line") << lines << QList<int>{0, 2, 4} << QByteArray("[\n  1,\n  3\n]");
    QTest::newRow("all but the first") << lines << QList<int>{1, 2, 3, 4} << QByteArray("[\n  0\n]");
}

void TestJsonEdit::removesSeveralChildren()
{
    QFETCH(QByteArray, before);
    QFETCH(QList<int>, children);
    QFETCH(QByteArray, after);
    const Document document = parsed(before.toStdString());
    std::vector<Value> values;
    for (const int child : children)
        values.push_back(*document.root().element(static_cast<size_t>(child)));
    QCOMPARE(QByteArray::fromStdString(applied(document.text(), removeChildren(values))), after);
}

void TestJsonEdit::appliesAndInvertsSeveralEdits()
{
    const std::string before = "\xEF\xBB\xBF{\"a\": 1, \"b\": 22, \"c\": 3}";
    const Document document = parsed(before);
    const Edits edits{replaceValue(valueAt(document, "a"), "100"), renameMember(valueAt(document, "b"), ""),
                      replaceValue(valueAt(document, "b"), "2"), removeChild(valueAt(document, "c"))};
    const std::string after = applied(before, edits);
    QCOMPARE(QByteArray::fromStdString(after), QByteArray("\xEF\xBB\xBF{\"a\": 100, \"\": 2}"));
    QCOMPARE(applied(after, inverted(before, edits)), before);
    QCOMPARE(inverted(after, inverted(before, edits)), edits);
    QCOMPARE(applied(before, {}), before);
}

template <typename MakeEdit>
void TestJsonEdit::checkRandomEdits(MakeEdit makeEdit)
{
    for (uint seed = 1; seed <= 10'000; ++seed) {
        RandomJson random(seed);
        const Document before = parsed(random.document());
        const Value target = before.valueAt(random.below(static_cast<unsigned>(before.valueCount())));
        Tree expected = treeOf(before.root());
        const std::optional<Edit> edit = makeEdit(random, target, expected);
        if (!edit)
            continue;
        const std::string after = applied(before.text(), {*edit});
        const std::string context = "seed " + std::to_string(seed) + "\n" + before.text() + "\n" + after;
        const auto reparsed = Document::parse(after);
        QVERIFY2(reparsed.ok(), context.c_str());
        QVERIFY2(treeOf(reparsed->root()) == expected, context.c_str());
        const Value touched = target.parent().value_or(target);
        QVERIFY2(edit->offset >= touched.offset() &&
                     edit->offset + edit->removed <= touched.offset() + touched.length(),
                 context.c_str());
        QVERIFY2(applied(after, inverted(before.text(), {*edit})) == before.text(), context.c_str());
        Document inPlace = parsed(before.text());
        if (inPlace.apply({*edit}, {.file = "edited.json"}))
            QVERIFY2(inPlace.isSameAs(*reparsed), context.c_str());
    }
}

void TestJsonEdit::randomReplacement()
{
    checkRandomEdits([](RandomJson& random, const Value& target, Tree& tree) -> std::optional<Edit> {
        const std::string json = random.value(2);
        nodeOf(tree, target) = treeFor(json, std::string(target.rawName()));
        return replaceValue(target, json);
    });
}

void TestJsonEdit::randomInsertion()
{
    checkRandomEdits([](RandomJson& random, const Value& target, Tree& tree) -> std::optional<Edit> {
        if (!target.isObject() && !target.isArray())
            return std::nullopt;
        const std::string json = random.value(2);
        const size_t place = random.below(static_cast<unsigned>(target.size() + 1));
        std::vector<Value> children;
        for (const Value child : target)
            children.push_back(child);
        const Value* const before = place < children.size() ? &children[place] : nullptr;
        auto& siblings = nodeOf(tree, target).children;
        siblings.insert(iteratorTo(siblings, place), treeFor(json, target.isObject() ? "\"new \u00fc\"" : ""));
        return target.isObject() ? insertMember(target, "new \u00fc", json, before)
                                 : insertElement(target, json, before);
    });
}

void TestJsonEdit::randomRemoval()
{
    checkRandomEdits([](RandomJson&, const Value& target, Tree& tree) -> std::optional<Edit> {
        if (!target.parent())
            return std::nullopt;
        auto& siblings = nodeOf(tree, *target.parent()).children;
        siblings.erase(iteratorTo(siblings, target.indexInParent()));
        return removeChild(target);
    });
}

void TestJsonEdit::randomRenaming()
{
    checkRandomEdits([](RandomJson&, const Value& target, Tree& tree) -> std::optional<Edit> {
        if (!target.hasName())
            return std::nullopt;
        nodeOf(tree, target).name = R"("a \"b\"")";
        return renameMember(target, "a \"b\"");
    });
}

// Edits of any bytes, most of which leave no JSON: one after the other on one document, as long as they do.
void TestJsonEdit::editedInPlaceIsAsReadAnew()
{
    const ParseOptions options{.file = "edited.json", .allowTrailingText = true};
    int inPlace = 0, broken = 0;
    for (uint seed = 1; seed <= 1500; ++seed) {
        RandomJson random(seed);
        Document document = parsed(random.document());
        for (int round = 0; round < 12; ++round) {
            const std::string before = document.text();
            Edits edits;
            for (size_t at = 0; at <= before.size() && edits.size() < 3;) {
                at += random.below(static_cast<unsigned>(before.size() - at + 1));
                const size_t removed =
                    random.chance(2) ? 0 : random.below(std::min<unsigned>(9, before.size() - at + 1));
                const std::string value = random.value(3);
                const std::array<std::string, 8> pieces{"",  " ",          "1",           value,
                                                        ",", ", " + value, ",\n" + value, ", \"n\": " + value + "\n"};
                edits.push_back({at, removed, pieces[random.below(pieces.size())]});
                at += removed + 1;
                if (random.chance(2))
                    break;
            }
            const auto expected = Document::parse(applied(before, edits), options);
            const bool done = document.apply(edits, options).has_value();
            const std::string context = "seed " + std::to_string(seed) + "\n" + before + "\n" + applied(before, edits);
            QVERIFY2(!done || (expected && document.isSameAs(*expected)), context.c_str());
            QVERIFY2(done || document.isSameAs(*Document::parse(before, options)), context.c_str());
            inPlace += done;
            broken += !expected;
            if (!done && expected)
                document = *expected;
        }
    }
    QVERIFY2(inPlace > 1000 && broken > 1000, qPrintable(QString::number(inPlace) + u' ' + QString::number(broken)));
}

void TestJsonEdit::leavesOtherHoldersAlone()
{
    Document document = parsed("{\"a\": [1, 2], \"b\": 3}");
    const Value second = *document.root().member("b");
    QVERIFY(document.apply({{7, 1, "100, 200"}}, {}));
    QCOMPARE(document.text(), "{\"a\": [100, 200, 2], \"b\": 3}");
    QCOMPARE(second.document().text(), "{\"a\": [1, 2], \"b\": 3}");
    QCOMPARE(second.raw(), "3");
}

void TestJsonEdit::tellsWhatWasReadAgain()
{
    Document document = parsed("{\n  \"a\": [1, 2],\n  \"b\": 3\n}");
    const auto reread = document.apply({{10, 1, "100,\n200"}}, {});
    QVERIFY(reread);
    QCOMPARE(reread->begin, size_t{10});
    QCOMPARE(reread->formerEnd, size_t{11});
    QCOMPARE(reread->end, size_t{18});
    QCOMPARE(reread->lines, 1);
    QCOMPARE(reread->columns, -6); // the comma behind was the 10th of its line, and is the 4th
    QCOMPARE(document.root().member("b")->place().line, 4);
}

void TestJsonEdit::readsAgainNoDeeperThanAllowed()
{
    const ParseOptions options{.maximumSize = 16, .maximumDepth = 3};
    Document document = *Document::parse("[[1]]", options);
    QVERIFY(document.apply({{2, 1, "[1]"}}, options));
    QVERIFY(!document.apply({{3, 1, "[1]"}}, options));         // four levels
    QVERIFY(!document.apply({{3, 1, "12345678901"}}, options)); // 17 bytes
    QCOMPARE(document.text(), "[[[1]]]");
}

QTEST_APPLESS_MAIN(TestJsonEdit)
#include "tst_jsonedit.moc"
