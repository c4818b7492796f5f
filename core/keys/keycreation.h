#pragma once

// Creating and updating keys by the rules of policy-semantics.md 7.2–7.6 (profile guide: profiles.md 4, 6, 11). One
// place for the admin API, the command line and the issue dialog. Pure: clock, randomness and policies are handed in.

#include "core/apidefinition.h"
#include "core/clock.h"
#include "core/keys/keystore.h"
#include "core/reading/policyset.h"

#include <functional>
#include <variant>

namespace gatereeve
{

// The calls that make or change a key. They differ in what they check and in the words they refuse with.
enum class KeyCall : uint8_t {
    Create, // POST /tyk/keys/create and /tyk/keys/add; the command line, the issue dialog
    Custom, // POST /tyk/keys/{name}, POST /tyk/keys
    Update, // PUT /tyk/keys/{key}
};

struct KeyRules {
    const PolicySet& policies;
    const GatewaySettings& settings;
    std::function<const ApiDefinition*(const std::string& apiId)> findApi; // loaded, or null
    Profile profile = Profile::Guide;
    Nanoseconds now = 0;
    std::function<std::string()> randomId; // 32 hexadecimal digits: a version 4 UUID without dashes
    KeyCall call = KeyCall::Create;
    bool suppressReset = false; // Custom, Update: keep quota_renews and last_updated of the former session
    // Whether a key of that stored name is there; only asked for keys named after a certificate. Empty: none is.
    std::function<bool(const std::string& storedName)> exists = {};
};

// 32 hexadecimal digits from the system's randomness.
std::string randomKeyId();

// Why a key cannot be made, with the words of the admin API (admin-api.md 3.1 to 3.3).
struct KeyRefusal {
    int status = 0; // HTTP
    std::string message;

    bool operator==(const KeyRefusal&) const = default;
};

KeyRefusal unreadableBody(KeyCall call); // not JSON, or a member of the wrong type
KeyRefusal keyNotFound();                // of an update

// Create, Custom. `id` empty: generated. Fills the text, the stored name, date_created, last_updated, quota_renews,
// expires of a trial key (guide 4: the last listed policy with key_expires_in > 0; overrides what the body asked for),
// and for Create hmac_string. Otherwise the session stays as it was sent (2.9: with what its policies gave it), but an
// all-zero limit of a right becomes none.
// Custom on a name that exists is an update: look up storedNames(keyText(…)) first.
std::variant<StoredKey, KeyRefusal> createKey(Session session, const std::string& id, const KeyRules& rules);

// An update of `existing` (Update, or Custom on an existing name): the body replaces the session. Under guide a body
// without `expires` keeps the stored one.
std::variant<StoredKey, KeyRefusal> updateKey(const StoredKey& existing, Session session, bool bodyHasExpires,
                                              const KeyRules& rules);

// Whether a gateway of the profile says that it stored this key and does not (admin-api.md 3.8, Quirk).
bool isLeftOut(const StoredKey& key, const KeyRules& rules);

// What goes into the store: without the key's text where hash_keys is on (contracts.md, Keys in the window).
StoredKey storable(StoredKey key, const GatewaySettings& settings);

// What the policies of a key fix about its end (guide 4: the last listed policy with key_expires_in > 0).
struct TrialEnd {
    int64_t ends = 0;   // Unix seconds, of a key issued now; 0: no policy fixes it
    int64_t period = 0; // seconds
    std::string policy; // whose period it is
    int others = 0;     // policies with a period that does not count, each as often as it is listed

    bool operator==(const TrialEnd&) const = default;
};
TrialEnd trialOf(const std::vector<std::string>& policyNames, const PolicySet& policies, int64_t nowSeconds);
int64_t trialEnd(const std::vector<std::string>& policyNames, const PolicySet& policies,
                 int64_t nowSeconds); // its ends

} // namespace gatereeve
