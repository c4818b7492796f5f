#include "core/reading/writers.h"

#include "core/json/document.h"
#include "core/reading/readers.h"

#include <QTest>

using namespace gatereeve;

// policy-semantics.md 1.1, 1.6; admin-api.md 3; the shapes of golden/README.md.
class TestWriters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptySessionHasEveryMemberInOrder();
    void sessionReadsBack();
    void appliedSession();
    void policyWithoutZeros();
    void policyWithZerosReadsBack();
    void labelsAreWrittenInOneSpelling();
    void newerMembersComeBack();
};

namespace
{

template <typename T>
T readBack(const std::string& text, T (*read)(const json::Value&, Findings&, Dialect), Dialect dialect = Dialect::Guide)
{
    Findings findings;
    T value = read(json::Document::parse(text)->root(), findings, dialect);
    if (!findings.empty())
        qFatal("%s", findings.front().message.english().c_str());
    return value;
}

Policy plainPolicy(const json::Value& value, Findings& findings, Dialect dialect)
{
    return readPolicy(value, findings, dialect);
}

std::string policyText(const Policy& policy, ZeroMembers zeros)
{
    json::Writer writer;
    writePolicy(writer, policy, zeros);
    return writer.take();
}

} // namespace

// The text that http/keys-session-fields.json recorded for a key without values.
void TestWriters::emptySessionHasEveryMemberInOrder()
{
    QCOMPARE(sessionText({}),
             std::string(
                 R"({"last_check":0,"allowance":0,"rate":0,"per":0,"throttle_interval":0,"throttle_retry_limit":0,)"
                 R"("date_created":"0001-01-01T00:00:00Z","expires":0,"quota_max":0,"quota_renews":0,)"
                 R"("quota_remaining":0,"quota_renewal_rate":0,"access_rights":null,"org_id":"","oauth_client_id":"",)"
                 R"("oauth_keys":null,"certificate":"","basic_auth_data":{"password":"","hash_type":""},)"
                 R"("jwt_data":{"secret":""},"hmac_enabled":false,"enable_http_signature_validation":false,)"
                 R"("hmac_string":"","rsa_certificate_id":"","is_inactive":false,"apply_policy_id":"",)"
                 R"("apply_policies":null,"data_expires":0,"monitor":{"trigger_limits":null},)"
                 R"("enable_detail_recording":false,"meta_data":{},"tags":[],"alias":"","last_updated":"",)"
                 R"("id_extractor_deadline":0,"session_lifetime":0})"));
}

void TestWriters::sessionReadsBack()
{
    Session session;
    session.rate = 2.5;
    session.per = 1;
    session.quotaMax = INT64_MAX;
    session.expires = -1;
    session.dateCreated = "2026-12-09T13:05:00Z";
    session.accessRights["a"] = {"A", "a", {"v1"}, {{"/x\\d+", {"GET", "POST"}}}, Limit{1, 2, 3, 4, 5, 6, 7, 8},
                                 "s", {}};
    session.accessRights["b"] = {};
    session.oauthKeys = {{"a", "k"}};
    session.basicAuthPassword = "p";
    session.jwtSecret = "\"quoted\"\n";
    session.monitorTriggerLimits = {80, 90.5};
    session.metaData = {{"deep", R"({"a":[1,null,"ä"]})"}};
    session.applyPolicies = {"gold", "trial"};
    session.tags = {"t"};
    QVERIFY(readBack(sessionText(session), readSession) == session);
}

// "The members that policies can touch are always written out. Of the others only those that are not zero."
void TestWriters::appliedSession()
{
    Session session;
    session.alias = "me";
    session.jwtSecret = "s";
    session.accessRights["a"].limit = Limit{};
    json::Writer writer;
    writeAppliedSession(writer, session);
    QCOMPARE(
        writer.take(),
        std::string(R"({"allowance":0,"rate":0,"per":0,"throttle_interval":0,"throttle_retry_limit":0,"expires":0,)"
                    R"("quota_max":0,"quota_renews":0,"quota_remaining":0,"quota_renewal_rate":0,)"
                    R"("access_rights":{"a":{"api_name":"","api_id":"","versions":null,"allowed_urls":null,)"
                    R"("limit":{"rate":0,"per":0,"throttle_interval":0,"throttle_retry_limit":0,"quota_max":0,)"
                    R"("quota_renews":0,"quota_remaining":0,"quota_renewal_rate":0},"allowance_scope":""}},)"
                    R"("org_id":"","jwt_data":{"secret":"s"},"hmac_enabled":false,)"
                    R"("enable_http_signature_validation":false,"is_inactive":false,"apply_policy_id":"",)"
                    R"("apply_policies":null,"meta_data":{},"tags":[],"alias":"me","last_updated":""})"));
}

void TestWriters::policyWithoutZeros()
{
    Policy policy;
    policy.rate = 10;
    policy.active = false;
    policy.partitions.acl = true;
    policy.accessRights["a"].apiId = "a";
    policy.accessRights["b"].limit = Limit{.quotaMax = 5};
    QCOMPARE(
        policyText(policy, ZeroMembers::LeaveOut),
        std::string(
            R"({"rate":10,"access_rights":{"a":{"api_id":"a"},"b":{"limit":{"quota_max":5}}},"partitions":{"acl":true}})"));
    QCOMPARE(policyText({}, ZeroMembers::LeaveOut), std::string("{}"));
}

void TestWriters::policyWithZerosReadsBack()
{
    Policy policy;
    policy.objectId = "5d8929d8f56e1a138f628269";
    policy.rate = 0.5;
    policy.quotaMax = -1;
    policy.active = true;
    policy.tags = {"a", "b"};
    policy.metaData = {{"tier", "5"}};
    policy.partitions.quota = true;
    const std::string text = policyText(policy, ZeroMembers::Write);
    QVERIFY(text.find("\"key_expires_in\":0") != std::string::npos);
    QVERIFY(readBack(text, plainPolicy) == policy);
    QVERIFY(readBack(policyText({}, ZeroMembers::Write), plainPolicy) == Policy{});
}

void TestWriters::labelsAreWrittenInOneSpelling()
{
    json::Writer writer;
    writeAccessRights(writer, readBack(R"({"a":{"apiname":"A","apiid":"a"}})", readAccessRights));
    QCOMPARE(
        writer.take(),
        std::string(
            R"({"a":{"api_name":"A","api_id":"a","versions":null,"allowed_urls":null,"limit":null,"allowance_scope":""}})"));
}

// policy-semantics.md 1.1, 1.2, 1.4, 1.6: read by 5 only, and not written where they are zero.
void TestWriters::newerMembersComeBack()
{
    Session session;
    AccessRight& right = session.accessRights["a"];
    right.newer.restrictedTypes = {{"Query", {"accounts"}}};
    right.newer.fieldRights = {{"Query", "people", 3}};
    right.newer.disableIntrospection = true;
    right.newer.endpoints = {{"/orders", {{"", "GET", 5, 1}}}};
    right.newer.rpcMethods = {{"", "sum", 1, 2}};
    right.newer.mcpPrimitives = {{"tool", "search", 1, 2}};
    right.newer.mcpTools = {{"search"}, {"delete"}};
    right.limit = Limit{};
    right.limit->smoothing = Smoothing{true, 10, 0.5, 2, 30};
    session.maxQueryDepth = -1;
    session.postExpiryAction = "delete";
    session.postExpiryGracePeriod = 60;
    const std::string text = sessionText(session);
    QVERIFY(readBack(text, readSession, Dialect::Tyk5) == session);

    const Session elsewhere = readBack(text, readSession, Dialect::Tyk29);
    QVERIFY(elsewhere.accessRights.at("a").newer == NewerRights{});
    QCOMPARE(elsewhere.maxQueryDepth, int64_t(0));
    const std::string written = sessionText(elsewhere);
    for (const char* member : {"max_query_depth", "smoothing", "endpoints", "json_rpc", "mcp_", "post_expiry"})
        QVERIFY2(written.find(member) == std::string::npos, member);
}

QTEST_GUILESS_MAIN(TestWriters)
#include "tst_writers.moc"
