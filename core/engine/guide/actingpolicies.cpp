#include "core/engine/guide/actingpolicies.h"

namespace gatereeve::guide
{

ActingPolicies::ActingPolicies(const ApplyRun& run)
{
    m_cursors.reserve(run.policies.size());
    m_acting.reserve(run.policies.size());
    for (const SelectedPolicy& selected : run.policies) {
        const AccessRights& rights = selected.policy->accessRights;
        m_cursors.push_back({&selected, rights.begin(), rights.end()});
    }
}

const std::vector<Acting>& ActingPolicies::on(const std::string& apiId)
{
    m_acting.clear();
    for (Cursor& cursor : m_cursors) {
        if (!cursor.policy->givesRights) {
            m_acting.push_back({cursor.policy, nullptr});
            continue;
        }
        int order = 1;
        while (cursor.next != cursor.end && (order = cursor.next->first.compare(apiId)) < 0)
            ++cursor.next;
        if (cursor.next != cursor.end && order == 0)
            m_acting.push_back({cursor.policy, &cursor.next->second});
    }
    return m_acting;
}

} // namespace gatereeve::guide
