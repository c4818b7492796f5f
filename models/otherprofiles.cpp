#include "models/otherprofiles.h"

#include "core/engine/explanation.h"
#include "models/effectivesession.h"
#include "models/policysource.h"

#include <algorithm>

namespace gatereeve::models
{

OtherProfiles::OtherProfiles(const Workspace& workspace, QObject* parent) : QObject(parent), m_workspace(workspace)
{
    const auto forget = [this] { m_policies.clear(); };
    connect(&workspace, &Workspace::policiesChanged, this, forget);
    connect(&workspace, &Workspace::settingsChanged, this, forget); // another profile, another policies file
}

const std::map<Profile, PolicySet>& OtherProfiles::policies()
{
    const auto& files = m_workspace.policyFiles();
    const bool isBroken = std::ranges::any_of(files, [](const JsonFile* file) { return !file->document(); });
    if (!m_policies.empty() || files.empty() || isBroken)
        return m_policies;
    for (const Profile profile : {Profile::Guide, Profile::Tyk29, Profile::Tyk5}) {
        // One that takes policies from elsewhere, or from nowhere, has nothing to be compared with.
        if (profile != m_workspace.profile() &&
            policyFormOf(m_workspace.layout(), profile) == m_workspace.policyForm() &&
            !unreadFolder(m_workspace.layout(), profile))
            m_policies[profile] = loadedFrom(files, m_workspace.layout(), {}, profile).policies;
    }
    return m_policies;
}

OtherProfiles::Compared OtherProfiles::compare(const StoredKey& key)
{
    const FindApi apis = apisOf(m_workspace);
    std::vector<ProfileInput> others;
    for (const auto& [profile, set] : policies())
        others.push_back({key.session, {set, std::nullopt, profile}, apis});
    const ProfileInput here{key.session, {m_workspace.policies(), std::nullopt, m_workspace.profile()}, apis};
    const ExplainRules rules{m_workspace.clock().nowSeconds(), m_workspace.settings().allowMasterKeys};
    Explanation explanation = explain(here, rules, others);
    Compared result{std::move(explanation.why), {}};
    for (const OtherProfile& other : explanation.others) {
        for (const ProfileDifference& found : other.differences)
            result.differences.push_back({found.difference.field,
                                          found.difference.here,
                                          {other.profile, found.difference.there, found.from, found.rule, found.why},
                                          found.difference.apiLength});
    }
    return result;
}

} // namespace gatereeve::models
