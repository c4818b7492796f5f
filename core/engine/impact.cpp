#include "core/engine/impact.h"

#include <algorithm>

namespace gatereeve
{

namespace
{

// Where it stands in its file is no difference.
bool actsTheSame(const PolicyEntry& a, const PolicyEntry& b)
{
    return &a == &b || (a.unusable == b.unusable && a.policy == b.policy);
}

} // namespace

Impact::Impact(const ApplyContext& before, const ApplyContext& after) : m_before(before), m_after(after)
{
    const bool sameRules = before.profile == after.profile && before.apiOrgId == after.apiOrgId;
    for (const auto& [name, entry] : before.policies) {
        const auto found = after.policies.find(name);
        if (!sameRules || found == after.policies.end() || !actsTheSame(*entry, *found->second))
            m_changed.insert(name);
    }
    for (const auto& [name, entry] : after.policies) {
        if (!sameRules || !before.policies.contains(name))
            m_changed.insert(name);
    }
}

std::vector<Difference> Impact::on(const Session& key) const
{
    if (!mayConcern(key))
        return {};
    return differencesOf(applyPolicies(key, m_before), applyPolicies(key, m_after));
}

// Nothing but a key's own policies acts on it; without any, only other rules can.
bool Impact::mayConcern(const Session& key) const
{
    if (m_before.profile != m_after.profile || m_before.apiOrgId != m_after.apiOrgId)
        return true;
    const auto isChanged = [this](const std::string& name) { return m_changed.contains(name); };
    if (key.applyPolicies.empty())
        return isChanged(key.applyPolicyId);
    return std::any_of(key.applyPolicies.begin(), key.applyPolicies.end(), isChanged);
}

} // namespace gatereeve
