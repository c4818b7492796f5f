// The live text of a file, by keys: one undo stack with the rest of the workspace, the bytes of the file untouched, and
// the members that are known at the cursor.

#include "core/reading/knownmembers.h"
#include "models/policyeditor.h"
#include "models/problemlist.h"
#include "tests/support/openworkspace.h"
#include "ui/membermeanings.h"
#include "ui/widgets/filetextview.h"
#include "ui/widgets/jsoneditor.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QLabel>
#include <QPushButton>
#include <QToolTip>
#include <QtTest>

#include <algorithm>
#include <set>

using namespace gatereeve;
using namespace gatereeve::tests;
using namespace Qt::StringLiterals;

namespace
{

const std::string Crlf = "\xef\xbb\xbf{\r\n\t\"gold\": {\r\n\t\t\"rate\": 5,\r\n\t\t\"name\": \"\xff\xfe\"\r\n\t}\r\n}";

struct Fixture : OpenWorkspace {
    explicit Fixture(const std::string& policies = SamplePolicies)
        : OpenWorkspace(policies),
          view(std::make_unique<ui::FileTextView>(workspace, u"file"_s)),
          editor(view->findChild<ui::JsonEditor*>())
    {
        view->resize(700, 500);
        view->setFile(workspace.policiesFile());
        view->show();
        view->activateWindow();
        if (!QTest::qWaitForWindowActive(view.get()))
            qFatal("the window does not become active");
        editor->setFocus();
    }

    std::string shown() const { return std::string(editor->bytes()); }
    QUndoStack& stack() { return workspace.undoStack(); }
    void goTo(const std::string& words, size_t behind = 0)
    {
        const size_t at = text().find(words);
        Q_ASSERT(at != std::string::npos);
        editor->showOffset(at + behind);
    }
    void type(const char* keys) { QTest::keyClicks(editor, QLatin1StringView(keys)); }
    // What waits for a pause in typing has had it.
    void pause() { QTRY_VERIFY(shown() == text()); }
    QString error() const
    {
        const auto* label = view->findChild<QLabel*>(u"fileError"_s);
        return label->isHidden() ? QString() : label->text();
    }
    QString note() const
    {
        const auto* label = view->findChild<QLabel*>(u"fileNote"_s);
        return label->isHidden() ? QString() : label->text();
    }
    QAbstractItemView* completions() const
    {
        for (QWidget* widget : QApplication::allWidgets()) {
            if (widget->objectName() == u"completions"_s && widget->isVisible())
                return qobject_cast<QAbstractItemView*>(widget);
        }
        return nullptr;
    }
    QStringList offered() const
    {
        QStringList names;
        for (int row = 0; completions() && row < completions()->model()->rowCount(); ++row)
            names.append(completions()->model()->index(row, 0).data().toString());
        return names;
    }

    std::unique_ptr<ui::FileTextView> view;
    ui::JsonEditor* editor;
};

using Seen = std::set<std::pair<const ValueForm*, std::string>>;

void collectMeaningless(const ValueForm& form, const std::string& holder, Seen& seen, QStringList& meaningless)
{
    const std::string name = form.name.empty() ? holder : std::string(form.name);
    if (!seen.insert({&form, name}).second)
        return;
    for (const KnownMember& member : form.members) {
        if (ui::memberMeaning(name, member).isEmpty())
            meaningless.append(QString::fromStdString(name + '.' + std::string(member.name)));
        collectMeaningless(*member.form, std::string(member.name), seen, meaningless);
    }
    for (const ValueForm* inner : {form.entries, form.elements}) {
        if (inner)
            collectMeaningless(*inner, name, seen, meaningless);
    }
}

} // namespace

class TestFileTextView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void typingIsAnEditOfTheFile()
    {
        Fixture f;
        f.goTo("5,", 1);
        f.type("0");
        f.pause();
        QCOMPARE(f.workspace.policyList().find(u"gold"_s)->policy().rate, 50.0);
        QCOMPARE(f.stack().count(), 1);
        QCOMPARE(f.stack().undoText(), u"Edit policies.json"_s);
    }

    void typingAtOnePlaceIsOneStep()
    {
        Fixture f;
        const std::string before = f.text();
        f.goTo("5,", 1);
        f.type("0");
        f.pause();
        f.type("1");
        f.pause();
        QTest::keyClick(f.editor, Qt::Key_Backspace);
        f.pause();
        QCOMPARE(f.stack().count(), 1);
        f.goTo("10000", 0);
        f.type("2");
        f.pause();
        QCOMPARE(f.stack().count(), 2);
        QTest::keyClick(f.editor, Qt::Key_Return); // a new line begins a step
        f.pause();
        QCOMPARE(f.stack().count(), 3);
        while (f.stack().canUndo())
            f.stack().undo();
        QCOMPARE(f.text(), before);
        QCOMPARE(f.shown(), before);
    }

    void leavingTheEditorEndsTheStepAndThePause()
    {
        Fixture f;
        f.goTo("5,", 1);
        f.type("0");
        f.editor->clearFocus();
        QCOMPARE(f.text(), f.shown()); // at once
        f.editor->setFocus();
        f.type("1");
        f.editor->clearFocus();
        QCOMPARE(f.stack().count(), 2);
    }

    // The window's undo is not there in this test; the keys take back nothing by themselves, and commit before.
    void undoIsTheWorkspaces()
    {
        Fixture f;
        f.goTo("5,", 1);
        f.type("0");
        QTest::keyClick(f.editor, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(f.text(), f.shown());
        QCOMPARE(f.stack().count(), 1);
        f.stack().undo();
        QCOMPARE(f.text(), SamplePolicies);
        QCOMPARE(f.shown(), SamplePolicies);
    }

    void aFormsEditMovesNeitherCursorNorScroll()
    {
        std::string many = SamplePolicies + std::string(200, '\n');
        many.insert(many.find("\"trial\""), std::string(50, '\n'));
        Fixture f(many);
        f.goTo("\"trial\"", 3);
        const size_t cursor = f.editor->cursorOffset();
        const int line = f.editor->firstVisibleLine();
        QVERIFY(line > 50);
        // Above, with some lines less.
        QVERIFY(models::PolicyEditor(f.workspace).setJson(u"gold"_s, "{\"a\": 1}").ok());
        QCOMPARE(f.shown(), f.text());
        QCOMPARE(f.editor->cursorOffset(), f.text().find("\"trial\"") + 3);
        const auto gone = std::ranges::count(many, '\n') - std::ranges::count(f.text(), '\n');
        QVERIFY(gone > 3);
        QCOMPARE(f.editor->firstVisibleLine(), line - int(gone));
        f.stack().undo();
        QCOMPARE(f.editor->cursorOffset(), cursor);
        QCOMPARE(f.editor->firstVisibleLine(), line);
    }

    void bytesStayAsTheyAre_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("mark, CRLF, tabs, broken UTF-8") << QByteArray::fromStdString(Crlf);
        QTest::newRow("no JSON at all") << QByteArray("\0\x01\xc3\r\r\n\xe2\x80\xa8\t", 10);
        QTest::newRow("mixed line ends") << QByteArray("{\r\n\"a\": {},\n\"b\": {}\r}");
    }
    void bytesStayAsTheyAre()
    {
        QFETCH(QByteArray, bytes);
        Fixture f(bytes.toStdString());
        QCOMPARE(f.shown(), bytes.toStdString());
        QVERIFY(!f.workspace.isModified());
        f.editor->showOffset(f.shown().size());
        f.type(" ");
        f.pause();
        QCOMPARE(f.text(), bytes.toStdString() + ' ');
        f.stack().undo();
        QCOMPARE(f.text(), bytes.toStdString());
    }

    void aNewLineIsLikeTheOthers()
    {
        Fixture f(Crlf);
        f.goTo("5,", 2);
        QTest::keyClick(f.editor, Qt::Key_Return);
        f.type("\"per\": 1,");
        f.pause();
        QVERIFY(f.text().find("5,\r\n\t\t\"per\": 1,\r\n") != std::string::npos);
        QVERIFY(f.note().contains(u"byte order mark"_s));
    }

    void brokenTextIsMarkedAtItsPlace()
    {
        Fixture f;
        f.goTo("5,", 1);
        f.type(",");
        f.pause();
        QTRY_VERIFY(f.error().startsWith(u"Line 4, column 19"_s));
        QTest::keyClick(f.editor, Qt::Key_Backspace);
        f.pause();
        QTRY_COMPARE(f.error(), QString());
        QVERIFY(!f.workspace.isModified());
    }

    // What waits, and what came meanwhile: both can be had back.
    void aReloadInThePauseLosesNothing()
    {
        Fixture f;
        f.goTo("5,", 1);
        f.type("0");
        const std::string typed = f.shown();
        f.files.files["/w/policies.json"].bytes = "{}";
        f.workspace.lookAtDisk();
        f.pause();
        QCOMPARE(f.text(), typed);
        f.stack().undo();
        QCOMPARE(f.text(), std::string("{}"));
        f.stack().undo();
        QCOMPARE(f.text(), SamplePolicies);
    }

    void hiddenItCatchesUpWhenShown()
    {
        Fixture f;
        f.view->hide();
        QVERIFY(models::PolicyEditor(f.workspace).setRate({u"gold"_s}, {7, 1}).ok());
        QVERIFY(f.shown() != f.text());
        f.view->show();
        QCOMPARE(f.shown(), f.text());
    }

    void anotherFileKeepsTheCursorOfThis()
    {
        Fixture f;
        f.goTo("\"trial\"");
        const size_t cursor = f.editor->cursorOffset();
        f.view->setFile(f.workspace.confFile());
        QCOMPARE(f.shown(), f.workspace.confFile()->text());
        f.view->setFile(f.workspace.policiesFile());
        QCOMPARE(f.editor->cursorOffset(), cursor);
        QCOMPARE(f.view->cursorPlace().line, 13);
        QCOMPARE(f.view->cursorPlace().column, 5);
        f.view->showPlace({.file = "/w/policies.json", .line = 4, .column = 9});
        QCOMPARE(f.editor->cursorOffset(), f.text().find("\"rate\""));
        QCOMPARE(f.stack().count(), 0);
    }

    void whatCannotBeReadIsNeverTouched()
    {
        Fixture f;
        OpenWorkspace open;
        open.files.files["/w/policies.json"].readable = false;
        models::Workspace workspace(*findLayout("/w", open.files),
                                    models::Surroundings{open.files, open.keys, open.clock});
        ui::FileTextView view(workspace, u"file"_s);
        view.setFile(workspace.policiesFile());
        view.show();
        QTest::keyClicks(view.findChild<ui::JsonEditor*>(), u"{}"_s);
        QCOMPARE(workspace.undoStack().count(), 0);
        QVERIFY(view.findChild<QLabel*>(u"fileNote"_s)->text().contains(u"permission denied"_s));
    }

    void aVeryLongLineIsShownOnDemand()
    {
        const std::string text = "{\"gold\": {\"name\": \"" + std::string(200'000, 'x') + "\"}}";
        Fixture f(text);
        QVERIFY(f.note().contains(u"so long"_s));
        QCOMPARE(f.shown(), std::string());
        f.type("x");
        QCOMPARE(f.text(), text);
        auto* anyway = f.view->findChild<QPushButton*>(u"fileShowAnyway"_s);
        anyway->setFocus();
        QTest::keyClick(anyway, Qt::Key_Space);
        QCOMPARE(f.shown(), text);
        QVERIFY(anyway->isHidden() && f.editor->hasFocus());
        QVERIFY(models::PolicyEditor(f.workspace).setJson(u"gold"_s, "{\"rate\": 1}").ok());
        QCOMPARE(f.shown(), f.text());
        QCOMPARE(f.note(), QString());
    }

    // More than a piece, with the place that is wanted near the end.
    void aLargeTextComesPieceByPiece()
    {
        constexpr int Lines = 70'000;
        std::string blank;
        for (int line = 0; line < Lines; ++line)
            blank += "\n                                                  \r";
        const std::string large = std::string(SamplePolicies).insert(1, blank);
        Fixture f(large);
        QVERIFY(large.size() > 3u << 20);
        const size_t last = large.find("\"trial\"");
        f.view->setFile(nullptr);
        f.view->setFile(f.workspace.policiesFile());
        f.view->showPlace({.file = "/w/policies.json", .line = Lines + 13, .column = 5});
        QVERIFY(f.shown().size() < large.size());
        QVERIFY(f.note().startsWith(u"Loading"_s));
        f.type("x"); // not yet
        QTRY_VERIFY(f.shown() == large);
        QCOMPARE(f.editor->cursorOffset(), last);
        QVERIFY(!f.note().startsWith(u"Loading"_s));
        QCOMPARE(f.stack().count(), 0);
        f.type(" ");
        f.pause();
        QCOMPARE(f.text().size(), large.size() + 1);
    }

    // The rest of a large text is not brought in when another text took its place meanwhile.
    void whatIsHiddenWhileItLoadsMayChange()
    {
        std::string blank;
        for (int line = 0; line < 70'000; ++line)
            blank += "\n                                                  \r";
        Fixture f(std::string(SamplePolicies).insert(1, blank));
        f.view->setFile(nullptr);
        f.view->setFile(f.workspace.policiesFile());
        QVERIFY(f.note().startsWith(u"Loading"_s));
        f.view->hide();
        f.workspace.setText(*f.workspace.policiesFile(), SamplePolicies, u"shorter"_s);
        QCoreApplication::processEvents(); // where the next piece would come
        f.view->show();
        QTRY_VERIFY(f.shown() == SamplePolicies);
        f.view->setFile(nullptr);
        f.view->setFile(f.workspace.policiesFile());
        f.view->hide();
        f.view->setFile(f.workspace.confFile());
        QCoreApplication::processEvents();
        f.view->show();
        QCOMPARE(f.shown(), f.workspace.confFile()->text());
    }

    // Completion

    void knownMembersAreOfferedWithTheirMeaning()
    {
        Fixture f;
        f.goTo("\"rate\"");
        QTest::keyClick(f.editor, Qt::Key_Space, Qt::ControlModifier);
        QStringList names = f.offered();
        QVERIFY(names.contains(u"key_expires_in"_s));
        QVERIFY(!names.contains(u"per"_s)); // there already
        QVERIFY(!names.contains(u"allowed_urls"_s));
        const QModelIndex first = f.completions()->model()->index(0, 0);
        QVERIFY(!first.siblingAtColumn(1).data().toString().isEmpty());
        QVERIFY(first.siblingAtColumn(2).data().toString().size() > 10);
        QTest::keyClick(f.completions(), Qt::Key_Escape);
        QVERIFY(!f.completions());
    }

    void aNameIsCompletedWhileItIsTyped()
    {
        Fixture f;
        f.goTo("\"rate\"");
        f.type("\"key");
        QCOMPARE(f.offered(), QStringList{u"key_expires_in"_s});
        QTest::keyClick(f.completions(), Qt::Key_Return);
        f.type("60,");
        f.pause();
        QVERIFY(f.text().find("\"key_expires_in\": 60,\"rate\": 5") != std::string::npos);
        QCOMPARE(f.workspace.policyList().find(u"gold"_s)->policy().keyExpiresIn, int64_t(60));
        QCOMPARE(f.stack().count(), 1);
        f.stack().undo();
        QCOMPARE(f.text(), SamplePolicies);
    }

    void aNameThatStandsThereIsReplacedWhole()
    {
        Fixture f;
        f.goTo("quota_max", 5);
        QTest::keyClick(f.editor, Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(f.offered().contains(u"quota_max"_s));
        f.goTo("\"tags\"", 2);
        QTest::keyClick(f.editor, Qt::Key_Space, Qt::ControlModifier);
        QCOMPARE(f.completions()->currentIndex().siblingAtColumn(0).data().toString(), u"tags"_s);
        QTest::keyClick(f.completions(), Qt::Key_Tab);
        QCOMPARE(f.shown(), SamplePolicies); // quotes and colon are there already
        QCOMPARE(f.editor->cursorOffset(), SamplePolicies.find("[\"paid\"]"));
    }

    void eachPlaceHasItsOwnMembers()
    {
        Fixture f;
        f.goTo("\"url\"", 1);
        QTest::keyClick(f.editor, Qt::Key_Space, Qt::ControlModifier);
        QCOMPARE(f.offered(), QStringList{u"url"_s}); // methods is there
        f.view->setFile(f.workspace.confFile());
        f.editor->showOffset(1);
        QTest::keyClick(f.editor, Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(f.offered().contains(u"hash_keys"_s));
        f.view->setFile(f.workspace.apiFiles().front());
        f.editor->showOffset(f.shown().find("\"listen_path\""));
        QTest::keyClick(f.editor, Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(f.offered().contains(u"strip_listen_path"_s));
        f.view->setFile(&f.workspace.settingsFile());
        f.type("{\"");
        QCOMPARE(f.offered(), (QStringList{u"profile"_s, u"upstream"_s, u"silence"_s, u"paths"_s}));
    }

    void noNamesWhereValuesStand()
    {
        Fixture f;
        f.goTo("5,");
        QTest::keyClick(f.editor, Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(!f.completions());
        f.goTo("\"paid\"", 1);
        f.type("r");
        QVERIFY(!f.completions());
        f.goTo("\"gold\"", 1); // names of policies are data
        f.type("r");
        QVERIFY(!f.completions());
    }

    void theMouseTellsAMeaning()
    {
        Fixture f;
        f.goTo("\"per\"", 2);
        const QPoint at(
            int(f.editor->SendScintilla(QsciScintilla::SCI_POINTXFROMPOSITION, 0UL, long(f.editor->cursorOffset()))) +
                2,
            int(f.editor->SendScintilla(QsciScintilla::SCI_POINTYFROMPOSITION, 0UL, long(f.editor->cursorOffset()))) +
                4);
        QHelpEvent help(QEvent::ToolTip, at, f.editor->viewport()->mapToGlobal(at));
        QApplication::sendEvent(f.editor->viewport(), &help);
        QVERIFY2(QToolTip::text().contains(u"Seconds of the rate's period"_s), qPrintable(QToolTip::text()));
        QToolTip::hideText();
    }

    void whatIsFoundIsMarkedWhereItStands()
    {
        Fixture f;
        models::ProblemList problems;
        f.view->setProblems(problems);
        const auto problemAt = [&](const std::string& words, const std::string& file) {
            const Finding finding{
                "zero-period", Severity::Warning, Message{"found", "the words %1", {words}}, {.file = file}};
            return models::Problem{lint::findRule("wrong-type"), finding, f.text().find(words), words.size(), {}};
        };
        const std::string file = f.workspace.policiesFile()->path();
        problems.setFound(std::make_shared<const models::Problems>(
                              models::Problems{problemAt("\"per\": 1", file), problemAt("\"trial\"", file),
                                               problemAt("\"tags\"", "/w/apps/orders.json")}),
                          0);
        const auto next = [&](Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
            QTest::keyClick(f.editor, Qt::Key_F8, modifiers);
            return f.shown().substr(f.editor->cursorOffset(), 7);
        };
        QCOMPARE(next(), "\"per\": ");
        QVERIFY2(QToolTip::text().contains(u"the words"_s), qPrintable(QToolTip::text()));
        QCOMPARE(next(), "\"trial\"");
        QCOMPARE(next(), "\"per\": "); // round again, and none of the other file
        QCOMPARE(next(Qt::ShiftModifier), "\"trial\"");
        QToolTip::hideText();

        // They move with their text, also while the list is behind it.
        f.editor->showOffset(1);
        f.type(" ");
        problems.setOutdated();
        QCOMPARE(next(), "\"per\": ");
        f.pause();
        QCOMPARE(next(), "\"trial\"");

        problems.clear();
        QVERIFY(!f.editor->showNextRemark(false));
    }

    void remarksOfOneFileDoNotStayInTheNext()
    {
        Fixture f;
        models::ProblemList problems;
        f.view->setProblems(problems);
        const Finding finding{
            "zero-period", Severity::Error, Message{"found", "no", {}}, {.file = f.workspace.policiesFile()->path()}};
        problems.setFound(std::make_shared<const models::Problems>(
                              models::Problems{{lint::findRule("wrong-type"), finding, 6, 6, {}}}),
                          0);
        QVERIFY(f.editor->showNextRemark(false));
        problems.setOutdated();
        f.view->setFile(f.workspace.apiFiles().front());
        QVERIFY(!f.editor->showNextRemark(false));
    }

    void everyKnownMemberHasAMeaning()
    {
        QStringList meaningless;
        Seen seen;
        for (const PolicyForm form : {PolicyForm::ById, PolicyForm::Folder, PolicyForm::Export})
            collectMeaningless(formOfPolicies(form), {}, seen, meaningless);
        for (const ValueForm* form : {&formOfApi(), &formOfSettings(), &formOfWorkspaceSettings()})
            collectMeaningless(*form, {}, seen, meaningless);
        QCOMPARE(meaningless.join(u' '), QString());
    }
};

QTEST_MAIN(TestFileTextView)
#include "tst_filetextview.moc"
