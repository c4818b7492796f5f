#pragma once

// What goes to the people a key is for: a sheet with the key, where to send it, what it may do and until when, in plain
// text; and many keys as CSV. What the gateway would answer with is taken from the rules of the workspace.

#include "core/keys/keystore.h"
#include "models/workspace.h"

namespace gatereeve::models
{

// `baseAddress`: "http://127.0.0.1:8080", as callers reach the gateway.
QString handOverSheet(const std::vector<StoredKey>& keys, const Workspace& workspace, const QString& baseAddress);

// "name,key,ends" with a heading; times as RFC 3339, empty: never.
QString keysAsCsv(const std::vector<StoredKey>& keys);

} // namespace gatereeve::models
