#include "core/engine/guide/reasons.h"
#include "core/engine/reasonwords.h"

#include <algorithm>
#include <set>

namespace gatereeve::guide
{

namespace
{

using Names = std::vector<std::string>;

const AccessRight* granted(const SelectedPolicy& selected, const std::string& apiId)
{
    const auto found = selected.policy->accessRights.find(apiId);
    return selected.givesRights && found != selected.policy->accessRights.end() ? &found->second : nullptr;
}

// The policies that grant the API and of whose right the condition is true, sorted by name.
template <typename Condition>
Names grantingWhere(const ApplyRun& run, const std::string& apiId, Condition condition)
{
    Names names;
    for (const SelectedPolicy& selected : run.policies) {
        const AccessRight* right = granted(selected, apiId);
        if (right && condition(*right))
            names.emplace_back(selected.name);
    }
    return names;
}

Names grantersOf(const ApplyRun& run, const std::string& apiId)
{
    return grantingWhere(run, apiId, [](const AccessRight&) { return true; });
}

std::map<std::string, std::set<std::string>> methodsByUrl(const std::vector<AllowedUrl>& rules)
{
    std::map<std::string, std::set<std::string>> sets;
    for (const AllowedUrl& rule : rules)
        sets[rule.url].insert(rule.methods.begin(), rule.methods.end());
    return sets;
}

bool grantsTheSame(const AccessRight& a, const AccessRight& b)
{
    const auto versions = [](const AccessRight& right) {
        return std::set(right.versions.begin(), right.versions.end());
    };
    return versions(a) == versions(b) && methodsByUrl(a.allowedUrls) == methodsByUrl(b.allowedUrls);
}

// With no policy it is the key's.
Source firstOf(const Names& names)
{
    return names.empty() ? Source::key() : Source::ofPolicy(names.front());
}

Message grantedBy(const Names& names)
{
    if (names.empty())
        return {"reason.right.key", "no policy gives rights, so the key's own stay", {}};
    return {"reason.right.policy", "granted by %1", {policies(names)}};
}

void flagCombined(Message& message)
{
    message.id += ".combined";
    message.pattern += NoSinglePolicy;
}

void add(ApplyRun& run, std::string field, std::string value, Source winner, Message why,
         std::vector<Candidate> losers = {})
{
    run.why->push_back(
        {std::move(field), std::move(value), std::move(winner), "guide 9", std::move(losers), std::move(why)});
}

void explainApi(ApplyRun& run, const std::string& apiId, const AccessRight& right)
{
    const Names granters = grantersOf(run, apiId);
    Message why = grantedBy(granters);
    const bool isCombined = !granters.empty() && grantingWhere(run, apiId, [&](const AccessRight& one) {
                                                     return grantsTheSame(one, right);
                                                 }).empty();
    if (isCombined)
        flagCombined(why);
    std::vector<Candidate> losers;
    if (!granters.empty() && run.key.accessRights.contains(apiId))
        losers.push_back({Source::key(), "granted"});
    add(run, "access_rights." + apiId, "granted", isCombined ? Source::rule() : firstOf(granters), std::move(why),
        std::move(losers));
}

void explainVersions(ApplyRun& run, const std::string& apiId, const AccessRight& right)
{
    std::set<std::string> told; // a key's own right may list one twice
    for (const std::string& version : right.versions) {
        if (!told.insert(version).second)
            continue;
        const Names names = grantingWhere(run, apiId, [&](const AccessRight& one) {
            return std::find(one.versions.begin(), one.versions.end(), version) != one.versions.end();
        });
        add(run, "access_rights." + apiId + ".versions." + version, version, firstOf(names), grantedBy(names));
    }
}

// Unrestricted: nobody has allowed URLs, or somebody grants without them and the others' no longer restrict.
void explainUnrestricted(ApplyRun& run, const std::string& apiId)
{
    const Names open = grantingWhere(run, apiId, [](const AccessRight& one) { return one.allowedUrls.empty(); });
    Names restricting;
    std::vector<Candidate> losers;
    for (const SelectedPolicy& selected : run.policies) {
        const AccessRight* one = granted(selected, apiId);
        if (!one || one->allowedUrls.empty())
            continue;
        restricting.emplace_back(selected.name);
        losers.push_back({Source::ofPolicy(restricting.back()), urlsText(one->allowedUrls)});
    }
    Message why = grantedBy(open);
    if (!restricting.empty())
        why = {"reason.urls.unrestricted",
               "%1 grants it without allowed URLs, so those of %2 don't restrict it",
               {policies({open.front()}), policies(restricting)}};
    add(run, "access_rights." + apiId + ".allowed_urls", "everything", firstOf(open), std::move(why),
        std::move(losers));
}

void explainUrls(ApplyRun& run, const std::string& apiId, const AccessRight& right)
{
    const Names granters = grantersOf(run, apiId);
    const Message only =
        granters.empty()
            ? grantedBy(granters)
            : Message{"reason.urls.restricted", "no policy grants it without allowed URLs, so only these", {}};
    add(run, "access_rights." + apiId + ".allowed_urls", urlsText(right.allowedUrls),
        granters.size() > 1 ? Source::rule() : firstOf(granters), only);
    std::set<std::string> told; // a key's own right may list one twice
    for (const AllowedUrl& rule : right.allowedUrls) {
        if (!told.insert(rule.url).second)
            continue;
        const std::set<std::string> united(rule.methods.begin(), rule.methods.end());
        Names names, alone; // who has the URL, and who has it with just these methods
        for (const SelectedPolicy& selected : run.policies) {
            const AccessRight* one = granted(selected, apiId);
            const auto methods = one ? methodsByUrl(one->allowedUrls) : std::map<std::string, std::set<std::string>>{};
            const auto found = methods.find(rule.url);
            if (found == methods.end())
                continue;
            names.emplace_back(selected.name);
            if (found->second == united)
                alone.emplace_back(selected.name);
        }
        const bool isCombined = !names.empty() && alone.empty();
        Message why = grantedBy(names);
        if (isCombined)
            flagCombined(why);
        add(run, "access_rights." + apiId + ".allowed_urls." + rule.url, listText(rule.methods),
            isCombined ? Source::rule() : firstOf(alone), std::move(why));
    }
}

// What somebody might expect and does not get: rights of the key that its policies replace, and rights listed by a
// policy without a say in rights (guide 8).
void explainNotGranted(ApplyRun& run)
{
    std::map<std::string, std::pair<Names, bool>>
        missing; // API → policies that list it in vain, and whether the key had it
    for (const auto& [apiId, right] : run.key.accessRights) {
        if (!run.session.accessRights.contains(apiId))
            missing[apiId].second = true;
    }
    for (const SelectedPolicy& selected : run.policies) {
        if (selected.givesRights)
            continue;
        for (const auto& [apiId, right] : selected.policy->accessRights) {
            if (!run.session.accessRights.contains(apiId))
                missing[apiId].first.emplace_back(selected.name);
        }
    }
    for (const auto& [apiId, reasons] : missing) {
        const auto& [listing, keyHadIt] = reasons;
        std::vector<Candidate> losers;
        for (const std::string& name : listing)
            losers.push_back({Source::ofPolicy(name), "granted"});
        Message why{"reason.right.not-enforced", "%1 lists it but does not enforce access rights", {policies(listing)}};
        if (keyHadIt) {
            losers.push_back({Source::key(), "granted"});
            why = {"reason.right.replaced", "the rights of the policies replace those of the key", {}};
        }
        add(run, "access_rights." + apiId, "not granted", Source::rule(), std::move(why), std::move(losers));
    }
}

} // namespace

void explainRights(ApplyRun& run)
{
    for (const auto& [apiId, right] : run.session.accessRights) {
        explainApi(run, apiId, right);
        explainVersions(run, apiId, right);
        if (right.allowedUrls.empty())
            explainUnrestricted(run, apiId);
        else
            explainUrls(run, apiId, right);
    }
    explainNotGranted(run);
}

} // namespace gatereeve::guide
