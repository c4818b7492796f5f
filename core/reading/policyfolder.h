#pragma once

// policies.policy_path, which only 5.x has: a folder with one policy in each *.json (policy-semantics.md 11.2). Pure:
// the files are read elsewhere.

#include "core/json/document.h"
#include "core/reading/policyset.h"

namespace gatereeve
{

// A file of a source that has several.
struct PolicyFile {
    std::string path;
    Result<json::Document> document; // or why it can't be opened or is no JSON
    bool isOpened = true;
};

PolicyFile parsedPolicyFile(const std::string& path, Result<std::string> text);
// A document that was parsed more leniently: with a byte order mark it is none for a gateway.
PolicyFile readPolicyFile(const json::Document& document);

// A policy's name is its `id`, or its `_id`; of two equal ones the later file counts. A file that can't be opened is
// skipped, a malformed one used as far as it can be read, a policy without any id refused. An empty folder removes all.
PolicyLoad loadPolicyFolder(const std::vector<PolicyFile>& files, const PolicySet& previous);

} // namespace gatereeve
