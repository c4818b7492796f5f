#pragma once

// Changes as text to be read, and as JSON (docs/compare.md).

#include "core/compare/change.h"
#include "core/json/writer.h"

namespace gatereeve::compare
{

// Grouped by file and object, one sentence a line; ends with a line end. Empty for no changes.
std::string changesText(const std::vector<ChangedObject>& objects);
// {"differences": [{object, id, former_id, kind, path, before, after, message}]}; before and after are null or
// {value, file, line, column, path}.
void writeChanges(json::Writer& writer, const std::vector<ChangedObject>& objects);

} // namespace gatereeve::compare
