#pragma once

// What commands say on stderr, and how findings are printed.

#include "core/json/writer.h"
#include "core/reading/finding.h"

namespace gatereeve::app
{

// In the form of a compiler: "policies.json:3:17: error: … [wrong-type]".
std::string lineOf(const Finding& finding);
// {kind, severity, file, line, column, path, message} (docs/contracts.md, load).
void writeFinding(json::Writer& writer, const Finding& finding);

// Says it on stderr; the exit code for input that prevents any result.
int noInput(const Error& error);

} // namespace gatereeve::app
