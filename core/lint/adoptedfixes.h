#pragma once

// Fixes for what the readers and loaders find; rules of ours bring their own.

#include "core/lint/report.h"

namespace gatereeve::lint
{

void addFixes(const Subjects& subjects, LintFindings& findings);

} // namespace gatereeve::lint
