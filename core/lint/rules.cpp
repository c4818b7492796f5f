#include "core/lint/rule.h"

#include "core/lint/checks.h"

#include <algorithm>
#include <cassert>

namespace gatereeve::lint
{

namespace
{

using enum Category;
using enum Severity;
using enum FixKind;

constexpr std::monostate Reading{}; // found while reading: adopted.cpp

// id, category, severity, reason, example, remedy, fix, check. Order: as docs/lint.md shows them.
const Rule Table[] = {
    // Syntax and types
    {"syntax", Syntax, Error, "A file that is no JSON gives a gateway nothing, or leaves what it had.",
     "{\"gold\": {\"rate\": 5,}}", "Correct the place that is named.", None, Reading},
    {"missing-file", Syntax, Error, "What tyk.conf names is not there, or can't be read.",
     "\"policy_record_name\": \"no/such.json\"", "Correct the path, or the permissions.", None, Reading},
    {"missing-folder", Syntax, Warning, "A folder that tyk.conf names is not there.", "\"app_path\": \"/opt/tyk/apps\"",
     "Correct the path, or say in `paths` of gatereeve.json where it is here.", None, Reading},
    {"wrong-type", Syntax, Error,
     "A value of the wrong type is zero to some gateways, which mostly means unlimited; others drop the policy or all.",
     "\"rate\": \"10\"", "Write a value of the type that is named.", Offered, Reading},
    {"bad-object-id", Syntax, Error, "A malformed `_id` ends the reading of a policies file.", "\"_id\": \"gold\"",
     "24 hexadecimal digits, or leave it out.", None, Reading},
    {"duplicate-policy", Syntax, Warning, "Of policies with one name only the last counts.",
     "{\"gold\": {…}, \"gold\": {…}}", "Rename one or remove it.", None, Reading},
    {"repeated-member", Syntax, Warning, "Of members with one name the last counts; letter case makes no other name.",
     "{\"rate\": 5, \"Rate\": 50}", "Remove one.", None, Reading},
    {"trailing-text", Syntax, Note, "Text after the JSON is ignored by a gateway and stops most other tools.",
     "{…} // curl …", "Move notes to a file of their own.", None, Reading},
    {"bare-policy", Syntax, Warning, "A policy without a name around it: each of its members becomes a policy.",
     "{\"rate\": 5, \"per\": 1}", "{\"gold\": {\"rate\": 5, \"per\": 1}}", None, Reading},
    {"null-policy", Syntax, Warning, "A policy that is null has no limits and no rights.", "{\"gold\": null}",
     "Remove it or write it out.", None, Reading},
    {"policy-without-id", Syntax, Error,
     "One policy a file is named by its `id` or `_id`; without both no key can name it.", "{\"rate\": 5}",
     "Give it an `id`.", None, Reading},
    {"no-definition", Syntax, Error, "A file in app_path that is no API definition.", "{\"api_definition\": {…}}",
     "Take the definition out of its wrapper, or the file out of the folder.", None, Reading},
    {"misspelt-member", Syntax, Warning, "A misspelt limit is no limit, and no gateway complains.",
     "\"quota_maxx\": 100", "Correct the name.", Offered, misspeltMember},
    {"unknown-member", Syntax, Note, "A member that no gateway reads in a policy does nothing.", "\"expires\": -1",
     "Remove it, or put it where it belongs: many are members of keys.", None, unknownMember},
    {"no-policies", Syntax, Note, "tyk.conf names no policies file or no folder of APIs.", "{\"listen_port\": 8080}",
     "Add `policies` with `policy_record_name`, and `app_path`.", None, Reading},
    {"bad-listen-path", Syntax, Error, "An API with such a listen path can't be reached.",
     "\"listen_path\": \"orders\"", "Begin it with a slash, without blanks, and close its braces.", None, Reading},
    {"bad-target", Syntax, Error, "Calls can't be sent on to such a target.", "\"target_url\": \"orders:80\"",
     "Write http://HOST[:PORT][/PATH].", None, Reading},
    {"duplicate-api", Syntax, Error, "Of APIs with one id or one listen path only the first by file name is served.",
     "\"listen_path\": \"/orders/\" in two files", "Change one.", None, Reading},
    {"reading", Syntax, Warning, "Something else that reading the files has found.", "", "As it is told.", None,
     Reading},

    // Dangerous
    {"unlimited-rate", Dangerous, Warning, "A policy that enforces a rate and says none, or 0, has no limit.",
     "\"rate\": 0", "Say a rate, or -1 where none is meant.", None, unlimitedRate},
    {"unlimited-quota", Dangerous, Note, "A policy that enforces a quota and says none, or 0, has no quota.",
     "\"quota_max\": 0", "Say a quota, or -1 where none is meant.", None, unlimitedQuota},
    {"quota-never-renews", Dangerous, Warning, "A quota without a period is used up once for all, or practically none.",
     "\"quota_max\": 100, \"quota_renewal_rate\": 0", "Give quota_renewal_rate in seconds.", None, quotaNeverRenews},
    {"rate-without-period", Dangerous, Error, "A rate within no time can't be enforced.", "\"rate\": 5, \"per\": 0",
     "Give `per` in seconds, above 0.", None, rateWithoutPeriod},
    {"invalid-pattern", Dangerous, Error, "An expression that can't be used matches nothing, or lets everything pass.",
     "\"url\": \"/users/(\"", "Correct it; the syntax is RE2.", None, invalidPattern},
    {"rule-allows-everything", Dangerous, Warning, "A rule for every method and path restricts nothing.",
     "{\"url\": \".*\", \"methods\": [\"GET\", \"POST\", \"PUT\", \"DELETE\"]}", "Remove the list, or narrow the rule.",
     None, ruleAllowsEverything},
    {"loose-pattern", Dangerous, Note, "Expressions are searched for anywhere in the path, and a dot is any character.",
     "\"url\": \"customer(.*)\"", "Begin with ^ and the listen path; write \\\\. for a dot.", None, loosePattern},
    {"key-opens-every-api", Dangerous, Error, "A key without access rights is let into every API.",
     "\"access_rights\": {}", "Grant rights, or give it a policy that does.", None, opensEveryApi},
    {"master-keys", Dangerous, Warning, "With allow_master_keys a key that nobody gave rights opens every API.",
     "\"allow_master_keys\": true", "Set it to false.", None, masterKeys},
    {"empty-secret", Dangerous, Warning, "Without a secret anybody can make keys.", "\"secret\": \"\"",
     "Set a long random text.", None, emptySecret},
    {"example-secret", Dangerous, Warning, "A secret from an example is known to everybody.",
     "\"secret\": \"352d20ee67be67f6340b4c0605b044b7\"", "Set a random text of your own.", None, exampleSecret},
    {"listens-everywhere", Dangerous, Note, "Without listen_address the admin API is reachable wherever the APIs are.",
     "\"listen_address\": \"\"", "Name an address, or part the admin API by control_api_port.", None,
     listensEverywhere},
    {"hash-collisions", Dangerous, Warning, "murmur32, the default of 2.9, leaves out the end of key texts.",
     "\"hash_keys\": true", "Set hash_key_function to murmur64.", None, hashCollisions},
    {"certificate-unchecked", Dangerous, Warning, "Without checking certificates TLS does not protect the calls.",
     "\"ssl_insecure_skip_verify\": true", "Set it to false and install the authority's certificate.", None,
     certificateUnchecked},

    // Contradictory
    {"per-api-with-partitions", Contradictory, Error,
     "per_api excludes the other partitions; keys with such a policy are refused.",
     "\"partitions\": {\"per_api\": true, \"acl\": true}", "Choose one.", None, perApiWithPartitions},
    {"mixed-policies", Contradictory, Error, "A per_api policy can't be combined with others for the same API.",
     "\"apply_policies\": [\"per-api\", \"gold\"]", "Name only one of them, or make them alike.", None, mixedPolicies},
    {"key-without-rights", Contradictory, Warning, "A key that nothing grants an API is refused everywhere.",
     "\"apply_policies\": [\"quota-only\"]", "Add a policy that enforces acl, or rights of its own.", None, noRights},
    {"policy-without-rights", Contradictory, Note,
     "A policy without access rights leaves those of the key, or grants nothing.", "\"access_rights\": {}",
     "List the APIs, or set only the partitions that are meant.", None, Reading},
    {"keyless-api", Contradictory, Warning, "An API that asks for no key enforces no rights and no limits.",
     "\"use_keyless\": true", "Switch keyless off, or take the right out.", None, keylessApi},
    {"organisation-differs", Contradictory, Error, "A policy of another organisation than the API's is refused there.",
     "\"org_id\": \"acme\" and \"org_id\": \"other\"", "Give both the same org_id.", None, foreignOrganisation},
    {"never-reached", Contradictory, Warning,
     "An expression anchored at paths that the API does not have never matches.",
     "\"url\": \"^/users\" for the listen path /api/", "Begin it with the listen path.", None, neverReached},
    {"policy-id-ignored", Contradictory, Warning, "apply_policies and apply_policy_id are never combined.",
     "\"apply_policies\": [\"a\"], \"apply_policy_id\": \"b\"", "Put all into apply_policies.", None, policyIdIgnored},

    // Dangling
    {"dangling-policy", Dangling, Error, "Who names a policy that is not there is refused.",
     "\"apply_policies\": [\"glod\"]", "Correct the name, or add the policy.", None, danglingPolicy},
    {"dangling-api", Dangling, Warning, "A right for an API that is not there grants nothing.",
     "\"access_rights\": {\"no-such-api\": {}}", "Correct the id; it is the api_id of the definition.", None,
     danglingApi},
    {"dangling-version", Dangling, Warning, "A version that the API does not have is never asked for.",
     "\"versions\": [\"v9\"]", "Correct the name.", None, danglingVersion},
    {"no-versions", Dangling, Warning, "Of a versioned API only the versions that are listed are granted.",
     "\"versions\": []", "List them.", None, noVersions},
    {"dangling-metadata", Dangling, Note, "Meta data that no policy sets is empty in the request.",
     "\"X-Plan\": \"$tyk_meta.plan\"", "Add it to `meta_data` of the policies.", None, danglingMetadata},
    {"jwt-without-policy", Dangling, Warning, "A token needs a policy, by a claim or by default.",
     "\"enable_jwt\": true, \"jwt_default_policies\": []", "Set jwt_policy_field_name or jwt_default_policies.", None,
     jwtWithoutPolicy},

    // Misleading
    {"active-absent", Misleading, Note, "The guide wants active: true; gateways load the policy without it too.",
     "{\"rate\": 5, \"per\": 1}", "Add \"active\": true.", Safe, Reading},
    {"inactive-policy", Misleading, Note,
     "A policy with active: false is not loaded, and keys that name it are refused; "
     "Tyk 2.9.5 and Tyk 5 load it.",
     "\"active\": false", "Remove the policy where it must not be used.", None, Reading},
    {"active-ignored", Misleading, Warning, "active: false keeps no gateway of Tyk from using the policy.",
     "\"active\": false", "Remove the policy, or set is_inactive.", None, Reading},
    {"inactive-policy-in-use", Misleading, Warning, "is_inactive of a policy refuses everybody who has it.",
     "\"is_inactive\": true", "Clear it, or name another policy.", None, inactivePolicyInUse},
    {"inactive-overruled", Misleading, Warning, "Under Tyk 5 is_inactive of a key does nothing while it has policies.",
     "\"is_inactive\": true, \"apply_policies\": [\"gold\"]", "Remove the key.", None, inactiveOverruled},
    {"inactive-api", Misleading, Warning, "A right for an API with active: false grants nothing.",
     "\"active\": false in the definition", "Activate the API, or take the right out.", None, inactiveApi},
    {"context-not-filled-in", Misleading, Note,
     "$tyk_context in a header is filled in by Tyk, and not by the gateway here.",
     "\"enable_context_vars\": true, \"X-Path\": \"$tyk_context.path\"", "Try such headers behind Tyk.", None,
     contextNotFilledIn},
    {"rights-ignored", Misleading, Note, "Rights in a policy that does not enforce acl are not granted.",
     "\"partitions\": {\"quota\": true}, \"access_rights\": {…}", "Set acl, or take the rights out.", None, Reading},
    {"quota-not-enforced", Misleading, Warning,
     "Tyk 2.9.5 does not enforce the quota of a quota partition with rights.",
     "\"partitions\": {\"quota\": true}, \"access_rights\": {…}", "Take the rights out.", None, quotaNotEnforced},
    {"complexity-alone", Misleading, Warning, "To Tyk 2.9.5 a policy with nothing but complexity is a whole one.",
     "\"partitions\": {\"complexity\": true}", "Use it with Tyk 5 only.", None, Reading},
    {"api-limit-ignored", Misleading, Warning, "Gateways of Tyk replace the limit of a right by that of the policy.",
     "\"rate\": 100, \"access_rights\": {\"a\": {\"limit\": {\"rate\": 5, …}}}", "Set partitions.per_api.", None,
     apiLimitIgnored},
    {"fraction-cut", Misleading, Warning, "Tyk 2.9.5 counts whole seconds and at least one call.", "\"per\": 0.5",
     "Use whole seconds.", None, fractionCut},
    {"label-differs", Misleading, Warning, "The name that a right stands under counts; api_id inside is a label.",
     "\"orders\": {\"api_id\": \"users\"}", "Make both alike.", None, labelDiffers},
    {"empty-methods", Misleading, Warning, "A rule without methods allows nothing.",
     "{\"url\": \"/x\", \"methods\": []}", "Name the methods.", None, emptyMethods},
    {"method-case", Misleading, Warning, "Methods are compared letter by letter; calls have capital ones.",
     "\"methods\": [\"get\"]", "Write them in capitals.", Offered, methodCase},
    {"id-absent", Misleading, Note, "Tyk 2.9.5 tells the counters of several policies apart by the member `id`.",
     "{\"gold\": {\"rate\": 5}}", "Add `id`, equal to the name.", Offered, Reading},
    {"id-differs", Misleading, Note, "Keys name the policy by its name in the file, whatever its `id` says.",
     "{\"gold\": {\"id\": \"silver\"}}", "Make both alike; only under Tyk 5 that changes nothing.", Safe, Reading},
    {"shared-counters", Misleading, Warning, "Policies without `id` share their counters under Tyk 2.9.5.",
     "\"apply_policies\": [\"a\", \"b\"]", "Give each policy an `id`.", None, sharedCounters},
    {"versions-lost", Misleading, Warning, "Tyk 2.9.5 loses versions when policies for one API are merged.",
     "[\"v1\"] + [\"v2\"] = [\"v1\"]", "Put all versions into one policy.", None, versionsLost},
    {"partition-order", Misleading, Warning,
     "Under Tyk 2.9.5 a later quota or rate policy with rights replaces the entry.",
     "\"apply_policies\": [\"acl\", \"quota\"]", "Take the rights out of quota and rate policies.", None,
     partitionOrder},
    {"merge-unrestricts", Misleading, Warning, "A policy that grants an API whole lifts what another one restricts.",
     "\"apply_policies\": [\"read-only\", \"gold\"]", "Name one of them, or restrict both.", None, mergeUnrestricts},
    {"merge-narrows", Misleading, Warning,
     "Under Tyk's merge a policy with URLs narrows one that grants the API whole.",
     "\"apply_policies\": [\"gold\", \"read-only\"]", "Name one of them, or give both their URLs.", None, mergeNarrows},
    {"merged-limit", Misleading, Note, "The rate of one policy with the quota of another is a limit that nobody wrote.",
     "\"apply_policies\": [\"fast\", \"large\"]", "Say it in one policy, where it matters.", None, mergedLimit},
    {"unlimited-loses", Misleading, Warning, "Under Tyk 2.9.5 a finite limit wins over -1 when policies are merged.",
     "-1 + 100 = 100", "Name the unlimited policy alone.", None, unlimitedLoses},
    {"partitioned-for-tokens", Misleading, Warning,
     "The guide warns of partitioned policies for JWT, OAuth and OpenID: the other parts are a snapshot.",
     "\"jwt_default_policies\": [\"quota-only\"]", "Use whole policies there.", None, partitionedForTokens},

    // Portability
    {"newer-member", Portability, Note, "A member that Tyk 5 alone reads does nothing elsewhere.",
     "\"max_query_depth\": 5", "Remove it, or use Tyk 5.", None, Reading},
    {"service-spelling", Portability, Note,
     "apiname and apiid are the spelling of a policy service; in files they are ignored.", "\"apiname\": \"Orders\"",
     "Write api_name and api_id.", Safe, Reading},
    {"policy-folder", Portability, Warning, "policy_path, one policy a file, is read by Tyk 5 only.",
     "\"policy_path\": \"policies\"", "Name one file in policy_record_name.", None, Reading},
    {"oas-not-read", Portability, Warning, "Tyk 2.9.5 does not know OpenAPI definitions.", "\"x-tyk-api-gateway\": {…}",
     "Write a classic definition beside it.", None, oasNotRead},
    {"organisation-absent", Portability, Note,
     "Tyk 2.9.5 takes an absent org_id for another organisation than the API's.", "\"org_id\": \"\"",
     "Write the org_id of the APIs.", None, organisationAbsent},
    {"refused-elsewhere", Portability, Note, "Policies that go together here are refused by another gateway.",
     "\"apply_policies\": [\"quota-only\"]", "As it is told.", None, refusedElsewhere},

    // Trial keys
    {"trial-without-end", Trial, Warning, "A trial policy without key_expires_in makes keys that never end.",
     "{\"trial\": {\"key_expires_in\": 0}}", "Say how many seconds a key lives.", None, trialWithoutEnd},
    {"trial-period", Trial, Warning, "A period below a minute or beyond ten years was meant in another unit.",
     "\"key_expires_in\": 14", "key_expires_in counts seconds; 14 days are 1209600.", None, trialPeriod},
    {"trial-order", Trial, Note, "Of several trial periods the last policy's counts, not the shortest.",
     "\"apply_policies\": [\"day\", \"year\"]", "Name one trial policy.", None, trialOrder},

    // Secrets
    {"secret-in-file", Secrets, Warning, "Files are copied and put under version control, and secrets go with them.",
     "\"hmac_string\": \"…\"", "Keep it in the environment or a key store.", None, secretInFile},

    // gatereeve.json
    {"silence-invalid", Silencing, Warning, "Silencing counts only for a known rule and with a reason.",
     "{\"rule\": \"unlimited-quota\", \"path\": \"gold\"}", "Add `reason`.", None, Reading},
    {"silence-unused", Silencing, Note, "An entry that silences nothing hides what comes later.",
     "{\"rule\": \"unlimited-quota\", \"path\": \"gone\", \"reason\": \"…\"}", "Take it out.", None, Reading},
};

} // namespace

std::string_view nameOf(Category category)
{
    switch (category) {
    case Syntax:
        return "syntax";
    case Dangerous:
        return "dangerous";
    case Contradictory:
        return "contradictory";
    case Dangling:
        return "dangling";
    case Misleading:
        return "misleading";
    case Portability:
        return "portability";
    case Trial:
        return "trial";
    case Secrets:
        return "secrets";
    case Silencing:
        return "silencing";
    }
    return {};
}

std::string_view nameOf(FixKind fix)
{
    switch (fix) {
    case None:
        return "none";
    case Offered:
        return "offered";
    case Safe:
        return "safe";
    }
    return {};
}

std::span<const Rule> rules()
{
    return Table;
}

const Rule* findRule(std::string_view id)
{
    const auto found = std::ranges::find(Table, id, &Rule::id);
    return found == std::end(Table) ? nullptr : &*found;
}

const Rule& ruleOf(std::string_view id)
{
    const Rule* rule = findRule(id);
    assert(rule);
    return *rule;
}

} // namespace gatereeve::lint
