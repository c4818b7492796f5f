#include "core/reading/deliveredpolicies.h"

namespace gatereeve
{

NameRule deliveredNameRule(const LoadRules& rules, bool allowExplicitId)
{
    return rules.idNeedsLeave && !allowExplicitId ? NameRule::ObjectId : NameRule::IdFirst;
}

void DeliveredPolicies::take(ReadPolicy read)
{
    const std::string name = nameOfPolicy(read.policy.id, read.policy.objectId, m_nameRule);
    if (name.empty() && !m_rules.takesPoliciesWithoutId)
        return leaveOut(std::move(read));
    read.policy.id = name;
    if (m_names.insert(name).second)
        return m_intake.add(name, std::move(read));
    m_duplicates.push_back(
        {"duplicate-id",
         Severity::Warning,
         {"service.duplicate-id", "a second policy with the id \"%1\" is skipped; the first one counts", {name}},
         read.place});
    m_intake.addFaults(std::move(read.faults));
}

void DeliveredPolicies::leaveOut(ReadPolicy read)
{
    m_intake.note({"no-id",
                   Severity::Error,
                   {"service.no-id", "a policy without an id is left out: no key could name it", {}},
                   read.place});
    m_intake.addFaults(std::move(read.faults));
}

void DeliveredPolicies::warnOfDuplicates()
{
    for (Finding& duplicate : m_duplicates)
        m_intake.warn(std::move(duplicate));
    m_duplicates.clear();
}

} // namespace gatereeve
