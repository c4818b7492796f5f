// What counts as a difference between two effective sessions, and how it is named.

#include "core/engine/sessiondifference.h"

#include <QtTest>

using namespace gatereeve;

namespace
{

AccessRight rightOf(std::vector<std::string> versions, std::vector<AllowedUrl> urls = {}, std::string scope = {})
{
    AccessRight right;
    right.versions = std::move(versions);
    right.allowedUrls = std::move(urls);
    right.limit = Limit{5, 1, 0, 0, 100, 0, 0, 60};
    right.allowanceScope = std::move(scope);
    return right;
}

EffectiveSession effective()
{
    EffectiveSession result;
    result.session.setRootLimit({5, 1, 0, 0, 100, 0, 0, 60});
    result.session.accessRights["orders"] = rightOf({"v1"}, {{"/a", {"GET"}}});
    result.session.accessRights["users"] = rightOf({"v1"});
    result.session.tags = {"one", "two"};
    result.session.metaData = {{"plan", "1"}};
    return result;
}

QStringList told(const EffectiveSession& here, const EffectiveSession& there)
{
    QStringList lines;
    for (const Difference& difference : differencesOf(here, there))
        lines += QString::fromStdString(difference.field + ": " + difference.here + " | " + difference.there);
    return lines;
}

template <typename Change>
QStringList after(Change change)
{
    EffectiveSession there = effective();
    change(there.session);
    return told(effective(), there);
}

} // namespace

class TestSessionDifference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameEffectIsNoDifference();
    void limits();
    void rights();
    void versionsAndUrls();
    void scopesAreGroups();
    void largeScopesNameWhatDiffersFirst();
    void tagsMetaDataAndFlags();
    void membersOf5();
    void refusals();
    void broaderFields();
};

void TestSessionDifference::sameEffectIsNoDifference()
{
    QCOMPARE(after([](Session&) {}), QStringList());
    QCOMPARE(after([](Session& session) {
                 session.tags = {"two", "one", "two"};
                 session.accessRights["orders"].versions = {"v1", "v1"};
                 session.accessRights["orders"].allowedUrls = {{"/a", {"GET", "GET"}}, {"/a", {"GET"}}};
                 session.accessRights["orders"].apiName = "Orders";
                 session.quotaRemaining = 7;
                 session.quotaRenews = 8;
                 session.lastUpdated = "9";
             }),
             QStringList());
    EffectiveSession zero, minus;
    minus.session.rate = -1;
    minus.session.per = 60;
    minus.session.quotaMax = -1;
    minus.session.quotaRenewalRate = 60;
    minus.session.throttleInterval = 3; // without retries
    QCOMPARE(told(zero, minus), QStringList());
    zero.session.quotaMax = minus.session.quotaMax = 5;
    zero.session.quotaRenewalRate = -1;
    minus.session.quotaRenewalRate = 0;
    QCOMPARE(told(zero, minus), QStringList());
}

void TestSessionDifference::limits()
{
    QCOMPARE(after([](Session& session) { session.rate = 4; }), QStringList{"rate: 5 per second | 4 per second"});
    QCOMPARE(after([](Session& session) { session.per = 2; }), QStringList{"rate: 5 per second | 5 per 2 seconds"});
    QCOMPARE(after([](Session& session) { session.quotaMax = 0; }), QStringList{"quota: 100 per minute | unlimited"});
    QCOMPARE(after([](Session& session) {
                 session.throttleRetryLimit = 3;
                 session.throttleInterval = 0.5;
             }),
             QStringList{"throttling: none | 3 retries, 0.5 s apart"});
    QCOMPARE(after([](Session& session) {
                 session.accessRights["users"].limit->rate = 1;
                 session.accessRights["users"].limit->quotaRenewalRate = 0;
             }),
             (QStringList{"access_rights.users.rate: 5 per second | 1 per second",
                          "access_rights.users.quota: 100 per minute | 100, never renewed"}));
    // A right without a limit has the root's.
    QCOMPARE(after([](Session& session) { session.accessRights["users"].limit.reset(); }), QStringList());
}

void TestSessionDifference::rights()
{
    QCOMPARE(after([](Session& session) { session.accessRights.erase("users"); }),
             QStringList{"access_rights.users: granted | not granted"});
    QCOMPARE(after([](Session& session) { session.accessRights["aaa"]; }),
             QStringList{"access_rights.aaa: not granted | granted"});
    QCOMPARE(after([](Session& session) { session.accessRights["zzz"]; }),
             QStringList{"access_rights.zzz: not granted | granted"});
}

void TestSessionDifference::versionsAndUrls()
{
    QCOMPARE(after([](Session& session) { session.accessRights["orders"].versions = {"v2"}; }),
             (QStringList{"access_rights.orders.versions.v1: granted | not granted",
                          "access_rights.orders.versions.v2: not granted | granted"}));
    QCOMPARE(after([](Session& session) { session.accessRights["orders"].allowedUrls.clear(); }),
             QStringList{"access_rights.orders.allowed_urls: GET /a | everything"});
    QCOMPARE(after([](Session& session) {
                 session.accessRights["orders"].allowedUrls = {{"/a", {"PUT", "GET"}}, {"/b", {}}};
             }),
             (QStringList{"access_rights.orders.allowed_urls./a: GET | GET and PUT",
                          "access_rights.orders.allowed_urls./b: not granted | none"}));
}

void TestSessionDifference::scopesAreGroups()
{
    const auto scoped = [](const char* orders, const char* users) {
        EffectiveSession result = effective();
        result.session.accessRights["orders"].allowanceScope = orders;
        result.session.accessRights["users"].allowanceScope = users;
        return result;
    };
    QCOMPARE(told(scoped("gold", "gold"), scoped("", "")), QStringList());
    QCOMPARE(told(scoped("a", "b"), scoped("b", "a")), QStringList());
    QCOMPARE(told(scoped("gold", "gold"), scoped("x", "y")),
             (QStringList{"access_rights.orders.allowance_scope: counted together with users | counted by itself",
                          "access_rights.users.allowance_scope: counted together with orders | counted by itself"}));
    // What counts nothing has no scope.
    EffectiveSession here = scoped("gold", "gold"), there = scoped("x", "y");
    for (EffectiveSession* side : {&here, &there})
        side->session.accessRights["users"].limit = Limit{};
    QCOMPARE(told(here, there), QStringList());
}

// A key may have thousands of APIs in one scope; the sentence stays one that can be read.
void TestSessionDifference::largeScopesNameWhatDiffersFirst()
{
    EffectiveSession here, there;
    for (int api = 10; api < 20; ++api) {
        const std::string id = "api" + std::to_string(api);
        here.session.accessRights[id] = rightOf({}, {}, "all");
        there.session.accessRights[id] = rightOf({}, {}, api == 19 ? "alone" : "most");
    }
    const QStringList lines = told(here, there);
    QCOMPARE(lines.size(), 10);
    QCOMPARE(lines.first(), "access_rights.api10.allowance_scope: "
                            "counted together with api19, api11, api12, api13 and 5 others | "
                            "counted together with api11, api12, api13, api14 and 4 others");
    QCOMPARE(lines.last(), "access_rights.api19.allowance_scope: "
                           "counted together with api10, api11, api12, api13 and 5 others | counted by itself");
}

void TestSessionDifference::tagsMetaDataAndFlags()
{
    QCOMPARE(after([](Session& session) {
                 session.tags = {"two", "three"};
             }),
             QStringList{"tags: one and two | three and two"});
    QCOMPARE(after([](Session& session) { session.tags.clear(); }), QStringList{"tags: one and two | none"});
    QCOMPARE(after([](Session& session) {
                 session.metaData = {{"plan", "2"}, {"team", "\"x\""}};
             }),
             (QStringList{"meta_data.plan: 1 | 2", "meta_data.team: none | \"x\""}));
    QCOMPARE(
        after([](Session& session) { session.isInactive = session.hmacEnabled = session.httpSignatureEnabled = true; }),
        (QStringList{"is_inactive: false | true", "hmac_enabled: false | true",
                     "enable_http_signature_validation: false | true"}));
}

// policy-semantics.md 11.1; other profiles do not know them.
void TestSessionDifference::membersOf5()
{
    QCOMPARE(
        after([](Session& session) {
            session.maxQueryDepth = 3;
            session.smoothing = Smoothing{true, 5, 0.5, 2, 30};
            session.postExpiryAction = "delete";
            session.postExpiryGracePeriod = -1;
        }),
        (QStringList{"smoothing: none | steps of 2 from 5, every 30 seconds", "max_query_depth: any depth | 3 levels",
                     "post_expiry_action: none | delete", "post_expiry_grace_period: none | for ever"}));
    QCOMPARE(after([](Session& session) {
                 session.maxQueryDepth = -1;
                 session.smoothing = Smoothing{false, 5, 0.5, 2, 30};
             }),
             QStringList());
    QCOMPARE(after([](Session& session) {
                 NewerRights& newer = session.accessRights["users"].newer;
                 newer.restrictedTypes = newer.allowedTypes = {{"Query", {"user"}}};
                 newer.fieldRights.resize(2);
                 newer.endpoints.resize(1);
                 newer.rpcMethods.resize(1);
                 newer.rpcLists.allowed = {"a"};
                 newer.mcpPrimitives.resize(1);
                 newer.mcpTools.blocked = {"b"};
                 newer.mcpResources.blocked = {"b"};
                 newer.mcpPrompts.blocked = {"b"};
                 newer.disableIntrospection = true;
             }),
             (QStringList{"access_rights.users.restricted_types: none | 1 entry",
                          "access_rights.users.allowed_types: none | 1 entry",
                          "access_rights.users.field_access_rights: none | 2 entries",
                          "access_rights.users.endpoints: none | 1 entry",
                          "access_rights.users.json_rpc_methods: none | 1 entry",
                          "access_rights.users.json_rpc_methods_access_rights: allowed: none, blocked: none | allowed: "
                          "1 entry, blocked: none",
                          "access_rights.users.mcp_primitives: none | 1 entry",
                          "access_rights.users.mcp_access_rights.tools: allowed: none, blocked: none | allowed: none, "
                          "blocked: 1 entry",
                          "access_rights.users.mcp_access_rights.resources: allowed: none, blocked: none | allowed: "
                          "none, blocked: 1 entry",
                          "access_rights.users.mcp_access_rights.prompts: allowed: none, blocked: none | allowed: "
                          "none, blocked: 1 entry",
                          "access_rights.users.disable_introspection: false | true"}));
}

void TestSessionDifference::refusals()
{
    EffectiveSession refused = effective(), otherwise;
    refused.refusal = ApplyRefusal{};
    otherwise.refusal = ApplyRefusal{ApplyRefusal::Kind::KeyUnusable, {}, "text", {}};
    refused.session.rate = 1;
    QCOMPARE(told(effective(), refused), QStringList{"apply_policies: applied | refused"});
    QCOMPARE(told(refused, effective()), QStringList{"apply_policies: refused | applied"});
    QCOMPARE(told(refused, otherwise), QStringList());
}

// Where another profile has no reason for just this field, the next one speaks of it.
void TestSessionDifference::broaderFields()
{
    EffectiveSession there = effective();
    there.session.accessRights["orders"].versions.clear();
    const std::vector<Difference> differences = differencesOf(effective(), there);
    QCOMPARE(differences.size(), size_t(1));
    QCOMPARE(differences[0].broader,
             (std::vector<std::string>{"access_rights.orders.versions", "access_rights.orders"}));
}

QTEST_APPLESS_MAIN(TestSessionDifference)
#include "tst_sessiondifference.moc"
