#pragma once

// Findings as JSON and as SARIF 2.1.0 (OASIS Standard, 27 March 2020). Pure.

#include "core/lint/lint.h"

#include <functional>

namespace gatereeve::lint
{

// One run and what it was about. `input` is what `result` was made of.
struct LintRun {
    const LintInput& input;
    const LintResult& result;
};

// The path that is printed for a file.
using ShownPath = std::function<std::string(const std::string&)>;

// docs/lint.md, "JSON".
std::string lintJson(const std::vector<LintRun>& runs, const ShownPath& shown);
// Columns count Unicode characters (columnKind); each rule that has found something is described.
std::string lintSarif(const std::vector<LintRun>& runs, const ShownPath& shown);

} // namespace gatereeve::lint
