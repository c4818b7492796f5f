#pragma once

// The words for rights, tags, meta data and flags. Called when run.why is set, by the rule that has just decided.

#include "core/engine/applyrun.h"

namespace gatereeve::guide
{

void explainRights(ApplyRun& run);
void explainTags(ApplyRun& run);
void explainMetaData(ApplyRun& run);
// Only a flag that is set gets a reason.
void explainFlag(ApplyRun& run, const std::string& field, bool keyHas, bool Policy::*flag);

} // namespace gatereeve::guide
