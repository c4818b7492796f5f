#include "core/reading/policynotes.h"

namespace gatereeve
{

namespace
{

// A rate above 0 within no time at all can't be enforced (guide 14).
bool isBoundless(double rate, double per)
{
    return rate > 0 && !(per > 0);
}

// Guide 13, with the text of policy-semantics.md 6.3 (its "id" is the member of that name).
std::optional<Message> whyForbidden(const Policy& policy)
{
    const Partitions& partitions = policy.partitions;
    if (!partitions.perApi || !(partitions.quota || partitions.rateLimit || partitions.acl))
        return std::nullopt;
    return Message{"policy.per-api-and-partitions",
                   "cannot apply policy %1 which has per_api and any of partitions set",
                   {policy.id}};
}

// Notes about one policy; %1 of each pattern is its name.
class Notes
{
public:
    explicit Notes(const NamedPolicy& named) : m_named(named) {}

    void add(std::string kind, Severity severity, std::string pattern, std::vector<std::string> arguments = {})
    {
        arguments.insert(arguments.begin(), m_named.name);
        Message message{"policies." + kind, std::move(pattern), std::move(arguments)};
        m_notes.push_back({std::move(kind), severity, std::move(message), m_named.place});
    }
    Findings take() { return std::move(m_notes); }

private:
    const NamedPolicy& m_named;
    Findings m_notes;
};

bool isWhole(const Policy& policy)
{
    return !policy.partitions.isPartitioned();
}

void noteUnlimited(const Policy& policy, Notes& notes)
{
    const std::string pattern = "`%1` is a whole policy without a %2: its keys have no limit there";
    if (isWhole(policy) && policy.rate <= 0)
        notes.add("unlimited", Severity::Note, pattern, {"rate"});
    if (isWhole(policy) && policy.quotaMax <= 0)
        notes.add("unlimited", Severity::Note, pattern, {"quota_max"});
}

void noteIgnoredRights(const Policy& policy, Notes& notes)
{
    if (!policy.partitions.enforcesRights() && !policy.accessRights.empty())
        notes.add("rights-ignored", Severity::Note,
                  "`%1` lists access rights, but doesn't enforce acl: they are not granted");
}

// policy-semantics.md 12: no gateway of Tyk ever looks at `active`.
void noteActive(const Policy& policy, const std::string& gateway, Notes& notes)
{
    if (policy.active == false)
        notes.add("active-ignored", Severity::Warning,
                  "`%1` has active: false, but %2 doesn't look at that: the policy is loaded and in use", {gateway});
    else if (!policy.active)
        notes.add("active-absent", Severity::Note, "`%1` doesn't say active; %2 loads it all the same", {gateway});
}

void noteForbidden(const Policy& policy, const std::string& gateway, Notes& notes)
{
    if (whyForbidden(policy))
        notes.add("unusable", Severity::Error,
                  "`%1` is loaded, but has per_api together with another partition: %2 refuses every key that names it",
                  {gateway});
}

// 1.3: a policy with nothing but `complexity` counts as not partitioned.
void noteComplexityAlone(const NamedPolicy& named, Notes& notes)
{
    const auto partitions =
        named.value.isObject() ? named.value.memberIgnoringCase("partitions") : std::optional<json::Value>();
    const auto complexity = partitions && partitions->isObject() ? partitions->memberIgnoringCase("complexity")
                                                                 : std::optional<json::Value>();
    const Partitions& read = named.policy.partitions;
    if (complexity && complexity->isBool() && complexity->boolean() && !read.quota && !read.rateLimit && !read.acl &&
        !read.perApi)
        notes.add("complexity-ignored", Severity::Warning,
                  "the only partition of `%1` is complexity, which Tyk 5 alone knows: Tyk 2.9.5 enforces the whole "
                  "policy");
}

} // namespace

std::optional<Message> whyUnusable(const Policy& policy)
{
    if (auto forbidden = whyForbidden(policy))
        return forbidden;
    if (isBoundless(policy.rate, policy.per)) // enforced or not, as guide 14 says it
        return Message{"policy.rate-without-period", "the policy has a rate, but `per` is not above 0", {}};
    for (const auto& [api, right] : policy.accessRights) {
        if (right.limit && isBoundless(right.limit->rate, right.limit->per))
            return Message{
                "policy.api-rate-without-period", "the limit of `%1` has a rate, but its `per` is not above 0", {api}};
    }
    return std::nullopt;
}

Findings guideNotes(const NamedPolicy& named)
{
    const Policy& policy = named.policy;
    Notes notes(named);
    if (!policy.active)
        notes.add("active-absent", Severity::Note,
                  "`%1` doesn't say active; it is loaded, but the guide wants active: true");
    noteUnlimited(policy, notes);
    if (isWhole(policy) && policy.accessRights.empty())
        notes.add("no-rights", Severity::Note, "`%1` grants no API: the rights of its keys stay their own");
    noteIgnoredRights(policy, notes);
    return notes.take();
}

Findings tyk29Notes(const NamedPolicy& named)
{
    const Policy& policy = named.policy;
    Notes notes(named);
    noteActive(policy, "Tyk 2.9.5", notes);
    noteForbidden(policy, "Tyk 2.9.5", notes);
    noteComplexityAlone(named, notes);
    noteUnlimited(policy, notes);
    if (isWhole(policy) && policy.accessRights.empty()) // 1.6: no rights means every API
        notes.add(
            "no-rights", Severity::Note,
            "`%1` grants no API: the rights of its keys stay their own, and Tyk 2.9.5 lets a key without any into "
            "every API");
    noteIgnoredRights(policy, notes);
    return notes.take();
}

Findings tyk29IdNotes(const NamedPolicy& named)
{
    const std::string& id = named.policy.id;
    Notes notes(named);
    if (id.empty() && !named.name.empty())
        notes.add(
            "id-absent", Severity::Note,
            "`%1` has no member `id`; a key with several policies then gets no counters of its own for the APIs of "
            "this one");
    else if (id != named.name)
        notes.add("id-differs", Severity::Note,
                  "`%1` says id: \"%2\"; keys still have to name `%1`, the id only names their counters", {id});
    return notes.take();
}

Findings tyk5IdNotes(const NamedPolicy& named)
{
    const std::string& id = named.policy.id;
    Notes notes(named);
    if (!id.empty() && id != named.name)
        notes.add("id-replaced", Severity::Note,
                  "`%1` says id: \"%2\"; Tyk 5 puts its name, `%1`, in the place of that", {id});
    return notes.take();
}

Findings tyk5Notes(const NamedPolicy& named)
{
    const Policy& policy = named.policy;
    Notes notes(named);
    noteActive(policy, "Tyk 5", notes);
    noteForbidden(policy, "Tyk 5", notes);
    noteUnlimited(policy, notes);
    if (policy.accessRights.empty()) // 11.1, no entry results
        notes.add("no-rights", Severity::Note, "`%1` names no API: Tyk 5 refuses a key that has only such policies");
    noteIgnoredRights(policy, notes);
    return notes.take();
}

} // namespace gatereeve
