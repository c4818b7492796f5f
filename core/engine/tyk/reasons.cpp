#include "core/engine/tyk/reasons.h"

#include "core/engine/reasonwords.h"
#include "core/engine/tyk/newerreasons.h"
#include "core/engine/tyk/rules.h"

#include <algorithm>
#include <set>

namespace gatereeve::tyk
{

namespace
{

using Names = std::vector<std::string>;

constexpr size_t UsualReasons = 8; // of an API, limits included

// The field is `api`, "access_rights.orders" or nothing, and what is below it.
void add(ApplyRun& run, const std::string& api, std::string_view below, std::string value, Source winner,
         std::string_view section, Message why, std::vector<Candidate> losers = {})
{
    run.why->push_back({api + std::string(below), std::move(value), std::move(winner), ruleName(run, section),
                        std::move(losers), std::move(why), api.size()});
}

const AccessRight& rightOf(const ApplyRun& run, uint32_t policy, const std::string& apiId)
{
    return run.policies[policy].policy->accessRights.at(apiId);
}

// One API of a session whose rights come from policies.
class ApiReasons
{
public:
    ApiReasons(ApplyRun& run, const std::string& apiId, const AccessRight& right, const Entry& entry,
               const std::vector<uint32_t>& listing)
        : m_run(run),
          m_apiId(apiId),
          m_right(right),
          m_entry(entry),
          m_listing(listing),
          m_api("access_rights." + apiId)
    {
        for (const uint32_t index : listing) {
            // The granters, and the one whose right is there without a say in rights.
            if (run.policies[index].saysRights || index == entry.base)
                m_sources.push_back(index);
        }
    }

    void explain()
    {
        explainGrant();
        explainVersions();
        explainUrls();
        explainNewerMembers();
    }

private:
    std::string nameOf(uint32_t index) const { return std::string(m_run.policies[index].name); }

    template <typename Condition>
    Names where(Condition condition) const
    {
        Names names;
        for (const uint32_t index : m_sources) {
            if (condition(rightOf(m_run, index, m_apiId)))
                names.push_back(nameOf(index));
        }
        return names;
    }

    Source sourceOf(const Names& names) const
    {
        return names.empty() ? Source::rule() : Source::ofPolicy(names.front());
    }

    void explainGrant()
    {
        std::vector<Candidate> losers;
        if (m_run.key.accessRights.contains(m_apiId))
            losers.push_back({Source::key(), "granted"});
        const bool bySay = m_run.policies[m_entry.base].saysRights;
        Message why{"reason.right.policy", "granted by %1", {policies(where([](const AccessRight&) { return true; }))}};
        if (m_entry.displaced != Origin::Key && !bySay)
            why = {"reason.right.displaced",
                   "policy %1 comes later and has no say in rights, yet its right replaces that of policy %2",
                   {nameOf(m_entry.base), nameOf(m_entry.displaced)}};
        else if (!bySay)
            why = {"reason.right.swept-in",
                   "policy %1 has no say in rights, but another one has, and then all that is listed is granted",
                   {nameOf(m_entry.base)}};
        add(m_run, m_api, {}, "granted", Source::ofPolicy(nameOf(m_entry.base)), "6.4", std::move(why),
            std::move(losers));
    }

    void explainVersions()
    {
        std::set<std::string> told;
        for (const std::string& version : m_right.versions) {
            if (!told.insert(version).second)
                continue;
            const Names names = havingVersion(version);
            add(m_run, m_api, ".versions." + version, version, sourceOf(names), "6.7",
                {"reason.right.policy", "granted by %1", {policies(names)}});
        }
        for (const uint32_t index : m_sources) {
            for (const std::string& version : rightOf(m_run, index, m_apiId).versions) {
                if (told.insert(version).second)
                    add(m_run, m_api, ".versions." + version, "not granted", Source::rule(), "6.7",
                        {"reason.version.lost",
                         "listed by %1, but a version of a later policy is lost when rights are merged",
                         {policies(havingVersion(version))}},
                        {{Source::ofPolicy(nameOf(index)), version}});
            }
        }
    }

    Names havingVersion(const std::string& version) const
    {
        return where(
            [&](const AccessRight& one) { return std::ranges::find(one.versions, version) != one.versions.end(); });
    }

    void explainUrls()
    {
        const Names open = where([](const AccessRight& one) { return one.allowedUrls.empty(); });
        if (m_right.allowedUrls.empty()) {
            add(m_run, m_api, ".allowed_urls", "everything", sourceOf(open), "6.7",
                {"reason.urls.everything", "without allowed URLs in %1, so every one is allowed", {policies(open)}});
            return;
        }
        const Names restricting = where([](const AccessRight& one) { return !one.allowedUrls.empty(); });
        Message why{"reason.urls.listed", "listed by %1", {policies(restricting), policies(open)}};
        if (!open.empty()) {
            why.id += ".restricts-open";
            why.pattern += "; they restrict what %2 leaves open";
        }
        add(m_run, m_api, ".allowed_urls", urlsText(m_right.allowedUrls),
            restricting.size() > 1 ? Source::rule() : sourceOf(restricting), "6.7", std::move(why));
        std::set<std::string> told;
        for (const AllowedUrl& rule : m_right.allowedUrls) {
            if (!told.insert(rule.url).second)
                continue;
            const Names names = where([&](const AccessRight& one) {
                return std::ranges::find(one.allowedUrls, rule.url, &AllowedUrl::url) != one.allowedUrls.end();
            });
            add(m_run, m_api, ".allowed_urls." + rule.url, listText(rule.methods), sourceOf(names), "6.7",
                {"reason.right.policy", "granted by %1", {policies(names)}});
        }
    }

    void explainNewerMembers()
    {
        NewerRight newer{m_api, m_right.newer, false, {}, {}, {}};
        for (const uint32_t index : m_listing) {
            const SelectedPolicy& selected = m_run.policies[index];
            const Giver giver{nameOf(index), rightOf(m_run, index, m_apiId).newer};
            if (selected.saysRights)
                newer.granting.push_back(giver);
            (selected.saysRate ? newer.limiting : newer.silent).push_back(giver);
        }
        explainNewer(m_run, newer);
    }

    ApplyRun& m_run;
    const std::string& m_apiId;
    const AccessRight& m_right;
    const Entry& m_entry;
    const std::vector<uint32_t>& m_listing; // policies, each once
    std::string m_api;                      // "access_rights.orders"
    std::vector<uint32_t> m_sources;        // of them those that the right comes from
};

void explainKeysRight(ApplyRun& run, const std::string& apiId, const AccessRight& right)
{
    const std::string api = "access_rights." + apiId;
    const Message own = run.policies.empty()
                            ? Message{"reason.right.own", "the key's own", {}}
                            : Message{"reason.right.key", "no policy gives rights, so the key's own stay", {}};
    add(run, api, {}, "granted", Source::key(), "6.5", own);
    std::set<std::string> told;
    for (const std::string& version : right.versions) {
        if (told.insert(version).second)
            add(run, api, ".versions." + version, version, Source::key(), "6.5", own);
    }
    add(run, api, ".allowed_urls", urlsText(right.allowedUrls), Source::key(), "6.5", own);
    explainNewer(run, {api, right.newer, true, {}, {}, {}});
}

// What somebody might expect and does not get: rights of the key that policies replace, and what is only listed.
void explainNotGranted(ApplyRun& run, const Listing& listing)
{
    std::set<std::string> missing;
    for (const auto& [apiId, right] : run.key.accessRights)
        missing.insert(apiId);
    for (const auto& [apiId, policies] : listing)
        missing.insert(std::string(apiId));
    for (const std::string& apiId : missing) {
        if (run.session.accessRights.contains(apiId))
            continue;
        std::vector<Candidate> losers;
        Names names;
        if (const auto found = listing.find(apiId); found != listing.end()) {
            for (const uint32_t index : found->second)
                names.emplace_back(run.policies[index].name);
        }
        for (const std::string& name : names)
            losers.push_back({Source::ofPolicy(name), "granted"});
        Message why{
            "reason.right.not-enforced", "listed by %1, but without enforcing access rights", {policies(names)}};
        if (run.key.accessRights.contains(apiId)) {
            losers.push_back({Source::key(), "granted"});
            why = {"reason.right.replaced", "the rights of the policies replace those of the key", {}};
        }
        add(run, "access_rights." + apiId, {}, "not granted", Source::rule(), "6.4", std::move(why), std::move(losers));
    }
}

void explainRights(ApplyRun& run, const Listing& listing)
{
    const bool replaced = countsForRights(run);
    run.why->reserve(run.session.accessRights.size() * UsualReasons);
    for (const auto& [apiId, right] : run.session.accessRights) {
        if (replaced)
            ApiReasons(run, apiId, right, run.work.entries.at(apiId), listing.at(apiId)).explain();
        else
            explainKeysRight(run, apiId, right);
    }
    explainNotGranted(run, listing);
}

void explainSkipped(ApplyRun& run)
{
    if (run.skipped.empty())
        return;
    std::vector<Candidate> losers;
    for (const std::string& name : run.skipped)
        losers.push_back({Source::ofPolicy(name), "skipped"});
    add(run, {}, "apply_policies", "skipped", Source::rule(), "6.3",
        {"reason.policies.skipped",
         "%1: not loaded for this key's organisation, and Tyk 5 goes on without",
         {policies(run.skipped)}},
        std::move(losers));
}

void explainTags(ApplyRun& run)
{
    if (run.session.tags.empty())
        return;
    std::string value;
    for (const std::string& tag : run.session.tags)
        value += (value.empty() ? "" : ", ") + tag;
    std::set<std::string> givers;
    for (const SelectedPolicy& selected : run.policies) {
        if (!selected.policy->tags.empty())
            givers.emplace(selected.name);
    }
    const Names names(givers.begin(), givers.end());
    add(run, {}, "tags", value, names.empty() ? Source::key() : Source::rule(), "6.4",
        names.empty()          ? Message{"why.tags-own", "the key's own tags", {}}
        : run.key.tags.empty() ? Message{"why.tags-policies", "the tags of %1, each once", {policies(names)}}
                               : Message{"why.tags", "the tags of the key and of %1, each once", {policies(names)}});
}

void explainMetaData(ApplyRun& run)
{
    for (const auto& [name, value] : run.session.metaData) {
        const SelectedPolicy* winner = nullptr;
        std::vector<Candidate> losers;
        for (const SelectedPolicy& selected : run.policies) {
            const auto given = selected.policy->metaData.find(name);
            if (given == selected.policy->metaData.end())
                continue;
            if (winner && winner->name != selected.name)
                losers.push_back({Source::ofPolicy(std::string(winner->name)), winner->policy->metaData.at(name)});
            winner = &selected;
        }
        if (const auto own = run.key.metaData.find(name); winner && own != run.key.metaData.end())
            losers.push_back({Source::key(), own->second});
        add(run, {}, "meta_data." + name, value, winner ? Source::ofPolicy(std::string(winner->name)) : Source::key(),
            "6.4",
            winner ? Message{"why.meta-last",
                             "policy %1 sets it; a policy beats the key, and the last one listed "
                             "beats others",
                             {std::string(winner->name)}}
                   : Message{"why.meta-own", "the key's own", {}},
            std::move(losers));
    }
}

void explainFlag(ApplyRun& run, const std::string& field, bool keyHas, bool result, bool Policy::*flag)
{
    std::set<std::string> having;
    for (const SelectedPolicy& selected : run.policies) {
        if (selected.policy->*flag)
            having.emplace(selected.name);
    }
    const Names names(having.begin(), having.end());
    if (keyHas && !result)
        add(run, {}, field, "false", Source::rule(), "6.4",
            {"why.flag-overruled", "the key itself has %1, but its policies decide, and none of them has it", {field}},
            {{Source::key(), "true"}});
    else if (result && keyHas && names.empty())
        add(run, {}, field, "true", Source::key(), "6.4", {"why.flag-own", "the key itself has %1", {field}});
    else if (result)
        add(run, {}, field, "true", names.empty() ? Source::key() : Source::ofPolicy(names.front()), "6.4",
            {"why.flag", "%2 is set by %1; one is enough", {policies(names), field}});
}

} // namespace

std::string ruleName(const ApplyRun& run, std::string_view section)
{
    const std::string_view changes = rulesOf(run.context.profile).changes;
    return changes.empty() ? "policy-semantics " + std::string(section) : std::string(changes);
}

bool countsForRights(const ApplyRun& run)
{
    return countWhere(run.work, &Entry::inRights) > 0;
}

std::optional<ApplyRefusal> explain(ApplyRun& run)
{
    if (!run.why)
        return std::nullopt;
    Listing listing;
    std::set<std::string_view> known;
    for (uint32_t index = 0; index < run.policies.size(); ++index) {
        if (!known.insert(run.policies[index].name).second)
            continue;
        for (const auto& [apiId, right] : run.policies[index].policy->accessRights)
            listing[apiId].push_back(index);
    }
    explainSkipped(run);
    explainRights(run, listing);
    explainLimits(run, listing);
    explainTags(run);
    explainMetaData(run);
    explainPostExpiry(run);
    explainFlag(run, "is_inactive", run.key.isInactive, run.session.isInactive, &Policy::isInactive);
    explainFlag(run, "hmac_enabled", run.key.hmacEnabled, run.session.hmacEnabled, &Policy::hmacEnabled);
    explainFlag(run, "enable_http_signature_validation", run.key.httpSignatureEnabled, run.session.httpSignatureEnabled,
                &Policy::httpSignatureEnabled);
    return std::nullopt;
}

} // namespace gatereeve::tyk
