// Known members by place, derived from the readers' tables.

#include "core/reading/knownmembers.h"

#include <QtTest>

#include <algorithm>

using namespace gatereeve;

namespace
{

std::optional<KnownObject> at(const ValueForm& root, const std::string& textBeforeCursor)
{
    return objectAt(root, json::contextAt(textBeforeCursor, textBeforeCursor.size()).path);
}

const KnownMember* find(const KnownObject& object, std::string_view name)
{
    const auto& members = object.form->members;
    const auto found = std::ranges::find(members, name, &KnownMember::name);
    return found == members.end() ? nullptr : &*found;
}

} // namespace

class TestKnownMembers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void policiesByName()
    {
        const ValueForm& file = formOfPolicies(PolicyForm::ById);
        QVERIFY(at(file, "{\"")->form->members.empty()); // names of policies are data
        const auto policy = at(file, "{\"gold\": {\"");
        QCOMPARE(policy->holder, std::string("policy"));
        QCOMPARE(find(*policy, "rate")->form->kind, ValueKind::Number);
        QCOMPARE(find(*policy, "quota_max")->form->kind, ValueKind::WholeNumber);
        QCOMPARE(find(*policy, "active")->form->kind, ValueKind::Flag);
        QCOMPARE(find(*policy, "tags")->form->kind, ValueKind::List);
        QVERIFY(find(*policy, "smoothing")->isNewer && !find(*policy, "rate")->isNewer);
        QVERIFY(!find(*policy, "allowed_urls"));
    }

    void rightsUrlsAndLimits()
    {
        const ValueForm& file = formOfPolicies(PolicyForm::ById);
        const std::string rights = "{\"gold\": {\"Access_Rights\": {"; // letter case is ignored (1.1)
        QVERIFY(at(file, rights + "\"")->form->members.empty());
        const auto right = at(file, rights + "\"orders\": {\"");
        QCOMPARE(right->holder, std::string("access_rights"));
        QVERIFY(find(*right, "allowed_urls") && find(*right, "versions"));
        QVERIFY(find(*right, "apiname")->isSecondSpelling);
        const auto url = at(file, rights + "\"orders\": {\"allowed_urls\": [{\"");
        QCOMPARE(url->holder, std::string("allowed_urls"));
        QCOMPARE(url->form->members.size(), size_t(2));
        const auto limit = at(file, rights + "\"orders\": {\"limit\": {\"");
        QCOMPARE(limit->holder, std::string("limit"));
        QVERIFY(find(*limit, "quota_renews"));
    }

    void theOtherWaysToKeepPolicies()
    {
        QVERIFY(find(*at(formOfPolicies(PolicyForm::Folder), "{\""), "rate"));
        const ValueForm& delivered = formOfPolicies(PolicyForm::Export);
        for (const char* text : {"{\"", "[{\"", "{\"Data\": [{\""})
            QVERIFY2(find(*at(delivered, text), "rate"), text);
    }

    void apiDefinitions()
    {
        const ValueForm& file = formOfApi();
        QCOMPARE(at(file, "{\"")->holder, std::string("api"));
        QVERIFY(find(*at(file, "{\"proxy\": {\""), "listen_path"));
        QVERIFY(find(*at(file, "{\"api_definition\": {\"proxy\": {\""), "listen_path"));
        const auto version = at(file, "{\"version_data\": {\"versions\": {\"v1\": {\"");
        QVERIFY(find(*version, "use_extended_paths") && find(*version, "paths"));
        const auto entry =
            at(file, "{\"version_data\": {\"versions\": {\"v1\": {\"extended_paths\": {\"ignored\": [{\"");
        QVERIFY(find(*entry, "method_actions"));
        QVERIFY(find(*at(file, "{\"jwt_"), "jwt_default_policies"));
        const auto openApi = at(file, "{\"x-tyk-api-gateway\": {\"server\": {\"listenPath\": {\"");
        QVERIFY(find(*openApi, "value"));
        QCOMPARE(at(file, "{\"x-tyk-api-gateway\": {\"")->holder, std::string("openapi"));
    }

    void settings()
    {
        const ValueForm& conf = formOfSettings();
        QVERIFY(find(*at(conf, "{\""), "listen_port"));
        QVERIFY(find(*at(conf, "{\""), "enable_analytics")); // read by gateways, not by us
        QVERIFY(find(*at(conf, "{\"policies\": {\""), "policy_record_name"));
        QVERIFY(find(*at(conf, "{\"policies\": {\""), "policy_connection_string"));
        QVERIFY(find(*at(conf, "{\"storage\": {\""), "host"));
        QVERIFY(find(*at(conf, "{\"http_server_options\": {\""), "read_timeout"));
        const ValueForm& own = formOfWorkspaceSettings();
        QVERIFY(find(*at(own, "{\""), "profile"));
        QVERIFY(find(*at(own, "{\"silence\": [{\""), "rule"));
    }

    void whatNobodyKnows()
    {
        QVERIFY(!at(formOfSettings(), "{\"made_up\": {\""));
        QVERIFY(!at(formOfPolicies(PolicyForm::ById), "[{\""));
        QVERIFY(!at(formOfPolicies(PolicyForm::ById), "{\"gold\": {\"rate\": {\""));
    }
};

QTEST_APPLESS_MAIN(TestKnownMembers)
#include "tst_knownmembers.moc"
