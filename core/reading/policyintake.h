#pragma once

// Takes the policies of one source in their order and decides, by the rules of a profile, which of them are in force
// afterwards. File, service and folder readers feed it; they alone know where policies and their names stand.

#include "core/reading/loadrules.h"
#include "core/reading/policyset.h"

namespace gatereeve
{

// A policy as it stands in a source, read and not yet judged.
struct ReadPolicy {
    json::Value value;
    Place place;
    Policy policy;
    Findings faults; // wrong types, a malformed _id
    Findings notes;  // members passed over
};

class PolicyIntake final
{
public:
    // `rules` and `previous` outlive it. `place`: of the source as a whole.
    PolicyIntake(const LoadRules& rules, Dialect dialect, Faults faults, const PolicySet& previous, Place place);

    ReadPolicy read(const json::Value& value, Place place) const;
    // A later policy of the same name takes the place of the earlier one whole (policy-semantics.md 1.1).
    void add(const std::string& name, ReadPolicy read);
    // A policy that nothing is taken of but what is wrong with it.
    void addFaults(Findings faults);
    // A fault of the source around its policies: nothing of it is taken over.
    void refuse(Finding fault);
    void note(Finding note) { m_load.notes.push_back(std::move(note)); }
    void warn(Finding problem) { m_load.problems.push_back(std::move(problem)); }

    bool takesNothing() const { return m_takesNothing; }
    // The faults since the last call become problems, as many as the gateway reports of one text.
    void reportFaults();
    PolicyLoad finish();

private:
    void keepFormerOrRefuse(const std::string& name, ReadPolicy& read);
    void take(const std::string& name, ReadPolicy& read);
    void drop(const std::string& name, const Place& place);
    void keepPrevious();
    std::string gateway() const { return std::string(gatewayNameOf(m_dialect)); }

    const LoadRules& m_rules;
    Dialect m_dialect;
    Faults m_faults;
    const PolicySet& m_previous;
    Place m_place;
    PolicyLoad m_load;
    Findings m_reported;                       // faults not yet told
    std::map<std::string, Findings> m_notesOf; // by policy name
    std::set<std::string> m_broken;            // names of policies with a fault, or behind what ended the reading
    bool m_takesNothing = false;
    bool m_ended = false; // by a malformed _id
};

} // namespace gatereeve
