#pragma once

// gatereeve.json, "silence": [{"rule", "path", "reason"}] (docs/lint.md): findings that somebody has looked at and
// wants no more of. `path`: a file, a JSON path (with all below it), or "file#path"; absent: wherever the rule says
// something.

#include "core/lint/report.h"

namespace gatereeve::lint
{

// Takes out what is silenced with a reason, and says how many that were. An entry that does not count, or silences
// nothing, is a finding itself.
size_t silence(const Subjects& subjects, Report& report, LintFindings& findings);

} // namespace gatereeve::lint
