#pragma once

// The policies of one form written in another, and what would be lost on the way. What a policy says stays as it
// stands, unknown members and the spelling of numbers included. Pure; any thread.

#include "core/json/document.h"
#include "core/reading/finding.h"
#include "core/reading/policyplaces.h"

namespace gatereeve
{

struct ConvertedFile {
    std::string name; // without folders
    std::string text;

    bool operator==(const ConvertedFile&) const = default;
};

struct PolicyConversion {
    std::vector<ConvertedFile> files;
    // At their places in the source: shadowed-policy, no-id, around-policies, trailing-text, object-id,
    // label-respelled, read-by-5-only.
    Findings notes;
};

// PolicyForm::ById gives one file, `policies.json`; the others one file for each policy.
PolicyConversion convertPolicies(const std::vector<json::Document>& source, PolicyForm from, NameRule rule,
                                 PolicyForm to);

} // namespace gatereeve
