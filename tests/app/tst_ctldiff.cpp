// gatereevectl diff: exit codes of docs/contracts.md, what it opens, and git calling it (docs/compare.md).

#include "core/json/document.h"
#include "tests/support/gitrepository.h"

using namespace gatereeve;
using tests::GitRepository;
using Run = GitRepository::Run;

class TestCtlDiff : public QObject
{
    Q_OBJECT
private:
    const QByteArray m_before = "{\"gold\": {\"rate\": 10, \"per\": 1}}\n";
    const QByteArray m_after = "{\"gold\": {\"rate\": 12, \"per\": 1}}\n";
    const QByteArray m_same = "{\n  \"gold\": {\n    \"per\": 1.0,\n    \"rate\": 1e1\n  }\n}\n";

private Q_SLOTS:
    void exitCodes()
    {
        GitRepository place;
        place.write("a.json", m_before);
        place.write("b.json", m_after);
        place.write("c.json", m_same);
        place.write("broken.json", "{\n  \"gold\": }");
        const Run differ = place.gatereevectl({"diff", "a.json", "b.json"});
        QCOMPARE(differ.code, 1);
        QCOMPARE(differ.out, "a.json → b.json\n  gold\n    rate 10 per second → 12 per second\n");
        const Run same = place.gatereevectl({"diff", "a.json", "c.json"});
        QCOMPARE(same.code, 0);
        QCOMPARE(same.out, "");
        const Run broken = place.gatereevectl({"diff", "a.json", "broken.json"});
        QCOMPARE(broken.code, 4);
        QVERIFY(broken.err.startsWith("gatereevectl: broken.json:2:11: "));
        QCOMPARE(broken.out, "");
        QCOMPARE(place.gatereevectl({"diff", "a.json", "missing.json"}).code, 4);
        QCOMPARE(place.gatereevectl({"diff", "a.json"}).code, 2);
        QCOMPARE(place.gatereevectl({"diff", "--git", "a.json", "b.json"}).code, 2);
    }

    void json()
    {
        GitRepository place;
        place.write("a.json", m_before);
        place.write("b.json", m_after);
        const Run run = place.gatereevectl({"diff", "--format", "json", "a.json", "b.json"});
        QCOMPARE(run.code, 1);
        const auto document = json::Document::parse(run.out.toStdString());
        QVERIFY(document.ok());
        const auto difference = document->root().member("differences")->element(0);
        QCOMPARE(difference->member("after")->member("value")->raw(), "12");
        QCOMPARE(difference->member("after")->member("file")->string(), "b.json");
        QCOMPARE(place.gatereevectl({"diff", "--json", "a.json", "a.json"}).out, "{\"differences\":[]}\n");
    }

    void revisions()
    {
        GitRepository place;
        place.write("w/policies.json", m_before);
        place.write("w/apps/a.json", R"({"api_id": "a", "proxy": {"listen_path": "/a/"}})");
        place.commit("First");
        place.write("w/policies.json", m_after);
        place.commit("Second");
        const QByteArray rate = "    rate 10 per second → 12 per second\n";
        QCOMPARE(place.gatereevectl({"diff", "HEAD~1:w/policies.json", "HEAD:w/policies.json"}).out,
                 "w/policies.json\n  gold\n" + rate);
        QCOMPARE(place.gatereevectl({"diff", "HEAD~1:w", "w"}).out, "policies.json\n  gold\n" + rate);
        QCOMPARE(place.gatereevectl({"diff", "HEAD~1:", "HEAD:"}).out, "w/policies.json\n  gold\n" + rate);
        QCOMPARE(place.gatereevectl({"diff", "HEAD:./w/", "w"}).code, 0);
        const Run noFile = place.gatereevectl({"diff", "HEAD:nowhere", "w"});
        QCOMPARE(noFile.code, 4);
        QCOMPARE(noFile.err, "gatereevectl: HEAD:nowhere: no such file or folder\n");
        const Run noRevision = place.gatereevectl({"diff", "nothing:w", "w"});
        QCOMPARE(noRevision.code, 4);
        QVERIFY(noRevision.err.startsWith("gatereevectl: nothing: no such revision"));
    }

    void calledByGit()
    {
        GitRepository place;
        place.write("policies.json", m_before);
        place.write("same.json", m_before);
        place.write("gone.json", m_before);
        place.commit("First");
        place.write("policies.json", m_after);
        place.write("same.json", m_same);
        QVERIFY(QFile::remove(place.path("gone.json")));
        place.write("new.json", m_after);
        place.git({"add", "-AN"});
        const Run run = place.git({"diff", "HEAD"});
        QCOMPARE(run.code, 0);
        QCOMPARE(run.out, "gone.json (deleted file)\n"
                          "  gold\n"
                          "    removed (was rate 10 per second, quota unlimited, grants no API)\n"
                          "new.json (new file)\n"
                          "  gold\n"
                          "    new: rate 12 per second, quota unlimited, grants no API\n"
                          "policies.json\n"
                          "  gold\n"
                          "    rate 10 per second → 12 per second\n"
                          "same.json\n"
                          "  nothing in meaning: only order, layout or spelling\n");
    }

    void renamedFilesAndBrokenOnes()
    {
        GitRepository place;
        const QByteArray filler =
            "  \"silver\": {\"rate\": 1, \"per\": 60, \"name\": \"so that git sees a renaming\"},\n";
        place.write("old.json", "{\n" + filler + m_before.mid(1));
        place.write("broken.json", m_before);
        place.commit("First");
        place.git({"mv", "old.json", "moved.json"});
        place.write("moved.json", "{\n" + filler + m_after.mid(1));
        place.write("broken.json", "{,");
        const Run run = place.git({"diff", "-M", "HEAD"});
        QCOMPARE(run.code, 0);
        QCOMPARE(run.out,
                 "broken.json\n"
                 "  can't be compared by meaning, it is no JSON: broken.json:1:2: expected a name in double quotes or "
                 "'}', found ','\n"
                 "  its lines: git diff --no-ext-diff -- 'broken.json'\n"
                 "old.json → moved.json\n"
                 "  gold\n"
                 "    rate 10 per second → 12 per second\n");
    }

    void unmergedFiles()
    {
        GitRepository place;
        place.write("policies.json", m_before);
        place.commit("First");
        place.branch("policies.json", m_after, "{\"gold\": {\"rate\": 13, \"per\": 1}}\n");
        QCOMPARE(place.git({"merge", "theirs"}).code, 1);
        QVERIFY(place.git({"diff", "--cached"}).out.contains("* Unmerged path policies.json\n"));
    }
};

QTEST_GUILESS_MAIN(TestCtlDiff)
#include "tst_ctldiff.moc"
