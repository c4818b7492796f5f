#pragma once

// Creating and updating keys by the rules of policy-semantics.md 7.2–7.6 (profile guide: profiles.md 4, 6, 11). One
// place for the admin API, the command line and the issue dialog. Pure: clock, randomness and policies are handed in.

#include "core/apidefinition.h"
#include "core/clock.h"
#include "core/keys/keystore.h"
#include "core/reading/policyset.h"

#include <functional>
#include <random>

namespace gatereeve
{

struct KeyRules {
    const PolicySet& policies;
    const std::vector<ApiDefinition>& apis; // loaded
    const GatewaySettings& settings;
    Profile profile = Profile::Guide;
    Nanoseconds now = 0;
    std::function<std::string()> randomId; // 32 hexadecimal digits: a version 4 UUID without dashes
};

// 32 hexadecimal digits from the system's randomness.
std::string randomKeyId();

// Why a key cannot be made, with the words of the admin API (admin-api.md 3.1, 3.2).
struct KeyRefusal {
    int status = 0; // HTTP
    std::string message;
};

// `id` empty: generated. Fills the text, the stored name, date_created, last_updated, expires of a trial key
// (guide 4: the last listed policy with key_expires_in > 0; overrides what the body asked for), hmac_string.
// The session itself stays as it was sent.
std::variant<StoredKey, KeyRefusal> createKey(Session session, const std::string& id, const KeyRules& rules);

// An update of `existing` (PUT, or POST on an existing name). Under guide a body without `expires` keeps the stored
// one.
std::variant<StoredKey, KeyRefusal> updateKey(const StoredKey& existing, Session session, bool bodyHasExpires,
                                              const KeyRules& rules);

// When a key issued now under these policies would end: Unix seconds, or 0.
int64_t trialEnd(const std::vector<std::string>& policyNames, const PolicySet& policies, int64_t nowSeconds);

} // namespace gatereeve
