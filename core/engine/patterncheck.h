#pragma once

// Finds expressions that RE2 can't use: such a rule never matches, or lets everything pass (profiles.md, quirks), and
// nobody meant either.

#include "core/engine/pathpattern.h"
#include "core/engine/snapshot.h"

#include <unordered_map>

namespace gatereeve
{

// Each distinct expression is compiled once, however many policies repeat it.
class PatternCheck
{
public:
    PatternCheck(Findings& findings, Profile profile) : m_findings(findings), m_profile(profile) {}
    // Fills policiesWithBadPatterns. Those that `former` has as well and found good are passed over.
    void checkPolicies(Snapshot& snapshot, const Snapshot* former,
                       const std::function<Place(const std::string& name)>& placeOf);
    void checkPathLists(const ApiDefinition& api);

private:
    // Why the expression can't be used; empty: it can.
    const std::string& problemOf(const std::string& expression, PathPattern::Braces braces);
    bool checkPolicy(const std::string& name, const PolicyEntry& entry,
                     const std::function<Place(const std::string& name)>& placeOf);
    Message ruleWords(const std::string& expression, const std::string& problem) const;
    void report(Message message, Place place, std::string path);

    Findings& m_findings;
    Profile m_profile;
    std::unordered_map<std::string, std::string> m_literal, m_segments; // by Braces: expression → problem
};

} // namespace gatereeve
