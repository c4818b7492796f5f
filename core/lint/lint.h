#pragma once

// The critic of a workspace's files: one run over parsed documents → what is wrong, dangerous or misleading, each with
// its place, and where there is one with a fix. Pure: opens nothing, changes nothing; any thread. Linear in the size of
// the documents: 10,000 policies of 20 MB take well under a second (tests/bench/bench_lint.cpp).

#include "core/lint/report.h"

namespace gatereeve::lint
{

struct LintResult {
    LintFindings findings; // by file, place, and order of the rules
    size_t silenced = 0;   // left out because gatereeve.json says so, with a reason
};

LintResult run(const LintInput& input);

// The safe fixes of one file that can be done at once: none touches another. What is left over is found again by the
// next run over the changed text.
json::Edits safeEdits(const LintFindings& findings, const std::string& file, LintFindings& done);

} // namespace gatereeve::lint
