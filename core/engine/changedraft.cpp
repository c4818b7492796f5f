#include "core/engine/changedraft.h"

#include "core/engine/pathpattern.h"
#include "core/reading/loadrules.h"
#include "core/timetext.h"
#include "core/units.h"

#include <re2/re2.h>

#include <algorithm>

namespace gatereeve
{

namespace
{

// The limits that a change may touch, of a policy, a key or a right.
struct Values {
    double& rate;
    double& per;
    int64_t& quotaMax;
};

template <typename Limits>
Values valuesOf(Limits& limits)
{
    return {limits.rate, limits.per, limits.quotaMax};
}

std::string memberOfRight(const std::string& apiId, const std::string& member)
{
    return "access_rights." + apiId + (member.empty() ? "" : '.' + member);
}

// "… to gold", "… to the key".
Message addedTo(const std::string& policy, const char* what, const std::string& added)
{
    const std::string id = std::string("would-pass.add-") + what;
    const std::string noun = std::string(what) == "api"       ? "API %1"
                             : std::string(what) == "version" ? "version %1"
                                                              : "%1";
    if (policy.empty())
        return {id + "-key", "with " + noun + " added to the key", {added}};
    return {id, "with " + noun + " added to %2", {added, policy}};
}

// An expression that finds this path and no other.
std::string exactly(const std::string& path)
{
    return '^' + re2::RE2::QuoteMeta(path) + '$';
}

} // namespace

ChangeDraft::ChangeDraft(const Snapshot& snapshot, const Session& key) : m_key(key), m_profile(snapshot.profile)
{
    for (const std::string& name : key.policyNames()) {
        if (const auto found = snapshot.policies.find(name); found != snapshot.policies.end())
            m_policies.insert(*found);
    }
}

NearestChange ChangeDraft::change() const
{
    NearestChange result;
    result.words = m_words;
    result.place = m_place.value_or(Place());
    result.policies = m_changed;
    if (m_keyChanged)
        result.key = m_key;
    return result;
}

void ChangeDraft::say(Message words)
{
    m_words.push_back(std::move(words));
}

const PolicyEntry* ChangeDraft::entryOf(const std::string& policy) const
{
    const auto found = m_policies.find(policy);
    return found == m_policies.end() || found->second->keptFormer ? nullptr : found->second.get();
}

void ChangeDraft::put(const std::string& policy, Policy changed, const std::string& member)
{
    auto entry = std::make_shared<PolicyEntry>(*m_policies[policy]);
    if (!m_place && !entry->place.file.empty()) {
        m_place = entry->place;
        m_place->path += (m_place->path.empty() ? "" : ".") + member;
    }
    if (const auto whyUnusable = loadRulesFor(m_profile).whyUnusable)
        entry->unusable = whyUnusable(changed);
    entry->policy = changed;
    m_changed[policy] = std::move(changed);
    m_policies[policy] = std::move(entry);
}

template <typename Change>
bool ChangeDraft::changeLimit(const std::string& policy, bool ofRight, const AskedRequest& request, const char* member,
                              Change change)
{
    const std::string& apiId = request.api.definition.apiId;
    const auto changeIn = [&](auto& holder) {
        if (!ofRight)
            return change(valuesOf(holder));
        const auto right = holder.accessRights.find(apiId);
        return right != holder.accessRights.end() && right->second.limit && change(valuesOf(*right->second.limit));
    };
    if (policy.empty()) {
        if (!changeIn(m_key))
            return false;
        m_keyChanged = true;
        return true;
    }
    const PolicyEntry* entry = entryOf(policy);
    if (!entry)
        return false;
    Policy changed = entry->policy;
    if (!changeIn(changed))
        return false;
    put(policy, std::move(changed), ofRight ? memberOfRight(apiId, std::string("limit.") + member) : member);
    return true;
}

bool ChangeDraft::setRate(const std::string& policy, bool ofRight, const AskedRequest& request, double rate)
{
    return changeLimit(policy, ofRight, request, "rate", [rate](Values values) {
        if (!(values.rate > 0 && values.rate < rate))
            return false;
        values.rate = rate;
        return true;
    });
}

bool ChangeDraft::setQuota(const std::string& policy, bool ofRight, const AskedRequest& request, int64_t maximum)
{
    return changeLimit(policy, ofRight, request, "quota_max", [maximum](Values values) {
        if (!(values.quotaMax > 0 && values.quotaMax < maximum))
            return false;
        values.quotaMax = maximum;
        return true;
    });
}

bool ChangeDraft::setLastUpdated(const std::string& policy, int64_t seconds)
{
    const std::string text = std::to_string(seconds);
    if (policy.empty()) {
        m_key.lastUpdated = text;
        return true;
    }
    const PolicyEntry* entry = entryOf(policy);
    if (!entry)
        return false;
    Policy changed = entry->policy;
    changed.lastUpdated = text;
    put(policy, std::move(changed), "last_updated");
    return true;
}

void ChangeDraft::sayLimit(const std::string& policy, const char* member, int64_t needed, bool newer)
{
    const std::string number = groupedNumber(needed);
    if (policy.empty())
        say({"would-pass.key", "with %1 ≥ %2 in the key", {member, number}});
    else if (newer)
        say({"would-pass.policy-newer", "with %1 ≥ %2 and a newer last_updated in %3", {member, number, policy}});
    else
        say({"would-pass.policy", "with %1 ≥ %2 in %3", {member, number, policy}});
}

bool ChangeDraft::setPer(const std::string& policy, const AskedRequest& request)
{
    const auto mend = [](Values values) {
        if (!(values.rate > 0) || values.per > 0)
            return false;
        values.per = 1;
        return true;
    };
    const bool root = changeLimit(policy, false, request, "per", mend);
    const bool ofRight = changeLimit(policy, true, request, "per", mend);
    if (!root && !ofRight)
        return false;
    say(policy.empty() ? Message{"would-pass.per-key", "with a per above 0 in the key", {}}
                       : Message{"would-pass.per", "with a per above 0 in %1", {policy}});
    return true;
}

bool ChangeDraft::setOrganisation(const std::string& policy, const std::string& organisation)
{
    const PolicyEntry* entry = entryOf(policy);
    if (!entry || entry->policy.orgId == organisation)
        return false;
    Policy changed = entry->policy;
    changed.orgId = organisation;
    put(policy, std::move(changed), "org_id");
    say({"would-pass.organisation", "with the org_id of the API in %1", {policy}});
    return true;
}

bool ChangeDraft::activateKey()
{
    if (!m_key.isInactive)
        return false;
    m_key.isInactive = false;
    m_keyChanged = true;
    say({"would-pass.active-key", "with is_inactive off in the key", {}});
    return true;
}

bool ChangeDraft::activatePolicy(const std::string& policy)
{
    const PolicyEntry* entry = entryOf(policy);
    if (!entry || !entry->policy.isInactive)
        return false;
    Policy changed = entry->policy;
    changed.isInactive = false;
    put(policy, std::move(changed), "is_inactive");
    say({"would-pass.active", "with is_inactive off in %1", {policy}});
    return true;
}

void ChangeDraft::extend(int64_t expires)
{
    m_key.expires = expires;
    m_keyChanged = true;
    say({"would-pass.extended", "with the key extended beyond %1 UTC", {utcText(expires - 1)}});
}

template <typename Change>
bool ChangeDraft::changeRights(const std::string& policy, const std::string& member, Change change)
{
    if (policy.empty()) {
        if (!change(m_key.accessRights))
            return false;
        m_keyChanged = true;
        return true;
    }
    const PolicyEntry* entry = entryOf(policy);
    if (!entry)
        return false;
    Policy changed = entry->policy;
    if (!change(changed.accessRights))
        return false;
    put(policy, std::move(changed), member);
    return true;
}

bool ChangeDraft::addApi(const std::string& policy, const AskedRequest& request)
{
    const ApiDefinition& api = request.api.definition;
    const bool added = changeRights(policy, "access_rights", [&](AccessRights& rights) {
        AccessRight right;
        right.apiId = api.apiId;
        right.apiName = api.name;
        right.versions = {api.notVersioned ? "Default" : request.version};
        return rights.emplace(api.apiId, std::move(right)).second;
    });
    if (added)
        say(addedTo(policy, "api", api.name.empty() ? api.apiId : api.name));
    return added;
}

bool ChangeDraft::addVersion(const std::string& policy, const AskedRequest& request)
{
    const std::string& apiId = request.api.definition.apiId;
    const bool added = changeRights(policy, memberOfRight(apiId, "versions"), [&](AccessRights& rights) {
        const auto right = rights.find(apiId);
        if (right == rights.end() ||
            std::ranges::find(right->second.versions, request.version) != right->second.versions.end())
            return false;
        right->second.versions.push_back(request.version);
        return true;
    });
    if (added)
        say(addedTo(policy, "version", request.version));
    return added;
}

// To a rule that finds the path the method is added; else there is a rule for just this.
bool ChangeDraft::addUrl(const std::string& policy, const AskedRequest& request)
{
    const std::string& apiId = request.api.definition.apiId;
    const bool added = changeRights(policy, memberOfRight(apiId, "allowed_urls"), [&](AccessRights& rights) {
        const auto right = rights.find(apiId);
        if (right == rights.end() || right->second.allowedUrls.empty())
            return false;
        for (AllowedUrl& rule : right->second.allowedUrls) {
            const auto pattern = PathPattern::compile(rule.url);
            if (pattern && (*pattern)->foundIn(request.path)) {
                rule.methods.push_back(request.method);
                return true;
            }
        }
        right->second.allowedUrls.push_back({exactly(request.path), {request.method}});
        return true;
    });
    if (added)
        say(addedTo(policy, "url", request.method + ' ' + request.path));
    return added;
}

bool ChangeDraft::takePolicyOut(const std::string& policy)
{
    std::vector<std::string> names = m_key.policyNames();
    if (std::erase(names, policy) == 0)
        return false;
    m_key.applyPolicies = std::move(names);
    m_key.applyPolicyId.clear();
    m_keyChanged = true;
    say({"would-pass.without-policy", "without policy %1 in the key", {policy}});
    return true;
}

void ChangeDraft::addPolicy(const std::string& policy, std::shared_ptr<const PolicyEntry> entry)
{
    m_key.applyPolicies = m_key.policyNames();
    m_key.applyPolicies.push_back(policy);
    m_key.applyPolicyId.clear();
    m_keyChanged = true;
    m_policies[policy] = std::move(entry);
    say({"would-pass.add-policy", "with policy %1 added to the key", {policy}});
}

} // namespace gatereeve
