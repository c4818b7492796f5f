// Every edit: do, compare, undo, compare bytes, redo, compare.

#include "models/policyeditor.h"
#include "tests/support/openworkspace.h"

#include <QTest>

#include <functional>
#include <stdexcept>

using namespace gatereeve;
using namespace gatereeve::models;
#ifndef Q_MOC_RUN
using namespace gatereeve::tests;
#endif

using Edit = std::function<Result<void>(PolicyEditor&)>;
using Check = std::function<bool(const PolicySet&)>;
Q_DECLARE_METATYPE(Edit)
Q_DECLARE_METATYPE(Check)

class TestPolicyEditor : public QObject
{
    Q_OBJECT
    static const Policy& gold(const PolicySet& set) { return set.at("gold")->policy; }
    // What is looked for may not be there at all.
    static bool holds(const Check& check, const PolicySet& set)
    {
        try {
            return check(set);
        } catch (const std::out_of_range&) {
            return false;
        }
    }

private Q_SLOTS:
    void doUndoRedo_data()
    {
        QTest::addColumn<Edit>("edit");
        QTest::addColumn<Check>("check");
        const auto row = [](const char* name, Edit edit, Check check) { QTest::newRow(name) << edit << check; };
        row("rate and per in one step", [](PolicyEditor& e) { return e.setRate({"gold"}, {100, 60}); },
            [](const PolicySet& s) { return gold(s).rate == 100 && gold(s).per == 60; });
        row("quota", [](PolicyEditor& e) { return e.setQuota({"gold"}, {7, 60}); },
            [](const PolicySet& s) { return gold(s).quotaMax == 7 && gold(s).quotaRenewalRate == 60; });
        row("partition", [](PolicyEditor& e) { return e.setEnforces({"gold"}, Partition::Quota, true); },
            [](const PolicySet& s) { return gold(s).partitions.quota && gold(s).partitions.isPartitioned(); });
        row("is_inactive", [](PolicyEditor& e) { return e.setInactive({"gold"}, true); },
            [](const PolicySet& s) { return gold(s).isInactive; });
        row("active false: not loaded", [](PolicyEditor& e) { return e.setActive({"gold"}, false); },
            [](const PolicySet& s) { return !s.contains("gold"); });
        row("key_expires_in", [](PolicyEditor& e) { return e.setKeyExpiresIn({"gold"}, 60); },
            [](const PolicySet& s) { return gold(s).keyExpiresIn == 60; });
        row("tags", [](PolicyEditor& e) { return e.setTags({"gold"}, {"a", "b"}); },
            [](const PolicySet& s) { return gold(s).tags == std::vector<std::string>{"a", "b"}; });
        row("several policies", [](PolicyEditor& e) { return e.setRate({"gold", "trial"}, {3, 1}); },
            [](const PolicySet& s) { return gold(s).rate == 3 && s.at("trial")->policy.rate == 3; });
        row("rename", [](PolicyEditor& e) { return e.rename("gold", "platinum"); },
            [](const PolicySet& s) { return s.contains("platinum") && !s.contains("gold"); });
        row("duplicate", [](PolicyEditor& e) { return e.duplicate("gold", "gold-2"); },
            [](const PolicySet& s) { return s.at("gold-2")->policy.rate == 5; });
        row("remove", [](PolicyEditor& e) { return e.remove({"gold", "quota-only"}); },
            [](const PolicySet& s) { return s.size() == 1; });
        row("add", [](PolicyEditor& e) { return e.add("new", "{\"active\": true, \"rate\": 1, \"per\": 1}"); },
            [](const PolicySet& s) { return s.at("new")->policy.rate == 1; });
        row("grant an API", [](PolicyEditor& e) { return e.grantApi("gold", "users", {"Default"}); },
            [](const PolicySet& s) { return gold(s).accessRights.at("users").versions.size() == 1; });
        row("revoke an API", [](PolicyEditor& e) { return e.revokeApi("gold", "orders"); },
            [](const PolicySet& s) { return gold(s).accessRights.empty(); });
        row("versions", [](PolicyEditor& e) { return e.setVersions("gold", "orders", {"v1", "v2"}); },
            [](const PolicySet& s) { return gold(s).accessRights.at("orders").versions.size() == 2; });
        row("add a URL", [](PolicyEditor& e) { return e.addUrl("gold", "orders", {"/x", {"POST"}}); },
            [](const PolicySet& s) { return gold(s).accessRights.at("orders").allowedUrls.size() == 2; });
        row("change a URL", [](PolicyEditor& e) { return e.setUrl("gold", "orders", 0, "^/y$"); },
            [](const PolicySet& s) { return gold(s).accessRights.at("orders").allowedUrls[0].url == "^/y$"; });
        row("methods", [](PolicyEditor& e) { return e.setMethods("gold", "orders", 0, {"GET", "PUT"}); },
            [](const PolicySet& s) { return gold(s).accessRights.at("orders").allowedUrls[0].methods.size() == 2; });
        row("remove a URL", [](PolicyEditor& e) { return e.removeUrl("gold", "orders", 0); },
            [](const PolicySet& s) { return gold(s).accessRights.at("orders").allowedUrls.empty(); });
        Limit own;
        own.rate = 2;
        own.per = 1;
        row("own limit", [own](PolicyEditor& e) { return e.setLimit("gold", "orders", own); },
            [own](const PolicySet& s) { return gold(s).accessRights.at("orders").limit == own; });
        row("JSON", [](PolicyEditor& e) { return e.setJson("gold", "{\"active\": true, \"rate\": 4, \"per\": 1}"); },
            [](const PolicySet& s) { return gold(s).rate == 4; });
    }

    void doUndoRedo()
    {
        QFETCH(const Edit, edit);
        QFETCH(const Check, check);
        OpenWorkspace w;
        PolicyEditor editor(w.workspace);
        const auto done = edit(editor);
        QVERIFY2(done.ok(), done.ok() ? "" : done.error().describe().c_str());
        QCOMPARE(w.workspace.undoStack().count(), 1);
        QVERIFY(holds(check, w.workspace.policies()));
        const std::string after = w.text();
        w.workspace.undoStack().undo();
        QCOMPARE(w.text(), SamplePolicies);
        QVERIFY(!holds(check, w.workspace.policies()));
        w.workspace.undoStack().redo();
        QCOMPARE(w.text(), after);
        QVERIFY(holds(check, w.workspace.policies()));
    }

    void nothingIsPushedWhenNothingChanges()
    {
        OpenWorkspace w;
        QVERIFY(PolicyEditor(w.workspace).setRate({"gold"}, {5, 1}).ok());
        QCOMPARE(w.workspace.undoStack().count(), 0);
    }

    // Typing in one field is one step until the field is left.
    void typingMerges()
    {
        OpenWorkspace w;
        PolicyEditor editor(w.workspace);
        QVERIFY(editor.setRate({"gold"}, {8, 1}).ok());
        QVERIFY(editor.setRate({"gold"}, {80, 1}).ok());
        QCOMPARE(w.workspace.undoStack().count(), 1);
        w.workspace.finishTyping();
        QVERIFY(editor.setRate({"gold"}, {9, 1}).ok());
        QCOMPARE(w.workspace.undoStack().count(), 2);
        w.workspace.undoStack().undo();
        w.workspace.undoStack().undo();
        QCOMPARE(w.text(), SamplePolicies);
    }

    void errorsChangeNothing()
    {
        OpenWorkspace w;
        PolicyEditor editor(w.workspace);
        QVERIFY(!editor.setRate({"no such"}, {8, 1}).ok());
        QVERIFY(!editor.rename("gold", "trial").ok());
        QVERIFY(!editor.add("").ok());
        QVERIFY(!editor.setJson("gold", "[1,").ok());
        QCOMPARE(w.text(), SamplePolicies);
        QCOMPARE(w.workspace.undoStack().count(), 0);
    }
};

QTEST_GUILESS_MAIN(TestPolicyEditor)
#include "tst_policyeditor.moc"
