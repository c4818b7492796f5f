#include "models/policyeditor.h"
#include "tests/support/openworkspace.h"

#include <QSignalSpy>
#include <QTest>

using namespace gatereeve;
using namespace gatereeve::models;
#ifndef Q_MOC_RUN
using namespace gatereeve::tests;
#endif

class TestWorkspace : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opens()
    {
        OpenWorkspace w;
        QCOMPARE(w.workspace.policies().size(), size_t{3});
        QCOMPARE(w.workspace.apiList().rowCount(), 2);
        QVERIFY(!w.workspace.isModified());
        QCOMPARE(w.workspace.unsavedEdits(), 0);
    }

    // Edited, saved and enforced are three states (DESIGN 9): an edit counts at once, and is saved when it is said.
    void editSaveUndo()
    {
        OpenWorkspace w;
        QSignalSpy edited(&w.workspace, &Workspace::edited);
        PolicyEditor editor(w.workspace);
        QVERIFY(editor.setRate({"gold"}, {8, 1}).ok());
        QCOMPARE(edited.count(), 1);
        QCOMPARE(w.workspace.snapshotInput(2).policies.at("gold")->policy.rate, 8.0);
        QVERIFY(w.workspace.isModified());
        QCOMPARE(w.workspace.unsavedEdits(), 1);
        QCOMPARE(w.files.files.at("/w/policies.json").bytes, SamplePolicies);

        QVERIFY(w.workspace.save().empty());
        std::string expected = SamplePolicies;
        expected.replace(expected.find("\"rate\": 5"), 9, "\"rate\": 8");
        QCOMPARE(w.files.files.at("/w/policies.json").bytes, expected); // only its own bytes
        QVERIFY(!w.workspace.isModified());

        w.workspace.undoStack().undo();
        QCOMPARE(w.text(), SamplePolicies);
        QVERIFY(w.workspace.isModified());
        QCOMPARE(w.workspace.policies().at("gold")->policy.rate, 5.0);
    }

    void undoTextsNameTheEdit()
    {
        OpenWorkspace w;
        QVERIFY(PolicyEditor(w.workspace).setRate({"gold"}, {8, 1}).ok());
        QCOMPARE(w.workspace.undoStack().undoText(), QStringLiteral("Rate of gold"));
    }

    // A broken text keeps the last good policies in force (guide 5), says where, and comes back by undo.
    void brokenTextKeepsTheLastGood()
    {
        OpenWorkspace w;
        w.workspace.setText(*w.workspace.policiesFile(), "{\"gold\": {\"rate\": 5,}", QStringLiteral("Typing"));
        QVERIFY(!w.workspace.policiesFile()->document());
        QVERIFY(w.workspace.policiesFile()->error()->place.line == 1);
        QCOMPARE(w.workspace.policies().size(), size_t{3});
        QVERIFY(!PolicyEditor(w.workspace).setRate({"gold"}, {8, 1}).ok());
        w.workspace.undoStack().undo();
        QCOMPARE(w.text(), SamplePolicies);
    }

    void wrongTypeIsFoundWithItsPlace()
    {
        std::string broken = SamplePolicies;
        broken.replace(broken.find("\"rate\": 5"), 9, "\"rate\": \"5\"");
        OpenWorkspace w(broken);
        QVERIFY(w.workspace.policies().at("gold")->unusable.has_value());
        const auto& findings = w.workspace.findings();
        const auto wrong = std::find_if(findings.begin(), findings.end(), [](const Finding& f) { return f.kind == "wrong-type"; });
        QVERIFY(wrong != findings.end());
        QCOMPARE(wrong->place.file, std::string("/w/policies.json"));
        QCOMPARE(wrong->place.line, 4);
    }

    void changedOnDisk()
    {
        OpenWorkspace w;
        QSignalSpy reloaded(&w.workspace, &Workspace::reloaded), conflicted(&w.workspace, &Workspace::conflicted);
        // Clean: quietly.
        std::string other = SamplePolicies;
        other.replace(other.find("\"rate\": 5"), 9, "\"rate\": 7");
        w.files.files["/w/policies.json"].bytes = other;
        w.workspace.lookAtDisk();
        QCOMPARE(reloaded.count(), 1);
        QCOMPARE(w.workspace.policies().at("gold")->policy.rate, 7.0);
        // Modified here as well: told, and nothing of either is overwritten.
        QVERIFY(PolicyEditor(w.workspace).setQuota({"gold"}, {9, 60}).ok());
        w.files.files["/w/policies.json"].bytes = SamplePolicies;
        w.workspace.lookAtDisk();
        QCOMPARE(conflicted.count(), 1);
        const auto errors = w.workspace.save();
        QCOMPARE(errors.size(), size_t{1});
        QCOMPARE(w.files.files.at("/w/policies.json").bytes, SamplePolicies);
        QVERIFY(w.workspace.isModified());
    }

    void fullDiskLeavesTheFile()
    {
        OpenWorkspace w;
        QVERIFY(PolicyEditor(w.workspace).setRate({"gold"}, {8, 1}).ok());
        w.files.files["/w/policies.json"].replaceable = false;
        w.files.files["/w/policies.json"].writable = false;
        const auto errors = w.workspace.save();
        QCOMPARE(errors.size(), size_t{1});
        QVERIFY(!errors.front().text.empty());
        QCOMPARE(w.files.files.at("/w/policies.json").bytes, SamplePolicies);
        QVERIFY(w.workspace.isModified());
    }

    void profileAndEchoAreOurFile()
    {
        OpenWorkspace w;
        QVERIFY(!w.workspace.usesEchoUpstream());
        QVERIFY(w.workspace.setEchoUpstream(true).ok());
        QVERIFY(w.workspace.usesEchoUpstream());
        w.workspace.undoStack().undo();
        QVERIFY(!w.workspace.usesEchoUpstream());
    }

    // 10,000 policies: one edited field is one changed row, not a reset.
    void manyPolicies()
    {
        std::string text = "{\n";
        for (int i = 0; i < 10'000; ++i)
            text += (i ? ",\n" : "") + std::string("    \"p") + std::to_string(i) + "\": {\"active\": true, \"rate\": 5, \"per\": 1, \"access_rights\": {\"orders\": {}}}";
        text += "\n}\n";
        OpenWorkspace w(text);
        QCOMPARE(w.workspace.policies().size(), size_t{10'000});
        QSignalSpy changed(&w.workspace, &Workspace::policiesChanged);
        QVERIFY(PolicyEditor(w.workspace).setRate({"p5000"}, {9, 1}).ok());
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.front().front().toStringList(), QStringList{"p5000"});
    }
};

QTEST_GUILESS_MAIN(TestWorkspace)
#include "tst_workspace.moc"
