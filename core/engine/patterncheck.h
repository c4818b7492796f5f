#pragma once

// Finds expressions that RE2 can't use. Under guide such a rule never matches (profiles.md, quirks), which nobody
// meant.

#include "core/engine/pathpattern.h"
#include "core/engine/snapshot.h"

#include <unordered_map>

namespace gatereeve
{

// Each distinct expression is compiled once, however many policies repeat it.
class PatternCheck
{
public:
    explicit PatternCheck(Findings& findings) : m_findings(findings) {}
    void checkPolicies(const PolicySet& policies);
    void checkPathLists(const ApiDefinition& api);

private:
    // Why the expression can't be used; empty: it can.
    const std::string& problemOf(const std::string& expression, PathPattern::Braces braces);
    void report(const std::string& expression, const std::string& problem, Place place, std::string path);

    Findings& m_findings;
    std::unordered_map<std::string, std::string> m_literal, m_segments; // by Braces: expression → problem
};

} // namespace gatereeve
