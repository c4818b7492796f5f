#pragma once

// gateway-behaviour.md 1, Quirk of 2.9: of APIs with one listen path all move to "<listen path>-<api_id>", but one that
// had the path before a reload keeps it.

#include "core/engine/snapshot.h"

namespace gatereeve::tyk29
{

void moveEqualListenPaths(std::vector<CompiledApi>& apis, const Snapshot* former, Findings& findings);

} // namespace gatereeve::tyk29
