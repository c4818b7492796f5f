#pragma once

// Why an effective session is as it is: for each field the value, who won, who lost, and a sentence with the numbers.
// Made by the same run that makes the session (policyapplier.h), never recomputed.

#include "core/message.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace gatereeve
{

struct Source {
    enum class Kind : uint8_t { Key, Policy, Rule };
    Kind kind = Kind::Key;
    std::string policy; // name, when kind is Policy

    bool operator==(const Source&) const = default;
    static Source key() { return {}; }
    static Source ofPolicy(std::string name) { return {Kind::Policy, std::move(name)}; }
    static Source rule() { return {Kind::Rule, {}}; }
};

std::string toString(const Source& source); // "key", "policy gold", "rule"

struct Candidate {
    Source source;
    std::string value; // as shown: "5 per second"

    bool operator==(const Candidate&) const = default;
};

struct Reason {
    std::string field; // rate, quota, tags, access_rights.orders.rate, access_rights.orders.versions.v1, …
    std::string value; // as shown
    Source winner;
    std::string rule;              // statement of the guide or section: "guide 9"
    std::vector<Candidate> losers; // what else could have been
    Message why;
    // How much of the field names the API: all of "access_rights.orders" in "access_rights.orders.rate"; 0: the reason
    // is about the key as a whole. (The ids of APIs may hold dots.)
    size_t apiLength = 0;

    bool operator==(const Reason&) const = default;
};

using Provenance = std::vector<Reason>;

} // namespace gatereeve
