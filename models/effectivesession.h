#pragma once

// What a key of the workspace gives under its rules, with its policies and APIs as they stand. Main thread.

#include "core/engine/apirefusals.h"
#include "models/workspace.h"

namespace gatereeve::models
{

FindApi apisOf(const Workspace& workspace);

EffectiveSession effectiveSession(const Session& key, const Workspace& workspace, Provenance* why = nullptr);

} // namespace gatereeve::models
