#pragma once

// A policies file as a whole: which policies it gives, which are unusable, and what to say about it
// (policy-semantics.md 3, 11.2; profiles.md, guide 2 and 5). What the profiles do differently is one table,
// loadrules.cpp. Pure: takes bytes, opens nothing. Other sources: servicereply.h, policyfolder.h.

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
    // Not what the source says: that is broken, and the version in force before is used (guide 5; under 5 for all
    // policies that differ).
    bool keptFormer = false;
    bool hasZeros = false; // in place of members of the wrong type (2.9); no former version that guide would go back to
    Place place;           // of its name in the file when this was read; where it is by now: PolicyLoad::places

    bool operator==(const PolicyEntry&) const = default;
};

// Policy name → entry; what the engine looks policies up in. Shared between generations, never changed once made.
using PolicySet = std::map<std::string, std::shared_ptr<const PolicyEntry>, std::less<>>;

struct PolicyLoad {
    PolicySet policies; // in force afterwards (with previousKept: the previous ones)
    // Names of the policies that the source delivered and that are taken over from it. Under guide each could be read
    // to the last member, but may still be unusable by what it says (guide 13, 14).
    std::set<std::string, std::less<>> loaded;
    bool previousKept = false;
    // Kinds of golden/README.md: missing-file, malformed, wrong-type, bad-object-id, duplicate-id, refused,
    // unreachable. Of the wrong types and malformed ids of a text only the one that a gateway reports (guide: the first
    // of each).
    Findings problems;
    Findings notes; // the further ones; duplicates, trailing text, not active, unusable, unlimited, … in the order of
                    // the text
    std::vector<std::string> notLoaded;               // names of policies left out because active is false
    std::map<std::string, Place, std::less<>> places; // where the names stand that the source delivers
};

// `previous`: the policies in force. A file that cannot be parsed keeps them all.
PolicyLoad loadPoliciesText(const std::string& text, const std::string& fileName, const PolicySet& previous,
                            Profile profile);
// From a parsed document (the desktop's); same result.
PolicyLoad loadPolicies(const json::Document& document, const PolicySet& previous, Profile profile);
// The file could not be opened, with the reason of the system.
PolicyLoad policiesFileMissing(const std::string& fileName, const std::string& reason, const PolicySet& previous);
// For the readers of all sources: nothing was delivered, for this reason.
PolicyLoad keptPolicies(const PolicySet& previous, Finding problem);

} // namespace gatereeve
