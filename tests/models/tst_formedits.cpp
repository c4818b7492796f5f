// Each edit of a form over generated policies files: only the bytes of what was edited differ, the new value is read
// back, and undo brings the old bytes (issue: property of lossless editing; DESIGN decision 8).

#include "models/policyeditor.h"
#include "tests/support/randompolicyfile.h"
#include "tests/support/workspacefixture.h"

#include <QtTest>

#include <set>

using namespace gatereeve;
using models::Partition;
using models::PolicyEditor;
using namespace Qt::StringLiterals;

namespace
{

constexpr uint32_t Documents = 10'000;

struct FormEdit {
    const char* name;
    std::set<std::string> members; // of the policy; what else it has stays as it stands
    std::function<Result<void>(PolicyEditor& editor, const QString& id)> push;
    std::function<bool(const Policy& policy)> isDone;
};

// Of Unicode names the letter case of ours is plain.
std::string lowered(std::string name)
{
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return name;
}

bool hasApi(const Policy& policy)
{
    return policy.accessRights.contains("api");
}

std::vector<FormEdit> formEdits()
{
    return {
        {"rate",
         {"rate", "per"},
         [](PolicyEditor& editor, const QString& id) {
             return editor.setRate({id}, {17, 3});
         },
         [](const Policy& policy) { return policy.rate == 17 && policy.per == 3; }},
        {"quota",
         {"quota_max", "quota_renewal_rate"},
         [](PolicyEditor& editor, const QString& id) {
             return editor.setQuota({id}, {19, 77});
         },
         [](const Policy& policy) { return policy.quotaMax == 19 && policy.quotaRenewalRate == 77; }},
        {"name",
         {"name"},
         [](PolicyEditor& editor, const QString& id) { return editor.setName({id}, u"Söme \"name\""_s); },
         [](const Policy& policy) { return policy.name == "Söme \"name\""; }},
        {"key life",
         {"key_expires_in"},
         [](PolicyEditor& editor, const QString& id) { return editor.setKeyExpiresIn({id}, 1234); },
         [](const Policy& policy) { return policy.keyExpiresIn == 1234; }},
        {"tags",
         {"tags"},
         [](PolicyEditor& editor, const QString& id) {
             return editor.setTags({id}, {u"new"_s, u"ä\"b"_s});
         },
         [](const Policy& policy) {
             return policy.tags == std::vector<std::string>{"new", "ä\"b"};
         }},
        {"deny",
         {"is_inactive"},
         [](PolicyEditor& editor, const QString& id) { return editor.setInactive({id}, true); },
         [](const Policy& policy) { return policy.isInactive; }},
        {"partition",
         {"partitions"},
         [](PolicyEditor& editor, const QString& id) { return editor.setEnforces({id}, Partition::Acl, false); },
         [](const Policy& policy) { return !policy.partitions.enforcesRights(); }},
        {"grant",
         {"access_rights"},
         [](PolicyEditor& editor, const QString& id) { return editor.grantApi(id, u"new-api"_s, {u"v1"_s}); },
         [](const Policy& policy) { return policy.accessRights.contains("new-api"); }},
        {"revoke",
         {"access_rights"},
         [](PolicyEditor& editor, const QString& id) { return editor.revokeApi(id, u"api"_s); },
         [](const Policy& policy) { return !hasApi(policy); }},
        {"versions",
         {"access_rights"},
         [](PolicyEditor& editor, const QString& id) {
             return editor.setVersions(id, u"api"_s, {u"Default"_s, u"v2"_s});
         },
         [](const Policy& policy) {
             return !hasApi(policy) ||
                    policy.accessRights.at("api").versions == std::vector<std::string>{"Default", "v2"};
         }},
        {"URL",
         {"access_rights"},
         [](PolicyEditor& editor, const QString& id) {
             return editor.addUrl(id, u"api"_s, {"/new", {"GET"}});
         },
         [](const Policy& policy) {
             return !hasApi(policy) || policy.accessRights.at("api").allowedUrls.back().url == "/new";
         }},
        {"methods",
         {"access_rights"},
         [](PolicyEditor& editor, const QString& id) { return editor.setMethods(id, u"api"_s, 0, {u"PUT"_s}); },
         [](const Policy& policy) {
             return !hasApi(policy) ||
                    policy.accessRights.at("api").allowedUrls.front().methods == std::vector<std::string>{"PUT"};
         }},
        {"own limit",
         {"access_rights"},
         [](PolicyEditor& editor, const QString& id) {
             return editor.setLimit(id, u"api"_s, Limit{.rate = 3, .per = 1});
         },
         [](const Policy& policy) { return !hasApi(policy) || policy.accessRights.at("api").limit->rate == 3; }},
    };
}

json::Value policyIn(const json::Document& document, const QString& id)
{
    return *document.root().member(id.toStdString());
}

// The members that are none of these, as they stand, in their order.
std::vector<std::string> othersOf(const json::Value& policy, const std::set<std::string>& members)
{
    std::vector<std::string> others;
    for (const json::Value member : policy) {
        if (!members.contains(lowered(member.name())))
            others.push_back(std::string(member.rawName()) + std::string(member.raw()));
    }
    return others;
}

} // namespace

class TestFormEdits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyEditTouchesItsBytesOnly();

private:
    void check(const FormEdit& edit, const QString& id);
    tests::WorkspaceFixture m_fixture;
};

void TestFormEdits::check(const FormEdit& edit, const QString& id)
{
    auto& workspace = *m_fixture.workspace;
    const json::Document before = *workspace.policiesFile()->document();
    PolicyEditor editor(workspace);
    const int steps = workspace.undoStack().index();
    const bool pushed = edit.push(editor, id).ok() && workspace.undoStack().index() > steps;
    if (!pushed) { // such a right is not there, or it says so already
        QCOMPARE(workspace.policiesFile()->text(), before.text());
        return;
    }
    const auto& after = workspace.policiesFile()->document();
    QVERIFY2(after, "the file is JSON still");
    const json::Value was = policyIn(before, id), is = policyIn(*after, id);
    QCOMPARE(after->text().substr(0, is.offset()), before.text().substr(0, was.offset()));
    QCOMPARE(after->text().substr(is.offset() + is.length()), before.text().substr(was.offset() + was.length()));
    QCOMPARE(othersOf(is, edit.members), othersOf(was, edit.members));
    QVERIFY(edit.isDone(workspace.policyList().find(id)->policy()));

    workspace.undoStack().undo();
    QCOMPARE(workspace.policiesFile()->text(), before.text());
    QCOMPARE(workspace.undoStack().index(), steps);
}

void TestFormEdits::anyEditTouchesItsBytesOnly()
{
    m_fixture.open();
    auto& workspace = *m_fixture.workspace;
    const std::vector<FormEdit> edits = formEdits();
    for (uint32_t seed = 1; seed <= Documents; ++seed) {
        workspace.setText(*workspace.policiesFile(), RandomPolicyFile(seed).text(), u"next"_s);
        workspace.undoStack().clear();
        QVERIFY2(workspace.policiesFile()->document(), qPrintable(u"seed %1"_s.arg(seed)));
        const FormEdit& edit = edits[seed % edits.size()];
        for (const QString& id : workspace.policyList().ids()) {
            check(edit, id);
            if (QTest::currentTestFailed())
                QFAIL(qPrintable(u"seed %1, %2 of %3:\n%4"_s.arg(seed).arg(
                    QLatin1StringView(edit.name), id, models::toQString(m_fixture.policiesText()))));
        }
    }
}

QTEST_GUILESS_MAIN(TestFormEdits)
#include "tst_formedits.moc"
