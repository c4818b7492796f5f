#pragma once

// What a change of policies does to keys: before and after may differ in policies, in profile, or both. Keys go through
// one at a time, so that any number of them takes the memory of one. Pure; any thread.

#include "core/engine/sessiondifference.h"

#include <set>

namespace gatereeve
{

class Impact
{
public:
    // Both contexts' policies outlive it.
    Impact(const ApplyContext& before, const ApplyContext& after);

    // Where the key would come out otherwise; empty: it would not. A key none of whose policies changed costs a few
    // look-ups and no run.
    std::vector<Difference> on(const Session& key) const;

    // Policies that were added, removed or changed; where the profiles differ, every policy counts as changed.
    const std::set<std::string_view>& changedPolicies() const { return m_changed; }

private:
    bool mayConcern(const Session& key) const;

    const ApplyContext m_before, m_after;
    std::set<std::string_view> m_changed; // views into the contexts' policies
};

} // namespace gatereeve
