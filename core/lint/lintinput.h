#pragma once

// What is linted: the documents of a workspace as they were parsed, whoever holds them (a window its open documents,
// the command line what lintfiles.h reads). A plain value.

#include "core/gatewaysettings.h"
#include "core/json/document.h"
#include "core/reading/finding.h"

#include <optional>
#include <vector>

namespace gatereeve::lint
{

struct LintInput {
    Profile profile = Profile::Guide;
    std::optional<json::Document> conf;      // tyk.conf
    std::optional<json::Document> settings;  // gatereeve.json: what it silences
    std::optional<json::Document> policies;  // policies by name in one object
    std::vector<json::Document> policyFiles; // one policy each, named by its `id` or `_id`
    // The files are a dashboard's export: a list counts as well, and all are in force as its service would deliver them.
    bool isExport = false;
    bool allowsExplicitId = true; // of that service
    std::vector<json::Document> apis;        // one definition each, classic or OpenAPI
    std::vector<json::Document> keys;        // one session each
    // Whether a policy or API that is not among these does not exist. False where a file could not be read, or where
    // nobody said where the others are: then nothing is said of names that are not found.
    bool knowsPolicies = false, knowsApis = false;
    // What finding and parsing the files has found (kinds of layout.h and of the loaders).
    Findings findings;
};

} // namespace gatereeve::lint
