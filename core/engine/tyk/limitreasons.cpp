#include "core/engine/reasonwords.h"
#include "core/engine/tyk/reasons.h"
#include "core/units.h"

#include <algorithm>
#include <cassert>
#include <set>

namespace gatereeve::tyk
{

namespace
{

enum class Part : uint8_t { Rate, Quota, Throttling, Depth };

std::string valueOf(Part part, const Limit& limit)
{
    switch (part) {
    case Part::Rate:
        return rateText(limit.rate, limit.per);
    case Part::Quota:
        return quotaText(limit.quotaMax, limit.quotaRenewalRate);
    case Part::Throttling:
        return throttlingText(limit.throttleInterval, limit.throttleRetryLimit);
    case Part::Depth:
        return depthText(limit.maxQueryDepth);
    }
    assert(false);
    return {};
}

// As a sentence has it: "policy gold sets no limit".
std::string saidValue(Part part, const Limit& limit)
{
    const std::string value = valueOf(part, limit);
    return part == Part::Throttling && value == "none" ? "no throttling" : saidLimit(value);
}

const char* fieldOf(Part part)
{
    switch (part) {
    case Part::Rate:
        return "rate";
    case Part::Quota:
        return "quota";
    case Part::Throttling:
        return "throttling";
    case Part::Depth:
        break;
    }
    return "max_query_depth";
}

bool hasSay(const SelectedPolicy& selected, Part part)
{
    switch (part) {
    case Part::Rate:
    case Part::Throttling:
        return selected.saysRate;
    case Part::Quota:
        return selected.saysQuota;
    case Part::Depth:
        break;
    }
    return selected.saysDepth;
}

bool isMinusOne(const SelectedPolicy& selected, Part part)
{
    return part == Part::Rate ? selected.limit.rate == -1 : part == Part::Quota && selected.limit.quotaMax == -1;
}

// To Tyk less than any other number, although it means no limit.
bool isZero(const SelectedPolicy& selected, Part part)
{
    const Limit& limit = selected.limit;
    return (part == Part::Rate && limit.rate == 0) || (part == Part::Quota && limit.quotaMax == 0) ||
           (part == Part::Depth && limit.maxQueryDepth == 0);
}

// The two numbers of a limit and where they came from; equal for a depth.
std::pair<Origin, Origin> originsOf(Part part, const LimitOrigins& origins)
{
    switch (part) {
    case Part::Rate:
        return {origins.rate, origins.per};
    case Part::Quota:
        return {origins.quotaMax, origins.quotaRenewalRate};
    case Part::Throttling:
        return {origins.throttleRetryLimit, origins.throttleInterval};
    case Part::Depth:
        break;
    }
    return {origins.maxQueryDepth, origins.maxQueryDepth};
}

struct Subject {
    std::string api;    // "access_rights.orders"; empty: the root
    const Limit& limit; // the result
    const LimitOrigins& origins;
    const std::vector<uint32_t>& candidates; // the policies that could have had a say, each once
    const Limit& keys;                       // what the key itself has there
    uint32_t displaced = Origin::Key;
    bool ofOwnRight = false; // the limit inside the key's own right
};

std::string nameOf(const ApplyRun& run, uint32_t policy)
{
    return policy == Origin::Key ? std::string() : std::string(run.policies[policy].name);
}

std::vector<std::string> silentOnes(const ApplyRun& run, const Subject& subject, Part part)
{
    std::vector<std::string> names;
    for (const uint32_t index : subject.candidates) {
        if (!hasSay(run.policies[index], part))
            names.emplace_back(run.policies[index].name);
    }
    return names;
}

// %1 is the value, %2 the policy or the policies that leave it alone.
Message opening(const ApplyRun& run, const Subject& subject, Part part, const Origin& origin)
{
    const std::string value = saidValue(part, subject.limit), policy = nameOf(run, origin.policy);
    switch (origin.how) {
    case How::Own: {
        if (subject.ofOwnRight)
            return {"reason.limit.key-right", "the key's own right sets %1", {value, {}}};
        const std::vector<std::string> silent = silentOnes(run, subject, part);
        if (silent.empty())
            return {"reason.limit.key", "the key itself sets %1", {value, {}}};
        return {
            "reason.limit.left-to-key", "not enforced by %2, so it stays the key's own: %1", {value, policies(silent)}};
    }
    case How::Emptied:
        return {"reason.limit.emptied",
                "the policies of the key enforce this, so its own value is emptied first, and none of them sets it for "
                "the whole key: %1",
                {value, {}}};
    case How::Granted:
        return {
            "reason.limit.granted", "policy %2 lists the API and sets nothing above 0, so it is %1", {value, policy}};
    case How::OwnLimit:
        return {"reason.limit.right", "the right in policy %2 sets %1 for this API alone", {value, policy}};
    case How::Greater:
        return {"reason.limit.policy", "policy %2 sets %1", {value, policy}};
    case How::WholeKey:
        return {"reason.limit.whole-key", "policy %2 lists no API and sets %1 for the whole key", {value, policy}};
    case How::PerApi:
        return {"reason.limit.per-api", "policy %2 limits each API by itself and sets %1", {value, policy}};
    case How::FromRoot:
        return {"reason.limit.from-root",
                policy.empty() ? "no policy says it for this API, so what holds for the whole key counts: %1"
                               : "no policy says it for this API, so what holds for the whole key counts: %1, set by "
                                 "policy %2",
                {value, policy}};
    case How::FromEntry:
        return {"reason.limit.from-entry",
                policy.empty() ? "taken over from the only API with limits: %1"
                               : "taken over from the only API with limits, where policy %2 sets %1",
                {value, policy}};
    }
    assert(false);
    return {};
}

void append(Message& message, std::string_view id, std::string_view pattern)
{
    message.id += id;
    message.pattern += pattern;
}

// What else the policies would have set: each policy once, where it can be told apart from the result.
std::vector<uint32_t> losersOf(const ApplyRun& run, const Subject& subject, Part part, const Origin& winner)
{
    std::vector<uint32_t> losers;
    const std::string value = valueOf(part, subject.limit);
    for (const uint32_t index : subject.candidates) {
        const SelectedPolicy& selected = run.policies[index];
        const bool won = winner.policy != Origin::Key && selected.name == run.policies[winner.policy].name;
        if (hasSay(selected, part) && !won && valueOf(part, selected.limit) != value)
            losers.push_back(index);
    }
    return losers;
}

void compareWithLosers(Message& message, const ApplyRun& run, const Subject& subject, Part part,
                       const std::vector<uint32_t>& losers, const Origin& winner)
{
    std::vector<std::string> others, unlimited;
    for (const uint32_t index : losers) {
        const SelectedPolicy& selected = run.policies[index];
        const std::string name(selected.name);
        if (isMinusOne(selected, part))
            unlimited.push_back("policy " + name);
        else
            others.push_back((isZero(selected, part) ? "0" : saidValue(part, selected.limit)) + " of policy " + name);
    }
    message.arguments.resize(4);
    message.arguments[2] = listText(others);
    message.arguments[3] = listText(unlimited);
    if (subject.displaced != Origin::Key)
        append(message, ".displaced", "; the right of the policy before it is replaced, with its limits");
    else if (!others.empty() && winner.how == How::Greater)
        append(message, ".greater", ", which goes before %3");
    else if (!others.empty())
        append(message, ".not-others", ", and not %3");
    if (!unlimited.empty())
        append(message, ".minus-one", "; -1 of %4 is not greater than 0, so it is never taken over");
}

Source sourceOf(const ApplyRun& run, const Origin& origin)
{
    if (origin.policy != Origin::Key)
        return Source::ofPolicy(nameOf(run, origin.policy));
    return origin.how == How::Emptied ? Source::rule() : Source::key();
}

void explain(ApplyRun& run, const Subject& subject, Part part)
{
    const auto [first, second] = originsOf(part, subject.origins);
    const std::vector<uint32_t> losers = losersOf(run, subject, part, first);
    Reason reason;
    reason.apiLength = subject.api.size();
    reason.field = subject.api + (subject.api.empty() ? "" : ".") + fieldOf(part);
    reason.value = valueOf(part, subject.limit);
    reason.winner = sourceOf(run, first);
    reason.rule = ruleName(run, first.how == How::WholeKey ? "6.5" : "6.4");
    reason.why = opening(run, subject, part, first);
    compareWithLosers(reason.why, run, subject, part, losers, first);
    const bool isLimited = saidValue(part, subject.limit) == reason.value; // else one of the numbers does not count
    const bool isCombined = isLimited && first.policy != second.policy && first.policy != Origin::Key &&
                            second.policy != Origin::Key && nameOf(run, first.policy) != nameOf(run, second.policy);
    if (isCombined) {
        reason.why.arguments.push_back(nameOf(run, second.policy));
        append(reason.why, ".combined",
               part == Part::Throttling ? "; the pause comes from policy %5" : "; the period comes from policy %5");
        append(reason.why, "", NoSinglePolicy);
    }
    for (const uint32_t index : losers)
        reason.losers.push_back({Source::ofPolicy(nameOf(run, index)), valueOf(part, run.policies[index].limit)});
    if (reason.winner != Source::key())
        reason.losers.push_back({Source::key(), valueOf(part, subject.keys)});
    run.why->push_back(std::move(reason));
}

// Or might have been.
bool isThrottled(const ApplyRun& run, const Subject& subject)
{
    return subject.limit.throttleRetryLimit > 0 || subject.keys.throttleRetryLimit > 0 ||
           std::ranges::any_of(subject.candidates, [&](uint32_t index) {
               return run.policies[index].saysRate && run.policies[index].limit.throttleRetryLimit > 0;
           });
}

void explainSmoothing(ApplyRun& run, const Subject& subject)
{
    const Source source = sourceOf(run, subject.origins.rate);
    const std::string field = subject.api + (subject.api.empty() ? "" : ".") + "smoothing";
    run.why->push_back({field,
                        smoothingText(subject.limit.smoothing),
                        source,
                        ruleName(run, "6.4"),
                        {},
                        {"reason.smoothing", "goes with the rate, which comes from %1", {toString(source)}},
                        subject.api.size()});
}

void explainAll(ApplyRun& run, const Subject& subject)
{
    explain(run, subject, Part::Rate);
    explain(run, subject, Part::Quota);
    if (isThrottled(run, subject))
        explain(run, subject, Part::Throttling);
    if (subject.limit.smoothing && subject.limit.smoothing->enabled)
        explainSmoothing(run, subject);
    if (subject.limit.maxQueryDepth != 0)
        explain(run, subject, Part::Depth);
}

void explainScope(ApplyRun& run, const std::string& apiId, const AccessRight& right, const Entry* entry)
{
    const std::string& scope = right.allowanceScope;
    std::string value = "under " + scope;
    Message why{"reason.scope.written", "the right itself names the counters to use, %1", {scope}};
    if (scope.empty()) {
        value = "with the whole key";
        why = {"reason.scope.none", "counted together with every API of this key that has no counters of its own", {}};
    } else if (scope == apiId) {
        value = "by itself";
        why = {"reason.scope.api", "this API has limits of its own, so its calls are counted by themselves", {}};
    } else if (entry && scope == entry->owner) {
        why = {"reason.scope.owner",
               "counted under the id %1 of the policy that grants the API, together with every other API counted "
               "under it",
               {scope}};
    }
    const std::string api = "access_rights." + apiId;
    run.why->push_back({api + ".allowance_scope",
                        std::move(value),
                        Source::rule(),
                        ruleName(run, "6.6"),
                        {},
                        std::move(why),
                        api.size()});
}

// The root's origins, as an API without a limit of its own sees them.
LimitOrigins seenFromApi(const LimitOrigins& root)
{
    LimitOrigins seen = root;
    for (Origin* origin : {&seen.rate, &seen.per, &seen.quotaMax, &seen.quotaRenewalRate, &seen.maxQueryDepth}) {
        if (origin->how != How::Own)
            origin->how = How::FromRoot;
    }
    return seen;
}

} // namespace

void explainLimits(ApplyRun& run, const Listing& listing)
{
    static const std::vector<uint32_t> Nobody;
    std::vector<uint32_t> all;
    std::set<std::string_view> names;
    for (uint32_t index = 0; index < run.policies.size(); ++index) {
        const bool limitsRoot = !run.policies[index].policy->partitions.perApi; // 6.5
        if (limitsRoot && names.insert(run.policies[index].name).second)
            all.push_back(index);
    }
    const Limit keyRoot = run.key.rootLimit(), root = run.session.rootLimit();
    explainAll(run, {"", root, run.work.root, all, keyRoot});

    const LimitOrigins ofRoot = seenFromApi(run.work.root), ofKey;
    const bool byPolicies = countsForRights(run);
    for (const auto& [apiId, right] : run.session.accessRights) {
        const auto entry = run.work.entries.find(apiId);
        const bool replaced = byPolicies && entry != run.work.entries.end();
        const auto listed = listing.find(apiId);
        const auto own = run.key.accessRights.find(apiId);
        const Limit& keys = own != run.key.accessRights.end() && own->second.limit ? *own->second.limit : keyRoot;
        const LimitOrigins& origins = replaced ? entry->second.origins : right.limit ? ofKey : ofRoot;
        explainAll(run, {"access_rights." + apiId, right.limit ? *right.limit : root, origins,
                         replaced && listed != listing.end() ? listed->second : Nobody, keys,
                         replaced ? entry->second.displaced : Origin::Key, !replaced && right.limit.has_value()});
        explainScope(run, apiId, right, replaced ? &entry->second : nullptr);
    }
}

} // namespace gatereeve::tyk
