#pragma once

// The words of one command line as a POSIX shell, or bash, would hand them to the program; and the other way round.
// Pure.

#include "core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatereeve::models
{

struct ShellWords {
    std::vector<std::string> words;
    std::vector<std::string> expansions; // "$TOKEN", "`…`": only a shell knows what stands there; kept as written
    std::string rest;                    // behind the end of the command: "| jq .", "> file"
};

// Quotes '…' "…" $'…', backslashes, comments. An error: a quote that is never closed.
Result<ShellWords> splitShell(std::string_view line);

// The word as it has to be written.
std::string shellQuoted(std::string_view word);

} // namespace gatereeve::models
