#include "core/keys/keycreation.h"

#include "core/engine/policyapplier.h"
#include "core/keys/base64.h"
#include "core/keys/keytext.h"
#include "core/units.h"

#include <openssl/rand.h>

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

int64_t later(int64_t now, int64_t seconds)
{
    int64_t end = 0;
    return __builtin_add_overflow(now, seconds, &end) ? INT64_MAX : end; // both are above 0 where it overflows
}

// The rights that the key will have, as far as they can be told without an API: a failing policy leaves the key's own.
AccessRights rightsOf(const Session& session, const KeyRules& rules)
{
    return applyPolicies(session, {rules.policies, std::nullopt, rules.profile}).session.accessRights;
}

std::optional<KeyRefusal> checkPolicies(const Session& session, const KeyRules& rules, std::optional<std::string> apiOrgId)
{
    const EffectiveSession effective = applyPolicies(session, {rules.policies, std::move(apiOrgId), rules.profile});
    if (effective.ok())
        return std::nullopt;
    return refusalOf(rules.call, 500, "Failed to create key - " + effective.refusal->text);
}

std::optional<KeyRefusal> checkRights(const Session& session, const KeyRules& rules)
{
    const AccessRights rights = rightsOf(session, rules);
    if (rights.empty()) {
        if (rules.settings.allowMasterKeys)
            return checkPolicies(session, rules, std::nullopt);
        if (rules.call == KeyCall::Update)
            return keyNotFound(); // 7.4: the key is looked up through the rights
        return refusalOf(rules.call, 400, NoRights);
    }
    for (const auto& [apiId, right] : rights) {
        const ApiDefinition* api = rules.findApi(apiId);
        if (!api) {
            // 7.2 accepts what is not loaded, 7.3 does not.
            if (rules.call != KeyCall::Create)
                return refusalOf(rules.call, 500, NotSecure);
            continue;
        }
        if (auto refusal = checkPolicies(session, rules, api->orgId))
            return refusal;
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
bool setsQuota(const Session& session, const KeyRules& rules)
{
    for (const auto& [apiId, right] : rightsOf(session, rules)) {
        const ApiDefinition* api = rules.findApi(apiId);
        if (api && api->dontSetQuotaOnCreate)
            return false;
    }
    return true;
}

void stamp(Session& session, const KeyRules& rules)
{
    const int64_t now = toSeconds(rules.now);
    session.lastUpdated = std::to_string(now);
    session.quotaRenews = setsQuota(session, rules) ? later(now, session.quotaRenewalRate) : 0;
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
    if (auto refusal = checkRights(session, rules))
        return *std::move(refusal);

    if (rules.call == KeyCall::Create && session.hmacEnabled)
        session.hmacString = base64(rules.randomId());
    if (const int64_t end = trialEnd(session.policyNames(), rules.policies, toSeconds(rules.now)); end > 0)
        session.expires = end;
    session.dateCreated = rfc3339(rules.now);
    dropZeroLimits(session);
    stamp(session, rules);
    key.session = std::move(session);
    return key;
}

std::variant<StoredKey, KeyRefusal> updateKey(const StoredKey& existing, Session session, bool bodyHasExpires,
                                              const KeyRules& rules)
{
    if (auto refusal = checkRights(session, rules))
        return *std::move(refusal);
    if (!bodyHasExpires)
        session.expires = existing.session.expires; // guide 4
    if (rules.call == KeyCall::Custom)
        session.dateCreated = rfc3339(rules.now);
    dropZeroLimits(session);
    if (rules.suppressReset) {
        session.quotaRenews = existing.session.quotaRenews;
        session.lastUpdated = existing.session.lastUpdated;
    } else {
        stamp(session, rules);
    }
    StoredKey key = existing;
    key.session = std::move(session);
    return key;
}

StoredKey storable(StoredKey key, const GatewaySettings& settings)
{
    if (settings.hashKeys)
        key.text.clear();
    return key;
}

int64_t trialEnd(const std::vector<std::string>& policyNames, const PolicySet& policies, int64_t nowSeconds)
{
    int64_t period = 0;
    for (const std::string& name : policyNames) {
        const auto found = policies.find(name);
        if (found != policies.end() && found->second->policy.keyExpiresIn > 0)
            period = found->second->policy.keyExpiresIn; // guide 4: the last listed
    }
    return period == 0 ? 0 : later(nowSeconds, period);
}

} // namespace gatereeve
