#pragma once

// What is linted of a workspace, from its files as somebody holds them: the command line those on disk, a window its
// unsaved texts. Pure; any thread.

#include "core/lint/lint.h"
#include "core/workspace/layout.h"

#include <map>
#include <string>

namespace gatereeve::lint
{

struct HeldFile {
    std::optional<json::Document> document;
    // Why the text of now is none; `document` is then what it last was, if anybody knows that.
    std::optional<Finding> problem;
};

// Plain values; copies share the documents.
struct WorkspaceFiles {
    Layout layout; // its findings: those of finding the files
    Profile profile = Profile::Guide;
    bool hasPolicyFolder = false;         // where the layout names one
    std::map<std::string, HeldFile> held; // by path; what is not here is not there
};

// While a file with policies or APIs has a problem nobody knows which there are (LintInput::knowsPolicies).
LintInput inputOf(const WorkspaceFiles& files);

// The same with keys, linted. Of a file with a problem that alone is told: places of what it last was would be wrong.
LintResult run(const WorkspaceFiles& files, std::vector<json::Document> keys);

} // namespace gatereeve::lint
