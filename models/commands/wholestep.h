#pragma once

// Edits of files and of keys as one undo step: if the key store refuses, nothing has happened. Main thread.

#include "models/commands/changekeys.h"
#include "models/commands/editjson.h"
#include "models/workspace.h"

namespace gatereeve::models
{

// Each file stands there once. Nothing is pushed where there is nothing to do.
Result<void> pushWholeStep(Workspace& workspace, std::vector<KeyChange> keys, std::vector<FileEdits> files,
                           const QString& text);

} // namespace gatereeve::models
