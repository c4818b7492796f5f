#include "core/engine/nearestchanges.h"

#include "core/engine/changedraft.h"
#include "core/engine/limitreplay.h"
#include "core/units.h"

#include <algorithm>

namespace gatereeve
{

namespace
{

constexpr size_t MostChanges = 6;    // that are offered
constexpr size_t MostTogether = 3;   // that one offer joins
constexpr size_t MostStrangers = 64; // policies that the key does not have yet, tried

const CompiledApi* apiOf(const Decision& decision, const Snapshot* snapshot)
{
    if (!snapshot || snapshot->generation != decision.generation || decision.apiIndex >= snapshot->apis.size())
        return nullptr;
    return &snapshot->apis[decision.apiIndex];
}

// Escapes are whole here: broken ones are no request (contracts.md, Paths).
std::string decoded(std::string_view path)
{
    const auto digit = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
    std::string result;
    for (size_t i = 0; i < path.size(); ++i) {
        if (path[i] == '%' && i + 2 < path.size()) {
            result += static_cast<char>(digit(path[i + 1]) * 16 + digit(path[i + 2]));
            i += 2;
        } else {
            result += path[i];
        }
    }
    return result;
}

// With an encoded slash, or an empty segment that has parameters, the gateway asks twice (contracts.md, Paths).
bool hasTwoReadings(std::string_view sent, std::string_view path)
{
    for (const std::string_view slash : {"%2F", "%2f"}) {
        if (sent.find(slash) != std::string_view::npos || path.find(slash) != std::string_view::npos)
            return true;
    }
    return path.find("/;") != std::string_view::npos;
}

// Tries changes on drafts of key and policies, and keeps those with which the request passes.
class Search
{
public:
    Search(const Decision& decision, const Snapshot& snapshot, const AskedRequest& request, const Session& key)
        : m_decision(decision),
          m_snapshot(snapshot),
          m_request(request),
          m_first(snapshot, key),
          m_before(run(m_first, decision.time)),
          m_replay(decision, snapshot, m_before)
    {
    }

    std::vector<NearestChange> all()
    {
        // The key may have been changed since: then it is not what was refused.
        if (isLimit() ? m_before.stoppedAt < m_decision.stoppedAt : m_before.cause != m_decision.cause)
            return {};
        if (isLimit())
            tryLimits();
        else
            tryRemedies();
        return std::move(m_found);
    }

private:
    bool isLimit() const { return m_decision.cause == Cause::RateExceeded || m_decision.cause == Cause::QuotaExceeded; }
    Admission run(const ChangeDraft& draft, Nanoseconds at) const
    {
        return admit(draft.key(), draft.policies(), m_snapshot, m_request, at);
    }
    void keep(const ChangeDraft& draft, Nanoseconds wait = 0)
    {
        NearestChange change = draft.change();
        change.wait = wait;
        const auto same = [&](const NearestChange& other) { return other.words == change.words; };
        if (m_found.size() < MostChanges && std::ranges::none_of(m_found, same))
            m_found.push_back(std::move(change));
    }

    void tryLimits();
    void tryWaiting();
    bool raise(ChangeDraft draft, const std::string& policy, bool newer);
    void tryRemedies();
    bool completes(const ChangeDraft& draft, const Admission& refused, size_t changes);
    std::vector<ChangeDraft> remedies(const ChangeDraft& draft, const Admission& refused) const;
    void addPolicyRemedies(std::vector<ChangeDraft>& to, const ChangeDraft& draft, const Admission& refused) const;
    void addInactiveRemedies(std::vector<ChangeDraft>& to, const ChangeDraft& draft) const;
    void addGrants(std::vector<ChangeDraft>& to, const ChangeDraft& draft, Cause cause) const;
    void addStrangers(std::vector<ChangeDraft>& to, const ChangeDraft& draft) const;
    bool grant(ChangeDraft& draft, const std::string& policy, Cause cause) const;

    const Decision& m_decision;
    const Snapshot& m_snapshot;
    const AskedRequest& m_request;
    const ChangeDraft m_first;
    const Admission m_before;
    const LimitReplay m_replay;
    std::vector<NearestChange> m_found;
};

void Search::tryWaiting()
{
    const auto at = m_replay.passesAt();
    if (!at || !m_replay.passes(run(m_first, *at), *at))
        return;
    ChangeDraft draft = m_first;
    const Nanoseconds wait = *at - m_decision.time;
    draft.say({"would-pass.in", "in %1", {shortDurationText(wait)}});
    keep(draft, wait);
}

// The policy that gives the value, or the key itself; if raising it there does not help, wherever it does.
void Search::tryLimits()
{
    tryWaiting();
    std::vector<std::string> places{m_decision.policy.cut ? std::string() : std::string(m_decision.policy.view())};
    for (const std::string& name : m_first.policyNames())
        places.push_back(name);
    places.emplace_back();
    for (const std::string& policy : places) {
        for (const bool newer : {false, true}) {
            if (raise(m_first, policy, newer))
                return;
        }
    }
}

// `newer`: with a last_updated of its own, which opens a new window under 2.9.
bool Search::raise(ChangeDraft draft, const std::string& policy, bool newer)
{
    const bool rate = m_decision.cause == Cause::RateExceeded;
    const int64_t counted = rate ? m_decision.rateCount : m_decision.quotaCount;
    for (const int64_t more : {1, 2}) { // the refused one may be counted as well
        for (const bool ofRight : {true, false}) {
            ChangeDraft raised = draft;
            const bool done = rate ? raised.setRate(policy, ofRight, m_request, double(counted + more))
                                   : raised.setQuota(policy, ofRight, m_request, counted + more);
            if (!done || (newer && !raised.setLastUpdated(policy, toSeconds(m_decision.time))))
                continue;
            if (!m_replay.passes(run(raised, m_decision.time), m_decision.time))
                continue;
            raised.sayLimit(policy, rate ? "rate" : "quota_max", counted + more, newer);
            keep(raised);
            return true;
        }
    }
    return false;
}

void Search::tryRemedies()
{
    for (const ChangeDraft& draft : remedies(m_first, m_before))
        completes(draft, m_before, 1);
}

// A change that brings the request on to another refusal is joined with what helps against that.
bool Search::completes(const ChangeDraft& draft, const Admission& refused, size_t changes)
{
    const Admission after = run(draft, m_decision.time);
    if (after.passed()) {
        keep(draft);
        return true;
    }
    const bool sameAgain =
        after.stoppedAt == refused.stoppedAt && after.cause == refused.cause && after.policy == refused.policy;
    if (sameAgain || after.stoppedAt < refused.stoppedAt || changes == MostTogether)
        return false;
    for (const ChangeDraft& next : remedies(draft, after)) {
        if (completes(next, after, changes + 1))
            return true;
    }
    return false;
}

std::vector<ChangeDraft> Search::remedies(const ChangeDraft& draft, const Admission& refused) const
{
    std::vector<ChangeDraft> drafts;
    switch (refused.cause) {
    case Cause::PolicyMissing:
    case Cause::PolicyUnusable:
    case Cause::ForeignOrganisation:
    case Cause::KeyUnusable:
        addPolicyRemedies(drafts, draft, refused);
        break;
    case Cause::KeyInactive:
    case Cause::PolicyInactive:
        addInactiveRemedies(drafts, draft);
        break;
    case Cause::KeyExpired:
        drafts.push_back(draft);
        drafts.back().extend(toSeconds(m_decision.time) + 1);
        break;
    case Cause::NoRights:
    case Cause::ApiNotGranted:
    case Cause::VersionNotGranted:
    case Cause::UrlNotAllowed:
        addGrants(drafts, draft, refused.cause);
        break;
    default:
        break;
    }
    return drafts;
}

void Search::addPolicyRemedies(std::vector<ChangeDraft>& to, const ChangeDraft& draft, const Admission& refused) const
{
    const auto add = [&](auto change) {
        ChangeDraft next = draft;
        if (change(next))
            to.push_back(std::move(next));
    };
    const std::string& policy = refused.policy;
    if (refused.cause == Cause::ForeignOrganisation)
        add([&](ChangeDraft& next) { return next.setOrganisation(policy, m_request.api.definition.orgId); });
    if (refused.cause == Cause::PolicyUnusable)
        add([&](ChangeDraft& next) { return next.setPer(policy, m_request); });
    if (refused.cause == Cause::KeyUnusable) {
        add([&](ChangeDraft& next) { return next.setPer({}, m_request); });
        for (const std::string& name : draft.policyNames())
            add([&](ChangeDraft& next) { return next.setPer(name, m_request); });
    }
    if (!policy.empty())
        add([&](ChangeDraft& next) { return next.takePolicyOut(policy); });
}

void Search::addInactiveRemedies(std::vector<ChangeDraft>& to, const ChangeDraft& draft) const
{
    ChangeDraft active = draft;
    bool changed = active.activateKey();
    for (const std::string& name : draft.policyNames())
        changed = active.activatePolicy(name) || changed;
    if (changed)
        to.push_back(std::move(active));
}

void Search::addGrants(std::vector<ChangeDraft>& to, const ChangeDraft& draft, Cause cause) const
{
    if (m_decision.path.cut || m_decision.version.cut || m_decision.method.cut)
        return; // it is not known in full what was asked for
    for (const std::string& name : draft.policyNames()) {
        if (ChangeDraft next = draft; grant(next, name, cause))
            to.push_back(std::move(next));
    }
    if (ChangeDraft next = draft; grant(next, {}, cause))
        to.push_back(std::move(next));
    addStrangers(to, draft);
}

bool Search::grant(ChangeDraft& draft, const std::string& policy, Cause cause) const
{
    switch (cause) {
    case Cause::VersionNotGranted:
        return draft.addVersion(policy, m_request);
    case Cause::UrlNotAllowed:
        return draft.addUrl(policy, m_request);
    default:
        return draft.addApi(policy, m_request);
    }
}

// The first policy by name that the key does not have yet and that would let the request pass.
void Search::addStrangers(std::vector<ChangeDraft>& to, const ChangeDraft& draft) const
{
    const std::vector<std::string> own = draft.policyNames();
    size_t tried = 0;
    for (const auto& [name, entry] : m_snapshot.policies) {
        const Policy& policy = entry->policy;
        if (entry->unusable || !policy.partitions.enforcesRights() ||
            !policy.accessRights.contains(m_request.api.definition.apiId) || std::ranges::find(own, name) != own.end())
            continue;
        ChangeDraft next = draft;
        next.addPolicy(name, entry);
        if (run(next, m_decision.time).passed()) {
            to.push_back(std::move(next));
            return;
        }
        if (++tried == MostStrangers)
            return;
    }
}

// What can be told without the key: its expiry stands in the decision.
std::vector<NearestChange> waitingOnly(const Decision& d, const Snapshot* snapshot)
{
    const bool rate = d.cause == Cause::RateExceeded || d.cause == Cause::ApiRateExceeded;
    if (!rate && d.cause != Cause::QuotaExceeded)
        return {};
    const Nanoseconds ends = rate ? d.rateEnds : d.quotaEnds;
    if (ends == 0 || ends > INT64_MAX - NanosecondsPerSecond)
        return {}; // never
    // Where the profile is not known, so that it is enough under each.
    const bool inSeconds = !rate && (!snapshot || limitRulesFor(snapshot->profile).renewalIsPassedInSeconds);
    const Nanoseconds at = ends + (inSeconds ? NanosecondsPerSecond : 0);
    const bool expired = d.expires > 0 && toSeconds(at - 1) >= d.expires;
    if (at <= d.time || expired)
        return {};
    NearestChange change;
    change.wait = at - d.time;
    change.words.push_back({"would-pass.in", "in %1", {shortDurationText(change.wait)}});
    return {change};
}

} // namespace

std::string NearestChange::english() const
{
    std::string text;
    for (const Message& one : words)
        text += (text.empty() ? "" : " and ") + one.english();
    return text;
}

std::vector<NearestChange> nearestChanges(const Decision& decision, const Snapshot* snapshot, const Session* key)
{
    const CompiledApi* api = apiOf(decision, snapshot);
    if (decision.passed() || !api || !key || decision.key.length == 0 || decision.cause == Cause::ApiRateExceeded)
        return waitingOnly(decision, snapshot);
    const AskedRequest request{*api, std::string(decision.method.view()), decoded(decision.path.view()),
                               std::string(decision.version.view())};
    const bool isCut = decision.path.cut || decision.method.cut || decision.version.cut;
    if (isCut || hasTwoReadings(decision.path.view(), request.path)) // what was asked for can't be asked again
        return waitingOnly(decision, snapshot);
    return Search(decision, *snapshot, request, *key).all();
}

} // namespace gatereeve
