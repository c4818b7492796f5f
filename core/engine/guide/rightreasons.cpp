#include "core/engine/guide/actingpolicies.h"
#include "core/engine/guide/reasons.h"
#include "core/engine/reasonwords.h"

#include <algorithm>
#include <set>

namespace gatereeve::guide
{

namespace
{

using Names = std::vector<std::string>;

constexpr size_t UsualReasons = 8; // of an API, limits included

// An API of the session and the policies that act on it.
struct Granted {
    std::string api; // "access_rights.orders"
    const std::string& apiId;
    const AccessRight& right; // the result
    const std::vector<Acting>& acting;
};

// The policies that grant the API and of whose right the condition is true, sorted by name.
template <typename Condition>
Names grantingWhere(const Granted& granted, Condition condition)
{
    Names names;
    for (const Acting& one : granted.acting) {
        if (one.right && condition(*one.right))
            names.emplace_back(one.policy->name);
    }
    return names;
}

Names grantersOf(const Granted& granted)
{
    return grantingWhere(granted, [](const AccessRight&) { return true; });
}

std::map<std::string_view, std::set<std::string_view>> methodsByUrl(const std::vector<AllowedUrl>& rules)
{
    std::map<std::string_view, std::set<std::string_view>> sets;
    for (const AllowedUrl& rule : rules)
        sets[rule.url].insert(rule.methods.begin(), rule.methods.end());
    return sets;
}

bool grantsTheSame(const AccessRight& a, const AccessRight& b)
{
    const auto versions = [](const AccessRight& right) {
        return std::set<std::string_view>(right.versions.begin(), right.versions.end());
    };
    if (a.versions == b.versions && a.allowedUrls == b.allowedUrls)
        return true; // as it mostly is, without the sets
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

// `below` is what follows the API in the field: nothing, or ".allowed_urls".
void add(ApplyRun& run, const std::string& api, std::string_view below, std::string value, Source winner, Message why,
         std::vector<Candidate> losers = {})
{
    run.why->push_back({api + std::string(below), std::move(value), std::move(winner), "guide 9", std::move(losers),
                        std::move(why), api.size()});
}

void explainApi(ApplyRun& run, const Granted& granted)
{
    const Names granters = grantersOf(granted);
    Message why = grantedBy(granters);
    const bool isCombined = !granters.empty() && grantingWhere(granted, [&](const AccessRight& one) {
                                                     return grantsTheSame(one, granted.right);
                                                 }).empty();
    if (isCombined)
        flagCombined(why);
    std::vector<Candidate> losers;
    if (!granters.empty() && run.key.accessRights.contains(granted.apiId))
        losers.push_back({Source::key(), "granted"});
    add(run, granted.api, {}, "granted", isCombined ? Source::rule() : firstOf(granters), std::move(why),
        std::move(losers));
}

void explainVersions(ApplyRun& run, const Granted& granted)
{
    std::set<std::string_view> told; // a key's own right may list one twice
    for (const std::string& version : granted.right.versions) {
        if (!told.insert(version).second)
            continue;
        const Names names = grantingWhere(granted, [&](const AccessRight& one) {
            return std::find(one.versions.begin(), one.versions.end(), version) != one.versions.end();
        });
        add(run, granted.api, ".versions." + version, version, firstOf(names), grantedBy(names));
    }
}

// Unrestricted: nobody has allowed URLs, or somebody grants without them and the others' no longer restrict.
void explainUnrestricted(ApplyRun& run, const Granted& granted)
{
    const Names open = grantingWhere(granted, [](const AccessRight& one) { return one.allowedUrls.empty(); });
    Names restricting;
    std::vector<Candidate> losers;
    for (const Acting& one : granted.acting) {
        if (!one.right || one.right->allowedUrls.empty())
            continue;
        restricting.emplace_back(one.policy->name);
        losers.push_back({Source::ofPolicy(restricting.back()), urlsText(one.right->allowedUrls)});
    }
    Message why = grantedBy(open);
    if (!restricting.empty())
        why = {"reason.urls.unrestricted",
               "%1 grants it without allowed URLs, so those of %2 don't restrict it",
               {policies({open.front()}), policies(restricting)}};
    add(run, granted.api, ".allowed_urls", "everything", firstOf(open), std::move(why), std::move(losers));
}

// Null: the right has no rule for the URL. A right may list one twice.
std::optional<std::set<std::string_view>> methodsOf(const AccessRight& right, const std::string& url)
{
    std::optional<std::set<std::string_view>> methods;
    for (const AllowedUrl& rule : right.allowedUrls) {
        if (rule.url != url)
            continue;
        if (!methods)
            methods.emplace();
        methods->insert(rule.methods.begin(), rule.methods.end());
    }
    return methods;
}

void explainUrl(ApplyRun& run, const Granted& granted, const AllowedUrl& rule)
{
    const std::set<std::string_view> united(rule.methods.begin(), rule.methods.end());
    Names names, alone; // who has the URL, and who has it with just these methods
    for (const Acting& one : granted.acting) {
        const auto methods = one.right ? methodsOf(*one.right, rule.url) : std::nullopt;
        if (!methods)
            continue;
        names.emplace_back(one.policy->name);
        if (*methods == united)
            alone.emplace_back(one.policy->name);
    }
    const bool isCombined = !names.empty() && alone.empty();
    Message why = grantedBy(names);
    if (isCombined)
        flagCombined(why);
    add(run, granted.api, ".allowed_urls." + rule.url, listText(rule.methods),
        isCombined ? Source::rule() : firstOf(alone), std::move(why));
}

void explainUrls(ApplyRun& run, const Granted& granted)
{
    const Names granters = grantersOf(granted);
    Message only =
        granters.empty()
            ? grantedBy(granters)
            : Message{"reason.urls.restricted", "no policy grants it without allowed URLs, so only these", {}};
    add(run, granted.api, ".allowed_urls", urlsText(granted.right.allowedUrls),
        granters.size() > 1 ? Source::rule() : firstOf(granters), std::move(only));
    std::set<std::string_view> told; // a key's own right may list one twice
    for (const AllowedUrl& rule : granted.right.allowedUrls) {
        if (told.insert(rule.url).second)
            explainUrl(run, granted, rule);
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
        Message why{
            "reason.right.not-enforced", "listed by %1, but without enforcing access rights", {policies(listing)}};
        if (keyHadIt) {
            losers.push_back({Source::key(), "granted"});
            why = {"reason.right.replaced", "the rights of the policies replace those of the key", {}};
        }
        add(run, "access_rights." + apiId, {}, "not granted", Source::rule(), std::move(why), std::move(losers));
    }
}

} // namespace

void explainRights(ApplyRun& run)
{
    run.why->reserve(run.session.accessRights.size() * UsualReasons);
    ActingPolicies acting(run);
    for (const auto& [apiId, right] : run.session.accessRights) {
        const Granted granted{"access_rights." + apiId, apiId, right, acting.on(apiId)};
        explainApi(run, granted);
        explainVersions(run, granted);
        if (right.allowedUrls.empty())
            explainUnrestricted(run, granted);
        else
            explainUrls(run, granted);
    }
    explainNotGranted(run);
}

} // namespace gatereeve::guide
