#pragma once

// What a policy service answered → the policies in force afterwards and the nonce (policy-semantics.md 4.2–4.4, 11.2).
// Pure: the call itself is made elsewhere. The reply is {Status, Message: [policy…], Nonce}, names without regard to
// letter case; Status is never looked at.

#include "core/reading/policyset.h"

#include <cstdint>
#include <optional>
#include <string>

namespace gatereeve
{

struct ServiceReply {
    int64_t status = 200; // HTTP
    std::string body;
    std::string name; // in the places of findings
};

// What the gateway has when it asks.
struct ServiceCall {
    PolicySet policies; // in force
    std::string nonce;
    bool allowExplicitId = false; // policies.allow_explicit_policy_id; without meaning under 5
};

struct ServiceLoad {
    PolicyLoad load;
    std::string nonce; // held afterwards: that of the reply when it could be used, "" when it has none
};

// `reply`: nothing when there was no connection.
ServiceLoad loadServiceReply(const std::optional<ServiceReply>& reply, const ServiceCall& call, Profile profile);

} // namespace gatereeve
