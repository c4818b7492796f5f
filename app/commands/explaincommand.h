#pragma once

// `gatereevectl explain`: what a key really gets and why (docs/explain.md); with `compare`, what other profiles would
// give. The key comes from stdin, or is a fresh one of a workspace's policies, or one of its stored keys.

#include "core/gatewaysettings.h"

#include <optional>
#include <string>
#include <vector>

namespace gatereeve::app
{

struct ExplainOptions {
    // The key on stdin with the options of `apply` …
    std::string policies;              // file; empty: the other form
    std::optional<std::string> apiOrg; // as in ApplyOptions
    // … or a workspace.
    std::string conf;                     // tyk.conf, or a folder that has one
    std::vector<std::string> policyNames; // a fresh key of all of them; empty: one of each policy
    std::string key;                      // a stored key, by its text or its name in the store

    std::optional<Profile> profile; // absent: the workspace's, else guide
    bool compare = false;
    bool json = false;
};

int explainKeys(const ExplainOptions& options);

} // namespace gatereeve::app
