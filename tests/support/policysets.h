#pragma once

// Policies as the engine looks them up, and a look into the reasons of a run.

#include "core/engine/provenance.h"
#include "core/reading/policyset.h"

#include <algorithm>
#include <map>
#include <memory>

namespace gatereeve::testing
{

inline PolicySet setOf(const std::map<std::string, Policy>& policies)
{
    PolicySet set;
    for (const auto& [name, policy] : policies) {
        auto entry = std::make_shared<PolicyEntry>();
        entry->policy = policy;
        set.emplace(name, std::move(entry));
    }
    return set;
}

// Null: the field has none.
inline const Reason* reasonFor(const Provenance& why, const std::string& field)
{
    const auto found = std::ranges::find(why, field, &Reason::field);
    return found == why.end() ? nullptr : &*found;
}

} // namespace gatereeve::testing
