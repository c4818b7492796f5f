#include "models/commands/editjson.h"

#include "models/commands/composededits.h"
#include "models/jsonfile.h"
#include "tests/support/failingfilesystem.h"

#include <QUndoStack>
#include <QtTest>

#include <random>

using namespace gatereeve;
using models::EditJson;
using models::JsonFile;

namespace
{

const std::string Text = "{\"a\": 1, \"b\": 2}\n";
const QString Rate = QStringLiteral("gold rate");

struct OpenFile {
    tests::FailingFileSystem disk{{"/w/f.json", Text}};
    JsonFile file{"/w/f.json", disk, "/w/.gatereeve"};
    QUndoStack stack;

    void push(const json::Edits& edits, const QString& mergeKey = {})
    {
        stack.push(new EditJson(file, edits, QStringLiteral("Edit"), mergeKey));
    }
    size_t at(char c) const { return file.text().find(c); }
};

// Some edits of a text, sorted and apart.
json::Edits randomEdits(const std::string& text, std::mt19937& random)
{
    json::Edits edits;
    size_t position = 0;
    while (position <= text.size()) {
        const size_t offset = position + random() % 4;
        if (offset > text.size())
            break;
        const size_t removed = std::min<size_t>(random() % 4, text.size() - offset);
        edits.push_back({offset, removed, std::string(random() % 4, static_cast<char>('A' + random() % 26))});
        position = offset + removed + 1;
    }
    return edits;
}

} // namespace

// DESIGN decision 9; style/anchors.md, Undo.
class TestEditJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void doUndoRedo();
    void mergesConsecutiveEditsOfOneField();
    void doesNotMergeOtherFields();
    void doesNotMergeAcrossASave();
    void goesObsoleteWhenNothingChangedInSum();
    void changingNothingLeavesNoStep();
    void composedEditsDoWhatBothDo();
    void differenceIsOneEdit();
};

void TestEditJson::doUndoRedo()
{
    OpenFile open;
    open.push({{open.at('1'), 1, "100"}, {open.at('2'), 1, "200"}});
    const std::string after = "{\"a\": 100, \"b\": 200}\n";
    QCOMPARE(open.file.text(), after);
    open.stack.undo();
    QCOMPARE(open.file.text(), Text);
    open.stack.redo();
    QCOMPARE(open.file.text(), after);
}

void TestEditJson::mergesConsecutiveEditsOfOneField()
{
    OpenFile open;
    open.push({{open.at('1'), 1, "15"}}, Rate);
    open.push({{open.at('5'), 1, "50"}}, Rate); // inside what the first put in
    open.push({{open.at('2'), 1, "3"}}, Rate);  // elsewhere
    QCOMPARE(open.stack.count(), 1);
    const std::string after = "{\"a\": 150, \"b\": 3}\n";
    QCOMPARE(open.file.text(), after);
    open.stack.undo();
    QCOMPARE(open.file.text(), Text);
    open.stack.redo();
    QCOMPARE(open.file.text(), after);
}

void TestEditJson::doesNotMergeOtherFields()
{
    OpenFile open;
    open.push({{open.at('1'), 1, "3"}}, Rate);
    open.push({{open.at('2'), 1, "4"}}, QStringLiteral("gold quota"));
    open.push({{open.at('4'), 1, "5"}});
    open.push({{open.at('5'), 1, "6"}});
    QCOMPARE(open.stack.count(), 4);
}

void TestEditJson::doesNotMergeAcrossASave()
{
    OpenFile open;
    open.push({{open.at('1'), 1, "3"}}, Rate);
    open.stack.setClean();
    open.push({{open.at('3'), 1, "4"}}, Rate);
    QCOMPARE(open.stack.count(), 2);
}

void TestEditJson::goesObsoleteWhenNothingChangedInSum()
{
    OpenFile open;
    open.push({{open.at('1'), 1, "3"}}, Rate);
    open.push({{open.at('3'), 1, "1"}}, Rate);
    QCOMPARE(open.stack.count(), 0);
    QCOMPARE(open.file.text(), Text);
}

void TestEditJson::changingNothingLeavesNoStep()
{
    OpenFile open;
    open.push({{open.at('1'), 1, "1"}});
    QCOMPARE(open.stack.count(), 0);
}

void TestEditJson::composedEditsDoWhatBothDo()
{
    std::mt19937 random(20260101);
    for (int i = 0; i < 3000; ++i) {
        const std::string text(random() % 20, 'x');
        const json::Edits first = randomEdits(text, random);
        const std::string between = json::applied(text, first);
        const json::Edits second = randomEdits(between, random);
        QCOMPARE(json::applied(text, models::composed(first, second)), json::applied(between, second));
    }
}

void TestEditJson::differenceIsOneEdit()
{
    QVERIFY(models::difference("same", "same").empty());
    QCOMPARE(models::difference("rate 5 per 1", "rate 50 per 1"), (json::Edits{{6, 0, "0"}}));
    QCOMPARE(models::difference("", "new"), (json::Edits{{0, 0, "new"}}));
    QCOMPARE(models::difference("aaa", "aa"), (json::Edits{{2, 1, ""}}));
}

QTEST_GUILESS_MAIN(TestEditJson)
#include "tst_editjson.moc"
