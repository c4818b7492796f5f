// The real program: shapes of golden/README.md and exit codes of docs/contracts.md.

#include "tests/support/canonicaljson.h"
#include "tests/support/programrun.h"

#include <QTemporaryDir>
#include <QTest>

using namespace gatereeve;
using tests::canonical;

namespace
{

using Run = tests::ProgramRun<QByteArray>;

Run run(const QStringList& arguments, const QByteArray& input = {})
{
    return tests::runCtl<QByteArray>(arguments, input);
}

} // namespace

class TestCtlApplyLoad : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    QString write(const QByteArray& text, const QString& name = QStringLiteral("policies.json"))
    {
        QFile file(m_folder.filePath(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
        return file.fileName();
    }
    std::optional<json::Value> parsed(const QByteArray& text)
    {
        auto document = json::Document::parse(text.toStdString());
        return document ? std::optional(document->root()) : std::nullopt;
    }

    static const json::Document& vectors()
    {
        static const json::Document document = [] {
            QFile file(QStringLiteral(GATEREEVE_SOURCE_DIR "/tests/golden/policy-load.json"));
            if (!file.open(QIODevice::ReadOnly))
                qFatal("tests/golden/policy-load.json is missing");
            return *json::Document::parse(file.readAll().toStdString());
        }();
        return document;
    }

    static QString text(const json::Value& value) { return QString::fromStdString(value.string()); }

    QStringList argumentsFor(const json::Value& vector)
    {
        QStringList arguments{"load", "--profile", "2.9", "--source", text(*vector.member("source"))};
        QStringList previous;
        const json::Value ids = *vector.member("previous");
        for (const json::Value id : ids)
            previous << text(id);
        arguments << "--previous" << previous.join(u',');
        return arguments + (text(*vector.member("source")) == u"file" ? fileArguments(vector) : replyArguments(vector));
    }

    QStringList fileArguments(const json::Value& vector)
    {
        if (const auto name = vector.member("record_name"))
            return {"--record-name", text(*name)};
        const json::Value file = *vector.member("file");
        return {"--policies",
                file.isNull() ? QStringLiteral("/no/such/file") : write(QByteArray::fromStdString(file.string()))};
    }

    QStringList replyArguments(const json::Value& vector)
    {
        QStringList arguments{"--nonce", text(*vector.member("nonce_before"))};
        if (vector.member("allow_explicit_policy_id")->boolean())
            arguments << "--allow-explicit-policy-id";
        const json::Value reply = *vector.member("reply");
        if (reply.isNull())
            return arguments << "--unreachable";
        const QString body =
            write(QByteArray::fromStdString(reply.member("body")->string()), QStringLiteral("reply.json"));
        return arguments << "--reply" << body << "--status" << QString::number(*reply.member("status")->integer());
    }

    static std::string kindsOf(const json::Value& findings)
    {
        json::Writer writer;
        writer.beginArray();
        for (const json::Value finding : findings)
            writer.string(finding.member("kind")->string());
        writer.endArray();
        return writer.take();
    }

    static bool holdsAnError(const json::Value& findings)
    {
        bool holds = false;
        for (const json::Value finding : findings)
            holds = holds || finding.member("severity")->string() == "error";
        return holds;
    }

private Q_SLOTS:
    void apply()
    {
        const QString file =
            write(R"({"gold": {"rate": 5, "per": 1, "active": true, "org_id": "acme", "access_rights": {"a": {}}}})");
        const Run good = run({"apply", "--policies", file}, R"({"apply_policies": ["gold"], "alias": "x"})");
        QCOMPARE(good.code, 0);
        const auto result = parsed(good.out);
        QVERIFY(result && result->member("error")->isNull());
        const json::Value session = *result->member("session");
        QCOMPARE(*session.member("rate")->real(), 5.0);
        QCOMPARE(session.member("alias")->string(), std::string("x"));
        QVERIFY(session.member("tags")->isArray());
        QVERIFY(!session.member("certificate").has_value());

        const Run refused = run({"apply", "--policies", file}, R"({"apply_policies": ["nope"]})");
        QCOMPARE(refused.code, 3);
        QCOMPARE(parsed(refused.out)->member("error")->string(), std::string("policy not found: \"nope\""));
        // An empty organisation is one like any other; without the option none is compared.
        QCOMPARE(run({"apply", "--policies", file, "--api-org", ""}, R"({"apply_policies": ["gold"]})").code, 3);
        QCOMPARE(run({"apply", "--policies", file, "--api-org", "acme"}, R"({"apply_policies": ["gold"]})").code, 0);
        QCOMPARE(run({"apply", "--policies", file}, "{").code, 4);
        QCOMPARE(run({"apply", "--policies", file}, R"({"rate": "5"})").code, 4);
        QCOMPARE(run({"apply", "--policies", "/no/such/file"}, "{}").code, 4);
        QCOMPARE(run({"apply"}).code, 2);
    }

    void load()
    {
        const Run good = run(
            {"load", "--policies", write(R"({"b": {"rate": 5, "per": 1, "active": true}, "a": {"active": false}})")});
        QCOMPARE(good.code, 0);
        const auto result = parsed(good.out);
        QVERIFY(result);
        QCOMPARE(*result->member("loaded")->integer(), 1);
        QCOMPARE(result->member("ids")->size(), size_t{1});
        QVERIFY(!result->member("previous_kept")->boolean());
        QCOMPARE(result->member("policies")->member("b")->raw(),
                 std::string_view(R"({"rate":5,"per":1,"active":true})"));
        QVERIFY(result->member("notes")->size() >= 1);

        const Run broken = run({"load", "--policies", write("{\"gold\": {\"rate\": 5,}}"), "--previous", "old,older"});
        QCOMPARE(broken.code, 1);
        const auto kept = parsed(broken.out);
        QVERIFY(kept && kept->member("previous_kept")->boolean());
        QCOMPARE(kept->member("ids")->size(), size_t{2});
        const json::Value problem = *kept->member("problems")->element(0);
        QCOMPARE(problem.member("kind")->string(), std::string("malformed"));
        QCOMPARE(*problem.member("line")->integer(), 1);
        QVERIFY(!kept->member("policies").has_value());

        const Run missing = run({"load", "--policies", "/no/such/file"});
        QCOMPARE(missing.code, 1);
        QCOMPARE(parsed(missing.out)->member("problems")->element(0)->member("kind")->string(),
                 std::string("missing-file"));
        QCOMPARE(run({"load", "--record-name", ""}).code, 0);
        QCOMPARE(run({"load"}).code, 2);
        QCOMPARE(run({"load", "--source", "service"}).code, 2);
        QCOMPARE(run({"load", "--source", "service", "--unreachable", "--status", "200"}).code, 2);
        QCOMPARE(run({"load", "--source", "service", "--unreachable", "--reply", "x"}).code, 2);
        QCOMPARE(run({"load", "--source", "service", "--reply", "/no/such/file"}).code, 4);
        QCOMPARE(run({"load", "--source", "service", "--reply", "x", "--status", "two"}).code, 2);
    }

    // Every entry of the recordings, through the program.
    void recorded_data()
    {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const json::Value vector : vectors().root())
            QTest::newRow(vector.member("name")->string().c_str()) << index++;
    }

    void recorded()
    {
        QFETCH(int, index);
        const json::Value vector = *vectors().root().element(static_cast<size_t>(index));
        const json::Value expected = *vector.member("expect");
        const Run played = run(argumentsFor(vector));
        const auto result = parsed(played.out);
        QVERIFY2(result, played.err.constData());
        QCOMPARE(played.code, holdsAnError(*result->member("problems")) ? 1 : 0);
        for (const json::Value member : expected) {
            if (member.name() != "problems")
                QCOMPARE(canonical(*result->member(member.name())), canonical(member));
        }
        QCOMPARE(kindsOf(*result->member("problems")), canonical(*expected.member("problems")));
        QCOMPARE(result->member("policies").has_value(), expected.member("policies").has_value());
    }

    void profilesDiffer()
    {
        const QString file = write(R"({"gold": {"rate": "10", "per": 1}, "silver": {"rate": 5, "per": 1}})");
        const auto loaded = [&](const char* profile) {
            const Run played = run({"load", "--policies", file, "--previous", "old", "--profile", profile});
            return std::pair(played.code, canonical(*parsed(played.out)->member("ids")));
        };
        QCOMPARE(loaded("2.9"), std::pair(1, std::string(R"(["gold","silver"])")));
        QCOMPARE(loaded("5"), std::pair(1, std::string(R"(["old"])")));
        QCOMPARE(loaded("guide"), std::pair(1, std::string(R"(["silver"])")));
        // A folder of policies, which 5 alone reads.
        QTemporaryDir folder;
        QVERIFY(QFile::copy(write(R"({"id": "gold", "rate": 5})"), folder.filePath(QStringLiteral("a.json"))));
        const Run under5 = run({"load", "--policies", folder.path(), "--profile", "5"});
        QCOMPARE(under5.code, 0);
        QCOMPARE(canonical(*parsed(under5.out)->member("ids")), std::string(R"(["gold"])"));
        QCOMPARE(run({"load", "--policies", folder.path(), "--profile", "2.9"}).code, 1);
    }

    void wrongType()
    {
        const Run run1 = run({"load", "--policies", write(R"({"gold": {"rate": "10", "active": true}})")});
        QCOMPARE(run1.code, 1);
        QCOMPARE(parsed(run1.out)->member("problems")->element(0)->member("kind")->string(), std::string("wrong-type"));
        // Not in force: keys that name it are refused. With a former version that one stays, but was not delivered.
        QCOMPARE(parsed(run1.out)->member("ids")->size(), size_t{0});
        QCOMPARE(parsed(run1.out)->member("policies")->size(), size_t{0});
        const Run kept =
            run({"load", "--policies", m_folder.filePath(QStringLiteral("policies.json")), "--previous", "gold"});
        QCOMPARE(parsed(kept.out)->member("ids")->size(), size_t{1});
        QCOMPARE(parsed(kept.out)->member("policies")->size(), size_t{0});
        QCOMPARE(*parsed(kept.out)->member("loaded")->integer(), 0);
    }

    void helpAndVersion()
    {
        QCOMPARE(run({"--help"}).code, 0);
        QVERIFY(run({"--version"}).out.startsWith("gatereevectl "));
        QCOMPARE(run({"no-such-command"}).code, 2);
    }

    void demoGoesAsTold()
    {
        const Run played = run({"demo"});
        QVERIFY2(played.code == 0, played.out.constData());
        QVERIFY(played.out.contains("Every step went as told."));
    }
};

QTEST_GUILESS_MAIN(TestCtlApplyLoad)
#include "tst_ctlapplyload.moc"
