#pragma once

// A policies file as a whole: which policies it gives, which are unusable, and what to say about it
// (policy-semantics.md 3; profiles.md, guide 2 and 5). Pure: takes bytes, opens nothing.

#include "core/gatewaysettings.h"
#include "core/json/document.h"
#include "core/policy.h"
#include "core/reading/finding.h"

#include <map>
#include <memory>
#include <optional>
#include <set>

namespace gatereeve
{

// What stands under a policy name. A policy that must not be applied keeps its reason: every key that names it is
// refused with it (never zero values in its place).
struct PolicyEntry {
    Policy policy;
    std::optional<Message> unusable;
    bool keptFormer = false; // broken in the file; the version in force before is used (guide 5)
    Place place;             // of its name in the file

    bool operator==(const PolicyEntry&) const = default;
};

// Policy name → entry; what the engine looks policies up in. Shared between generations, never changed once made.
using PolicySet = std::map<std::string, std::shared_ptr<const PolicyEntry>, std::less<>>;

struct PolicyLoad {
    PolicySet policies; // in force afterwards (with previousKept: a copy of the previous)
    // Names of the policies that the source delivered and that could be read to the last member. One of them may still
    // be unusable by what it says (guide 13, 14).
    std::set<std::string, std::less<>> loaded;
    bool previousKept = false;
    Findings problems; // kinds of golden/README.md: missing-file, malformed, wrong-type, bad-object-id, …; of
                       // the last two only the first one in the file, as there
    Findings notes;    // the further ones; duplicates, trailing text, not active, unusable, unlimited, …
    std::vector<std::string> notLoaded; // names of policies left out because active is false
};

// guide: `previous` are the policies in force. A file that cannot be parsed keeps them all.
PolicyLoad loadPoliciesText(const std::string& text, const std::string& fileName, const PolicySet& previous,
                            Profile profile);
// From a parsed document (the desktop's); same result.
PolicyLoad loadPolicies(const json::Document& document, const PolicySet& previous, Profile profile);
// The file could not be opened, with the reason of the system.
PolicyLoad policiesFileMissing(const std::string& fileName, const std::string& reason, const PolicySet& previous);

} // namespace gatereeve
