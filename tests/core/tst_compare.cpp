// core/compare/comparison.h: what is told, in which words, and what is not told at all.

#include "core/compare/changetext.h"
#include "core/compare/comparison.h"
#include "core/compare/opening.h"
#include "core/reading/policyfields.h"
#include "core/reading/sessionfields.h"
#include "tests/support/memoryfilesystem.h"
#include "tests/support/policydraft.h"

#include <QtTest>

#include <algorithm>

using namespace gatereeve;
using namespace gatereeve::compare;
using gatereeve::testing::DraftMaker;
using gatereeve::testing::PolicyDrafts;

namespace
{

SourceFiles filesOf(const std::string& text, const std::string& name)
{
    SourceFiles files;
    files.push_back(sourceFile(name, text, name));
    return files;
}

std::vector<ChangedObject> changes(const std::string& before, const std::string& after,
                                   const std::string& name = "policies.json")
{
    return compare::compare(filesOf(before, name), filesOf(after, name));
}

// The sentences of all objects, one a line, with the object in front.
std::string told(const std::vector<ChangedObject>& objects)
{
    std::string lines;
    for (const ChangedObject& object : objects) {
        for (const Change& change : object.changes)
            lines += (lines.empty() ? "" : "\n") + object.id + ": " + change.sentence.english();
    }
    return lines;
}

std::string toldOfGold(const std::string& before, const std::string& after)
{
    return told(changes("{\"gold\": {" + before + "}}", "{\"gold\": {" + after + "}}"));
}

template <typename Owner>
QStringList namesMissingIn(const Shape& shape)
{
    QStringList missing;
    for (const auto& field : binding::Binding<Owner>::fields) {
        const bool known = std::any_of(shape.members.begin(), shape.members.end(),
                                       [&](const MemberShape& member) { return member.name == field.name; });
        if (!known)
            missing << QString::fromUtf8(field.name.data(), static_cast<qsizetype>(field.name.size()));
    }
    return missing;
}

} // namespace

class TestCompare : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // A member that the readers learn must get a shape.
    void shapesKnowWhatTheReadersKnow()
    {
        QCOMPARE(namesMissingIn<Policy>(PolicyShape), QStringList());
        QCOMPARE(namesMissingIn<AccessRight>(RightShape), QStringList());
        QCOMPARE(namesMissingIn<Limit>(LimitShape), QStringList());
        QCOMPARE(namesMissingIn<Session>(SessionShape), QStringList());
    }

    void nothingIsTold_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        const auto row = [](const char* name, const char* before, const char* after) {
            QTest::newRow(name) << QString::fromUtf8(before) << QString::fromUtf8(after);
        };
        row("order", R"("rate": 5, "per": 1)", R"("per": 1, "rate": 5)");
        row("spacing", R"("rate":5,"tags":["a"])", "\"rate\" : 5,\r\n\t\"tags\": [ \"a\" ]");
        row("numbers", R"("rate": 1000, "per": 0.50, "x": 100)", R"("rate": 1e3, "per": 5E-1, "x": 100.0)");
        row("escapes", R"("name": "ä/", "x": "\u0041")", R"("name": "\u00e4\/", "x": "A")");
        row("zero", R"("rate": 5)", R"("rate": 5, "quota_max": 0, "is_inactive": false, "tags": null, "name": "")");
        row("zero inside", R"("rate": 5)", R"("rate": 5, "partitions": {"acl": false}, "meta_data": {})");
        row("active by default", R"("rate": 5)", R"("rate": 5, "active": true)");
        row("no limit", R"("access_rights": {"a": {}})", R"("access_rights": {"a": {"limit": null}})");
        row("sets", R"("tags": ["a", "b", "a"])", R"("tags": ["b", "a"])");
        row("letter case", R"("Rate": 5)", R"("rate": 5)");
        row("repeated", R"("rate": 4, "rate": 5)", R"("rate": 5)");
        row("rules have no order",
            R"("access_rights": {"a": {"allowed_urls": [{"url": "/x", "methods": ["GET", "PUT"]}, {"url": "/y"}]}})",
            R"("access_rights": {"a": {"allowed_urls": [{"url": "/y"}, {"methods": ["PUT", "GET"], "url": "/x"}]}})");
        row("unknown", R"("x": {"a": 1, "b": [1, 2]})", R"("x": {"b": [1.0, 2], "a": 1})");
    }
    void nothingIsTold()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QCOMPARE(toldOfGold(before.toStdString(), after.toStdString()), "");
    }

    void sentences_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char* before, const char* after, const char* sentence) {
            QTest::newRow(sentence) << QString::fromUtf8(before) << QString::fromUtf8(after)
                                    << QStringLiteral("gold: ") + QString::fromUtf8(sentence);
        };
        row(R"("rate": 10, "per": 1)", R"("rate": 12, "per": 1)", "rate 10 per second → 12 per second");
        row(R"("rate": 10, "per": 1)", R"("rate": 20, "per": 60)", "rate 10 per second → 20 per minute");
        row(R"("rate": 10, "per": 1)", R"("per": 1)", "rate 10 per second → unlimited");
        row(R"("rate": 0)", R"("rate": -1)", "rate unlimited either way, written rate 0, per 0 → rate -1, per 0");
        row(R"("rate": 10)", R"("rate": "10")", R"(rate: rate 10, per 0 → rate "10", per 0)");
        row(R"("quota_max": 10000, "quota_renewal_rate": 2592000)", R"("quota_max": 5, "quota_renewal_rate": 0)",
            "quota 10 000 per 30 days → 5, never renewed");
        // A gateway does not read 1e3 as a whole number (policy-semantics.md 1.1).
        row(R"("quota_max": 1000)", R"("quota_max": 1e3)",
            "quota: quota_max 1000, quota_renewal_rate 0 → quota_max 1e3, quota_renewal_rate 0");
        row(R"("throttle_interval": 1, "throttle_retry_limit": 2)", "", "throttling 2 retries, 1 s apart → none");
        row("", R"("key_expires_in": 1209600)", "new keys end after 14 days (never before)");
        row(R"("key_expires_in": 1209600)", R"("key_expires_in": 0)", "new keys never end (after 14 days before)");
        row(R"("active": true)", R"("active": false)", "no longer active");
        row(R"("active": false)", "", "active again");
        row("", R"("is_inactive": true)", "keys that use it are refused from now on (is_inactive)");
        row("", R"("partitions": {"quota": true, "acl": true})", "enforces the whole policy → quota and access rights");
        row(R"("tags": ["a", "b"])", R"("tags": ["c", "b"])", "tags: no longer a, but c");
        row(R"("org_id": "one")", R"("org_id": "two")", R"(org_id "one" → "two")");
        row(R"("meta_data": {"plan": "x"})", R"("meta_data": {"plan": "y"})", R"(meta_data.plan "x" → "y")");
        row(R"("x": [1])", R"("x": [1, 2])", "x [1] → [1,2]");
        row("", R"("y": 0)", "y not set → 0");
        row("",
            R"("access_rights": {"o": {"api_name": "Orders", "versions": ["v1"], "allowed_urls": )"
            R"([{"url": "/a", "methods": ["GET", "PUT"]}]}})",
            "grants Orders (o): version v1, only GET and PUT /a");
        row(R"("access_rights": {"o": {"api_name": "Orders"}, "b": {}})", R"("access_rights": {"b": {}})",
            "no longer grants Orders (o)");
        row(R"("access_rights": {"o": {"versions": ["v1"]}})", R"("access_rights": {"o": {"versions": ["v1", "v2"]}})",
            "o: versions: also v2");
        row(R"("access_rights": {"o": {"limit": null}})", R"("access_rights": {"o": {"limit": {}}})",
            "o: has a limit of its own: rate unlimited, quota unlimited");
        row(R"("access_rights": {"o": {"limit": {"rate": 1, "per": 1}}})",
            R"("access_rights": {"o": {"limit": {"rate": 2, "per": 1}}})", "o: rate 1 per second → 2 per second");
    }
    void sentences()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(QString, sentence);
        QCOMPARE(toldOfGold(before.toStdString(), after.toStdString()), sentence.toStdString());
    }

    void allowedUrlsByMethod()
    {
        const auto rights = [](const std::string& rules) {
            return "\"access_rights\": {\"o\": {\"allowed_urls\": [" + rules + "]}}";
        };
        const std::string orders = R"({"url": "/orders", "methods": ["GET", "DELETE"]})",
                          less = R"({"url": "/orders", "methods": ["GET", "PUT"]})",
                          stock = R"({"url": "/stock", "methods": ["GET"]})";
        QCOMPARE(toldOfGold(rights(orders), rights(less)),
                 "gold: o: no longer DELETE /orders\ngold: o: also PUT /orders");
        QCOMPARE(toldOfGold(rights(orders + "," + stock), rights(stock)), "gold: o: no longer GET and DELETE /orders");
        QCOMPARE(toldOfGold(rights(""), rights(stock)), "gold: o: only GET /stock (every URL before)");
        QCOMPARE(toldOfGold(rights(stock), rights("")), "gold: o: every URL (only GET /stock before)");
    }

    // Dashboards write every member out; a gateway reads an absent one as the same zero.
    void definitionsWrittenOut()
    {
        const std::string plain = R"({"api_id": "a", "proxy": {"listen_path": "/a/"}, "custom": {"pre": [1]}})";
        const std::string written =
            R"({"api_id": "a", "active": true, "use_keyless": false, "tags": null, "CORS": {"enable": false, "x": ""},)"
            R"("proxy": {"listen_path": "/a/", "check": false}, "custom": {"pre": [1], "post": null}})";
        QCOMPARE(told(changes(plain, written, "a.json")), "");
        QCOMPARE(told(changes(written, plain, "a.json")), "");
        const std::string headers =
            R"({"api_id": "a", "custom": {"pre": [1], "header": ""}, "proxy": {"listen_path": "/a/"}})";
        QCOMPARE(told(changes(plain, headers, "a.json")), "a: custom.header not set → \"\"");
        QCOMPARE(told(changes(R"({"x-tyk-api-gateway": {"info": {"id": "a"}}})",
                              R"({"x-tyk-api-gateway": {"info": {"id": "a"}, "server": {}}})", "a.json")),
                 "a: x-tyk-api-gateway.server not set → {}");
        QCOMPARE(told(changes(R"({"api_id": "a"})", R"({"api_id": "a", "global_rate_limit": {"rate": 5, "per": 60}})",
                              "a.json")),
                 "a: global_rate_limit: rate unlimited → 5 per minute");
    }

    // tyk.conf has defaults of its own.
    void settingsAreToldWhenWrittenOut()
    {
        const std::string conf = R"({"listen_port": 8080)";
        QCOMPARE(
            told(changes(conf + "}", conf + R"(, "hash_keys": false, "policies": {"policy_path": ""}})", "tyk.conf")),
            "");
        QCOMPARE(told(changes(conf + "}", conf + R"(, "bundle_base_url": ""})", "tyk.conf")),
                 ": bundle_base_url not set → \"\"");
    }

    void secretsAreNotPrinted()
    {
        const std::string sentence = told(
            changes(R"({"listen_port": 1, "secret": "abc"})", R"({"listen_port": 1, "secret": "xyz"})", "tyk.conf"));
        QCOMPARE(sentence, ": secret is another one");
    }

    void wholePolicies()
    {
        const std::vector<ChangedObject> found =
            changes(R"({"gold": {"rate": 1, "per": 1}, "old": {"rate": 3, "per": 1, "name": "o", "tags": ["x"]}})",
                    R"({"gold": {"rate": 1, "per": 1}, "new": {"quota_max": 7, "name": "n"}})");
        QCOMPARE(told(found), "new: new: rate unlimited, quota 7, never renewed, grants no API\n"
                              "old: removed (was rate 3 per second, quota unlimited, grants no API)");
        QCOMPARE(found[0].changes[0].kind, ChangeKind::Added);
        QVERIFY(!found[0].changes[0].before);
        QCOMPARE(found[1].changes[0].before->place.path, "old");
    }

    void renamedByContent()
    {
        const std::string policy = R"(: {"rate": 1, "per": 1, "quota_max": 5, "tags": ["a"], "name": "Gold"})";
        const auto same = changes("{\"gold\"" + policy + "}", "{\"gilt\"" + policy + "}");
        QCOMPARE(told(same), "gilt: renamed from gold");
        QCOMPARE(same[0].formerId, "gold");
        const std::string near = R"(: {"rate": 1, "per": 1, "quota_max": 6, "tags": ["a"], "name": "Gold"})";
        QCOMPARE(told(changes("{\"gold\"" + policy + "}", "{\"gilt\"" + near + "}")),
                 "gilt: renamed from gold\ngilt: quota 5, never renewed → 6, never renewed");
        const std::string other = R"(: {"rate": 9, "per": 2, "quota_max": 6, "tags": ["b"], "name": "Gold"})";
        QCOMPARE(changes("{\"gold\"" + policy + "}", "{\"gilt\"" + other + "}").size(), size_t{2});
    }

    // One policy is found whichever file and layout it stands in.
    void acrossLayouts()
    {
        tests::MemoryFileSystem files{
            {"one/policies.json", R"({"gold": {"id": "gold", "rate": 5, "per": 1}})"},
            {"many/policy-gold.json", R"({"id": "gold", "rate": 6, "per": 1})"},
            {"many/deeper/api.json", R"({"api_id": "a", "proxy": {"listen_path": "/a/"}})"},
            {"many/.git/x.json", "{"},
        };
        const auto before = openSource("one", files), after = openSource("many/", files);
        QVERIFY(before.ok() && after.ok());
        QCOMPARE(changesText(compare::compare(*before, *after)), "deeper/api.json\n"
                                                                 "  API a\n"
                                                                 "    new: listens on /a/\n"
                                                                 "\n"
                                                                 "policies.json → policy-gold.json\n"
                                                                 "  gold\n"
                                                                 "    rate 5 per second → 6 per second\n");
        QVERIFY(!openSource("nowhere", files).ok());
    }

    void oneIdInSeveralFiles()
    {
        const std::string api = R"({"api_id": "1", "name": "x"})";
        SourceFiles before, after;
        before.push_back(sourceFile("a.json", api, "a.json"));
        before.push_back(sourceFile("b.json", api, "b.json"));
        after.push_back(sourceFile("b.json", api, "b.json"));
        QCOMPARE(changesText(compare::compare(before, after)), "a.json\n  API 1\n    removed (was x)\n");
        QCOMPARE(changesText(compare::compare(before, before)), "");
    }

    void workspaceFiles()
    {
        const std::string conf =
            R"({"listen_port": 8080, "app_path": "apps", "policies": {"policy_record_name": "p.json"}})";
        tests::MemoryFileSystem files{{"w/tyk.conf", conf},
                                      {"w/p.json", "{}"},
                                      {"w/apps/a.json", R"({"api_id": "a"})"},
                                      {"w/unrelated.json", "not read by the gateway"}};
        const auto opened = openSource("w", files);
        QVERIFY(opened.ok());
        QStringList names;
        for (const SourceFile& file : *opened)
            names << QString::fromStdString(file.name);
        QCOMPARE(names, (QStringList{"apps/a.json", "p.json", "tyk.conf"}));
    }

    void brokenFilesAreComparedAsBytes()
    {
        SourceFiles before = filesOf("{", "a.json"), after = filesOf("{ ", "a.json");
        QCOMPARE(compare::compare(before, before).size(), size_t{0});
        const auto found = compare::compare(before, after);
        QCOMPARE(found.size(), size_t{1});
        QVERIFY(found[0].changes[0].sentence.english().starts_with(
            "can't be compared by meaning, its bytes differ; a.json:1"));
    }

    void placesOfBothSides()
    {
        const auto found = changes("{\"gold\":\n {\"rate\": 5}}", "{\"gold\":\n\n   {\"rate\": 6}}");
        const Change& change = found.at(0).changes.at(0);
        QCOMPARE(change.path, "rate");
        QCOMPARE(change.before->json, "5");
        QVERIFY((change.before->place == Place{"policies.json", 2, 11, "gold.rate"}));
        QVERIFY((change.after->place == Place{"policies.json", 3, 13, "gold.rate"}));
        json::Writer writer;
        writeChanges(writer, found);
        QCOMPARE(writer.take(),
                 R"({"differences":[{"object":"policy","id":"gold","kind":"changed","path":"rate",)"
                 R"("before":{"value":5,"file":"policies.json","line":2,"column":11,"path":"gold.rate"},)"
                 R"("after":{"value":6,"file":"policies.json","line":3,"column":13,"path":"gold.rate"},)"
                 R"("message":"rate 5 per 0 seconds → 6 per 0 seconds"}]})");
    }

    // The same model in another layout, order and spelling: nothing. Another model: something.
    void generated()
    {
        for (uint32_t seed = 0; seed < 2000; ++seed) {
            DraftMaker make(seed);
            const PolicyDrafts drafts = make.drafts(3);
            const std::string before = make.text(drafts);
            const std::string again = make.text(drafts);
            QVERIFY2(changes(before, again).empty(), (before + "\n---\n" + again).c_str());
            PolicyDrafts changed = drafts;
            make.change(changed);
            for (auto& [name, draft] : changed)
                std::sort(draft.tags.begin(), draft.tags.end());
            PolicyDrafts sorted = drafts;
            for (auto& [name, draft] : sorted)
                std::sort(draft.tags.begin(), draft.tags.end());
            QCOMPARE(changes(before, make.text(changed)).empty(), changed == sorted);
        }
    }
};

QTEST_APPLESS_MAIN(TestCompare)
#include "tst_compare.moc"
