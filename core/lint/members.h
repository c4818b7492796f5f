#pragma once

// Which members gateways read in a policy.

#include "core/json/document.h"

namespace gatereeve::lint
{

// Whether there is any member that a gateway reads. An empty object is a policy as well, and so is a wrapper around
// others, but neither was written as one.
bool saysAnything(const json::Value& policy);

} // namespace gatereeve::lint
