#include "core/keys/keycreation.h"

#include "core/engine/policyapplier.h"
#include "core/keys/base64.h"
#include "core/keys/keytext.h"
#include "core/keys/makingrules.h"
#include "core/units.h"

#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <cassert>

namespace gatereeve
{

namespace
{

constexpr std::string_view NoRights = "Failed to create key, keys must have at least one Access Rights record set.";
constexpr std::string_view NotSecure = "Failed to create key, ensure security settings are correct.";

// What /create says in detail the other calls put into one sentence (admin-api.md 3.1 and 3.2).
KeyRefusal refusalOf(KeyCall call, int status, std::string_view detail)
{
    if (call == KeyCall::Create)
        return {status, std::string(detail)};
    return {500, std::string(NotSecure)};
}

// The key as far as it can be told without an API: where policies fail, as it was sent.
EffectiveSession withoutApi(const Session& session, const KeyRules& rules)
{
    return applyPolicies(session, {rules.policies, std::nullopt, rules.profile});
}

KeyRefusal refusalOf(KeyCall call, const ApplyRefusal& refusal)
{
    return refusalOf(call, 500, "Failed to create key - " + refusal.text);
}

std::optional<KeyRefusal> checkRights(const Session& session, const EffectiveSession& effective, const KeyRules& rules)
{
    const AccessRights& rights = effective.session.accessRights;
    if (rights.empty() && !rules.settings.allowMasterKeys) {
        if (rules.call == KeyCall::Update)
            return keyNotFound(); // 7.4: the key is looked up through the rights
        return refusalOf(rules.call, 400, NoRights);
    }
    // 2.9 would save a key that can't be used where none of its APIs is loaded.
    if (!effective.ok())
        return refusalOf(rules.call, *effective.refusal);
    for (const auto& [apiId, right] : rights) {
        const ApiDefinition* api = rules.findApi(apiId);
        if (!api) {
            // 7.2 accepts what is not loaded, 7.3 does not.
            if (rules.call != KeyCall::Create)
                return refusalOf(rules.call, 500, NotSecure);
            continue;
        }
        const EffectiveSession forApi = applyPolicies(session, {rules.policies, api->orgId, rules.profile});
        if (!forApi.ok())
            return refusalOf(rules.call, *forApi.refusal);
    }
    return std::nullopt;
}

void dropZeroLimits(Session& session)
{
    for (auto& [apiId, right] : session.accessRights) {
        if (right.limit && right.limit->isZero())
            right.limit.reset();
    }
}

// Where one of the APIs wants it so, the renewal time is left alone (admin-api.md 3.8).
bool setsQuota(const AccessRights& rights, const KeyRules& rules)
{
    for (const auto& [apiId, right] : rights) {
        const ApiDefinition* api = rules.findApi(apiId);
        if (api && api->dontSetQuotaOnCreate)
            return false;
    }
    return true;
}

int64_t later(int64_t seconds, int64_t period)
{
    int64_t sum = 0;
    return __builtin_add_overflow(seconds, period, &sum) ? INT64_MAX : sum;
}

// The period of the key itself; where the key is stored with its policies applied, theirs (7.2, steps 5 and 6).
void stamp(Session& session, const Session& effective, const KeyRules& rules)
{
    const int64_t now = toSeconds(rules.now);
    const bool applied = keyMakingRulesFor(rules.profile).storesApplied;
    const int64_t period = applied ? effective.quotaRenewalRate : session.quotaRenewalRate;
    session.lastUpdated = std::to_string(now);
    session.quotaRenews = setsQuota(effective.accessRights, rules) ? later(now, period) : 0;
}

// What goes into the store of a gateway that keeps what policies gave (admin-api.md 3: "with its policies applied"):
// first without an API, then for each of its APIs, so that their organisations are compared.
Session withPoliciesApplied(Session session, const KeyRules& rules)
{
    session = withoutApi(session, rules).session;
    dropZeroLimits(session);
    const AccessRights rights = session.accessRights;
    for (const auto& [apiId, right] : rights) {
        if (const ApiDefinition* api = rules.findApi(apiId))
            session = applyPolicies(session, {rules.policies, api->orgId, rules.profile}).session;
    }
    return session;
}

// 7.4: also of the limits that a right had and still has.
void keepRenewals(Session& session, const Session& former)
{
    session.quotaRenews = former.quotaRenews;
    session.lastUpdated = former.lastUpdated;
    for (auto& [apiId, right] : session.accessRights) {
        const auto before = former.accessRights.find(apiId);
        if (right.limit && before != former.accessRights.end() && before->second.limit)
            right.limit->quotaRenews = before->second.limit->quotaRenews;
    }
}

Session toBeStored(Session session, const KeyRules& rules)
{
    dropZeroLimits(session);
    return keyMakingRulesFor(rules.profile).storesApplied ? withPoliciesApplied(std::move(session), rules) : session;
}

} // namespace

std::string randomKeyId()
{
    std::array<unsigned char, 16> bytes{};
    [[maybe_unused]] const int made = RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
    assert(made == 1);
    bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0f) | 0x40); // version 4
    bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3f) | 0x80);
    constexpr std::string_view Digits = "0123456789abcdef";
    std::string id;
    for (const unsigned char byte : bytes) {
        id += Digits[byte >> 4];
        id += Digits[byte & 15];
    }
    return id;
}

KeyRefusal unreadableBody(KeyCall call)
{
    if (call == KeyCall::Create)
        return {500, "Unmarshalling failed"};
    return {400, "Request malformed"};
}

KeyRefusal keyNotFound()
{
    return {404, "Key is not found"};
}

std::variant<StoredKey, KeyRefusal> createKey(Session session, const std::string& id, const KeyRules& rules)
{
    std::string part = id;
    if (rules.call == KeyCall::Create && !session.certificate.empty())
        part = session.certificate;
    else if (part.empty())
        part = rules.randomId();

    StoredKey key;
    key.text = keyText(session.orgId, part, rules.settings.hashKeyFunction);
    key.name = storedName(key.text, rules.settings, rules.profile);
    if (rules.call == KeyCall::Create && !session.certificate.empty() && rules.exists && rules.exists(key.name))
        return KeyRefusal{500, "Failed to create key - Key with given certificate already found:" + key.text};
    const EffectiveSession effective = withoutApi(session, rules);
    if (auto refusal = checkRights(session, effective, rules))
        return *std::move(refusal);

    const bool byPolicy = keyMakingRulesFor(rules.profile).policyMakesHmacSecret && effective.session.hmacEnabled;
    if (rules.call == KeyCall::Create && (session.hmacEnabled || byPolicy))
        session.hmacString = base64(rules.randomId());
    if (const int64_t end = trialEnd(session.policyNames(), rules.policies, toSeconds(rules.now)); end > 0)
        session.expires = end;
    session.dateCreated = rfc3339(rules.now);
    stamp(session, effective.session, rules);
    key.session = toBeStored(std::move(session), rules);
    return key;
}

std::variant<StoredKey, KeyRefusal> updateKey(const StoredKey& existing, Session session, bool bodyHasExpires,
                                              const KeyRules& rules)
{
    const EffectiveSession effective = withoutApi(session, rules);
    if (auto refusal = checkRights(session, effective, rules))
        return *std::move(refusal);
    if (!bodyHasExpires && keyMakingRulesFor(rules.profile).absentExpiryKeeps)
        session.expires = existing.session.expires; // guide 4
    if (rules.call == KeyCall::Custom)
        session.dateCreated = rfc3339(rules.now);
    if (!rules.suppressReset)
        stamp(session, effective.session, rules);
    StoredKey key = existing;
    key.session = toBeStored(std::move(session), rules);
    if (rules.suppressReset)
        keepRenewals(key.session, existing.session);
    return key;
}

bool isLeftOut(const StoredKey& key, const KeyRules& rules)
{
    if (!keyMakingRulesFor(rules.profile).quotaOfApiMaySkip || rules.call == KeyCall::Create)
        return false;
    const AccessRights rights = withoutApi(key.session, rules).session.accessRights;
    return !rights.empty() && std::all_of(rights.begin(), rights.end(), [&rules](const auto& right) {
        const ApiDefinition* api = rules.findApi(right.first);
        return api && api->dontSetQuotaOnCreate;
    });
}

StoredKey storable(StoredKey key, const GatewaySettings& settings)
{
    if (settings.hashKeys)
        key.text.clear();
    return key;
}

TrialEnd trialOf(const std::vector<std::string>& policyNames, const PolicySet& policies, int64_t nowSeconds)
{
    TrialEnd trial;
    for (const std::string& name : policyNames) {
        const auto found = policies.find(name);
        if (found == policies.end() || found->second->policy.keyExpiresIn <= 0)
            continue;
        trial.others += trial.period > 0 ? 1 : 0;
        trial.period = found->second->policy.keyExpiresIn;
        trial.policy = name;
    }
    trial.ends = trial.period > 0 ? later(nowSeconds, trial.period) : 0;
    return trial;
}

int64_t trialEnd(const std::vector<std::string>& policyNames, const PolicySet& policies, int64_t nowSeconds)
{
    return trialOf(policyNames, policies, nowSeconds).ends;
}

} // namespace gatereeve
