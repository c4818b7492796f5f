#include "core/engine/verdictwords.h"

#include "core/units.h"

#include <algorithm>
#include <cassert>
#include <set>

namespace gatereeve
{

namespace
{

using Texts = std::vector<std::string>;

constexpr size_t MostNames = 4; // more APIs are only counted

std::string endText(int64_t ends)
{
    return ends > 0 ? "works until " + utcText(ends) + " UTC" : "works and never ends";
}

// Of one limit: "5 per second and 10 000 per 30 days".
std::string limitText(const Limit& limit)
{
    const std::string rate = rateText(limit.rate, limit.per), quota = quotaText(limit.quotaMax, limit.quotaRenewalRate);
    if (limit.rate <= 0 && limit.quotaMax <= 0)
        return "without any limit";
    if (limit.quotaMax <= 0)
        return "at most " + rate + ", without a quota";
    if (limit.rate <= 0)
        return "at most " + quota + ", without a rate limit";
    return "at most " + rate + " and " + quota;
}

Limit limitOf(const AccessRight& right, const Session& session)
{
    return right.limit.value_or(session.rootLimit());
}

std::string apisText(const AccessRights& rights)
{
    if (rights.size() > MostNames)
        return groupedNumber(static_cast<int64_t>(rights.size())) + " APIs";
    Texts names;
    for (const auto& [apiId, right] : rights)
        names.push_back(labelOf(apiId, right));
    return (names.size() == 1 ? "API " : "APIs ") + listText(names);
}

// What lets the least pass in a given time; what is unlimited comes last.
std::string tightest(const Session& session, const char* word, double (*speed)(const Limit&),
                     std::string (*text)(const Limit&))
{
    const auto ofRight = [&](const auto& entry) {
        const double value = speed(limitOf(entry.second, session));
        return std::pair(value < 0, value); // below 0: unlimited
    };
    const auto least = std::min_element(session.accessRights.begin(), session.accessRights.end(),
                                        [&](const auto& a, const auto& b) { return ofRight(a) < ofRight(b); });
    const Limit limit = limitOf(least->second, session);
    if (speed(limit) < 0)
        return "no " + std::string(word) + " anywhere";
    return "the tightest " + std::string(word) + " is " + text(limit) + " for " + labelOf(least->first, least->second);
}

std::string tightestLimits(const Session& session)
{
    const auto rateSpeed = [](const Limit& limit) { return limit.rate <= 0 ? -1 : limit.rate / limit.per; };
    const auto quotaSpeed = [](const Limit& limit) {
        if (limit.quotaMax <= 0)
            return -1.0;
        return limit.quotaRenewalRate > 0
                   ? static_cast<double>(limit.quotaMax) / static_cast<double>(limit.quotaRenewalRate)
                   : 0.0;
    };
    return tightest(session, "rate limit", rateSpeed,
                    [](const Limit& limit) { return rateText(limit.rate, limit.per); }) +
           "; " + tightest(session, "quota", quotaSpeed, [](const Limit& limit) {
               return quotaText(limit.quotaMax, limit.quotaRenewalRate);
           });
}

std::string limitsText(const Session& session)
{
    std::set<std::string> texts, scopes;
    for (const auto& [apiId, right] : session.accessRights) {
        texts.insert(limitText(limitOf(right, session)));
        scopes.insert(right.allowanceScope);
    }
    if (texts.size() > 1)
        return "limits differ: " + tightestLimits(session);
    const bool isCounted = *texts.begin() != "without any limit" && session.accessRights.size() > 1;
    if (isCounted && scopes.size() == 1)
        return *texts.begin() + ", for all of them together";
    if (isCounted && scopes.size() == session.accessRights.size())
        return *texts.begin() + ", for each of them";
    return *texts.begin();
}

std::string urlsText(const AccessRights& rights)
{
    const auto restricted = std::count_if(rights.begin(), rights.end(),
                                          [](const auto& entry) { return !entry.second.allowedUrls.empty(); });
    if (restricted == 0)
        return {};
    return static_cast<size_t>(restricted) == rights.size() ? ", only at the allowed URLs"
                                                            : ", at some of them only at the allowed URLs";
}

std::string everyApiReason(Profile profile)
{
    return profile == Profile::Guide
               ? "because it has no access rights and allow_master_keys is on"
               : "because " + spokenName(profile) + " lets a key without access rights in anywhere";
}

std::string refusedText(const Verdict& verdict, const EffectiveSession& effective)
{
    switch (verdict.kind) {
    case Verdict::Kind::PoliciesRefused:
        return effective.refusal->why.english();
    case Verdict::Kind::Inactive:
        return verdict.by.kind == Source::Kind::Policy
                   ? "policy " + verdict.by.policy + " has is_inactive, which denies every key that it is on"
                   : "is_inactive is set on the key itself";
    case Verdict::Kind::Ended:
        return "it ended on " + utcText(verdict.ends) + " UTC";
    case Verdict::Kind::NoRights:
        return "neither the key nor its policies grant access to any API";
    case Verdict::Kind::Works:
    case Verdict::Kind::EveryApi:
        break;
    }
    assert(false);
    return {};
}

} // namespace

std::string spokenName(Profile profile)
{
    switch (profile) {
    case Profile::Guide:
        return "the guide";
    case Profile::Tyk29:
        return "Tyk 2.9.5";
    case Profile::Tyk5:
        return "Tyk 5";
    }
    assert(false);
    return {};
}

std::string sentenceOf(const Verdict& verdict, const EffectiveSession& effective, Profile profile,
                       const std::string& subject)
{
    const Session& session = effective.session;
    if (!verdict.works())
        return subject + " is refused: " + refusedText(verdict, effective) + '.';
    const std::string beginning = subject + ' ' + endText(verdict.ends) + ", for ";
    if (verdict.kind == Verdict::Kind::EveryApi)
        return beginning + "every API, " + everyApiReason(profile) + ": " + limitText(session.rootLimit()) + '.';
    return beginning + apisText(session.accessRights) + urlsText(session.accessRights) + ": " + limitsText(session) +
           '.';
}

const std::string& labelOf(const std::string& apiId, const AccessRight& right)
{
    return right.apiName.empty() ? apiId : right.apiName;
}

} // namespace gatereeve
