// Each rule by a case that it is for, and a near one that is in order (docs/lint.md). Texts of other rules are not
// looked at: a case says nothing but whether its own rule speaks.

#include "tests/support/linting.h"

#include <set>

using namespace gatereeve;
using testing::Linted;

namespace
{

// Policies of one name each; "!" in a member list stands for nothing.
std::string policies(const std::string& members)
{
    return "{\"gold\": {" + members + "}}";
}

const std::string Whole = "\"active\": true, \"id\": \"gold\", \"rate\": 5, \"per\": 1, \"quota_max\": 9, "
                          "\"quota_renewal_rate\": 60, \"access_rights\": {\"a\": {\"versions\": [\"Default\"]}}";

std::string policy(const std::string& name, const std::string& members)
{
    return "\"" + name + "\": {\"active\": true, " + members + "}";
}

std::string right(const std::string& members, const std::string& api = "a")
{
    return "\"access_rights\": {\"" + api + "\": {" + members + "}}";
}

std::string api(const std::string& members = {}, const std::string& id = "a", const std::string& version = {})
{
    return "{\"api_id\": \"" + id + "\", \"name\": \"" + id + "\", \"proxy\": {\"listen_path\": \"/" + id +
           "/\", \"target_url\": \"http://h\"}, \"version_data\": {" +
           (version.empty() ? "\"not_versioned\": true, \"versions\": {\"Default\": {\"name\": \"Default\"}}"
                            : version) +
           "}" + (members.empty() ? "" : ", ") + members + "}";
}

const std::string Versioned =
    "\"not_versioned\": false, \"versions\": {\"v1\": {\"name\": \"v1\"}, \"v2\": {\"name\": \"v2\"}}";

std::string key(const std::string& policyNames, const std::string& more = {})
{
    return "{\"apply_policies\": [" + policyNames + "]" + (more.empty() ? "" : ", ") + more + "}";
}

std::string url(const std::string& pattern, const std::string& methods = "\"GET\"")
{
    return right("\"versions\": [\"Default\"], \"allowed_urls\": [{\"url\": \"" + pattern + "\", \"methods\": [" +
                 methods + "]}]");
}

struct Case {
    const char* rule;
    Linted bad, good;
};

Linted of(const std::string& policiesText, std::vector<std::string> apis = {}, std::vector<std::string> keys = {},
          Profile profile = Profile::Guide)
{
    return {policiesText, std::move(apis), std::move(keys), {}, {}, {}, profile};
}

Linted confOf(const std::string& members, Profile profile = Profile::Guide)
{
    return {"{}", {}, {}, {}, "{" + members + "}", {}, profile};
}

constexpr Profile Tyk29 = Profile::Tyk29, Tyk5 = Profile::Tyk5;

std::string two(const std::string& a, const std::string& b)
{
    return "{" + policy("a", a) + ", " + policy("b", b) + "}";
}

const std::string Both = "\"a\", \"b\"";
const std::string Limits = "\"rate\": 5, \"per\": 1, \"quota_max\": 9, \"quota_renewal_rate\": 60";

void syntaxCases(std::vector<Case>& cases)
{
    cases.push_back({"wrong-type", of(policies("\"rate\": \"5\"")), of(policies("\"rate\": 5"))});
    cases.push_back({"bad-object-id", of(policies("\"_id\": \"gold\"")), of(policies("\"_id\": \"\""))});
    cases.push_back({"duplicate-policy", of("{\"gold\": {}, \"gold\": {}}"), of("{\"gold\": {}, \"Gold\": {}}")});
    cases.push_back(
        {"repeated-member", of(policies("\"rate\": 5, \"Rate\": 6")), of(policies("\"rate\": 5, \"per\": 6"))});
    cases.push_back({"trailing-text", of("{} // notes"), of("{} \n")});
    cases.push_back({"bare-policy", of("{\"rate\": 5, \"per\": 1}"), of(policies("\"rate\": 5"))});
    cases.push_back({"null-policy", of("{\"gold\": null}"), of("{\"gold\": {}}")});
    cases.push_back(
        {"policy-without-id", {"{}", {}, {}, {"{\"rate\": 5}"}}, {"{}", {}, {}, {"{\"id\": \"x\", \"rate\": 5}"}}});
    cases.push_back({"misspelt-member", of(policies("\"quota_mx\": 5")), of(policies("\"quotas\": 5"))});
    cases.push_back(
        {"misspelt-member", of(policies(right("\"allowed-urls\": []"))), of(policies(right("\"Allowed_URLs\": []")))});
    cases.push_back({"unknown-member", of(policies("\"expires\": 5")), of(policies("\"date_created\": \"x\""))});
    cases.push_back(
        {"bad-listen-path",
         of("{}", {"{\"api_id\": \"a\", \"proxy\": {\"listen_path\": \"a\", \"target_url\": \"http://h\"}}"}),
         of("{}", {api()})});
    cases.push_back(
        {"bad-target",
         of("{}", {"{\"api_id\": \"a\", \"proxy\": {\"listen_path\": \"/a\", \"target_url\": \"h:80\"}}"}),
         of("{}", {"{\"api_id\": \"a\", \"proxy\": {\"listen_path\": \"/a\", \"target_url\": \"env://x\"}}"})});
    cases.push_back({"duplicate-api", of("{}", {api(), api()}), of("{}", {api(), api({}, "b")})});
}

void dangerousCases(std::vector<Case>& cases)
{
    cases.push_back(
        {"unlimited-rate", of(policies("\"quota_max\": 5")), of(policies("\"rate\": -1, \"quota_max\": 5"))});
    cases.push_back({"unlimited-rate", of(policies("\"rate\": 0.0, \"active\": true")),
                     of(policies("\"active\": true, \"partitions\": {\"acl\": true}"))});
    cases.push_back({"unlimited-quota", of(policies("\"rate\": 5, \"quota_max\": 0")),
                     of(policies("\"rate\": 5, \"quota_max\": -1"))});
    cases.push_back({"quota-never-renews", of(policies("\"quota_max\": 5")),
                     of(policies("\"quota_max\": 5, \"partitions\": {\"acl\": true}"))});
    cases.push_back(
        {"rate-without-period", of(policies("\"rate\": 5, \"per\": 0")), of(policies("\"rate\": -1, \"per\": 0"))});
    cases.push_back({"rate-without-period", of(policies(right("\"limit\": {\"rate\": 5}"))),
                     of(policies(right("\"limit\": {\"rate\": 5, \"per\": 0.5}")))});
    cases.push_back({"invalid-pattern", of(policies(url("/a/("))), of(policies(url("/a/(b)")))});
    cases.push_back(
        {"invalid-pattern",
         of("{}", {api({}, "a",
                       "\"not_versioned\": true, \"versions\": {\"v.1\": {\"name\": \"v.1\", "
                       "\"use_extended_paths\": true, \"extended_paths\": {\"ignored\": [{\"path\": \"(\"}]}}}")}),
         of("{}", {api()})});
    cases.push_back({"rule-allows-everything",
                     of(policies(url(".*", "\"GET\", \"POST\", \"PUT\", \"DELETE\"")), {api()}),
                     of(policies(url(".*", "\"GET\", \"POST\"")), {api()})});
    cases.push_back({"loose-pattern", of(policies(url("orders")), {api()}), of(policies(url("^/a/orders")), {api()})});
    cases.push_back({"loose-pattern", of(policies(url("^/a/v1.0$")), {api()}), of(policies(url("orders")))});
    cases.push_back({"key-opens-every-api", of("{}", {}, {"{\"access_rights\": {}}"}, Tyk29),
                     of("{}", {}, {"{\"access_rights\": {\"a\": {}}}"}, Tyk29)});
    cases.push_back({"master-keys", confOf("\"allow_master_keys\": true"), confOf("\"allow_master_keys\": false")});
    cases.push_back({"empty-secret", confOf("\"secret\": \"\""), confOf("\"secret\": \"3f1c9c0e7d\"")});
    cases.push_back({"example-secret", confOf("\"secret\": \"352d20ee67be67f6340b4c0605b044b7\""),
                     confOf("\"secret\": \"3f1c9c0e7d\"")});
    cases.push_back({"listens-everywhere", confOf("\"listen_port\": 8080"),
                     confOf("\"listen_port\": 8080, \"control_api_port\": 9090")});
    cases.push_back(
        {"listens-everywhere", confOf("\"listen_address\": \"0.0.0.0\""), confOf("\"listen_address\": \"127.0.0.1\"")});
    cases.push_back({"hash-collisions", confOf("\"hash_keys\": true", Tyk29),
                     confOf("\"hash_keys\": true, \"hash_key_function\": \"murmur64\"", Tyk29)});
    cases.push_back({"certificate-unchecked",
                     of("{}", {api("\"Proxy\": {\"transport\": {\"ssl_insecure_skip_verify\": true}}")}),
                     of("{}", {api()})});
}

void contradictoryCases(std::vector<Case>& cases)
{
    cases.push_back({"per-api-with-partitions", of(policies("\"partitions\": {\"per_api\": true, \"acl\": true}")),
                     of(policies("\"partitions\": {\"per_api\": true}"))});
    const std::string perApi = Limits + ", \"partitions\": {\"per_api\": true}, " + right("\"versions\": []");
    cases.push_back({"mixed-policies", of(two(perApi, perApi), {}, {key(Both)}, Tyk29),
                     of(two(perApi, Limits + ", " + right({}, "b")), {}, {key(Both)}, Tyk29)});
    const std::string quotaOnly =
        policies("\"active\": true, \"quota_max\": 5, \"quota_renewal_rate\": 5, \"partitions\": {\"quota\": true}");
    cases.push_back(
        {"key-without-rights", of(quotaOnly, {}, {key("\"gold\"")}), of(quotaOnly, {}, {key("\"gold\"", right(""))})});
    cases.push_back({"key-without-rights", of(quotaOnly, {}, {key("\"gold\"", right(""))}, Tyk5),
                     of(quotaOnly, {}, {key("\"gold\"", right(""))})});
    cases.push_back({"policy-without-rights", of(policies("\"rate\": 5, \"per\": 1")), of(quotaOnly)});
    cases.push_back({"keyless-api", of(policies(Whole), {api("\"use_keyless\": true")}), of(policies(Whole), {api()})});
    cases.push_back({"organisation-differs", of(policies(Whole + ", \"org_id\": \"x\""), {api("\"org_id\": \"y\"")}),
                     of(policies(Whole + ", \"org_id\": \"\""), {api("\"org_id\": \"y\"")})});
    cases.push_back({"organisation-differs", of(policies(Whole), {api("\"org_id\": \"y\"")}, {}, Tyk29),
                     of(policies(Whole), {api()}, {}, Tyk29)});
    cases.push_back(
        {"never-reached", of(policies(url("^/orders")), {api()}), of(policies(url("^/a/orders")), {api()})});
    cases.push_back({"policy-id-ignored", of(policies(Whole), {}, {key("\"gold\"", "\"apply_policy_id\": \"x\"")}),
                     of(policies(Whole), {}, {key("", "\"apply_policy_id\": \"x\"")})});
}

void danglingCases(std::vector<Case>& cases)
{
    const std::string jwt = "\"enable_jwt\": true, \"jwt_source\": \"c2VjcmV0\", ";
    cases.push_back(
        {"dangling-policy", of(policies(Whole), {}, {key("\"glod\"")}), of(policies(Whole), {}, {key("\"gold\"")})});
    cases.push_back({"dangling-policy", of(policies("\"active\": false"), {}, {key("\"gold\"")}),
                     of(policies("\"active\": false"), {}, {key("\"gold\"")}, Tyk29)});
    cases.push_back({"dangling-policy", of("{}", {}, {"{\"apply_policy_id\": \"x\"}"}),
                     of("{}", {}, {"{\"apply_policy_id\": \"\"}"})});
    cases.push_back({"dangling-policy", of("{}", {api(jwt + "\"jwt_default_policies\": [\"x\"]")}),
                     of("{}", {api("\"jwt_default_policies\": [\"x\"]")})}); // no JWT: the list has no meaning
    cases.push_back({"dangling-policy", of("{}", {api(jwt + "\"jwt_scope_to_policy_mapping\": {\"s\": \"x\"}")}),
                     of(policies(Whole), {api(jwt + "\"jwt_scope_to_policy_mapping\": {\"s\": \"gold\"}")})});
    cases.push_back(
        {"dangling-policy",
         of("{}",
            {api("\"use_openid\": true, \"openid_options\": {\"providers\": [{\"client_ids\": {\"c\": \"x\"}}]}")}),
         of(policies(Whole),
            {api(
                "\"use_openid\": true, \"openid_options\": {\"providers\": [{\"client_ids\": {\"c\": \"gold\"}}]}")})});
    cases.push_back({"dangling-api", of(policies(Whole), {api({}, "b")}), of(policies(Whole), {api()})});
    cases.push_back({"dangling-version", of(policies(right("\"versions\": [\"v3\"]")), {api({}, "a", Versioned)}),
                     of(policies(right("\"versions\": [\"v3\"]")), {api()})}); // not versioned: never compared
    cases.push_back({"no-versions", of(policies(right("\"versions\": []")), {api({}, "a", Versioned)}),
                     of(policies(right("\"versions\": []")), {api()})});
    const std::string meta = "\"global\": {\"X\": \"$tyk_meta.plan\"}";
    cases.push_back({"dangling-metadata", of(policies(Whole), {api(meta)}),
                     of(policies(Whole + ", \"meta_data\": {\"plan\": \"x\"}"), {api(meta)})});
    cases.push_back(
        {"jwt-without-policy", of("{}", {api("\"enable_jwt\": true, \"jwt_source\": \"x\"")}),
         of("{}", {api("\"enable_jwt\": true, \"jwt_source\": \"x\", \"jwt_policy_field_name\": \"pol\"")})});
}

void misleadingCases(std::vector<Case>& cases)
{
    const std::string context = "\"global\": {\"X\": \"$tyk_context.path\"}";
    cases.push_back({"context-not-filled-in", of("{}", {api(context + ", \"enable_context_vars\": true")}),
                     of("{}", {api(context)})});
    cases.push_back({"active-absent", of(policies("\"rate\": 5")), of(policies("\"active\": false"))});
    cases.push_back({"active-absent", of(policies("\"name\": \"x\"")), of(policies("\"wrapped\": {\"rate\": 5}"))});
    cases.push_back({"inactive-policy", of(policies("\"active\": false")), of(policies("\"active\": true"))});
    cases.push_back({"active-ignored", of(policies("\"active\": false"), {}, {}, Tyk5),
                     of(policies("\"active\": true"), {}, {}, Tyk5)});
    cases.push_back({"inactive-policy-in-use", of(policies(Whole + ", \"is_inactive\": true"), {}, {key("\"gold\"")}),
                     of(policies(Whole + ", \"is_inactive\": true"))});
    cases.push_back({"inactive-overruled", of(policies(Whole), {}, {key("\"gold\"", "\"is_inactive\": true")}, Tyk5),
                     of(policies(Whole), {}, {key("\"gold\"", "\"is_inactive\": true")})});
    cases.push_back({"inactive-api", of(policies(Whole), {api("\"active\": false")}),
                     of(policies(Whole), {api("\"active\": false")}, {}, Tyk29)});
    const std::string quotaWithRights = Whole + ", \"partitions\": {\"quota\": true}";
    cases.push_back({"rights-ignored", of(policies(quotaWithRights)), of(policies(Whole))});
    cases.push_back({"quota-not-enforced", of(policies(quotaWithRights), {}, {}, Tyk29),
                     of(policies(Whole + ", \"partitions\": {\"quota\": true, \"acl\": true}"), {}, {}, Tyk29)});
    cases.push_back({"complexity-alone", of(policies("\"partitions\": {\"complexity\": true}"), {}, {}, Tyk29),
                     of(policies("\"partitions\": {\"complexity\": true}"), {}, {}, Tyk5)});
    const std::string low = "\"rate\": 50, \"per\": 1, " + right("\"limit\": {\"rate\": 5, \"per\": 1}");
    cases.push_back({"api-limit-ignored", of(policies(low), {}, {}, Tyk29), of(policies(low))});
    cases.push_back({"api-limit-ignored", of(policies(low), {}, {}, Tyk5),
                     of(policies(low + ", \"partitions\": {\"per_api\": true}"), {}, {}, Tyk5)});
    // -1 is no smaller number.
    cases.push_back({"api-limit-ignored", of(policies(low), {}, {}, Tyk5),
                     of(policies("\"rate\": -1, " + right("\"limit\": {\"rate\": 5, \"per\": 1}")), {}, {}, Tyk5)});
    cases.push_back({"fraction-cut", of(policies("\"rate\": 5, \"per\": 0.5"), {}, {}, Tyk29),
                     of(policies("\"rate\": 5, \"per\": 0.5"))});
    cases.push_back(
        {"label-differs", of(policies(right("\"api_id\": \"b\""))), of(policies(right("\"api_id\": \"a\"")))});
    cases.push_back({"empty-methods", of(policies(url("/a", ""))), of(policies(url("/a")))});
    cases.push_back({"method-case", of(policies(url("/a", "\"get\""))), of(policies(url("/a", "\"PURGE\"")))});
    cases.push_back(
        {"id-absent", of(policies("\"rate\": 5"), {}, {}, Tyk29), of(policies("\"rate\": 5"), {}, {}, Tyk5)});
    cases.push_back(
        {"id-differs", of(policies("\"id\": \"x\""), {}, {}, Tyk29), of(policies("\"id\": \"gold\""), {}, {}, Tyk29)});
    cases.push_back({"partitioned-for-tokens",
                     of(policies(quotaWithRights), {api("\"enable_jwt\": true, \"jwt_default_policies\": [\"gold\"]")}),
                     of(policies(Whole), {api("\"enable_jwt\": true, \"jwt_default_policies\": [\"gold\"]")})});
    cases.push_back({"partitioned-for-tokens",
                     of(policies(Whole + ", \"partitions\": {\"acl\": true}"), {api("\"use_oauth2\": true")}),
                     of(policies(quotaWithRights), {api("\"use_oauth2\": true")})}); // grants nothing there
}

void mergeCases(std::vector<Case>& cases)
{
    const std::string plain = Limits + ", " + right("\"versions\": [\"v1\"]");
    const std::string other = Limits + ", " + right("\"versions\": [\"v2\"]");
    const std::string narrow = Limits + ", " + url("^/a/x");
    cases.push_back({"shared-counters", of(two(plain, plain), {}, {key(Both)}, Tyk29),
                     of(two("\"id\": \"a\", " + plain, "\"id\": \"b\", " + plain), {}, {key(Both)}, Tyk29)});
    cases.push_back(
        {"versions-lost", of(two(plain, other), {}, {key(Both)}, Tyk29), of(two(plain, other), {}, {key(Both)})});
    const std::string quota = Limits + ", \"partitions\": {\"quota\": true}, " + right("\"versions\": [\"v1\"]");
    cases.push_back({"partition-order", of(two(plain, quota), {}, {key(Both)}, Tyk29),
                     of(two(quota, plain), {}, {key(Both)}, Tyk29)});
    cases.push_back(
        {"merge-unrestricts", of(two(plain, narrow), {}, {key(Both)}), of(two(plain, narrow), {}, {key("\"a\"")})});
    cases.push_back(
        {"merge-narrows", of(two(plain, narrow), {}, {key(Both)}, Tyk29), of(two(plain, narrow), {}, {key(Both)})});
    const std::string fast =
        "\"rate\": 50, \"per\": 1, \"quota_max\": 9, \"quota_renewal_rate\": 60, " + right("\"versions\": []");
    const std::string large =
        "\"rate\": 5, \"per\": 1, \"quota_max\": 90, \"quota_renewal_rate\": 60, " + right("\"versions\": []");
    const std::string largest =
        "\"rate\": 60, \"per\": 1, \"quota_max\": 90, \"quota_renewal_rate\": 60, " + right("\"versions\": []");
    cases.push_back({"merged-limit", of(two(fast, large), {}, {key(Both)}), of(two(fast, largest), {}, {key(Both)})});
    const std::string unlimited = "\"rate\": -1, \"per\": 1, \"quota_max\": -1, " + right("\"versions\": []");
    cases.push_back({"unlimited-loses", of(two(unlimited, fast), {}, {key(Both)}, Tyk29),
                     of(two(unlimited, fast), {}, {key("\"a\"")}, Tyk29)});
}

void otherCases(std::vector<Case>& cases)
{
    cases.push_back({"newer-member", of(policies("\"max_query_depth\": 5"), {}, {}, Tyk29),
                     of(policies("\"max_query_depth\": 5"), {}, {}, Tyk5)});
    cases.push_back({"service-spelling", of(policies(right("\"apiname\": \"A\"")), {}, {}, Tyk5),
                     of(policies(right("\"api_name\": \"A\"")), {}, {}, Tyk5)});
    const std::string oas = "{\"openapi\": \"3.0.3\", \"x-tyk-api-gateway\": {\"info\": {\"id\": \"a\"}, \"server\": "
                            "{\"listenPath\": {\"value\": \"/a/\"}}, \"upstream\": {\"url\": \"http://h\"}}}";
    cases.push_back({"oas-not-read", of("{}", {oas}, {}, Tyk29), of("{}", {oas}, {}, Tyk5)});
    cases.push_back(
        {"organisation-absent", of(policies(Whole), {api("\"org_id\": \"x\"")}), of(policies(Whole), {api()})});
    const std::string quotaOnly =
        policies("\"active\": true, \"quota_max\": 5, \"quota_renewal_rate\": 5, \"partitions\": {\"quota\": true}");
    cases.push_back({"refused-elsewhere", of(quotaOnly, {}, {key("\"gold\"", right(""))}),
                     of(policies(Whole), {}, {key("\"gold\"")})});
    cases.push_back({"trial-without-end", of("{\"gold-trial\": {}}"), of("{\"industrial\": {}}")});
    cases.push_back({"trial-without-end", of(policies("\"name\": \"Trial of gold\"")),
                     of(policies("\"name\": \"Trial\", \"key_expires_in\": 1209600"))});
    cases.push_back({"trial-period", of(policies("\"key_expires_in\": 14")), of(policies("\"key_expires_in\": 3600"))});
    cases.push_back(
        {"trial-period", of(policies("\"key_expires_in\": 1209600000")), of(policies("\"key_expires_in\": 0"))});
    cases.push_back({"trial-order", of(two("\"key_expires_in\": 600", "\"key_expires_in\": 6000"), {}, {key(Both)}),
                     of(two("\"key_expires_in\": 600", "\"key_expires_in\": 0"), {}, {key(Both)})});
    cases.push_back(
        {"secret-in-file", of("{}", {}, {"{\"hmac_string\": \"abc\"}"}), of("{}", {}, {"{\"hmac_string\": \"\"}"})});
    cases.push_back({"secret-in-file", of("{}", {}, {"{\"basic_auth_data\": {\"password\": \"abc\"}}"}),
                     of("{}", {}, {"{\"basic_auth_data\": {\"password\": \"$2a$10$x\"}}"})});
    cases.push_back(
        {"secret-in-file",
         of("{}", {api("\"enable_jwt\": true, \"jwt_signing_method\": \"hmac\", \"jwt_source\": \"c2VjcmV0\"")}),
         of("{}", {api("\"enable_jwt\": true, \"jwt_signing_method\": \"rsa\", \"jwt_source\": \"c2VjcmV0\"")})});
    cases.push_back({"secret-in-file", of("{} // -H 'X-Tyk-Authorization: abc'"), of("{} // notes")});
    cases.push_back({"secret-in-file", of(policies("\"meta_data\": {\"Upstream_Password\": \"abc\"}")),
                     of(policies("\"meta_data\": {\"plan\": \"abc\"}"))});
    const std::string reason =
        "{\"silence\": [{\"rule\": \"active-absent\", \"path\": \"gold\", \"reason\": \"old\"}]}";
    const std::string without = "{\"silence\": [{\"rule\": \"active-absent\", \"path\": \"gold\", \"reason\": \" \"}]}";
    cases.push_back({"silence-invalid",
                     {policies("\"rate\": 5"), {}, {}, {}, {}, without},
                     {policies("\"rate\": 5"), {}, {}, {}, {}, reason}});
    cases.push_back({"silence-unused",
                     {policies("\"active\": true"), {}, {}, {}, {}, reason},
                     {policies("\"rate\": 5"), {}, {}, {}, {}, reason}});
}

const std::vector<Case>& allCases()
{
    static const std::vector<Case> cases = [] {
        std::vector<Case> all;
        for (auto* add :
             {syntaxCases, dangerousCases, contradictoryCases, danglingCases, misleadingCases, mergeCases, otherCases})
            add(all);
        return all;
    }();
    return cases;
}

// What only files can show: tst_lintfiles.
const std::set<std::string_view> OfFiles = {"syntax",      "missing-file",  "missing-folder", "no-definition",
                                            "no-policies", "policy-folder", "reading"};

} // namespace

class TestLintRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void speaks_data();
    void speaks();
    void staysSilent_data() { speaks_data(); }
    void staysSilent();
    void everyRuleHasACase();
};

void TestLintRules::speaks_data()
{
    QTest::addColumn<int>("index");
    for (size_t i = 0; i < allCases().size(); ++i)
        QTest::addRow("%s %zu", allCases()[i].rule, i) << static_cast<int>(i);
}

void TestLintRules::speaks()
{
    QFETCH(int, index);
    const Case& one = allCases()[static_cast<size_t>(index)];
    const lint::LintFindings findings = testing::findingsOf(one.bad, one.rule);
    QVERIFY(!findings.empty());
    const lint::LintFinding& found = findings.front();
    QCOMPARE(found.finding.kind, std::string(one.rule));
    QVERIFY(found.finding.severity == found.rule->severity);
    QVERIFY(found.finding.place.line > 0 && found.length > 0);
    QVERIFY(!found.finding.message.english().empty());
    QVERIFY(found.finding.message.english().find('%') == std::string::npos); // every argument is given
    QVERIFY2(!found.fix || found.rule->fix != lint::FixKind::None, "the table does not know of this fix");
}

void TestLintRules::staysSilent()
{
    QFETCH(int, index);
    const Case& one = allCases()[static_cast<size_t>(index)];
    const lint::LintFindings findings = testing::findingsOf(one.good, one.rule);
    QVERIFY2(findings.empty(), findings.empty() ? "" : findings.front().finding.message.english().c_str());
}

void TestLintRules::everyRuleHasACase()
{
    std::set<std::string_view> tested = OfFiles, ids;
    for (const Case& one : allCases())
        tested.insert(one.rule);
    for (const lint::Rule& rule : lint::rules()) {
        QVERIFY2(tested.contains(rule.id), std::string(rule.id).c_str());
        QVERIFY(ids.insert(rule.id).second);
        QVERIFY(!rule.reason.empty() && !rule.remedy.empty());
    }
    for (const std::string_view id : tested)
        QVERIFY2(ids.contains(id), std::string(id).c_str());
}

QTEST_GUILESS_MAIN(TestLintRules)
#include "tst_lintrules.moc"
