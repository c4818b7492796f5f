#pragma once

// Reads the policies of one policies file, or one of them, by the rules of a profile (policyset.h).

#include "core/reading/policyintake.h"

namespace gatereeve
{

class FileLoader
{
public:
    // `rules` and `previous` outlive it. `root`: an object, or null.
    FileLoader(const LoadRules& rules, const PolicySet& previous, const json::Value& root);

    PolicyLoad load();
    // As if these stood in the file alone. Each name once.
    PolicyLoad loadOnly(const std::vector<json::Value>& policies);

private:
    void take(const json::Value& value);
    void noteRepeated(const std::string& name, const Place& place);
    void noteBarePolicy();

    const LoadRules& m_rules;
    const json::Value m_root;
    PolicyIntake m_intake;
    std::map<std::string, size_t> m_last; // name → offset of the value that counts
};

} // namespace gatereeve
