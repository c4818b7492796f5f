// What only 5 knows of a right and of a key is explained too (policy-semantics.md 11.1): who won, and what lost.

#include "core/engine/policyapplier.h"

#include <QtTest>

#include <algorithm>

using namespace gatereeve;

namespace
{

Policy policyOf(NewerRights newer)
{
    Policy policy;
    policy.rate = 10;
    policy.per = 1;
    policy.accessRights["orders"].newer = std::move(newer);
    return policy;
}

Provenance reasonsOf(const std::vector<std::pair<std::string, Policy>>& policies, Session key = {})
{
    PolicySet set;
    for (const auto& [name, policy] : policies) {
        auto entry = std::make_shared<PolicyEntry>();
        entry->policy = policy;
        set[name] = entry;
        key.applyPolicies.push_back(name);
    }
    Provenance why;
    const EffectiveSession effective = applyPolicies(key, {set, std::nullopt, Profile::Tyk5}, &why);
    return effective.ok() ? why : Provenance{};
}

QString told(const Provenance& why, const std::string& field)
{
    const auto found = std::ranges::find(why, field, &Reason::field);
    if (found == why.end())
        return "no reason";
    std::string text = found->value + " | " + toString(found->winner) + " | " + found->why.english();
    for (const Candidate& loser : found->losers)
        text += " | not " + loser.value + " of " + toString(loser.source);
    return QString::fromStdString(text);
}

QString toldOfOrders(const Provenance& why, const std::string& below)
{
    return told(why, "access_rights.orders." + below);
}

} // namespace

class TestNewerReasons : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endpoints();
    void ratesWithoutASay();
    void rpcAndMcp();
    void graphQl();
    void keysOwn();
    void throttlingAndSmoothing();
    void postExpiry();
};

// "merged per method and path, faster wins".
void TestNewerReasons::endpoints()
{
    NewerRights slow, fast;
    slow.endpoints = {{"/a", {{"", "GET", 2, 1}}}};
    fast.endpoints = {{"/a", {{"", "GET", 5, 1}, {"", "PUT", 1, 1}}}};
    const Provenance why = reasonsOf({{"gold", policyOf(fast)}, {"trial", policyOf(slow)}});
    QCOMPARE(toldOfOrders(why, "endpoints"), "1 entry | rule | the lists of policies gold and trial, united");
    QCOMPARE(toldOfOrders(why, "endpoints./a.GET"),
             "5 per second | policy gold | set by policy gold: 5 per second, which goes before 2 per second of policy "
             "trial | not 2 per second of policy trial");
    QCOMPARE(toldOfOrders(why, "endpoints./a.PUT"), "1 per second | policy gold | set by policy gold: 1 per second");
    const auto reason = std::ranges::find(why, "access_rights.orders.endpoints./a.GET", &Reason::field);
    QCOMPARE(reason->rule, "policy-semantics 11.1");
    QCOMPARE(reason->apiLength, std::string_view("access_rights.orders").size());
}

// "dropped if no policy sets rates for the API".
void TestNewerReasons::ratesWithoutASay()
{
    NewerRights newer;
    newer.endpoints = {{"/a", {{"", "GET", 2, 1}}}};
    Policy rightsOnly = policyOf(newer);
    rightsOnly.partitions.acl = true;
    const Provenance why = reasonsOf({{"gold", rightsOnly}});
    QCOMPARE(toldOfOrders(why, "endpoints"),
             "none | rule | limits for calls are listed by policy gold without a say in rates, so they are dropped");
    QCOMPARE(toldOfOrders(why, "endpoints./a.GET"), "no reason");
}

// "allow and block lists united; limits per name (and type): faster wins".
void TestNewerReasons::rpcAndMcp()
{
    NewerRights one, two;
    one.rpcMethods = {{"", "add", 1, 1}};
    one.rpcLists = {{"add"}, {"drop"}};
    one.mcpTools = {{"search"}, {}};
    two.rpcMethods = {{"", "add", 3, 1}};
    two.rpcLists = {{"sub"}, {}};
    two.mcpPrimitives = {{"tool", "search", 4, 1}};
    const Provenance why = reasonsOf({{"one", policyOf(one)}, {"two", policyOf(two)}});
    QCOMPARE(toldOfOrders(why, "json_rpc_methods.add"),
             "3 per second | policy two | set by policy two: 3 per second, which goes before 1 per second of policy "
             "one | not 1 per second of policy one");
    QCOMPARE(toldOfOrders(why, "json_rpc_methods_access_rights"),
             "allowed: 2 entries, blocked: 1 entry | rule | the lists of policies one and two, united");
    QCOMPARE(toldOfOrders(why, "json_rpc_methods_access_rights.allowed"),
             "add and sub | rule | the lists of policies one and two, united");
    QCOMPARE(toldOfOrders(why, "json_rpc_methods_access_rights.blocked"), "drop | policy one | listed by policy one");
    QCOMPARE(toldOfOrders(why, "mcp_access_rights.tools.allowed"), "search | policy one | listed by policy one");
    QCOMPARE(toldOfOrders(why, "mcp_primitives.tool.search"),
             "4 per second | policy two | set by policy two: 4 per second");
}

// "union by type; field depth: greater, -1 greatest; disable_introspection stays once set".
void TestNewerReasons::graphQl()
{
    NewerRights one, two;
    one.allowedTypes = {{"Query", {"a"}}};
    one.fieldRights = {{"Query", "a", 3}};
    two.allowedTypes = {{"Query", {"b"}}, {"User", {"id"}}};
    two.fieldRights = {{"Query", "a", -1}};
    two.disableIntrospection = true;
    const Provenance why = reasonsOf({{"one", policyOf(one)}, {"two", policyOf(two)}});
    QCOMPARE(toldOfOrders(why, "allowed_types.Query"), "a and b | rule | the lists of policies one and two, united");
    QCOMPARE(toldOfOrders(why, "allowed_types.User"), "id | policy two | listed by policy two");
    QCOMPARE(toldOfOrders(why, "field_access_rights.Query.a"),
             "any depth | policy two | set by policy two: no limit, which goes before 3 levels of policy one | not 3 "
             "levels of policy one");
    QCOMPARE(toldOfOrders(why, "disable_introspection"), "true | policy two | set by policy two; one is enough");
    QCOMPARE(toldOfOrders(why, "restricted_types"), "no reason");
}

// Also what it lists twice, once.
void TestNewerReasons::keysOwn()
{
    Session key;
    key.accessRights["orders"].newer.endpoints = {{"/a", {{"", "GET", 2, 1}, {"", "GET", 3, 1}}}};
    const Provenance why = reasonsOf({}, key);
    QCOMPARE(toldOfOrders(why, "endpoints./a.GET"), "2 per second | key | the key's own");
    QCOMPARE(std::ranges::count(why, "access_rights.orders.endpoints./a.GET", &Reason::field), 1);
}

void TestNewerReasons::throttlingAndSmoothing()
{
    Policy gold = policyOf({}), trial = policyOf({});
    gold.throttleInterval = 5;
    gold.throttleRetryLimit = 2;
    gold.rate = 20;
    gold.smoothing = Smoothing{true, 10, 0.5, 2, 60};
    trial.throttleInterval = 3;
    trial.throttleRetryLimit = 1;
    const Provenance why = reasonsOf({{"trial", trial}, {"gold", gold}});
    QCOMPARE(toldOfOrders(why, "throttling"),
             "2 retries, 5 s apart | policy gold | policy gold sets 2 retries, 5 s apart, which goes before 1 retry, "
             "3 s apart of policy trial | not 1 retry, 3 s apart of policy trial | not none of key");
    QCOMPARE(toldOfOrders(why, "smoothing"),
             "steps of 2 from 10, every 1 minute | policy gold | goes with the rate, which comes from policy gold");
}

// "last non-empty, non-zero value of the policies is written to the key".
void TestNewerReasons::postExpiry()
{
    Policy one = policyOf({}), two = policyOf({}), silent = policyOf({});
    one.postExpiryAction = "retain";
    one.postExpiryGracePeriod = -1;
    two.postExpiryAction = "delete";
    Session key;
    key.postExpiryGracePeriod = 60;
    const Provenance why = reasonsOf({{"one", one}, {"two", two}, {"silent", silent}}, key);
    const QString sentence = "sets it; a policy beats the key, and the last one listed beats others";
    QCOMPARE(told(why, "post_expiry_action"),
             "delete | policy two | policy two " + sentence + " | not retain of policy one");
    QCOMPARE(told(why, "post_expiry_grace_period"),
             "for ever | policy one | policy one " + sentence + " | not 1 minute of key");
}

QTEST_APPLESS_MAIN(TestNewerReasons)
#include "tst_newerreasons.moc"
