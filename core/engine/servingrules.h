#pragma once

// What the profiles do differently when API definitions are compiled and served (profiles.md, quirks;
// gateway-behaviour.md 1, 4, 6): one row a rule.

#include "core/engine/snapshot.h"

namespace gatereeve
{

// Run on the APIs of a snapshot before they are indexed. `former`: the snapshot in force, or null.
using EqualListenPathsRule = void (*)(std::vector<CompiledApi>& apis, const Snapshot* former, Findings& findings);

struct ServingRules {
    bool looksAtActive;              // active: false is not served
    bool brokenFileIsEmptyApi;       // a file that is no definition counts as one with nothing in it
    bool firstTimeoutStays;          // the first hard time-out met holds for the API until the next load
    bool defaultVersionKeepsPath;    // strip_path with the default version leaves the listen path where it is
    bool strippedQueryIsSorted;      // strip_auth_data writes the query anew, in the order of its names
    EqualListenPathsRule equalPaths; // null: the first by file name is served
};

const ServingRules& servingRulesFor(Profile profile);

} // namespace gatereeve
