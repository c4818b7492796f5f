#pragma once

// The open workspace as lint sees it: unsaved texts, the documents that the files hold, and the keys of the store, each
// as a document of its own.

#include "core/keys/keystore.h"
#include "core/lint/lintworkspace.h"

#include <memory>
#include <vector>

namespace gatereeve::models
{

class Workspace;

// As they are now; sharing the documents with the files makes this cheap. Main thread.
lint::WorkspaceFiles filesToLint(const Workspace& workspace);

// A session as a text that no file has. Any thread.
json::Document documentOf(const StoredKey& key);
bool isInKey(const Place& place); // not in a file
// The stored name of that key; empty: it is in a file. Not for display: it may be the key's text.
std::string keyNameAt(const Place& place);

// What there is to tell, in a thread of its own. Of keys no secrets are told: those of a store lie in no file.
lint::LintResult linted(const lint::WorkspaceFiles& files, const std::vector<json::Document>& keys);

} // namespace gatereeve::models
