#pragma once

// /tyk/keys…, /gatereeve/keys/… (admin-api.md 3; policy-semantics.md 7; profiles.md, guide 4, 6, 11). What a key
// becomes is decided by core/keys/keycreation.h; here is which stored key a call means, and what it is answered. One
// object a call.

#include "core/keys/keycreation.h"
#include "gateway/admin/admincall.h"

namespace gatereeve::gateway
{

class KeysEndpoint
{
public:
    KeysEndpoint(const AdminCall& call, const AdminContext& context);
    AdminResponse answer();
    // GET /gatereeve/keys/{key}: {"name", "session"} as it is stored, no policy applied; by its text or stored name.
    AdminResponse answerStored() const;

private:
    AdminResponse answerOne(const std::string& key);
    AdminResponse list() const;
    AdminResponse show(const std::string& key) const;
    AdminResponse create();
    AdminResponse custom(const std::string& id); // empty: generated
    AdminResponse update(const std::string& key);
    AdminResponse remove(const std::string& key);
    AdminResponse setPolicies(const std::string& storedName);
    AdminResponse preview() const;

    bool addressedByHash() const { return m_call.parameter("hashed").has_value(); }
    const ApiDefinition* apiNamed() const; // by api_id
    std::vector<std::string> textsFor(const std::string& key) const;
    // The first that is there, with the text that led to it (the hash, if that is how it was meant).
    std::optional<StoredKey> find(const std::vector<std::string>& texts) const;

    KeyRules rulesFor(KeyCall call) const;
    AdminResponse store(const std::variant<StoredKey, KeyRefusal>& made, const KeyRules& rules, bool replaces,
                        std::string_view action);
    Nanoseconds now() const { return m_context.clock->now(); }

    const AdminCall& m_call;
    const AdminContext& m_context;
    const std::shared_ptr<const Snapshot> m_snapshot;
    const GatewaySettings& m_settings;
    StateStore& m_store;
};

} // namespace gatereeve::gateway
