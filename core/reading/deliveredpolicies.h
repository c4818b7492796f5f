#pragma once

// Policies as a service delivers them or a dashboard exports them: without a name around them, and of one name the
// first counts (policy-semantics.md 4.3).

#include "core/reading/policyintake.h"
#include "core/reading/policyplaces.h"

#include <set>

namespace gatereeve
{

// `allowExplicitId`: policies.allow_explicit_policy_id.
NameRule deliveredNameRule(const LoadRules& rules, bool allowExplicitId);

class DeliveredPolicies final
{
public:
    // Both outlive it.
    DeliveredPolicies(const LoadRules& rules, PolicyIntake& intake, bool allowExplicitId)
        : m_rules(rules),
          m_intake(intake),
          m_nameRule(deliveredNameRule(rules, allowExplicitId))
    {
    }

    void take(ReadPolicy read);
    // Not told of a delivery that is not used: a gateway never gets that far.
    void warnOfDuplicates();

private:
    void leaveOut(ReadPolicy read);

    const LoadRules& m_rules;
    PolicyIntake& m_intake;
    NameRule m_nameRule;
    std::set<std::string> m_names;
    Findings m_duplicates;
};

} // namespace gatereeve
