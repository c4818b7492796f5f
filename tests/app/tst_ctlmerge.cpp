// gatereevectl merge: by itself, and as git's merge driver in a scratch repository (docs/compare.md).

#include "tests/support/gitrepository.h"

using gatereeve::tests::GitRepository;
using Run = GitRepository::Run;

namespace
{

QByteArray with(QByteArray text, const QByteArray& before, const QByteArray& after)
{
    return text.contains(before) ? text.replace(before, after) : QByteArray("no " + before);
}

} // namespace

class TestCtlMerge : public QObject
{
    Q_OBJECT
private:
    const QByteArray m_base = "{\r\n"
                              "\t\"gold\": {\r\n"
                              "\t\t\"rate\": 10,\r\n"
                              "\t\t\"per\": 1,\r\n"
                              "\t\t\"tags\": [ \"a\" ]\r\n"
                              "\t}\r\n"
                              "}";
    const QByteArray m_rate = "\"rate\": 10", m_tags = "[ \"a\" ]";

private Q_SLOTS:
    // Neighbouring lines: a line merge would conflict.
    void clean()
    {
        GitRepository place;
        place.write("policies.json", m_base);
        place.commit("First");
        const QByteArray ours = with(m_base, "\"per\": 1,", "\"per\": 1,\r\n\t\t\"quota_max\" : 1e2,");
        place.branch("policies.json", ours, with(m_base, m_tags, "[ \"a\", \"b\" ]"));
        const Run merged = place.git({"merge", "theirs"});
        QVERIFY2(merged.code == 0, merged.all().constData());
        QCOMPARE(place.read("policies.json"), with(ours, m_tags, "[ \"a\", \"b\" ]"));
    }

    void conflict()
    {
        GitRepository place;
        place.write("policies.json", m_base);
        place.commit("First");
        const QByteArray ours = with(m_base, m_rate, "\"rate\": 20");
        place.branch("policies.json", ours, with(with(m_base, m_rate, "\"rate\": 30"), m_tags, "[ \"a\", \"b\" ]"));
        const Run merged = place.git({"merge", "theirs"});
        QCOMPARE(merged.code, 1);
        QVERIFY(merged.all().contains(
            "CONFLICT in policies.json: gold.rate: 20 per second in ours, 30 per second in theirs, "
            "10 per second before\n"));
        QCOMPARE(place.read("policies.json"), "{\r\n"
                                              "\t\"gold\": {\r\n"
                                              "<<<<<<< ours\r\n"
                                              "\t\t\"rate\": 20,\r\n"
                                              "||||||| base\r\n"
                                              "\t\t\"rate\": 10,\r\n"
                                              "=======\r\n"
                                              "\t\t\"rate\": 30,\r\n"
                                              ">>>>>>> theirs\r\n"
                                              "\t\t\"per\": 1,\r\n"
                                              "\t\t\"tags\": [ \"a\", \"b\" ]\r\n"
                                              "\t}\r\n"
                                              "}");
        QVERIFY(place.git({"status", "--porcelain"}).out.contains("UU policies.json"));
    }

    void addedOnBothSides()
    {
        GitRepository place;
        place.branch("policies.json", m_base, with(m_base, m_tags, "[]"));
        const Run merged = place.git({"merge", "theirs"});
        QCOMPARE(merged.code, 1);
        QVERIFY(merged.all().contains("CONFLICT in policies.json: gold.tags: "));
    }

    // What git merge-file makes of the lines.
    void noJson()
    {
        GitRepository place;
        place.write("notes.json", "// a comment\n1\n2\n3\n4\n5\n");
        place.commit("First");
        place.branch("notes.json", "// a comment\none\n2\n3\n4\n5\n", "// a comment\n1\n2\n3\n4\nfive\n");
        QCOMPARE(place.git({"merge", "theirs"}).code, 0);
        QCOMPARE(place.read("notes.json"), "// a comment\none\n2\n3\n4\nfive\n");
    }

    void noJsonWithConflicts()
    {
        GitRepository place;
        place.write("base", "{ 1\n");
        place.write("ours", "{ 2\n");
        place.write("theirs", "{ 3\n");
        const Run run = place.gatereevectl({"merge", "base", "ours", "theirs"});
        QCOMPARE(run.code, 1);
        QVERIFY(run.err.startsWith("gatereevectl: merged line by line, because ours (ours):1:3: "));
        QCOMPARE(place.read("ours"), "<<<<<<< ours\n{ 2\n=======\n{ 3\n>>>>>>> theirs\n");
    }

    void permissionsStay()
    {
        GitRepository place;
        for (const QByteArray& text : {m_base, QByteArray("no JSON\n")}) {
            place.write("base", text);
            place.write("ours", text);
            place.write("theirs", text.contains("JSON") ? QByteArray("none\n") : with(text, m_rate, "\"rate\": 11"));
            const auto modes = QFile::ReadOwner | QFile::WriteOwner;
            QVERIFY(QFile::setPermissions(place.path("ours"), modes));
            QCOMPARE(place.gatereevectl({"merge", "base", "ours", "theirs"}).code, 0);
            QCOMPARE(place.read("ours"), place.read("theirs"));
            QCOMPARE(QFile::permissions(place.path("ours")) & (QFile::ReadGroup | QFile::ReadOther),
                     QFile::Permissions());
        }
    }

    void whatCannotBeReadStaysAlone()
    {
        GitRepository place;
        place.write("ours", m_base);
        place.write("theirs", with(m_base, m_rate, "\"rate\": 11"));
        QCOMPARE(place.gatereevectl({"merge", "missing", "ours", "theirs"}).code, 4);
        QCOMPARE(place.read("ours"), m_base);
        QCOMPARE(place.gatereevectl({"merge", "ours", "theirs"}).code, 2);
    }
};

QTEST_GUILESS_MAIN(TestCtlMerge)
#include "tst_ctlmerge.moc"
