#pragma once

// Where two effective sessions differ in what they let a caller do: of one key under two profiles (explanation.h), or
// under two sets of policies (impact.h). Compares values; a text is made only for what differs. Pure; any thread.

#include "core/engine/policyapplier.h"

namespace gatereeve
{

struct Difference {
    std::string field;       // as in Reason::field
    std::string here, there; // as shown; "none", "not granted", "false" for what is not there
    // Further fields whose reasons speak of this one too, the nearest first.
    std::vector<std::string> broader;
    size_t apiLength = 0; // as in Reason

    bool operator==(const Difference&) const = default;
};

// By effect: a rate or quota of 0 or below is unlimited whatever the number, versions, tags and methods are sets, rules
// for the same URL are one, and a scope is the APIs that it makes count together, not its name. Counters, labels,
// last_updated and what no policy touches are left out. A refused session differs from one that is not in
// "apply_policies" and in nothing else; two refused ones do not differ.
std::vector<Difference> differencesOf(const EffectiveSession& here, const EffectiveSession& there);

} // namespace gatereeve
