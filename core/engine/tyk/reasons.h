#pragma once

// The words for the runs of 2.9 and 5: what the rules decided, told from the working set that they left behind.

#include "core/engine/applyrun.h"

namespace gatereeve::tyk
{

// The policies of a run by the APIs that their rights list, each policy once.
using Listing = std::map<std::string_view, std::vector<uint32_t>>;

std::string ruleName(const ApplyRun& run, std::string_view section); // "policy-semantics 6.7"; under 5 what changes it

// Whether some policy had a say in rights, so that the working set replaced those of the key (6.4).
bool countsForRights(const ApplyRun& run);

// Rate, quota and query depth of the root and of each API of the session, and the scopes they are counted in.
void explainLimits(ApplyRun& run, const Listing& listing);

} // namespace gatereeve::tyk
