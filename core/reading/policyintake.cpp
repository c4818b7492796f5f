#include "core/reading/policyintake.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace gatereeve
{

namespace
{

WrongType consequenceOf(Faults faults)
{
    switch (faults) {
    case Faults::FormerKept:
        return WrongType::Unusable;
    case Faults::ZeroLoaded:
    case Faults::AsFarAsRead:
        return WrongType::ZeroLoaded;
    case Faults::NothingTaken:
        return WrongType::NothingTaken;
    }
    return WrongType::NothingTaken;
}

bool isBadId(const Finding& finding)
{
    return finding.kind == "bad-object-id";
}

void moveTo(Findings& to, Findings& from)
{
    std::ranges::move(from, std::back_inserter(to));
}

} // namespace

PolicyIntake::PolicyIntake(const LoadRules& rules, Dialect dialect, Faults faults, const PolicySet& previous,
                           Place place)
    : m_rules(rules),
      m_dialect(dialect),
      m_faults(faults),
      m_previous(previous),
      m_place(std::move(place))
{
}

ReadPolicy PolicyIntake::read(const json::Value& value, Place place) const
{
    ReadPolicy read{value, std::move(place), {}, {}, {}};
    read.policy = readPolicy(value, read.faults, m_dialect, consequenceOf(m_faults), &read.notes);
    return read;
}

void PolicyIntake::add(const std::string& name, ReadPolicy read)
{
    m_load.places[name] = read.place;
    if (!read.faults.empty() || m_ended)
        m_broken.insert(name);
    if (m_ended)
        return drop(name, read.place);
    if (m_rules.looksAtActive && read.policy.active == false) {
        m_load.notLoaded.push_back(name);
        note({"not-active",
              Severity::Note,
              {"policies.not-active",
               "`%1` has active: false, so it is not loaded; keys that name it are refused",
               {name}},
              read.place});
    } else if (!read.faults.empty() && m_faults == Faults::FormerKept) {
        keepFormerOrRefuse(name, read);
    } else if (std::ranges::any_of(read.faults, isBadId) && m_faults == Faults::ZeroLoaded) {
        m_ended = true;
        drop(name, read.place);
    } else {
        take(name, read); // for nothing, where one fault is enough
    }
    addFaults(std::move(read.faults));
}

void PolicyIntake::addFaults(Findings faults)
{
    if (!faults.empty() && m_faults == Faults::NothingTaken)
        m_takesNothing = true;
    moveTo(m_reported, faults);
}

void PolicyIntake::refuse(Finding fault)
{
    m_takesNothing = true;
    m_reported.push_back(std::move(fault));
}

// guide 5
void PolicyIntake::keepFormerOrRefuse(const std::string& name, ReadPolicy& read)
{
    const auto former = m_previous.find(name);
    PolicyEntry entry{.policy = std::move(read.policy), .unusable = {}, .place = read.place};
    if (former != m_previous.end() && !former->second->unusable && !former->second->hasZeros) {
        read.faults.clear(); // the sentences name another consequence
        readPolicy(read.value, read.faults, m_dialect, WrongType::FormerKept);
        entry = *former->second;
        entry.keptFormer = true;
    } else {
        Findings reasons;
        readPolicy(read.value, reasons, m_dialect, WrongType::Untold);
        entry.unusable = reasons.front().message;
    }
    m_load.policies[name] = std::make_shared<const PolicyEntry>(std::move(entry));
}

void PolicyIntake::take(const std::string& name, ReadPolicy& read)
{
    PolicyEntry entry{.policy = std::move(read.policy), .unusable = {}, .place = read.place};
    entry.hasZeros = !read.faults.empty();
    Findings& notes = m_notesOf[name] = std::move(read.notes);
    if (m_rules.whyUnusable)
        entry.unusable = m_rules.whyUnusable(entry.policy);
    if (entry.unusable)
        notes.push_back({"unusable", Severity::Error, *entry.unusable, entry.place});
    if (read.value.isObject())
        std::ranges::move(m_rules.notes({name, entry.policy, read.value, entry.place}), std::back_inserter(notes));
    else if (read.value.isNull()) // of other values their fault says enough
        notes.push_back({"null-policy",
                         Severity::Warning,
                         {"policies.null-policy",
                          "`%1` is null; %2 takes that for a policy without limits and rights",
                          {name, gateway()}},
                         entry.place});
    m_load.loaded.insert(name);
    m_load.policies[name] = std::make_shared<const PolicyEntry>(std::move(entry));
}

void PolicyIntake::drop(const std::string& name, const Place& place)
{
    note({"not-loaded",
          Severity::Warning,
          {"policies.not-loaded", "`%1` is not loaded: %2 stops reading at a malformed `_id`", {name, gateway()}},
          place});
}

// A gateway reports one error a text: what ended the reading, else the first (policy-semantics.md 1.1). Under guide the
// first of each kind. The others are notes.
void PolicyIntake::reportFaults()
{
    const bool reportsBoth = m_faults == Faults::FormerKept;
    const bool endedById = !reportsBoth && std::ranges::any_of(m_reported, isBadId);
    std::set<std::string> told;
    for (Finding& fault : m_reported) {
        const bool counts = (!endedById || isBadId(fault)) && told.insert(reportsBoth ? fault.kind : "").second;
        (counts ? m_load.problems : m_load.notes).push_back(std::move(fault));
    }
    m_reported.clear();
}

// What the source has another version of, or a broken one, is marked: the one in force is a former one.
void PolicyIntake::keepPrevious()
{
    const PolicySet offered = std::exchange(m_load.policies, m_previous);
    for (auto& [name, entry] : m_load.policies) {
        const auto other = offered.find(name);
        const bool differs = other != offered.end() && other->second->policy != entry->policy;
        if (!differs && !m_broken.contains(name))
            continue;
        PolicyEntry former = *entry;
        former.keptFormer = true;
        entry = std::make_shared<const PolicyEntry>(std::move(former));
    }
    m_load.previousKept = true;
    m_load.loaded.clear();
    m_load.notLoaded.clear();
}

PolicyLoad PolicyIntake::finish()
{
    reportFaults();
    const bool isEmpty = m_load.policies.empty();
    if (m_takesNothing) {
        keepPrevious();
    } else if (isEmpty && !m_rules.emptySetTakesEffect) {
        keepPrevious();
        note({"empty-set",
              Severity::Warning,
              {"policies.empty-set",
               "no policy is delivered, and %1 then keeps the ones in force: only a restart removes them",
               {gateway()}},
              m_place});
    }
    for (auto& [name, notes] : m_notesOf) {
        if (!m_takesNothing)
            moveTo(m_load.notes, notes);
    }
    std::ranges::stable_sort(m_load.notes, {}, [](const Finding& finding) {
        return std::tie(finding.place.file, finding.place.line, finding.place.column);
    });
    return std::move(m_load);
}

} // namespace gatereeve
