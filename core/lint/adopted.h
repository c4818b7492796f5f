#pragma once

// What readers, loaders, layout and the snapshot compiler find already, as findings of lint: by kind, one rule each.

#include "core/lint/report.h"

namespace gatereeve::lint
{

// Kinds that rules of ours tell better, with the value's own place, are left out.
void adoptFindings(Findings findings, Report& report);
// About what a gateway that runs does with the files, not about them: for whoever runs one. Lint leaves it out.
bool isOfGateway(const Finding& finding);
// Of compiling the definitions: listen paths, targets, path lists.
Findings compiledFindings(const Subjects& subjects);

} // namespace gatereeve::lint
