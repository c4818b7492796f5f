#include "core/reading/policyreferences.h"

#include <QtTest>

using namespace gatereeve;

namespace
{

const char* Classic = "{\"jwt_default_policies\": [\"gold\", 5, \"\"],"
                      " \"jwt_scope_to_policy_mapping\": {\"read\": \"basic\"},"
                      " \"scopes\": {\"jwt\": {\"scope_to_policy\": {\"write\": \"silver\"}},"
                      "             \"oidc\": {\"scope_to_policy\": {\"all\": \"gold\"}}},"
                      " \"openid_options\": {\"providers\": [{\"client_ids\": {\"bXkgY2xpZW50\": \"gold\"}}]}}";

const char* OpenApi = "{\"x-tyk-api-gateway\": {\"server\": {\"authentication\": {"
                      "\"securitySchemes\": {\"jwtAuth\": {\"defaultPolicies\": [\"gold\"], \"scopes\": "
                      "{\"scopeToPolicyMapping\": [{\"scope\": \"read\", \"policyId\": \"basic\"}]}}},"
                      "\"oidc\": {\"providers\": [{\"clientToPolicyMapping\": [{\"clientId\": \"me\", "
                      "\"policyId\": \"silver\"}]}]}}}}}";

QStringList found(const std::string& text)
{
    QStringList lines;
    const auto document = json::Document::parse(text);
    for (const PolicyReference& reference : policyReferences(document->root())) {
        static const char* const Kinds[] = {"default", "scope", "client"};
        lines << QString::fromStdString(std::string(Kinds[static_cast<size_t>(reference.kind)]) + " " +
                                        reference.detail + "=" + reference.policy.string());
    }
    return lines;
}

} // namespace

class TestPolicyReferences : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void finds_data();
    void finds();
};

void TestPolicyReferences::finds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("expected");
    const QStringList classic{"default =gold", "scope read=basic", "scope write=silver", "scope all=gold",
                              "client my client=gold"};
    QTest::newRow("classic") << Classic << classic;
    QTest::newRow("exported") << QString(QStringLiteral("{\"api_definition\": ") + QLatin1String(Classic) + u'}')
                              << classic;
    QTest::newRow("OpenAPI") << OpenApi << QStringList{"default =gold", "scope read=basic", "client me=silver"};
    QTest::newRow("a list") << "[]" << QStringList();
    QTest::newRow("of wrong types")
        << "{\"jwt_default_policies\": \"gold\", \"scopes\": [], \"openid_options\": {\"providers\": [1, {}]}}"
        << QStringList();
    QTest::newRow("a client that is not encoded")
        << "{\"openid_options\": {\"providers\": [{\"client_ids\": {\"a b\": \"gold\"}}]}}"
        << QStringList{"client a b=gold"};
}

void TestPolicyReferences::finds()
{
    QFETCH(QString, text);
    QFETCH(QStringList, expected);
    QCOMPARE(found(text.toStdString()), expected);
}

QTEST_GUILESS_MAIN(TestPolicyReferences)
#include "tst_policyreferences.moc"
