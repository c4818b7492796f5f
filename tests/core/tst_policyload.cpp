// golden/policy-load.json, recorded from Tyk 2.9.5: every entry to the last member.

#include "core/reading/servicereply.h"
#include "core/reading/writers.h"
#include "tests/support/canonicaljson.h"

#include <QFile>
#include <QTest>

#include <algorithm>

using namespace gatereeve;
using tests::canonical;

namespace
{

const json::Document& vectors()
{
    static const json::Document document = [] {
        QFile file(QStringLiteral(GATEREEVE_SOURCE_DIR "/tests/golden/policy-load.json"));
        const bool opened = file.open(QIODevice::ReadOnly);
        Q_ASSERT(opened);
        return *json::Document::parse(file.readAll().toStdString());
    }();
    return document;
}

std::string text(const json::Value& vector, std::string_view name)
{
    const auto member = vector.member(name);
    return member && member->isString() ? member->string() : std::string();
}

PolicySet previousOf(const json::Value& vector)
{
    PolicySet previous;
    const json::Value ids = *vector.member("previous");
    for (const json::Value id : ids)
        previous[id.string()] = std::make_shared<PolicyEntry>();
    return previous;
}

ServiceLoad loadService(const json::Value& vector)
{
    const ServiceCall call{previousOf(vector), text(vector, "nonce_before"),
                           vector.member("allow_explicit_policy_id")->boolean()};
    const json::Value reply = *vector.member("reply");
    if (reply.isNull())
        return loadServiceReply(std::nullopt, call, Profile::Tyk29);
    return loadServiceReply(ServiceReply{*reply.member("status")->integer(), text(reply, "body"), "reply"}, call,
                            Profile::Tyk29);
}

ServiceLoad loadVector(const json::Value& vector)
{
    if (text(vector, "source") == "service")
        return loadService(vector);
    const json::Value file = *vector.member("file");
    if (file.isString())
        return {loadPoliciesText(file.string(), "policies.json", previousOf(vector), Profile::Tyk29), {}};
    return {policiesFileMissing("policies.json", "no such file", previousOf(vector)), {}};
}

std::string kinds(const Findings& findings)
{
    json::Writer writer;
    writer.beginArray();
    for (const Finding& finding : findings)
        writer.string(finding.kind);
    writer.endArray();
    return writer.take();
}

std::string idsOf(const PolicySet& policies)
{
    json::Writer writer;
    writer.beginArray();
    for (const auto& [id, entry] : policies)
        writer.string(id);
    writer.endArray();
    return writer.take();
}

std::string policiesOf(const PolicyLoad& load)
{
    json::Writer writer;
    writer.beginObject();
    for (const std::string& id : load.loaded) {
        writer.key(id);
        writePolicy(writer, load.policies.at(id)->policy, ZeroMembers::LeaveOut);
    }
    writer.endObject();
    return canonical(json::Document::parse(writer.take())->root());
}

} // namespace

class TestPolicyLoad : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recorded_data();
    void recorded();
};

void TestPolicyLoad::recorded_data()
{
    QTest::addColumn<int>("index");
    int index = 0;
    for (const json::Value vector : vectors().root()) {
        if (!vector.member("record_name")) // of which nothing is read: tst_ctlapplyload
            QTest::newRow(text(vector, "name").c_str()) << index;
        ++index;
    }
}

void TestPolicyLoad::recorded()
{
    QFETCH(int, index);
    const json::Value vector = *vectors().root().element(static_cast<size_t>(index));
    const json::Value expected = *vector.member("expect");
    const ServiceLoad result = loadVector(vector);
    const PolicyLoad& load = result.load;
    QCOMPARE(static_cast<int64_t>(load.loaded.size()), *expected.member("loaded")->integer());
    QCOMPARE(idsOf(load.policies), canonical(*expected.member("ids")));
    QCOMPARE(load.previousKept, expected.member("previous_kept")->boolean());
    QCOMPARE(kinds(load.problems), canonical(*expected.member("problems")));
    QCOMPARE(expected.member("policies").has_value(), !load.previousKept);
    if (!load.previousKept)
        QCOMPARE(policiesOf(load), canonical(*expected.member("policies")));
    if (const auto nonce = expected.member("nonce"))
        QCOMPARE(result.nonce, nonce->string());
    for (const Finding& problem : load.problems)
        QVERIFY(!problem.message.english().empty());
}

QTEST_GUILESS_MAIN(TestPolicyLoad)

#include "tst_policyload.moc"
